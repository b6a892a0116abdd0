//! The first two arguments: the method and the path.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::ParseStream;
use syn::{Ident, LitStr};

use super::tokens::{is_key, is_token};
use super::{METHODS, Method, is_method, is_string};
use crate::diag::Errors;
use crate::suggest;

/// A method that is not separated from its path, or not a single word: `GET "/a"`, `GET("/a")`, `"GET /a"`, `Method::GET`.
pub(super) fn method_and_path(
    chunk: &TokenStream,
    errors: &Errors,
) -> Option<(TokenStream, Option<TokenStream>)> {
    let mut tokens = chunk.clone().into_iter();
    let first = tokens.next()?;
    let second = tokens.next();
    match (&first, &second) {
        (word, Some(path)) if is_string(path) && is_method(&word.to_token_stream()) => {
            let word = word.to_string();
            if is_key(&word) {
                return None;
            }
            let method = known_method(&word).map_or(first.clone(), |upper| {
                TokenTree::Ident(Ident::new(&upper, first.span()))
            });
            errors.at(
                path,
                format!("a comma is missing after the method\nhelp: write `{method}, {path}`"),
            );
            let path = [path.clone()].into_iter().chain(tokens).collect();
            Some((method.into(), Some(path)))
        }
        (TokenTree::Ident(word), Some(TokenTree::Group(group))) => {
            let method = Ident::new(&known_method(&word.to_string())?, word.span());
            let path = group.stream();
            errors.at(
                group,
                format!("the path is a separate argument\nhelp: write `{method}, {path}`"),
            );
            Some((quote!(#method), Some(path)))
        }
        (TokenTree::Ident(word), Some(TokenTree::Punct(_)))
            if known_method(&word.to_string()).is_some()
                && tokens.clone().any(|it| is_string(&it)) =>
        {
            let path = tokens.clone().find(is_string)?;
            let method = Ident::new(&known_method(&word.to_string())?, word.span());
            errors.at(
                &second,
                format!("a comma is missing after the method\nhelp: write `{method}, {path}`"),
            );
            let rest = tokens.skip_while(|token| !is_string(token)).collect();
            Some((quote!(#method), Some(rest)))
        }
        (TokenTree::Ident(_), Some(TokenTree::Punct(colon))) if colon.as_char() == ':' => {
            let last = tokens.last()?;
            let method = Ident::new(&known_method(&last.to_string())?, last.span());
            errors.at(
                chunk,
                format!("the method is a single word\nhelp: write `{method}`"),
            );
            Some((quote!(#method), None))
        }
        (TokenTree::Literal(_), None) => both_in_one(chunk, errors),
        _ => None,
    }
}

/// `"GET /a"`
fn both_in_one(chunk: &TokenStream, errors: &Errors) -> Option<(TokenStream, Option<TokenStream>)> {
    let literal: LitStr = syn::parse2(chunk.clone()).ok()?;
    let text = literal.value();
    let (method, path) = text.trim_end().split_once(' ')?;
    let method = Ident::new(&known_method(method)?, literal.span());
    let path = LitStr::new(path.trim(), literal.span());
    errors.at(
        &literal,
        format!(
            "the method and the path are two arguments\nhelp: write `{method}, {}`",
            path.token()
        ),
    );
    Some((quote!(#method), Some(quote!(#path))))
}

/// The method with this name, in any case.
pub(super) fn known_method(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    METHODS.contains(&upper.as_str()).then_some(upper)
}

/// `"/a" 200 => Link` has lost a comma; `"/a" + B` is a path that the macro cannot evaluate.
pub(super) fn path_and_rest(chunk: TokenStream, errors: &Errors) -> Vec<TokenStream> {
    let mut tokens = chunk.clone().into_iter();
    let (Some(path), Some(next)) = (tokens.next(), tokens.next()) else {
        return vec![chunk];
    };
    if !is_string(&path) || next.to_string() == "=" {
        return vec![chunk];
    }
    let begins_argument = match &next {
        TokenTree::Ident(_) => true,
        TokenTree::Literal(_) => !is_string(&next),
        TokenTree::Punct(punct) => "#;".contains(punct.as_char()),
        TokenTree::Group(_) => false,
    };
    let is_semicolon = next.to_string() == ";";
    let rest: TokenStream = [next.clone()].into_iter().chain(tokens).collect();
    if begins_argument {
        errors.at(
            next,
            "unexpected after the path\nhelp: separate arguments with `,`",
        );
        let rest = rest.into_iter().skip(usize::from(is_semicolon)).collect();
        return vec![path.into(), rest];
    }
    errors.at(
        rest,
        "unexpected after the path\nhelp: write the path in one string, with `<name>` for what varies",
    );
    Vec::new()
}

pub(super) fn method(input: ParseStream<'_>) -> syn::Result<Method> {
    if let Some(literal) = input.parse::<Option<LitStr>>()? {
        let name = literal.value();
        if let Some(upper) = known_method(name.trim()).filter(|upper| *upper != name) {
            let message = format!(
                "`{name}` is not `{upper}`: methods are case-sensitive (RFC 9110, section 9.1)\nhelp: write `{upper}`"
            );
            return Err(syn::Error::new_spanned(literal, message));
        }
        if !is_token(&name) {
            let message = format!(
                "`{name}` is not a method: RFC 9110 allows letters, digits and !#$%&'*+-.^_`|~"
            );
            return Err(syn::Error::new_spanned(literal, message));
        }
        return Ok(Method {
            name,
            token: quote!(#literal),
        });
    }
    let word: Ident = input.parse()?;
    let name = word.to_string();
    if METHODS.contains(&name.as_str()) {
        return Ok(Method {
            name,
            token: quote!(#word),
        });
    }
    let upper = name.to_ascii_uppercase();
    let message = if METHODS.contains(&upper.as_str()) {
        format!("unknown method `{name}`\nhelp: write `{upper}`")
    } else if let Some(near) = suggest::nearest(&name, METHODS) {
        format!(
            "unknown method `{name}`; did you mean `{near}`?\nhelp: write a custom method as a string: \"{upper}\""
        )
    } else {
        let methods = suggest::list(METHODS);
        format!(
            "unknown method `{name}`, expected one of {methods}\nhelp: write a custom method as a string: \"{upper}\""
        )
    };
    Err(syn::Error::new_spanned(word, message))
}
