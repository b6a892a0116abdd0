//! Contradictions between the schemes of `auth = …`.

use std::collections::BTreeSet;

use syn::Type;

use crate::diag::Errors;
use crate::model::Auth;
use crate::names;

/// The schemes that fill `Authorization`, which holds one.
const IN_AUTHORIZATION: [&str; 2] = ["Basic", "Bearer"];

/// Reports schemes that say nothing, or that cannot be sent.
pub(crate) fn check(auth: &Auth, errors: &Errors) {
    let Auth::AnyOf { alternatives, .. } = auth else {
        return;
    };
    let mut earlier: Vec<(BTreeSet<String>, String)> = Vec::new();
    for alternative in alternatives {
        let names = together(alternative, errors);
        let written: Vec<_> = alternative.iter().map(names::type_name).collect();
        let written = written.join(" + ");
        let first = earlier.iter().find(|(first, _)| first.is_subset(&names));
        if let (Some((first, first_written)), Some(token)) = (first, alternative.last()) {
            let message = if *first == names {
                format!("`{written}` is given twice\nhelp: keep one of the two")
            } else {
                format!(
                    "`{written}` is never sent: a client that holds it holds `{first_written}`, which comes first\nhelp: write `{written} | {first_written}`"
                )
            };
            errors.at(token, message);
        }
        earlier.push((names, written));
    }
}

/// The names of schemes that are sent together.
fn together(alternative: &[Type], errors: &Errors) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut in_authorization: Option<&Type> = None;
    for scheme in alternative {
        let name = names::type_name(scheme);
        if names.contains(&name) {
            let message = format!("`{name}` is given twice\nhelp: keep one of the two");
            errors.at(scheme, message);
        } else if IN_AUTHORIZATION
            .iter()
            .any(|word| names::is_word(scheme, word))
        {
            if let Some(first) = in_authorization {
                let first = names::type_name(first);
                errors.at(
                    scheme,
                    format!("`{first}` and `{name}` are both sent in `Authorization`, which holds one\nhelp: write `{first} | {name}`"),
                );
            }
            in_authorization = Some(scheme);
        }
        names.insert(name);
    }
    names
}
