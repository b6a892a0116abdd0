//! `#[api(…)] mod`: options for every endpoint inside, and the list of them.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, DeriveInput, Ident, Visibility, token};

use crate::attrs::cfgs;
use crate::check;
use crate::diag::{Errors, to_compile_errors};
use crate::editor;
use crate::host;
use crate::names;
use crate::parse::arms;
use crate::parse::options::{self, Options};

/// An endpoint of the module, as it appears in `ENDPOINTS`.
struct Listed {
    cfgs: Vec<Attribute>,
    /// The path from the module to the struct.
    path: TokenStream,
    /// The constant that holds its metadata, if the struct has type parameters.
    meta: Option<TokenStream>,
}

/// What was found in the module so far.
#[derive(Default)]
struct Found {
    endpoints: Vec<Listed>,
    /// The inline structs, by the path to their module, with the endpoint that declares them.
    inline: Vec<(String, Ident, Ident)>,
    mistakes: Vec<syn::Error>,
}

impl Found {
    /// The inline structs of an endpoint that one before it in the same module declares too.
    fn declared_before(
        &mut self,
        outer: &Outer,
        item: &DeriveInput,
        args: TokenStream,
    ) -> Vec<Ident> {
        // Of endpoints with a `cfg` perhaps only one exists.
        if !cfgs(&item.attrs).is_empty() {
            return Vec::new();
        }
        let module = outer.prefix.to_string();
        let (twice, once): (Vec<_>, Vec<_>) = arms::declared(args).into_iter().partition(|name| {
            self.inline.iter().any(|(known_module, known, _)| {
                *known_module == module && names::is_same(known, name)
            })
        });
        for name in &twice {
            let first = self.inline.iter().find(|(known_module, known, _)| {
                *known_module == module && names::is_same(known, name)
            });
            let first = first
                .map(|(.., endpoint)| endpoint.to_string())
                .unwrap_or_default();
            self.mistakes.push(syn::Error::new_spanned(
                name,
                format!("`{name}` is also declared by `{first}`\nhelp: write only its name here, `{name}`, or another name for another type"),
            ));
        }
        self.inline.extend(
            once.into_iter()
                .map(|name| (module.clone(), name, item.ident.clone())),
        );
        twice
    }
}

/// The modules around an endpoint, starting with the one that has the attribute.
#[derive(Default)]
struct Outer {
    /// The path to the endpoint.
    prefix: TokenStream,
    /// Their `cfg` attributes.
    cfgs: Vec<Attribute>,
    /// Whether one of them is private to another, so that the list cannot name what is inside.
    is_hidden: bool,
    /// What the names of our constants begin with, and nothing else in the module.
    constants: String,
}

impl Outer {
    fn in_module(content: &TokenStream) -> Self {
        let text = content.to_string();
        let mut constants = "__CALLPOINT_META_".to_owned();
        while text.contains(&constants) {
            constants.push('_');
        }
        Self {
            constants,
            ..Self::default()
        }
    }

    /// Whether the list can name an item of this visibility inside these modules.
    fn shows(&self, vis: &Visibility) -> bool {
        let is_private = match vis {
            Visibility::Inherited => true,
            Visibility::Restricted(vis) => vis.path.is_ident("self"),
            Visibility::Public(_) => false,
        };
        self.prefix.is_empty() || !(is_private || self.is_hidden)
    }
}

pub(crate) fn run(args: &TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let (options, _) = options::parse_api(args.clone(), &errors);
    if let Some(given) = &options.auth {
        check::auth::check(&given.value, &errors);
    }
    let expanded = (|input: ParseStream<'_>| module(input, args, &options)).parse2(item.clone());
    let expanded = errors.keep(expanded);
    let errors = to_compile_errors(&errors.finish());
    let item = expanded.unwrap_or(item);
    quote!(#item #errors)
}

fn module(
    input: ParseStream<'_>,
    args: &TokenStream,
    options: &Options,
) -> syn::Result<TokenStream> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    if !input.peek(syn::Token![mod]) {
        let token: TokenTree = input.parse()?;
        let _: TokenStream = input.parse()?;
        let message = "expected `mod`\nnote: #[api] sets options for the endpoints of a module";
        return Err(syn::Error::new_spanned(token, message));
    }
    let keyword: syn::Token![mod] = input.parse()?;
    let name: Ident = input.parse()?;
    if !input.peek(token::Brace) {
        let _: TokenStream = input.parse()?;
        let message = format!(
            "`mod {name};` is in another file, which a macro cannot see\nhelp: write `mod {name} {{ … }}`"
        );
        return Err(syn::Error::new_spanned(name, message));
    }
    let content: Group = input.parse()?;
    let mut listed = Found::default();
    let outer = Outer::in_module(&content.stream());
    let content = walk(content.stream(), args, &outer, &mut listed);
    let mistakes = to_compile_errors(&listed.mistakes);
    let listed = listed.endpoints;
    let krate = options
        .krate
        .as_ref()
        .map_or_else(names::default_crate, |given| given.value.clone());
    let editor = host::is_editor().then(|| editor::of_api(args, options, &krate));
    let metas = listed.iter().map(|Listed { cfgs, path, meta }| {
        let meta = meta.as_ref().map_or_else(
            || quote!(<#path as #krate::Endpoint>::META),
            ToTokens::to_token_stream,
        );
        quote!(#(#cfgs)* #meta)
    });
    Ok(quote! {
        #(#attrs)*
        #vis #keyword #name {
            #editor
            #content
            #mistakes

            /// The metadata of every endpoint in this module, in the order of their declarations.
            #[allow(deprecated)]
            pub const ENDPOINTS: &[&#krate::meta::EndpointMeta] = &[#(#metas),*];
        }
    })
}

/// Copies the tokens of a module and adds the options to each `#[endpoint(…)]`, in nested modules too.
fn walk(tokens: TokenStream, args: &TokenStream, outer: &Outer, listed: &mut Found) -> TokenStream {
    let copy = |input: ParseStream<'_>| {
        let mut output = TokenStream::new();
        while !input.is_empty() {
            if let Some(item) = endpoint(input, args, outer, listed) {
                output.extend(item);
            } else if let Some(module) = inner_module(input, args, outer, listed) {
                output.extend(module);
            } else {
                output.extend([input.parse::<TokenTree>()?]);
            }
        }
        Ok(output)
    };
    // Copying token by token cannot fail; if it did, the module would stay unchanged.
    copy.parse2(tokens.clone()).unwrap_or(tokens)
}

/// Parses a struct with `#[endpoint(…)]`, if one comes next.
fn endpoint(
    input: ParseStream<'_>,
    args: &TokenStream,
    outer: &Outer,
    listed: &mut Found,
) -> Option<TokenStream> {
    if !input.peek(syn::Token![#]) {
        return None;
    }
    let ahead = input.fork();
    let mut item: DeriveInput = ahead.parse().ok()?;
    let is_endpoint = |attr: &Attribute| {
        attr.path()
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "endpoint")
    };
    let position = item.attrs.iter().position(is_endpoint)?;
    syn::parse::discouraged::Speculative::advance_to(input, &ahead);

    let declared = match &item.attrs[position].meta {
        syn::Meta::List(list) => listed.declared_before(outer, &item, list.tokens.clone()),
        syn::Meta::Path(_) | syn::Meta::NameValue(_) => Vec::new(),
    };
    let declared = (!declared.is_empty()).then(|| quote!(, __declared(#(#declared)*)));
    let ident = item.ident.clone();
    let is_generic = item.generics.type_params().next().is_some()
        || item.generics.const_params().next().is_some();
    let meta = is_generic.then(|| format_ident!("{}{}", outer.constants, ident.unraw()));
    let attr = &mut item.attrs[position];
    let own = match &attr.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        syn::Meta::Path(_) | syn::Meta::NameValue(_) => TokenStream::new(),
    };
    let meta_option = meta.as_ref().map(|meta| quote!(, __meta = #meta));
    // A comma after the last argument is allowed, two are not.
    let comma = match own.clone().into_iter().last() {
        Some(TokenTree::Punct(last)) if last.as_char() == ',' => None,
        _ => Some(quote!(,)),
    };
    let defaults =
        (!own.is_empty()).then(|| quote!(#comma __defaults(#args) #meta_option #declared));
    if let syn::Meta::List(list) = &mut attr.meta {
        list.tokens = quote!(#own #defaults);
    }
    let prefix = &outer.prefix;
    if outer.shows(&item.vis) {
        let lifetimes = item.generics.lifetimes().map(|_| quote!('static));
        let lifetimes =
            (item.generics.lifetimes().next().is_some()).then(|| quote!(<#(#lifetimes),*>));
        listed.endpoints.push(Listed {
            cfgs: outer
                .cfgs
                .iter()
                .cloned()
                .chain(cfgs(&item.attrs))
                .collect(),
            path: quote!(#prefix #ident #lifetimes),
            meta: meta.map(|meta| quote!(#prefix #meta)),
        });
    }
    Some(quote!(#item))
}

/// Parses a nested module with its attributes, whose `cfg` also applies to what is listed.
fn inner_module(
    input: ParseStream<'_>,
    args: &TokenStream,
    outer: &Outer,
    listed: &mut Found,
) -> Option<TokenStream> {
    let ahead = input.fork();
    let attrs = ahead.call(Attribute::parse_outer).ok()?;
    let vis: Visibility = ahead.parse().ok()?;
    let keyword: syn::Token![mod] = ahead.parse().ok()?;
    let name: Ident = ahead.parse().ok()?;
    let content: Group = ahead
        .parse()
        .ok()
        .filter(|group: &Group| group.delimiter() == Delimiter::Brace)?;
    syn::parse::discouraged::Speculative::advance_to(input, &ahead);
    let prefix = &outer.prefix;
    let inner = Outer {
        prefix: quote!(#prefix #name ::),
        cfgs: outer.cfgs.iter().cloned().chain(cfgs(&attrs)).collect(),
        is_hidden: !outer.shows(&vis),
        constants: outer.constants.clone(),
    };
    let content = walk(content.stream(), args, &inner, listed);
    Some(quote!(#(#attrs)* #vis #keyword #name { #content }))
}
