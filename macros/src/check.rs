//! Syntax to model. The only stage that compares two parts of a declaration and reports contradictions.

pub(crate) mod auth;
mod body;
mod bytes;
mod fields;
mod mentioned;
pub(crate) mod responses;
mod secret_names;
mod values;

use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path, Type};

use self::fields::is_taken;
use crate::attrs::doc_text;
use crate::diag::Errors;
use crate::model::{
    Body, Endpoint, Field, FieldLocation as Location, Limits, PathPiece, QueryPiece, Responses,
    StructDef,
};
use crate::names;
use crate::parse::Args;
use crate::parse::fields::{Field as Written, FieldLocation};
use crate::parse::fixed_header::FixedHeader;
use crate::parse::options::{Given, Options};
use crate::template::{self, Template};

/// What can be salvaged from a declaration with mistakes: enough for the surrounding code to compile.
pub(crate) struct Salvage {
    pub(crate) item: DeriveInput,
    pub(crate) krate: Path,
    pub(crate) fields: Vec<Written>,
    /// `None` if the responses of the endpoint are not known.
    pub(crate) responses: Option<Responses>,
    /// The inline structs of the arms that could be parsed: the surrounding code may name them.
    pub(crate) declared: Vec<StructDef>,
    /// Whether requests are read, too.
    pub(crate) serve: bool,
    pub(crate) required: Option<Ident>,
    /// Types, codecs and schemes that perhaps nothing else names.
    pub(crate) mentioned: Vec<Type>,
}

/// Checks the whole declaration. If no mistake is recorded, the model is valid.
pub(crate) fn check(
    args: Args,
    item: DeriveInput,
    written: Vec<Written>,
    errors: &Errors,
) -> Result<Box<Endpoint>, Box<Salvage>> {
    let krate = krate(&args.options);
    let is_struct = check_item(&item, errors);
    check_repetition(&args, errors);
    check_fixed_headers(&args.options, &written, errors);
    check_serve(&args.options, &item, errors);
    if let Some(given) = &args.options.auth {
        auth::check(&given.value, errors);
    }
    let responses = args
        .arms_are_known
        .then(|| responses::responses(&args, &item, &krate, errors))
        .flatten();
    let placed = is_struct
        .then(|| fields::resolve(&args, &item, &written, &krate, errors))
        .flatten();
    let is_right = errors.is_empty();
    match (args.method, args.template, placed, responses) {
        (Some(method), Some(template), Some(placed), Some(responses)) if is_right => {
            Ok(Box::new(endpoint(
                item,
                krate,
                method.name,
                &template,
                placed,
                responses,
                &args.options,
            )))
        }
        (.., responses) => Err(Box::new(Salvage {
            mentioned: mentioned::mentioned(&args.options, &args.arms, &item),
            declared: responses::declared(&args.arms, &args.options, &item),
            serve: is_served(&args.options, &item),
            required: required(&args.options)
                .filter(|name| !is_taken(name, &args.arms, &args.options, &item)),
            item,
            krate,
            fields: written,
            responses,
        })),
    }
}

fn endpoint(
    item: DeriveInput,
    krate: Path,
    method: String,
    template: &Template,
    placed: Placed,
    responses: Responses,
    options: &Options,
) -> Endpoint {
    let Placed {
        fields,
        query: rest,
        body,
    } = placed;
    // Every name is a field: `fields` has reported the others.
    let index = |name: &template::Name| field_index(&fields, &name.text);
    let path = template.path.iter().filter_map(|piece| {
        Some(match piece {
            template::PathPiece::Literal(text) => PathPiece::Literal(text.clone()),
            template::PathPiece::Param(name) => PathPiece::Param(index(name)?),
            template::PathPiece::Rest(name) => PathPiece::Rest(index(name)?),
            template::PathPiece::Several {
                parameters,
                before,
                between,
            } => PathPiece::Several {
                parameters: parameters.clone(),
                before: before.clone(),
                between: between.clone(),
            },
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
        max_retries: effective(options, |options| options.max_retries.clone())
            .map(|given| given.value),
        idempotent: options.idempotent.is_some(),
        idempotency_key: idempotency_key(options, &method, &fields, &body),
    };
    Endpoint {
        doc: doc_text(&item.attrs),
        template: template.text.clone(),
        auth: effective(options, |options| options.auth.clone()).map(|given| given.value),
        base: effective(options, |options| options.base.clone()).map(|given| given.value),
        headers: fixed_headers(options)
            .map(|header| (header.name.clone(), header.value.clone()))
            .collect(),
        required: required(options),
        meta_const: options.meta.clone(),
        serve: is_served(options, &item),
        item,
        krate,
        method,
        fields,
        path,
        query,
        body,
        responses,
        limits,
    }
}

fn required(options: &Options) -> Option<Ident> {
    options.required.as_ref().map(|given| given.value.clone())
}

fn field_index(fields: &[crate::model::Field], name: &str) -> Option<usize> {
    use syn::ext::IdentExt as _;
    fields.iter().position(|field| field.ident.unraw() == name)
}

/// Where the runtime is.
pub(crate) fn krate(options: &Options) -> Path {
    effective(options, |options| options.krate.clone())
        .map_or_else(names::default_crate, |given| given.value)
}

/// The option of the endpoint, or else that of its `#[api]` module.
fn effective<T>(
    options: &Options,
    pick: impl Fn(&Options) -> Option<Given<T>>,
) -> Option<Given<T>> {
    pick(options).or_else(|| options.defaults.as_deref().and_then(pick))
}

/// The fixed header fields: those of the `#[api]` module first, unless the endpoint names another value.
fn fixed_headers(options: &Options) -> impl Iterator<Item = &FixedHeader> {
    let own = &options.headers;
    let defaults = options.defaults.iter().flat_map(|options| &options.headers);
    let is_other =
        |header: &&Given<FixedHeader>| !own.iter().any(|own| own.value.name == header.value.name);
    let defaults = defaults.filter(is_other);
    defaults.chain(own).map(|header| &header.value)
}

/// Whether requests are read: those of structs that borrow cannot be.
fn is_served(options: &Options, item: &DeriveInput) -> bool {
    effective(options, |options| options.serve.clone()).is_some()
        && item.generics.lifetimes().next().is_none()
}

/// What a server reads is a value of its own. An option of `#[api]` leaves out the structs that borrow.
fn check_serve(options: &Options, item: &DeriveInput, errors: &Errors) {
    if let (Some(given), Some(lifetime)) = (&options.serve, item.generics.lifetimes().next()) {
        let (name, lifetime) = (&item.ident, &lifetime.lifetime);
        errors.at(
            &given.key,
            format!(
                "`serve` makes a `{name}` of a request, and a value with `{lifetime}` would borrow from it\nhelp: remove `serve`, or own the values: `String` for `&{lifetime} str`"
            ),
        );
    }
}

/// A request is a struct with named fields, or a unit struct.
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

/// A fixed header field is always sent: a field or a key of that name would be a second one.
fn check_fixed_headers(options: &Options, written: &[Written], errors: &Errors) {
    for header in fixed_headers(options) {
        let sent = header.literal.value();
        let is_own = (options.headers.iter()).any(|own| own.value.name == header.name);
        let (by, help) = if is_own {
            ("", "keep one of the two")
        } else {
            ("`#[api]` for ", "remove it here, or there")
        };
        let is_same = |name: &syn::LitStr| name.value().eq_ignore_ascii_case(&header.name);
        for field in written {
            if let Some((_, FieldLocation::Header { name, .. })) = &field.location
                && is_same(name)
            {
                errors.at(
                    name,
                    format!("`{sent}` is already sent by {by}each request\nhelp: {help}"),
                );
            }
        }
        // The fixed cookies and the fields are one header.
        let fixed: Vec<_> = header
            .value
            .split(';')
            .filter_map(|pair| pair.trim().split('=').next())
            .collect();
        for field in written.iter().filter(|_| header.name == "cookie") {
            if let Some((_, FieldLocation::Cookie { name, .. })) = &field.location
                && fixed.contains(&name.value().as_str())
            {
                errors.at(
                    name,
                    format!("`{sent}` is already sent by {by}each request\nhelp: {help}"),
                );
            }
        }
        let key = options.idempotency_key.as_ref().map(|given| &given.value);
        if let Some(name) = key.filter(|name| is_same(name)) {
            errors.at(
                name,
                format!("`{sent}` is already sent by {by}each request\nhelp: {help}"),
            );
        }
    }
}

pub(crate) const NOT_A_STRUCT: &str = "expected `struct`\nnote: #[endpoint] describes one request, and the fields of the struct are its parameters";

/// The header of the key: the endpoint's own option, or the module's where it makes a request safe to repeat.
fn idempotency_key(
    options: &Options,
    method: &str,
    fields: &[Field],
    body: &Body,
) -> Option<LitStr> {
    if let Some(given) = &options.idempotency_key {
        return Some(given.value.clone());
    }
    let given = options.defaults.as_deref()?.idempotency_key.as_ref()?;
    let name = given.value.value();
    let is_own = fields.iter().any(
        |field| matches!(&field.location, Location::Header(own) if own.eq_ignore_ascii_case(&name)),
    );
    // The other methods need none, and a stream may be readable only once.
    let is_needed = matches!(method, "POST" | "PATCH")
        && options.idempotent.is_none()
        && !matches!(body, Body::Stream(_));
    (is_needed && !is_own).then(|| given.value.clone())
}

/// Rejects `idempotent` and `idempotency_key` on methods that are always idempotent.
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
                "a `{}` request is always idempotent\nhelp: remove `idempotent`",
                method.name
            ),
        );
    }
    if let Some(given) = &args.options.idempotency_key {
        errors.at(
            &given.key,
            format!("a `{}` request is always idempotent and needs no key\nhelp: remove `idempotency_key`", method.name),
        );
    }
}

/// The locations of all fields outside the path.
struct Placed {
    fields: Vec<Field>,
    /// The query parameters that the template does not name.
    query: Vec<usize>,
    body: Body,
}
