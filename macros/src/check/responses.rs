//! Checks the arms against each other.

mod inline_struct;
pub(crate) mod message;
mod success;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, Ident, Path, Type};

pub(super) use self::inline_struct::declared;
use self::inline_struct::{check_non_exhaustive, structs, type_of};
use super::effective;
use crate::attrs::doc_text;
use crate::diag::Errors;
use crate::model::optional_type;
use crate::model::{ErrorResponses, Pattern, Response, Responses, is_unit};
use crate::names;
use crate::parse::Args;
use crate::parse::arms::{Arm, InlineStruct, Response as Written, Shape, Status};
use crate::parse::codec::{Codec, not_json, quoted};
use crate::parse::example;

/// The responses of the endpoint; `None` if they are not certain.
pub(super) fn responses(
    args: &Args,
    item: &DeriveInput,
    krate: &Path,
    errors: &Errors,
) -> Option<Responses> {
    let found = Errors::new();
    let is_head = args
        .method
        .as_ref()
        .is_some_and(|method| method.name == "HEAD");
    // The mistake in the others is found already.
    let finished: Vec<_> = args.arms.iter().filter(|arm| !arm.is_unfinished).collect();
    let statuses = || finished.iter().map(|arm| arm.statuses.as_slice());
    check_reachable(statuses(), &found);
    for &arm in &finished {
        check_sides(arm, &found);
        check_body(&arm.statuses, &arm.response, is_head, &found);
        check_media_type(&arm.statuses, &arm.response, &found);
        check_lifetimes(&arm.response.shape, &item.generics, &found);
        check_example(&arm.attrs, &arm.response, &found);
        message::check(&arm.attrs, &arm.statuses, &arm.response, &found);
    }
    let codecs: Vec<_> = (finished.iter())
        .map(|arm| {
            let ty = type_of(&arm.response.shape);
            codec(krate, &ty, arm.response.codec.as_ref())
        })
        .collect();
    check_types(statuses().zip(&codecs), &found);
    let (successes, others): (Vec<&Arm>, Vec<&Arm>) = args.arms.iter().partition(|arm| {
        arm.statuses
            .first()
            .is_some_and(|status| status.pattern.is_success())
    });
    let is_open = effective(&args.options, |options| options.non_exhaustive.clone()).is_some();
    let (success, is_output_unknown) = success::success(&successes, item, krate, is_open, &found);
    let mut others = own_or_shared(args, &others, item, krate, &found);
    let has_unknown = finished.len() < args.arms.len();
    message::by_option(&args.options, &mut others, has_unknown, &found);
    let responses = Responses {
        success,
        is_output_unknown,
        has_unknown,
        errors: others,
        structs: structs(&args.arms, &args.options, item, &found),
    };
    check_non_exhaustive(&args.options, &responses, &found);
    let mistakes = found.finish();
    let is_right = mistakes.is_empty();
    for mistake in mistakes {
        errors.push(mistake);
    }
    is_right.then_some(responses)
}

/// First match wins, as in `match`; an arm that can never match is a mistake.
pub(crate) fn check_reachable<'a>(arms: impl Iterator<Item = &'a [Status]>, errors: &Errors) {
    let mut seen: Vec<&Status> = Vec::new();
    let statuses =
        arms.flat_map(|arm| arm.iter().enumerate().map(move |(at, it)| (it, &arm[..at])));
    for (status, before) in statuses {
        let token = &status.token;
        let is_wider = |other: &&Status| other.pattern != status.pattern && other.covers(status);
        if let Some(wider) = before.iter().find(is_wider) {
            let wider = &wider.token;
            errors.at(
                token,
                format!("`{wider}` already matches `{token}`\nhelp: remove `{token}`"),
            );
            continue;
        }
        if let Some(first) = seen.iter().find(|first| first.covers(status)) {
            let is_same = first.pattern == status.pattern && first.essence() == status.essence();
            let message = if is_same {
                format!("status `{status}` is declared twice\nhelp: remove one of the two")
            } else {
                format!(
                    "`{status}` can never match, because `{first}` comes first\nhelp: put `{status}` before `{first}`"
                )
            };
            match &status.media_type {
                Some(media_type) if first.pattern == status.pattern => {
                    errors.at(media_type, message);
                }
                _ => errors.at(token, message),
            }
        }
        seen.push(status);
    }
}

/// A response is chosen by its media type, so that of an arm without one, by its codec, is no other arm's.
pub(crate) fn check_types<'a>(
    arms: impl Iterator<Item = (&'a [Status], &'a names::Codec)>,
    errors: &Errors,
) {
    let arms: Vec<_> = arms.collect();
    let all = || {
        arms.iter().flat_map(|(statuses, codec)| {
            let codec: &names::Codec = codec;
            statuses.iter().map(move |status| (status, codec))
        })
    };
    for (other, codec) in all().filter(|(status, _)| status.media_type.is_none()) {
        let own = codec
            .own_media_type()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let own = own.split(';').next().unwrap_or_default().trim();
        let same = all().find(|(status, _)| {
            status.pattern == other.pattern && status.essence().is_some_and(|it| it == own)
        });
        if let Some((status, _)) = same
            && let Some(media_type) = &status.media_type
        {
            let token = &other.token;
            errors.at(
                media_type,
                format!("the arm `{token} => …` without a media type is {own:?} too, so the two cannot be told apart\nhelp: keep one of the two, or name another media type there: `… as {}(\"…\")`", codec.name),
            );
        }
    }
}

/// A media type is given once, and where there is a body.
pub(crate) fn check_media_type(statuses: &[Status], response: &Written, errors: &Errors) {
    let Some(media_type) = statuses
        .first()
        .and_then(|status| status.media_type.as_ref())
    else {
        return;
    };
    let bodyless = statuses
        .iter()
        .find(|status| matches!(status.pattern, Pattern::Code(204 | 205 | 304)));
    let own = response
        .codec
        .as_ref()
        .and_then(|codec| codec.media_type.as_ref());
    if let Some(status) = bodyless {
        let token = &status.token;
        errors.at(
            media_type,
            format!("a `{token}` response has no body, so it has no media type\nhelp: remove it"),
        );
    } else if let Some(own) = own {
        let token = quoted(media_type);
        errors.at(
            own,
            format!("a second media type: the arm is for {token}\nhelp: keep one of the two"),
        );
    } else if response.codec.is_none()
        && !matches!(&response.shape, Shape::Type(ty) if is_unit(ty))
        && let Some(message) = not_json(media_type)
    {
        errors.at(media_type, message);
    }
}

/// An arm is either a success or an error.
fn check_sides(arm: &Arm, errors: &Errors) {
    let side = |status: &Status| status.pattern.is_success();
    if let Some(first) = arm.statuses.first()
        && let Some(other) = arm
            .statuses
            .iter()
            .find(|status| side(status) != side(first))
    {
        let (success, error) = if side(first) {
            (first, other)
        } else {
            (other, first)
        };
        errors.at(
            &other.token,
            format!(
                "`{}` is a success and `{}` an error\nhelp: write a separate arm for each",
                success.token, error.token
            ),
        );
    }
}

/// Statuses that never have a body (RFC 9110, section 6.4.1), and `HEAD`, whose responses have none.
pub(crate) fn check_body(statuses: &[Status], response: &Written, is_head: bool, errors: &Errors) {
    let Shape::Type(ty) = &response.shape else {
        return check_bodyless(statuses, &shape_tokens(&response.shape), is_head, errors);
    };
    if is_unit(ty) {
        if let Some(codec) = &response.codec {
            errors.at(
                &codec.ty,
                "`()` reads no body, so it takes no codec\nhelp: remove the codec",
            );
        }
        return;
    }
    check_owned(ty, response.codec.as_ref().map(|codec| &codec.ty), errors);
    check_result(
        statuses,
        ty,
        response.codec.as_ref().map(|codec| &codec.ty),
        errors,
    );
    // An `Option` allows it, and `Whole` reads more than the body.
    let is_whole = response
        .codec
        .as_ref()
        .is_some_and(|codec| names::is_word(&codec.ty, "Whole"));
    if is_whole || (optional_type(ty).is_some() && !is_head) {
        return;
    }
    check_bodyless(statuses, &ty.to_token_stream(), is_head, errors);
}

/// The body is dropped once the response is decoded, so the type cannot borrow from it. Custom codecs are not checked.
fn check_owned(ty: &Type, codec: Option<&Type>, errors: &Errors) {
    if codec.is_some_and(|codec| names::known_codec(codec).is_none()) {
        return;
    }
    let content = match names::peeled(ty) {
        Type::Reference(reference) => names::peeled(&reference.elem),
        ty if names::is_word(ty, "str") => ty,
        _ => return,
    };
    let owned = match content {
        Type::Slice(slice) => format!("Vec<{}>", names::type_name(&slice.elem)),
        ty if names::is_word(ty, "str") => "String".to_owned(),
        ty => names::type_name(ty),
    };
    errors.at(
        ty,
        format!("a response type cannot borrow\nhelp: write `{owned}`"),
    );
}

/// A response is what its status says; serde would read a `Result` as an object with the key `Ok` or `Err`. Whoever means that names the codec.
fn check_result(statuses: &[Status], ty: &Type, codec: Option<&Type>, errors: &Errors) {
    let Type::Path(path) = names::peeled(ty) else {
        return;
    };
    let Some(last) = path.path.segments.last() else {
        return;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return;
    };
    let types: Vec<_> = arguments.args.iter().collect();
    let ([ok, err], None, true) = (types.as_slice(), codec, last.ident == "Result") else {
        return;
    };
    let name = |argument: &syn::GenericArgument| {
        names::type_name(&Type::Verbatim(argument.to_token_stream()))
    };
    let (ok, err) = (name(ok), name(err));
    let is_success = statuses.iter().any(|status| status.pattern.is_success());
    let help = if is_success {
        format!("write `{ok}`, and the error as a separate arm: `4xx => {err}`")
    } else {
        format!("write `{err}`, and the success as a separate arm: `200 => {ok}`")
    };
    errors.at(
        ty,
        format!("an arm says what its own status returns, not a `Result`\nhelp: {help}"),
    );
}

/// A lifetime in a response type is the struct's, or `'static`.
fn check_lifetimes(shape: &Shape, generics: &syn::Generics, errors: &Errors) {
    let ty = match shape {
        Shape::Type(ty) => ty,
        // Its own fields are in reach of no parameter.
        Shape::Struct(def) => {
            let none = syn::Generics::default();
            return def
                .fields
                .iter()
                .for_each(|field| check_lifetimes(&field.shape, &none, errors));
        }
        Shape::List(inner) | Shape::Option(inner) => {
            return check_lifetimes(inner, generics, errors);
        }
    };
    // A reference has its own message.
    if matches!(names::peeled(ty), Type::Reference(_)) {
        return;
    }
    let known = |name: &str| {
        name == "'static"
            || generics
                .lifetimes()
                .any(|param| param.lifetime.to_string() == name)
    };
    for lifetime in lifetimes(ty.to_token_stream()) {
        if !known(&lifetime.to_string()) {
            errors.at(
                &lifetime,
                format!("a response borrows from nothing that is called `{lifetime}`\nhelp: write `'static`, or a type without a lifetime"),
            );
        }
    }
}

/// The lifetimes in the tokens of a type; none in a type with its own, as in `for<'a> fn(&'a str)`.
fn lifetimes(tokens: TokenStream) -> Vec<syn::Lifetime> {
    let mut found = Vec::new();
    let mut mark = None;
    for token in tokens {
        match (mark.take(), token) {
            (_, TokenTree::Ident(word)) if word == "for" => return Vec::new(),
            (Some(mark), TokenTree::Ident(name)) => found.push(syn::Lifetime {
                apostrophe: mark,
                ident: name,
            }),
            (_, TokenTree::Group(group)) => found.extend(lifetimes(group.stream())),
            (_, TokenTree::Punct(punct)) if punct.as_char() == '\'' => mark = Some(punct.span()),
            _ => {}
        }
    }
    found
}

/// A response whose body is not read has no example to show.
pub(crate) fn check_example(attrs: &[Attribute], response: &Written, errors: &Errors) {
    let example = example::among(attrs, errors);
    if let (Some(example), Shape::Type(ty)) = (example, &response.shape)
        && is_unit(ty)
    {
        errors.at(
            &example.attr,
            "`()` reads no body, so it takes no example\nhelp: remove `#[example]`",
        );
    }
}

/// The text of the example among attributes that are already checked.
pub(crate) fn example_text(attrs: &[Attribute]) -> Option<String> {
    let unheard = Errors::new();
    let example = example::among(attrs, &unheard);
    unheard.finish();
    example.map(|example| example.text)
}

fn check_bodyless(statuses: &[Status], ty: &TokenStream, is_head: bool, errors: &Errors) {
    let bodyless = |status: &Status| matches!(status.pattern, Pattern::Code(204 | 205 | 304));
    if is_head {
        errors.at(ty, "a response to `HEAD` has no body\nhelp: write `()`; `call_with_response` returns the headers");
    } else if statuses.iter().all(bodyless) {
        let token = statuses
            .first()
            .map(|status| status.token.to_string())
            .unwrap_or_default();
        errors.at(
            ty,
            format!("a `{token}` response has no body\nhelp: write `()`"),
        );
    }
}

fn shape_tokens(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Type(ty) => ty.to_token_stream(),
        Shape::Struct(def) => def.ident.to_token_stream(),
        Shape::List(inner) | Shape::Option(inner) => shape_tokens(inner),
    }
}

fn own_or_shared(
    args: &Args,
    arms: &[&Arm],
    item: &DeriveInput,
    krate: &Path,
    errors: &Errors,
) -> ErrorResponses {
    let own = args.options.errors.as_ref();
    match (own, arms.first()) {
        (Some(given), Some(arm)) if !arm.is_unfinished => {
            let tokens: TokenStream = arm
                .statuses
                .iter()
                .map(|status| status.token.clone())
                .collect();
            let name = names::type_name(&given.value);
            errors.at(
                tokens,
                format!("an error arm conflicts with `errors = {name}`\nhelp: move it into `{name}`, or write all arms here and remove `errors`"),
            );
            ErrorResponses::None
        }
        (None, Some(_)) => ErrorResponses::Own {
            name: names::error_enum(&item.ident),
            responses: variants(arms, krate, errors),
        },
        _ => effective(&args.options, |options| options.errors.clone())
            .map_or(ErrorResponses::None, |given| {
                ErrorResponses::Shared(given.value)
            }),
    }
}

/// Arms that become the variants of one enum: each needs a unique name.
fn variants(arms: &[&Arm], krate: &Path, errors: &Errors) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for arm in arms {
        let unheard = Errors::new();
        let heard = if arm.is_unfinished { &unheard } else { errors };
        let variant = variant(arm, heard);
        unheard.finish();
        let Some(variant) = variant else {
            continue;
        };
        let is_named = |response: &&Response| names::is_same(&response.variant, &variant);
        if let Some(known) = responses.iter().find(is_named)
            && (arm.is_unfinished || known.is_unfinished)
        {
            continue;
        }
        // A duplicate status is already reported.
        let is_other = |response: &Response| {
            let statuses = arm.statuses.iter().map(|status| status.pattern);
            let media_type = arm.statuses.first().and_then(Status::essence);
            arm.response.variant.is_some()
                || !statuses.eq(response.statuses.iter().copied())
                || media_type != response.media_type
        };
        if responses
            .iter()
            .any(|response| names::is_same(&response.variant, &variant) && is_other(response))
        {
            let help = format!("help: name this one: `Other{}(…)`", variant.unraw());
            errors.at(
                &variant,
                format!("two responses are named `{variant}`\n{help}"),
            );
        }
        responses.push(response(arm, variant, krate));
    }
    responses
}

fn variant(arm: &Arm, errors: &Errors) -> Option<Ident> {
    if let Some(variant) = &arm.response.variant {
        return Some(variant.clone());
    }
    if let Some(def) = inline_struct(&arm.response.shape) {
        return Some(def.ident.clone());
    }
    let all: TokenStream = arm
        .statuses
        .iter()
        .map(|status| status.token.clone())
        .collect();
    let ty = names::type_name(&type_of(&arm.response.shape));
    // Statuses that the first already matches are already reported.
    if let Some((status, more)) = arm.statuses.split_first()
        && more.iter().all(|it| status.pattern.covers(it.pattern))
    {
        let name = status.pattern.name();
        if name.is_none() {
            errors.at(&all, format!("status `{all}` has no standard name\nhelp: name the variant: `{all} => Name({ty})`"));
        }
        let media_type = status.essence().map(|essence| pascal_case(&essence));
        let name = name.map(|name| format!("{name}{}", media_type.unwrap_or_default()));
        name.map(|name| Ident::new(&name, all.span()))
    } else {
        errors.at(
            &all,
            format!(
                "an arm with several statuses needs a variant name\nhelp: write `=> Name({ty})`"
            ),
        );
        None
    }
}

/// `EventStream` of `text/event-stream`, `VndApiJson` of `application/vnd.api+json`, `Image` of `image/*`.
fn pascal_case(media_type: &str) -> String {
    let (first, second) = media_type.split_once('/').unwrap_or(("", media_type));
    let name = if second == "*" { first } else { second };
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter_map(|word| {
        let first = word.get(..1)?;
        Some(first.to_ascii_uppercase() + &word[1..])
    });
    words.collect()
}

fn inline_struct(shape: &Shape) -> Option<&InlineStruct> {
    match shape {
        Shape::Type(_) => None,
        Shape::Struct(def) => Some(def),
        Shape::List(inner) | Shape::Option(inner) => inline_struct(inner),
    }
}

fn response(arm: &Arm, variant: Ident, krate: &Path) -> Response {
    let ty = type_of(&arm.response.shape);
    Response {
        doc: doc_text(&arm.attrs),
        example: example_text(&arm.attrs),
        message: message::of(&arm.attrs),
        statuses: arm.statuses.iter().map(|status| status.pattern).collect(),
        media_type: arm.statuses.first().and_then(Status::essence),
        variant,
        codec: codec(krate, &ty, arm.response.codec.as_ref()),
        type_name: names::type_name(&ty),
        ty,
        is_unfinished: arm.is_unfinished,
    }
}

pub(crate) fn codec(krate: &Path, ty: &Type, named: Option<&Codec>) -> names::Codec {
    match named {
        Some(codec) => codec.resolved(krate),
        None if is_unit(ty) => names::default_codec(krate, "Empty"),
        None => names::default_codec(krate, "Json"),
    }
}
