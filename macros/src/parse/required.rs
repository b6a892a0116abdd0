//! The name of the struct in `required = PaymentFields`.

use proc_macro2::TokenTree;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Path, Token, token};

pub(super) fn required(input: ParseStream<'_>) -> syn::Result<Ident> {
    let wrong = |help: &str| {
        format!(
            "`required` names the struct that `new` takes, which is declared here\nhelp: {help}"
        )
    };
    if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        let help = format!("write `required = {}`", text.value());
        return Err(syn::Error::new_spanned(text, wrong(&help)));
    }
    if input.peek(Ident::peek_any) && (input.peek2(Token![::]) || input.peek2(Token![<])) {
        let path: Path = input.parse()?;
        let last = path.segments.last().map(|last| last.ident.to_string());
        let help = format!("write `required = {}`", last.unwrap_or_default());
        return Err(syn::Error::new_spanned(path, wrong(&help)));
    }
    if input.peek(Ident) {
        let name: Ident = input.parse()?;
        if input.peek(token::Brace) {
            let fields: TokenTree = input.parse()?;
            let help =
                format!("write `required = {name}`: its fields are those that are no `Option`");
            return Err(syn::Error::new_spanned(fields, wrong(&help)));
        }
        return Ok(name);
    }
    let token: TokenTree = input.parse()?;
    Err(syn::Error::new_spanned(
        token,
        wrong("write `required = Fields`, or another name"),
    ))
}
