//! The names of endpoints: those of the document, or else the method and the path.

use crate::names::{Taken, is_plural, singular, type_name, words};
use callpoint_documents::description::{Entry, Folder, Operation, Piece};

/// Names that say what is done and not to what.
const VERBS: [&str; 26] = [
    "add", "cancel", "change", "create", "delete", "detail", "details", "edit", "fetch", "find",
    "get", "insert", "list", "modify", "new", "patch", "post", "put", "read", "register", "remove",
    "retrieve", "search", "set", "show", "update",
];

/// What else is done to a thing, where a name says its folder too.
const MORE_VERBS: [&str; 39] = [
    "activate",
    "apply",
    "approve",
    "archive",
    "batch",
    "check",
    "close",
    "complete",
    "copy",
    "deactivate",
    "disable",
    "download",
    "empty",
    "enable",
    "export",
    "generate",
    "hide",
    "import",
    "lock",
    "merge",
    "move",
    "open",
    "pin",
    "post",
    "query",
    "refresh",
    "replace",
    "reset",
    "restore",
    "revoke",
    "send",
    "start",
    "stop",
    "test",
    "unhide",
    "unlock",
    "unpin",
    "upload",
    "watch",
];

/// Words before the nouns of a path.
const PREFIXES: [&str; 4] = ["api", "apis", "rest", "public"];

/// The names of all operations in the order of the document, unique in their folder.
///
/// A document with schemas has identifiers; what it displays is then a sentence.
pub(super) fn operations(root: &Folder, has_schemas: bool) -> Vec<String> {
    let mut names = Vec::new();
    folder(root, has_schemas, &mut names);
    names
}

fn folder(folder_: &Folder, has_schemas: bool, names: &mut Vec<String>) {
    let mut taken = Taken::default();
    for entry in &folder_.entries {
        match entry {
            Entry::Folder(inner) => folder(inner, has_schemas, names),
            Entry::Operation(operation) => {
                // Its enums need names too.
                let is_free = |name: &String| {
                    let enums = [format!("{name}Error"), format!("{name}Output")];
                    taken.has(name) || enums.iter().all(|name| !taken.has(name))
                };
                let mut candidates = if has_schemas {
                    identified(operation, &folder_.name)
                } else {
                    candidates(operation)
                };
                let first = candidates.first().map(|name| format!("{name}Call"));
                candidates.retain(is_free);
                if candidates.is_empty() {
                    candidates.extend(first);
                }
                let name = taken.take(candidates);
                taken.reserve(format!("{name}Error"));
                taken.reserve(format!("{name}Output"));
                names.push(name);
            }
        }
    }
}

/// What an operation with an identifier can be named; one without it is named after its path.
fn identified(operation: &Operation, folder: &str) -> Vec<String> {
    let mut candidates = Vec::new();
    if let Some(id) = operation.id.as_deref() {
        candidates.extend(without_folder(id, folder).and_then(|words| type_name(&words)));
        candidates.extend(type_name(&words(id)));
    }
    candidates.extend(from_path(operation));
    if candidates.is_empty() {
        candidates.push("Item".to_owned());
    }
    candidates
}

/// What is left of an identifier that begins with its folder, because the module says that already: `issues/list-comments` is
/// `ListComments`. A verb alone gets its noun behind it: `drive.files.list` is `ListFiles`.
fn without_folder(id: &str, folder: &str) -> Option<Vec<String>> {
    let folder = words(folder);
    let is_folder = |words: &[String]| {
        let same = |(one, other): (&String, &String)| {
            singular(&one.to_lowercase()) == singular(&other.to_lowercase())
        };
        !folder.is_empty() && words.len() >= folder.len() && words.iter().zip(&folder).all(same)
    };
    // The API's name stands before the folder's where dots divide them.
    let inner = id.split_once('.').map(|(_, inner)| words(inner));
    let all = words(id);
    let inner = inner.filter(|inner| is_folder(inner));
    let named = inner.or_else(|| is_folder(&all).then_some(all))?;
    let rest = &named[folder.len()..];
    let is_verb = |word: &String| {
        let word = word.to_lowercase();
        VERBS.contains(&word.as_str()) || MORE_VERBS.contains(&word.as_str())
    };
    let is_small = |word: &String| {
        let word = word.to_lowercase();
        ["by", "for", "from", "in", "on", "to", "with"].contains(&word.as_str())
    };
    match rest {
        [verb, more @ ..] if is_verb(verb) && more.first().is_none_or(is_small) => {
            let is_many = ["list", "search", "find", "query"];
            let mut noun = folder.clone();
            if !is_many.contains(&verb.to_lowercase().as_str())
                && let Some(last) = noun.last_mut()
            {
                *last = singular(last);
            }
            Some([std::slice::from_ref(verb), &noun, more].concat())
        }
        [verb, ..] if rest.len() > 1 && is_verb(verb) => Some(rest.to_vec()),
        [noun, verb] if is_verb(verb) => Some(vec![verb.clone(), noun.clone()]),
        _ => None,
    }
}

/// What an operation can be named, the best first.
fn candidates(operation: &Operation) -> Vec<String> {
    let mut candidates = Vec::new();
    if let Some(name) = &operation.name
        && !is_address(name)
    {
        let mut words = words(name);
        if words.len() > 1 {
            words.retain(|word| !["a", "an", "the"].contains(&word.to_lowercase().as_str()));
        }
        let is_verb =
            matches!(words.as_slice(), [verb] if VERBS.contains(&verb.to_lowercase().as_str()));
        let mut with_noun = words.clone();
        with_noun.extend(noun_of(operation, &words));
        if is_verb {
            candidates.extend(type_name(&with_noun));
        }
        candidates.extend(type_name(&words));
        with_noun.truncate(words.len());
        with_noun.extend(nouns(&operation.path).last().cloned());
        if !is_verb {
            candidates.extend(type_name(&with_noun));
        }
    }
    candidates.extend(from_path(operation));
    if candidates.is_empty() {
        candidates.push("Item".to_owned());
    }
    candidates
}

/// The names that Postman gives to unnamed requests.
fn is_address(name: &str) -> bool {
    let last = name.split_whitespace().last().unwrap_or_default();
    last.contains("://")
        || last.starts_with('/')
        || (last.contains("{{") && last.contains('/'))
        || name == "New Request"
}

/// The noun behind a verb: one link, or links where a list is asked for.
fn noun_of(operation: &Operation, verb: &[String]) -> Option<String> {
    let nouns = nouns(&operation.path);
    let last = nouns.last()?;
    let is_list = verb
        .first()
        .is_some_and(|verb| ["list", "search", "find"].contains(&verb.to_lowercase().as_str()));
    let is_many = is_list || (operation.method == "GET" && !ends_with_parameter(&operation.path));
    Some(if is_many {
        last.clone()
    } else {
        singular(last)
    })
}

/// `PUT /api/links/<id>/` is `UpdateLink`.
fn from_path(operation: &Operation) -> Vec<String> {
    let nouns = nouns(&operation.path);
    let Some(last) = nouns.last() else {
        return type_name(&[operation.method.as_str(), "root"])
            .into_iter()
            .collect();
    };
    let is_one = ends_with_parameter(&operation.path);
    let one = singular(last);
    let (verb, noun) = match operation.method.as_str() {
        "GET" if is_one => ("Get", one),
        "GET" if is_plural(last) => ("List", last.clone()),
        "GET" => ("Get", last.clone()),
        "PUT" => ("Update", if is_one { one } else { last.clone() }),
        "DELETE" => ("Delete", if is_one { one } else { last.clone() }),
        "POST" if is_plural(last) && !is_one => ("Create", one),
        method => return with_segments(method, &nouns, is_one),
    };
    let mut candidates = Vec::new();
    candidates.extend(type_name(&[words(verb), words(&noun)].concat()));
    if let [.., parent, _] = nouns.as_slice() {
        candidates.extend(type_name(
            &[words(verb), words(&singular(parent)), words(&noun)].concat(),
        ));
    }
    candidates
}

fn with_segments(method: &str, nouns: &[String], is_one: bool) -> Vec<String> {
    let mut all = words(method);
    for (i, noun) in nouns.iter().enumerate() {
        let is_parent = i + 1 < nouns.len();
        let noun = if is_parent || is_one {
            singular(noun)
        } else {
            noun.clone()
        };
        all.extend(words(&noun));
    }
    type_name(&all).into_iter().collect()
}

/// The literal segments of a path that name something.
pub(super) fn nouns(path: &[Vec<Piece>]) -> Vec<String> {
    let literal = |segment: &Vec<Piece>| match segment.as_slice() {
        [Piece::Text(text)] => {
            let text = text.split('.').next().unwrap_or_default();
            let text = callpoint_documents::__private::decoded(text);
            (!text.trim().is_empty() && !callpoint_documents::__private::is_value(&text))
                .then_some(text)
        }
        _ => None,
    };
    let all: Vec<String> = path.iter().filter_map(literal).collect();
    let is_prefix = |word: &String| {
        let lower = word.to_lowercase();
        let version = lower.strip_prefix('v').unwrap_or(&lower);
        let is_version =
            !version.is_empty() && version.chars().all(|c| c.is_ascii_digit() || c == '.');
        PREFIXES.contains(&lower.as_str()) || is_version
    };
    let named: Vec<String> = all
        .iter()
        .filter(|word| !is_prefix(word))
        .cloned()
        .collect();
    if named.is_empty() { all } else { named }
}

pub(super) fn ends_with_parameter(path: &[Vec<Piece>]) -> bool {
    let last = path.iter().rev().find(|segment| !segment.is_empty());
    last.is_some_and(|segment| {
        segment
            .iter()
            .any(|piece| matches!(piece, Piece::Parameter(_)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_that_begin_with_their_folder() {
        let cases = [
            ("issues/list-comments", "issues", Some("ListComments")),
            ("issues/list", "issues", Some("ListIssues")),
            ("issues/list-for-org", "issues", Some("ListIssuesForOrg")),
            ("issues/create", "Issues", Some("CreateIssue")),
            ("drive.files.list", "files", Some("ListFiles")),
            ("drive.files.emptyTrash", "files", Some("EmptyTrash")),
            ("drive.files.dance", "files", None),
            ("droplet_getBackups", "Droplets", Some("GetBackups")),
            ("users.profile.get", "users", Some("GetProfile")),
            ("conversations.history", "conversations", None),
            ("listIssues", "issues", None),
            ("get_issues_list", "issues", None),
            ("issues", "issues", None),
            ("list", "", None),
        ];
        for (id, folder, expected) in cases {
            let name = without_folder(id, folder).and_then(|words| type_name(&words));
            assert_eq!(name.as_deref(), expected, "{id} in {folder}");
        }
    }
}
