//! The names of fields and what serde has to know of them.

/// The rules of serde that documents have.
const RULES: [&str; 4] = [
    "camelCase",
    "PascalCase",
    "kebab-case",
    "SCREAMING_SNAKE_CASE",
];

/// serde's rule by which all names become those on the wire, where one is needed.
pub(super) fn rename_rule(names: &[(&str, &str)]) -> Option<&'static str> {
    if names.iter().all(|(name, wire)| name == wire) {
        return None;
    }
    RULES.into_iter().find(|rule| {
        names.len() > 1
            && names
                .iter()
                .all(|(name, wire)| renamed(name, rule) == *wire)
    })
}

fn renamed(name: &str, rule: &str) -> String {
    let pascal = || {
        let mut out = String::new();
        let mut capital = true;
        for letter in name.chars() {
            if letter == '_' {
                capital = true;
            } else if std::mem::take(&mut capital) {
                out.push(letter.to_ascii_uppercase());
            } else {
                out.push(letter);
            }
        }
        out
    };
    match rule {
        "kebab-case" => name.replace('_', "-"),
        "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
        "PascalCase" => pascal(),
        _ => {
            let pascal = pascal();
            let mut letters = pascal.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
    }
}
