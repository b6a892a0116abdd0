//! Copies the sources of the macros without the functions that only the compiler can call.

use std::path::{Path, PathBuf};
use std::{env, fs};

use quote::ToTokens as _;

fn main() {
    let from = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../../macros/src");
    println!("cargo::rerun-if-changed={}", from.display());
    let to = PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("macros");
    copy(&from, &to);

    let root = fs::read_to_string(from.join("lib.rs")).unwrap();
    let mut root = syn::parse_file(&root).unwrap();
    root.attrs.clear();
    root.items.retain(|item| match item {
        syn::Item::Fn(function) => !function.attrs.iter().any(is_entry),
        syn::Item::Mod(module) => module.ident != "tests",
        _ => true,
    });
    fs::write(to.join("lib.rs"), root.to_token_stream().to_string()).unwrap();
}

/// `#[proc_macro_attribute]`, `#[proc_macro_derive(…)]`
fn is_entry(attr: &syn::Attribute) -> bool {
    let name = attr.path().to_token_stream().to_string();
    name.starts_with("proc_macro")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
