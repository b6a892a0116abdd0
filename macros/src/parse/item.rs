//! The item under the attribute.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, DeriveInput, Field, Token, Visibility};

use super::{recover, split};
use crate::check::NOT_A_STRUCT;
use crate::diag::Errors;
use crate::names;

/// The struct, without the fields that are not written to their end: rustc's own parser reports those, and goes on.
pub(crate) fn item(
    tokens: &TokenStream,
    args: &TokenStream,
    errors: &Errors,
) -> Option<DeriveInput> {
    let error = match syn::parse2(tokens.clone()) {
        Ok(item) => return Some(item),
        Err(error) => error,
    };
    let half = half_written(tokens, args);
    if half.as_ref().is_none_or(|half| !half.is_known_to_rustc) {
        errors.push(what_it_is(tokens).unwrap_or(error));
    }
    half.map(|half| half.item)
}

/// A function, a trait, a module: says what is expected instead of the parser's list of keywords.
fn what_it_is(tokens: &TokenStream) -> Option<syn::Error> {
    let words = [
        "fn", "async", "trait", "mod", "impl", "const", "static", "type", "use",
    ];
    let find = |words: &[&str]| {
        let mut tokens = tokens.clone().into_iter();
        tokens.find(|token| words.contains(&token.to_string().as_str()))
    };
    let keyword = find(&words).filter(|_| find(&["struct"]).is_none())?;
    Some(syn::Error::new_spanned(keyword, NOT_A_STRUCT))
}

struct HalfWritten {
    item: DeriveInput,
    /// Whether no Rust compiler accepts it: then there is a message already.
    is_known_to_rustc: bool,
}

fn half_written(tokens: &TokenStream, args: &TokenStream) -> Option<HalfWritten> {
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let TokenTree::Group(braces) = tokens.pop()? else {
        return None;
    };
    if braces.delimiter() != Delimiter::Brace {
        return None;
    }
    let mut is_known_to_rustc = true;
    let mut fields = Vec::new();
    for piece in recover::pieces(braces.stream()) {
        let piece: Vec<TokenTree> = piece.into_iter().collect();
        is_known_to_rustc &= take_fields(&piece, args, &mut fields);
    }
    let mut content = Group::new(Delimiter::Brace, quote!(#(#fields),*));
    content.set_span(braces.span());
    tokens.push(TokenTree::Group(content));
    let item = syn::parse2(tokens.into_iter().collect()).ok()?;
    Some(HalfWritten {
        item,
        is_known_to_rustc,
    })
}

/// Whether every Rust compiler rejects those of these fields that are no whole ones.
pub(super) fn are_known_to_rustc(fields: TokenStream) -> bool {
    recover::pieces(fields).into_iter().all(|piece| {
        let piece: Vec<TokenTree> = piece.into_iter().collect();
        take_fields(&piece, &TokenStream::new(), &mut Vec::new())
    })
}

/// The fields between two commas: several where a comma is missing, none where there is no type yet.
fn take_fields(tokens: &[TokenTree], args: &TokenStream, fields: &mut Vec<Field>) -> bool {
    let parse = |tokens: &[TokenTree]| {
        let tokens = tokens.iter().cloned().collect();
        Field::parse_named.parse2(tokens).ok()
    };
    if let Some(field) = parse(tokens) {
        fields.push(field);
        return true;
    }
    // A new field is often typed above another one, without its comma.
    let begins = |at: &usize| {
        matches!(&tokens[*at], TokenTree::Punct(hash) if hash.as_char() == '#')
            || tokens[*at].to_string() == "pub"
    };
    let next = (1..tokens.len())
        .filter(begins)
        .find_map(|at| Some((at, parse(&tokens[at..])?)));
    if let Some((at, field)) = next {
        let is_known = take_fields(&tokens[..at], args, fields);
        fields.push(field);
        return is_known;
    }
    let unfinished = |input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis: Visibility = input.parse()?;
        let name: Option<Ident> = input.parse()?;
        input.parse::<Option<Token![:]>>()?;
        let rest: TokenStream = input.parse()?;
        let is_known = rest.is_empty() || split::unclosed(&rest).is_some();
        let field = name.and_then(|name| {
            let ty = match location(args, &name)? {
                Location::Path => names::untyped(),
                Location::Query => {
                    let ty = names::untyped();
                    syn::parse_quote!(::core::option::Option<#ty>)
                }
            };
            Field::parse_named
                .parse2(quote!(#(#attrs)* #vis #name: #ty))
                .ok()
        });
        Ok((field, is_known))
    };
    let unfinished = unfinished.parse2(tokens.iter().cloned().collect());
    let (field, is_known) = unfinished.unwrap_or((None, false));
    fields.extend(field);
    is_known
}

enum Location {
    Path,
    Query,
}

/// Where the template names a field.
fn location(args: &TokenStream, name: &Ident) -> Option<Location> {
    let begin = format!("<{name}");
    args.clone().into_iter().find_map(|token| {
        let TokenTree::Literal(template) = token else {
            return None;
        };
        let template = template.to_string();
        let at = template.match_indices(&begin).find_map(|(at, _)| {
            template[at + begin.len()..]
                .starts_with(['>', '.', ':'])
                .then_some(at)
        })?;
        Some(if template[..at].contains('?') {
            Location::Query
        } else {
            Location::Path
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields with their types, and the number of our own messages.
    fn fields(text: &str) -> (String, usize) {
        let errors = Errors::new();
        let args = quote!(GET, "/a/<id>/<path..>?<page>");
        let tokens = format!("#[derive(Debug)] struct A {{ {text} }}")
            .parse()
            .unwrap();
        let item = item(&tokens, &args, &errors).unwrap();
        let syn::Data::Struct(data) = item.data else {
            panic!("{text}")
        };
        let fields = data.fields.iter().map(|field| {
            let (name, ty) = (&field.ident, &field.ty);
            quote!(#name: #ty).to_string().replace(' ', "")
        });
        (fields.collect::<Vec<_>>().join(" "), errors.finish().len())
    }

    #[test]
    fn half_written_fields() {
        let cases = [
            ("pub a: u8, pub na", "a:u8"),
            ("pub a: u8, pub na:", "a:u8"),
            ("pub na: , pub a: u8", "a:u8"),
            ("pub na pub a: u8", "a:u8"),
            ("pub na: /// Docs.\n #[query] a: u8, b: u8", "a:u8 b:u8"),
            ("pub a: u8, pub b: Vec<", "a:u8"),
            ("pub a: Map<u8, Vec<, pub b: u8", "b:u8"),
            ("pub a: u8 pub b: Map<u8, u8>", "a:u8 b:Map<u8,u8>"),
            ("pub a: u8, pub", "a:u8"),
            ("pub a: u8, #[query]", "a:u8"),
            ("pub id, pub a: u8", "id:::std::string::String a:u8"),
            ("pub path: ", "path:::std::string::String"),
            (
                "page: Vec<",
                "page:::core::option::Option<::std::string::String>",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(fields(text), (expected.to_owned(), 0), "{text}");
        }
        // Perhaps a newer compiler accepts these.
        for text in ["pub a: u8, pub b: u8 7", "pub a: u8, pub b u8"] {
            assert_eq!(fields(text), ("a:u8".to_owned(), 1), "{text}");
        }
    }

    #[test]
    fn no_struct() {
        for text in ["fn a() {}", "mod a {}", "struct A(u8", "struct A {} 7"] {
            let errors = Errors::new();
            let Ok(tokens) = text.parse() else { continue };
            assert!(
                item(&tokens, &TokenStream::new(), &errors).is_none(),
                "{text}"
            );
            assert_eq!(errors.finish().len(), 1, "{text}");
        }
    }
}
