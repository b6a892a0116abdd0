//! The response types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, Generics, Ident, Meta, Path, Type, Visibility};

use super::types::Source;
use super::{constructor, deserialize, errors, generics, shared};
use crate::attrs::{cfgs, doc_text};
use crate::case::snake_case;
use crate::model::{ErrorResponses, Pattern, Response, StructDef, Success};
use crate::names::{self, braces};

/// The response types, which the user can name, and their trait implementations, which belong in a [`block`](names::block).
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) types: TokenStream,
    pub(crate) impls: TokenStream,
}

impl Items {
    /// The inline structs, the output enum and the error enum.
    pub(crate) fn of(source: Source<'_>) -> Self {
        let Source {
            item,
            krate,
            responses,
        } = source;
        let mut items = Self::of_structs(item, krate, &responses.structs);
        if let Success::Many {
            name,
            responses,
            is_non_exhaustive,
        } = &responses.success
        {
            let generics = generics::used_by(responses, &item.generics);
            let open = is_non_exhaustive.then(non_exhaustive);
            items.types.extend(output_items(
                item,
                name,
                &generics,
                responses,
                open.as_ref(),
            ));
            items.impls.extend(accessors(
                name,
                &generics,
                responses,
                &item.vis,
                allows(item),
            ));
        }
        if let ErrorResponses::Own { name, responses } = &responses.errors {
            let generics = generics::used_by(responses, &item.generics);
            items
                .types
                .extend(error_items(item, name, &generics, responses));
            items
                .impls
                .extend(errors::impls(name, &generics, responses, krate));
            items.impls.extend(accessors(
                name,
                &generics,
                responses,
                &item.vis,
                allows(item),
            ));
        }
        items
    }

    /// The inline structs.
    pub(crate) fn of_structs(item: &DeriveInput, krate: &Path, structs: &[StructDef]) -> Self {
        let cfgs = cfgs(&item.attrs);
        let mut items = Self::default();
        for def in structs {
            let inline = deserialize::inline(def, krate);
            let is_inline = inline.is_some();
            items
                .types
                .extend(struct_item(def, &item.vis, krate, &cfgs, is_inline));
            items.impls.extend(inline);
            if def.is_non_exhaustive {
                let methods = constructor::of_struct(def, &item.vis, krate, &cfgs);
                items.types.extend(methods);
            }
        }
        items
    }
}

/// The enums of an endpoint whose responses are unknown, as aliases of the unknown type.
pub(crate) fn unknown_enums(item: &DeriveInput, unknown: &Type) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let (error, output) = (names::error_enum(name), names::output_enum(name));
    let cfgs = cfgs(&item.attrs);
    quote! {
        #(#cfgs)*
        #[allow(dead_code, missing_docs)]
        #vis type #error = #unknown;
        #(#cfgs)*
        #[allow(dead_code, missing_docs)]
        #vis type #output = #unknown;
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
    is_inline: bool,
) -> TokenStream {
    let StructDef {
        attrs,
        ident,
        doc,
        fields,
        is_non_exhaustive,
    } = def;
    let open = is_non_exhaustive.then(non_exhaustive);
    let doc = doc_text(attrs).is_empty().then(|| quote!(#[doc = #doc]));
    let derive = (!is_inline).then(|| derive(krate, ident));
    // Only the derive accepts these.
    let is_kept = |attr: &&Attribute| !is_inline || !attr.path().is_ident("serde");
    let struct_attrs = attrs.iter().filter(is_kept);
    let fields = fields.iter().map(|(attrs, field, ty)| {
        // A derive reports a field that lacks its trait at the field's first token.
        let public = quote_spanned!(ty.span()=> pub);
        // A crate may `forbid(missing_docs)`, so it cannot be allowed here.
        let doc = doc_text(attrs).is_empty();
        let doc = doc.then(|| format!("The response field `{}`.", field.unraw()));
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
        #open
        #(#struct_attrs)*
        #vis struct #ident #fields
    }
}

fn non_exhaustive() -> TokenStream {
    quote!(#[non_exhaustive])
}

fn derive(krate: &Path, ident: &Ident) -> TokenStream {
    let private = names::private(krate);
    let serde = quote!(#private::serde).to_string().replace(' ', "");
    let serde = syn::LitStr::new(&serde, ident.span());
    quote!(#[derive(#private::serde::Deserialize)] #[serde(crate = #serde)])
}

/// Lints that the user allows or expects on the item are allowed in generated code.
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

fn variants(responses: &[Response]) -> impl Iterator<Item = TokenStream> {
    responses.iter().map(|response| {
        let Response { variant, ty, .. } = response;
        let media_type = response.media_type.as_ref();
        let media_type = media_type.map(|media_type| format!(" with `{media_type}`"));
        let statuses = statuses_text(&response.statuses) + &media_type.unwrap_or_default();
        let doc = match response.doc.as_str() {
            "" => format!("Status {statuses}."),
            doc => format!("Status {statuses}: {doc}"),
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

fn output_items(
    item: &DeriveInput,
    name: &Ident,
    generics: &Generics,
    responses: &[Response],
    open: Option<&TokenStream>,
) -> TokenStream {
    let doc = format!("The output of [`{}`].", item.ident);
    enum_items(
        item,
        name,
        generics,
        responses,
        &quote!(#[doc = #doc] #open),
    )
}

fn error_items(
    item: &DeriveInput,
    name: &Ident,
    generics: &Generics,
    responses: &[Response],
) -> TokenStream {
    let doc = format!("The declared error responses of [`{}`].", item.ident);
    let open = non_exhaustive();
    let attrs = quote!(#[doc = #doc] #open);
    enum_items(item, name, generics, responses, &attrs)
}

/// An enum with a variant for each response.
fn enum_items(
    item: &DeriveInput,
    name: &Ident,
    generics: &Generics,
    responses: &[Response],
    attrs: &TokenStream,
) -> TokenStream {
    let mut outer = cfgs(&item.attrs);
    outer.extend(allows(item));
    let (vis, where_clause) = (&item.vis, &generics.where_clause);
    let variants = braces(variants(responses));
    quote! {
        #(#outer)*
        #attrs
        #[derive(::core::fmt::Debug)]
        #vis enum #name #generics #where_clause #variants
    }
}

/// `is_not_found()` and `as_not_found()`, which belong in a [`block`](names::block).
pub(crate) fn accessors(
    name: &Ident,
    generics: &Generics,
    responses: &[Response],
    vis: &Visibility,
    allows: impl Iterator<Item = Attribute>,
) -> TokenStream {
    let otherwise = (responses.len() > 1).then(|| quote!(_ => __None,));
    let methods = responses.iter().map(|response| {
        let Response { variant, ty, .. } = response;
        let snake = snake_case(&variant.unraw().to_string());
        let span = variant.span();
        let is = format_ident!("is_{snake}", span = span);
        let get = format_ident!("as_{snake}", span = span);
        let is_doc = format!("Whether it is `{variant}`.");
        let get_doc = format!("The content of `{variant}`, if it is that variant.");
        quote! {
            #[doc = #is_doc]
            #[must_use]
            #vis const fn #is(&self) -> __bool {
                self.#get().is_some()
            }

            #[doc = #get_doc]
            #[must_use]
            #vis const fn #get(&self) -> __private::Option<&#ty> {
                match self {
                    Self::#variant(__content) => __Some(__content),
                    #otherwise
                }
            }
        }
    });
    let methods = braces(methods.chain(shared::accessors(responses, vis)));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #(#allows)*
        #[allow(dead_code)]
        impl #impl_generics #name #ty_generics #where_clause #methods
    }
}
