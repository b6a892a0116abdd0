//! The value of `auth = …`: a scheme, `none`, several alternatives (`|`), several together (`+`).

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Ident, Token, Type, token};

use super::tokens::{literal_as_type, unknown, written};
use crate::model::{Auth, generic_argument};
use crate::names;

/// What stands between two operators.
enum Operand {
    None(Ident),
    Scheme(Type),
}

pub(super) fn auth(input: ParseStream<'_>) -> syn::Result<Auth> {
    let mut alternatives = Vec::new();
    let mut together = Vec::new();
    let mut none: Option<Ident> = None;
    loop {
        match operand(input)? {
            Operand::Scheme(_) if none.is_some() => return Err(none_first(none, input)),
            Operand::Scheme(scheme) => together.push(scheme),
            Operand::None(word)
                if !together.is_empty() || none.is_some() || input.peek(Token![+]) =>
            {
                let message = "`none` is an alternative\nhelp: write `| none` after the schemes";
                return Err(syn::Error::new_spanned(word, message));
            }
            Operand::None(word) => none = Some(word),
        }
        if input.is_empty() {
            break;
        }
        let is_alternative = operator(input)?;
        if is_alternative && none.is_none() {
            alternatives.push(std::mem::take(&mut together));
        }
    }
    let is_optional = none.is_some();
    if alternatives.is_empty() && !is_optional && together.len() == 1 {
        return Ok(Auth::Scheme(together.swap_remove(0)));
    }
    if !together.is_empty() {
        alternatives.push(together);
    }
    if alternatives.is_empty() {
        return Ok(Auth::None);
    }
    Ok(Auth::AnyOf {
        alternatives,
        is_optional,
    })
}

/// `none` always holds, so what follows it would never be sent.
fn none_first(none: Option<Ident>, input: ParseStream<'_>) -> syn::Error {
    let _: syn::Result<TokenStream> = input.parse();
    syn::Error::new_spanned(
        none,
        "`none` always holds, so what follows it is never sent\nhelp: write `none` last",
    )
}

/// `|` or `+`; `true` for the first.
fn operator(input: ParseStream<'_>) -> syn::Result<bool> {
    let token: TokenTree = input.parse()?;
    let message = match token.to_string().as_str() {
        "+" if !input.is_empty() => return Ok(false),
        "|" if input.peek(Token![|]) => "help: write one `|` between alternatives",
        "|" if !input.is_empty() => return Ok(true),
        "|" | "+" => "help: write a scheme after it, or remove it",
        "or" => "help: write `|` between alternatives",
        "?" => "help: write `| none` for credentials that are optional",
        "and" | "&" => "help: write `+` between schemes that are sent together",
        _ => "help: separate arguments with `,`",
    };
    let _: TokenStream = input.parse()?;
    let message = format!("unexpected after the value\n{message}");
    Err(syn::Error::new_spanned(token, message))
}

fn operand(input: ParseStream<'_>) -> syn::Result<Operand> {
    if input.peek(Ident) && !input.peek2(Token![::]) {
        let ahead = input.fork();
        let word: Ident = ahead.parse()?;
        if word == "none" {
            return Ok(Operand::None(input.parse()?));
        }
        if word == "None" && (ahead.is_empty() || ahead.peek(Token![|])) {
            return Err(syn::Error::new_spanned(
                word,
                "`None` is not a scheme\nhelp: write `none`",
            ));
        }
    }
    if input.peek(token::Paren) {
        grouped(input)?;
    }
    if input.peek(token::Bracket) {
        let list: TokenTree = input.parse()?;
        let _: TokenStream = input.parse()?;
        let message =
            "schemes are no list\nhelp: write `A | B` for one of them, or `A + B` for all";
        return Err(syn::Error::new_spanned(list, message));
    }
    literal_as_type(input)?;
    // `A + B` would be one type, of a trait object.
    let scheme = input.call(Type::without_plus)?;
    if let Some(meant) = names::meant_scheme(&scheme) {
        return Err(unknown("scheme", &scheme, meant));
    }
    if let Some((name, inner)) = generic_argument(&scheme)
        && name == "Option"
    {
        let inner = names::type_name(inner);
        let message = format!("`Option` is not a scheme\nhelp: write `{inner} | none`");
        return Err(syn::Error::new_spanned(scheme, message));
    }
    if input.peek(token::Paren) || input.peek(token::Brace) {
        let values: TokenTree = input.parse()?;
        if names::is_word(&scheme, "optional") {
            let _: TokenStream = input.parse()?;
            let inner = written(values.to_token_stream());
            let inner = inner.trim_matches(['(', ')']);
            let message = format!("`optional` is not a scheme\nhelp: write `{inner} | none`");
            return Err(syn::Error::new_spanned(scheme, message));
        }
        let scheme = written(scheme.to_token_stream());
        // `Bearer::new(…)`
        let scheme = scheme
            .rsplit_once("::")
            .filter(|(_, last)| last.starts_with(|c: char| c.is_lowercase()))
            .map_or(scheme.as_str(), |(scheme, _)| scheme);
        let message =
            format!("credentials belong in the client's builder\nhelp: write `auth = {scheme}`");
        return Err(syn::Error::new_spanned(values, message));
    }
    Ok(Operand::Scheme(scheme))
}

/// Alternatives have no parentheses: each is written out, as documents do.
fn grouped(input: ParseStream<'_>) -> syn::Result<()> {
    let ahead = input.fork();
    let group: TokenTree = ahead.parse()?;
    let TokenTree::Group(inner) = &group else {
        return Ok(());
    };
    let has_operator = inner.stream().into_iter().any(
        |token| matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), '|' | '+')),
    );
    if !has_operator {
        return Ok(());
    }
    let _: TokenStream = input.parse()?;
    let message = "alternatives have no parentheses; `+` comes before `|`\nhelp: write each alternative out: `A + C | B + C`";
    Err(syn::Error::new_spanned(group, message))
}
