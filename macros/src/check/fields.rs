//! The fields beside the template, the method and each other.

mod together;

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{Attribute, DeriveInput, LitStr, Path, Type};

use self::together::{
    check_fixed, check_names, check_option_of_option, check_setters, check_styles, check_wire_names,
};
use super::body::{body, check_bodies, check_leftover};
use super::{Placed, effective, optional_type, presence};
use crate::diag::Errors;
use crate::model::{Field, Place, Style};
use crate::names;
use crate::parse::Args;
use crate::parse::fields::{Field as Written, Place as WrittenPlace, cfgs, conditional, doc_text};
use crate::parse::serde_attr::{self, SerdeAttr};
use crate::template::{PathPiece, QueryPiece, Template};

/// Gives each field its place. `None` where the template or the method is not known: then nobody knows what is left over.
pub(super) fn place(
    args: &Args,
    item: &DeriveInput,
    written: &[Written],
    krate: &Path,
    errors: &Errors,
) -> Option<Placed> {
    check_setters(written, errors);
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
            .is_some_and(|given| names::is_word(&given.value, "Multipart")),
        errors,
    };
    let fields: Vec<Field> = written.iter().map(|field| context.field(field)).collect();
    let leftover = written
        .iter()
        .zip(&fields)
        .filter(|(_, field)| matches!(field.place, Place::BodyField { .. } | Place::Part { .. }));
    let leftover: Vec<_> = leftover.map(|(written, _)| written).collect();
    check_leftover(&method.name, written, &leftover, errors);
    check_wire_names(written, &fields, errors);
    check_fixed(template, written, &fields, errors);
    let query = fields.iter().enumerate().filter(|(i, field)| {
        matches!(field.place, Place::Query { .. }) && !context.is_in_query(&written[*i].name())
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
    /// Fields that the template probably means by another name: their place is not known, and one mistake is one message.
    misspelt: Vec<String>,
    /// `body = Multipart`
    is_multipart: bool,
    errors: &'a Errors,
}

impl Context<'_> {
    fn field(&self, written: &Written) -> Field {
        let place = self.place(written);
        self.check_serde(written, &place);
        Field {
            ident: written.ident.clone(),
            ty: written.ty.clone(),
            type_name: names::type_name(&written.ty),
            cfgs: cfgs(&written.attrs),
            doc: doc_text(&written.attrs),
            presence: presence(borrowed(&written.ty)),
            secret: written.secret,
            example: self.example(written, &place),
            place,
        }
    }

    fn place(&self, written: &Written) -> Place {
        let name = written.name();
        if let Some(place) = self.place_in_template(written, &name) {
            return place;
        }
        match &written.place {
            _ if written.is_broken || self.misspelt.contains(&name) => Place::Nowhere,
            Some((_, WrittenPlace::Query { name: given, style })) => Place::Query {
                key: encoded_key(&given.as_ref().map_or(name, LitStr::value)),
                style: *style,
            },
            Some((attr, WrittenPlace::Header(header)))
                if self.is_multipart && header.value().eq_ignore_ascii_case("content-type") =>
            {
                self.errors.at(attr, "the content type of a multipart form names its boundary, so it cannot be another\nhelp: remove the field");
                Place::Nowhere
            }
            Some((_, WrittenPlace::Header(name))) => {
                Place::Header(name.value().to_ascii_lowercase())
            }
            Some((attr, WrittenPlace::Body(_))) => {
                if ["GET", "HEAD", "TRACE"].contains(&self.method) {
                    let method = self.method;
                    self.errors.at(
                        attr,
                        format!("a `{method}` request has no body (RFC 9110, section 9.3)\nhelp: write `#[query(flatten)]`, or another method"),
                    );
                }
                Place::Body
            }
            Some((attr, WrittenPlace::Part { name: given, codec })) => {
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
                }
                Place::Part {
                    name: given.as_ref().map_or(name, LitStr::value),
                    codec: codec.clone(),
                }
            }
            None if self.is_multipart && self.takes_leftover() => Place::Part { name, codec: None },
            None => self.left_over(written, name),
        }
    }

    fn place_in_template(&self, written: &Written, name: &str) -> Option<Place> {
        let in_path = self.template.path.iter().find_map(|piece| match piece {
            PathPiece::Param(param) if param.text == name => Some(Place::Path),
            PathPiece::Rest(param) if param.text == name => Some(Place::PathRest),
            _ => None,
        });
        if in_path.is_some()
            && let Some(inner) = optional_type(&written.ty)
        {
            let inner = names::type_name(inner);
            self.errors.at(
                    &written.ty,
                    format!("`{name}` is in the path, which always needs a value\nhelp: write `{name}: {inner}`, or a second endpoint without it"),
                );
        }
        let in_query = self.template.query.iter().find_map(|piece| match piece {
            QueryPiece::Param { key, name: param } if param.text == name => Some(key.clone()),
            _ => None,
        });
        let marked = written.place.as_ref();
        match (in_path, in_query, marked) {
            // The template says where, the attribute how.
            (None, Some(key), Some((_, WrittenPlace::Query { name: None, style })))
                if *style != Style::Flatten =>
            {
                Some(Place::Query { key, style: *style })
            }
            (Some(place), _, None) => Some(place),
            (None, Some(key), None) => Some(Place::Query {
                key,
                style: Style::Repeat,
            }),
            (None, None, _) => None,
            (in_path, _, Some((attr, _))) => {
                let place = if in_path.is_some() {
                    "path"
                } else {
                    "template's query"
                };
                let attribute = attr.path().to_token_stream();
                self.errors.at(
                    attr,
                    format!("field `{name}` is in the {place} and marked `#[{attribute}]`\nhelp: remove `#[{attribute}]`"),
                );
                Some(in_path.unwrap_or(Place::Nowhere))
            }
        }
    }

    /// What does not travel is shown nowhere.
    fn example(&self, written: &Written, place: &Place) -> Option<String> {
        let example = written.example.as_ref()?;
        if matches!(place, Place::Nowhere) && SerdeAttr::parse(&written.attrs).skip {
            let name = written.name();
            self.errors.at(
                &example.attr,
                format!(
                    "`{name}` is not sent, so nothing shows its example\nhelp: remove `#[example]`"
                ),
            );
        }
        Some(example.text.clone())
    }

    fn is_in_query(&self, name: &str) -> bool {
        self.template.query.iter().any(
            |piece| matches!(piece, QueryPiece::Param { name: param, .. } if param.text == name),
        )
    }

    /// POST, PUT and PATCH take what is left over.
    fn takes_leftover(&self) -> bool {
        ["POST", "PUT", "PATCH"].contains(&self.method)
    }

    fn left_over(&self, written: &Written, name: String) -> Place {
        let serde = SerdeAttr::parse(&written.attrs);
        if serde.skip {
            return Place::Nowhere;
        }
        if !self.takes_leftover() {
            let method = self.method;
            let why = if ["GET", "HEAD", "TRACE"].contains(&method) {
                "has no body"
            } else {
                "has a body only when one is asked for"
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
            return Place::Nowhere;
        }
        self.check_conditional(written);
        let renamed = serde
            .rename
            .or_else(|| self.container.rename_all.map(|case| case.of_field(&name)));
        Place::BodyField {
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

    /// What is said to serde only sometimes would be said to nobody.
    fn check_conditional(&self, written: &Written) {
        for attr in &written.attrs {
            if let Some(serde) = conditional(attr, &["serde"]) {
                self.errors.at(
                    serde,
                    "`serde` inside of `cfg_attr` is not seen here\nhelp: write the field twice, each time with its own `#[cfg(…)]`",
                );
            }
        }
    }

    /// serde's attributes are about the body; elsewhere they would say nothing.
    fn check_serde(&self, written: &Written, place: &Place) {
        if matches!(place, Place::BodyField { .. } | Place::Nowhere)
            || derives_serde(&self.item.attrs)
        {
            return;
        }
        if let Some(attr) = written
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("serde"))
        {
            let (place, help) = match place {
                Place::Query { .. } => ("the query", "write the name as `#[query(\"name\")]`"),
                Place::Header(_) => ("a header", "write the name as `#[header(\"name\")]`"),
                Place::Body => ("the whole body", "put it into the type of the field"),
                Place::Part { .. } => ("a part", "write the name as `#[part(\"name\")]`"),
                _ => ("the path", "remove it"),
            };
            let name = written.name();
            self.errors.at(attr, format!("`#[serde]` is about fields of the body, but `{name}` is in {place}\nhelp: {help}"));
        }
    }
}

/// What a reference leads to: an `Option` is absent as well where it is borrowed.
fn borrowed(ty: &Type) -> &Type {
    match names::peeled(ty) {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    }
}

/// Whether the struct itself goes through serde, by the user's own wish.
pub(crate) fn derives_serde(attrs: &[Attribute]) -> bool {
    derives(attrs, "Serialize") || derives(attrs, "Deserialize")
}

/// Whether `#[derive(…)]` has a trait, by its last word.
pub(crate) fn derives(attrs: &[Attribute], name: &str) -> bool {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"))
        .any(|attr| {
            let mut found = false;
            let _ = attr.parse_nested_meta(|meta| {
                found |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|segment| segment.ident == name);
                Ok(())
            });
            found
        })
}

/// A key as it is sent: everything but RFC 3986's unreserved characters is encoded.
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
        match &self.place {
            Place::Query { key, .. } => key.clone(),
            Place::Header(name) | Place::BodyField { name, .. } | Place::Part { name, .. } => {
                name.clone()
            }
            Place::Path | Place::PathRest | Place::Body | Place::Nowhere => {
                self.ident.unraw().to_string()
            }
        }
    }
}
