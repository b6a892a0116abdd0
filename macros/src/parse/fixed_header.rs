//! `header = "X-Version: 2"`: a header field that is the same in each request.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{LitStr, token};

use super::tokens::{FRAMING, is_token};

/// A header field as written.
#[derive(Clone)]
pub(crate) struct FixedHeader {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) literal: LitStr,
}

pub(super) fn fixed_header(input: ParseStream<'_>) -> syn::Result<FixedHeader> {
    let literal: LitStr = input.parse().map_err(|_| {
        let is_list = input.peek(token::Bracket);
        let rest: TokenStream = input.parse().unwrap_or_default();
        let message = if is_list {
            "`header` is one header\nhelp: write `header = \"…\"` once for each"
        } else {
            "expected the header in quotes\nhelp: write `header = \"X-Version: 2\"`"
        };
        syn::Error::new_spanned(rest, message)
    })?;
    if input.is_empty() {
        return read(&literal).map_err(|message| syn::Error::new_spanned(&literal, message));
    }
    let rest: TokenStream = input.parse()?;
    let value = rest
        .clone()
        .into_iter()
        .find_map(|token| syn::parse2::<LitStr>(token.into()).ok());
    let help = value.map_or_else(
        || literal.value(),
        |value| format!("{}: {}", literal.value(), value.value()),
    );
    Err(syn::Error::new_spanned(
        rest,
        format!("the name and the value are one string\nhelp: write `header = {help:?}`"),
    ))
}

fn read(literal: &LitStr) -> Result<FixedHeader, String> {
    let text = literal.value();
    let Some((name, value)) = text.split_once(':') else {
        let help = match text.split_once(['=', ' ']) {
            Some((name, value)) if is_token(name.trim()) => {
                format!("{}: {}", name.trim(), value.trim())
            }
            _ if is_token(text.trim()) => format!("{}: value", text.trim()),
            _ => "X-Version: 2".to_owned(),
        };
        return Err(format!(
            "`{text}` has no `:` between name and value\nhelp: write {help:?}"
        ));
    };
    let (name, value) = (name.trim(), value.trim_matches([' ', '\t']));
    if !is_token(name) {
        return Err(format!(
            "`{name}` is not a header name\nhelp: write one like \"X-Version: {value}\""
        ));
    }
    if value.is_empty() {
        return Err(format!(
            "header `{name}` has no value\nhelp: write {:?}",
            format!("{name}: value")
        ));
    }
    if let Some(wrong) = value.chars().find(|c| !matches!(c, '\t' | ' '..='~')) {
        return Err(format!(
            "{wrong:?} is not valid in a header\nhelp: remove it"
        ));
    }
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        lower if FRAMING.contains(&lower) => {
            Err(format!("`{name}` is set by the transport\nhelp: remove it"))
        }
        "content-type" => Err(format!(
            "the media type of a body belongs to its codec\nhelp: write `body = Json({value:?})`, or `#[body(Json, type = {value:?})]`"
        )),
        "authorization" | "proxy-authorization" => Err(format!(
            "`{name}` holds credentials, which belong to the client\nhelp: write `auth = …`"
        )),
        _ => Ok(FixedHeader {
            name: lower,
            value: value.to_owned(),
            literal: literal.clone(),
        }),
    }
}
