//! What a page consists of, as Markdown and as HTML.

/// A part of a page.
pub(super) enum Block {
    /// Its level, and its text.
    Heading(u8, String),
    /// A doc comment: Markdown.
    Doc(String),
    /// Its language, and its text.
    Code(&'static str, String),
    /// The names of the columns, and the rows.
    Table(&'static [&'static str], Vec<Vec<Cell>>),
    /// Texts, each with the path of a page.
    Links(Vec<(String, String)>),
}

/// What a field of a table shows.
pub(super) enum Cell {
    Text(String),
    Code(String),
}

pub(super) fn markdown(blocks: &[Block]) -> String {
    let blocks = blocks.iter().map(|block| match block {
        Block::Heading(level, text) => {
            format!("{} {}\n", "#".repeat(usize::from(*level)), plain(text))
        }
        Block::Doc(text) => doc(text.trim()),
        Block::Code(language, text) => {
            let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
            format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
        }
        Block::Table(names, rows) => {
            let names = format!(
                "| {} |\n|{}\n",
                names.join(" | "),
                "---|".repeat(names.len())
            );
            let rows = rows.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(cell).collect();
                format!("| {} |\n", cells.join(" | "))
            });
            names + &rows.collect::<String>()
        }
        Block::Links(links) => {
            let links = links
                .iter()
                .map(|(text, path)| format!("- [{}]({path})\n", plain(text)));
            links.collect()
        }
    });
    blocks.collect::<Vec<_>>().join("\n")
}

/// A doc comment, whose last block of code ends with it.
fn doc(text: &str) -> String {
    let mut open = None;
    for line in text.lines() {
        let line = line.trim_start();
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| line.starts_with(fence));
        open = match (open, fence) {
            (None, fence) => fence,
            (Some(opened), Some(fence)) if opened == fence => None,
            (opened, _) => opened,
        };
    }
    let end = open.map(|fence| format!("\n{fence}")).unwrap_or_default();
    format!("{}{end}\n", without_html(text))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => without_html(&one_line(text)).replace('|', "\\|"),
        Cell::Code(text) if text.is_empty() => String::new(),
        Cell::Code(text) => {
            let ticks = "`".repeat(longest_run(text, '`') + 1);
            let space = if text.contains('`') { " " } else { "" };
            let text = one_line(text).replace('|', "\\|");
            format!("{ticks}{space}{text}{space}{ticks}")
        }
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// How many of a character follow each other at most.
fn longest_run(text: &str, of: char) -> usize {
    let runs = text.split(|other| other != of);
    runs.map(|run| run.chars().count()).max().unwrap_or(0)
}

/// Markdown with its HTML as text.
fn without_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A text that is no Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in one_line(text).chars() {
        if "\\`*_[]#|".contains(character) {
            plain.push('\\');
        }
        plain.push(character);
    }
    without_html(&plain)
}

/// The look of a page. It loads nothing.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
pre{background:#f4f4f4;padding:1rem;overflow:auto}code{font:14px/1.4 ui-monospace,monospace}\
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}\
.doc{white-space:pre-wrap}";

pub(super) fn html(title: &str, blocks: &[Block]) -> String {
    let head = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(title)
    );
    let blocks = blocks.iter().map(|block| match block {
        Block::Heading(level, text) => format!("<h{level}>{}</h{level}>\n", escaped(text)),
        Block::Doc(text) => format!("<p class=\"doc\">{}</p>\n", inline(text.trim())),
        Block::Code(_, text) => code(text.trim_end()),
        Block::Table(names, rows) => table(names, rows),
        Block::Links(links) => {
            let links = links.iter().map(|(text, path)| {
                let (path, text) = (escaped(path), escaped(text));
                format!("<a href=\"{path}\">{text}</a>")
            });
            let links: Vec<String> = links.collect();
            match links.as_slice() {
                [one] => format!("<p>{one}</p>\n"),
                many => format!("<ul>\n<li>{}</li>\n</ul>\n", many.join("</li>\n<li>")),
            }
        }
    });
    head + &blocks.collect::<String>() + "</body>\n</html>\n"
}

/// How many lines of code stand open on a page. A reader unfolds more: what is behind it would be far below.
const LINES: usize = 40;

fn code(text: &str) -> String {
    let lines = text.lines().count();
    let code = format!("<pre><code>{}</code></pre>\n", escaped(text));
    if lines > LINES {
        return format!("<details>\n<summary>{lines} lines</summary>\n{code}</details>\n");
    }
    code
}

fn table(names: &[&str], rows: &[Vec<Cell>]) -> String {
    let names = names
        .iter()
        .map(|name| format!("<th>{}</th>", escaped(name)));
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => format!("<td>{}</td>", inline(text)),
            Cell::Code(text) if text.is_empty() => "<td></td>".to_owned(),
            Cell::Code(text) => format!("<td><code>{}</code></td>", escaped(text)),
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    format!(
        "<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}</tbody>\n</table>\n",
        names.collect::<String>(),
        rows.collect::<String>()
    )
}

/// A text of a doc comment, with its code between single backticks as code. Other Markdown is readable as it is.
fn inline(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) || text.contains("``") {
        return escaped(text);
    }
    let piece = |(index, piece): (usize, &&str)| match index % 2 {
        0 => escaped(piece),
        _ => format!("<code>{}</code>", escaped(piece)),
    };
    pieces.iter().enumerate().map(piece).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // HTML has no such character, not even escaped.
            control if control.is_control() && !"\n\t".contains(control) => {
                escaped.push('\u{fffd}');
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::inline;

    #[test]
    fn code_in_a_text() {
        for (text, expected) in [
            ("plain <b>", "plain &lt;b&gt;"),
            ("`a`, `<b>`.", "<code>a</code>, <code>&lt;b&gt;</code>."),
            ("it`s one", "it`s one"),
            ("``a`b``", "``a`b``"),
            ("```\nfence\n```", "```\nfence\n```"),
        ] {
            assert_eq!(inline(text), expected);
        }
    }
}
