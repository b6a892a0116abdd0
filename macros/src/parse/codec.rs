//! A codec, with what may stand in parentheses after it: `Json("application/vnd.api+json")`.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Path, Token, Type, parenthesized, token};

use super::tokens::{check_codec, is_token, ty};
use crate::styles::IN_FORM;
use crate::{names, suggest};

/// A codec as written.
#[derive(Clone)]
pub(crate) struct Codec {
    pub(crate) ty: Type,
    /// What takes the place of its own media type.
    pub(crate) media_type: Option<LitStr>,
    /// How a form writes lists: the word, and the codec for it.
    pub(crate) lists: Option<(Ident, Option<&'static str>)>,
}

impl Codec {
    pub(crate) fn of(ty: Type) -> Self {
        Self {
            ty,
            media_type: None,
            lists: None,
        }
    }

    /// The codec that it names.
    pub(crate) fn resolved(&self, krate: &Path) -> names::Codec {
        let codec = names::codec(krate, &self.ty);
        let path = self.lists.as_ref().and_then(|(word, codec)| {
            let codec = Ident::new((*codec)?, word.span());
            Some(quote!(#krate::codec::#codec))
        });
        names::Codec {
            path: path.unwrap_or(codec.path),
            media_type: self.media_type.as_ref().map(LitStr::value),
            lists: self.lists.as_ref().map(|(word, _)| word.to_string()),
            ..codec
        }
    }

    /// As conventionally formatted, without what is in parentheses.
    pub(crate) fn name(&self) -> String {
        names::type_name(&self.ty)
    }
}

impl Parse for Codec {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Ok(literal) = input.fork().parse::<LitStr>()
            && literal.value().contains('/')
        {
            return Err(syn::Error::new_spanned(&literal, no_codec(&literal)));
        }
        // As a type, `Json(…)` would be a trait like `Fn(…)`.
        let ahead = input.fork();
        let ty = match Path::parse_mod_style(&ahead) {
            Ok(path) if ahead.peek(token::Paren) => {
                input.advance_to(&ahead);
                syn::parse_quote!(#path)
            }
            _ => ty(input)?,
        };
        check_codec(&ty)?;
        let mut codec = Self::of(ty);
        if input.peek(token::Paren) {
            let content;
            let parentheses = parenthesized!(content in input);
            if content.is_empty() {
                let name = codec.name();
                return Err(syn::Error::new(
                    parentheses.span.join(),
                    format!(
                        "`{name}()` names no media type\nhelp: write `{name}`, or `{name}(\"application/vnd.api+json\")`"
                    ),
                ));
            }
            codec.arguments(&content)?;
        }
        Ok(codec)
    }
}

/// A media type where a codec is expected.
pub(crate) fn no_codec(literal: &LitStr) -> String {
    let essence = essence(literal);
    let help = match names::codec_for(&essence) {
        (word, true) => word.to_owned(),
        (word, false) => format!("{word}({essence:?})"),
    };
    format!("a media type belongs to a codec\nhelp: write `{help}`")
}

/// What is wrong with the default codec for a media type that is not JSON.
pub(crate) fn not_json(literal: &LitStr) -> Option<String> {
    let essence = essence(literal);
    let (word, _) = names::codec_for(&essence);
    (!essence.contains("json") && !essence.contains('*'))
        .then(|| format!("`{essence}` is not JSON, by which a type without a codec is read\nhelp: write `Type as {word}`"))
}

impl Codec {
    fn arguments(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let name = self.name();
        if names::is_word(&self.ty, "Form") {
            self.lists = Some(lists(input)?);
            return Ok(());
        }
        if let Some((key, value)) = keyed(input) {
            let help = syn::parse2::<LitStr>(value).ok().map_or_else(
                || format!("{name}(\"application/vnd.api+json\")"),
                |value| format!("{name}({})", value.token()),
            );
            return Err(syn::Error::new_spanned(
                key,
                format!("the media type needs no key\nhelp: write `{help}`"),
            ));
        }
        let literal = self::literal(input)?;
        check_media_type(&literal, Wildcards::Allowed)?;
        self.set_media_type(literal)?;
        if !input.is_empty() {
            return Err(input.error("unexpected after the media type\nhelp: remove it"));
        }
        Ok(())
    }

    /// Sets the media type, which some codecs do not take.
    pub(crate) fn set_media_type(&mut self, literal: LitStr) -> syn::Result<()> {
        let why = match names::known_codec(&self.ty).map(|codec| codec.word) {
            Some("Empty") => Some("`Empty` reads no body"),
            Some("Whole") => Some("`Whole` reads the response that its type describes"),
            _ if names::is_word(&self.ty, "Multipart") => {
                Some("the media type of a multipart form names its boundary")
            }
            _ => None,
        };
        if let Some(why) = why {
            return Err(syn::Error::new_spanned(
                literal,
                format!("{why}, so it takes no media type\nhelp: remove it"),
            ));
        }
        self.media_type = Some(literal);
        Ok(())
    }
}

/// `lists = brackets`
fn lists(input: ParseStream<'_>) -> syn::Result<(Ident, Option<&'static str>)> {
    let words = IN_FORM.map(|(word, _)| word);
    let key: TokenTree = input.parse()?;
    let is_key = key.to_string() == "lists";
    if !is_key || input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() {
        let message = if words.contains(&key.to_string().as_str()) {
            format!("`{key}` needs its key\nhelp: write `Form(lists = {key})`")
        } else if is_key {
            "`lists` needs a value\nhelp: write `Form(lists = brackets)`".to_owned()
        } else {
            "expected how lists are written\nhelp: write `Form(lists = brackets)`".to_owned()
        };
        return Err(syn::Error::new_spanned(key, message));
    }
    let token: TokenTree = input.parse()?;
    let word = token.to_string();
    let known = IN_FORM.iter().find(|(known, _)| *known == word);
    let message = match (known, suggest::nearest(&word, words)) {
        (Some((_, codec)), _) if input.is_empty() => {
            return Ok((Ident::new(&word, token.span()), *codec));
        }
        (Some(_), _) => return Err(input.error("unexpected after the style\nhelp: remove it")),
        (None, Some(near)) => format!("unknown style `{word}`; did you mean `{near}`?"),
        (None, None) => format!(
            "unknown style `{word}`, expected one of {}",
            suggest::list(words)
        ),
    };
    Err(syn::Error::new_spanned(token, message))
}

/// `type = "…"`, without looking further.
fn keyed(input: ParseStream<'_>) -> Option<(TokenTree, TokenStream)> {
    let ahead = input.fork();
    let key: TokenTree = ahead.parse().ok()?;
    ahead.parse::<Token![=]>().ok()?;
    Some((key, ahead.parse().ok()?))
}

/// A media type in quotes.
pub(crate) fn literal(input: ParseStream<'_>) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    let rest: TokenStream = input.parse()?;
    let written = rest.to_string().replace(' ', "");
    let is_media_type =
        matches!(written.split_once('/'), Some((one, other)) if is_token(one) && is_token(other));
    let help = if is_media_type {
        format!("{written:?}")
    } else {
        "one like \"application/vnd.api+json\"".to_owned()
    };
    Err(syn::Error::new_spanned(
        rest,
        format!("expected a media type in quotes\nhelp: write {help}"),
    ))
}

/// A media type without quotes, if one comes next, as written and as text.
pub(super) fn media_type(input: ParseStream<'_>) -> Option<(TokenStream, String)> {
    if !(input.peek(Ident) && input.peek2(Token![/])) {
        return None;
    }
    let ahead = input.fork();
    let mut tokens = TokenStream::new();
    while !(ahead.is_empty() || ahead.peek(Token![=>]) || ahead.peek(Token![|])) {
        tokens.extend([ahead.parse::<TokenTree>().ok()?]);
    }
    let text = tokens.to_string().replace(' ', "");
    Some((tokens, text))
}

/// Whether `image/*` is a media type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wildcards {
    /// In what is received.
    Allowed,
    /// In what is sent.
    Refused,
}

/// RFC 9110, section 8.3.1: a type, a subtype, and parameters.
pub(crate) fn check_media_type(literal: &LitStr, wildcards: Wildcards) -> syn::Result<()> {
    let text = literal.value();
    let mut pieces = text.split(';').map(str::trim);
    let essence = pieces.next().unwrap_or_default();
    let is_essence = |text: &str| {
        text.split_once('/').is_some_and(|(one, other)| {
            is_token(one) && is_token(other) && (one != "*" || other == "*")
        })
    };
    let problem = if !is_essence(essence) {
        Some(format!(
            "`{text}` is not a media type\nhelp: write one like \"{}\"",
            similar(essence)
        ))
    } else if wildcards == Wildcards::Refused && essence.contains('*') {
        Some(format!(
            "`{text}` is a range, but a body has one media type\nhelp: write one like \"{}\"",
            similar(essence)
        ))
    } else {
        pieces.find(|piece| !is_parameter(piece)).map(|piece| {
            format!("`{piece}` is not a parameter of a media type\nhelp: write one like \"{essence}; charset=utf-8\"")
        })
    };
    problem.map_or(Ok(()), |problem| {
        Err(syn::Error::new_spanned(literal, problem))
    })
}

fn is_parameter(text: &str) -> bool {
    let is_text = |byte: u8| matches!(byte, b' ' | b'!' | b'#'..=b'[' | b']'..=b'~');
    text.split_once('=').is_some_and(|(name, value)| {
        let quoted = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        is_token(name) && quoted.map_or(is_token(value), |value| value.bytes().all(is_text))
    })
}

/// A media type that was probably meant.
fn similar(text: &str) -> String {
    let word = text.trim_start_matches('.').to_ascii_lowercase();
    match word.as_str() {
        "xml" | "pdf" | "zip" => format!("application/{word}"),
        "csv" | "html" | "event-stream" => format!("text/{word}"),
        "text" | "plain" | "text/*" => "text/plain".to_owned(),
        "png" | "jpeg" | "gif" | "image/*" => "image/png".to_owned(),
        word if is_token(word) && word.ends_with("+json") => format!("application/{word}"),
        _ => "application/json".to_owned(),
    }
}

/// The type alone, in lower case: what tells media types apart.
pub(crate) fn essence(literal: &LitStr) -> String {
    let text = literal.value();
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether `one` is `other`, or a range with it: `image/*`.
pub(crate) fn includes(one: &str, other: &str) -> bool {
    let range = one.strip_suffix('*');
    one == other || one == "*/*" || range.is_some_and(|range| other.starts_with(range))
}

/// As it is written.
pub(crate) fn quoted(literal: &LitStr) -> String {
    literal.to_token_stream().to_string()
}
