//! Snapshots of the expansion: each declaration in `tests/expand/` beside what becomes of it.
//!
//! `BLESS=1 cargo test -p callpoint-macros` writes them anew; read the difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens as _;

/// Expands the one item of a file by the macro that it is for.
fn expand(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let item = syn::parse_file(&source).unwrap().items.remove(0);
    let (mut attrs, tokens): (_, fn(&mut syn::Item, Vec<syn::Attribute>) -> TokenStream) =
        match item.clone() {
            syn::Item::Struct(item) => (item.attrs, with_struct_attrs),
            syn::Item::Mod(item) => (item.attrs, with_mod_attrs),
            other => return crate::responses::run(other.to_token_stream()).to_string(),
        };
    let ours = attrs.remove(0);
    let syn::Meta::List(list) = ours.meta else {
        panic!("{path:?} does not begin with an attribute of ours")
    };
    let item = tokens(&mut item.clone(), attrs);
    if list.path.is_ident("api") {
        crate::api::run(&list.tokens, item)
    } else {
        crate::run(list.tokens, &item)
    }
    .to_string()
}

fn with_struct_attrs(item: &mut syn::Item, attrs: Vec<syn::Attribute>) -> TokenStream {
    if let syn::Item::Struct(item) = item {
        item.attrs = attrs;
    }
    item.to_token_stream()
}

fn with_mod_attrs(item: &mut syn::Item, attrs: Vec<syn::Attribute>) -> TokenStream {
    if let syn::Item::Mod(item) = item {
        item.attrs = attrs;
    }
    item.to_token_stream()
}

fn pretty(expansion: &str) -> String {
    prettyplease::unparse(&syn::parse_file(expansion).unwrap())
}

fn declarations() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| !path.to_string_lossy().ends_with(".expanded.rs"));
    paths.sort();
    paths
}

#[test]
fn expansions_are_as_committed() {
    let declarations = declarations();
    assert!(!declarations.is_empty());
    for declaration in declarations {
        let expanded = pretty(&expand(&declaration));
        let snapshot = declaration.with_extension("expanded.rs");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&snapshot, &expanded).unwrap();
        }
        let committed = fs::read_to_string(&snapshot).unwrap_or_default();
        assert!(
            committed == expanded,
            "{} expands otherwise than committed; `BLESS=1 cargo test -p callpoint-macros` writes it anew:\n{expanded}",
            declaration.display()
        );
    }
}
