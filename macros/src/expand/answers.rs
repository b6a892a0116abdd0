//! The types of the answers, and the reading of them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, Generics, Ident, Meta, Path, Visibility};

use super::{deserialize, generics, refusals};
use crate::case::snake_case;
use crate::model::{Answer, Answers, Endpoint, Refusals, StructDef, Success};
use crate::names::{self, braces};
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

/// The types of the answers, which the user names, and the implementations of traits for them, which belong in a [`block`](names::block).
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) types: TokenStream,
    pub(crate) impls: TokenStream,
}

impl Items {
    /// The structs declared in arms, the enum of the outputs and the enum of the refusals.
    pub(crate) fn of(source: Source<'_>) -> Self {
        let Source {
            item,
            krate,
            answers,
        } = source;
        let mut items = Self::of_structs(item, krate, &answers.structs);
        if let Success::Many { name, answers } = &answers.success {
            items.types.extend(output_items(item, name, answers));
        }
        if let Refusals::Own { name, answers } = &answers.refusals {
            let generics = generics::used_by(answers, &item.generics);
            items
                .types
                .extend(error_items(item, name, &generics, answers));
            items
                .impls
                .extend(refusals::impls(name, &generics, answers));
        }
        items
    }

    /// The structs that are declared in arms.
    pub(crate) fn of_structs(item: &DeriveInput, krate: &Path, structs: &[StructDef]) -> Self {
        let cfgs = cfgs(&item.attrs);
        let mut items = Self::default();
        for def in structs {
            let lean = deserialize::lean(def);
            let is_lean = lean.is_some();
            items
                .types
                .extend(struct_item(def, &item.vis, krate, &cfgs, is_lean));
            items.impls.extend(lean);
        }
        items
    }
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
    let generics = generics::used_by(answers, &item.generics);
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
fn struct_item(
    def: &StructDef,
    vis: &Visibility,
    krate: &Path,
    cfgs: &[Attribute],
    is_lean: bool,
) -> TokenStream {
    let StructDef {
        attrs,
        ident,
        doc,
        fields,
    } = def;
    let doc = doc_text(attrs).is_empty().then(|| quote!(#[doc = #doc]));
    let derive = (!is_lean).then(|| derive(krate, ident));
    // The derive knows what these mean, and nobody else does.
    let is_kept = |attr: &&Attribute| !is_lean || !attr.path().is_ident("serde");
    let struct_attrs = attrs.iter().filter(is_kept);
    let fields = fields.iter().map(|(attrs, field, ty)| {
        // A derive reports a field that lacks its trait where the field begins.
        let public = quote_spanned!(ty.span()=> pub);
        // A crate may forbid to allow that they lack it.
        let doc = doc_text(attrs).is_empty();
        let doc = doc.then(|| format!("`{}` in the answer.", field.unraw()));
        let doc = doc.map(|doc| quote!(#[doc = #doc]));
        let attrs = attrs.iter().filter(is_kept);
        quote!(#doc #(#attrs)* #public #field: #ty,)
    });
    let fields = braces(fields);
    quote! {
        #(#cfgs)*
        #doc
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #derive
        #[allow(dead_code)]
        #(#struct_attrs)*
        #vis struct #ident #fields
    }
}

fn derive(krate: &Path, ident: &Ident) -> TokenStream {
    let private = names::private(krate);
    let serde = quote!(#private::serde).to_string().replace(' ', "");
    let serde = syn::LitStr::new(&serde, ident.span());
    quote!(#[derive(#private::serde::Deserialize)] #[serde(crate = #serde)])
}

/// What the user allows or expects of an item is allowed in what comes of it.
pub(crate) fn allows(item: &DeriveInput) -> impl Iterator<Item = Attribute> {
    item.attrs.iter().filter_map(|attr| {
        let is_expected = attr.path().is_ident("expect");
        if let (Meta::List(list), true) = (&attr.meta, is_expected) {
            let lints = &list.tokens;
            return Some(syn::parse_quote!(#[allow(#lints)]));
        }
        attr.path().is_ident("allow").then(|| attr.clone())
    })
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

fn output_items(item: &DeriveInput, name: &Ident, answers: &[Answer]) -> TokenStream {
    let generics = generics::used_by(answers, &item.generics);
    let doc = format!("What a successful [`{}`] gives.", item.ident);
    enum_items(item, name, &generics, answers, &quote!(#[doc = #doc]))
}

fn error_items(
    item: &DeriveInput,
    name: &Ident,
    generics: &Generics,
    answers: &[Answer],
) -> TokenStream {
    let doc = format!("The declared refusals of [`{}`].", item.ident);
    let attrs = quote!(#[doc = #doc] #[non_exhaustive]);
    enum_items(item, name, generics, answers, &attrs)
}

/// An enum with a variant for each answer, and its methods.
fn enum_items(
    item: &DeriveInput,
    name: &Ident,
    generics: &Generics,
    answers: &[Answer],
    attrs: &TokenStream,
) -> TokenStream {
    let mut outer = cfgs(&item.attrs);
    outer.extend(allows(item));
    let (vis, where_clause) = (&item.vis, &generics.where_clause);
    let variants = braces(variants(answers));
    let mut items = quote! {
        #(#outer)*
        #attrs
        #[derive(::core::fmt::Debug)]
        #vis enum #name #generics #where_clause #variants
    };
    items.extend(accessors(name, generics, answers, vis, &outer));
    items
}

/// `is_not_found()` and `as_not_found()`.
pub(crate) fn accessors(
    name: &Ident,
    generics: &Generics,
    answers: &[Answer],
    vis: &Visibility,
    outer: &[Attribute],
) -> TokenStream {
    let otherwise = (answers.len() > 1).then(|| quote!(_ => ::core::option::Option::None,));
    let methods = answers.iter().map(|answer| {
        let Answer { variant, ty, .. } = answer;
        let snake = snake_case(&variant.unraw().to_string());
        let (is, get) = (format_ident!("is_{snake}"), format_ident!("as_{snake}"));
        let is_doc = format!("Whether it is `{variant}`.");
        let get_doc = format!("The content of `{variant}`, where it is that.");
        quote! {
            #[doc = #is_doc]
            #[must_use]
            #vis const fn #is(&self) -> bool {
                ::core::matches!(self, Self::#variant(..))
            }

            #[doc = #get_doc]
            #[must_use]
            #vis const fn #get(&self) -> ::core::option::Option<&#ty> {
                match self {
                    Self::#variant(__content) => ::core::option::Option::Some(__content),
                    #otherwise
                }
            }
        }
    });
    let methods = braces(methods);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #(#outer)*
        #[allow(dead_code)]
        impl #impl_generics #name #ty_generics #where_clause #methods
    }
}
