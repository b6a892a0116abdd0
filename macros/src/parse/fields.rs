//! The fields: our attributes are removed, the rest stays unchanged.

mod path;
mod query;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, LitStr, Meta, Token, Type};

use self::path::path;
#[cfg(test)]
pub(crate) use self::query::WORDS as QUERY_WORDS;
use self::query::query;
use super::codec::{self, Codec, Wildcards};
use super::example::{self, Example};
use super::options::{check_header_name, in_quotes};
use super::tokens::{FRAMING, codec_type, is_token};
use crate::attrs::cfgs;
use crate::diag::Errors;
use crate::styles::{ListStyle, Style};
use crate::{names, suggest};

/// A field as written.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Its attributes without ours.
    pub(crate) attrs: Vec<Attribute>,
    /// The attribute that gives its location, and the location.
    pub(crate) location: Option<(Attribute, FieldLocation)>,
    pub(crate) secret: bool,
    pub(crate) example: Option<Example>,
    /// Whether one of our attributes on it could not be parsed, so that its location is unknown.
    pub(crate) is_broken: bool,
}

/// The location that an attribute gives.
pub(crate) enum FieldLocation {
    Query {
        name: Option<LitStr>,
        style: Style,
        by_display: bool,
    },
    /// The style of a parameter that the template names.
    Path(ListStyle),
    Header {
        name: LitStr,
        by_display: bool,
    },
    Cookie {
        name: LitStr,
        by_display: bool,
    },
    /// The whole body, with its codec.
    Body(Option<Codec>),
    /// A part of a multipart form, with its codec.
    Part {
        name: Option<LitStr>,
        codec: Option<Type>,
    },
}

/// Our attributes for fields.
pub(crate) const OURS: [&str; 8] = [
    "path", "query", "header", "cookie", "body", "part", "secret", "example",
];

/// Other attributes whose names resemble ours.
const KNOWN: [&str; 9] = [
    "serde",
    "doc",
    "cfg",
    "cfg_attr",
    "allow",
    "expect",
    "warn",
    "deny",
    "deprecated",
];

impl Field {
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// Removes our attributes from the fields of a struct. Nothing else of the item changes, even after a mistake.
pub(crate) fn take(item: &mut DeriveInput, errors: &Errors) -> Vec<Field> {
    let syn::Data::Struct(data) = &mut item.data else {
        return Vec::new();
    };
    let syn::Fields::Named(named) = &mut data.fields else {
        return Vec::new();
    };
    let mut taken: Vec<Field> = Vec::new();
    let mut kept = Punctuated::<syn::Field, Token![,]>::new();
    for mut field in std::mem::take(&mut named.named) {
        let Some(next) = take_field(&mut field, errors) else {
            continue;
        };
        let is_same = |known: &Field| {
            names::is_same(&known.ident, &next.ident) && cfgs(&known.attrs).is_empty()
        };
        if cfgs(&next.attrs).is_empty() && taken.iter().any(is_same) {
            // It is removed from the item: the compiler would report it again, in the item and in generated code.
            let message = format!(
                "field `{}` is declared twice\nhelp: remove one of the two",
                next.name()
            );
            errors.at(&next.ident, message);
            continue;
        }
        taken.push(next);
        kept.push(field);
    }
    named.named = kept;
    taken
}

fn take_field(field: &mut syn::Field, errors: &Errors) -> Option<Field> {
    let ident = field.ident.clone()?;
    let mut taken = Field {
        ident,
        ty: field.ty.clone(),
        attrs: Vec::new(),
        location: None,
        secret: false,
        example: None,
        is_broken: false,
    };
    for attr in std::mem::take(&mut field.attrs) {
        let name = attr
            .path()
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        if OURS.contains(&name.as_str()) {
            taken.take(&name, attr, errors);
        } else if let Some(ours) = with_path(&attr) {
            taken.is_broken = true;
            errors.at(
                attr.path(),
                format!("a field attribute is written without a path\nhelp: write `#[{ours}]`"),
            );
        } else if let Some(hidden) = conditional(&attr, &OURS) {
            taken.is_broken = true;
            errors.at(
                &hidden,
                format!("`{hidden}` inside `cfg_attr` is not visible to the macro\nhelp: write the field twice, each time with its own `#[cfg(…)]`"),
            );
        } else if let Some(message) = foreign(&name) {
            taken.is_broken = true;
            errors.at(attr.path(), message);
        } else {
            field.attrs.push(attr);
        }
    }
    taken.attrs.clone_from(&field.attrs);
    Some(taken)
}

/// `callpoint::query`: our attributes are not items, so they have no path.
fn with_path(attr: &Attribute) -> Option<&Ident> {
    let segments = &attr.path().segments;
    let (first, last) = (segments.first()?, segments.last()?);
    let is_ours = segments.len() == 2 && OURS.iter().any(|ours| last.ident == ours);
    (is_ours && first.ident == "callpoint").then_some(&last.ident)
}

/// The first of these attributes inside a `cfg_attr`: a macro sees it, but not whether the condition holds.
pub(crate) fn conditional(attr: &Attribute, names: &[&str]) -> Option<Ident> {
    let Meta::List(list) = &attr.meta else {
        return None;
    };
    if !attr.path().is_ident("cfg_attr") {
        return None;
    }
    let mut follows_comma = false;
    list.tokens.clone().into_iter().find_map(|token| {
        let begins = std::mem::replace(&mut follows_comma, token.to_string() == ",");
        match token {
            TokenTree::Ident(word) if begins && names.iter().any(|name| word == name) => Some(word),
            _ => None,
        }
    })
}

/// Unknown attributes that were probably meant to be ours.
fn foreign(name: &str) -> Option<String> {
    match name {
        "json" => Some("unknown attribute `json`\nhelp: a field of the JSON body needs no attribute; the whole body is `#[body]`".to_owned()),
        "queries" | "params" | "query_param" => Some(format!("unknown attribute `{name}`; did you mean `query`?")),
        "param" => Some("unknown attribute `param`\nhelp: write `#[query]`, or `<name>` in the template".to_owned()),
        "form" => Some("unknown attribute `form`\nhelp: write `body = Form` in `#[endpoint(…)]`".to_owned()),
        "" => None,
        _ if KNOWN.contains(&name) => None,
        _ => suggest::nearest(name, OURS).map(|near| format!("unknown attribute `{name}`; did you mean `{near}`?")),
    }
}

impl Field {
    fn take(&mut self, name: &str, attr: Attribute, errors: &Errors) {
        if name == "secret" {
            if self.secret {
                errors.at(&attr, "`#[secret]` twice\nhelp: remove one");
            }
            if !matches!(attr.meta, Meta::Path(_)) {
                errors.at(&attr, "`#[secret]` takes no value\nhelp: write `#[secret]`");
            }
            self.secret = true;
            return;
        }
        if name == "example" {
            return example::take(&mut self.example, attr, errors);
        }
        let location = match name {
            "query" => query(&attr),
            "path" => path(&attr),
            "header" => header(&attr),
            "cookie" => cookie(&attr),
            "part" => part(&attr),
            _ => body(&attr),
        };
        let Some(location) = errors.keep(location) else {
            self.is_broken = true;
            return;
        };
        if let Some((first, _)) = &self.location {
            let first = first.path().to_token_stream();
            errors.at(
                &attr,
                format!("field `{}` has two locations: `#[{first}]` and `#[{name}]`\nhelp: keep one of the two", self.name()),
            );
            return;
        }
        self.location = Some((attr, location));
    }
}

fn header(attr: &Attribute) -> syn::Result<FieldLocation> {
    let (name, by_display) = named(attr, "header", "X-Request-Mode")?;
    check_header_name(&name)?;
    if FRAMING.contains(&name.value().to_ascii_lowercase().as_str()) {
        let message = format!(
            "`{}` is set by the transport\nhelp: remove the field",
            name.value()
        );
        return Err(syn::Error::new_spanned(name, message));
    }
    Ok(FieldLocation::Header { name, by_display })
}

fn cookie(attr: &Attribute) -> syn::Result<FieldLocation> {
    let (name, by_display) = named(attr, "cookie", "session")?;
    if is_token(&name.value()) {
        return Ok(FieldLocation::Cookie { name, by_display });
    }
    let text = name.value();
    let first = text.split(['=', ';', ' ']).next().unwrap_or_default();
    let message = if text.contains('=') && is_token(first) {
        format!(
            "`{text}` is a name and a value\nhelp: write {first:?}, and the value in the field; one that never changes is `header = \"Cookie: {first}=…\"`"
        )
    } else {
        let first = if is_token(first) { first } else { "session" };
        format!("`{text}` is not the name of a cookie\nhelp: write one like {first:?}")
    };
    Err(syn::Error::new_spanned(name, message))
}

/// The arguments of `#[header("X-A")]` and `#[cookie("a")]`.
fn named(attr: &Attribute, word: &str, example: &str) -> syn::Result<(LitStr, bool)> {
    let help = format!("help: write `#[{word}({example:?})]`");
    let without_name =
        || syn::Error::new_spanned(attr, format!("`#[{word}]` needs a {word} name\n{help}"));
    match &attr.meta {
        Meta::Path(_) => Err(without_name()),
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[{word}]`\nhelp: write `#[{word}({value})]`"),
            ))
        }
        Meta::List(list) if list.tokens.is_empty() => Err(without_name()),
        Meta::List(list) => attr
            .parse_args_with(name_and_display)
            .map_err(|_| no_name(&list.tokens, word, example)),
    }
}

/// `"X-A"`, or `"X-A", Display`.
fn name_and_display(input: ParseStream<'_>) -> syn::Result<(LitStr, bool)> {
    let name = input.parse()?;
    let comma = input.parse::<Option<Token![,]>>()?;
    if comma.is_none() || input.is_empty() {
        return Ok((name, false));
    }
    let word: Ident = input.parse()?;
    if word == "Display" {
        Ok((name, true))
    } else {
        Err(input.error("unknown word"))
    }
}

fn no_name(tokens: &TokenStream, attribute: &str, example: &str) -> syn::Error {
    let words = tokens.clone().into_iter().map(|word| word.to_string());
    let (names, words): (Vec<_>, Vec<_>) = words.partition(|word| word.starts_with('"'));
    if let Some(word) = words
        .iter()
        .find(|word| word.eq_ignore_ascii_case("Display"))
    {
        let example = format!("{example:?}");
        let name = names.first().unwrap_or(&example);
        let problem = if word == "Display" {
            "the name stands first".to_owned()
        } else {
            format!("unknown word `{word}`; did you mean `Display`?")
        };
        let message = format!("{problem}\nhelp: write `#[{attribute}({name}, Display)]`");
        return syn::Error::new_spanned(tokens, message);
    }
    if let ([name], [key, equals]) = (&*names, &*words)
        && equals == "="
    {
        let message = format!("the name needs no key\nhelp: write `#[{attribute}({name})]`");
        let key = tokens.clone().into_iter().find(|it| it.to_string() == *key);
        return syn::Error::new_spanned(key, message);
    }
    let mut rest = tokens.clone().into_iter();
    let first: TokenStream = rest.next().into_iter().collect();
    let rest: TokenStream = rest.collect();
    if syn::parse2::<LitStr>(first.clone()).is_ok() {
        let message = format!("unexpected after the name\nhelp: write `#[{attribute}({first})]`");
        return syn::Error::new_spanned(rest, message);
    }
    let name = in_quotes(tokens).unwrap_or_else(|| format!("{example:?}"));
    let help = format!("help: write `#[{attribute}({name})]`");
    syn::Error::new_spanned(
        tokens,
        format!("expected the {attribute} name in quotes\n{help}"),
    )
}

fn body(attr: &Attribute) -> syn::Result<FieldLocation> {
    match &attr.meta {
        Meta::Path(_) => Ok(FieldLocation::Body(None)),
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            attr,
            "`#[body()]` names no codec\nhelp: write `#[body]`, or a codec: `#[body(Form)]`",
        )),
        Meta::List(_) => attr
            .parse_args_with(body_codec)
            .map(|codec| FieldLocation::Body(Some(codec))),
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[body]`\nhelp: write `#[body({value})]`"),
            ))
        }
    }
}

/// `Json`, or `Json, type = "application/merge-patch+json"`
fn body_codec(input: ParseStream<'_>) -> syn::Result<Codec> {
    if input.peek(Token![type]) {
        let rest: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(
            &rest,
            format!("`type` follows a codec\nhelp: write `#[body(Json, {rest})]`"),
        ));
    }
    let ahead = input.fork();
    let given = ahead.parse::<Codec>();
    if let Ok(Codec {
        ty,
        media_type: Some(media_type),
        ..
    }) = &given
    {
        let (name, media_type) = (names::type_name(ty), codec::quoted(media_type));
        let rest: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(
            rest,
            format!(
                "a body names its media type by `type`\nhelp: write `#[body({name}, type = {media_type})]`"
            ),
        ));
    }
    let is_followed = ahead.peek(Token![,]) && ahead.peek2(syn::Ident::peek_any);
    if given.as_ref().is_ok_and(|codec| codec.lists.is_some()) && ahead.is_empty() {
        return input.parse();
    }
    if let Ok(codec) = &given
        && ahead.peek(Token![,])
        && ahead.peek2(LitStr)
    {
        let rest: TokenStream = ahead.parse()?;
        let media_type: TokenStream = rest.into_iter().skip(1).collect();
        let _: TokenStream = input.parse()?;
        let help = format!("#[body({}, type = {media_type})]", codec.name());
        return Err(syn::Error::new_spanned(
            media_type,
            format!("a media type follows `type =`\nhelp: write `{help}`"),
        ));
    }
    if let Ok(literal) = input.fork().parse::<LitStr>()
        && literal.value().contains('/')
    {
        let _: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(&literal, codec::no_codec(&literal)));
    }
    if given.is_err() || !is_followed {
        return last_codec(input, "body", None).map(Codec::of);
    }
    let mut codec: Codec = input.parse()?;
    input.parse::<Token![,]>()?;
    let key = input.call(Ident::parse_any)?;
    let name = codec.name();
    if key != "type" {
        let rest: TokenStream = input.parse()?;
        let message = match key.to_string().as_str() {
            word @ ("media_type" | "content_type" | "mime" | "mime_type" | "r#type" | "ty") => {
                format!(
                    "unknown word `{word}`; did you mean `type`?\nhelp: write `#[body({name}, type {rest})]`"
                )
            }
            word => format!("unexpected `{word}` after the codec\nhelp: write `#[body({name})]`"),
        };
        return Err(syn::Error::new_spanned(key, message));
    }
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() {
        let _: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(
            key,
            format!(
                "`type` needs a value\nhelp: write `#[body({name}, type = \"application/merge-patch+json\")]`"
            ),
        ));
    }
    let literal = codec::literal(input)?;
    codec::check_media_type(&literal, Wildcards::Refused)?;
    if !input.is_empty() {
        return Err(input.error("unexpected after the media type\nhelp: remove it"));
    }
    codec.set_media_type(literal)?;
    Ok(codec)
}

/// The codec at the end of an attribute.
fn last_codec(input: ParseStream<'_>, location: &str, name: Option<&LitStr>) -> syn::Result<Type> {
    let written = |codec: &Type, name: Option<&LitStr>| {
        let name = name.map(|name| format!("{}, ", name.token()));
        format!(
            "#[{location}({}{})]",
            name.unwrap_or_default(),
            names::type_name(codec)
        )
    };
    if let Ok(word) = input.fork().parse::<Ident>()
        && word == "Display"
    {
        let name = name.map(|name| format!("{}, ", name.token()));
        let name = name.unwrap_or_default();
        return Err(input.error(format!(
            "`Display` is not a codec\nhelp: write `#[{location}({name}Text)]`"
        )));
    }
    let codec = match input.fork().parse::<TokenTree>() {
        Ok(TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_)) => codec_type(input)?,
        _ if input.peek(Token![::]) || input.peek(Token![<]) => codec_type(input)?,
        _ => return Err(input.error("expected a codec\nhelp: write a type like `Raw`")),
    };
    if input.is_empty() {
        return Ok(codec);
    }
    let rest: TokenStream = input.parse()?;
    let separator = rest.clone().into_iter().next();
    let second: TokenStream = rest.clone().into_iter().skip(1).collect();
    let is_key = separator.is_some_and(|separator| separator.to_string() == "=");
    let message = if is_key && let Ok(codec) = syn::parse2(second.clone()) {
        let help = written(&codec, name);
        format!("the codec needs no key\nhelp: write `{help}`")
    } else if location == "part"
        && name.is_none()
        && let Ok(late) = syn::parse2(second)
    {
        let help = written(&codec, Some(&late));
        format!("the name comes first\nhelp: write `{help}`")
    } else {
        let help = written(&codec, name);
        format!("unexpected after the codec\nhelp: write `{help}`")
    };
    Err(syn::Error::new_spanned(rest, message))
}

fn part(attr: &Attribute) -> syn::Result<FieldLocation> {
    let (mut name, mut codec) = (None, None);
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(_) => attr.parse_args_with(|input: ParseStream<'_>| {
            if input.peek(LitStr) {
                let literal = name.insert(input.parse::<LitStr>()?);
                if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
                    let message = format!(
                        "unexpected after the name\nhelp: write `#[part({}, Codec)]`",
                        literal.token()
                    );
                    return Err(input.error(message));
                }
            }
            if !input.is_empty() {
                codec = Some(last_codec(input, "part", name.as_ref())?);
            }
            Ok(())
        })?,
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            return Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[part]`\nhelp: write `#[part({value})]`"),
            ));
        }
    }
    if let Some(literal) = name.as_ref().filter(|literal| literal.value().is_empty()) {
        return Err(syn::Error::new_spanned(
            literal,
            "a part needs a name\nhelp: write a name like \"file\"",
        ));
    }
    Ok(FieldLocation::Part { name, codec })
}

fn value_of(tokens: &TokenStream) -> String {
    tokens.to_string()
}
