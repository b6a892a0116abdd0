//! Names: identifiers for the names of the document, unique and the same at every import.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::GeneralSecurityProfile as _;

/// The words of a text, of characters that rustc has nothing against in a name: of others what they look like (`ID` for `ＩＤ`), or nothing.
pub(crate) fn words(text: &str) -> Vec<String> {
    let is_plain = |c: char| c.identifier_allowed() || !unicode_ident::is_xid_continue(c);
    let words = callpoint_documents::__private::words;
    if text.chars().all(is_plain) {
        return words(text);
    }
    let plain = text.chars().map(|c| {
        if is_plain(c) {
            return c.to_string();
        }
        let looks_like = std::iter::once(c).nfkc();
        looks_like.filter(|c| c.identifier_allowed()).collect()
    });
    words(&plain.collect::<String>())
}

/// Types that a declaration or its derives name: a type of the same name would shadow them.
const TAKEN_TYPES: [&str; 55] = [
    "ApiError",
    "ApiKey",
    "Basic",
    "Bearer",
    "Box",
    "BTreeMap",
    "ByteStream",
    "Bytes",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Drop",
    "Empty",
    "Endpoint",
    "Eq",
    "Err",
    "Error",
    "Events",
    "Fn",
    "Form",
    "From",
    "FromResponse",
    "Into",
    "Item",
    "Iterator",
    "Json",
    "JsonLines",
    "Map",
    "Multipart",
    "NdJson",
    "None",
    "Ok",
    "OpenEnum",
    "Option",
    "Ord",
    "Patch",
    "Raw",
    "ErrorSet",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Some",
    "Sse",
    "Stream",
    "String",
    "Sync",
    "Text",
    "ToString",
    "Upload",
    "Value",
    "Vec",
    "Whole",
];

/// The longest name that is not cut, in characters.
const LONGEST: usize = 120;

/// Names that cannot even be raw identifiers.
const UNRAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// `UpperCamelCase`, and another name for what a declaration names; `None` where no word can be part of a name.
pub(crate) fn type_name<S: AsRef<str>>(words: &[S]) -> Option<String> {
    let name = upper_camel(words)?;
    if TAKEN_TYPES.contains(&name.as_str()) {
        return Some(format!("{name}Item"));
    }
    Some(name)
}

/// `UpperCamelCase`; `None` where no word can be part of a name. It can be `Self`.
pub(crate) fn upper_camel<S: AsRef<str>>(words: &[S]) -> Option<String> {
    let mut name = String::new();
    for word in words {
        let mut letters = word.as_ref().chars();
        if let Some(first) = letters.next() {
            name.extend(first.to_uppercase());
            name.extend(letters.flat_map(char::to_lowercase));
        }
    }
    let name = shortened(name);
    let starts_well = name.chars().next().map(unicode_ident::is_xid_start)?;
    let name = if starts_well {
        name
    } else {
        format!("N{name}")
    };
    is_identifier(&name).then_some(name)
}

/// `snake_case`; `None` where no part of the text can be part of a name. It can be a keyword, which [`ident`] escapes.
pub(crate) fn field_name(text: &str) -> Option<String> {
    let words: Vec<String> = words(text).iter().map(|word| word.to_lowercase()).collect();
    let name = shortened(words.join("_"));
    let first = name.chars().next()?;
    let name = if unicode_ident::is_xid_start(first) {
        name
    } else {
        format!("n{name}")
    };
    let name = if UNRAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    };
    is_identifier(&name).then_some(name)
}

/// A name is repeated in the types, docs and fingerprints of what is inside; a longer one is cut.
fn shortened(name: String) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => name
            .get(..end)
            .unwrap_or_default()
            .trim_end_matches('_')
            .to_owned(),
        None => name,
    }
}

/// A name as an identifier: `r#type` for `type`.
pub(crate) fn ident(name: &str) -> String {
    let is_plain = syn::parse_str::<syn::Ident>(name).is_ok();
    // What was parsed is remembered otherwise.
    proc_macro2::extra::invalidate_current_thread_spans();
    if is_plain {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| unicode_ident::is_xid_start(first) || first == '_')
        && letters.all(unicode_ident::is_xid_continue)
}

/// The names that are taken already.
#[derive(Debug, Default, Clone)]
pub(crate) struct Taken {
    names: HashSet<String>,
    /// The number from which those behind a name can be free.
    numbers: HashMap<String, usize>,
}

impl Taken {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The first candidate that is free, or else the first with a number behind it.
    pub(crate) fn take<I: IntoIterator<Item = String>>(&mut self, candidates: I) -> String {
        let mut first = None;
        for candidate in candidates {
            if self.names.insert(candidate.clone()) {
                return candidate;
            }
            first.get_or_insert(candidate);
        }
        let base = first.unwrap_or_else(|| "Item".to_owned());
        let separator = match base.chars().next_back() {
            Some(last) if last.is_numeric() || base.contains('_') => "_",
            _ => "",
        };
        let is_type = base.starts_with(char::is_uppercase);
        // Types have no underscores: `Item2` and `Item22` differ anyway.
        let separator = if is_type { "" } else { separator };
        let number = self.numbers.entry(base.clone()).or_insert(2);
        loop {
            let name = format!("{base}{separator}{number}");
            *number += 1;
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    pub(crate) fn reserve(&mut self, name: impl Into<String>) -> bool {
        self.names.insert(name.into())
    }
}

/// One of many: `links` is `link`.
pub(crate) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    let cut = |end: usize, with: &str| {
        let keep = word.chars().count().saturating_sub(end);
        word.chars().take(keep).chain(with.chars()).collect()
    };
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if lower.chars().count() < 4 || ends(&["ss", "us", "is", "ics", "news", "series", "species"]) {
        word.to_owned()
    } else if ends(&["ies"]) {
        cut(3, "y")
    } else if ends(&["sses", "shes", "ches", "xes", "zzes"]) {
        cut(2, "")
    } else if ends(&["s"]) {
        cut(1, "")
    } else {
        word.to_owned()
    }
}

/// Whether there are many of it.
pub(crate) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types() {
        let cases = [
            ("Update link", Some("UpdateLink")),
            ("update-link", Some("UpdateLink")),
            ("updateLINK", Some("UpdateLink")),
            ("Get URL", Some("GetUrl")),
            ("HTTPServer", Some("HttpServer")),
            ("user's links", Some("UsersLinks")),
            ("OAuth2 token", Some("OAuth2Token")),
            ("2FA", Some("N2Fa")),
            ("Élan vital", Some("ÉlanVital")),
            ("更新链接", Some("更新链接")),
            ("обновить ссылку", Some("ОбновитьСсылку")),
            ("3\u{fe0f}\u{20e3}", Some("N3")),
            ("葛\u{e0100}城", Some("葛城")),
            ("ＩＤ eﬃcient", Some("IdEfficient")),
            ("col·lecció", Some("Col·lecció")),
            ("🎉", None),
            ("", None),
            ("---", None),
            ("Self", Some("SelfItem")),
            ("string", Some("StringItem")),
            ("result", Some("ResultItem")),
            ("match", Some("Match")),
        ];
        for (text, expected) in cases {
            assert_eq!(type_name(&words(text)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn fields() {
        let cases = [
            ("id", Some("id"), "id"),
            ("linkId", Some("link_id"), "link_id"),
            ("link-id", Some("link_id"), "link_id"),
            ("X-Request-ID", Some("x_request_id"), "x_request_id"),
            ("filter[status]", Some("filter_status"), "filter_status"),
            ("created_at__gt", Some("created_at_gt"), "created_at_gt"),
            ("type", Some("type"), "r#type"),
            ("self", Some("self_"), "self_"),
            ("1st", Some("n1st"), "n1st"),
            ("_links", Some("links"), "links"),
            ("$ref", Some("ref"), "r#ref"),
            ("类型", Some("类型"), "类型"),
            ("🎉", None, ""),
            ("_", None, ""),
        ];
        for (text, expected, written) in cases {
            assert_eq!(field_name(text).as_deref(), expected, "{text}");
            assert_eq!(
                field_name(text)
                    .map(|name| ident(&name))
                    .unwrap_or_default(),
                written,
                "{text}"
            );
        }
    }

    #[test]
    fn names_stay_unique() {
        let mut taken = Taken::default();
        let mut take = |name: &str| taken.take([name.to_owned()]);
        assert_eq!(take("Item"), "Item");
        assert_eq!(take("Item"), "Item2");
        assert_eq!(take("Item2"), "Item22");
        assert_eq!(take("id"), "id");
        assert_eq!(take("id"), "id2");
        assert_eq!(take("password2"), "password2");
        assert_eq!(take("password2"), "password2_2");
        assert_eq!(
            taken.take(["id".to_owned(), "body_id".to_owned()]),
            "body_id"
        );
    }

    #[test]
    fn one_of_many() {
        let cases = [
            ("links", "link"),
            ("categories", "category"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("status", "status"),
            ("news", "news"),
            ("access", "access"),
            ("me", "me"),
            ("series", "series"),
        ];
        for (many, one) in cases {
            assert_eq!(singular(many), one);
        }
    }
}
