//! Attributes that the parser, the checks and the expansion read alike.

use quote::ToTokens as _;
use syn::{Attribute, LitStr, Meta};

/// The `cfg` attributes among these: what the expansion says of a field or an item holds under the same conditions.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The text of doc comments, one line each.
pub(crate) fn doc_text(attrs: &[Attribute]) -> String {
    let lines = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(given) => syn::parse2::<LitStr>(given.value.to_token_stream()).ok(),
            _ => None,
        });
    let text: Vec<_> = lines
        .map(|line| {
            line.value()
                .strip_prefix(' ')
                .map_or_else(|| line.value(), str::to_owned)
        })
        .collect();
    text.join("\n").trim().to_owned()
}
