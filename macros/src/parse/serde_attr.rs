//! What `#[serde(…)]` says about names and absence. The rest is left to serde's own derive.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Token};

use crate::case::Case;

/// What serde is told about one field, one variant, or the whole.
#[derive(Default)]
pub(crate) struct SerdeAttr {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) skip: bool,
    pub(crate) skip_if: Option<LitStr>,
    /// Whether something is said that only serde's derive can do: `flatten`, `with`, `tag`, …
    pub(crate) is_more: bool,
}

impl SerdeAttr {
    /// Reads all `#[serde(…)]` of one place. What is wrong in them is for serde to report, so it counts as "more".
    pub(crate) fn parse(attrs: &[Attribute]) -> Self {
        let mut all = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
            if attr.parse_nested_meta(|meta| all.read(&meta)).is_err() {
                all.is_more = true;
            }
        }
        all
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
            "skip_serializing_if" => self.skip_if = Some(meta.value()?.parse()?),
            // About reading alone: nothing is read into a request.
            "alias"
            | "default"
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
                skip_value(meta)?;
            }
        }
        Ok(())
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
