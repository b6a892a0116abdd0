//! `#[derive(ErrorMessage)]`: which field of an error is its message.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Ident, Index, Member, Type};

use crate::attrs::cfgs;
use crate::check::responses::message::check_name;
use crate::diag::{Errors, to_compile_errors};
use crate::error_set::krate;
use crate::expand::errors::message_along;
use crate::expand::generics;
use crate::hygiene;
use crate::model::MessageStep;
use crate::names::{self, braces};
use crate::parse::message::{self, is_message};

/// Where the message is: an expression, and the field as a path.
struct Found {
    text: TokenStream,
    field: String,
    /// The types that have to be text, or have a message.
    types: Vec<Type>,
}

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
    let found = match &item.data {
        Data::Struct(data) => of_struct(&item, &data.fields, &errors),
        Data::Enum(data) => of_enum(&item, data, &errors),
        Data::Union(data) => {
            errors.at(
                data.union_token,
                "expected `struct` or `enum`\nnote: `ErrorMessage` is derived for the type of an error response",
            );
            None
        }
    };
    let mistakes = errors.finish();
    let found = found.filter(|_| mistakes.is_empty());
    // After a mistake it has no message, so that nothing is reported where one is asked for.
    let Found { text, field, types } = found.unwrap_or_else(|| Found {
        text: quote!(__None),
        field: String::new(),
        types: Vec::new(),
    });
    let mut bounded = generics::plain(&item.generics);
    for ty in types
        .iter()
        .filter(|ty| generics::mentions_type_param(ty, &item.generics))
    {
        let bound = syn::parse_quote!(#ty: __private::ErrorMessage);
        bounded.make_where_clause().predicates.push(bound);
    }
    let (impl_generics, _, where_clause) = bounded.split_for_impl();
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let name = &item.ident;
    let field = (!field.is_empty()).then(|| quote!(const FIELD: &'static __str = #field;));
    let implementation = quote! {
        #[automatically_derived]
        impl #impl_generics __private::ErrorMessage for #name #ty_generics #where_clause {
            #field

            fn message(&self) -> __private::Option<&__str> { #text }
        }
    };
    let block = names::block(&krate, &cfgs(&item.attrs), [implementation]);
    let mistakes = to_compile_errors(&mistakes);
    quote!(#mistakes #block)
}

fn of_struct(item: &DeriveInput, fields: &Fields, errors: &Errors) -> Option<Found> {
    let marked = marked(fields, errors);
    if let Some(found) = message::among(&item.attrs, errors) {
        if let Some((_, field)) = marked {
            let second = field.attrs.iter().find(|attr| is_message(attr));
            errors.at(second, "a second message\nhelp: remove one of the two");
        }
        let Some(last) = found.path.last() else {
            errors.at(
                &found.attr,
                "above the struct it names no field\nhelp: write `#[message]` above the field, or its path here: `#[message(error.detail)]`",
            );
            return None;
        };
        check_name(&last.field, errors);
        let field = found.path.iter().map(MessageStep::shown);
        let text = message_along(&found.path);
        return Some(Found {
            text: quote!(let __content = self; #text),
            field: field.collect::<Vec<_>>().join("."),
            types: Vec::new(),
        });
    }
    let Some((member, field)) = marked else {
        report_none(item, fields, errors);
        return None;
    };
    let ty = &field.ty;
    let value = quote!((&self.#member));
    let text = quote_spanned!(ty.span()=> __private::message::<#ty>);
    Some(Found {
        text: quote!(#text #value),
        field: match &member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(_) => String::new(),
        },
        types: vec![ty.clone()],
    })
}

fn of_enum(item: &DeriveInput, data: &syn::DataEnum, errors: &Errors) -> Option<Found> {
    if let Some(attr) = item.attrs.iter().find(|attr| is_message(attr)) {
        errors.at(
            attr,
            "an enum has its message in its variants\nhelp: write `#[message]` above a field of each variant that has one",
        );
        return None;
    }
    let mut arms = Vec::new();
    let mut types = Vec::new();
    for variant in &data.variants {
        let (name, is_wrong) = (
            &variant.ident,
            variant.attrs.iter().find(|attr| is_message(attr)),
        );
        if let Some(attr) = is_wrong {
            let help = match &variant.fields {
                Fields::Unnamed(fields) => {
                    let first = fields.unnamed.first().map(|field| &field.ty);
                    let ty = first.map(names::type_name).unwrap_or_default();
                    format!("`{name}(#[message] {ty})`")
                }
                Fields::Named(_) | Fields::Unit => "it above one of its fields".to_owned(),
            };
            errors.at(attr, format!("the message is a field\nhelp: write {help}"));
        } else if let Some((member, field)) = marked(&variant.fields, errors) {
            let (ty, cfgs) = (&field.ty, cfgs(&variant.attrs));
            let text = quote_spanned!(ty.span()=> __private::message::<#ty>);
            arms.push(
                quote!(#(#cfgs)* Self::#name { #member: __content, .. } => #text(__content),),
            );
            types.push(ty.clone());
        }
    }
    if arms.is_empty() {
        if errors.is_empty() {
            let message = format!(
                "no variant of `{}` has a message\nhelp: write `#[message]` above a field of one",
                item.ident
            );
            errors.at(&item.ident, message);
        }
        return None;
    }
    let arms = braces(
        arms.into_iter()
            .chain([quote!(#[allow(unreachable_patterns)] _ => __None,)]),
    );
    Some(Found {
        text: quote!(match self #arms),
        field: String::new(),
        types,
    })
}

/// The field with `#[message]`.
fn marked<'a>(fields: &'a Fields, errors: &Errors) -> Option<(Member, &'a Field)> {
    let mut found = None;
    for (number, field) in fields.iter().enumerate() {
        let mut attrs = field.attrs.iter().filter(|attr| is_message(attr));
        let Some(attr) = attrs.next() else { continue };
        if let Some(second) = attrs.next() {
            errors.at(second, "`#[message]` twice\nhelp: remove one");
        }
        check_bare(attr, errors);
        if found.is_some() {
            errors.at(attr, "a second message\nhelp: remove one of the two");
            continue;
        }
        if let Some(name) = &field.ident {
            check_name(name, errors);
        }
        let index = || Member::Unnamed(Index::from(number));
        let member = field.ident.clone().map_or_else(index, Member::Named);
        found = Some((member, field));
    }
    found
}

fn check_bare(attr: &Attribute, errors: &Errors) {
    if !matches!(attr.meta, syn::Meta::Path(_)) {
        errors.at(
            attr,
            "above a field it takes no value: that field is the message\nhelp: write `#[message]`",
        );
    }
}

fn report_none(item: &DeriveInput, fields: &Fields, errors: &Errors) {
    if !errors.is_empty() {
        return;
    }
    let name = &item.ident;
    let likely = [
        "message",
        "detail",
        "error_description",
        "description",
        "title",
        "error",
        "msg",
    ];
    let idents: Vec<&Ident> = fields
        .iter()
        .filter_map(|field| field.ident.as_ref())
        .collect();
    let is_there = |word: &&&str| idents.iter().any(|ident| ident.unraw() == **word);
    let help = match likely.iter().find(is_there) {
        Some(field) => format!("write `#[message]` above `{field}`"),
        None => "write `#[message]` above it".to_owned(),
    };
    errors.at(
        name,
        format!("no field of `{name}` is its message\nhelp: {help}"),
    );
}
