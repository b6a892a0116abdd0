//! `new`, the setters and `call`. A declaration with mistakes gets them too, so that code that uses it still compiles.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, DeriveInput, Generics, Ident, Path, Type, Visibility};

use super::{generics, types};
use crate::attrs::{cfgs, doc_text};
use crate::host;
use crate::model::{Endpoint, Presence, StructDef, optional_type, presence};
use crate::names::{self, braces, peeled};

/// The input for the methods.
pub(crate) struct Source<'a> {
    pub(crate) item: &'a DeriveInput,
    pub(crate) krate: &'a Path,
    pub(crate) fields: Vec<SourceField<'a>>,
    /// The credentials that are required, the output and the error: the page of `call` names them.
    pub(crate) auth: TokenStream,
    pub(crate) output: TokenStream,
    pub(crate) error: TokenStream,
    /// The generics of the `Endpoint` implementation; the methods need them if the struct has type parameters.
    pub(crate) generics: syn::Generics,
    /// The struct with the required fields that `new` takes, if it takes one.
    pub(crate) required: Option<&'a Ident>,
}

/// A field of the struct.
pub(crate) struct SourceField<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) doc: String,
}

impl<'a> From<&'a Endpoint> for Source<'a> {
    fn from(endpoint: &'a Endpoint) -> Self {
        let fields = endpoint.fields.iter().map(|field| SourceField {
            ident: &field.ident,
            ty: &field.ty,
            cfgs: field.cfgs.clone(),
            doc: field.doc.clone(),
        });
        Self {
            item: &endpoint.item,
            krate: &endpoint.krate,
            fields: fields.collect(),
            auth: types::required_auth(endpoint),
            output: types::output_type(endpoint.into()),
            error: types::error_type(endpoint.into()),
            generics: generics::bounded(endpoint),
            required: endpoint.required.as_ref(),
        }
    }
}

/// ```text
/// impl UpdateLink {
///     pub fn new(id: impl ValueFor<String>, password: impl ValueFor<String>) -> Self { … }
///     pub fn token(mut self, token: impl ValueFor<String>) -> Self { … }
///     pub fn maybe_token(mut self, token: Option<String>) -> Self { … }
/// }
/// impl UpdateLink {
///     pub fn call<A: Provides<Basic, P>, P>(&self, client: &Client<A>) -> Call<Link, UpdateLinkError> { client.call(self) }
/// }
/// ```
///
/// They stand beside the struct and not in a [`block`](names::block): rustc calls a method in there `_::<impl UpdateLink>::call`.
pub(crate) fn methods(source: Source<'_>) -> TokenStream {
    let Source {
        item,
        krate,
        fields,
        auth,
        output,
        error,
        generics: bounded,
        required,
    } = source;
    let item_cfgs = cfgs(&item.attrs);
    let (name, vis) = (&item.ident, &item.vis);
    let plain = generics::plain(&item.generics);
    let (impl_generics, _, where_clause) = plain.split_for_impl();
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let (call_generics, _, call_where) = bounded.split_for_impl();
    let owner = Owner {
        name,
        vis,
        krate,
        span: method_span(item),
        is_request: true,
    };
    let setters = fields.iter().filter_map(|field| setter(&owner, field));
    let maybes = fields
        .iter()
        .filter_map(|field| maybe_setter(&owner, field, &fields));
    let required = required.map(|required| Required {
        name: required,
        generics: required_generics(item, &fields),
    });
    let new = new_fn(&owner, &fields, required.as_ref());
    let required = required.map(|required| required.declaration(&owner, &item_cfgs, &fields));
    let methods = braces([new].into_iter().chain(setters).chain(maybes));
    let doc = format!(
        "Sends the request: see [`Client::call`]({}::Client::call).",
        path_text(krate)
    );
    let allowed = names::allowed_with(&item.generics);
    let call = Ident::new("call", method_span(item));
    let signature =
        quote!(#call_generics #name #ty_generics #call_where #auth #output #error #krate);
    let (client, proof) = (free("A", &signature), free("P", &signature));
    // The bounds on the client come from the struct, so rustc should point at it.
    let span = if host::is_editor() {
        Span::call_site()
    } else {
        name.span()
    };
    let provides = quote_spanned! {span=>
        #client: #krate::auth::Provides<#auth, #proof>,
    };
    quote! {
        #required

        #(#item_cfgs)*
        #allowed
        #[allow(non_snake_case)]
        impl #impl_generics #name #ty_generics #where_clause #methods

        #krate::__call! {
        #(#item_cfgs)*
        #allowed
        impl #call_generics #name #ty_generics #call_where {
            #[doc = #doc]
            #vis fn #call<#client, #proof>(
                &self,
                client: &#krate::Client<#client>,
            ) -> #krate::Call<#output, #error>
            where
                #provides
            {
                #krate::Client::call(client, self)
            }
        }
        }
    }
}

/// The struct that the methods are of.
struct Owner<'a> {
    name: &'a Ident,
    vis: &'a Visibility,
    krate: &'a Path,
    /// Where an editor goes from them.
    span: Span,
    /// Whether it has `call` too.
    is_request: bool,
}

impl Owner<'_> {
    /// Whether it has another method of that name. `check` reports it; two methods with one name would be a second error.
    fn has_method(&self, name: &Ident) -> bool {
        *name == "new" || (self.is_request && *name == "call")
    }
}

/// `new` and the setters of an inline struct that may grow: another crate cannot write its fields then.
pub(super) fn of_struct(
    def: &StructDef,
    vis: &Visibility,
    krate: &Path,
    item_cfgs: &[Attribute],
) -> TokenStream {
    let fields = def.fields.iter().map(|(attrs, ident, ty)| SourceField {
        ident,
        ty,
        cfgs: cfgs(attrs),
        doc: doc_text(attrs),
    });
    let fields: Vec<_> = fields.collect();
    let name = &def.ident;
    let owner = Owner {
        name,
        vis,
        krate,
        span: Span::call_site(),
        is_request: false,
    };
    let setters = fields.iter().filter_map(|field| setter(&owner, field));
    let maybes = fields
        .iter()
        .filter_map(|field| maybe_setter(&owner, field, &fields));
    let new = new_fn(&owner, &fields, None);
    let methods = braces([new].into_iter().chain(setters).chain(maybes));
    let allowed = names::allowed();
    quote! {
        #(#item_cfgs)*
        #allowed
        #[allow(dead_code, non_snake_case)]
        impl #name #methods
    }
}

/// Where an editor goes from `new` and `call`: to the `struct`, and not to its name, which has docs of its own.
fn method_span(item: &DeriveInput) -> Span {
    match &item.data {
        syn::Data::Struct(data) if host::is_editor() => data.struct_token.span,
        _ => Span::call_site(),
    }
}

/// The name of a type parameter that the signature does not name otherwise: it stands in the docs, so it has none of our prefixes.
fn free(name: &str, signature: &TokenStream) -> Ident {
    let mut free = name.to_owned();
    while names::has_ident(signature, &free) {
        free.push('_');
    }
    Ident::new(&free, Span::call_site())
}

/// A path as written in an intra-doc link.
pub(super) fn path_text(path: &Path) -> String {
    quote!(#path).to_string().replace(' ', "")
}

/// `new`. An `impl ValueFor` argument, which is an `Into`, resolves `into` to its own bound before any trait in scope, so the call needs no path.
fn new_fn(
    owner: &Owner<'_>,
    fields: &[SourceField<'_>],
    required: Option<&Required<'_>>,
) -> TokenStream {
    let Owner {
        name,
        vis,
        krate,
        span,
        ..
    } = owner;
    let doc =
        format!("Creates `{name}` from its required fields; optional fields are absent until set.");
    let mut params = Vec::new();
    let mut values = Vec::new();
    for SourceField {
        ident, ty, cfgs, ..
    } in fields
    {
        let value = match presence(ty) {
            Presence::Required if required.is_some() => Some(quote!(: required.#ident)),
            Presence::Required => {
                let (name, param) = (param_name(ident), Param { ty, krate });
                params.push(quote!(#(#cfgs)* #name: #param));
                if names::is_untyped(ty) {
                    Some(quote!(: { let _ = #name; ::std::process::abort() }))
                } else if takes_into(ty) {
                    Some(quote!(: #name.into()))
                } else {
                    (name != **ident).then(|| quote!(: #name))
                }
            }
            Presence::Optional(_) => Some(quote!(: __None)),
            Presence::Patch => Some(quote!(: #krate::__private::Patch::Absent)),
        };
        values.push(quote!(#(#cfgs)* #ident #value,));
    }
    let is_optional = |ty: &Type| matches!(presence(ty), Presence::Optional(_));
    let has_none = fields.iter().any(|field| is_optional(field.ty));
    let none = has_none.then(|| {
        quote!(
            #[allow(unused_imports)]
            use ::core::option::Option::None as __None;
        )
    });
    let values = braces(values);
    let new = Ident::new("new", *span);
    let lint = if params.is_empty() && required.is_none() {
        quote!(new_without_default)
    } else {
        quote!(too_many_arguments)
    };
    if let Some(Required { name, generics }) = required {
        let (_, generics, _) = generics.split_for_impl();
        params.push(quote!(required: #name #generics));
    }
    quote! {
        #[doc = #doc]
        #[must_use]
        #[allow(clippy::#lint)]
        #vis fn #new(#(#params),*) -> Self {
            #none
            Self #values
        }
    }
}

/// The struct with the required fields, which `new` takes instead of a parameter for each: two texts cannot change places then, and rustc says
/// which field is missing.
///
/// ```text
/// pub struct PaymentFields { pub amount: u64, pub currency: String }
/// ```
struct Required<'a> {
    name: &'a Ident,
    generics: Generics,
}

fn required_generics(item: &DeriveInput, fields: &[SourceField<'_>]) -> Generics {
    let types = fields.iter().filter(|field| field.is_required());
    generics::used_by_types(types.map(|field| field.ty), &item.generics)
}

impl Required<'_> {
    fn declaration(
        &self,
        owner: &Owner<'_>,
        item_cfgs: &[Attribute],
        fields: &[SourceField<'_>],
    ) -> TokenStream {
        let Self { name, generics } = self;
        let Owner {
            name: request, vis, ..
        } = owner;
        let doc = format!("The required fields of [`{request}`], which [`{request}::new`] takes.");
        let required = fields.iter().filter(|field| field.is_required());
        let fields = required.map(
            |SourceField {
                 ident,
                 ty,
                 cfgs,
                 doc,
             }| {
                let doc = match doc.as_str() {
                    "" => format!("The required field `{}`.", ident.unraw()),
                    doc => doc.to_owned(),
                };
                quote!(#(#cfgs)* #[doc = #doc] #vis #ident: #ty,)
            },
        );
        let fields = braces(fields);
        let where_clause = &generics.where_clause;
        quote! {
            #(#item_cfgs)*
            #[doc = #doc]
            #[allow(dead_code, missing_debug_implementations, missing_copy_implementations)]
            #vis struct #name #generics #where_clause #fields
        }
    }
}

impl SourceField<'_> {
    fn is_required(&self) -> bool {
        matches!(presence(self.ty), Presence::Required)
    }
}

fn setter(
    owner: &Owner<'_>,
    SourceField {
        ident,
        ty,
        cfgs,
        doc,
    }: &SourceField<'_>,
) -> Option<TokenStream> {
    let vis = owner.vis;
    if owner.has_method(ident) {
        return None;
    }
    let name = param_name(ident);
    let rest = match presence(ty) {
        Presence::Required => return None,
        Presence::Optional(inner) if names::is_untyped(&inner) => quote! {
            (self, _: impl ::core::marker::Sized) -> Self {
                self
            }
        },
        Presence::Optional(inner) => {
            let param = Param {
                ty: &inner,
                krate: owner.krate,
            };
            // The method of `ValueFor` has the tokens, and the code, that each setter had.
            let value = if takes_into(&inner) {
                quote!(#name.__some())
            } else {
                quote!(::core::option::Option::Some(#name))
            };
            quote! {
                (mut self, #name: #param) -> Self {
                    self.#ident = #value;
                    self
                }
            }
        }
        Presence::Patch => quote! {
            (mut self, #name: impl ::core::convert::Into<#ty>) -> Self {
                self.#ident = #name.into();
                self
            }
        },
    };
    // The field's own docs, but no example twice.
    let doc = doc.split("```").next().unwrap_or_default().trim();
    let doc = match doc {
        "" => format!("Sets `{}`.", ident.unraw()),
        doc => doc.to_owned(),
    };
    let head = quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[must_use]
        #vis fn #ident
    };
    Some([head, rest].into_iter().collect())
}

/// `maybe_token`, for a value that may be absent where it comes from. A field of that name has its own setter.
fn maybe_setter(
    owner: &Owner<'_>,
    SourceField {
        ident, ty, cfgs, ..
    }: &SourceField<'_>,
    fields: &[SourceField<'_>],
) -> Option<TokenStream> {
    if names::is_untyped(optional_type(ty)?) {
        return None;
    }
    let vis = owner.vis;
    let plain = ident.unraw();
    let method = quote::format_ident!("maybe_{plain}", span = ident.span());
    let is_taken = fields.iter().any(|other| *other.ident == method);
    if is_taken || owner.has_method(&plain) {
        return None;
    }
    let name = param_name(ident);
    let doc = format!("Sets `{plain}`, which is absent for `None`.");
    // Of the field's own type, not `Option<impl Into<…>>`: that costs rustc twice as much for each field of each endpoint, and `None` would need a
    // type. `inline`, so that it is compiled only where it is called.
    Some(quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[inline]
        #[must_use]
        #vis fn #method(mut self, #name: #ty) -> Self {
            self.#ident = #name;
            self
        }
    })
}

/// The parameter name for a field. An upper-case name could resolve to an item in scope: `Ok`, a constant, a `const` parameter.
fn param_name(ident: &Ident) -> Ident {
    if ident.to_string().starts_with(char::is_uppercase) {
        quote::format_ident!("{ident}_")
    } else {
        ident.clone()
    }
}

/// Types that are often passed in a shorter form: a `&str` for a `String`. For all others `impl ValueFor` would only make inference
/// harder: `7` is not an `impl Into<u64>`.
fn takes_into(ty: &Type) -> bool {
    let Type::Path(path) = peeled(ty) else {
        return false;
    };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    match last.ident.to_string().as_str() {
        "String" | "Cow" | "Bytes" | "PathBuf" | "Value" => true,
        "Box" | "Arc" | "Rc" => {
            let arguments = &last.arguments;
            quote!(#arguments).to_string().replace(' ', "") == "<str>"
        }
        _ => false,
    }
}

/// The type of a parameter: `impl ValueFor<…>` if it has a shorter form.
struct Param<'a> {
    ty: &'a Type,
    krate: &'a Path,
}

impl ToTokens for Param<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { ty, krate } = self;
        if names::is_untyped(ty) {
            tokens.extend(quote!(impl ::core::marker::Sized));
        } else if takes_into(ty) {
            tokens.extend(quote!(impl #krate::ValueFor<#ty>));
        } else {
            ty.to_tokens(tokens);
        }
    }
}
