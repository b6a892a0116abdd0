//! Where in a body something is, and what is noted of it. A place is a chain of steps on the stack; nothing is written down unless it is new.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::found::DriftKind;
use super::mix::{mixed, mixed_bytes};
use super::sink::Known;

/// What is noted of one response at most.
const MOST: usize = 100;

/// How much of a name is shown.
const LONGEST: usize = 128;

thread_local! {
    /// Whether an open enum has read a value that it does not know. It is converted from a text, so nothing else of the decoder is at hand there.
    static UNKNOWN: Cell<bool> = const { Cell::new(false) };
}

/// An open enum has read a value that it does not know.
pub(crate) fn note_unknown_value() {
    UNKNOWN.set(true);
}

/// What a decoder notes of one body.
pub(crate) struct Notes {
    known: Arc<Known>,
    seed: u64,
    found: RefCell<Vec<(u64, DriftKind, String)>>,
    /// Where the decoding has failed: the innermost value.
    failed: RefCell<Option<(u64, String)>>,
}

impl Notes {
    pub(super) fn new(known: Arc<Known>, seed: u64) -> Self {
        UNKNOWN.set(false);
        Self {
            known,
            seed,
            found: RefCell::default(),
            failed: RefCell::default(),
        }
    }

    pub(super) fn into_found(self, failure: Option<&Failed<'_>>) -> Vec<(u64, DriftKind, String)> {
        let mut found = self.found.into_inner();
        if let Some(&Failed { kind, field }) = failure {
            let failed = self.failed.into_inner();
            let (hash, mut pointer) = failed.unwrap_or((self.seed, String::new()));
            let mut hash = mixed(hash, kind as u64);
            // Its place is that of the object.
            if let Some(name) = field {
                hash = mixed_bytes(hash, name.as_bytes());
                push_step(&mut pointer, name);
            }
            found.push((hash, kind, pointer));
        }
        found
    }
}

/// Why a body could not be read, and which field it misses.
pub(super) struct Failed<'a> {
    pub(super) kind: DriftKind,
    pub(super) field: Option<&'a str>,
}

/// A place in a body.
pub(crate) struct Place<'a> {
    notes: &'a Notes,
    step: Step<'a>,
    /// 0 until somebody asks.
    hash: Cell<u64>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    /// A field of a struct, and the names that the struct has.
    Field(&'a Place<'a>, &'a str, &'static [&'static str]),
    /// An item of a list, or a value of a map.
    Each(&'a Place<'a>),
}

impl<'a> Place<'a> {
    pub(crate) const fn root(notes: &'a Notes) -> Self {
        Self::new(notes, Step::Root)
    }

    const fn new(notes: &'a Notes, step: Step<'a>) -> Self {
        Self {
            notes,
            step,
            hash: Cell::new(0),
        }
    }

    /// The place of a field. A name that cannot be told is that of a map.
    pub(super) fn field(&'a self, name: Option<&'a str>, names: &'static [&'static str]) -> Self {
        let step = match name {
            Some(name) => Step::Field(self, name, names),
            None => Step::Each(self),
        };
        Self::new(self.notes, step)
    }

    pub(super) const fn each(&'a self) -> Self {
        Self::new(self.notes, Step::Each(self))
    }

    #[inline]
    fn hash(&self) -> u64 {
        let known = self.hash.get();
        if known != 0 {
            return known;
        }
        let hash = match self.step {
            Step::Root => self.notes.seed,
            Step::Field(up, name, _) => mixed_bytes(up.hash(), name.as_bytes()),
            Step::Each(up) => mixed(up.hash(), 1),
        };
        self.hash.set(hash);
        hash
    }

    /// The type passes over this value.
    #[inline]
    pub(super) fn ignored(&self) {
        if let Step::Field(_, name, names) = self.step {
            let hash = mixed(self.hash(), DriftKind::UnknownField as u64);
            // A declared field may have a type that passes over its value.
            if !self.notes.known.contains(&hash) && !names.contains(&name) {
                self.note(hash, DriftKind::UnknownField);
            }
        }
    }

    /// The value is not one of those of an enum.
    #[cold]
    pub(super) fn unknown_value(&self) {
        let hash = mixed(self.hash(), DriftKind::UnknownValue as u64);
        if !self.notes.known.contains(&hash) {
            self.note(hash, DriftKind::UnknownValue);
        }
    }

    /// A value here was read.
    #[inline]
    pub(crate) fn read(&self) {
        if UNKNOWN.get() {
            UNKNOWN.set(false);
            self.unknown_value();
        }
    }

    /// The value here could not be read. What is around it fails for the same reason.
    #[cold]
    pub(crate) fn failed(&self) {
        let mut failed = self.notes.failed.borrow_mut();
        if failed.is_none() {
            *failed = Some((self.hash(), self.pointer()));
        }
    }

    #[cold]
    #[inline(never)]
    fn note(&self, hash: u64, kind: DriftKind) {
        let mut found = self.notes.found.borrow_mut();
        if found.len() < MOST && !found.iter().any(|(noted, ..)| *noted == hash) {
            found.push((hash, kind, self.pointer()));
        }
    }

    fn pointer(&self) -> String {
        match self.step {
            Step::Root => String::new(),
            Step::Field(up, name, _) => {
                let mut pointer = up.pointer();
                push_step(&mut pointer, name);
                pointer
            }
            Step::Each(up) => up.pointer() + "/*",
        }
    }
}

/// Adds a name as RFC 6901 writes it.
fn push_step(pointer: &mut String, name: &str) {
    pointer.push('/');
    let cut = name.char_indices().nth(LONGEST).map(|(at, _)| at);
    for character in name[..cut.unwrap_or(name.len())].chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            // It may be shown in a line of a log.
            control if control.is_control() => pointer.push('\u{fffd}'),
            other => pointer.push(other),
        }
    }
    if cut.is_some() {
        pointer.push('…');
    }
}
