//! The files of a document, and the places that references lead to.

use std::collections::HashMap;

use super::node::push;
use super::text;
use super::version::Version;
use crate::value::Value;

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 32;

/// Loads the text of a file, by its path relative to the folder of the document.
pub(super) type Load<'l> = dyn FnMut(&str) -> Result<String, String> + 'l;

/// All files that a document refers to.
pub(super) struct Files {
    pub(super) list: Vec<File>,
    by_name: HashMap<String, usize>,
    /// Why others could not be loaded.
    missing: HashMap<String, String>,
    /// What was noticed while they were read.
    pub(super) notes: Vec<String>,
}

pub(super) struct File {
    /// Its path relative to the folder of the document.
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) version: Version,
    /// The pointers of `$anchor` and `$id`.
    anchors: HashMap<String, String>,
}

/// Where a reference leads.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub(super) value: &'a Value,
    pub(super) file: usize,
    /// The JSON pointer, in the one way that it is written here.
    pub(super) pointer: String,
}

impl Files {
    /// The document, and every file that it leads to.
    pub(super) fn load(name: &str, root: Value, version: Version, load: &mut Load<'_>) -> Self {
        let mut files = Self {
            list: Vec::new(),
            by_name: HashMap::new(),
            missing: HashMap::new(),
            notes: Vec::new(),
        };
        let mut waiting = files.add(name.to_owned(), root, version);
        while let Some(name) = waiting.pop() {
            if files.by_name.contains_key(&name) || files.missing.contains_key(&name) {
                continue;
            }
            let read =
                load(&name).and_then(|text| text::read(&text).map_err(|error| error.to_string()));
            match read {
                Ok(read) => {
                    let notes = read.notes.into_iter().map(|note| format!("{name}: {note}"));
                    files.notes.extend(notes);
                    let version = Version::of(&read.value).unwrap_or(version);
                    waiting.extend(files.add(name, read.value, version));
                }
                Err(message) => {
                    files.missing.insert(name, message);
                }
            }
        }
        files
    }

    /// Adds a file; returns the files that it leads to.
    fn add(&mut self, name: String, value: Value, version: Version) -> Vec<String> {
        let (references, anchors) = scan(&value);
        let mut others: Vec<String> = references
            .iter()
            .filter_map(|reference| other_file(&name, reference))
            .filter(|other| *other != name)
            .collect();
        others.sort_unstable();
        others.dedup();
        self.by_name.insert(name.clone(), self.list.len());
        if let Some(own) = value.get("$self").and_then(Value::as_str) {
            self.by_name.insert(own.to_owned(), self.list.len());
        }
        self.list.push(File {
            name,
            value,
            version,
            anchors,
        });
        others
    }

    /// Where a reference of a file leads.
    pub(super) fn target(&self, file: usize, reference: &str) -> Result<Target<'_>, String> {
        self.follow(file, reference, MAX_HOPS)
    }

    fn follow(&self, file: usize, reference: &str, hops: usize) -> Result<Target<'_>, String> {
        let Some(hops) = hops.checked_sub(1) else {
            return Err("the references go in a circle".to_owned());
        };
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = self.file(file, uri, reference)?;
        let File { value, anchors, .. } = &self.list[file];
        if fragment.is_empty() || fragment.starts_with('/') {
            return self.walk(file, value, fragment, hops);
        }
        match anchors.get(fragment) {
            Some(pointer) => self.walk(file, value, pointer, hops),
            None => self
                .component(file, fragment)
                .ok_or_else(|| "it does not exist".to_owned()),
        }
    }

    /// The file of a reference.
    fn file(&self, file: usize, uri: &str, reference: &str) -> Result<usize, String> {
        if uri.is_empty() {
            return Ok(file);
        }
        if let Some(known) = self.by_name.get(uri) {
            return Ok(*known);
        }
        let Some(name) = other_file(&self.list[file].name, reference) else {
            return Err("only files of the document's folder are read".to_owned());
        };
        if let Some(known) = self.by_name.get(&name) {
            return Ok(*known);
        }
        match self.missing.get(&name) {
            Some(message) => Err(message.clone()),
            None => Err("it is not there".to_owned()),
        }
    }

    fn walk<'a>(
        &'a self,
        file: usize,
        root: &'a Value,
        fragment: &str,
        hops: usize,
    ) -> Result<Target<'a>, String> {
        let mut at = Target {
            value: root,
            file,
            pointer: String::new(),
        };
        for segment in fragment.split('/').skip(1) {
            let mut next = step(&at, segment);
            if next.is_none()
                && let Some(reference) = at.value.get("$ref").and_then(Value::as_str)
            {
                // The place is behind another reference.
                at = self.follow(at.file, reference, hops)?;
                next = step(&at, segment);
            }
            at = next.ok_or("it does not exist")?;
        }
        Ok(at)
    }

    /// A schema by its name alone, as some documents write references.
    pub(super) fn component(&self, file: usize, name: &str) -> Option<Target<'_>> {
        let places: [&[&str]; 2] = [&["components", "schemas"], &["definitions"]];
        places.into_iter().find_map(|place| {
            let mut at = Target {
                value: &self.list[file].value,
                file,
                pointer: String::new(),
            };
            for key in place.iter().chain([&name]) {
                at.value = at.value.get(key)?;
                push(&mut at.pointer, key);
            }
            Some(at)
        })
    }
}

/// One step of a pointer.
fn step<'a>(at: &Target<'a>, segment: &str) -> Option<Target<'a>> {
    let mut pointer = at.pointer.clone();
    let unescaped = |text: &str| text.replace("~1", "/").replace("~0", "~");
    let value = match at.value {
        Value::Array(items) => {
            pointer.push('/');
            pointer.push_str(segment);
            items.get(segment.parse::<usize>().ok()?)?
        }
        value => {
            let decoded = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
            let name = unescaped(&decoded);
            let (name, value) = match value.get(&name) {
                Some(value) => (name, value),
                // A name with a percent sign that nobody encoded.
                None => (unescaped(segment), value.get(&unescaped(segment))?),
            };
            push(&mut pointer, &name);
            value
        }
    };
    Some(Target {
        value,
        file: at.file,
        pointer,
    })
}

/// All references of a file, and the pointers of its anchors.
fn scan(root: &Value) -> (Vec<&str>, HashMap<String, String>) {
    let mut references = Vec::new();
    let mut anchors = HashMap::new();
    // With the pointer of each value, as the way from the one that holds it.
    let mut ways: Vec<(usize, Key<'_>)> = Vec::new();
    let mut waiting: Vec<(&Value, usize)> = vec![(root, usize::MAX)];
    while let Some((value, way)) = waiting.pop() {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if matches!(item, Value::Array(_) | Value::Object(_)) {
                        ways.push((way, Key::Index(index)));
                        waiting.push((item, ways.len() - 1));
                    }
                }
            }
            Value::Object(object) => {
                for (name, value) in object.iter() {
                    match value {
                        Value::String(text) if name == "$ref" => references.push(text.as_str()),
                        Value::String(text) if name == "$anchor" || name == "$dynamicAnchor" => {
                            anchors.insert(text.clone(), pointer(&ways, way));
                        }
                        Value::Array(_) | Value::Object(_) => {
                            ways.push((way, Key::Name(name)));
                            waiting.push((value, ways.len() - 1));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    (references, anchors)
}

enum Key<'a> {
    Name(&'a str),
    Index(usize),
}

fn pointer(ways: &[(usize, Key<'_>)], way: usize) -> String {
    let mut keys = Vec::new();
    let mut at = way;
    while let Some((before, key)) = ways.get(at) {
        keys.push(key);
        at = *before;
    }
    let mut pointer = String::new();
    for key in keys.into_iter().rev() {
        match key {
            Key::Name(name) => push(&mut pointer, name),
            Key::Index(index) => push(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// The file that a reference of a file leads to; `None` where that is none of the folder.
fn other_file(from: &str, reference: &str) -> Option<String> {
    let uri = reference.split('#').next().unwrap_or_default();
    if uri.is_empty() || uri.starts_with('/') || uri.contains("://") || uri.contains('\\') {
        return None;
    }
    let uri = percent_encoding::percent_decode_str(uri)
        .decode_utf8()
        .ok()?;
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in uri.split('/') {
        match segment {
            "" | "." => {}
            ".." if segments.last().is_some_and(|last| *last != "..") => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}
