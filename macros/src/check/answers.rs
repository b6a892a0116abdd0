//! The arms beside each other.

mod in_place;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, Ident, Path, Type};

pub(super) use self::in_place::declared;
use self::in_place::structs;
use super::{effective, optional_type};
use crate::diag::Errors;
use crate::model::{Answer, Answers, Refusals, Success, is_unit, type_of};
use crate::names;
use crate::parse::Args;
use crate::parse::arms::{Answer as Written, Arm, InPlace, Pattern, Shape, Status};
use crate::parse::example;
use crate::parse::fields::doc_text;

/// What the endpoint answers; `None` where that is not certain.
pub(super) fn answers(
    args: &Args,
    item: &DeriveInput,
    krate: &Path,
    errors: &Errors,
) -> Option<Answers> {
    let found = Errors::new();
    let is_head = args
        .method
        .as_ref()
        .is_some_and(|method| method.name == "HEAD");
    check_reachable(args.arms.iter().map(|arm| arm.statuses.as_slice()), &found);
    for arm in &args.arms {
        check_sides(arm, &found);
        check_body(&arm.statuses, &arm.answer, is_head, &found);
        check_example(&arm.attrs, &arm.answer, &found);
    }
    let (successes, refusals): (Vec<&Arm>, Vec<&Arm>) = args.arms.iter().partition(|arm| {
        arm.statuses
            .first()
            .is_some_and(|status| status.pattern.is_success())
    });
    let answers = Answers {
        success: success(&successes, item, krate, &found),
        refusals: own_or_shared(args, &refusals, item, krate, &found),
        structs: structs(&args.arms, item, &found),
    };
    let mistakes = found.finish();
    let is_right = mistakes.is_empty();
    for mistake in mistakes {
        errors.push(mistake);
    }
    is_right.then_some(answers)
}

/// First match wins, as in `match`; an arm that can never match was meant otherwise.
pub(crate) fn check_reachable<'a>(arms: impl Iterator<Item = &'a [Status]>, errors: &Errors) {
    let mut seen: Vec<&Status> = Vec::new();
    let statuses =
        arms.flat_map(|arm| arm.iter().enumerate().map(move |(at, it)| (it, &arm[..at])));
    for (status, before) in statuses {
        let token = &status.token;
        let is_wider = |other: &&Status| {
            other.pattern != status.pattern && other.pattern.covers(status.pattern)
        };
        if let Some(wider) = before.iter().find(is_wider) {
            let wider = &wider.token;
            errors.at(
                token,
                format!("`{wider}` means `{token}` too\nhelp: remove `{token}`"),
            );
            continue;
        }
        if let Some(first) = seen
            .iter()
            .find(|first| first.pattern.covers(status.pattern))
        {
            let first_token = &first.token;
            errors.at(
                token,
                if first.pattern == status.pattern {
                    format!("status `{token}` is answered twice\nhelp: remove one of the two")
                } else {
                    format!("`{token}` can never match, because `{first_token}` comes first\nhelp: put `{token}` before `{first_token}`")
                },
            );
        }
        seen.push(status);
    }
}

/// One arm is either a success or a refusal.
fn check_sides(arm: &Arm, errors: &Errors) {
    let side = |status: &Status| status.pattern.is_success();
    if let Some(first) = arm.statuses.first()
        && let Some(other) = arm
            .statuses
            .iter()
            .find(|status| side(status) != side(first))
    {
        let (success, refusal) = if side(first) {
            (first, other)
        } else {
            (other, first)
        };
        errors.at(
            &other.token,
            format!(
                "`{}` is a success and `{}` an error\nhelp: give each an arm of its own",
                success.token, refusal.token
            ),
        );
    }
}

/// Statuses that never have a body (RFC 9110, section 6.4.1), and the method whose answers have none.
pub(crate) fn check_body(statuses: &[Status], answer: &Written, is_head: bool, errors: &Errors) {
    let Shape::Type(ty) = &answer.shape else {
        return check_bodyless(statuses, &shape_tokens(&answer.shape), is_head, errors);
    };
    if is_unit(ty) {
        if let Some(codec) = &answer.codec {
            errors.at(codec, "nothing is read from `()`\nhelp: remove the codec");
        }
        return;
    }
    check_owned(ty, answer.codec.as_ref(), errors);
    // `None` says so, and a whole answer is more than its body.
    let is_whole = answer
        .codec
        .as_ref()
        .is_some_and(|codec| names::is_word(codec, "Whole"));
    if is_whole || (optional_type(ty).is_some() && !is_head) {
        return;
    }
    check_bodyless(statuses, &ty.to_token_stream(), is_head, errors);
}

/// The body is gone when the answer is there, so nothing can borrow from it. What a codec of the user's does is its own affair.
fn check_owned(ty: &Type, codec: Option<&Type>, errors: &Errors) {
    if codec.is_some_and(|codec| !names::is_our_codec(codec)) {
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
        format!("an answer cannot borrow\nhelp: write `{owned}`"),
    );
}

/// An answer of which nothing is read has nothing to show.
pub(crate) fn check_example(attrs: &[Attribute], answer: &Written, errors: &Errors) {
    let example = example::among(attrs, errors);
    if let (Some(example), Shape::Type(ty)) = (example, &answer.shape)
        && is_unit(ty)
    {
        errors.at(
            &example.attr,
            "nothing is read from `()`, so it has no example\nhelp: remove `#[example]`",
        );
    }
}

/// The text of the example among attributes that were checked before.
pub(crate) fn example_text(attrs: &[Attribute]) -> Option<String> {
    let unheard = Errors::new();
    let example = example::among(attrs, &unheard);
    unheard.finish();
    example.map(|example| example.text)
}

fn check_bodyless(statuses: &[Status], ty: &TokenStream, is_head: bool, errors: &Errors) {
    let bodyless = |status: &Status| matches!(status.pattern, Pattern::Code(204 | 205 | 304));
    if is_head {
        errors.at(ty, "the answer to a `HEAD` request has no body\nhelp: write `()`; `call_full` gives the headers");
    } else if statuses.iter().all(bodyless) {
        let token = statuses
            .first()
            .map(|status| status.token.to_string())
            .unwrap_or_default();
        errors.at(
            ty,
            format!("a `{token}` answer never has a body\nhelp: write `()`"),
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

fn success(arms: &[&Arm], item: &DeriveInput, krate: &Path, errors: &Errors) -> Success {
    let Some(first) = arms.first() else {
        return Success::Raw;
    };
    let text = |arm: &Arm| type_of(&arm.answer.shape).to_token_stream().to_string();
    let is_plain = arms.iter().all(|arm| arm.answer.variant.is_none());
    if is_plain && (arms.len() == 1 || arms.iter().all(|arm| text(arm) == text(first))) {
        return Success::One(
            arms.iter()
                .map(|arm| answer(arm, item.ident.clone(), krate))
                .collect(),
        );
    }
    if let ([arm], Some(variant)) = (arms, &first.answer.variant) {
        let ty = names::type_name(&type_of(&arm.answer.shape));
        errors.at(
            variant,
            format!("`{variant}` names a variant, but one success type is returned plain\nhelp: write `{ty}`"),
        );
    }
    Success::Many {
        name: names::output_enum(&item.ident),
        answers: variants(arms, krate, errors),
    }
}

fn own_or_shared(
    args: &Args,
    arms: &[&Arm],
    item: &DeriveInput,
    krate: &Path,
    errors: &Errors,
) -> Refusals {
    let own = args.options.errors.as_ref();
    match (own, arms.first()) {
        (Some(given), Some(arm)) => {
            let tokens: TokenStream = arm
                .statuses
                .iter()
                .map(|status| status.token.clone())
                .collect();
            let name = names::type_name(&given.value);
            errors.at(
                tokens,
                format!("an error arm beside `errors = {name}`\nhelp: move it into `{name}`, or write all arms here and remove `errors`"),
            );
            Refusals::None
        }
        (_, Some(_)) => Refusals::Own {
            name: names::error_enum(&item.ident),
            answers: variants(arms, krate, errors),
        },
        (_, None) => effective(&args.options, |options| options.errors.clone())
            .map_or(Refusals::None, |given| Refusals::Shared(given.value)),
    }
}

/// Arms that become the variants of one enum: each needs a name, and no two the same.
fn variants(arms: &[&Arm], krate: &Path, errors: &Errors) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for arm in arms {
        let Some(variant) = variant(arm, errors) else {
            continue;
        };
        // That one status is answered twice was said before.
        let is_other = |answer: &Answer| {
            let statuses = arm.statuses.iter().map(|status| status.pattern);
            arm.answer.variant.is_some() || !statuses.eq(answer.statuses.iter().copied())
        };
        if answers
            .iter()
            .any(|answer| answer.variant == variant && is_other(answer))
        {
            let help = format!("help: name this one: `Other{}(…)`", variant.unraw());
            errors.at(
                &variant,
                format!("two answers are named `{variant}`\n{help}"),
            );
        }
        answers.push(answer(arm, variant, krate));
    }
    answers
}

fn variant(arm: &Arm, errors: &Errors) -> Option<Ident> {
    if let Some(variant) = &arm.answer.variant {
        return Some(variant.clone());
    }
    if let Some(def) = in_place(&arm.answer.shape) {
        return Some(def.ident.clone());
    }
    let all: TokenStream = arm
        .statuses
        .iter()
        .map(|status| status.token.clone())
        .collect();
    let ty = names::type_name(&type_of(&arm.answer.shape));
    // What the first means too is a mistake that was told.
    if let Some((status, more)) = arm.statuses.split_first()
        && more.iter().all(|it| status.pattern.covers(it.pattern))
    {
        let name = status.pattern.name();
        if name.is_none() {
            errors.at(&all, format!("status `{all}` has no standard name\nhelp: name its answer: `{all} => Name({ty})`"));
        }
        name.map(|name| Ident::new(name, all.span()))
    } else {
        errors.at(
            &all,
            format!("an arm with several statuses needs a name\nhelp: write `=> Name({ty})`"),
        );
        None
    }
}

fn in_place(shape: &Shape) -> Option<&InPlace> {
    match shape {
        Shape::Type(_) => None,
        Shape::Struct(def) => Some(def),
        Shape::List(inner) | Shape::Option(inner) => in_place(inner),
    }
}

fn answer(arm: &Arm, variant: Ident, krate: &Path) -> Answer {
    let ty = type_of(&arm.answer.shape);
    Answer {
        doc: doc_text(&arm.attrs),
        example: example_text(&arm.attrs),
        statuses: arm.statuses.iter().map(|status| status.pattern).collect(),
        variant,
        codec: codec(krate, &ty, arm.answer.codec.as_ref()),
        type_name: names::type_name(&ty),
        ty,
    }
}

pub(crate) fn codec(krate: &Path, ty: &Type, named: Option<&Type>) -> crate::model::Codec {
    match named {
        Some(codec) => names::codec(krate, codec),
        None if is_unit(ty) => names::default_codec(krate, ty, "Empty"),
        None => names::default_codec(krate, ty, "Json"),
    }
}
