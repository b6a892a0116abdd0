//! Shared by the parts of the parser: the keys of options, and types among other tokens.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{LitStr, Type};

use crate::names;

/// The keys of the options.
pub(crate) const KEYS: [&str; 15] = [
    "auth",
    "base",
    "header",
    "errors",
    "body",
    "timeout",
    "max_response",
    "max_retries",
    "idempotent",
    "idempotency_key",
    "required",
    "message",
    "non_exhaustive",
    "serve",
    "crate",
];

/// The transport sets the headers for message framing and for the connection (RFC 9110, sections 7.2, 7.6 and 8.6).
pub(super) const FRAMING: [&str; 7] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "te",
    "trailer",
    "upgrade",
];

/// Whether a single word is an option, not a method.
pub(crate) fn is_word(word: &str) -> bool {
    ["idempotent", "message", "non_exhaustive", "serve"].contains(&word)
}

/// Whether an option begins with this word, including internal ones.
pub(crate) fn is_key(word: &str) -> bool {
    KEYS.contains(&word) || word.starts_with("__")
}

/// Tokens as conventionally formatted: `Vec<Problem>`, not `Vec < Problem >`.
pub(crate) fn written(tokens: TokenStream) -> String {
    names::type_name(&Type::Verbatim(tokens))
}

/// Parses a type, where a literal is a likely mistake.
pub(crate) fn ty(input: ParseStream<'_>) -> syn::Result<Type> {
    literal_as_type(input)?;
    input.parse()
}

/// A string where a type is expected.
pub(super) fn no_type(literal: &LitStr) -> syn::Error {
    let message = match as_type(&literal.value()) {
        Some(ty) => format!("expected a type\nhelp: write `{ty}`"),
        None => format!("expected a type, not `{}`", literal.token()),
    };
    syn::Error::new_spanned(literal, message)
}

/// Parses the type of a codec.
pub(crate) fn codec_type(input: ParseStream<'_>) -> syn::Result<Type> {
    let codec = ty(input)?;
    check_codec(&codec)?;
    Ok(codec)
}

/// A word in lower case is a likely mistake.
pub(crate) fn check_codec(codec: &Type) -> syn::Result<()> {
    match names::meant_codec(codec) {
        Some(meant) => Err(unknown("codec", codec, meant)),
        None => Ok(()),
    }
}

/// `unknown codec `form`; did you mean `Form`?`
pub(crate) fn unknown(kind: &str, ty: &Type, meant: &str) -> syn::Error {
    let name = names::type_name(ty);
    syn::Error::new_spanned(
        ty,
        format!("unknown {kind} `{name}`; did you mean `{meant}`?"),
    )
}

/// Rejects a literal in place of a type.
pub(super) fn literal_as_type(input: ParseStream<'_>) -> syn::Result<()> {
    let Some((token, _)) = input.cursor().literal() else {
        return Ok(());
    };
    Err(match input.parse::<LitStr>() {
        Ok(text) => no_type(&text),
        Err(_) => syn::Error::new_spanned(&token, format!("expected a type, not `{token}`")),
    })
}

/// The type that a string was probably meant to be: `form` is `Form`.
fn as_type(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_:<>, ".contains(c);
    let ty: Type = text
        .chars()
        .all(is_plain)
        .then(|| syn::parse_str(text).ok())??;
    let name = names::type_name(&ty);
    let is_word = name.chars().all(|c| c.is_ascii_lowercase());
    Some(if is_word {
        name[..1].to_uppercase() + &name[1..]
    } else {
        name
    })
}

/// Whether a text is a token (RFC 9110, section 5.6.2): letters, digits and a few other characters.
pub(crate) fn is_token(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}
