//! A type under a derive that is not written to its end.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Expr, Field, FieldsNamed, Token, Variant, Visibility, token};

use super::{item, recover, split};

/// The attributes, the name and the parameters, as a struct without fields; and whether every Rust compiler rejects what is behind them: then there is a
/// message already.
pub(crate) fn head(tokens: &TokenStream) -> Option<(DeriveInput, bool)> {
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_keyword = |token: &TokenTree| {
        ["struct", "enum", "union"]
            .iter()
            .any(|word| token.to_string() == *word)
    };
    let keyword = tokens.iter().position(is_keyword)?;
    let is_enum = tokens[keyword].to_string() == "enum";
    let body = tokens.iter().rposition(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() != Delimiter::Bracket),
    );
    let TokenTree::Group(body) = tokens.remove(body.filter(|body| *body > keyword)?) else {
        return None;
    };
    let is_known = match body.delimiter() {
        Delimiter::Brace if is_enum => are_half_written_variants(&body.stream()),
        Delimiter::Brace => {
            syn::parse2::<FieldsNamed>(TokenTree::Group(body.clone()).into()).is_err()
                && item::are_known_to_rustc(body.stream())
        }
        _ => are_half_written_types(&body.stream()),
    };
    tokens[keyword] = Ident::new("struct", tokens[keyword].span()).into();
    if tokens.last().is_none_or(|last| last.to_string() != ";") {
        tokens.extend(quote!(;));
    }
    let head = syn::parse2(tokens.into_iter().collect()).ok()?;
    Some((head, is_known))
}

/// The types of a tuple.
fn are_half_written_types(tokens: &TokenStream) -> bool {
    let parser = Punctuated::<Field, Token![,]>::parse_terminated_with;
    let whole = |input: ParseStream<'_>| parser(input, Field::parse_unnamed);
    let unfinished = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let rest: TokenStream = input.parse()?;
        Ok(rest.is_empty() || split::unclosed(&rest).is_some())
    };
    let is_known = |piece: TokenStream| {
        Field::parse_unnamed.parse2(piece.clone()).is_ok()
            || unfinished.parse2(piece).unwrap_or_default()
    };
    whole.parse2(tokens.clone()).is_err()
        && recover::pieces(tokens.clone()).into_iter().all(is_known)
}

fn are_half_written_variants(tokens: &TokenStream) -> bool {
    let whole = Punctuated::<Variant, Token![,]>::parse_terminated;
    let is_known = |piece: TokenStream| half_written_variants.parse2(piece).is_ok();
    whole.parse2(tokens.clone()).is_err()
        && recover::pieces(tokens.clone()).into_iter().all(is_known)
}

/// The variants between two commas, several where a comma is missing.
fn half_written_variants(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        let attrs = input.call(Attribute::parse_outer)?;
        if input.is_empty() && !attrs.is_empty() {
            break;
        }
        let name: Ident = input.parse()?;
        let content;
        let is_known = if input.peek(token::Brace) {
            syn::braced!(content in input);
            item::are_known_to_rustc(content.parse()?)
        } else if input.peek(token::Paren) {
            syn::parenthesized!(content in input);
            let types: TokenStream = content.parse()?;
            let parser = Punctuated::<Field, Token![,]>::parse_terminated_with;
            let whole = |input: ParseStream<'_>| parser(input, Field::parse_unnamed);
            whole.parse2(types.clone()).is_ok() || are_half_written_types(&types)
        } else {
            true
        };
        if !is_known {
            return Err(syn::Error::new(name.span(), "perhaps of a newer compiler"));
        }
        if input.parse::<Option<Token![=]>>()?.is_some() && !input.is_empty() {
            input.parse::<Expr>()?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_behind_the_head() {
        let cases = [
            ("pub struct A<T> { pub a: u8, pub na }", true),
            ("struct A { na: }", true),
            ("struct A where u8: Copy { a: Vec<, b: u8 }", true),
            ("struct A(u8, pub);", true),
            ("struct A<T>(Vec<) where T: Copy;", true),
            ("enum A { B { at }, C }", true),
            ("enum A { B { at: }, C }", true),
            ("enum A { B() C { a: u8 }, D }", true),
            ("enum A { B(Vec<), #[serde(default)] }", true),
            ("enum A { B = , C(u8) }", true),
            // Perhaps a newer compiler accepts these.
            ("struct A { a: u8 7 }", false),
            ("struct A(u8 7);", false),
            ("enum A { B(u8 7) }", false),
            ("enum A { B { a: u8 7 } }", false),
            ("enum A { B: u8 }", false),
        ];
        for (text, expected) in cases {
            let tokens: TokenStream = text.parse().unwrap();
            assert!(
                syn::parse2::<DeriveInput>(tokens.clone()).is_err(),
                "{text}"
            );
            let (head, is_known) = head(&tokens).expect(text);
            assert_eq!(is_known, expected, "{text}");
            assert_eq!(head.ident, "A", "{text}");
            let has_parameter = text.contains("A<T>");
            assert_eq!(!head.generics.params.is_empty(), has_parameter, "{text}");
        }
        for text in ["fn a() {}", "struct {}", "struct A<T { a: u8 }", "pub"] {
            assert!(head(&text.parse().unwrap()).is_none(), "{text}");
        }
    }
}
