//! The types of bodies, and the shared error set.

use super::docs::Piece;
use super::endpoint::{arm_docs, field_example, lints, names, statuses, structure};
use super::{Lines, WIDTH};
use crate::model::{Base, Enum, ErrorSet, Scheme, Struct, Type};
use crate::status_codes::standard_name;

pub(super) fn error_set(lines: &mut Lines, errors: &ErrorSet, examples: bool) {
    lines.line("/// The error responses of the API.");
    lines.line("#[derive(Debug, ErrorSet)]");
    if errors.has_message {
        lines.line("#[message]");
    }
    if errors.is_served {
        lines.line("#[serve]");
    }
    lines.line(&format!("pub enum {} {{", errors.name));
    lines.depth += 1;
    for arm in &errors.arms {
        let doc = match arm.names.as_slice() {
            [] => format!("Status {}.", statuses(arm).replace(" | ", ", ")),
            _ => names(arm),
        };
        arm_docs(lines, Some(&doc), &arm.more);
        let codec = arm.codec.as_ref().map(|codec| format!(" as {codec}"));
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
            .and_then(|status| standard_name(*status))
    };
    let named = arm
        .variant
        .clone()
        .or_else(|| standard().map(str::to_owned));
    named.unwrap_or_else(|| "OtherError".to_owned())
}

/// A type beside the endpoints.
/// Writes a type; in a package, with the features that it is there for.
pub(super) fn declared(lines: &mut Lines, declared: &Type, features: &[&str]) {
    match declared {
        Type::Struct(declared) => structure_of(lines, declared, features),
        Type::Enum(declared) => enumeration(lines, declared, features),
        Type::Scheme(Scheme {
            doc,
            attribute,
            name,
        }) => {
            lines.docs("///", &[Piece::Page(doc)]);
            lines.cfg(features);
            lines.line("#[derive(Debug, Clone, Copy, Scheme)]");
            lines.line(&format!("#[scheme({attribute})]"));
            lines.line(&format!("pub struct {name};"));
        }
        Type::Base(Base { doc, url, name }) => {
            lines.docs("///", &[Piece::Page(doc)]);
            // By its path: documents have types with this name.
            lines.line("#[derive(Debug, Clone, Copy, callpoint::Base)]");
            if let Some(url) = url {
                lines.line(&format!("#[base({url:?})]"));
            }
            lines.line(&format!("pub struct {name};"));
        }
    }
}

/// The traits on a line of their own where one is too narrow: rustfmt leaves the room of a comma.
fn derive(lines: &mut Lines, traits: &[&str]) {
    let traits = traits.join(", ");
    let line = format!("#[derive({traits})]");
    if lines.columns() + line.len() < WIDTH - 1 {
        return lines.line(&line);
    }
    lines.line("#[derive(");
    lines.depth += 1;
    lines.line(&format!("{traits},"));
    lines.depth -= 1;
    lines.line(")]");
}

pub(super) fn derives(declared: &Struct) -> Vec<&'static str> {
    let mut derives = vec!["Debug", "Clone"];
    if declared.is_response {
        derives.push("FromResponse");
        derives.extend(&declared.more.derives);
        return derives;
    }
    if declared.is_read {
        derives.push("Deserialize");
    }
    if declared.is_written {
        derives.push("Serialize");
    }
    if declared.has_message {
        // By its path: documents have types with this name.
        derives.push("callpoint::ErrorMessage");
    }
    derives.extend(&declared.more.derives);
    derives
}

fn structure_of(lines: &mut Lines, declared: &Struct, features: &[&str]) {
    lines.docs("///", &[Piece::Page(&declared.doc)]);
    lines.notes(&declared.notes);
    lines.cfg(features);
    derive(lines, &derives(declared));
    for attr in &declared.more.attrs {
        super::endpoint::attr(lines, attr);
    }
    let name = declared
        .rename
        .iter()
        .map(|name| format!("rename = {name:?}"));
    let rule = declared
        .rename_all
        .iter()
        .map(|rule| format!("rename_all = {rule:?}"));
    let serde: Vec<String> = name.chain(rule).collect();
    if !serde.is_empty() {
        lines.line(&format!("#[serde({})]", serde.join(", ")));
    }
    if let Some(inner) = &declared.newtype {
        return lines.line(&format!("pub struct {}(pub {inner});", declared.name));
    }
    lints(lines, &declared.name, &declared.fields);
    if declared.fields.is_empty() {
        // An object without fields is not `null`, which a unit struct is.
        return lines.line(&format!("pub struct {} {{}}", declared.name));
    }
    structure(lines, &declared.name, &declared.fields, false);
}

fn enumeration(lines: &mut Lines, declared: &Enum, features: &[&str]) {
    lines.docs("///", &[Piece::Page(&declared.doc)]);
    lines.notes(&declared.notes);
    lines.cfg(features);
    derive(lines, &declared.derives);
    for attr in &declared.attrs {
        super::endpoint::attr(lines, attr);
    }
    if repeats(declared) {
        lines.line("#[allow(clippy::enum_variant_names)]");
    }
    lines.line(&format!("pub enum {} {{", declared.name));
    lines.depth += 1;
    for variant in &declared.variants {
        lines.docs("///", &[Piece::Page(&variant.doc)]);
        for attr in &variant.attrs {
            super::endpoint::attr(lines, attr);
        }
        match &variant.ty {
            Some(ty) => lines.line(&format!("{}({ty}),", variant.name)),
            None => lines.line(&format!("{},", variant.name)),
        }
    }
    lines.depth -= 1;
    lines.line("}");
}

/// Whether all variants begin or end with the same word, or one with the name of the enum.
fn repeats(declared: &Enum) -> bool {
    let own = crate::names::words(&declared.name);
    let words: Vec<Vec<String>> = declared
        .variants
        .iter()
        .map(|variant| crate::names::words(&variant.name))
        .collect();
    let first = words.iter().map(|words| words.first()).collect::<Vec<_>>();
    let last = words.iter().map(|words| words.last()).collect::<Vec<_>>();
    let is_same =
        |all: &[Option<&String>]| words.len() > 2 && all.windows(2).all(|pair| pair[0] == pair[1]);
    let repeats_own = words
        .iter()
        .any(|words| words.starts_with(&own) || words.ends_with(&own));
    is_same(&first) || is_same(&last) || repeats_own
}
