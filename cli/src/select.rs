//! Which operations of a document are imported.

use std::fmt;
use std::str::FromStr;

use callpoint_documents::description::{Description, Entry, Folder, Operation, Piece};

use crate::error::ImportError;

/// Operations of a document, by one of their properties: `tag=Links`, `path=/api/links/**`, `method=GET` or `id=listLinks`.
///
/// In a tag, a path and an id, `*` stands for any characters, in a path for those of one segment; `**` for any number of segments. A folder of a
/// collection is a tag too, and so is each folder that it is in. The parameters of a path may have any name: `/links/{id}`, `/links/:id` and
/// `/links/<link>` are the same. A method has no case.
///
/// ```
/// use callpoint_cli::{Options, Selector};
///
/// let options = Options::default()
///     .include(Selector::Tag("Links".to_owned()))
///     .exclude("path=/api/links/*/consents/**".parse()?);
/// # Ok::<(), callpoint_cli::ImportError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Selector {
    /// Those with a tag, or in a folder.
    Tag(String),
    /// Those whose path matches.
    Path(String),
    /// Those with a request method.
    Method(String),
    /// Those with an `operationId`, or the name of an item of a collection.
    Id(String),
}

const KINDS: &str = "`tag=Links`, `path=/links/**`, `method=GET` or `id=listLinks`";

impl FromStr for Selector {
    type Err = ImportError;

    fn from_str(text: &str) -> Result<Self, ImportError> {
        let (kind, pattern) = text
            .split_once('=')
            .filter(|(_, pattern)| !pattern.is_empty())
            .ok_or_else(|| ImportError::whole(format!("write {KINDS}")))?;
        let pattern = pattern.to_owned();
        Ok(match kind {
            "tag" => Self::Tag(pattern),
            "path" if pattern.starts_with(['/', '*']) => Self::Path(pattern),
            "path" => Self::Path(format!("/{pattern}")),
            "method" => Self::Method(pattern),
            "id" => Self::Id(pattern),
            _ => {
                return Err(ImportError::whole(format!(
                    "`{kind}` is no property of an operation; write {KINDS}"
                )));
            }
        })
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(f, "tag={tag}"),
            Self::Path(path) => write!(f, "path={path}"),
            Self::Method(method) => write!(f, "method={method}"),
            Self::Id(id) => write!(f, "id={id}"),
        }
    }
}

impl Selector {
    fn is_of(&self, operation: &Operation, folders: &[String]) -> bool {
        match self {
            Self::Tag(tag) => folders
                .iter()
                .chain(&operation.tags)
                .any(|name| matches(tag, name)),
            Self::Path(pattern) => is_path(pattern, operation),
            Self::Method(method) => operation.method.eq_ignore_ascii_case(method),
            Self::Id(id) => [&operation.id, &operation.name]
                .into_iter()
                .flatten()
                .any(|name| matches(id, name)),
        }
    }
}

/// Keeps the operations that are to be imported; returns how many were left out.
pub(crate) fn select(
    description: &mut Description,
    include: &[Selector],
    exclude: &[Selector],
) -> Result<usize, ImportError> {
    if include.is_empty() && exclude.is_empty() {
        return Ok(0);
    }
    let mut selection = Selection {
        include: include.iter().map(|one| (one, false)).collect(),
        exclude: exclude.iter().map(|one| (one, false)).collect(),
        left_out: 0,
        kept: 0,
    };
    selection.folder(&mut description.root, &mut Vec::new());
    let unused = |list: &[(&Selector, bool)]| {
        let unused = list.iter().find(|(_, is_used)| !is_used);
        unused.map(|(selector, _)| selector.to_string())
    };
    // Nothing would be imported by mistake, but something would be missed.
    if let Some(selector) = unused(&selection.include) {
        return Err(ImportError::whole(format!(
            "`--include {selector}` is of no operation"
        )));
    }
    if selection.kept == 0 {
        return Err(ImportError::whole(
            "`--exclude` leaves out every operation that is included",
        ));
    }
    if let Some(selector) = unused(&selection.exclude) {
        description
            .notes
            .push(format!("`--exclude {selector}` is of no operation"));
    }
    Ok(selection.left_out)
}

/// The selectors, each with whether an operation matched it.
struct Selection<'a> {
    include: Vec<(&'a Selector, bool)>,
    exclude: Vec<(&'a Selector, bool)>,
    left_out: usize,
    kept: usize,
}

impl Selection<'_> {
    fn folder(&mut self, folder: &mut Folder, folders: &mut Vec<String>) {
        folder.entries.retain_mut(|entry| match entry {
            Entry::Operation(operation) => self.keeps(operation, folders),
            Entry::Folder(inner) => {
                let was_empty = inner.entries.is_empty();
                folders.push(inner.name.clone());
                self.folder(inner, folders);
                folders.pop();
                was_empty || !inner.entries.is_empty()
            }
        });
    }

    fn keeps(&mut self, operation: &Operation, folders: &[String]) -> bool {
        let any = |list: &mut Vec<(&Selector, bool)>| {
            // Each of them is asked of each operation, to know which of them are of none.
            list.iter_mut().fold(false, |found, (selector, is_used)| {
                let is_of = selector.is_of(operation, folders);
                *is_used |= is_of;
                found | is_of
            })
        };
        let is_included = any(&mut self.include) || self.include.is_empty();
        let is_excluded = any(&mut self.exclude);
        let is_kept = is_included && !is_excluded;
        if is_kept {
            self.kept += 1;
        } else {
            self.left_out += 1;
        }
        is_kept
    }
}

fn is_path(pattern: &str, operation: &Operation) -> bool {
    let segments: Vec<String> = operation
        .path
        .iter()
        .map(|segment| {
            let pieces = segment.iter().map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Parameter(_) => "{}",
            });
            pieces.collect()
        })
        .collect();
    let pattern = pattern.trim_start_matches('/');
    let pattern: Vec<String> = pattern.split('/').map(unnamed).collect();
    is_list(&pattern, &segments, |pattern, segment| {
        if pattern == "**" {
            None
        } else {
            Some(matches(pattern, segment))
        }
    })
}

/// A segment of a pattern without the names of its parameters: `{id}.json` is `{}.json`.
fn unnamed(segment: &str) -> String {
    if segment.strip_prefix(':').is_some_and(|name| {
        !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '_')
    }) {
        return "{}".to_owned();
    }
    let mut result = String::new();
    let mut rest = segment;
    while let Some(start) = rest.find(['{', '<']) {
        let close = if rest[start..].starts_with('{') {
            '}'
        } else {
            '>'
        };
        let Some(length) = rest[start..].find(close) else {
            break;
        };
        result.push_str(&rest[..start]);
        result.push_str("{}");
        rest = &rest[start + length + 1..];
    }
    result + rest
}

/// Whether a text matches a pattern with `*`.
fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    is_list(&pattern, &text, |pattern, letter| {
        (*pattern != '*').then(|| pattern == letter)
    })
}

/// Whether a list matches a pattern; `is_one` is `None` for an element of the pattern that stands for any number of items. In time of at most the
/// product of both lengths: only the last such element is tried again.
fn is_list<P, T>(pattern: &[P], items: &[T], is_one: impl Fn(&P, &T) -> Option<bool>) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while let Some(here) = items.get(item) {
        match pattern.get(at).map(|pattern| is_one(pattern, here)) {
            Some(None) => {
                again = Some((at + 1, item));
                at += 1;
            }
            Some(Some(true)) => {
                at += 1;
                item += 1;
            }
            Some(Some(false)) | None => {
                let Some((behind, from)) = again else {
                    return false;
                };
                again = Some((behind, from + 1));
                at = behind;
                item = from + 1;
            }
        }
    }
    // What is left of the pattern must match nothing. An item is needed to ask; the last one does.
    pattern[at..].iter().all(|left| {
        items
            .last()
            .is_some_and(|last| is_one(left, last).is_none())
    })
}
