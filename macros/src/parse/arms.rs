//! The arms: what each status answers.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitInt, Token, Type, braced, bracketed, parenthesized, token};

/// `400 | 404 => Rejected(Vec<Problem>)`
pub(crate) struct Arm {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) answer: Answer,
}

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

/// The right side of an arm.
pub(crate) struct Answer {
    /// `Rejected(…)`
    pub(crate) variant: Option<Ident>,
    pub(crate) shape: Shape,
    /// `… as Text`
    pub(crate) codec: Option<Type>,
}

/// A type, or one that is declared where it is used.
pub(crate) enum Shape {
    Type(Type),
    /// `Problem { code: String }`
    Struct(InPlace),
    /// `[Problem { … }]`, `Vec<Problem { … }>`
    List(Box<Shape>),
    /// `Option<Problem { … }>`
    Option(Box<Shape>),
}

/// A struct that is declared in an arm.
pub(crate) struct InPlace {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<InPlaceField>,
}

pub(crate) struct InPlaceField {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) shape: Shape,
}

/// Whether an argument is meant to be an arm.
pub(crate) fn is_arm(chunk: &TokenStream) -> bool {
    let mut previous = ' ';
    for (i, token) in chunk.clone().into_iter().enumerate() {
        match token {
            TokenTree::Literal(_) if i == 0 => return true,
            TokenTree::Ident(word) if i == 0 && word == "_" => return true,
            TokenTree::Punct(punct) => {
                if (previous, punct.as_char()) == ('=', '>') || (i == 0 && punct.as_char() == '#') {
                    return true;
                }
                previous = punct.as_char();
            }
            _ => previous = ' ',
        }
    }
    false
}

pub(crate) fn arm(input: ParseStream<'_>) -> syn::Result<Arm> {
    let docs = input.call(Attribute::parse_outer)?;
    if let Some(other) = docs.iter().find(|attr| !attr.path().is_ident("doc")) {
        return Err(syn::Error::new_spanned(
            other,
            "an arm takes doc comments only",
        ));
    }
    let statuses = statuses(input)?;
    if input.is_empty() {
        let all: TokenStream = statuses.iter().map(|status| status.token.clone()).collect();
        return Err(syn::Error::new_spanned(
            all,
            "a status without its answer\nhelp: write `=> Type` behind it, or `=> ()`",
        ));
    }
    input.parse::<Token![=>]>()?;
    if input.is_empty() {
        return Err(syn::Error::new(
            Span::call_site(),
            "an arm without its answer\nhelp: write `=> Type`, or `=> ()`",
        ));
    }
    let answer = answer(input)?;
    if !input.is_empty() {
        return Err(input.error("unexpected after an arm\nhelp: separate arms with `,`"));
    }
    Ok(Arm {
        docs,
        statuses,
        answer,
    })
}

/// `400 | 404`, also in `#[status(400 | 404)]`.
pub(crate) fn statuses(input: ParseStream<'_>) -> syn::Result<Vec<Status>> {
    let mut statuses = vec![status(input)?];
    while input.parse::<Option<Token![|]>>()?.is_some() {
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
        let token: TokenTree = input.parse()?;
        let message = match standard_code(&token.to_string()) {
            Some(code) => format!("a status is a number\nhelp: write `{code}`"),
            None => "expected a status: `404`, `4xx` or `_`".to_owned(),
        };
        return Err(syn::Error::new_spanned(token, message));
    }
    let literal: LitInt = input.parse()?;
    if input.peek(Token![..]) || input.peek(Token![..=]) {
        let message = "a range of statuses\nhelp: write a class like `4xx`, or the statuses with `|` between them";
        return Err(syn::Error::new_spanned(literal, message));
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

fn answer(input: ParseStream<'_>) -> syn::Result<Answer> {
    if input.peek(Ident) && input.peek2(token::Paren) {
        let variant = input.parse()?;
        let content;
        parenthesized!(content in input);
        if content.is_empty() {
            let message = format!(
                "`{variant}()` has no type\nhelp: write `{variant}(())` where the body does not matter"
            );
            return Err(syn::Error::new_spanned(variant, message));
        }
        let shape = content.parse()?;
        let codec = codec(&content)?;
        if !content.is_empty() {
            return Err(content.error("a variant carries one type"));
        }
        return Ok(Answer {
            variant: Some(variant),
            shape,
            codec,
        });
    }
    Ok(Answer {
        variant: None,
        shape: input.parse()?,
        codec: codec(input)?,
    })
}

/// `as Text`
pub(crate) fn codec(input: ParseStream<'_>) -> syn::Result<Option<Type>> {
    if input.parse::<Option<Token![as]>>()?.is_none() {
        return Ok(None);
    }
    if input.is_empty() {
        return Err(input
            .error("`as` without a codec\nhelp: write a codec: `as Json`, `as Text`, `as Raw`"));
    }
    input.parse().map(Some)
}

impl Parse for Shape {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(token::Bracket) {
            let fork = input.fork();
            let content;
            bracketed!(content in fork);
            if let Ok(item) = content.parse::<Shape>()
                && content.is_empty()
            {
                input.advance_to(&fork);
                return Ok(Self::List(Box::new(item)));
            }
            let fork = input.fork();
            if fork.parse::<Type>().is_err() {
                // The list is the better reading, so its mistake is the one to report.
                let content;
                bracketed!(content in input);
                return content
                    .parse::<Shape>()
                    .and_then(|_| Err(content.error("unexpected after the item of a list")));
            }
        }
        if (input.peek(Ident) && input.peek2(token::Brace)) || input.peek(Token![#]) {
            return input.parse().map(Self::Struct);
        }
        if let Some(shape) = wrapped(input)? {
            return Ok(shape);
        }
        input.parse().map(Self::Type)
    }
}

/// `Option<Problem { … }>` and `Vec<Problem { … }>`; without a struct inside they are types like any other.
fn wrapped(input: ParseStream<'_>) -> syn::Result<Option<Shape>> {
    let fork = input.fork();
    let Ok(name) = fork.parse::<Ident>() else {
        return Ok(None);
    };
    if (name != "Option" && name != "Vec") || !fork.peek(Token![<]) {
        return Ok(None);
    }
    fork.parse::<Token![<]>()?;
    if !(fork.peek(token::Bracket)
        || fork.peek(Ident) && (fork.peek2(token::Brace) || fork.peek2(Token![<])))
    {
        return Ok(None);
    }
    let ahead = input.fork();
    if ahead.parse::<Type>().is_ok() {
        return Ok(None);
    }
    input.parse::<Ident>()?;
    input.parse::<Token![<]>()?;
    let inner = Box::new(input.parse()?);
    input.parse::<Token![>]>()?;
    Ok(Some(if name == "Vec" {
        Shape::List(inner)
    } else {
        Shape::Option(inner)
    }))
}

impl Parse for InPlace {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let ident = input.parse()?;
        let content;
        braced!(content in input);
        let fields = Punctuated::<InPlaceField, Token![,]>::parse_terminated(&content)?;
        Ok(Self {
            attrs,
            ident,
            fields: fields.into_iter().collect(),
        })
    }
}

impl Parse for InPlaceField {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        if input.peek(Token![pub]) {
            return Err(
                input.error("the fields of an answer are public anyway\nhelp: remove `pub`")
            );
        }
        let ident = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self {
            attrs,
            ident,
            shape: input.parse()?,
        })
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
