//! The fields: our attributes are taken off them, the rest stays as it is.

mod query;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, LitStr, Meta, Token, Type};

use self::query::query;
use super::example::{self, Example};
use super::options::{check_header_name, in_quotes, ty};
use crate::diag::Errors;
use crate::{names, suggest};

/// A field as it was written.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Its attributes without ours.
    pub(crate) attrs: Vec<Attribute>,
    /// The attribute that gives it a place, and the place.
    pub(crate) place: Option<(Attribute, Place)>,
    pub(crate) secret: bool,
    pub(crate) example: Option<Example>,
    /// Whether one of our attributes on it could not be read: then nothing is known of its place.
    pub(crate) is_broken: bool,
}

/// The place that an attribute gives.
pub(crate) enum Place {
    Query {
        name: Option<LitStr>,
        style: Style,
    },
    Header(LitStr),
    /// The whole body, with its codec.
    Body(Option<Type>),
    /// A part of a multipart form, with its codec.
    Part {
        name: Option<LitStr>,
        codec: Option<Type>,
    },
}

/// How a value stands in the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `key=a&key=b`
    Repeat,
    /// `key=a,b`
    Csv,
    /// `key=a|b`
    Pipes,
    /// `key=a b`
    Spaces,
    /// `key[]=a&key[]=b`
    Brackets,
    /// `key[name]=a`
    Deep,
    /// `name=a`
    Flatten,
    /// `key`
    Flag,
}

/// The attributes of ours that a field may have.
pub(crate) const OURS: [&str; 6] = ["query", "header", "body", "part", "secret", "example"];

/// Attributes of others that differ little from ours.
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

/// Takes our attributes off the fields of a struct. Nothing else of the item changes, and nothing of it is lost after a mistake.
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
        let is_same = |known: &Field| known.ident == next.ident && cfgs(&known.attrs).is_empty();
        if cfgs(&next.attrs).is_empty() && taken.iter().any(is_same) {
            // It leaves the item: the compiler would say it once more, of the item and of what comes of it.
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
        place: None,
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
                format!("the attribute of a field has no path\nhelp: write `#[{ours}]`"),
            );
        } else if let Some(hidden) = conditional(&attr, &OURS) {
            taken.is_broken = true;
            errors.at(
                &hidden,
                format!("`{hidden}` inside of `cfg_attr` is not seen here\nhelp: write the field twice, each time with its own `#[cfg(…)]`"),
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

/// `callpoint::query`: ours are not items that a path leads to.
fn with_path(attr: &Attribute) -> Option<&Ident> {
    let segments = &attr.path().segments;
    let (first, last) = (segments.first()?, segments.last()?);
    let is_ours = segments.len() == 2 && OURS.iter().any(|ours| last.ident == ours);
    (is_ours && first.ident == "callpoint").then_some(&last.ident)
}

/// The first of these attributes that stands inside of a `cfg_attr`: a macro sees it, but not whether it holds.
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

/// Attributes that are not ours but were meant to be.
fn foreign(name: &str) -> Option<String> {
    match name {
        "path" => Some("a path parameter is named by the template\nhelp: remove `#[path]` and write `<name>` in the template".to_owned()),
        "json" => Some("unknown attribute `json`\nhelp: a field of the JSON body needs no attribute; the whole body is `#[body]`".to_owned()),
        "param" => Some("unknown attribute `param`\nhelp: write `#[query]`, or `<name>` in the template".to_owned()),
        "cookie" => Some("unknown attribute `cookie`\nhelp: a cookie is a header: `#[header(\"Cookie\")]` with `name=value`".to_owned()),
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
        let place = match name {
            "query" => query(&attr),
            "header" => header(&attr),
            "part" => part(&attr),
            _ => body(&attr),
        };
        let Some(place) = errors.keep(place) else {
            self.is_broken = true;
            return;
        };
        if let Some((first, _)) = &self.place {
            let first = first.path().to_token_stream();
            errors.at(
                &attr,
                format!("field `{}` has two places: `#[{first}]` and `#[{name}]`\nhelp: keep one of the two", self.name()),
            );
            return;
        }
        self.place = Some((attr, place));
    }
}

/// What frames the message or names the connection is the transport's (RFC 9110, sections 7.2, 7.6 and 8.6).
const FRAMING: [&str; 7] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "te",
    "trailer",
    "upgrade",
];

fn header(attr: &Attribute) -> syn::Result<Place> {
    const EXAMPLE: &str = "help: write `#[header(\"X-Request-Mode\")]`";
    let without_name = || {
        syn::Error::new_spanned(
            attr,
            format!("`#[header]` needs the name of the header\n{EXAMPLE}"),
        )
    };
    let name: LitStr = match &attr.meta {
        Meta::Path(_) => return Err(without_name()),
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            return Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[header]`\nhelp: write `#[header({value})]`"),
            ));
        }
        Meta::List(list) if list.tokens.is_empty() => return Err(without_name()),
        Meta::List(list) => attr
            .parse_args()
            .map_err(|_| no_header_name(&list.tokens, EXAMPLE))?,
    };
    check_header_name(&name)?;
    if FRAMING.contains(&name.value().to_ascii_lowercase().as_str()) {
        let message = format!(
            "`{}` is set by the transport\nhelp: remove the field",
            name.value()
        );
        return Err(syn::Error::new_spanned(name, message));
    }
    Ok(Place::Header(name))
}

fn no_header_name(tokens: &TokenStream, example: &str) -> syn::Error {
    let mut rest = tokens.clone().into_iter();
    let first: TokenStream = rest.next().into_iter().collect();
    let rest: TokenStream = rest.collect();
    if syn::parse2::<LitStr>(first.clone()).is_ok() {
        let message = format!("unexpected after the name\nhelp: write `#[header({first})]`");
        return syn::Error::new_spanned(rest, message);
    }
    let help = in_quotes(tokens).map_or_else(
        || example.to_owned(),
        |name| format!("help: write `#[header({name})]`"),
    );
    syn::Error::new_spanned(
        tokens,
        format!("expected the name of the header in quotes\n{help}"),
    )
}

fn body(attr: &Attribute) -> syn::Result<Place> {
    match &attr.meta {
        Meta::Path(_) => Ok(Place::Body(None)),
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            attr,
            "`#[body()]` names no codec\nhelp: write `#[body]`, or a codec: `#[body(Form)]`",
        )),
        Meta::List(_) => attr
            .parse_args_with(|input: ParseStream<'_>| last_codec(input, "body", None))
            .map(|codec| Place::Body(Some(codec))),
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[body]`\nhelp: write `#[body({value})]`"),
            ))
        }
    }
}

/// The codec at the end of an attribute.
fn last_codec(input: ParseStream<'_>, place: &str, name: Option<&LitStr>) -> syn::Result<Type> {
    let written = |codec: &Type, name: Option<&LitStr>| {
        let name = name.map(|name| format!("{}, ", name.token()));
        format!(
            "#[{place}({}{})]",
            name.unwrap_or_default(),
            names::type_name(codec)
        )
    };
    let codec = match input.fork().parse::<TokenTree>() {
        Ok(TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_)) => ty(input)?,
        _ if input.peek(Token![::]) || input.peek(Token![<]) => ty(input)?,
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
    } else if place == "part"
        && name.is_none()
        && let Ok(late) = syn::parse2(second)
    {
        let help = written(&codec, Some(&late));
        format!("the name stands first\nhelp: write `{help}`")
    } else {
        let help = written(&codec, name);
        format!("unexpected after the codec\nhelp: write `{help}`")
    };
    Err(syn::Error::new_spanned(rest, message))
}

fn part(attr: &Attribute) -> syn::Result<Place> {
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
    Ok(Place::Part { name, codec })
}

fn value_of(tokens: &TokenStream) -> String {
    tokens.to_string()
}

/// The `cfg` attributes among these: what the expansion says of a field or an item holds under the same conditions.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The text of doc comments, one line each.
pub(crate) fn doc_text(attrs: &[Attribute]) -> String {
    let lines = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(given) => syn::parse2::<LitStr>(given.value.to_token_stream()).ok(),
            _ => None,
        });
    let text: Vec<_> = lines
        .map(|line| {
            line.value()
                .strip_prefix(' ')
                .map_or_else(|| line.value(), str::to_owned)
        })
        .collect();
    text.join("\n").trim().to_owned()
}
