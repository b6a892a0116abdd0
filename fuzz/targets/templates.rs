//! Any text as a template: it expands to items, and a mistake is a `compile_error!`.
#![no_main]

use callpoint_fuzz_expand::endpoint;
use libfuzzer_sys::fuzz_target;
use quote::quote;

fuzz_target!(|template: &str| {
    let item = quote! {
        struct GetLink { id: String, name: Vec<String>, page: Option<u32>, a: u8 }
    };
    let expanded = endpoint(quote!(GET, #template, 200 => String as Text), &item);
    let file = syn::parse2::<syn::File>(expanded).expect("items come out");
    assert!(
        file.items
            .iter()
            .any(|item| matches!(item, syn::Item::Struct(_)))
    );
});
