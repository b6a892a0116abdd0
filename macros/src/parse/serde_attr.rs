//! What `#[serde(…)]` says about names and absence. The rest is left to serde's own derive.

use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, LitStr, Token};

use crate::case::Case;
use crate::diag::Errors;
use crate::suggest;

/// What serde is told about one field, one variant, or the whole.
#[derive(Default)]
pub(crate) struct SerdeAttr {
    pub(crate) rename: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) skip: bool,
    pub(crate) skip_if: Option<LitStr>,
    /// Whether something is said that only serde's derive can do: `flatten`, `with`, `tag`, …
    pub(crate) is_more: bool,
    /// Whether names are not what they seem: those of the content stand in their place, or another type writes all of it.
    pub(crate) is_spread: bool,
}

impl SerdeAttr {
    /// Reads all `#[serde(…)]` of one place. What is wrong in them is for serde to report, so it counts as "more".
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

    /// The name of a variant on the wire, by its own attributes and those of its enum.
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
            "rename" => self.rename = serialize_side(meta)?.or(self.rename.take()),
            "rename_all" => {
                if let Some(rule) = serialize_side(meta)? {
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
            // About reading alone: nothing is read into a request.
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

/// All that serde knows to say, on a struct, an enum, a variant or a field.
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

/// A word or a rule that serde does not know would give another name than the one that is meant. serde's own derive may not be there to say so.
pub(crate) fn check(attrs: &[Attribute], errors: &Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        // What cannot be read at all is for serde's derive, which stands in for ours then.
        let _ = attr.parse_nested_meta(|meta| {
            let name = meta
                .path
                .get_ident()
                .map(ToString::to_string)
                .unwrap_or_default();
            if !KEYS.contains(&name.as_str()) {
                let message = match suggest::nearest(&name, KEYS) {
                    Some(near) => {
                        format!("unknown word `{name}` for serde; did you mean `{near}`?")
                    }
                    None => format!("unknown word `{name}` for serde\nhelp: remove it"),
                };
                errors.at(&meta.path, message);
            }
            let is_text = ["rename", "rename_all", "alias"].contains(&name.as_str());
            if is_text && meta.input.peek(Token![=]) && !meta.input.peek2(LitStr) {
                let value: proc_macro2::TokenTree = meta.value()?.parse()?;
                errors.at(
                    &value,
                    format!("`{name}` is a text\nhelp: write `{name} = \"{value}\"`"),
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

/// `= "…"`, or the `serialize = "…"` of `(serialize = "…", deserialize = "…")`.
fn serialize_side(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<String>> {
    if meta.input.peek(Token![=]) {
        return Ok(Some(meta.value()?.parse::<LitStr>()?.value()));
    }
    let mut name = None;
    meta.parse_nested_meta(|side| {
        let value = side.value()?.parse::<LitStr>()?.value();
        if side.path.is_ident("serialize") {
            name = Some(value);
        }
        Ok(())
    })?;
    Ok(name)
}

fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<proc_macro2::TokenTree>()?;
    } else if meta.input.peek(syn::token::Paren) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
