//! `#[derive(Deserialize)]`: serde's trait. A struct is read as an inline one is; what that cannot say is left to serde's own derive.

mod borrowed;
mod words;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::{Attribute, Data, DeriveInput, Fields, LitStr, Meta, Path};

use crate::diag::{Errors, to_compile_errors};
use crate::error_set::krate;
use crate::expand::deserialize::{Compact, bounds, deserialize_impl};
use crate::expand::generics;
use crate::host;
use crate::hygiene;
use crate::names;
use crate::parse::unfinished;
use crate::serde_attr::{Side, side, skip_value};

pub(crate) fn run(input: TokenStream) -> TokenStream {
    hygiene::apart([input], |[input]| derive(&input))
}

fn derive(input: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let (item, is_whole) = match syn::parse2(input.clone()) {
        Ok(item) => (item, true),
        Err(error) => {
            let head = unfinished::head(input);
            // rustc's own parser has a message for what is half-written, and goes on.
            // So does an editor's, whatever it is.
            if !(host::is_editor() || matches!(head, Some((_, true)))) {
                errors.push(error);
            }
            match head {
                Some((item, _)) => (item, false),
                None => return to_compile_errors(&errors.finish()),
            }
        }
    };
    let krate = krate(&item, &errors);
    let words = host::is_editor().then(|| words::for_editor(&item, &krate, &errors));
    let is_whole = is_whole && !borrowed::are_there(&item, &errors);
    let impls = match compact(&item).filter(|_| is_whole) {
        Some(compact) => Some(compact.impls(&krate)),
        None if is_whole && !words::are_wrong(&item, &errors) => mirrored(&item, &krate, &errors),
        None => unread(&item),
    };
    // With a mistake too, so that it is the only one.
    let allowed = names::allowed_with(&item.generics);
    let block = names::block_with(&allowed, &krate, &[], impls);
    let mistakes = to_compile_errors(&errors.finish());
    quote!(#words #block #mistakes)
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
    let ident = &item.ident;
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let own = quote!(#ident #ty_generics);
    let vis = &item.vis;
    let readable = bounds::of_item(item, &own);
    if let Some(lifetime) = item.generics.lifetimes().next() {
        errors.at(
            lifetime,
            format!("`{ident}` borrows what it is read from\nhelp: derive `serde::Deserialize` for it, or hold a `String` or a `Cow<'static, str>`"),
        );
        return unread(item);
    }
    let container = Container::of(&item.attrs);
    let private = names::private(krate);
    let text = |text: &str| LitStr::new(text, ident.span());
    let own_crate = (!container.has_crate).then(|| {
        let serde = text(&quote!(#private::serde).to_string().replace(' ', ""));
        quote!(#[serde(crate = #serde)])
    });
    let rename = (!container.is_renamed).then(|| {
        let name = ident.unraw().to_string();
        quote!(#[serde(rename(deserialize = #name))])
    });
    let remote = (container.remote.is_none()).then(|| {
        let remote = text(&ident.to_string());
        quote!(#[serde(remote = #remote)])
    });
    // serde's own would ask the copy for what the original has.
    let bounds = (!container.has_bound).then(|| {
        let predicates = readable
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates);
        let bounds = quote!(#(#predicates),*).to_string();
        quote!(#[serde(bound(deserialize = #bounds))])
    });
    let copy = copy(item, &own);
    // Where serde's derive reports a mistake it makes no such function, and the path leads to the trait's.
    let turbofish = ty_generics.as_turbofish();
    let function = quote!(__Body #turbofish::deserialize);
    let deserialize = match &container.remote {
        None => deserialize_impl(&readable, ident, &ty_generics, &function),
        // Of another crate's type it makes a function, for `#[serde(with = "…")]`.
        Some(remote) => {
            let remote = remote.parse::<Path>().ok();
            let (impl_generics, _, where_clause) = readable.split_for_impl();
            quote! {
                #[automatically_derived]
                impl #impl_generics #ident #ty_generics #where_clause {
                    #vis fn deserialize<__D: __Deserializer<'de>>(
                        deserializer: __D,
                    ) -> __Result<#remote #ty_generics, __D::Error> {
                        #function(deserializer)
                    }
                }
            }
        }
    };
    let generics = generics::plain(&item.generics);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    Some(quote! {
        #[derive(#private::serde::Deserialize)]
        #own_crate
        #remote
        #rename
        #bounds
        #copy

        impl #impl_generics __Copied for __Body #ty_generics #where_clause {}

        #deserialize
    })
}

/// An implementation that reads nothing, so that a mistake is the only error.
fn unread(item: &DeriveInput) -> Option<TokenStream> {
    let ident = &item.ident;
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let readable = bounds::of_item(item, &quote!(#ident #ty_generics));
    let unread = quote!(<() as __Unread>::deserialize);
    let is_twice = (item.generics.lifetimes()).any(|param| param.lifetime.ident == "de");
    (!is_twice).then(|| deserialize_impl(&readable, ident, &ty_generics, &unread))
}

/// What the copy's container has already.
#[derive(Default)]
struct Container {
    has_crate: bool,
    is_renamed: bool,
    has_bound: bool,
    /// The type of another crate that the item is a copy of itself.
    remote: Option<LitStr>,
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
                if meta.path.is_ident("remote") {
                    container.remote = Some(meta.value()?.parse()?);
                    return Ok(());
                }
                if meta.path.is_ident("bound") {
                    container.has_bound |= side(&meta, Side::Deserialize)?.is_some();
                    return Ok(());
                }
                skip_value(&meta)
            });
        }
        container
    }
}

/// Leaves serde's attributes, and what the user allows: the copy has what is allowed, but not the cause of a lint that the user expects.
fn strip(attrs: &mut Vec<Attribute>) {
    let is = |attr: &Attribute, word| attr.path().is_ident(word);
    attrs.retain(|attr| {
        ["serde", "allow", "expect"]
            .iter()
            .any(|word| is(attr, *word))
    });
    for attr in attrs.iter_mut().filter(|attr| is(attr, "expect")) {
        if let Meta::List(list) = &mut attr.meta {
            list.path = syn::parse_quote!(allow);
        }
    }
}

/// The item under another name, without the attributes of other macros; `Self` is the original.
fn copy(item: &DeriveInput, own: &TokenStream) -> TokenStream {
    let mut copy = item.clone();
    copy.vis = syn::Visibility::Inherited;
    copy.ident = Ident::new("__Body", item.ident.span());
    strip(&mut copy.attrs);
    let strip_all = |fields: &mut Fields| {
        for field in fields {
            strip(&mut field.attrs);
        }
    };
    match &mut copy.data {
        Data::Struct(data) => strip_all(&mut data.fields),
        Data::Enum(data) => {
            for variant in &mut data.variants {
                strip(&mut variant.attrs);
                // `remote` is by name, and a number may need a `repr`.
                variant.discriminant = None;
                strip_all(&mut variant.fields);
            }
        }
        Data::Union(_) => {}
    }
    let tokens = copy.into_token_stream();
    if generics::mentions(&tokens, "Self") {
        without_self(tokens, own)
    } else {
        tokens
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
