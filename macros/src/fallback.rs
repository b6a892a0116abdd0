//! After a mistake: the item, every message, and stubs, so that the code around it brings no error of its own.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{DeriveInput, Path};

use crate::check::{Salvage, derives_serde};
use crate::diag::to_compile_errors;
use crate::expand::answers::{self, Items};
use crate::expand::{constructor, generics, strip_serde};
use crate::model::{Answers, StructDef};
use crate::names;
use crate::parse::fields::{OURS, cfgs};

/// The tokens as they are and what is wrong with them: nothing is known of an item that cannot be read.
pub(crate) fn raw(item: &TokenStream, errors: &[syn::Error]) -> TokenStream {
    let (item, errors) = (without_attributes(item.clone()), to_compile_errors(errors));
    quote!(#item #errors)
}

/// Without the attributes that mean something to us and to serde alone: nobody knows them any more.
fn without_attributes(item: TokenStream) -> TokenStream {
    let is_ours = |token: Option<&TokenTree>| {
        let Some(TokenTree::Group(group)) = token else {
            return false;
        };
        let name = group
            .stream()
            .into_iter()
            .next()
            .map(|name| name.to_string());
        name.is_some_and(|name| name == "serde" || OURS.contains(&name.as_str()))
    };
    let mut tokens = item.into_iter().peekable();
    let mut kept = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && is_ours(tokens.peek()) => {
                tokens.next();
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let mut scrubbed = Group::new(Delimiter::Brace, without_attributes(group.stream()));
                scrubbed.set_span(group.span());
                kept.extend([TokenTree::Group(scrubbed)]);
            }
            token => kept.extend([token]),
        }
    }
    kept
}

/// A struct that implements `Endpoint` without a request and without an answer.
pub(crate) fn stub(mut salvage: Salvage, errors: &[syn::Error]) -> TokenStream {
    if !derives_serde(&salvage.item.attrs) {
        strip_serde(&mut salvage.item);
    }
    let Salvage {
        item,
        krate,
        fields,
        answers,
        declared,
    } = &salvage;
    if !matches!(
        item.data,
        syn::Data::Struct(syn::DataStruct {
            fields: syn::Fields::Named(_) | syn::Fields::Unit,
            ..
        })
    ) {
        return raw(&quote!(#item), errors);
    }
    let name = &item.ident;
    let cfgs = cfgs(&item.attrs);
    let Answered {
        types,
        output,
        error,
        errors,
    } = answered(item, krate, answers.as_ref(), declared, errors);
    let generics = generics::plain(&item.generics);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let fields = fields.iter().map(|field| {
        (
            &field.ident,
            &field.ty,
            crate::parse::fields::cfgs(&field.attrs),
        )
    });
    let methods = constructor::methods(constructor::Source {
        item,
        krate,
        fields: fields.collect(),
        generics: generics.clone(),
    });
    let derived = names::derived();
    quote! {
        #item
        #types
        #errors
        #(#cfgs)*
        #derived
        impl #impl_generics #krate::Endpoint for #name #ty_generics #where_clause {
            const META: &'static #krate::meta::EndpointMeta = &#krate::meta::EndpointMeta::new("", "", "");
            type Auth = #krate::auth::AnyAuth;
            type Output = #output;
            type Error = #error;
            fn write(&self, _: &mut #krate::RequestWriter) {}
            fn read(_: &mut #krate::Answer) -> ::core::result::Result<Self::Output, #krate::Unread<Self::Error>> {
                ::core::result::Result::Err(#krate::Unread::undeclared())
            }
        }
        #methods
    }
}

/// The types of the answers as far as they are known, and the messages that they do not say themselves.
struct Answered {
    types: TokenStream,
    output: TokenStream,
    error: TokenStream,
    errors: TokenStream,
}

fn answered(
    item: &DeriveInput,
    krate: &Path,
    known: Option<&Answers>,
    declared: &[StructDef],
    errors: &[syn::Error],
) -> Answered {
    if let Some(answers) = known {
        let source = answers::Source {
            item,
            krate,
            answers,
        };
        return Answered {
            types: with_block(Items::of(source), item, krate),
            output: answers::output_type(source),
            error: answers::error_type(source),
            errors: to_compile_errors(errors),
        };
    }
    // A type that is itself a message is an error type to rustc: it says nothing more of whatever uses it.
    let (first, rest) = errors
        .split_first()
        .map_or((None, errors), |(first, rest)| (Some(first), rest));
    let mistake = first.map_or_else(|| quote!(0), syn::Error::to_compile_error);
    let unknown = names::error_enum(&item.ident);
    let structs = with_block(Items::of_structs(item, krate, declared), item, krate);
    let enums = answers::unknown_items(item, &mistake);
    Answered {
        types: quote!(#structs #enums),
        output: quote!(#unknown),
        error: quote!(#unknown),
        errors: to_compile_errors(rest),
    }
}

fn with_block(items: Items, item: &DeriveInput, krate: &Path) -> TokenStream {
    let Items { types, impls } = items;
    if impls.is_empty() {
        return types;
    }
    let block = names::block(krate, &cfgs(&item.attrs), [impls]);
    quote!(#types #block)
}
