//! After a mistake: the item, every message, and stubs, so that the surrounding code causes no follow-up errors.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{DeriveInput, Path, Type};

use crate::attrs::cfgs;
use crate::check::Salvage;
use crate::diag::to_compile_errors;
use crate::expand::responses::{self, Items};
use crate::expand::{constructor, generics, serve, strip_serde, types};
use crate::host;
use crate::model::{Responses, StructDef};
use crate::names;
use crate::parse::fields::OURS;
use crate::serde_attr::derives_serde;

/// The unchanged tokens and the errors, for an item that cannot be parsed.
pub(crate) fn raw(item: &TokenStream, errors: &[syn::Error]) -> TokenStream {
    let (item, errors) = (without_attributes(item.clone()), to_compile_errors(errors));
    quote!(#item #errors)
}

/// Removes our attributes and serde's, which nothing handles after a mistake.
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

/// A stub implementation of `Endpoint`.
pub(crate) fn stub(mut salvage: Salvage, errors: &[syn::Error]) -> TokenStream {
    if !derives_serde(&salvage.item.attrs) {
        strip_serde(&mut salvage.item);
    }
    let Salvage {
        item,
        krate,
        fields,
        responses,
        declared,
        serve: is_served,
        required,
        mentioned,
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
    let StubTypes {
        types,
        output,
        error,
        errors,
    } = stub_types(item, krate, responses.as_ref(), declared, errors);
    let generics = generics::plain(&item.generics);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let fields = fields.iter().map(|field| constructor::SourceField {
        ident: &field.ident,
        ty: &field.ty,
        cfgs: crate::attrs::cfgs(&field.attrs),
        doc: crate::attrs::doc_text(&field.attrs),
    });
    let methods = constructor::methods(constructor::Source {
        item,
        krate,
        fields: fields.collect(),
        auth: quote!(#krate::auth::AnyAuth),
        output: output.clone(),
        error: error.clone(),
        generics: generics.clone(),
        required: required.as_ref(),
    });
    let allowed = names::allowed();
    let served = is_served.then(|| serve::stub(&salvage, &generics));
    let mentioned = (!mentioned.is_empty()).then(|| {
        quote! {
            #(#cfgs)*
            #allowed
            const _: [fn(#(&#mentioned),*); 0] = [];
        }
    });
    quote! {
        #item
        #types
        #errors
        #(#cfgs)*
        #[automatically_derived]
        #allowed
        impl #impl_generics #krate::Endpoint for #name #ty_generics #where_clause {
            const META: &'static #krate::meta::EndpointMeta = &#krate::meta::EndpointMeta::new("", "", "");
            type Auth = #krate::auth::AnyAuth;
            type Output = #output;
            type Error = #error;
            fn write(&self, _: &mut #krate::RequestWriter) {}
            fn read(_: &mut #krate::ResponseReader) -> ::core::result::Result<Self::Output, #krate::ReadError<Self::Error>> {
                ::core::result::Result::Err(#krate::ReadError::UndeclaredStatus)
            }
        }
        #methods
        #served
        #mentioned
    }
}

/// The response types as far as they are known, and the errors that they do not contain themselves.
struct StubTypes {
    types: TokenStream,
    output: TokenStream,
    error: TokenStream,
    errors: TokenStream,
}

fn stub_types(
    item: &DeriveInput,
    krate: &Path,
    known: Option<&Responses>,
    declared: &[StructDef],
    errors: &[syn::Error],
) -> StubTypes {
    let unknown = names::unknown(&item.ident);
    let Some(responses) = known else {
        let structs = with_block(Items::of_structs(item, krate, declared), item, krate);
        let enums = responses::unknown_enums(item, &unknown);
        let (alias, errors) = alias(item, &unknown, errors);
        return StubTypes {
            types: quote!(#structs #enums #alias),
            output: quote!(#unknown),
            error: quote!(#unknown),
            errors,
        };
    };
    let source = types::Source {
        item,
        krate,
        responses,
    };
    let types = with_block(Items::of(source), item, krate);
    let (alias, errors) = if responses.has_unknown {
        alias(item, &unknown, errors)
    } else {
        (TokenStream::new(), to_compile_errors(errors))
    };
    StubTypes {
        types: quote!(#types #alias),
        output: if responses.is_output_unknown {
            quote!(#unknown)
        } else {
            types::output_type(source)
        },
        error: types::error_type(source),
        errors,
    }
}

/// The type of what is not known, and the errors that it does not contain itself.
fn alias(item: &DeriveInput, unknown: &Type, errors: &[syn::Error]) -> (TokenStream, TokenStream) {
    if host::is_editor() {
        return (TokenStream::new(), to_compile_errors(errors));
    }
    // A type that is itself a `compile_error!` is an error type to rustc, which reports no follow-up errors where it is used.
    let (first, rest) = errors
        .split_first()
        .map_or((None, errors), |(first, rest)| (Some(first), rest));
    let mistake = first.map_or_else(|| quote!(0), syn::Error::to_compile_error);
    let cfgs = cfgs(&item.attrs);
    let alias = quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(dead_code)]
        type #unknown = [(); #mistake];
    };
    (alias, to_compile_errors(rest))
}

fn with_block(items: Items, item: &DeriveInput, krate: &Path) -> TokenStream {
    let Items { types, impls } = items;
    if impls.is_empty() {
        return types;
    }
    let block = names::block(krate, &cfgs(&item.attrs), [impls]);
    quote!(#types #block)
}
