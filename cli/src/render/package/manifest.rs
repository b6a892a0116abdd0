//! `Cargo.toml`.

use std::fmt::Write as _;

use super::super::features::plain;
use super::Package;
use crate::model::Declarations;

/// The versions of what a package depends on.
const DEPENDENCIES: [(&str, &str, &str); 5] = [
    (
        "chrono",
        "chrono = { version = \"0.4\", default-features = false, features = [\"serde\", \"std\"] }",
        "# Dates and times.",
    ),
    (
        "schemars",
        "schemars = { version = \"1\", default-features = false, features = [\"derive\", \"std\"",
        "# The schemas of types.",
    ),
    (
        "serde",
        "serde = { version = \"1\", default-features = false, features = [\"derive\", \"std\"] }",
        "# What is sent.",
    ),
    (
        "serde_json",
        "serde_json = { version = \"1\", default-features = false, features = [\"std\"] }",
        "# Values of which the documentation says no more than that they are JSON.",
    ),
    (
        "uuid",
        "uuid = { version = \"1\", default-features = false, features = [\"serde\", \"std\"] }",
        "# Identifiers.",
    ),
];

pub(super) fn manifest(
    all: &Declarations,
    package: &Package<'_>,
    sources: &[(String, String)],
    has_example: bool,
) -> String {
    let title = all.title.as_deref().unwrap_or(package.name);
    let description = format!("A client for {}", one_line(title).trim_end_matches('.'));
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{}\"\ndescription = {}\nreadme = \"README.md\"\n\n",
        package.name,
        env!("CARGO_PKG_RUST_VERSION"),
        quoted(&description),
    );
    let features = package.features.modules.iter();
    let features: Vec<&str> = features.map(|(_, feature)| feature.as_str()).collect();
    text.push_str("[features]\ndefault = [\"all\", \"client\"]\n");
    text.push_str("# A client with the default transport and TLS. A program that brings its own transport leaves it out.\n");
    text.push_str("client = [\"callpoint/default\"]\n");
    text.push_str("# All modules.\nall = [\n");
    for feature in &features {
        let _ = writeln!(text, "    \"{feature}\",");
    }
    text.push_str("]\n# One module each.\n");
    for (module, feature) in &package.features.modules {
        let name = plain(&module.name);
        let comment = if name.replace('_', "-") == *feature {
            String::new()
        } else {
            format!("# The module `{name}`.\n")
        };
        let _ = writeln!(text, "{comment}{feature} = []");
    }
    let is_used = |word: &str| {
        let code = sources.iter().flat_map(|(_, text)| text.lines());
        let mut code = code.filter(|line| !line.trim_start().starts_with("//"));
        code.any(|line| line.contains(word))
    };
    let has_xml = is_used(" as Xml") || is_used("body(Xml") || is_used("body = Xml");
    // Pages are fetched by a client, whatever its transport is.
    let has_pages = is_used("impl Paginate for ");
    let is_served = is_used("#[serve]") || is_used("serve)]");
    let has_schemas = is_used("schemars::");
    let of_callpoint = [
        ("client", has_pages),
        ("schema", has_schemas),
        ("serve", is_served),
        ("xml", has_xml),
    ];
    let of_callpoint = of_callpoint.into_iter();
    let of_callpoint = of_callpoint.filter(|(_, is_used)| *is_used);
    let of_callpoint: Vec<String> = of_callpoint.map(|(name, _)| format!("{name:?}")).collect();
    let of_callpoint = if of_callpoint.is_empty() {
        String::new()
    } else {
        format!(", features = [{}]", of_callpoint.join(", "))
    };
    text.push_str("\n[dependencies]\n# The declarations, and the client that calls by them.\n");
    let _ = writeln!(
        text,
        "callpoint = {{ version = \"{version}\", default-features = false{of_callpoint} }}"
    );
    for (name, line, why) in &DEPENDENCIES {
        if is_used(&format!("{name}::")) {
            let _ = write!(text, "{why}\n{line}");
            if *name == "schemars" {
                for (other, feature) in [("chrono", "chrono04"), ("uuid", "uuid1")] {
                    if is_used(&format!("{other}::")) {
                        let _ = write!(text, ", \"{feature}\"");
                    }
                }
                text.push_str("] }");
            }
            text.push('\n');
        }
    }
    if has_example {
        text.push_str("\n[dev-dependencies]\n# The example.\ntokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }\n");
        text.push_str(
            "\n[[example]]\nname = \"first_call\"\nrequired-features = [\"all\", \"client\"]\n",
        );
    }
    text
}

/// A text of the document on one line, without what a reader does not see.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !c.is_control()).collect())
        .collect();
    words.join(" ")
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if super::super::is_invisible(letter) || letter.is_control() => {}
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
