//! Any tokens as a declaration expand to tokens. The first line is the attribute's arguments, the rest is the item.
#![no_main]

use callpoint_fuzz_expand::{api_module, derives, endpoint};
use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

fuzz_target!(|text: &str| {
    let (args, item) = text
        .split_once('\n')
        .unwrap_or((text, "struct GetLink { id: String }"));
    let (Ok(args), Ok(item)) = (args.parse::<TokenStream>(), item.parse::<TokenStream>()) else {
        return;
    };
    // Tokens that were not an item do not become one.
    let is_item = syn::parse2::<syn::DeriveInput>(item.clone()).is_ok();
    let check = |tokens: TokenStream| {
        if is_item {
            syn::parse2::<syn::File>(tokens).expect("items come out");
        }
    };
    check(endpoint(args.clone(), &item));
    derives(&item).into_iter().for_each(check);
    api_module(&args, item);
});
