//! How the pages of a list follow each other: `impl Paginate`.

use super::{Lines, WIDTH};
use crate::model::{Endpoint, Pages};

/// Writes the implementation of an endpoint that has pages.
pub(super) fn pages(lines: &mut Lines, endpoint: &Endpoint, pages: &Pages) {
    let Pages {
        item,
        output,
        next,
        items,
    } = pages;
    lines.line(&format!("impl Paginate for {} {{", endpoint.name));
    lines.depth += 1;
    lines.line(&format!("type Item = {item};"));
    lines.blank();
    let page = format!("page: &Response<{output}>");
    function(lines, "next", &["&self", &page], "Next<Self>", next);
    lines.blank();
    let page = format!("page: {output}");
    let result = format!("Vec<{item}>");
    let body = std::slice::from_ref(items);
    function(lines, "items", &[&page], &result, body);
    lines.depth -= 1;
    lines.line("}");
}

/// A function, its parameters on lines of their own where they do not fit.
fn function(lines: &mut Lines, name: &str, parameters: &[&str], result: &str, body: &[String]) {
    let line = format!("fn {name}({}) -> {result} {{", parameters.join(", "));
    if lines.columns() + line.chars().count() <= WIDTH {
        lines.line(&line);
    } else {
        lines.line(&format!("fn {name}("));
        lines.depth += 1;
        for parameter in parameters {
            lines.line(&format!("{parameter},"));
        }
        lines.depth -= 1;
        lines.line(&format!(") -> {result} {{"));
    }
    lines.depth += 1;
    for line in body {
        lines.line(line);
    }
    lines.depth -= 1;
    lines.line("}");
}
