//! The macros of [callpoint](https://docs.rs/callpoint), which documents them where it re-exports them.
//!
//! Data flows one way: tokens → `parse` → `check` → `model` → `expand` → tokens, and after any mistake → `fallback`.

// The values live for one expansion and are few: boxing the large variants would not pay off.
#![expect(clippy::large_enum_variant)]

mod api;
mod attrs;
mod base;
mod case;
mod check;
mod deserialize;
mod diag;
mod editor;
mod error_message;
mod error_set;
mod expand;
mod fallback;
mod from_response;
mod host;
mod hygiene;
mod model;
mod names;
mod open_enum;
mod parse;
mod scheme;
mod serde_attr;
mod status_codes;
mod styles;
mod suggest;
mod template;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diag::Errors;
use crate::parse::{Args, fields, item};

/// In short, as an editor shows it: the struct is a request, its fields are the parameters.
///
/// ```text
/// #[endpoint(PUT, "/links/<id>/files/<path..>?v=2&<page>",
///     auth = Basic | ApiKey,          // or `A + B`, `A | none`, `none`
///     base = Uploads,                 // another server
///     header = "X-Version: 2",        // sent with each request
///     body = Form,                    // the codec of the fields left over; Json
///     errors = ApiError,              // in place of error arms
///     required = Fields,              // `new` takes a struct with the required fields
///     message,                        // errors say what their types say
///     non_exhaustive,                 // structs declared here may grow
///     timeout = "5s", max_response = "64 MiB", max_retries = 0,
///     idempotent, idempotency_key = "Idempotency-Key",  // POST and PATCH
///     serve,                          // a fake can read the request and write the response
///     200 => Link,                    // status => type, read as JSON
///     202 => String as Text,          // Text, Raw, Form, Xml, Stream, Sse, NdJson, Whole, Empty
///     400 | 404 => Rejected(Vec<Problem>),              // a named variant
///     409 "application/problem+json" => ProblemDetails, // for one media type
///     428 => TokenRequired { session: String },         // a struct declared here
///     5xx => (), _ => String as Text,
/// )]
/// ```
///
/// On a field: `#[query]`, `#[header("X-Mode")]`, `#[cookie("debug")]`, `#[path(style = csv)]`, `#[body]`, `#[part]`, `#[secret]`, `#[example("7")]`. Without
/// one it belongs to the body.
#[proc_macro_attribute]
pub fn endpoint(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    run(args.into(), item.into()).into()
}

/// In short: `#[api(auth = Basic, errors = ApiError)] pub mod links { … }` gives its options to every endpoint inside.
#[proc_macro_attribute]
pub fn api(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    api::run(&args.into(), item.into()).into()
}

/// In short: `#[status(404)] NotFound(Problem)`, one variant for each error response, for `errors = …`.
#[proc_macro_derive(ErrorSet, attributes(status, example, message, serve, callpoint))]
pub fn error_set(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    error_set::run(item.into()).into()
}

/// In short: `#[message]` on the field that is the message of an error, for `#[message]` above an arm and the option `message`.
#[proc_macro_derive(ErrorMessage, attributes(message, callpoint))]
pub fn error_message(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    error_message::run(item.into()).into()
}

/// In short: `#[status]`, `#[header("etag")]`, `#[headers]` and `#[body]` on the fields, for `200 => Type as Whole`.
#[proc_macro_derive(
    FromResponse,
    attributes(status, header, headers, body, serve, callpoint)
)]
pub fn from_response(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    from_response::run(item.into()).into()
}

/// In short: variants without fields, and a last one with a `String` for what is not known.
#[proc_macro_derive(OpenEnum, attributes(serde, callpoint))]
pub fn open_enum(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    open_enum::run(item.into()).into()
}

/// In short: serde's trait, and serde's attributes, for less of the compiler's time.
#[proc_macro_derive(Deserialize, attributes(serde, callpoint))]
pub fn deserialize(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    deserialize::run(item.into()).into()
}

/// In short: `struct Uploads;`, for `base = Uploads` and the builder's `.base::<Uploads>(url)`.
#[proc_macro_derive(Base, attributes(base, callpoint))]
pub fn base(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    base::run(item.into()).into()
}

/// In short: `#[scheme(bearer)] struct AdminKey;`, or `basic`, `header = "…"`, `query = "…"`, `cookie = "…"`, for `auth = AdminKey`.
#[proc_macro_derive(Scheme, attributes(scheme, callpoint))]
pub fn scheme(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    scheme::run(item.into()).into()
}

/// Expands `#[endpoint(…)]`.
fn run(args: TokenStream, item: TokenStream) -> TokenStream {
    hygiene::apart([args, item], |[args, item]| endpoint_of(args, &item))
}

fn endpoint_of(args: TokenStream, tokens: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(mut item) = item::item(tokens, &args, &errors) else {
        return fallback::raw(tokens, &errors.finish());
    };
    take_second_endpoint(&mut item, &errors);
    // Our attributes are removed before anything can fail, so that rustc reports no error about them.
    let fields = fields::take(&mut item, &errors);
    let written = args.clone();
    let args = Args::parse(args, &names::unknown(&item.ident), &errors);
    let editor = host::is_editor()
        .then(|| editor::of_endpoint(&written, &args, tokens, &item, &check::krate(&args.options)));
    let checked = check::check(args, item, fields, &errors);
    let mistakes = errors.finish();
    let expanded = match checked {
        Ok(endpoint) => expand::expand(&endpoint),
        Err(salvage) => fallback::stub(*salvage, &mistakes),
    };
    match editor {
        Some(editor) => [editor, expanded].into_iter().collect(),
        None => expanded,
    }
}

/// One struct is one request: a second attribute would declare another with the same names.
fn take_second_endpoint(item: &mut DeriveInput, errors: &Errors) {
    let is_endpoint = |attr: &syn::Attribute| {
        attr.path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "endpoint")
    };
    for second in item.attrs.iter().filter(|attr| is_endpoint(attr)) {
        errors.at(
            second.path(),
            "a second `#[endpoint]`\nhelp: declare one struct for each request",
        );
    }
    item.attrs.retain(|attr| !is_endpoint(attr));
}
