//! The `#[serde(…)]` attributes that concern names and absence. The rest is left to serde's derive.

use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::{Attribute, Ident, LitStr, Token};

use crate::case::Case;
use crate::diag::Errors;
use crate::suggest;

/// The serde attributes of a field, a variant or a container.
#[derive(Default)]
pub(crate) struct SerdeAttr {
    pub(crate) rename: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) skip: bool,
    pub(crate) skip_if: Option<LitStr>,
    /// Whether there is an attribute that only serde's derive supports: `flatten`, `with`, `tag`, …
    pub(crate) is_more: bool,
    /// Whether the wire names differ from the fields': the content's names replace them, or another type is serialized instead.
    pub(crate) is_spread: bool,
}

impl SerdeAttr {
    /// Parses all `#[serde(…)]` attributes of one item. serde reports mistakes in them, so a mistake counts as "more".
    pub(crate) fn parse(attrs: &[Attribute]) -> Self {
        let mut all = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
            if attr.parse_nested_meta(|meta| all.read(&meta)).is_err() {
                all.is_more = true;
                all.is_spread = true;
            }
        }
        all
    }

    /// The wire name of a variant, by its own attributes and those of its enum.
    pub(crate) fn variant_name(&self, variant: &Ident, container: &Self) -> String {
        let plain = variant.unraw().to_string();
        let renamed = container.rename_all.map(|case| case.of_variant(&plain));
        self.rename.clone().or(renamed).unwrap_or(plain)
    }

    fn read(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let key = meta
            .path
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        match key.as_str() {
            "rename" => self.rename = side(meta, Side::Serialize)?.or(self.rename.take()),
            "rename_all" => {
                if let Some(rule) = side(meta, Side::Serialize)? {
                    self.rename_all = Case::from_rule(&rule);
                    self.is_more |= self.rename_all.is_none();
                }
            }
            "skip" | "skip_serializing" => self.skip = true,
            "skip_serializing_if" => {
                let path: LitStr = meta.value()?.parse()?;
                self.is_more |= path.parse::<syn::Path>().is_err();
                self.skip_if = Some(path);
            }
            // These concern deserialization only, and a request is never deserialized.
            "alias" => self.aliases.push(meta.value()?.parse::<LitStr>()?.value()),
            "default"
            | "skip_deserializing"
            | "deserialize_with"
            | "deny_unknown_fields"
            | "expecting"
            | "borrow"
            | "other" => {
                skip_value(meta)?;
            }
            _ => {
                self.is_more = true;
                self.is_spread |= ["flatten", "transparent", "into"].contains(&key.as_str());
                skip_value(meta)?;
            }
        }
        Ok(())
    }
}

/// All serde attributes for a struct, an enum, a variant or a field.
const KEYS: [&str; 29] = [
    "alias",
    "borrow",
    "bound",
    "content",
    "crate",
    "default",
    "deny_unknown_fields",
    "deserialize_with",
    "expecting",
    "field_identifier",
    "flatten",
    "from",
    "getter",
    "into",
    "other",
    "remote",
    "rename",
    "rename_all",
    "rename_all_fields",
    "serialize_with",
    "skip",
    "skip_deserializing",
    "skip_serializing",
    "skip_serializing_if",
    "tag",
    "transparent",
    "try_from",
    "untagged",
    "with",
];

/// Reports attributes and rules that serde does not know. serde's derive may not run, so nothing else would report them.
pub(crate) fn check(attrs: &[Attribute], errors: &Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        // What cannot be parsed is left to serde's derive, which then replaces our implementation.
        let _ = attr.parse_nested_meta(|meta| {
            let name = meta
                .path
                .get_ident()
                .map(ToString::to_string)
                .unwrap_or_default();
            if !KEYS.contains(&name.as_str()) {
                let message = match suggest::nearest(&name, KEYS) {
                    Some(near) => {
                        format!("unknown serde attribute `{name}`; did you mean `{near}`?")
                    }
                    None => format!("unknown serde attribute `{name}`\nhelp: remove it"),
                };
                errors.at(&meta.path, message);
            }
            let is_text = ["rename", "rename_all", "alias"].contains(&name.as_str());
            if is_text && meta.input.peek(Token![=]) && !meta.input.peek2(LitStr) {
                let value: proc_macro2::TokenTree = meta.value()?.parse()?;
                errors.at(
                    &value,
                    format!("`{name}` takes a string\nhelp: write `{name} = \"{value}\"`"),
                );
                return Ok(());
            }
            if name == "rename_all" && meta.input.peek(Token![=]) {
                let rule: LitStr = meta.value()?.parse()?;
                if Case::from_rule(&rule.value()).is_none() {
                    let rules = suggest::list(Case::rules());
                    errors.at(
                        &rule,
                        format!("unknown rule `{}`, expected one of {rules}", rule.value()),
                    );
                }
                return Ok(());
            }
            skip_value(&meta)
        });
    }
}

/// Whether the user derives a serde trait on the struct.
pub(crate) fn derives_serde(attrs: &[Attribute]) -> bool {
    derives(attrs, "Serialize") || derives(attrs, "Deserialize")
}

/// Whether `#[derive(…)]` has a trait, by its last word.
pub(crate) fn derives(attrs: &[Attribute], name: &str) -> bool {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"))
        .any(|attr| {
            let mut found = false;
            let _ = attr.parse_nested_meta(|meta| {
                found |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|segment| segment.ident == name);
                Ok(())
            });
            found
        })
}

/// One of the two directions, which may have names of their own.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Serialize,
    Deserialize,
}

/// `= "…"`, or the `serialize = "…"` of `(serialize = "…", deserialize = "…")`.
pub(crate) fn side(meta: &ParseNestedMeta<'_>, side: Side) -> syn::Result<Option<String>> {
    literal(meta, side).map(|text| text.map(|text| text.value()))
}

/// The same with its place.
pub(crate) fn literal(meta: &ParseNestedMeta<'_>, side: Side) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) {
        return Ok(Some(meta.value()?.parse()?));
    }
    let wanted = match side {
        Side::Serialize => "serialize",
        Side::Deserialize => "deserialize",
    };
    let mut name = None;
    meta.parse_nested_meta(|side| {
        let value = side.value()?.parse()?;
        if side.path.is_ident(wanted) {
            name = Some(value);
        }
        Ok(())
    })?;
    Ok(name)
}

/// The names for both directions. Unlike [`side`], this takes no more than serde's derive does, and of its forms only the usual ones.
pub(crate) fn both_sides(meta: &ParseNestedMeta<'_>) -> syn::Result<[Option<String>; 2]> {
    if meta.input.peek(Token![=]) {
        let name = meta.value()?.parse::<LitStr>()?.value();
        return Ok([Some(name.clone()), Some(name)]);
    }
    let mut names = [None, None];
    meta.parse_nested_meta(|side| {
        let sides = ["serialize", "deserialize"].iter().zip(&mut names);
        let mut sides = sides.filter(|(word, _)| side.path.is_ident(word));
        match sides.next() {
            Some((_, name @ None)) => *name = Some(side.value()?.parse::<LitStr>()?.value()),
            _ => return Err(side.error("expected one `serialize` and one `deserialize`")),
        }
        Ok(())
    })?;
    Ok(names)
}

/// Reads `= "…"` with content of this form.
pub(crate) fn text_of<T: Parse>(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    meta.value()?.parse::<LitStr>()?.parse::<T>().map(drop)
}

/// Whether the word has no value.
pub(crate) fn is_alone(meta: &ParseNestedMeta<'_>) -> bool {
    meta.input.is_empty() || meta.input.peek(Token![,])
}

pub(crate) fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<proc_macro2::TokenTree>()?;
    } else if meta.input.peek(syn::token::Paren) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
