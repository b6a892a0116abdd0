//! Checks what `#[message(…)]` names.

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, Type};

use crate::check::effective;
use crate::check::secret_names::is_secret_header;
use crate::diag::Errors;
use crate::model::{ErrorResponses, Message, MessageStep, Response, is_unit};
use crate::names;
use crate::names::has_ident;
use crate::parse::arms::{InlineStruct, Response as Written, Shape, Status};
use crate::parse::message;
use crate::parse::options::Options;
use crate::suggest;

/// What is no text, whatever is in scope.
const SCALARS: [&str; 15] = [
    "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "f32", "f64",
];

/// The field that is the message of an error response.
pub(crate) fn check(attrs: &[Attribute], statuses: &[Status], response: &Written, errors: &Errors) {
    let Some(found) = message::among(attrs, errors) else {
        return;
    };
    if let Some(success) = statuses.iter().find(|status| status.pattern.is_success()) {
        let token = &success.token;
        errors.at(
            &found.attr,
            format!(
                "`{token}` is a success, and `#[message]` is for errors\nhelp: remove `#[message]`"
            ),
        );
        return;
    }
    if let Some(last) = found.path.last()
        && !check_name(&last.field, errors)
    {
        return;
    }
    check_path(&response.shape, &found, errors);
}

/// No message is a secret.
pub(crate) fn check_name(field: &Ident, errors: &Errors) -> bool {
    let name = field.unraw().to_string();
    let is_secret = is_secret_header(&name.replace('_', "-"));
    if is_secret {
        errors.at(
            field,
            format!(
                "`{name}` is the name of a secret, which no message shows\nhelp: name another field"
            ),
        );
    }
    !is_secret
}

fn check_path(shape: &Shape, found: &message::Message, errors: &Errors) {
    match shape {
        Shape::Type(ty) if is_unit(ty) => errors.at(
            &found.attr,
            "`()` reads no body, so it has no message\nhelp: remove `#[message]`",
        ),
        Shape::Type(_) => {}
        Shape::Struct(def) if found.path.is_empty() => check_derive(def, found, errors),
        Shape::Struct(def) => check_field(def, &found.path, errors),
        Shape::List(inner) | Shape::Option(inner) => check_path(inner, found, errors),
    }
}

/// What is declared inline names its message there, unless it has the derive.
fn check_derive(def: &InlineStruct, found: &message::Message, errors: &Errors) {
    let has_derive = def.attrs.iter().any(|attr| {
        attr.path().is_ident("derive") && has_ident(&attr.to_token_stream(), "ErrorMessage")
    });
    if !has_derive {
        let ident = &def.ident;
        errors.at(
            &found.attr,
            format!(
                "`{ident}` does not say which field is its message\nhelp: write `#[message({})]`",
                some_field(def)
            ),
        );
    }
}

/// Of a struct that is declared inline the fields are known.
fn check_field(def: &InlineStruct, path: &[MessageStep], errors: &Errors) {
    let Some((step, rest)) = path.split_first() else {
        return;
    };
    let name = &step.field;
    let known = def
        .fields
        .iter()
        .find(|field| names::is_same(&field.ident, name));
    let Some(field) = known else {
        let fields = def
            .fields
            .iter()
            .map(|field| field.ident.unraw().to_string());
        let fields: Vec<_> = fields.collect();
        let fields = || fields.iter().map(String::as_str);
        let (missing, ident) = (name.unraw().to_string(), &def.ident);
        let message = match suggest::nearest(&missing, fields()) {
            Some(near) => format!("no field `{missing}` in `{ident}`; did you mean `{near}`?"),
            None => format!(
                "no field `{missing}` in `{ident}`\nhelp: name one of its fields: {}",
                suggest::list(fields())
            ),
        };
        errors.at(name, message);
        return;
    };
    let mut shape = &field.shape;
    while let Shape::Option(inner) | Shape::List(inner) = shape
        && step.is_first
    {
        shape = inner;
    }
    match (shape, rest) {
        (Shape::List(inner), _) => {
            let mut edit = format!("{name}[0]");
            match &**inner {
                Shape::Struct(def) if rest.is_empty() => edit = format!("{edit}.{}", some_field(def)),
                _ => edit.extend(rest.iter().map(|step| format!(".{}", step.field))),
            }
            errors.at(
                name,
                format!("`{name}` is a list, and a message is text\nhelp: name its first item: `{edit}`"),
            );
        }
        (Shape::Struct(_), _) if step.is_first && matches!(field.shape, Shape::Struct(_)) => errors.at(
            name,
            format!("`{name}` is no list\nhelp: remove `[0]`"),
        ),
        (Shape::Struct(def), []) => errors.at(
            name,
            format!("`{name}` is a struct, and a message is text\nhelp: name a field of it: `{name}.{}`", some_field(def)),
        ),
        (Shape::Struct(def), rest) => check_field(def, rest, errors),
        (Shape::Type(ty), []) if is_scalar(ty) => errors.at(
            name,
            format!(
                "`{name}` is `{}`, and a message is text\nhelp: name a field of type `String`",
                ty.to_token_stream()
            ),
        ),
        _ => {}
    }
}

fn some_field(def: &InlineStruct) -> String {
    let is_text = |shape: &Shape| matches!(shape, Shape::Type(ty) if names::is_word(ty, "String"));
    let text = def.fields.iter().find(|field| is_text(&field.shape));
    text.or(def.fields.first())
        .map(|field| field.ident.to_string())
        .unwrap_or_default()
}

fn is_scalar(ty: &Type) -> bool {
    SCALARS.iter().any(|scalar| names::is_word(ty, scalar))
}

/// The message among attributes that are already checked.
pub(crate) fn of(attrs: &[Attribute]) -> Option<Message> {
    let unheard = Errors::new();
    let found = message::among(attrs, &unheard);
    unheard.finish();
    found.map(|found| {
        if found.path.is_empty() {
            Message::OfType
        } else {
            Message::Field(found.path)
        }
    })
}

/// The option `message`: every response that names none has that of its type. A text may be a page for a browser, which is no message.
pub(crate) fn by_default(responses: &mut [Response]) {
    for response in responses {
        let codec = response.codec.known.map(|codec| codec.word);
        let is_text = codec.is_some_and(|word| ["Text", "Raw", "Empty"].contains(&word));
        if response.message.is_none() && !is_text {
            response.message = Some(Message::OfTypeIfAny);
        }
    }
}

/// The option `message`, which is for the arms of the endpoint.
pub(super) fn by_option(
    options: &Options,
    errors: &mut ErrorResponses,
    has_unknown: bool,
    found: &Errors,
) {
    if effective(options, |options| options.message.clone()).is_none() {
        return;
    }
    // The option of a module is for those of its endpoints that have such arms.
    let key = options.message.as_ref().filter(|_| !has_unknown);
    let message = match errors {
        ErrorResponses::Own { responses, .. } => return by_default(responses),
        ErrorResponses::Shared(set) => format!(
            "`{}` says which errors have a message\nhelp: remove `message`, and write `#[message]` above `{0}`",
            names::type_name(set)
        ),
        ErrorResponses::None => {
            "`message` is for error arms, and there are none\nhelp: remove `message`".to_owned()
        }
    };
    if let Some(given) = key {
        found.at(&given.key, message);
    }
}
