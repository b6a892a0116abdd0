//! `use`: what is named, from where it is.

use std::collections::BTreeSet;

use super::{Lines, WIDTH, expr};
use crate::model::{Endpoint, Type, auth_words, base_word, words};

/// What a scope names, by the path that it comes from.
#[derive(Debug, Default)]
pub(super) struct Imports {
    callpoint: BTreeSet<String>,
    serde: BTreeSet<String>,
    has_maps: bool,
    has_schemes: bool,
    has_pages: bool,
    /// `super`, `super::super`, and what is named there.
    local: Vec<(String, BTreeSet<String>)>,
}

impl Imports {
    pub(super) fn callpoint(&mut self, name: &str) {
        self.callpoint.insert(name.to_owned());
    }

    pub(super) fn serde(&mut self, name: &str) {
        self.serde.insert(name.to_owned());
    }

    pub(super) fn local(&mut self, path: &str, name: &str) {
        match self.local.iter_mut().find(|(known, _)| known == path) {
            Some((_, names)) => {
                names.insert(name.to_owned());
            }
            None => self
                .local
                .push((path.to_owned(), BTreeSet::from([name.to_owned()]))),
        }
    }

    /// The runtime's types and maps among the words of a type.
    fn ty(&mut self, ty: &str) {
        for word in words(ty) {
            if [
                "ByteStream",
                "Bytes",
                "Events",
                "JsonLines",
                "Patch",
                "Upload",
            ]
            .contains(&word)
            {
                self.callpoint(word);
            }
            self.has_maps |= word == "BTreeMap";
        }
    }

    pub(super) fn endpoint(&mut self, endpoint: &Endpoint) {
        self.callpoint("endpoint");
        if endpoint.pages.is_some() {
            self.has_pages = true;
            self.callpoint("Response");
        }
        for ty in endpoint.types() {
            self.ty(ty);
        }
        self.has_maps |= endpoint
            .fields
            .iter()
            .any(|field| field.value.has_word("BTreeMap"));
    }

    pub(super) fn declared(&mut self, declared: &Type) {
        let derives: Vec<&str> = match declared {
            Type::Struct(declared) => super::structs::derives(declared),
            Type::Enum(declared) => declared.derives.clone(),
            Type::Scheme(_) => {
                self.has_schemes = true;
                return;
            }
            Type::Base(_) => return,
        };
        for derive in derives {
            match derive {
                "Serialize" => self.serde(derive),
                "Deserialize" | "FromResponse" | "OpenEnum" => self.callpoint(derive),
                _ => {}
            }
        }
        for ty in declared.types() {
            self.ty(ty);
        }
    }

    /// The lines, in the groups of the standard library, other crates, and this one.
    pub(super) fn write(&self, lines: &mut Lines) {
        let mut groups = 0;
        if self.has_maps {
            lines.line("use std::collections::BTreeMap;");
            groups += 1;
        }
        if self.has_schemes || !(self.callpoint.is_empty() && self.serde.is_empty()) {
            if groups > 0 {
                lines.blank();
            }
            groups += 1;
            // As rustfmt sorts: a list behind a longer path, a name by its letters.
            let is_first = matches!(self.callpoint.iter().next(), Some(only) if self.callpoint.len() == 1 && only.as_str() < "auth");
            if is_first {
                line(lines, "callpoint", &self.callpoint);
            }
            if self.has_schemes {
                lines.line("use callpoint::auth::Scheme;");
            }
            if self.has_pages {
                lines.line("use callpoint::pages::{Next, Paginate};");
            }
            if !is_first {
                line(lines, "callpoint", &self.callpoint);
            }
            line(lines, "serde", &self.serde);
        }
        if !self.local.is_empty() {
            if groups > 0 {
                lines.blank();
            }
            let mut local: Vec<_> = self.local.iter().collect();
            // rustfmt sorts a list behind a longer path.
            local.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
            for (path, names) in local {
                line(lines, path, names);
            }
        }
    }
}

/// What an endpoint names of this crate.
pub(super) fn named<'a>(endpoint: &'a Endpoint, errors: Option<&'a str>) -> BTreeSet<&'a str> {
    let types = endpoint.types().flat_map(words);
    let built = endpoint
        .fields
        .iter()
        .flat_map(|field| field.value.structs());
    let errors = errors.filter(|_| endpoint.shares_errors);
    let schemes = auth_words(&endpoint.options).into_iter().flatten();
    let others = errors.into_iter().chain(base_word(&endpoint.options));
    types.chain(built).chain(others).chain(schemes).collect()
}

fn line(lines: &mut Lines, path: &str, names: &BTreeSet<String>) {
    let mut names: Vec<String> = names.iter().cloned().collect();
    names.sort_by_key(|name| sort_key(name));
    let text = match names.as_slice() {
        [] => return,
        [only] => format!("use {path}::{only};"),
        names => format!("use {path}::{{{}}};", names.join(", ")),
    };
    // rustfmt leaves two columns free behind a list.
    if names.len() == 1 || lines.columns() + text.chars().count() <= WIDTH - 2 {
        return lines.line(&text);
    }
    lines.line(&format!("use {path}::{{"));
    lines.depth += 1;
    // rustfmt leaves the last column free, but for the comma behind all.
    let filled = expr::filled(&names, lines.depth, WIDTH - 1, WIDTH);
    lines.line(&filled);
    lines.depth -= 1;
    lines.line("};");
}

/// One `use` with its indentation.
pub(crate) fn use_lines(path: &str, names: &BTreeSet<String>, depth: usize) -> String {
    let mut lines = Lines {
        depth,
        ..Lines::default()
    };
    line(&mut lines, path, names);
    lines.text
}

/// Types before functions and macros, numbers by their value.
pub(crate) fn sort_key(name: &str) -> (bool, Vec<(String, u64)>) {
    let is_lower = name.starts_with(char::is_lowercase);
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (text, after) = rest.split_at(digits);
        let end = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let (number, after) = after.split_at(end);
        parts.push((text.to_owned(), number.parse().unwrap_or_default()));
        rest = after;
    }
    (is_lower, parts)
}
