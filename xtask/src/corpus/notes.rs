//! The notes of an import, by what they are of.

use std::collections::HashMap;

/// How much of a name notes show.
const SHOWN: usize = 80;

/// The notes of an import: the operation or the module that each is of, and its text.
pub(super) struct Notes<'a> {
    by_place: HashMap<String, Vec<&'a str>>,
    pub(super) all: Vec<(&'a str, &'a str)>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(notes: &'a [String]) -> Self {
        let split = |note: &'a String| note.split_once(": ").unwrap_or(("", note));
        let all: Vec<(&str, &str)> = notes.iter().map(split).collect();
        let mut by_place: HashMap<String, Vec<&str>> = HashMap::new();
        for (place, text) in &all {
            let place = place.trim_matches('`');
            // What is inside of an operation is of the operation.
            let place: Vec<&str> = place.split('/').take(4).collect();
            by_place.entry(place.join("/")).or_default().push(text);
        }
        Self { by_place, all }
    }

    /// The texts at an operation, inside of it, or at its module.
    pub(super) fn at(&self, pointer: &str, module: &str) -> Vec<&'a str> {
        let places = [shown(pointer), module.to_owned()];
        let found = places.iter().filter_map(|place| self.by_place.get(place));
        found.flatten().copied().collect()
    }

    /// Those at something that several operations share.
    pub(super) fn shared(&self, name: &str) -> bool {
        self.all
            .iter()
            .any(|(place, text)| !place.contains("#/paths/") && text.contains(name))
    }
}

/// A pointer as notes show it: long names are cut.
fn shown(pointer: &str) -> String {
    let segments = pointer.split('/').map(|segment| {
        let kept: String = segment.chars().take(SHOWN).collect();
        if kept.len() < segment.len() {
            kept + "…"
        } else {
            kept
        }
    });
    segments.collect::<Vec<_>>().join("/")
}
