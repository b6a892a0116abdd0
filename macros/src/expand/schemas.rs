//! Metadata with the schemas of its types, where the runtime's feature `schema` is on. A macro sees no features, so a `macro_rules!` of the runtime
//! chooses; its path starts at the crate, since a name before `!` that two globs import is an error.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Path, Type};

/// An item of metadata, and the type whose schema it has.
pub(crate) struct Described<'a> {
    pub(crate) cfgs: Vec<&'a Attribute>,
    /// `None` where no schema can be named.
    pub(crate) ty: Option<&'a Type>,
    pub(crate) meta: TokenStream,
}

/// A single item.
pub(crate) fn one(krate: &Path, ty: &Type, meta: &TokenStream) -> TokenStream {
    quote!(#krate::__private::__schema!([#ty] #meta))
}

/// `&[…]`, by one call of the macro.
pub(crate) fn list<'a>(krate: &Path, items: impl Iterator<Item = Described<'a>>) -> TokenStream {
    let items: Vec<_> = items.collect();
    if items.iter().all(|item| item.ty.is_none()) {
        let items = items
            .iter()
            .map(|Described { cfgs, meta, .. }| quote!(#(#cfgs)* #meta));
        return quote!(&[#(#items),*]);
    }
    let items = items
        .iter()
        .map(|Described { cfgs, ty, meta }| quote!(#(#cfgs)* [#ty] #meta));
    quote!(#krate::__private::__schemas!(#(#items),*))
}
