//! `#[api(…)] mod`: options for every endpoint inside, and the list of them.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, DeriveInput, Ident, Visibility, token};

use crate::diag::{Errors, to_compile_errors};
use crate::names;
use crate::parse::fields::cfgs;
use crate::parse::options::{self, Options};

/// An endpoint of the module, as the list names it.
struct Listed {
    cfgs: Vec<Attribute>,
    /// The path from the module to the struct.
    path: TokenStream,
    /// The constant with its metadata, where the struct has type parameters.
    meta: Option<TokenStream>,
}

/// The modules around an endpoint, from the one with the attribute on.
#[derive(Default)]
struct Outer {
    /// The path to the endpoint.
    prefix: TokenStream,
    /// The conditions under which they are there.
    cfgs: Vec<Attribute>,
    /// Whether one of them is private to another: the list cannot name what is inside.
    is_hidden: bool,
}

impl Outer {
    /// Whether the list sees what has this visibility inside of these modules.
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
        let message = "expected `mod`\nnote: #[api] gives its options to the endpoints of a module";
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
    let mut listed = Vec::new();
    let content = walk(content.stream(), args, &Outer::default(), &mut listed);
    let krate = options
        .krate
        .as_ref()
        .map_or_else(names::default_crate, |given| given.value.clone());
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
            #content

            /// The metadata of every endpoint in this module, in the order of their declarations.
            #[allow(deprecated)]
            pub const ENDPOINTS: &[&#krate::meta::EndpointMeta] = &[#(#metas),*];
        }
    })
}

/// Copies the tokens of a module, and gives the options to each `#[endpoint(…)]` on the way. Modules inside are walked too.
fn walk(
    tokens: TokenStream,
    args: &TokenStream,
    outer: &Outer,
    listed: &mut Vec<Listed>,
) -> TokenStream {
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
    // Copying token by token cannot fail; if it did, the module would be left as it is.
    copy.parse2(tokens.clone()).unwrap_or(tokens)
}

/// A struct with `#[endpoint(…)]`, where one comes next.
fn endpoint(
    input: ParseStream<'_>,
    args: &TokenStream,
    outer: &Outer,
    listed: &mut Vec<Listed>,
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

    let ident = item.ident.clone();
    let is_generic = item.generics.type_params().next().is_some()
        || item.generics.const_params().next().is_some();
    let meta = is_generic.then(|| format_ident!("__CALLPOINT_META_{ident}"));
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
    let defaults = (!own.is_empty()).then(|| quote!(#comma __defaults(#args) #meta_option));
    if let syn::Meta::List(list) = &mut attr.meta {
        list.tokens = quote!(#own #defaults);
    }
    let prefix = &outer.prefix;
    if outer.shows(&item.vis) {
        let lifetimes = item.generics.lifetimes().map(|_| quote!('static));
        let lifetimes =
            (item.generics.lifetimes().next().is_some()).then(|| quote!(<#(#lifetimes),*>));
        listed.push(Listed {
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

/// A module inside, with its attributes: what is not there must not be listed.
fn inner_module(
    input: ParseStream<'_>,
    args: &TokenStream,
    outer: &Outer,
    listed: &mut Vec<Listed>,
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
    };
    let content = walk(content.stream(), args, &inner, listed);
    Some(quote!(#(#attrs)* #vis #keyword #name { #content }))
}
