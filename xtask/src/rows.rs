//! The lists that the macros have of what the core has: a macro sees no types, so it knows codecs, schemes and query styles by rows of its own.

use std::collections::BTreeSet;
use std::path::Path;

use crate::run::{Outcome, root};

pub(crate) fn guard() -> Outcome {
    let root = root();
    let read = |file: &str| std::fs::read_to_string(root.join(file));
    let mut codecs = sources(&root.join("core/src/codec"))?;
    codecs += &read("runtime/src/streamed.rs")?;
    let schemes = sources(&root.join("core/src/auth"))?;
    let (names, styles) = (read("macros/src/names.rs")?, read("macros/src/styles.rs")?);
    let mut wrong = Vec::new();
    let mut compare = |what: &str, core: BTreeSet<String>, macros: BTreeSet<String>| {
        for missing in core.difference(&macros) {
            wrong.push(format!("{what}: the macros have no row for {missing}"));
        }
        for missing in macros.difference(&core) {
            wrong.push(format!(
                "{what}: the macros have a row for {missing}, the core has none"
            ));
        }
    };
    compare("codecs", codecs_of_core(&codecs), codecs_of_macros(&names));
    compare(
        "schemes",
        schemes_of_core(&schemes),
        schemes_of_macros(&names),
    );
    compare(
        "query styles",
        styles_of_core(&read("core/src/meta/style.rs")?),
        styles_of_macros(&styles),
    );
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

/// The Rust files of a folder, one after the other.
fn sources(folder: &Path) -> Outcome<String> {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            text += &std::fs::read_to_string(path)?;
        }
    }
    Ok(text)
}

/// `Sse text/event-stream streamed`, for each `impl Codec for Sse { … "Sse", "text/event-stream") … .streamed() … }`.
fn codecs_of_core(text: &str) -> BTreeSet<String> {
    let codecs = text.split("\nimpl Codec for ").skip(1);
    let codecs = codecs.filter_map(|rest| {
        let (name, rest) = rest.split_once(" {")?;
        let (body, _) = rest.split_once("\n}")?;
        let media_type = body.split('"').nth(3).unwrap_or_default();
        Some(codec(name, media_type, body))
    });
    codecs.collect()
}

/// The same of `KnownCodec::new("Sse", "text/event-stream").streamed(),`
fn codecs_of_macros(text: &str) -> BTreeSet<String> {
    let rows = text.split("KnownCodec::new(\"").skip(1);
    let rows = rows.filter_map(|rest| {
        let (name, rest) = rest.split_once("\", \"")?;
        let (media_type, rest) = rest.split_once("\")")?;
        let (calls, _) = rest.split_once(",\n")?;
        Some(codec(name, media_type, calls))
    });
    rows.collect()
}

fn codec(name: &str, media_type: &str, text: &str) -> String {
    let is_streamed = text.contains(".streamed()");
    format!(
        "{name} {media_type}{}",
        if is_streamed { " streamed" } else { "" }
    )
}

fn schemes_of_core(text: &str) -> BTreeSet<String> {
    let schemes = text.split("\nimpl Scheme for ").skip(1);
    let names = schemes.filter_map(|rest| rest.split_once(" {"));
    // A private one is no scheme that a declaration could name.
    let names = names.filter(|(name, _)| text.contains(&format!("pub struct {name}")));
    names.map(|(name, _)| name.to_owned()).collect()
}

fn schemes_of_macros(text: &str) -> BTreeSet<String> {
    let list = text.split("const SCHEMES").nth(1).unwrap_or_default();
    let list = list.split(';').nth(1).unwrap_or_default();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// `Csv Joined { separator: "," }`, for each arm of `form`.
fn styles_of_core(text: &str) -> BTreeSet<String> {
    let text = joined(text);
    let (_, table) = text.split_once("fn form(").unwrap_or_default();
    let (table, _) = table.split_once(" } } }").unwrap_or((table, ""));
    let arms = table.split("Self::").filter_map(|arm| {
        let (variant, form) = arm.split_once(" => QueryForm::")?;
        Some(format!(
            "{variant} {}",
            form.trim_end_matches([' ', ',', '}', '{'])
        ))
    });
    arms.map(|arm| arm.trim().to_owned()).collect()
}

/// The same of `style("csv", "Csv", Form::Joined { separator: "," }, "…")`.
fn styles_of_macros(text: &str) -> BTreeSet<String> {
    let text = joined(text);
    let rows = text.split("style(").filter_map(|row| {
        let row = row.trim_start().strip_prefix('"')?;
        let (variant, rest) = row.split_once("\", \"")?.1.split_once("\", Form::")?;
        let end = rest
            .find(", \"")
            .filter(|end| !rest[..*end].contains(')'))?;
        let form = rest[..end].trim_end_matches([' ', ',', '}', '{']);
        Some(format!("{variant} {form}"))
    });
    rows.collect()
}

/// On one line.
fn joined(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let words = lines.flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &[&str]) -> BTreeSet<String> {
        rows.iter().map(|row| (*row).to_owned()).collect()
    }

    #[test]
    fn both_lists_are_read_whole() {
        guard().unwrap();
        let read = |file: &str| std::fs::read_to_string(root().join(file)).unwrap();
        assert_eq!(codecs_of_macros(&read("macros/src/names.rs")).len(), 10);
        assert_eq!(schemes_of_macros(&read("macros/src/names.rs")).len(), 3);
        assert_eq!(styles_of_macros(&read("macros/src/styles.rs")).len(), 9);
        assert_eq!(styles_of_core(&read("core/src/meta/style.rs")).len(), 9);
    }

    #[test]
    fn rows_that_differ() {
        let core = "\nimpl Codec for Json {\n    const META: A = x(\"Json\", \"a/j\");\n}\n\nimpl Codec for Sse {\n    const META: A = x(\"Sse\",\n \"a/s\")\n        .streamed();\n}\n";
        assert_eq!(codecs_of_core(core), set(&["Json a/j", "Sse a/s streamed"]));
        let macros = "    KnownCodec::new(\"Json\", \"a/j\").fields(),\n    KnownCodec::new(\"Sse\", \"a/x\"),\n";
        assert_eq!(codecs_of_macros(macros), set(&["Json a/j", "Sse a/x"]));
        let core = "fn form(self) {\n    Self::Csv => QueryForm::Joined { separator: \",\" },\n    Self::Flag => QueryForm::KeyAlone,\n}";
        assert_eq!(
            styles_of_core(core),
            set(&["Csv Joined { separator: \",\"", "Flag KeyAlone"])
        );
        let macros = "style(\n    \"csv\",\n    \"Csv\",\n    Form::Joined { separator: \";\" },\n    \", x\",\n), style(\"flag\", \"Flag\", Form::KeyAlone, \"\")";
        assert_eq!(
            styles_of_macros(macros),
            set(&["Csv Joined { separator: \";\"", "Flag KeyAlone"])
        );
    }
}
