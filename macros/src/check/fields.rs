//! Checks the fields against the template, the method and each other.

mod cross_field;

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{DeriveInput, LitStr, Path, Type};

pub(super) use self::cross_field::is_taken;
use self::cross_field::{
    check_cookies, check_fixed, check_names, check_option_of_option, check_required, check_setters,
    check_styles, check_wire_names,
};
use super::body::{body, check_bodies, check_leftover};
use super::secret_names::is_secret_header;
use super::{Placed, bytes, effective, values};
use crate::attrs::{cfgs, doc_text};
use crate::diag::Errors;
use crate::model::{Field, FieldLocation, optional_type, presence};
use crate::names;
use crate::parse::Args;
use crate::parse::fields::{Field as Written, FieldLocation as WrittenLocation, conditional};
use crate::serde_attr::{self, SerdeAttr, derives_serde};
use crate::styles::{self, Form};
use crate::template::{PathPiece, QueryPiece, Template};

/// Assigns each field its location. `None` if the template or the method is unknown, because leftover fields depend on both.
pub(super) fn resolve(
    args: &Args,
    item: &DeriveInput,
    written: &[Written],
    krate: &Path,
    errors: &Errors,
) -> Option<Placed> {
    check_setters(written, errors);
    check_required(args, item, written, errors);
    check_option_of_option(written, errors);
    check_styles(written, errors);
    check_bodies(written, errors);
    serde_attr::check(&item.attrs, errors);
    for field in written {
        serde_attr::check(&field.attrs, errors);
    }
    let (Some(template), Some(method)) = (&args.template, &args.method) else {
        return None;
    };
    let context = Context {
        template,
        method: &method.name,
        item,
        container: SerdeAttr::parse(&item.attrs),
        misspelt: check_names(template, item, written, errors),
        is_multipart: effective(&args.options, |options| options.body.clone())
            .is_some_and(|given| names::is_word(&given.value.ty, "Multipart")),
        errors,
    };
    let fields: Vec<Field> = written.iter().map(|field| context.field(field)).collect();
    let leftover = written.iter().zip(&fields).filter(|(_, field)| {
        matches!(
            field.location,
            FieldLocation::BodyField { .. } | FieldLocation::Part { .. }
        )
    });
    let leftover: Vec<_> = leftover.map(|(written, _)| written).collect();
    check_leftover(&method.name, written, &leftover, errors);
    check_wire_names(written, &fields, errors);
    check_cookies(written, &fields, errors);
    check_fixed(template, written, &fields, errors);
    let query = fields.iter().enumerate().filter(|(i, field)| {
        matches!(field.location, FieldLocation::Query { .. })
            && !context.is_in_query(&written[*i].name())
    });
    let query = query.map(|(i, _)| i).collect();
    let body = body(args, item, written, &fields, krate, errors);
    Some(Placed {
        fields,
        query,
        body,
    })
}

struct Context<'a> {
    template: &'a Template,
    method: &'a str,
    item: &'a DeriveInput,
    container: SerdeAttr,
    /// Fields that the template probably means by a misspelt name: their location is unknown, and one mistake gives one message.
    misspelt: Vec<String>,
    /// `body = Multipart`
    is_multipart: bool,
    errors: &'a Errors,
}

impl Context<'_> {
    fn field(&self, written: &Written) -> Field {
        let location = self.location(written);
        self.check_serde(written, &location);
        values::check(written, &location, self.errors);
        Field {
            ident: written.ident.clone(),
            ty: written.ty.clone(),
            type_name: names::type_name(&written.ty),
            cfgs: cfgs(&written.attrs),
            doc: doc_text(&written.attrs),
            by_display: self.by_display(written),
            presence: presence(borrowed(&written.ty)),
            secret: written.secret || is_secret_by_name(&location),
            example: self.example(written, &location),
            location,
        }
    }

    fn location(&self, written: &Written) -> FieldLocation {
        let name = written.name();
        if let Some(location) = self.location_in_template(written, &name) {
            return location;
        }
        match &written.location {
            _ if written.is_broken || self.misspelt.contains(&name) => FieldLocation::Skipped,
            Some((
                _,
                WrittenLocation::Query {
                    name: given, style, ..
                },
            )) => FieldLocation::Query {
                key: encoded_key(&given.as_ref().map_or(name, LitStr::value)),
                style: *style,
            },
            Some((attr, WrittenLocation::Header { name, .. }))
                if self.is_multipart && name.value().eq_ignore_ascii_case("content-type") =>
            {
                self.errors.at(attr, "the `Content-Type` of a multipart form names its boundary, so a field cannot set it\nhelp: remove the field");
                FieldLocation::Skipped
            }
            Some((_, WrittenLocation::Header { name, .. })) => {
                FieldLocation::Header(name.value().to_ascii_lowercase())
            }
            Some((attr, WrittenLocation::Path(_))) => {
                self.errors.at(
                    attr,
                    format!("no `<{name}>` in the template\nhelp: write it where the value belongs, or `#[query]` here"),
                );
                FieldLocation::Skipped
            }
            Some((_, WrittenLocation::Cookie { name, .. })) => FieldLocation::Cookie(name.value()),
            Some((attr, WrittenLocation::Body(_))) => {
                // By name GET has one too: some search services take it.
                if ["HEAD", "TRACE"].contains(&self.method) {
                    let method = self.method;
                    self.errors.at(
                        attr,
                        format!("a `{method}` request has no body (RFC 9110, section 9.3)\nhelp: write `#[query(flatten)]`, or another method"),
                    );
                }
                FieldLocation::Body
            }
            Some((attr, WrittenLocation::Part { name: given, codec })) => {
                if ["GET", "HEAD", "TRACE"].contains(&self.method) {
                    let method = self.method;
                    self.errors.at(
                        attr,
                        format!("a `{method}` request has no body (RFC 9110, section 9.3)\nhelp: write `#[query]`, or another method"),
                    );
                } else if !self.is_multipart {
                    self.errors.at(
                        attr,
                        "a part belongs in a multipart form\nhelp: write `body = Multipart` in `#[endpoint(…)]`",
                    );
                } else if codec.is_none() {
                    bytes::check_part(written, given.as_ref(), self.errors);
                }
                FieldLocation::Part {
                    name: given.as_ref().map_or(name, LitStr::value),
                    codec: codec.clone(),
                }
            }
            None if self.is_multipart && self.takes_leftover() => {
                bytes::check_part(written, None, self.errors);
                FieldLocation::Part { name, codec: None }
            }
            None => self.left_over(written, name),
        }
    }

    fn location_in_template(&self, written: &Written, name: &str) -> Option<FieldLocation> {
        let in_path = self.template.path.iter().find_map(|piece| match piece {
            PathPiece::Param(param) if param.text == name => Some(FieldLocation::Path),
            PathPiece::Rest(param) if param.text == name => Some(FieldLocation::PathSegments),
            _ => None,
        });
        if in_path.is_some()
            && let Some(inner) = optional_type(&written.ty)
        {
            let (inner, field) = (names::type_name(inner), &written.ident);
            self.errors.at(
                    &written.ty,
                    format!("`{name}` is in the path, which always needs a value\nhelp: write `{field}: {inner}`, or a second endpoint without it"),
                );
        }
        let in_query = self.template.query.iter().find_map(|piece| match piece {
            QueryPiece::Param { key, name: param } if param.text == name => Some(key.clone()),
            _ => None,
        });
        let marked = written.location.as_ref();
        match (in_path, in_query, marked) {
            // The template gives the location, the attribute the style.
            (
                None,
                Some(key),
                Some((
                    _,
                    WrittenLocation::Query {
                        name: None, style, ..
                    },
                )),
            ) if !style.has_own_names() => Some(FieldLocation::Query { key, style: *style }),
            (Some(FieldLocation::Path), _, Some((_, WrittenLocation::Path(style)))) => {
                Some(FieldLocation::PathList(*style))
            }
            (Some(location), _, None) => Some(location),
            (None, Some(key), None) => Some(FieldLocation::Query {
                key,
                style: styles::DEFAULT,
            }),
            (None, None, _) => None,
            (in_path, _, Some((attr, _))) => {
                let location = if in_path.is_some() {
                    "path"
                } else {
                    "template's query"
                };
                let attribute = attr.path().to_token_stream();
                self.errors.at(
                    attr,
                    format!("field `{name}` is in the {location} and marked `#[{attribute}]`\nhelp: remove `#[{attribute}]`"),
                );
                Some(in_path.unwrap_or(FieldLocation::Skipped))
            }
        }
    }

    /// Whether a value is sent by its `Display`: the template says so, or the attribute.
    fn by_display(&self, written: &Written) -> bool {
        let name = written.name();
        let mut named = self.template.names();
        let in_template = named.any(|param| param.text == name && param.by_display);
        let Some((
            attr,
            WrittenLocation::Query {
                by_display, style, ..
            },
        )) = &written.location
        else {
            let by_display = matches!(
                written.location,
                Some((
                    _,
                    WrittenLocation::Header {
                        by_display: true,
                        ..
                    } | WrittenLocation::Cookie {
                        by_display: true,
                        ..
                    }
                ))
            );
            return in_template || by_display;
        };
        if in_template && *by_display {
            let message = "`Display` is in the template as well\nhelp: keep one of the two";
            self.errors.at(attr, message);
        } else if in_template
            && matches!(
                style.form,
                Form::Entries { in_brackets: true } | Form::KeyAlone | Form::ApplicationJson
            )
        {
            let message = format!(
                "`{name}: Display` is for single values\nhelp: write `<{name}>` in the template"
            );
            self.errors.at(attr, message);
        }
        in_template || *by_display
    }

    /// A field that is not sent is not shown either.
    fn example(&self, written: &Written, location: &FieldLocation) -> Option<String> {
        let example = written.example.as_ref()?;
        if matches!(location, FieldLocation::Skipped) && SerdeAttr::parse(&written.attrs).skip {
            let name = written.name();
            self.errors.at(
                &example.attr,
                format!(
                    "`{name}` is not sent, so its example is never shown\nhelp: remove `#[example]`"
                ),
            );
        }
        if matches!(location, FieldLocation::Cookie(_))
            && let Some(wrong) = example.text.chars().find(|&c| !is_in_cookie(c))
        {
            self.errors.at(
                &example.attr,
                format!("{wrong:?} is not valid in a cookie (RFC 6265, section 4.1.1)\nhelp: write a value without it"),
            );
        }
        Some(example.text.clone())
    }

    fn is_in_query(&self, name: &str) -> bool {
        self.template.query.iter().any(
            |piece| matches!(piece, QueryPiece::Param { name: param, .. } if param.text == name),
        )
    }

    /// POST, PUT and PATCH send leftover fields in the body.
    fn takes_leftover(&self) -> bool {
        ["POST", "PUT", "PATCH"].contains(&self.method)
    }

    fn left_over(&self, written: &Written, name: String) -> FieldLocation {
        let serde = SerdeAttr::parse(&written.attrs);
        if serde.skip {
            return FieldLocation::Skipped;
        }
        if !self.takes_leftover() {
            let method = self.method;
            let why = if ["GET", "HEAD", "TRACE"].contains(&method) {
                "has no body"
            } else {
                "has a body only with `#[body]`"
            };
            let body = if ["GET", "HEAD", "TRACE"].contains(&method) {
                ""
            } else {
                ", `#[body]`"
            };
            self.errors.at(
                &written.ident,
                format!(
                    "a `{method}` request {why}, but `{name}` would be sent in it\n\
                     help: mark it `#[query]` or `#[header(\"…\")]`{body}, or write `<{name}>` in the template"
                ),
            );
            return FieldLocation::Skipped;
        }
        self.check_conditional(written);
        let renamed = serde
            .rename
            .or_else(|| self.container.rename_all.map(|case| case.of_field(&name)));
        FieldLocation::BodyField {
            name: renamed.unwrap_or(name),
            skip_if: serde.skip_if,
            is_spread: serde.is_spread || self.container.is_spread,
            serde: written
                .attrs
                .iter()
                .filter(|attr| attr.path().is_ident("serde"))
                .cloned()
                .collect(),
        }
    }

    /// The macro cannot evaluate the condition of a `cfg_attr`, so `serde` inside it would be ignored.
    fn check_conditional(&self, written: &Written) {
        for attr in &written.attrs {
            if let Some(serde) = conditional(attr, &["serde"]) {
                self.errors.at(
                    serde,
                    "`serde` inside `cfg_attr` is not visible to the macro\nhelp: write the field twice, each time with its own `#[cfg(…)]`",
                );
            }
        }
    }

    /// serde's attributes apply to body fields; elsewhere they would have no effect.
    fn check_serde(&self, written: &Written, location: &FieldLocation) {
        if matches!(
            location,
            FieldLocation::BodyField { .. } | FieldLocation::Skipped
        ) || derives_serde(&self.item.attrs)
        {
            return;
        }
        if let Some(attr) = written
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("serde"))
        {
            let (location, help) = match location {
                FieldLocation::Query { .. } => {
                    ("the query", "write the name as `#[query(\"name\")]`")
                }
                FieldLocation::Header(_) => ("a header", "write the name as `#[header(\"name\")]`"),
                FieldLocation::Cookie(_) => ("a cookie", "write the name as `#[cookie(\"name\")]`"),
                FieldLocation::Body => ("the whole body", "move it to the type of the field"),
                FieldLocation::Part { .. } => ("a part", "write the name as `#[part(\"name\")]`"),
                _ => ("the path", "remove it"),
            };
            let name = written.name();
            self.errors.at(
                attr,
                format!(
                    "`#[serde]` applies to body fields, but `{name}` is in {location}\nhelp: {help}"
                ),
            );
        }
    }
}

/// Credentials are secret whether or not the field says so.
fn is_secret_by_name(location: &FieldLocation) -> bool {
    matches!(location, FieldLocation::Header(name) if is_secret_header(name))
}

/// The characters of a cookie's value (RFC 6265, section 4.1.1).
fn is_in_cookie(c: char) -> bool {
    matches!(c, '!' | '#'..='+' | '-'..=':' | '<'..='[' | ']'..='~')
}

/// The referenced type: a borrowed `Option` can be absent too.
fn borrowed(ty: &Type) -> &Type {
    match names::peeled(ty) {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    }
}

/// A key as it is sent: percent-encoded except for RFC 3986's unreserved characters.
fn encoded_key(key: &str) -> String {
    key.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

impl Field {
    /// The name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        match &self.location {
            FieldLocation::Query { key, .. } => key.clone(),
            FieldLocation::Header(name)
            | FieldLocation::Cookie(name)
            | FieldLocation::BodyField { name, .. }
            | FieldLocation::Part { name, .. } => name.clone(),
            FieldLocation::Path
            | FieldLocation::PathList(_)
            | FieldLocation::PathSegments
            | FieldLocation::Body
            | FieldLocation::Skipped => self.ident.unraw().to_string(),
        }
    }
}
