//! One endpoint: its docs, the attribute, the struct, and the example.

use callpoint_documents::description::Status;

use super::docs::Piece;
use super::{ATTRIBUTE_WIDTH, Lines, WIDTH, example_text, expr};
use crate::model::{Arm, Endpoint, Example, Field};
use crate::names::words;
use crate::status_codes::standard_name;

/// Writes an endpoint and its `example()`.
pub(super) fn endpoint(lines: &mut Lines, endpoint: &Endpoint, examples: bool) {
    let doc = if endpoint.doc.trim().is_empty() {
        format!("`{} {}`", endpoint.method, endpoint.template)
    } else {
        endpoint.doc.clone()
    };
    lines.docs("///", &[Piece::Page(&doc)]);
    lines.notes(&endpoint.notes);
    attribute(lines, endpoint, examples);
    lines.line("#[derive(Debug, Clone)]");
    if let Some(rule) = endpoint.rename_all {
        lines.line(&format!("#[serde(rename_all = \"{rule}\")]"));
    }
    lints(lines, &endpoint.name, &endpoint.fields);
    structure(lines, &endpoint.name, &endpoint.fields, examples);
}

/// What clippy's stricter lints would rather have of a document than of a person.
pub(super) fn lints(lines: &mut Lines, name: &str, fields: &[Field]) {
    let bools = fields.iter().filter(|field| field.ty == "bool").count();
    if bools > 3 {
        lines.line("#[allow(clippy::struct_excessive_bools)]");
    }
    if repeats_words(name, fields) {
        lines.line("#[allow(clippy::struct_field_names)]");
    }
}

/// Whether all names begin or end with the same word, or one begins or ends with the name of the struct.
fn repeats_words(name: &str, fields: &[Field]) -> bool {
    let words: Vec<Vec<&str>> = fields
        .iter()
        .map(|field| field.name.trim_start_matches("r#").split('_').collect())
        .collect();
    let same = |word: fn(&Vec<&str>) -> Option<String>| {
        let first = words.first().and_then(word);
        fields.len() > 2
            && first.is_some()
            && words
                .iter()
                .all(|words| word(words) == first && words.len() > 1)
    };
    let own: Vec<String> = crate::names::words(name)
        .iter()
        .map(|word| word.to_lowercase())
        .collect();
    let own = own.join("_");
    let repeats_own = fields.len() > 2
        && fields.iter().any(|field| {
            let field = field.name.as_str();
            field != own
                && (field.starts_with(&format!("{own}_")) || field.ends_with(&format!("_{own}")))
        });
    same(|words| words.first().map(|word| (*word).to_owned()))
        || same(|words| words.last().map(|word| (*word).to_owned()))
        || repeats_own
}

fn attribute(lines: &mut Lines, endpoint: &Endpoint, examples: bool) {
    let is_standard = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
    ]
    .contains(&endpoint.method.as_str());
    let method = if is_standard {
        endpoint.method.clone()
    } else {
        format!("{:?}", endpoint.method)
    };
    let head = format!("#[endpoint({method}, {:?}", endpoint.template);
    let arms: Vec<String> = endpoint.arms.iter().map(arm).collect();
    let all = endpoint
        .options
        .iter()
        .chain(&arms)
        .cloned()
        .collect::<Vec<_>>();
    let is_bare = endpoint
        .arms
        .iter()
        .all(|arm| (arm.example.is_none() || !examples) && arm.more.is_empty() && !says_more(arm));
    let line = std::iter::once(head.clone())
        .chain(all)
        .collect::<Vec<_>>()
        .join(", ")
        + ")]";
    if is_bare && arms.len() < 2 && lines.columns() + line.chars().count() <= WIDTH {
        return lines.line(&line);
    }
    lines.line(&format!("{head},"));
    lines.depth += 1;
    for option in &endpoint.options {
        lines.line(&format!("{option},"));
    }
    for (arm, text) in endpoint.arms.iter().zip(&arms) {
        // The first paragraph names the response, so an example cannot be the first.
        if says_more(arm) || !(arm.more.is_empty() || arm.names.is_empty()) {
            arm_docs(lines, Some(&names(arm)), &arm.more);
        } else {
            arm_docs(lines, None, &arm.more);
        }
        if let Some(example) = arm.example.as_ref().filter(|_| examples) {
            let room = WIDTH.saturating_sub(lines.columns() + 20);
            let example = example_text(example, &lines.indent(), room);
            lines.line(&format!("#[example({example})]"));
        }
        lines.line(&format!("{text},"));
    }
    lines.depth -= 1;
    lines.line(")]");
}

/// The name of a response, and its further examples.
pub(super) fn arm_docs(lines: &mut Lines, name: Option<&str>, more: &[(String, Example)]) {
    let texts: Vec<String> = more
        .iter()
        .map(|(_, example)| match example {
            Example::Json(text) => crate::layout::one_line(text),
            Example::Plain(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        })
        .collect();
    let mut pieces: Vec<Piece<'_>> = name.map(Piece::Line).into_iter().collect();
    for ((of, _), text) in more.iter().zip(&texts) {
        pieces.push(Piece::Example { of, text });
    }
    lines.docs("///", &pieces);
}

fn arm(arm: &Arm) -> String {
    let media_type = arm.media_type.as_ref();
    let media_type = media_type.map(|media_type| format!(" {media_type:?}"));
    format!(
        "{}{} => {}",
        statuses(arm),
        media_type.unwrap_or_default(),
        body(arm)
    )
}

/// Whether the document's names for a response say more than its status and its variant.
fn says_more(arm: &Arm) -> bool {
    let lower = |name: &str| words(name).concat().to_lowercase();
    let codes = arm
        .statuses
        .iter()
        .filter_map(|status| standard_name(*status));
    let said: Vec<String> = codes.chain(arm.variant.as_deref()).map(lower).collect();
    let is_said = |name: &String| {
        let name = lower(name);
        matches!(name.as_str(), "" | "ok") || said.contains(&name)
    };
    !arm.names.iter().all(is_said)
}

/// The document's names for a response.
pub(super) fn names(arm: &Arm) -> String {
    arm.names.join("; ").trim_end_matches('.').to_owned() + "."
}

pub(super) fn statuses(arm: &Arm) -> String {
    let status = |status: &Status| match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}xx"),
        Status::Default => "_".to_owned(),
    };
    let statuses: Vec<String> = arm.statuses.iter().map(status).collect();
    statuses.join(" | ")
}

fn body(arm: &Arm) -> String {
    let ty = match &arm.codec {
        Some(codec) => format!("{} as {codec}", arm.ty),
        None => arm.ty.clone(),
    };
    match &arm.variant {
        Some(variant) => format!("{variant}({ty})"),
        None => ty,
    }
}

pub(super) fn structure(lines: &mut Lines, name: &str, fields: &[Field], examples: bool) {
    if fields.is_empty() {
        return lines.line(&format!("pub struct {name};"));
    }
    lines.line(&format!("pub struct {name} {{"));
    lines.depth += 1;
    for field in fields {
        self::field(lines, field, examples);
    }
    lines.depth -= 1;
    lines.line("}");
}

fn field(lines: &mut Lines, field: &Field, examples: bool) {
    lines.docs("///", &[Piece::Page(&field.doc)]);
    lines.notes(&field.notes);
    for attr in &field.attrs {
        self::attr(lines, attr);
    }
    if let Some(example) = field.example.as_ref().filter(|_| examples) {
        field_example(lines, example);
    }
    lines.line(&format!("pub {}: {},", field.name, field.ty));
}

/// An attribute; its words on lines of their own where it is too wide, but for words of ours that rustfmt does not know.
pub(super) fn attr(lines: &mut Lines, attr: &str) {
    let line = format!("#[{attr}]");
    let Some((name, words)) = attr.split_once('(') else {
        return lines.line(&line);
    };
    let words = words.strip_suffix(')').unwrap_or(words);
    let is_narrow = !words.contains(", ") || words.chars().count() <= ATTRIBUTE_WIDTH;
    if is_narrow && lines.columns() + line.chars().count() <= WIDTH {
        return lines.line(&line);
    }
    if words.contains("style = ") {
        return lines.line(&line);
    }
    lines.line(&format!("#[{name}("));
    lines.depth += 1;
    // Inside a literal, a backslash would stand before the quote.
    match words.split_once(", skip_serializing_if = \"") {
        Some((first, second)) => {
            lines.line(&format!("{first},"));
            lines.line(&format!("skip_serializing_if = \"{second}"));
        }
        None => lines.line(words),
    }
    lines.depth -= 1;
    lines.line(")]");
}

pub(super) fn field_example(lines: &mut Lines, example: &Example) {
    let room = WIDTH.saturating_sub(lines.columns() + "#[example(r##)]".len() + 2);
    let inner = format!("{}    ", lines.indent());
    let text = example_text(example, &inner, room);
    let is_narrow = lines.columns() + text.chars().count() + "#[example()]".len() <= WIDTH;
    if is_narrow && !text.contains('\n') {
        return lines.line(&format!("#[example({text})]"));
    }
    lines.line("#[example(");
    lines.depth += 1;
    lines.line(&text);
    lines.depth -= 1;
    lines.line(")]");
}

/// `impl UpdateLink { pub fn example() -> Self { … } }`
pub(super) fn example_fn(lines: &mut Lines, endpoint: &Endpoint) {
    lines.line(&format!("impl {} {{", endpoint.name));
    lines.depth += 1;
    lines.line("/// The call with the values of the documentation.");
    lines.line("#[must_use]");
    lines.line("pub fn example() -> Self {");
    lines.depth += 1;
    if endpoint.fields.is_empty() {
        lines.line("Self");
    } else {
        let fields = endpoint
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.value.clone()));
        let value = crate::model::Expr::Struct("Self".to_owned(), fields.collect());
        let place = expr::Place {
            depth: lines.depth,
            column: lines.columns(),
            behind: 0,
        };
        let text = expr::written(&value, place);
        lines.line(&text);
    }
    lines.depth -= 1;
    lines.line("}");
    lines.depth -= 1;
    lines.line("}");
}
