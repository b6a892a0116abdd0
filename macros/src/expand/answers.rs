//! The types of the answers, and the reading of them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, GenericParam, Generics, Ident, Path, Visibility};

use super::refusals::refusal_impls;
use super::{deserialize, generics};
use crate::case::snake_case;
use crate::model::{Answer, Answers, Endpoint, Refusals, StructDef, Success};
use crate::names;
use crate::parse::arms::Pattern;
use crate::parse::fields::{cfgs, doc_text};

/// What the types are made from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) item: &'a DeriveInput,
    pub(crate) krate: &'a Path,
    pub(crate) answers: &'a Answers,
}

impl<'a> From<&'a Endpoint> for Source<'a> {
    fn from(endpoint: &'a Endpoint) -> Self {
        Self {
            item: &endpoint.item,
            krate: &endpoint.krate,
            answers: &endpoint.answers,
        }
    }
}

/// The structs declared in arms, the enum of the outputs and the enum of the refusals.
pub(crate) fn items(source: Source<'_>) -> TokenStream {
    let Source {
        item,
        krate,
        answers,
    } = source;
    let cfgs = cfgs(&item.attrs);
    let structs = struct_items(item, krate, &answers.structs);
    let output = match &answers.success {
        Success::Many { name, answers } => output_items(item, name, answers, &cfgs),
        Success::Raw | Success::One(_) => TokenStream::new(),
    };
    let error = match &answers.refusals {
        Refusals::Own { name, answers } => error_items(item, krate, name, answers, &cfgs),
        Refusals::None | Refusals::Shared(_) => TokenStream::new(),
    };
    quote! { #structs #output #error }
}

/// The structs that are declared in arms.
pub(crate) fn struct_items(item: &DeriveInput, krate: &Path, structs: &[StructDef]) -> TokenStream {
    let cfgs = cfgs(&item.attrs);
    structs
        .iter()
        .map(|def| struct_item(def, &item.vis, krate, &cfgs))
        .collect()
}

/// What a success gives.
pub(crate) fn output_type(source: Source<'_>) -> TokenStream {
    let krate = source.krate;
    match &source.answers.success {
        Success::Raw => quote!(#krate::RawResponse),
        Success::One(answers) => {
            let ty = answers.first().map(|answer| &answer.ty);
            quote!(#ty)
        }
        Success::Many { name, answers } => enum_type(source.item, name, answers),
    }
}

/// What a declared refusal gives.
pub(crate) fn error_type(source: Source<'_>) -> TokenStream {
    match &source.answers.refusals {
        Refusals::None => quote!(::core::convert::Infallible),
        Refusals::Own { name, answers } => enum_type(source.item, name, answers),
        Refusals::Shared(ty) => quote!(#ty),
    }
}

fn enum_type(item: &DeriveInput, name: &Ident, answers: &[Answer]) -> TokenStream {
    let generics = used_generics(&item.generics, answers);
    let (_, ty_generics, _) = generics.split_for_impl();
    quote!(#name #ty_generics)
}

/// The enums of an endpoint of which it is not known what it answers: types that are a mistake themselves.
pub(crate) fn unknown_items(item: &DeriveInput, mistake: &TokenStream) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let (error, output) = (names::error_enum(name), names::output_enum(name));
    let cfgs = cfgs(&item.attrs);
    quote! {
        #(#cfgs)*
        #[allow(dead_code, missing_docs)]
        #vis type #error = [(); #mistake];
        #(#cfgs)*
        #[allow(dead_code, missing_docs)]
        #vis type #output = #error;
    }
}

/// ```text
/// #[derive(Debug, Clone, Deserialize)]
/// pub struct Problem { pub code: String, pub message: String }
/// ```
fn struct_item(def: &StructDef, vis: &Visibility, krate: &Path, cfgs: &[Attribute]) -> TokenStream {
    let private = names::private(krate);
    let StructDef {
        attrs,
        ident,
        doc,
        fields,
    } = def;
    let serde = syn::LitStr::new(
        &quote!(#private::serde).to_string().replace(' ', ""),
        ident.span(),
    );
    let doc = doc_text(attrs).is_empty().then(|| quote!(#[doc = #doc]));
    let lean = deserialize::lean(def, krate, cfgs);
    let is_lean = lean.is_some();
    let derive = (!is_lean)
        .then(|| quote!(#[derive(#private::serde::Deserialize)] #[serde(crate = #serde)]));
    // The derive knows what these mean, and nobody else does.
    let is_kept = |attr: &&Attribute| !is_lean || !attr.path().is_ident("serde");
    let struct_attrs = attrs.iter().filter(is_kept);
    let fields = fields.iter().map(|(attrs, field, ty)| {
        let doc = format!("`{}`.", field.unraw());
        let doc = doc_text(attrs).is_empty().then(|| quote!(#[doc = #doc]));
        // A derive reports a field that lacks its trait where the field begins.
        let public = quote_spanned!(ty.span()=> pub);
        let attrs = attrs.iter().filter(is_kept);
        quote!(#doc #(#attrs)* #public #field: #ty,)
    });
    quote! {
        #(#cfgs)*
        #doc
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #derive
        #[allow(dead_code)]
        #(#struct_attrs)*
        #vis struct #ident { #(#fields)* }
        #lean
    }
}

/// Of the struct's generics those that the answers speak of.
pub(crate) fn used_generics(all: &Generics, answers: &[Answer]) -> Generics {
    let types = answers.iter().map(|answer| &answer.ty);
    let types = quote!(#(#types)*);
    let mut used = generics::plain(all);
    used.params = (used.params.into_iter())
        .filter(|param| match param {
            GenericParam::Type(param) => generics::mentions(&types, &param.ident.to_string()),
            GenericParam::Lifetime(param) => {
                generics::mentions(&types, &param.lifetime.ident.to_string())
            }
            GenericParam::Const(param) => generics::mentions(&types, &param.ident.to_string()),
        })
        .collect();
    used.where_clause = None;
    used
}

/// What the user allows for the struct holds for the enums that take their names from it.
fn allows(item: &DeriveInput) -> impl Iterator<Item = &Attribute> {
    item.attrs
        .iter()
        .filter(|attr| attr.path().is_ident("allow"))
}

fn variants(answers: &[Answer]) -> impl Iterator<Item = TokenStream> {
    answers.iter().map(|answer| {
        let Answer { variant, ty, .. } = answer;
        let doc = match answer.doc.as_str() {
            "" => format!("Status {}.", statuses_text(&answer.statuses)),
            doc => format!("Status {}: {doc}", statuses_text(&answer.statuses)),
        };
        quote!(#[doc = #doc] #variant(#ty),)
    })
}

/// `400, 401 or 404`
pub(crate) fn statuses_text(statuses: &[Pattern]) -> String {
    let words: Vec<String> = statuses
        .iter()
        .map(std::string::ToString::to_string)
        .collect();
    match words.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => words.concat(),
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}xx"),
            Self::Any => f.write_str("any other"),
        }
    }
}

fn output_items(
    item: &DeriveInput,
    name: &Ident,
    answers: &[Answer],
    cfgs: &[Attribute],
) -> TokenStream {
    let vis = &item.vis;
    let generics = used_generics(&item.generics, answers);
    let (_, ty_generics, _) = generics.split_for_impl();
    let variants = variants(answers);
    let doc = format!("What a successful [`{}`] gives.", item.ident);
    let allows = allows(item);
    let methods = accessors(answers, vis);
    let (impl_generics, _, _) = generics.split_for_impl();
    quote! {
        #(#cfgs)*
        #(#allows)*
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #vis enum #name #generics { #(#variants)* }

        #(#cfgs)*
        impl #impl_generics #name #ty_generics { #methods }
    }
}

fn error_items(
    item: &DeriveInput,
    krate: &Path,
    name: &Ident,
    answers: &[Answer],
    cfgs: &[Attribute],
) -> TokenStream {
    let vis = &item.vis;
    let generics = used_generics(&item.generics, answers);
    let variants = variants(answers);
    let doc = format!("The declared refusals of [`{}`].", item.ident);
    let allows = allows(item);
    let impls = refusal_impls(krate, name, &generics, answers, vis, cfgs);
    quote! {
        #(#cfgs)*
        #(#allows)*
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #[non_exhaustive]
        #vis enum #name #generics { #(#variants)* }
        #impls
    }
}

/// `is_not_found()` and `as_not_found()`.
pub(super) fn accessors(answers: &[Answer], vis: &Visibility) -> TokenStream {
    answers
        .iter()
        .map(|answer| {
            let Answer { variant, ty, .. } = answer;
            let snake = snake_case(&variant.unraw().to_string());
            let (is, get) = (
                quote::format_ident!("is_{snake}"),
                quote::format_ident!("as_{snake}"),
            );
            let is_doc = format!("Whether it is `{variant}`.");
            let get_doc = format!("The content of `{variant}`, where it is that.");
            let otherwise = (answers.len() > 1).then(|| quote!(_ => ::core::option::Option::None,));
            quote! {
                #[doc = #is_doc]
                #[must_use]
                #[allow(dead_code)]
                #vis const fn #is(&self) -> bool {
                    ::core::matches!(self, Self::#variant(..))
                }

                #[doc = #get_doc]
                #[must_use]
                #[allow(dead_code)]
                #vis const fn #get(&self) -> ::core::option::Option<&#ty> {
                    match self {
                        Self::#variant(__content) => ::core::option::Option::Some(__content),
                        #otherwise
                    }
                }
            }
        })
        .collect()
}
