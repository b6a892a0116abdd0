//! What a call is on the wire, for two declarations of it to be compared.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::module::{Arm, Endpoint, Location};

/// A declaration as data.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) method: String,
    /// `/links/<id>/`
    pub(crate) path: String,
    /// What it says, by place and name: `query page`, `status 404`, `auth`.
    says: BTreeMap<String, String>,
    /// What only an `OpenAPI` document can know.
    more: BTreeSet<String>,
    /// What has more in it than it says.
    open: BTreeSet<String>,
}

/// The calls of two modules.
#[derive(Debug, Default)]
pub(crate) struct Paired {
    pub(crate) both: Vec<(Row, Row)>,
    pub(crate) only_document: Vec<Row>,
    pub(crate) only_collection: Vec<Row>,
}

/// Something that two declarations of a call do not agree on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    /// `query field`
    pub(crate) kind: &'static str,
    /// What it is of: `page`, `404`.
    pub(crate) name: String,
    /// What the document says, and what the collection says.
    pub(crate) sides: (Option<String>, Option<String>),
}

impl Difference {
    pub(crate) fn side(&self) -> &'static str {
        match self.sides {
            (Some(_), None) => "only the document",
            (None, Some(_)) => "only the collection",
            _ => "different",
        }
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, name, sides } = self;
        write!(f, "{kind} {name}: ")?;
        match sides {
            (Some(document), Some(collection)) => {
                write!(
                    f,
                    "{document} of the document, {collection} of the collection"
                )
            }
            _ => write!(f, "{}", self.side()),
        }
    }
}

const KINDS: [(&str, &str); 11] = [
    ("path", "template"),
    ("query", "query field"),
    ("header", "header"),
    ("cookie", "cookie"),
    ("body", "body field"),
    ("part", "part"),
    ("content", "body"),
    ("status", "status"),
    ("member", "response field"),
    ("shared", "error set"),
    ("auth", "auth"),
];

impl Row {
    pub(crate) fn of(endpoint: &Endpoint) -> Self {
        let mut row = Self {
            method: endpoint.method.clone(),
            path: endpoint.path.clone(),
            says: BTreeMap::new(),
            more: BTreeSet::new(),
            open: BTreeSet::new(),
        };
        row.fields(endpoint);
        for arm in &endpoint.arms {
            row.arm(arm);
        }
        let mut auth: Vec<String> = endpoint.auth.iter().map(|all| all.join(" + ")).collect();
        auth.sort_unstable();
        let auth = auth.join(" | ");
        let auth = if auth.is_empty() {
            "none".to_owned()
        } else {
            auth
        };
        row.says.insert("auth ".to_owned(), auth);
        row.says.insert("path ".to_owned(), endpoint.path.clone());
        row
    }

    fn fields(&mut self, endpoint: &Endpoint) {
        let mut content = None;
        for field in &endpoint.fields {
            let place = match &field.location {
                Location::Path => continue,
                // `filter[color]` and the entries of `filter` are of one name.
                Location::Query | Location::Entries => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
                Location::Part => "part",
                Location::Body(codec, _) => {
                    content = Some(shape(&field.ty, codec));
                    if field.is_optional {
                        self.more.insert("content ".to_owned());
                    }
                    continue;
                }
                Location::None => {
                    content = Some(shape("", &endpoint.body.0));
                    "body"
                }
            };
            self.name(place, &field.name, field.is_optional);
        }
        for name in &endpoint.body_names {
            self.name("body", name, true);
        }
        // Fixed values are sent too.
        for pair in endpoint.query.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split_once('=').map_or(pair, |(name, _)| name);
            self.name("query", name.trim_matches(['<', '>']), false);
        }
        let in_query = endpoint.query.replace("%5B", "[").replace("%5D", "]");
        // A fixed `Accept` is what the arms read; as a field, the caller would have to know it.
        let is_known = |name: &&String| !name.eq_ignore_ascii_case("accept");
        for name in endpoint.fixed.iter().filter(is_known) {
            let mut pairs = in_query.split('&');
            if !pairs.any(|pair| pair.split('=').next() == Some(name)) {
                self.name("header", name, false);
            }
        }
        if let Some(content) = content {
            self.says.insert("content ".to_owned(), content.to_owned());
        }
    }

    fn name(&mut self, place: &str, name: &str, is_optional: bool) {
        let name = match place {
            "query" => {
                let name = name.replace("%5B", "[").replace("%5D", "]");
                name.split('[').next().unwrap_or_default().to_owned()
            }
            "header" => name.to_ascii_lowercase(),
            _ => name.to_owned(),
        };
        let key = format!("{place} {name}");
        if is_optional {
            self.more.insert(key.clone());
        }
        self.says.insert(key, "named".to_owned());
    }

    fn arm(&mut self, arm: &Arm) {
        for status in &arm.statuses {
            let key = format!("status {status}");
            if status == "_" || status.ends_with("xx") {
                self.more.insert(key.clone());
            }
            let outcome = match status.bytes().next() {
                Some(b'1'..=b'3') => "success",
                _ => "error",
            };
            let body = shape(&arm.ty, &arm.codec);
            // The first of several is the one that is chosen.
            if let Entry::Vacant(place) = self.says.entry(key) {
                place.insert(format!("{outcome} with {body}"));
                self.members(status, arm);
            }
            if arm.is_shared {
                let key = format!("shared {status}");
                if status == "_" || status.ends_with("xx") {
                    self.more.insert(key.clone());
                }
                self.says.insert(key, "shared".to_owned());
            }
        }
    }

    /// What is in the body of a status.
    fn members(&mut self, status: &str, arm: &Arm) {
        for (path, member) in &arm.members {
            let key = format!("member {status} {path}");
            if member.is_optional {
                self.more.insert(key.clone());
            }
            if member.is_open {
                self.open.insert(key.clone());
            }
            if !path.is_empty() {
                self.says.insert(key, member.kind.to_owned());
            }
        }
    }

    /// Whether both have a body of one shape for the status of a member: otherwise that is what they do not agree on.
    fn has_both(&self, other: &Self, name: &str) -> bool {
        let status = name.split(' ').next().unwrap_or_default();
        let key = format!("status {status}");
        let said = self.says.get(&key);
        said.is_some() && said == other.says.get(&key)
    }

    /// Whether a member is in one of which the type does not say all.
    fn is_in_open(&self, key: &str) -> bool {
        let start = key.rfind(' ').map_or(0, |space| space + 1);
        let ends = key.char_indices().filter(|(_, c)| ['.', '['].contains(c));
        let ends = ends.map(|(end, _)| end).chain([start]);
        ends.map(|end| &key[..end])
            .any(|outer| self.open.contains(outer))
    }

    /// What this one, of an `OpenAPI` document, and one of a collection do not agree on, but for what only the document can know: what is optional, and
    /// arms for statuses that are not named.
    pub(crate) fn differences(&self, collection: &Self) -> BTreeSet<Difference> {
        let keys = self.says.keys().chain(collection.says.keys());
        let keys: BTreeSet<&String> = keys.collect();
        let mut found = BTreeSet::new();
        for key in keys {
            let sides = (self.says.get(key), collection.says.get(key));
            if sides.0 == sides.1 || sides.1.is_none() && self.more.contains(key) {
                continue;
            }
            let (place, name) = key.split_once(' ').unwrap_or((key, ""));
            // What is `null` in the only example can be anything, and an example shows one of several forms.
            let is_anything = |side: Option<&String>| side.is_some_and(|kind| kind == "anything");
            if place == "member"
                && (!self.has_both(collection, name)
                    || is_anything(sides.0)
                    || is_anything(sides.1)
                    || sides.0.is_none() && self.is_in_open(key))
            {
                continue;
            }
            // A collection cannot say that there are several ways.
            if place == "auth"
                && let (Some(document), Some(one)) = sides
                && document.split(" | ").any(|way| way == one)
            {
                continue;
            }
            // A class of statuses, or all, is shown as one of them.
            if sides.0.is_none() && (place == "status" || place == "shared") {
                let class = name.get(..1).map(|class| format!("{place} {class}xx"));
                let has = |key: &str| self.says.contains_key(key);
                if class.is_some_and(|class| has(&class)) || has(&format!("{place} _")) {
                    continue;
                }
            }
            let kind = KINDS.iter().find(|(known, _)| *known == place);
            found.insert(Difference {
                kind: kind.map_or("other", |(_, kind)| kind),
                name: name.to_owned(),
                sides: (sides.0.cloned(), sides.1.cloned()),
            });
        }
        found
    }

    /// How much both say, by place.
    pub(crate) fn agreements(&self, collection: &Self) -> BTreeMap<&str, usize> {
        let mut found = BTreeMap::new();
        for (key, said) in &self.says {
            if collection.says.get(key) == Some(said) {
                *found
                    .entry(key.split(' ').next().unwrap_or(key))
                    .or_default() += 1;
            }
        }
        found
    }

    /// Takes what another request of the same call says besides.
    pub(crate) fn absorb(&mut self, other: Self) {
        for (key, said) in other.says {
            self.says.entry(key).or_insert(said);
        }
        self.more.extend(other.more);
        self.open.extend(other.open);
    }

    /// The path without the names of its parameters and its final slash.
    pub(crate) fn outline(&self) -> String {
        let mut outline = String::new();
        let mut is_name = false;
        for c in self.path.chars() {
            match c {
                '<' => is_name = true,
                '>' => {
                    is_name = false;
                    outline.push_str("<>");
                }
                c if !is_name => outline.push(c),
                _ => {}
            }
        }
        outline.trim_end_matches('/').to_owned()
    }
}

/// What a body is: a list, an object, nothing, a text.
fn shape(ty: &str, codec: &str) -> &'static str {
    match codec {
        "Text" => return "text",
        "Form" => return "a form",
        "Multipart" => return "parts",
        "Stream" | "Raw" => return "bytes",
        "Xml" => return "XML",
        "Events" | "Lines" => return "a stream",
        _ => {}
    }
    let name = ty.split('<').next().unwrap_or_default();
    match name.rsplit("::").next().unwrap_or(name) {
        "()" | "NoContent" => "nothing",
        "Vec" | "BTreeSet" | "HashSet" => "a list",
        "Value" => "anything",
        "String" | "bool" | "i64" | "i32" | "u64" | "u32" | "f64" => "a value",
        "RawResponse" => "bytes",
        _ => "an object",
    }
}

/// The rows of two modules in pairs, and how many are only in the first, and only in the second. A collection has several requests of one call:
/// they are one row.
pub(crate) fn pairs(document: &[Endpoint], collection: &[Endpoint]) -> Paired {
    let mut left: BTreeMap<(String, String), Row> = BTreeMap::new();
    for row in collection.iter().map(Row::of) {
        match left.entry((row.method.clone(), row.outline())) {
            Entry::Occupied(mut first) => first.get_mut().absorb(row),
            Entry::Vacant(place) => {
                place.insert(row);
            }
        }
    }
    let mut paired = Paired::default();
    for row in document.iter().map(Row::of) {
        let key = (row.method.clone(), row.outline());
        // A collection can have the path of the server in its calls.
        let longer = || {
            let fits = |(method, path): &&(String, String)| {
                *method == key.0 && !key.1.is_empty() && path.ends_with(&key.1)
            };
            left.keys().find(fits).cloned()
        };
        let found = Some(key.clone())
            .filter(|key| left.contains_key(key))
            .or_else(longer);
        match found.and_then(|key| left.remove(&key)) {
            Some(other) => paired.both.push((row, other)),
            None => paired.only_document.push(row),
        }
    }
    paired.only_collection = left.into_values().collect();
    paired
}
