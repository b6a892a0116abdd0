//! The fields of a JSON body in a description, as the writer has them: a JSON body has no place for docs.

use crate::description::{Property, Schema};

const HEAD: &str = "The fields of the body:\n";

/// A description without the list of fields at its end, and the list.
pub(super) fn split(description: &str) -> (String, Vec<Property>) {
    let Some(at) = description.rfind(HEAD) else {
        return (description.to_owned(), Vec::new());
    };
    let (doc, list) = (&description[..at], &description[at + HEAD.len()..]);
    let begins_line = doc.is_empty() || doc.ends_with("\n\n");
    let lines = list.lines().filter(|line| !line.is_empty());
    match lines.map(field).collect::<Option<Vec<_>>>() {
        Some(fields) if begins_line && !fields.is_empty() => (doc.trim_end().to_owned(), fields),
        _ => (description.to_owned(), Vec::new()),
    }
}

/// ``- `name` (`String`, optional): What people call it.``
fn field(line: &str) -> Option<Property> {
    let (name, rest) = line.strip_prefix("- `")?.split_once("` (`")?;
    let (_, rest) = rest.split_once('`')?;
    let (optional, rest) = match rest.strip_prefix(", optional)") {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix(')')?),
    };
    let doc = match rest.strip_prefix(": ") {
        Some(doc) => doc,
        None if rest.is_empty() => "",
        None => return None,
    };
    Some(Property {
        name: name.to_owned(),
        required: !optional,
        schema: Schema {
            doc: doc.to_owned(),
            ..Schema::default()
        },
        ..Property::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_fields() {
        let (doc, fields) = split(
            "Makes it.\n\nThe fields of the body:\n\n- `a` (`Option<(u8, u8)>`, optional): What (`a`) is.\n- `` (`String`)",
        );
        assert_eq!(doc, "Makes it.");
        let fields: Vec<_> = fields
            .iter()
            .map(|field| {
                (
                    field.name.as_str(),
                    !field.required,
                    field.schema.doc.as_str(),
                )
            })
            .collect();
        assert_eq!(fields, [("a", true, "What (`a`) is."), ("", false, "")]);
        for own in [
            "The fields of the body:\n\nare few",
            "See The fields of the body:\n\n- `a` (`b`)",
            "The fields of the body:\n",
        ] {
            assert_eq!((split(own).0.as_str(), split(own).1.len()), (own, 0));
        }
    }
}
