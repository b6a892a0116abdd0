//! The arms of successes.

use quote::ToTokens as _;
use syn::{DeriveInput, Path};

use super::inline_struct::type_of;
use super::{response, variants};
use crate::diag::Errors;
use crate::model::Success;
use crate::names;
use crate::parse::arms::Arm;

/// The success, and whether its type depends on an arm that is not finished: one more may be of the same type as the others, or make it an enum.
pub(super) fn success(
    arms: &[&Arm],
    item: &DeriveInput,
    krate: &Path,
    is_non_exhaustive: bool,
    errors: &Errors,
) -> (Success, bool) {
    let (mut success, is_output_unknown) = written(arms, item, krate, errors);
    if let Success::Many {
        is_non_exhaustive: is_open,
        ..
    } = &mut success
    {
        *is_open = is_non_exhaustive;
    }
    (success, is_output_unknown)
}

fn written(arms: &[&Arm], item: &DeriveInput, krate: &Path, errors: &Errors) -> (Success, bool) {
    let (unfinished, finished): (Vec<&Arm>, Vec<&Arm>) =
        arms.iter().partition(|arm| arm.is_unfinished);
    match unfinished.as_slice() {
        [] => (of_finished(arms, item, krate, errors), false),
        [only] if finished.is_empty() && only.response.variant.is_none() => {
            (of_finished(arms, item, krate, errors), false)
        }
        _ => {
            let is_unknown = is_one_type(&finished);
            let unheard = Errors::new();
            let heard = if is_unknown { &unheard } else { errors };
            let success = many(arms, item, krate, heard);
            unheard.finish();
            (success, is_unknown)
        }
    }
}

/// Whether the type is returned without an enum.
fn is_one_type(arms: &[&Arm]) -> bool {
    let text = |arm: &Arm| type_of(&arm.response.shape).to_token_stream().to_string();
    let mut types = arms.windows(2).map(|pair| text(pair[0]) == text(pair[1]));
    arms.iter().all(|arm| arm.response.variant.is_none()) && types.all(|is_same| is_same)
}

fn many(arms: &[&Arm], item: &DeriveInput, krate: &Path, errors: &Errors) -> Success {
    Success::Many {
        name: names::output_enum(&item.ident),
        responses: variants(arms, krate, errors),
        is_non_exhaustive: false,
    }
}

fn of_finished(arms: &[&Arm], item: &DeriveInput, krate: &Path, errors: &Errors) -> Success {
    let Some(first) = arms.first() else {
        return Success::Raw;
    };
    if is_one_type(arms) {
        return Success::One(
            arms.iter()
                .map(|arm| response(arm, item.ident.clone(), krate))
                .collect(),
        );
    }
    if let ([arm], Some(variant)) = (arms, &first.response.variant) {
        let ty = names::type_name(&type_of(&arm.response.shape));
        errors.at(
            variant,
            format!("`{variant}` names a variant, but a single success type is returned without an enum\nhelp: write `{ty}`"),
        );
    }
    many(arms, item, krate, errors)
}
