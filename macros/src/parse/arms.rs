//! The arms: what each status answers.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Ident, LitInt, Token, Type, braced, bracketed, parenthesized, token};

use super::options::{ty, written};
use crate::names;

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
    let arrow = arrow(input, &statuses)?;
    if input.is_empty() {
        return Err(syn::Error::new_spanned(
            arrow,
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

/// The `=>`, or what was written in its place.
fn arrow(input: ParseStream<'_>, statuses: &[Status]) -> syn::Result<Token![=>]> {
    if input.peek(Token![=>]) {
        return input.parse();
    }
    let token = if input.peek(Token![->]) {
        input.parse::<Token![->]>()?.to_token_stream()
    } else {
        input.parse::<TokenTree>()?.into()
    };
    let message = if ["->", "=", ":", "-", ">"].contains(&token.to_string().as_str()) {
        format!("`{token}` between a status and its answer\nhelp: write `=>`")
    } else {
        let last = statuses.last().map(|status| status.token.to_string());
        format!(
            "expected `=>`\nhelp: write `{} => Type`",
            last.unwrap_or_default()
        )
    };
    Err(syn::Error::new_spanned(token, message))
}

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

fn answer(input: ParseStream<'_>) -> syn::Result<Answer> {
    if !(input.peek(Ident) && input.peek2(token::Paren)) {
        return Ok(Answer {
            variant: None,
            shape: input.parse()?,
            codec: codec(input)?,
        });
    }
    let variant: Ident = input.parse()?;
    let content;
    parenthesized!(content in input);
    if content.is_empty() {
        let message = format!(
            "`{variant}()` has no type\nhelp: write `{variant}(())` where the body does not matter"
        );
        return Err(syn::Error::new_spanned(variant, message));
    }
    let inside: TokenStream = content.fork().parse()?;
    let shape = content.parse()?;
    let codec = codec(&content)?;
    if !content.is_empty() {
        return Err(more_in_variant(&variant, &inside, &content));
    }
    if codec.is_none() && input.peek(Token![as]) {
        let outside: TokenStream = input.parse()?;
        let inside = written(quote!(#inside #outside));
        return Err(syn::Error::new_spanned(
            outside,
            format!("the codec stands beside the type\nhelp: write `{variant}({inside})`"),
        ));
    }
    Ok(Answer {
        variant: Some(variant),
        shape,
        codec,
    })
}

/// `Missing(String, u16)`
fn more_in_variant(variant: &Ident, inside: &TokenStream, rest: ParseStream<'_>) -> syn::Error {
    let rest: TokenStream = rest.parse().unwrap_or_default();
    let is_comma = |token: &TokenTree| token.to_string() == ",";
    if !rest
        .clone()
        .into_iter()
        .next()
        .is_some_and(|token| is_comma(&token))
    {
        let message = format!("unexpected after the type of `{variant}`\nhelp: remove it");
        return syn::Error::new_spanned(rest, message);
    }
    if rest.clone().into_iter().count() == 1 {
        return syn::Error::new_spanned(rest, "`,` after the type of a variant\nhelp: remove it");
    }
    let has_struct = inside.clone().into_iter().any(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    let has_codec = inside
        .clone()
        .into_iter()
        .any(|token| token.to_string() == "as");
    let help = if has_struct || has_codec {
        format!("write one struct with all of it: `{variant}(Name {{ … }})`")
    } else {
        let types = written(inside.clone());
        format!("write a tuple: `{variant}(({types}))`, or a struct: `{variant}(Name {{ … }})`")
    };
    syn::Error::new_spanned(rest, format!("a variant carries one type\nhelp: {help}"))
}

/// `as Text`
pub(crate) fn codec(input: ParseStream<'_>) -> syn::Result<Option<Type>> {
    let Some(keyword) = input.parse::<Option<Token![as]>>()? else {
        return Ok(None);
    };
    if input.is_empty() {
        return Err(syn::Error::new_spanned(
            keyword,
            "`as` without a codec\nhelp: write a codec: `as Json`, `as Text`, `as Raw`",
        ));
    }
    ty(input).map(Some)
}

impl Parse for Shape {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(token::Bracket)
            && let Some(list) = list(input)?
        {
            return Ok(list);
        }
        if input.peek(token::Brace) {
            return Err(nameless(input));
        }
        if let Some(keyword) = input.parse::<Option<Token![struct]>>()? {
            return Err(syn::Error::new_spanned(
                keyword,
                "a body is declared in place without `struct`\nhelp: remove `struct`",
            ));
        }
        if (input.peek(Ident) && input.peek2(token::Brace)) || input.peek(Token![#]) {
            return input.parse().map(Self::Struct);
        }
        if let Some(shape) = wrapped(input)? {
            return Ok(shape);
        }
        let ty = ty(input)?;
        if input.peek(token::Brace) {
            return Err(more_than_a_name(&ty));
        }
        Ok(Self::Type(ty))
    }
}

/// `{}`, or `{ id: String }`
fn nameless(input: ParseStream<'_>) -> syn::Error {
    match input.parse::<TokenTree>() {
        Ok(TokenTree::Group(group)) if group.stream().is_empty() => {
            syn::Error::new_spanned(group, "`{}` is not a type\nhelp: write `()`")
        }
        Ok(group) => syn::Error::new_spanned(
            group,
            "a body declared in place needs a name\nhelp: write `Name { … }`",
        ),
        Err(error) => error,
    }
}

/// `Page<T> { … }`, `models::Page { … }`
fn more_than_a_name(ty: &Type) -> syn::Error {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let Some(syn::PathSegment { ident, arguments }) = last else {
        return syn::Error::new_spanned(
            ty,
            "a body declared in place needs a name\nhelp: write `Name { … }`",
        );
    };
    if arguments.is_none() {
        return syn::Error::new_spanned(
            ty,
            format!(
                "a body declared in place stands beside the endpoint\nhelp: write `{ident} {{ … }}`"
            ),
        );
    }
    syn::Error::new_spanned(
        arguments,
        format!(
            "a body declared in place has no parameters\nhelp: remove `{}`, or declare `{ident}` as a struct of its own",
            written(arguments.to_token_stream())
        ),
    )
}

/// `[Problem { … }]`; an array and a slice are types like any other.
fn list(input: ParseStream<'_>) -> syn::Result<Option<Shape>> {
    let fork = input.fork();
    let content;
    bracketed!(content in fork);
    if let Ok(item) = content.parse::<Shape>()
        && content.is_empty()
    {
        input.advance_to(&fork);
        return Ok(Some(Shape::List(Box::new(item))));
    }
    if is_type(input) {
        return Ok(None);
    }
    // The list is the better reading, so its mistake is the one to report.
    let content;
    let brackets = bracketed!(content in input);
    if content.is_empty() {
        return Err(syn::Error::new(
            brackets.span.join(),
            "a list without the type of its items\nhelp: write `[Type]`",
        ));
    }
    let item = match content.parse()? {
        Shape::Type(ty) => names::type_name(&ty),
        Shape::Struct(InPlace { ident, .. }) => format!("{ident} {{ … }}"),
        Shape::List(_) | Shape::Option(_) => "Type".to_owned(),
    };
    let rest: TokenStream = content.parse()?;
    let message = if rest
        .clone()
        .into_iter()
        .next()
        .is_some_and(|token| token.to_string() == "as")
    {
        let codec = written(rest.clone());
        format!("the codec reads the whole list\nhelp: write `[{item}] {codec}`")
    } else {
        format!("a list has items of one type\nhelp: write `[{item}]`")
    };
    Err(syn::Error::new_spanned(rest, message))
}

fn is_type(input: ParseStream<'_>) -> bool {
    // What is left inside of brackets is noticed at the end of the whole only.
    let whole = |input: ParseStream<'_>| {
        input.parse::<Type>()?;
        input.parse::<TokenStream>()
    };
    let tokens = input.fork().parse::<TokenStream>();
    tokens.is_ok_and(|tokens| whole.parse2(tokens).is_ok())
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
    if is_type(input) {
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
        let mut fields = Vec::new();
        while !content.is_empty() {
            fields.push(content.parse()?);
            if !content.is_empty() && content.parse::<Option<Token![,]>>()?.is_none() {
                return Err(
                    content.error("unexpected after a field\nhelp: separate fields with `,`")
                );
            }
        }
        Ok(Self {
            attrs,
            ident,
            fields,
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
        let ident = field_name(input)?;
        let colon = input.parse::<Option<Token![:]>>()?;
        if colon.is_none() || input.is_empty() || input.peek(Token![,]) {
            let message = format!("field `{ident}` has no type\nhelp: write `{ident}: String`");
            return Err(syn::Error::new_spanned(ident, message));
        }
        Ok(Self {
            attrs,
            ident,
            shape: input.parse()?,
        })
    }
}

fn field_name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(Ident) {
        return input.parse();
    }
    if input.is_empty() {
        return Err(syn::Error::new(
            input.span(),
            "a field is missing behind its attributes",
        ));
    }
    let token: TokenTree = input.parse()?;
    let name = token.to_string();
    let is_keyword = matches!(token, TokenTree::Ident(_))
        && !["_", "self", "Self", "super", "crate"].contains(&name.as_str());
    let message = if is_keyword {
        format!("`{name}` is a keyword\nhelp: write `r#{name}`")
    } else {
        "expected a field\nhelp: write it as `id: String`".to_owned()
    };
    Err(syn::Error::new_spanned(token, message))
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
