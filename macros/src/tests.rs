//! Snapshots of the expansion: each declaration in `tests/expand/` with its expanded code.
//!
//! `BLESS=1 cargo test -p callpoint-macros` regenerates them; read the diff before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;

/// Expands the single item of a file with its macro.
fn expand(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let item = syn::parse_file(&source).unwrap().items.remove(0);
    if derives(&item) {
        return crate::deserialize::run(item.to_token_stream()).to_string();
    }
    let (mut attrs, tokens): (_, fn(&mut syn::Item, Vec<syn::Attribute>) -> TokenStream) =
        match item.clone() {
            syn::Item::Struct(item) => (item.attrs, with_struct_attrs),
            syn::Item::Mod(item) => (item.attrs, with_mod_attrs),
            other => return crate::error_set::run(other.to_token_stream()).to_string(),
        };
    let ours = attrs.remove(0);
    let syn::Meta::List(list) = ours.meta else {
        panic!("{path:?} does not begin with one of our attributes")
    };
    let item = tokens(&mut item.clone(), attrs);
    if list.path.is_ident("api") {
        crate::api::run(&list.tokens, item)
    } else {
        crate::run(list.tokens, item)
    }
    .to_string()
}

/// Whether it begins with our `Deserialize`.
fn derives(item: &syn::Item) -> bool {
    let first = item.to_token_stream().to_string();
    first.starts_with("# [derive (callpoint :: Deserialize")
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
    paths.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".rs") && !name.ends_with(".expanded.rs")
    });
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
            "{} does not expand as committed; `BLESS=1 cargo test -p callpoint-macros` regenerates it:\n{expanded}",
            declaration.display()
        );
    }
}

/// An editor expands again after every key, and rustc reads what is expanded: a change of these figures is a cost or a saving for every endpoint.
#[test]
fn tokens_are_as_committed() {
    let counts = declarations().into_iter().map(|declaration| {
        let expanded: TokenStream = expand(&declaration).parse().unwrap();
        let name = declaration.file_stem().unwrap().to_string_lossy();
        format!("{name} {}\n", count(expanded))
    });
    let counts: String = counts.collect();
    let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand/tokens.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&snapshot, &counts).unwrap();
    }
    let committed = fs::read_to_string(&snapshot).unwrap_or_default();
    assert_eq!(
        committed,
        counts,
        "`BLESS=1 cargo test -p callpoint-macros` regenerates {}",
        snapshot.display()
    );
}

/// Each of two brackets counts.
fn count(tokens: TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => 2 + count(group.stream()),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => 1,
    };
    tokens.into_iter().map(count).sum()
}

/// Wire names may contain any character; none escapes its table cell in the docs.
#[test]
fn names_stay_in_their_span() {
    let names = [
        "a\n\n```\nstd::process::exit(1);\n```\n",
        "a\r\r    std::process::exit(1);",
        "a`b``c",
        "`",
        "a|b",
        "a\u{2028}```",
    ];
    for name in names {
        let item = quote::quote! {
            struct Send {
                #[query(#name)]
                query: String,
                #[serde(rename = #name)]
                field: String,
            }
        };
        let expanded = crate::run(quote::quote!(POST, "/a"), item).to_string();
        let file = syn::parse_file(&expanded).unwrap();
        let docs = file.items.iter().find_map(|item| match item {
            syn::Item::Struct(item) if item.ident == "Send" => {
                Some(crate::attrs::doc_text(&item.attrs))
            }
            _ => None,
        });
        let docs = docs.unwrap();
        let is_row = |line: &&str| line.starts_with('|') && line.ends_with('|');
        // Two header rows and one row for each field; two header rows and two rows for the responses.
        assert_eq!(docs.lines().filter(is_row).count(), 8, "{docs}");
        let others = docs
            .lines()
            .filter(|line| !is_row(line) && !line.is_empty());
        assert_eq!(others.collect::<Vec<_>>(), ["# `POST /a`"], "{docs}");
    }
}

/// No macro panics over unusual identifiers.
#[test]
fn names_of_every_kind() {
    use quote::quote;

    let text = |tokens: TokenStream| {
        syn::parse_file(&tokens.to_string()).unwrap_or_else(|error| panic!("{error}: {tokens}"));
        tokens.to_string()
    };
    for name in [
        "r#Gone", "r#type", "r#match", "gen", "union", "Größe", "ñ", "数", "__", "_a", "ｆ",
    ] {
        let ident: TokenStream = name.parse().unwrap();
        for args in [
            quote!(GET, "/a", 200 => #ident { #ident: u8 }),
            quote!(GET, "/a", 404 => #ident { x: u8 }),
            quote!(GET, "/a", 404 => #ident(Vec<u8>), 4xx => Other { #ident: u8 }),
            quote!(GET, "/a", 200 => #ident(u8), 201 => Option<Row { #ident: u8 }>),
        ] {
            let item = quote!(struct Get { #[query] #ident: Option<u8> });
            assert!(
                !text(crate::run(args, item)).contains("compile_error"),
                "{name}"
            );
        }
        let item = quote!(struct #ident<T> { #[query] #ident: T });
        let item = quote!(mod #ident { #[endpoint(GET, "/a", 404 => u8)] #item });
        assert!(
            !text(crate::api::run(&quote!(), item)).contains("compile_error"),
            "{name}"
        );
        let set = quote!(enum #ident { #[status(404)] #ident(u8) });
        assert!(
            !text(crate::error_set::run(set)).contains("compile_error"),
            "{name}"
        );
        text(crate::open_enum::run(
            quote!(enum #ident { #ident, Rest(String) }),
        ));
        let item = quote!(struct #ident { #[status] #ident: u16 });
        assert!(
            !text(crate::from_response::run(item)).contains("compile_error"),
            "{name}"
        );
    }
    // `r#` is not part of a name.
    let arms = quote!(GET, "/a", 404 => r#Gone { x: u8 }, 410 => Gone { x: u8 });
    let twice = text(crate::run(
        arms,
        quote!(
            struct Get;
        ),
    ));
    assert!(twice.contains("`Gone` is declared twice"), "{twice}");
}
