//! Syntax to model. The only place that compares two things with each other, and the only one that reports what comes of it.

pub(crate) mod answers;
mod body;
mod fields;

use syn::{Data, DeriveInput, Fields, Path, Type};

pub(crate) use self::fields::{derives, derives_serde};
use crate::diag::Errors;
use crate::model::{Answers, Body, Endpoint, Limits, PathPiece, Presence, QueryPiece, StructDef};
use crate::names;
use crate::parse::Args;
use crate::parse::fields::{Field as Written, doc_text};
use crate::parse::options::{Given, Options};
use crate::template::{self, Template};

/// What is left of a declaration with mistakes: enough that the code around it still compiles.
pub(crate) struct Salvage {
    pub(crate) item: DeriveInput,
    pub(crate) krate: Path,
    pub(crate) fields: Vec<Written>,
    /// `None` where it is not known what the endpoint answers.
    pub(crate) answers: Option<Answers>,
    /// The structs that are declared in the arms that could be read: the code around may name them in any case.
    pub(crate) declared: Vec<StructDef>,
}

/// Compares everything with everything. Without a mistake on the list the declaration means something.
pub(crate) fn check(
    args: Args,
    item: DeriveInput,
    written: Vec<Written>,
    errors: &Errors,
) -> Result<Box<Endpoint>, Box<Salvage>> {
    let krate = effective(&args.options, |options| options.krate.clone())
        .map_or_else(names::default_crate, |given| given.value);
    let is_struct = check_item(&item, errors);
    check_repetition(&args, errors);
    let answers = args
        .arms_are_whole
        .then(|| answers::answers(&args, &item, &krate, errors))
        .flatten();
    let placed = is_struct
        .then(|| fields::place(&args, &item, &written, &krate, errors))
        .flatten();
    let is_right = errors.is_empty();
    match (args.method, args.template, placed, answers) {
        (Some(method), Some(template), Some(placed), Some(answers)) if is_right => {
            Ok(Box::new(endpoint(
                item,
                krate,
                method.name,
                &template,
                placed,
                answers,
                &args.options,
            )))
        }
        (.., answers) => Err(Box::new(Salvage {
            declared: answers::declared(&args.arms, &item),
            item,
            krate,
            fields: written,
            answers,
        })),
    }
}

fn endpoint(
    item: DeriveInput,
    krate: Path,
    method: String,
    template: &Template,
    placed: Placed,
    answers: Answers,
    options: &Options,
) -> Endpoint {
    let Placed {
        fields,
        query: rest,
        body,
    } = placed;
    // The names are fields: `fields` reported those that are not.
    let index = |name: &template::Name| field_index(&fields, &name.text);
    let path = template.path.iter().filter_map(|piece| {
        Some(match piece {
            template::PathPiece::Literal(text) => PathPiece::Literal(text.clone()),
            template::PathPiece::Param(name) => PathPiece::Param(index(name)?),
            template::PathPiece::Rest(name) => PathPiece::Rest(index(name)?),
        })
    });
    let path = path.collect();
    let query = template.query.iter().filter_map(|piece| {
        Some(match piece {
            template::QueryPiece::Fixed(text) => QueryPiece::Fixed(text.clone()),
            template::QueryPiece::Param { name, .. } => QueryPiece::Param(index(name)?),
        })
    });
    let query = query
        .chain(rest.into_iter().map(QueryPiece::Param))
        .collect();
    let limits = Limits {
        timeout: effective(options, |options| options.timeout.clone()).map(|given| given.value),
        max_response: effective(options, |options| options.max_response.clone())
            .map(|given| given.value),
        retries: effective(options, |options| options.retries.clone()).map(|given| given.value),
        idempotent: options.idempotent.is_some(),
        idempotency_key: options
            .idempotency_key
            .as_ref()
            .map(|given| given.value.clone()),
    };
    Endpoint {
        doc: doc_text(&item.attrs),
        template: template.text.clone(),
        auth: effective(options, |options| options.auth.clone()).map(|given| given.value),
        meta_const: options.meta.clone(),
        item,
        krate,
        method,
        fields,
        path,
        query,
        body,
        answers,
        limits,
    }
}

fn field_index(fields: &[crate::model::Field], name: &str) -> Option<usize> {
    use syn::ext::IdentExt as _;
    fields.iter().position(|field| field.ident.unraw() == name)
}

/// What the endpoint says, or else what its module says.
fn effective<T>(
    options: &Options,
    pick: impl Fn(&Options) -> Option<Given<T>>,
) -> Option<Given<T>> {
    pick(options).or_else(|| options.defaults.as_deref().and_then(pick))
}

/// A request is a struct with named fields, or without any.
fn check_item(item: &DeriveInput, errors: &Errors) -> bool {
    let name = &item.ident;
    match &item.data {
        Data::Struct(data) => {
            if let Fields::Unnamed(fields) = &data.fields
                && fields.unnamed.is_empty()
            {
                errors.at_span(
                    fields.paren_token.span.join(),
                    format!(
                        "a struct without fields has no parentheses\nhelp: write `struct {name};`"
                    ),
                );
            } else if let Fields::Unnamed(fields) = &data.fields {
                errors.at(
                    &fields.unnamed,
                    format!("the fields of `{name}` need names\nhelp: write `struct {name} {{ name: Type }}`"),
                );
            }
        }
        Data::Enum(data) => errors.at(data.enum_token, NOT_A_STRUCT),
        Data::Union(data) => errors.at(data.union_token, NOT_A_STRUCT),
    }
    matches!(&item.data, Data::Struct(data) if !matches!(data.fields, Fields::Unnamed(_)))
}

pub(crate) const NOT_A_STRUCT: &str = "expected `struct`\nnote: #[endpoint] describes one request, and the fields of the struct are its parameters";

/// Saying that a method is idempotent that always is, or asking for a key where nothing is repeated, is a misunderstanding.
fn check_repetition(args: &Args, errors: &Errors) {
    let Some(method) = &args.method else { return };
    let always =
        ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(&method.name.as_str());
    if !always {
        return;
    }
    if let Some(given) = &args.options.idempotent {
        errors.at(
            &given.key,
            format!(
                "a `{}` request is idempotent anyway\nhelp: remove `idempotent`",
                method.name
            ),
        );
    }
    if let Some(given) = &args.options.idempotency_key {
        errors.at(
            &given.key,
            format!("a `{}` request is idempotent anyway and needs no key\nhelp: remove `idempotency_key`", method.name),
        );
    }
}

/// `Option<T>` and `Patch<T>`, by the name of the type: a macro sees no more.
pub(crate) fn presence(ty: &Type) -> Presence {
    match generic_argument(ty) {
        Some((name, inner)) if name == "Option" => Presence::Optional(inner.clone()),
        Some((name, _)) if name == "Patch" => Presence::Patch,
        _ => Presence::Required,
    }
}

/// The `T` of an `Option<T>`.
pub(crate) fn optional_type(ty: &Type) -> Option<&Type> {
    generic_argument(ty)
        .filter(|(name, _)| name == "Option")
        .map(|(_, inner)| inner)
}

/// `Name<T>`, with any path before it.
fn generic_argument(ty: &Type) -> Option<(String, &Type)> {
    let Type::Path(path) = names::peeled(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) if arguments.args.len() == 1 => {
            Some((last.ident.to_string(), inner))
        }
        _ => None,
    }
}

/// Where everything that is no path travels.
struct Placed {
    fields: Vec<crate::model::Field>,
    /// The query parameters that the template does not name.
    query: Vec<usize>,
    body: Body,
}
