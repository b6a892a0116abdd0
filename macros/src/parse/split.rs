//! Separates arguments at their commas before any of them is read.

use proc_macro2::{TokenStream, TokenTree};

/// The pieces between the commas, except those between angle brackets: in `200 => Map<u8, u8>` the comma belongs to the type.
pub(crate) fn at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut chunks = Vec::new();
    let mut chunk = Vec::new();
    let mut depth = 0_usize;
    let mut previous = ' ';
    for token in tokens {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match punct {
            '<' => depth += 1,
            // The `>` of `=>` and `->` closes nothing.
            '>' if previous != '=' && previous != '-' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                chunks.push(chunk.drain(..).collect());
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
    chunks.retain(|chunk: &TokenStream| !chunk.is_empty());
    chunks
}
