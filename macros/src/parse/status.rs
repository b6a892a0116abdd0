//! The left side of an arm: statuses, by number, class or `_`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{LitInt, Token};

/// `404`, `4xx` or `_`, with its token.
#[derive(Clone)]
pub(crate) struct Status {
    pub(crate) pattern: Pattern,
    pub(crate) token: TokenStream,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    Code(u16),
    Class(u8),
    Any,
}

pub(super) const RANGE: &str =
    "a range of statuses\nhelp: write a class like `4xx`, or the statuses with `|` between them";

/// How other tools and languages call what nothing else matches.
const ANY: [&str; 7] = [
    "default",
    "other",
    "others",
    "otherwise",
    "else",
    "any",
    "*",
];

/// `400 | 404`, also in `#[status(400 | 404)]`.
pub(crate) fn statuses(input: ParseStream<'_>) -> syn::Result<Vec<Status>> {
    let mut statuses = vec![status(input)?];
    while let Some(bar) = input.parse::<Option<Token![|]>>()? {
        if input.is_empty() || input.peek(Token![=>]) || input.peek(Token![|]) {
            return Err(syn::Error::new_spanned(
                bar,
                "a status is missing behind `|`\nhelp: remove this `|`",
            ));
        }
        statuses.push(status(input)?);
    }
    Ok(statuses)
}

fn status(input: ParseStream<'_>) -> syn::Result<Status> {
    if let Some(token) = input.parse::<Option<Token![_]>>()? {
        return Ok(Status {
            pattern: Pattern::Any,
            token: token.to_token_stream(),
        });
    }
    if !input.peek(LitInt) {
        return Err(no_status(input));
    }
    let literal: LitInt = input.parse()?;
    if input.peek(Token![..]) || input.peek(Token![..=]) {
        return Err(syn::Error::new_spanned(literal, RANGE));
    }
    let token = literal.to_token_stream();
    let pattern = match (literal.base10_parse::<u16>(), literal.suffix()) {
        (Ok(class @ 2..=5), "xx" | "XX") => Pattern::Class(u8::try_from(class).unwrap_or(0)),
        (Ok(100..=199), "") | (Ok(1), "xx" | "XX") => {
            let message = format!(
                "`{token}` is never a final answer (RFC 9110, section 15.2)\nhelp: remove it"
            );
            return Err(syn::Error::new_spanned(token, message));
        }
        (Ok(code @ 200..=599), "") => Pattern::Code(code),
        _ => {
            let message = format!(
                "`{token}` is not a status\nhelp: write a number from 200 to 599, a class like `4xx`, or `_`"
            );
            return Err(syn::Error::new_spanned(token, message));
        }
    };
    Ok(Status { pattern, token })
}

/// What stands where a status is expected, and the status that it was meant to be: `"204"`, `NotFound`, `StatusCode::NOT_FOUND`.
fn no_status(input: ParseStream<'_>) -> syn::Error {
    if input.is_empty() {
        return syn::Error::new(
            input.span(),
            "a status is missing\nhelp: write one like `404`",
        );
    }
    if let Ok(arrow) = input.parse::<Token![=>]>() {
        return syn::Error::new_spanned(arrow, "a status is missing\nhelp: write `200 => Type`");
    }
    if let Ok(bar) = input.parse::<Token![|]>() {
        return syn::Error::new_spanned(
            bar,
            "a status is missing before `|`\nhelp: remove this `|`",
        );
    }
    let mut tokens: Vec<TokenTree> = Vec::new();
    while !input.peek(Token![=>])
        && !input.peek(Token![|])
        && let Ok(token) = input.parse()
    {
        tokens.push(token);
    }
    let first = tokens.first().map(ToString::to_string).unwrap_or_default();
    if [">", "<"].contains(&first.as_str()) {
        let tokens: TokenStream = tokens.into_iter().collect();
        return syn::Error::new_spanned(tokens, RANGE);
    }
    if tokens.len() == 1 && super::options::is_key(&first) {
        let message = format!("`{first}` is an option\nhelp: write `{first} = …`");
        return syn::Error::new_spanned(tokens.first(), message);
    }
    if tokens.len() == 1 && ANY.contains(&first.as_str()) {
        let message = format!("`{first}` is not a status\nhelp: write `_`");
        return syn::Error::new_spanned(tokens.first(), message);
    }
    let last = tokens.last().map(ToString::to_string).unwrap_or_default();
    let text = last.trim_matches('"');
    // `"404 Not Found"`
    let number = text.split(' ').next().unwrap_or_default();
    let is_status = number
        .strip_prefix(['2', '3', '4', '5'])
        .is_some_and(|rest| {
            rest == "xx" || (rest.len() == 2 && rest.chars().all(|c| c.is_ascii_digit()))
        });
    let status = if is_status {
        Some(number.to_owned())
    } else {
        standard_code(text).map(|code| code.to_string())
    };
    match status {
        Some(status) => {
            let tokens: TokenStream = tokens.into_iter().collect();
            let message = format!("a status is a number\nhelp: write `{status}`");
            syn::Error::new_spanned(tokens, message)
        }
        None => syn::Error::new_spanned(tokens.first(), "expected a status: `404`, `4xx` or `_`"),
    }
}

/// The names of the status codes (IANA registry), as variants.
const NAMES: [(u16, &str); 59] = [
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (305, "UseProxy"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (509, "BandwidthLimitExceeded"),
    (510, "NotExtended"),
    (511, "NetworkAuthenticationRequired"),
];

impl Pattern {
    /// The name of a variant that has none of its own.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Code(code) => NAMES
                .iter()
                .find(|&&(known, _)| known == code)
                .map(|&(_, name)| name),
            Self::Class(2) => Some("Successful"),
            Self::Class(3) => Some("Redirection"),
            Self::Class(4) => Some("ClientError"),
            Self::Class(_) => Some("ServerError"),
            Self::Any => Some("Other"),
        }
    }

    /// Whether a body of this status is a success (or a redirection, which is no refusal either).
    pub(crate) fn is_success(self) -> bool {
        match self {
            Self::Code(code) => code < 400,
            Self::Class(class) => class < 4,
            Self::Any => false,
        }
    }

    /// Whether every status that `other` means is meant.
    pub(crate) fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (Self::Class(class), Self::Code(code)) => u16::from(class) == code / 100,
            (one, other) => one == other,
        }
    }
}

fn standard_code(word: &str) -> Option<u16> {
    let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
    NAMES
        .iter()
        .find(|(_, name)| plain(name) == plain(word))
        .map(|&(code, _)| code)
}
