//! The paths that code names.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, Meta, UseTree};

use super::Written;

/// Every path of two or more segments that an item names, also in `use` and in macros.
pub(super) fn collect(item: &Item, into: &mut Vec<Written>) {
    let mut found = Found(into);
    found.visit_item(item);
}

/// The name of an item that others can name.
pub(super) fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// The name of a macro that is exported.
pub(super) fn exported_macro(item: &Item) -> Option<String> {
    let is_exported = |attribute: &Attribute| attribute.path().is_ident("macro_export");
    let Item::Macro(item) = item else { return None };
    let is_exported = item.attrs.iter().any(is_exported);
    is_exported.then(|| item.ident.as_ref().map(ToString::to_string))?
}

pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        _ => &[],
    }
}

struct Found<'a>(&'a mut Vec<Written>);

impl Found<'_> {
    fn keep(&mut self, path: Written) {
        if path.len() > 1 {
            self.0.push(path);
        }
    }

    fn tree(&mut self, mut before: Written, tree: &UseTree) {
        match tree {
            UseTree::Path(tree) => {
                before.push(tree.ident.to_string());
                self.tree(before, &tree.tree);
            }
            UseTree::Name(tree) => {
                before.push(tree.ident.to_string());
                self.keep(before);
            }
            UseTree::Rename(tree) => {
                before.push(tree.ident.to_string());
                self.keep(before);
            }
            UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.tree(before.clone(), tree);
                }
            }
            UseTree::Glob(_) => {}
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(ident) => {
                    let is_absolute = at >= 2 && is_colon(at - 1) && is_colon(at - 2);
                    let mut path = vec![ident.to_string()];
                    while is_colon(at + 1)
                        && is_colon(at + 2)
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    if !is_absolute {
                        self.keep(path);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

impl<'a> Visit<'a> for Found<'_> {
    fn visit_path(&mut self, path: &'a syn::Path) {
        if path.leading_colon.is_none() {
            let segments = path.segments.iter();
            self.keep(segments.map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if item.leading_colon.is_none() {
            self.tree(Vec::new(), &item.tree);
        }
    }

    fn visit_macro(&mut self, item: &'a Macro) {
        self.visit_path(&item.path);
        // Quoted code is expanded in other crates, where these paths mean something else.
        if !item.path.is_ident("quote") && !item.path.is_ident("parse_quote") {
            self.tokens(item.tokens.clone());
        }
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        // `#[serde(with = "…")]` names functions in strings, and `#[doc]` names nothing that is compiled.
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}
