//! Splits arguments at their commas before parsing them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::diag::Errors;

/// The pieces between the commas, except those between angle brackets: in `200 => Map<u8, u8>` the comma belongs to the type.
pub(crate) fn at_commas(tokens: TokenStream, errors: &Errors) -> Vec<TokenStream> {
    let mut chunks = Vec::new();
    let mut chunk = Vec::new();
    let mut depth = 0_usize;
    let mut previous = ' ';
    for token in tokens {
        let token = ungrouped(token);
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match punct {
            '<' => depth += 1,
            // The `>` of `=>` and `->` closes nothing.
            '>' if previous != '=' && previous != '-' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                if chunk.is_empty() {
                    let place = if chunks.is_empty() {
                        "before the first comma"
                    } else {
                        "between two commas"
                    };
                    errors.at(
                        &token,
                        format!("an argument is missing {place}\nhelp: remove this `,`"),
                    );
                } else {
                    chunks.push(chunk.drain(..).collect());
                }
                previous = punct;
                continue;
            }
            _ => {}
        }
        previous = punct;
        chunk.push(token);
    }
    if !chunk.is_empty() {
        chunks.push(chunk.into_iter().collect());
    }
    chunks
}

/// Joins what belongs together in spite of a comma: `200, "text/csv" => …` and `header = "X-Version", "2"`.
pub(crate) fn joined(chunks: Vec<TokenStream>, errors: &Errors) -> Vec<TokenStream> {
    let mut joined: Vec<TokenStream> = Vec::new();
    for chunk in chunks {
        let first = chunk.clone().into_iter().next();
        let is_text = |token: &TokenTree| token.to_string().starts_with('"');
        if let Some(first) = first.filter(is_text)
            && let Some(last) = joined.last_mut()
        {
            let mut before = last.clone().into_iter();
            let (one, other) = (before.next(), before.next());
            if matches!(one, Some(TokenTree::Literal(_)))
                && !one.as_ref().is_some_and(is_text)
                && other.is_none()
                && first.to_string().contains('/')
            {
                let status = last.to_string();
                errors.at(
                    &first,
                    format!(
                        "`,` between a status and its media type\nhelp: write `{status} {first}`"
                    ),
                );
                last.extend(chunk);
                continue;
            }
            if one.is_some_and(|key| key.to_string() == "header")
                && chunk.clone().into_iter().count() == 1
            {
                last.extend(chunk);
                continue;
            }
        }
        joined.push(chunk);
    }
    joined
}

/// The first `<` that no `>` closes. Before the first arrow it is a comparison, and the arrows after it belong to what it has swallowed.
pub(crate) fn unclosed(chunk: &TokenStream) -> Option<TokenTree> {
    let mut open = Vec::new();
    let (mut previous, mut has_arrow) = (' ', false);
    for token in chunk.clone() {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match punct {
            '<' => open.push(token),
            '>' if previous == '=' => {
                if !has_arrow {
                    open.clear();
                }
                has_arrow = true;
            }
            '>' if previous != '-' => drop(open.pop()),
            _ => {}
        }
        previous = punct;
    }
    open.into_iter().next()
}

pub(super) const UNCLOSED: &str = "`<` is never closed\nhelp: write `>` after the type";

/// The first such `<` between parentheses, brackets or braces.
pub(super) fn unclosed_inside(tokens: &TokenStream) -> Option<TokenTree> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Group(group) => {
            unclosed(&group.stream()).or_else(|| unclosed_inside(&group.stream()))
        }
        _ => None,
    })
}

/// A fragment of `macro_rules` comes in a group without delimiters: a single literal or word in it is unwrapped.
fn ungrouped(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &token else {
        return token;
    };
    if group.delimiter() != Delimiter::None {
        return token;
    }
    let mut content = group.stream().into_iter();
    match (content.next().map(ungrouped), content.next()) {
        (Some(only @ (TokenTree::Literal(_) | TokenTree::Ident(_))), None) => only,
        _ => token,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Group;
    use quote::{ToTokens as _, quote};

    use super::*;

    fn split(tokens: TokenStream) -> (Vec<String>, Vec<String>) {
        let errors = Errors::new();
        let chunks = at_commas(tokens, &errors);
        let mistakes = errors.finish();
        (
            chunks.iter().map(ToString::to_string).collect(),
            mistakes.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn commas() {
        let (chunks, mistakes) = split(quote!(GET, 200 => Map<u8, u8>, idempotent,));
        assert_eq!(chunks, ["GET", "200 => Map < u8 , u8 >", "idempotent"]);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        assert!(split(TokenStream::new()).0.is_empty());
        let (chunks, mistakes) = split(quote!(, GET,, "/"));
        assert_eq!(chunks, ["GET", "\"/\""]);
        assert_eq!(
            mistakes,
            [
                "an argument is missing before the first comma\nhelp: remove this `,`",
                "an argument is missing between two commas\nhelp: remove this `,`",
            ]
        );
    }

    #[test]
    fn fragments() {
        let group = |tokens| Group::new(Delimiter::None, tokens);
        let (literal, word) = (group(quote!("/")), group(quote!(GET)));
        let nested = group(literal.to_token_stream());
        let ty = group(quote!(Vec<u8>));
        let chunks = at_commas(quote!(#literal, #nested, #word, 200 => #ty), &Errors::new());
        for chunk in &chunks[..3] {
            let token = chunk.clone().into_iter().next();
            assert!(!matches!(token, Some(TokenTree::Group(_))), "{chunk}");
        }
        let last = chunks[3].clone().into_iter().last();
        assert!(matches!(last, Some(TokenTree::Group(_))));
    }
}
