//! The words of `#[serde(…)]`. One without its value is reported here, at the word. What else is wrong serde's derive reports, but an editor shows nothing of
//! a derive that is derived in turn: for it, unknown words are reported here as well, and it is given the words as paths.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, LitStr, Meta, MetaList, Path};

use crate::case::Case;
use crate::diag::Errors;
use crate::editor::{chunks, keys};
use crate::suggest;

/// Where an attribute stands: its word in serde's messages, and the words that it takes there.
struct Place {
    name: &'static str,
    words: &'static [&'static str],
}

const CONTAINER: Place = Place {
    name: "container",
    words: &[
        "rename",
        "rename_all",
        "rename_all_fields",
        "deny_unknown_fields",
        "tag",
        "content",
        "untagged",
        "bound",
        "default",
        "remote",
        "transparent",
        "from",
        "try_from",
        "into",
        "expecting",
        "variant_identifier",
        "field_identifier",
        "crate",
    ],
};

const VARIANT: Place = Place {
    name: "variant",
    words: &[
        "rename",
        "alias",
        "rename_all",
        "skip",
        "skip_serializing",
        "skip_deserializing",
        "with",
        "serialize_with",
        "deserialize_with",
        "bound",
        "borrow",
        "other",
        "untagged",
    ],
};

const FIELD: Place = Place {
    name: "field",
    words: &[
        "rename",
        "alias",
        "default",
        "flatten",
        "skip",
        "skip_serializing",
        "skip_deserializing",
        "skip_serializing_if",
        "with",
        "serialize_with",
        "deserialize_with",
        "borrow",
        "bound",
        "getter",
    ],
};

/// The words that mean nothing without a value.
const VALUED: [&str; 18] = [
    "alias",
    "bound",
    "content",
    "crate",
    "deserialize_with",
    "expecting",
    "from",
    "getter",
    "into",
    "remote",
    "rename",
    "rename_all",
    "rename_all_fields",
    "serialize_with",
    "skip_serializing_if",
    "tag",
    "try_from",
    "with",
];

/// Reports what serde's derive would not, or not at its place; whether there is any.
pub(super) fn are_wrong(item: &DeriveInput, errors: &Errors) -> bool {
    let attributes = attributes(item);
    let mut are_wrong = false;
    let mut report = |tokens: &dyn ToTokens, message: String| {
        errors.at(tokens, message);
        are_wrong = true;
    };
    let mut getters = Vec::new();
    let mut is_remote = false;
    for (_, list) in &attributes {
        for chunk in chunks(&list.tokens) {
            let [TokenTree::Ident(word), rest @ ..] = &chunk[..] else {
                continue;
            };
            let name = word.to_string();
            is_remote |= name == "remote";
            let has_equals = matches!(rest, [TokenTree::Punct(equals)] if equals.as_char() == '=');
            let is_alone = rest.is_empty() && VALUED.contains(&name.as_str());
            if is_alone || has_equals {
                let message = format!("`{name}` needs a value\nhelp: write `{name} = \"…\"`");
                report(word, message);
            } else if name == "getter" {
                getters.push(word.clone());
            }
        }
    }
    // The copy for serde's derive is `remote` to it.
    for getter in getters.iter().filter(|_| !is_remote) {
        let message = "#[serde(getter = \"...\")] can only be used in structs that have #[serde(remote = \"...\")]";
        report(getter, message.to_owned());
    }
    are_wrong
}

/// The words of all attributes, in the order in which they are written.
pub(super) fn for_editor(item: &DeriveInput, krate: &Path, errors: &Errors) -> TokenStream {
    let statements = attributes(item).into_iter().map(|(place, list)| {
        let chunks = chunks(&list.tokens);
        for chunk in &chunks {
            report(place, chunk, errors);
        }
        let module = quote::format_ident!("serde_{}", place.name);
        let module = quote!(#krate::__private::editor::#module);
        keys(&module, chunks.into_iter())
    });
    let statements: TokenStream = statements.collect();
    if statements.is_empty() {
        return statements;
    }
    quote!(const _: () = { fn __editor() { #statements } };)
}

/// serde's attributes, each with its place.
fn attributes(item: &DeriveInput) -> Vec<(&'static Place, &MetaList)> {
    let mut places = vec![(&CONTAINER, &item.attrs)];
    match &item.data {
        Data::Struct(data) => places.extend(data.fields.iter().map(|field| (&FIELD, &field.attrs))),
        Data::Enum(data) => {
            for variant in &data.variants {
                places.push((&VARIANT, &variant.attrs));
                places.extend(variant.fields.iter().map(|field| (&FIELD, &field.attrs)));
            }
        }
        Data::Union(_) => {}
    }
    let attrs = places
        .into_iter()
        .flat_map(|(place, attrs)| attrs.iter().map(move |attr| (place, attr)));
    let lists = attrs.filter_map(|(place, attr)| match &attr.meta {
        Meta::List(list) if list.path.is_ident("serde") => Some((place, list)),
        _ => None,
    });
    lists.collect()
}

/// What is unknown, as serde's derive says it, with what is probably meant.
fn report(place: &Place, chunk: &[TokenTree], errors: &Errors) {
    let [TokenTree::Ident(ident), rest @ ..] = chunk else {
        return;
    };
    let word = ident.to_string();
    if !place.words.contains(&word.as_str()) {
        errors.at(ident, unknown(&word, place));
    }
    if let ("rename_all" | "rename_all_fields", [_, TokenTree::Literal(rule)]) =
        (word.as_str(), rest)
        && let Ok(text) = syn::parse2::<LitStr>(TokenTree::Literal(rule.clone()).into())
        && Case::from_rule(&text.value()).is_none()
    {
        errors.at(rule, format!("unknown rename rule `{word} = {rule}`"));
    }
}

fn unknown(word: &str, place: &Place) -> String {
    let words = place.words.iter().copied();
    let begins = |other: &&str| word.len() > 1 && other.starts_with(word);
    let near = suggest::nearest(word, words.clone()).or_else(|| words.clone().find(begins));
    let name = place.name;
    match near {
        Some(near) => format!("unknown serde {name} attribute `{word}`; did you mean `{near}`?"),
        None => format!("unknown serde {name} attribute `{word}`"),
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    /// The statements and the messages.
    fn shown(text: &str) -> (String, Vec<String>) {
        let errors = Errors::new();
        let item = syn::parse_str(text).unwrap();
        let block = for_editor(&item, &parse_quote!(::callpoint), &errors);
        let text = block.to_string().replace(' ', "");
        let statements = text.split("let_=").skip(1).map(|statement| {
            let end = statement.find(';').unwrap();
            statement[..end].replace("::callpoint::__private::editor::", "")
        });
        let errors = errors.finish();
        let errors = errors.iter().map(ToString::to_string).collect();
        (statements.collect::<Vec<_>>().join(" "), errors)
    }

    #[test]
    fn what_is_named_and_what_is_unknown() {
        let cases = [
            ("struct A { a: u8 }", "", vec![]),
            (
                r#"#[serde(rename_all = "camelCase", crate = "c")] struct A { #[serde(default)] a: u8 }"#,
                "serde_container::rename_all serde_container::__ serde_field::default serde_field::__",
                vec![],
            ),
            (
                "enum A { #[serde(ren)] B { #[serde(rename = )] a: u8 }, #[serde(othr)] C }",
                "serde_variant::ren serde_variant::__ serde_field::rename serde_field::__ serde_variant::othr serde_variant::__",
                vec![
                    "unknown serde variant attribute `ren`; did you mean `rename`?",
                    "unknown serde variant attribute `othr`; did you mean `other`?",
                ],
            ),
            (
                "#[serde(rename_all = \"camelC\")] struct A(#[serde(xyz, with = \"a\")] u8);",
                "serde_container::rename_all serde_container::__ serde_field::xyz serde_field::with serde_field::__",
                vec![
                    "unknown rename rule `rename_all = \"camelC\"`",
                    "unknown serde field attribute `xyz`",
                ],
            ),
        ];
        for (text, statements, messages) in cases {
            let messages = messages.into_iter().map(str::to_owned).collect();
            assert_eq!(shown(text), (statements.to_owned(), messages), "{text}");
        }
    }

    /// What serde's derive takes is known, and what an editor offers.
    #[test]
    fn the_words_are_those_of_core() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/private/editor.rs");
        let text = std::fs::read_to_string(path).unwrap();
        for place in [CONTAINER, VARIANT, FIELD] {
            let begin = format!("pub mod serde_{} {{", place.name);
            let module = text.split_once(&begin).unwrap().1;
            let module = module.split_once("\n}").unwrap().0;
            let consts = module.split("pub const ").skip(1);
            let words: Vec<_> = consts.filter_map(|text| text.split_once(':')).collect();
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let known = place.words.iter().filter(|word| **word != "crate");
            assert_eq!(words, known.copied().collect::<Vec<_>>());
        }
    }
}
