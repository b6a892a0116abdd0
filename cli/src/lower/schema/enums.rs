//! The variants of enums of texts.

use std::collections::HashMap;

use crate::names::{Taken, upper_camel, words};

/// Rules of serde by which variants become texts.
const RULES: [&str; 6] = [
    "lowercase",
    "UPPERCASE",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
];

/// What signs say, for texts that are told apart by nothing else.
const SIGNS: [(char, &str); 16] = [
    ('+', "Plus"),
    ('-', "Minus"),
    ('*', "Star"),
    ('/', "Slash"),
    ('=', "Equal"),
    ('<', "Less"),
    ('>', "Greater"),
    ('!', "Not"),
    ('~', "Like"),
    ('&', "And"),
    ('|', "Or"),
    ('%', "Percent"),
    ('.', "Dot"),
    ('#', "Hash"),
    ('@', "At"),
    ('$', "Dollar"),
];

/// A variant for each text: unique, and the same whatever their order.
pub(super) fn variants(texts: &[&str], taken: &mut Taken) -> Vec<String> {
    let plain: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in plain.iter().enumerate() {
        groups.entry(name).or_default().push(at);
    }
    let mut names = vec![String::new(); texts.len()];
    // What is alone has its name, whatever others become.
    let mut clashing: Vec<usize> = Vec::new();
    for (name, group) in &groups {
        match group.as_slice() {
            [only] => {
                taken.reserve(*name);
                names[*only].clone_from(&plain[*only]);
            }
            group => clashing.extend(group),
        }
    }
    // Small letters first: `asc` is `Asc`, and `ASC` is another.
    clashing.sort_by_key(|at| std::cmp::Reverse(texts[*at]));
    for at in clashing {
        let text = texts[at];
        let mut candidates = Vec::new();
        let has_sign = text.starts_with(|c: char| !c.is_alphanumeric());
        if !has_sign {
            candidates.push(plain[at].clone());
        }
        candidates.extend(with_signs(text));
        if text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase) {
            candidates.push(format!("{}Upper", plain[at]));
        }
        candidates.push(plain[at].clone());
        names[at] = taken.take(candidates);
    }
    names
}

fn plain(text: &str) -> String {
    if text.is_empty() {
        return "Empty".to_owned();
    }
    if let Some(name) = upper_camel(&words(text)) {
        return if name == "Self" {
            "SelfValue".to_owned()
        } else {
            name
        };
    }
    if text.trim().is_empty() {
        return "Blank".to_owned();
    }
    with_signs(text).unwrap_or_else(|| "Value".to_owned())
}

/// With words for its signs.
fn with_signs(text: &str) -> Option<String> {
    let mut spelled = String::new();
    for letter in text.chars() {
        match SIGNS.iter().find(|(sign, _)| *sign == letter) {
            Some((_, word)) => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            None => spelled.push(letter),
        }
    }
    let name = upper_camel(&words(&spelled))?;
    (name != "Self").then_some(name)
}

/// serde's rule by which all variants become the texts; `None` where none is needed or fits.
pub(super) fn variant_rule(names: &[(&str, &str)]) -> Option<&'static str> {
    if names.len() < 2 || names.iter().all(|(name, text)| name == text) {
        return None;
    }
    RULES.into_iter().find(|rule| {
        names
            .iter()
            .all(|(name, text)| renamed(name, rule) == *text)
    })
}

fn renamed(name: &str, rule: &str) -> String {
    let snake = || {
        let mut out = String::new();
        for (at, letter) in name.char_indices() {
            if at > 0 && letter.is_uppercase() {
                out.push('_');
            }
            out.push(letter.to_ascii_lowercase());
        }
        out
    };
    match rule {
        "lowercase" => name.to_ascii_lowercase(),
        "UPPERCASE" => name.to_ascii_uppercase(),
        "camelCase" => {
            let mut letters = name.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        "snake_case" => snake(),
        "SCREAMING_SNAKE_CASE" => snake().to_ascii_uppercase(),
        _ => snake().replace('_', "-"),
    }
}
