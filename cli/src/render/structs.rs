//! The types of bodies and answers, and the refusals that endpoints share.

use super::Lines;
use super::endpoint::{field_example, lints, more, names, statuses, structure};
use crate::model::{Refusals, Struct};

pub(super) fn refusals(lines: &mut Lines, refusals: &Refusals, examples: bool) {
    lines.line("/// What the API answers when it refuses.");
    lines.line("#[derive(Debug, Responses)]");
    lines.line(&format!("pub enum {} {{", refusals.name));
    lines.depth += 1;
    for arm in &refusals.arms {
        let doc = match arm.names.as_slice() {
            [] => format!("Status {}.", statuses(arm).replace(" | ", ", ")),
            _ => names(arm),
        };
        lines.docs("///", &doc);
        if !arm.more.is_empty() {
            lines.line("///");
            more(lines, &arm.more);
        }
        let codec = arm.codec.map(|codec| format!(" as {codec}"));
        lines.line(&format!(
            "#[status({}{})]",
            statuses(arm),
            codec.unwrap_or_default()
        ));
        if let Some(example) = arm.example.as_ref().filter(|_| examples && arm.ty != "()") {
            field_example(lines, example);
        }
        lines.line(&format!("{}({}),", variant(arm), arm.ty));
    }
    lines.depth -= 1;
    lines.line("}");
}

/// A variant of an enum always has its name.
fn variant(arm: &crate::model::Arm) -> String {
    let standard = || {
        arm.statuses
            .first()
            .and_then(|code| crate::declare::status_name(*code))
    };
    let named = arm
        .variant
        .clone()
        .or_else(|| standard().map(str::to_owned));
    named.unwrap_or_else(|| "Refused".to_owned())
}

pub(super) fn structure_of(lines: &mut Lines, declared: &Struct) {
    lines.docs("///", &declared.doc);
    let mut derives = vec!["Debug", "Clone"];
    if declared.is_read {
        derives.push("Deserialize");
    }
    if declared.is_written {
        derives.push("Serialize");
    }
    lines.line(&format!("#[derive({})]", derives.join(", ")));
    if let Some(rule) = declared.rename_all {
        lines.line(&format!("#[serde(rename_all = \"{rule}\")]"));
    }
    lints(lines, &declared.name, &declared.fields);
    structure(lines, &declared.name, &declared.fields, false);
}
