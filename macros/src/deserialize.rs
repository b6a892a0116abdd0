//! `#[derive(Deserialize)]`: serde's trait. A struct is read as an inline one is; what that cannot say is left to serde's own derive.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::{Attribute, Data, DeriveInput, Fields, LitStr, Path, Type};

use crate::diag::{Errors, to_compile_errors};
use crate::error_set::krate;
use crate::expand::deserialize::{Compact, deserialize_impl, readable};
use crate::expand::generics;
use crate::hygiene;
use crate::names;
use crate::serde_attr::{Side, side, skip_value};

pub(crate) fn run(input: TokenStream) -> TokenStream {
    hygiene::apart([input], |[input]| derive(input))
}

fn derive(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let impls = match compact(&item) {
        Some(compact) => Some(compact.impls(&krate)),
        None => mirrored(&item, &krate, &errors),
    };
    let mistakes = errors.finish();
    match impls.filter(|_| mistakes.is_empty()) {
        Some(impls) => names::block(&krate, &[], [impls]),
        None => to_compile_errors(&mistakes),
    }
}

/// A struct that needs no more than names and defaults.
fn compact(item: &DeriveInput) -> Option<Compact<'_>> {
    let Data::Struct(data) = &item.data else {
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        return None;
    };
    if item.generics.type_params().count() != item.generics.params.len() {
        return None;
    }
    let fields = fields.named.iter().filter_map(|field| {
        let ident = field.ident.as_ref()?;
        Some((&field.attrs[..], ident, &field.ty))
    });
    Compact::of(&item.ident, &item.generics, &item.attrs, fields)
}

/// A copy of the item for serde's derive, which supports all of serde's attributes and makes a value of the original (`remote`).
fn mirrored(item: &DeriveInput, krate: &Path, errors: &Errors) -> Option<TokenStream> {
    if let Some(lifetime) = item.generics.lifetimes().next() {
        errors.at(
            lifetime,
            format!("`{}` borrows what it is read from\nhelp: derive `serde::Deserialize` for it, or hold a `String` or a `Cow<'static, str>`", item.ident),
        );
        return None;
    }
    let container = Container::of(&item.attrs);
    if let (Some(bound), false) = (&container.bound, item.generics.params.is_empty()) {
        errors.at(
            bound,
            format!(
                "`{}` has bounds of its own\nhelp: derive `serde::Deserialize` for it",
                item.ident
            ),
        );
        return None;
    }
    let private = names::private(krate);
    let ident = &item.ident;
    let text = |text: &str| LitStr::new(text, ident.span());
    let own_crate = (!container.has_crate).then(|| {
        let serde = text(&quote!(#private::serde).to_string().replace(' ', ""));
        quote!(#[serde(crate = #serde)])
    });
    let rename = (!container.is_renamed).then(|| {
        let name = ident.unraw().to_string();
        quote!(#[serde(rename(deserialize = #name))])
    });
    let remote = text(&ident.to_string());
    let mut copy = item.clone();
    copy.vis = syn::Visibility::Inherited;
    copy.ident = Ident::new("__Body", ident.span());
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let own = quote!(#ident #ty_generics);
    strip(&mut copy, &own);
    let types = types(&item.data);
    let mut readable = readable(&generics::plain(&item.generics), types.into_iter());
    if container.has_default && !item.generics.params.is_empty() {
        let default = syn::parse_quote!(#own: ::core::default::Default);
        readable.make_where_clause().predicates.push(default);
    }
    // serde's own would ask the copy for what the original has.
    let bounds = container.bound.is_none().then(|| {
        let predicates = readable
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates);
        let bounds = quote!(#(#predicates),*).to_string();
        quote!(#[serde(bound(deserialize = #bounds))])
    });
    let deserialize =
        deserialize_impl(&readable, ident, &ty_generics, &quote!(__Body::deserialize));
    Some(quote! {
        #[derive(#private::serde::Deserialize)]
        #own_crate
        #[serde(remote = #remote)]
        #rename
        #bounds
        #[allow(dead_code)]
        #copy

        #deserialize
    })
}

/// What the copy's container has already.
#[derive(Default)]
struct Container {
    has_crate: bool,
    is_renamed: bool,
    has_default: bool,
    bound: Option<Path>,
}

impl Container {
    fn of(attrs: &[Attribute]) -> Self {
        let mut container = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
            // serde's derive reports what cannot be parsed.
            let _ = attr.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    container.is_renamed |= side(&meta, Side::Deserialize)?.is_some();
                    return Ok(());
                }
                container.has_crate |= meta.path.is_ident("crate");
                container.has_default |= meta.path.is_ident("default");
                if meta.path.is_ident("bound") {
                    container.bound = Some(meta.path.clone());
                }
                skip_value(&meta)
            });
        }
        container
    }
}

/// The types of all fields.
fn types(data: &Data) -> Vec<&Type> {
    match data {
        Data::Struct(data) => data.fields.iter().map(|field| &field.ty).collect(),
        Data::Enum(data) => {
            let fields = data.variants.iter().flat_map(|variant| &variant.fields);
            fields.map(|field| &field.ty).collect()
        }
        Data::Union(_) => Vec::new(),
    }
}

/// Only serde's attributes stay, and `Self` is the original.
fn strip(copy: &mut DeriveInput, own: &TokenStream) {
    let is_serde = |attr: &Attribute| attr.path().is_ident("serde");
    copy.attrs.retain(is_serde);
    let strip_fields = |fields: &mut Fields| {
        for field in fields {
            field.attrs.retain(is_serde);
            let ty = field.ty.to_token_stream();
            if generics::mentions(&ty, "Self") {
                field.ty = Type::Verbatim(without_self(ty, own));
            }
        }
    };
    match &mut copy.data {
        Data::Struct(data) => strip_fields(&mut data.fields),
        Data::Enum(data) => {
            for variant in &mut data.variants {
                variant.attrs.retain(is_serde);
                // `remote` is by name, and a number may need a `repr`.
                variant.discriminant = None;
                strip_fields(&mut variant.fields);
            }
        }
        Data::Union(_) => {}
    }
}

fn without_self(tokens: TokenStream, own: &TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == "Self" => own.clone(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), without_self(group.stream(), own));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        token => token.into(),
    });
    tokens.collect()
}
