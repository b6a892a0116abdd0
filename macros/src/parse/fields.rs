//! The fields: our attributes are taken off them, the rest stays as it is.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Attribute, DeriveInput, LitStr, Meta, Token, Type};

use super::options::check_header_name;
use crate::diag::Errors;
use crate::suggest;

/// A field as it was written.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Its attributes without ours.
    pub(crate) attrs: Vec<Attribute>,
    /// The attribute that gives it a place, and the place.
    pub(crate) place: Option<(Attribute, Place)>,
    pub(crate) secret: bool,
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
const OURS: [&str; 5] = ["query", "header", "body", "part", "secret"];

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
    named
        .named
        .iter_mut()
        .filter_map(|field| take_field(field, errors))
        .collect()
}

fn take_field(field: &mut syn::Field, errors: &Errors) -> Option<Field> {
    let ident = field.ident.clone()?;
    let mut taken = Field {
        ident,
        ty: field.ty.clone(),
        attrs: Vec::new(),
        place: None,
        secret: false,
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

/// Attributes that are not ours but were meant to be.
fn foreign(name: &str) -> Option<String> {
    match name {
        "path" => Some("a path parameter is named by the template\nhelp: remove `#[path]` and write `<name>` in the template".to_owned()),
        "json" => Some("unknown attribute `json`\nhelp: a field of the JSON body needs no attribute; the whole body is `#[body]`".to_owned()),
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

const STYLES: [(&str, Style); 6] = [
    ("repeat", Style::Repeat),
    ("csv", Style::Csv),
    ("pipes", Style::Pipes),
    ("spaces", Style::Spaces),
    ("brackets", Style::Brackets),
    ("deep", Style::Deep),
];

/// What may stand in `#[query(…)]`.
const QUERY_WORDS: &str = "a name in quotes, `style = …`, `flag` or `flatten`";

fn query(attr: &Attribute) -> syn::Result<Place> {
    let mut name = None;
    let mut style = None;
    let mut part = |input: ParseStream<'_>| -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(LitStr) && name.is_none() && style.is_none() {
                name = Some(input.parse::<LitStr>()?);
            } else if input.peek(syn::Ident) {
                let word: Ident = input.parse()?;
                match word.to_string().as_str() {
                    "flatten" if name.is_some() => {
                        let message = "a flattened field has no name of its own\nhelp: remove the name, or `flatten`";
                        return Err(syn::Error::new_spanned(word, message));
                    }
                    "flatten" => style = Some(Style::Flatten),
                    "flag" => style = Some(Style::Flag),
                    "style" => {
                        input.parse::<Token![=]>()?;
                        style = Some(query_style(&input.parse()?)?);
                    }
                    other => {
                        let message = match suggest::nearest(other, ["flag", "flatten", "style"]) {
                            Some(near) => format!("unknown word `{other}`; did you mean `{near}`?"),
                            None => format!("unknown word `{other}`, expected {QUERY_WORDS}"),
                        };
                        return Err(syn::Error::new_spanned(word, message));
                    }
                }
            } else {
                return Err(input.error(format!("expected {QUERY_WORDS}")));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(_) => attr.parse_args_with(&mut part)?,
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            return Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[query]`\nhelp: write `#[query({value})]`"),
            ));
        }
    }
    if let Some(literal) = name.as_ref().filter(|literal| literal.value().is_empty()) {
        return Err(syn::Error::new_spanned(
            literal,
            "a query parameter needs a name\nhelp: write a name like \"page\"",
        ));
    }
    Ok(Place::Query {
        name,
        style: style.unwrap_or(Style::Repeat),
    })
}

fn query_style(word: &Ident) -> syn::Result<Style> {
    let name = word.to_string();
    let styles = STYLES.map(|(name, _)| name);
    STYLES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, style)| style)
        .ok_or_else(|| {
            let message = match suggest::nearest(&name, styles) {
                Some(near) => format!("unknown style `{name}`; did you mean `{near}`?"),
                None => format!(
                    "unknown style `{name}`, expected one of {}",
                    suggest::list(styles)
                ),
            };
            syn::Error::new_spanned(word, message)
        })
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
    let name: LitStr = match &attr.meta {
        Meta::Path(_) => {
            return Err(syn::Error::new_spanned(
                attr,
                format!("`#[header]` needs the name of the header\n{EXAMPLE}"),
            ));
        }
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            return Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[header]`\nhelp: write `#[header({value})]`"),
            ));
        }
        Meta::List(list) => attr.parse_args().map_err(|_| {
            syn::Error::new_spanned(
                &list.tokens,
                format!("expected the name of the header in quotes\n{EXAMPLE}"),
            )
        })?,
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

fn body(attr: &Attribute) -> syn::Result<Place> {
    match &attr.meta {
        Meta::Path(_) => Ok(Place::Body(None)),
        Meta::List(_) => attr.parse_args().map(|codec| Place::Body(Some(codec))),
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[body]`\nhelp: write `#[body({value})]`"),
            ))
        }
    }
}

fn part(attr: &Attribute) -> syn::Result<Place> {
    let (mut name, mut codec) = (None, None);
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(_) => attr.parse_args_with(|input: ParseStream<'_>| {
            if input.peek(LitStr) {
                name = Some(input.parse::<LitStr>()?);
                if input.is_empty() {
                    return Ok(());
                }
                input.parse::<Token![,]>()?;
            }
            if !input.is_empty() {
                codec = Some(input.parse::<Type>()?);
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
