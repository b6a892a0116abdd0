//! A declaration may name what the expansion names as well: a type parameter `__S`, a field `__callpoint`, a response type `__Result`.
//!
//! While it expands, such a name of the user's is a raw identifier: the same to the compiler, another one to us. Afterwards the expansion's own
//! gets a name that is in no part of the declaration. A declaration without such names, as almost every one is, passes through unchanged.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

/// What `#[api]` tells the endpoints of its module, which is no name.
const KEYS: [&str; 3] = ["__defaults", "__meta", "__declared"];

/// How many variables `__value0`, `__value1` … `core` exports; a struct with more fields imports the others where it is read.
pub(crate) const VALUES: usize = 24;

/// Expands what the user wrote without mixing its names with those of the expansion.
pub(crate) fn apart<const N: usize>(
    written: [TokenStream; N],
    expand: impl FnOnce([TokenStream; N]) -> TokenStream,
) -> TokenStream {
    // Nearly all declarations end here. One text costs less than looking at each token.
    if !(written.iter()).any(|tokens| tokens.to_string().contains("__")) {
        return expand(written);
    }
    let mut names = Names::default();
    for tokens in &written {
        names.collect(tokens);
    }
    if names.0.is_empty() {
        return expand(written);
    }
    let marked = written.map(|tokens| names.mark(tokens));
    let expanded = expand(marked);
    let mut imported = BTreeSet::new();
    used(&expanded, &mut imported);
    names.separate(expanded, &imported)
}

/// Whether a name of ours is introduced by the expansion itself. Every other one is exported by `core`, in `__private::names`.
fn is_introduced(name: &str) -> bool {
    let is_parameter = name.len() == 3 && name.ends_with(|last: char| last.is_ascii_uppercase());
    let is_value = name
        .strip_prefix("__value")
        .and_then(|number| number.parse::<usize>().ok())
        .is_some_and(|number| number >= VALUES);
    is_parameter
        || is_value
        || [
            "__Body",
            "__callpoint",
            "__call",
            "__codec",
            "__scheme",
            "__editor",
        ]
        .contains(&name)
        || name.ends_with("Slots")
        || name.ends_with("Unknown")
        || name.starts_with("__CALLPOINT_META_")
}

/// The names in the declaration that begin like ours.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn collect(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Group(group) => self.collect(&group.stream()),
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let name = name.strip_prefix("r#").unwrap_or(&name);
                    if name.starts_with("__") && !KEYS.contains(&name) {
                        self.0.insert(name.to_owned());
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    /// Makes each of these names raw.
    fn mark(&self, tokens: TokenStream) -> TokenStream {
        let mark = |token| match token {
            TokenTree::Group(group) => TokenTree::Group(with(&group, self.mark(group.stream()))),
            TokenTree::Ident(ident) if self.0.contains(&ident.to_string()) => {
                TokenTree::Ident(Ident::new_raw(&ident.to_string(), ident.span()))
            }
            token => token,
        };
        tokens.into_iter().map(mark).collect()
    }

    /// Gives the user's their form again, and ours another name.
    fn separate(&self, tokens: TokenStream, imported: &BTreeSet<String>) -> TokenStream {
        let mut separated: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let token = match token {
                TokenTree::Group(group) => {
                    TokenTree::Group(with(&group, self.separate(group.stream(), imported)))
                }
                TokenTree::Ident(ident) => TokenTree::Ident(self.renamed(ident, &separated)),
                TokenTree::Literal(literal) => TokenTree::Literal(self.unmarked(literal)),
                TokenTree::Punct(star) if star.as_char() == '*' && is_import(&separated) => {
                    self.imports(imported, &mut separated)
                }
                token @ TokenTree::Punct(_) => token,
            };
            separated.push(token);
        }
        separated.into_iter().collect()
    }

    fn renamed(&self, ident: Ident, before: &[TokenTree]) -> Ident {
        let name = ident.to_string();
        if let Some(users) = name
            .strip_prefix("r#")
            .filter(|name| self.0.contains(*name))
        {
            return Ident::new(users, ident.span());
        }
        // Inside a path it is the runtime's, as in `::callpoint::__private`.
        if self.0.contains(&name) && !ends_with(before, "::") {
            return Ident::new(&self.free(&name), ident.span());
        }
        ident
    }

    /// A name that the declaration does not have.
    fn free(&self, name: &str) -> String {
        let mut free = format!("{name}_");
        while self.0.contains(&free) {
            free.push('_');
        }
        free
    }

    /// The marks are in texts as well: names of types in the metadata and in messages.
    fn unmarked(&self, literal: Literal) -> Literal {
        let text = literal.to_string();
        if !text.contains("r#") {
            return literal;
        }
        let mut names: Vec<_> = self.0.iter().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let unmarked = names
            .iter()
            .fold(text, |text, name| text.replace(&format!("r#{name}"), name));
        match unmarked.parse::<Literal>() {
            Ok(mut unmarked) => {
                unmarked.set_span(literal.span());
                unmarked
            }
            Err(_) => literal,
        }
    }

    /// Imports each name by itself where a glob would hide one of the user's.
    fn imports(&self, imported: &BTreeSet<String>, before: &mut Vec<TokenTree>) -> TokenTree {
        let imports = imported.iter().map(|name| {
            let exported = Ident::new(name, Span::call_site());
            if self.0.contains(name) {
                let free = Ident::new(&self.free(name), exported.span());
                quote!(#exported as #free,)
            } else {
                quote!(#exported,)
            }
        });
        let imports: TokenStream = imports.collect();
        let imports = quote!(__fallbacks::*, #imports);
        let keyword = before.iter().rposition(|token| token.to_string() == "use");
        let keyword = keyword.unwrap_or_default();
        before.splice(keyword..keyword, quote!(#[allow(unused_imports)]));
        let imports = Group::new(Delimiter::Brace, imports);
        TokenTree::Group(imports)
    }
}

/// What the expansion uses of `core`. It is read off the expansion, so that no list of it can fall behind.
fn used(tokens: &TokenStream, found: &mut BTreeSet<String>) {
    let mut before: Vec<TokenTree> = Vec::new();
    for token in tokens.clone() {
        match &token {
            TokenTree::Group(group) => used(&group.stream(), found),
            TokenTree::Ident(ident) if !ends_with(&before, "::") => {
                let name = ident.to_string();
                if name.starts_with("__") && !is_introduced(&name) {
                    found.insert(name);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        before.push(token);
    }
}

/// Whether these tokens are `use …::__private::names::`.
fn is_import(before: &[TokenTree]) -> bool {
    ends_with(before, "__private::names::")
}

fn ends_with(tokens: &[TokenTree], text: &str) -> bool {
    let last = tokens.iter().rev().take(6).rev();
    let last: String = last.map(ToString::to_string).collect();
    last.ends_with(text)
}

/// The group with other content.
fn with(group: &Group, content: TokenStream) -> Group {
    let mut changed = Group::new(group.delimiter(), content);
    changed.set_span(group.span());
    changed
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    #[test]
    fn names_of_both_sides() {
        let written: TokenStream = "struct __A { __b: &'static __A, text: __Option }"
            .parse()
            .unwrap();
        let expand = |[item]: [TokenStream; 1]| {
            let name = item.clone().into_iter().nth(1);
            let text = format!("Vec<{}>", name.to_token_stream());
            quote!(#item fn __b(__c: __A) { __Option::__b(#name, #text) })
        };
        let expanded = apart([written], expand).to_string();
        let expected: TokenStream = "struct __A { __b: &'static __A, text: __Option }
            fn __b_(__c: __A_) { __Option_::__b(__A, \"Vec<__A>\") }"
            .parse()
            .unwrap();
        assert_eq!(expanded, expected.to_string());
    }
}
