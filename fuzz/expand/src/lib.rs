//! The macros of callpoint as functions from tokens to tokens.
#![allow(dead_code, unexpected_cfgs)]

include!(concat!(env!("OUT_DIR"), "/macros/lib.rs"));

/// `#[endpoint(…)]`
pub fn endpoint(args: TokenStream, item: &TokenStream) -> TokenStream {
    run(args, item.clone())
}

/// `#[api(…)]`
pub fn api_module(args: &TokenStream, item: TokenStream) -> TokenStream {
    api::run(args, item)
}

/// `#[derive(ErrorSet)]` and the other derives.
pub fn derives(item: &TokenStream) -> [TokenStream; 4] {
    [
        error_set::run(item.clone()),
        from_response::run(item.clone()),
        open_enum::run(item.clone()),
        scheme::run(item.clone()),
    ]
}
