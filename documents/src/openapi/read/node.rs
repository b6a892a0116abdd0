//! A value of a document and where it stands.

use crate::value::{Object, Value};

/// How much of a name or of a text a message shows.
const SHOWN: usize = 80;

/// A value, and how it was reached: that costs nothing until a message needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a, 'p> {
    pub(super) value: &'a Value,
    /// Which file it is in.
    pub(super) file: usize,
    parent: Option<&'p Node<'a, 'p>>,
    key: Key<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Key<'p> {
    /// All of the way from the root of the file.
    Pointer(&'p str),
    Name(&'p str),
    Index(usize),
}

impl<'a, 'p> Node<'a, 'p> {
    /// A value by its pointer.
    pub(super) fn at(value: &'a Value, file: usize, pointer: &'p str) -> Self {
        Self {
            value,
            file,
            parent: None,
            key: Key::Pointer(pointer),
        }
    }

    /// The value of a name; `None` where it is missing or `null`.
    pub(super) fn get<'n>(&'n self, name: &'n str) -> Option<Node<'a, 'n>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(self.child(name, value))
    }

    pub(super) fn child<'n>(&'n self, name: &'n str, value: &'a Value) -> Node<'a, 'n> {
        Node {
            value,
            file: self.file,
            parent: Some(self),
            key: Key::Name(name),
        }
    }

    /// The names and values of an object; none of anything else.
    pub(super) fn entries<'n>(&'n self) -> impl Iterator<Item = (&'a str, Node<'a, 'n>)>
    where
        'a: 'n,
    {
        let entries = self.value.as_object().into_iter().flat_map(Object::iter);
        entries.map(|(name, value)| (name.as_str(), self.child(name, value)))
    }

    /// The items of a list; none of anything else.
    pub(super) fn items<'n>(&'n self) -> impl Iterator<Item = Node<'a, 'n>> {
        let items = self.value.as_array().unwrap_or_default().iter().enumerate();
        items.map(|(index, value)| Node {
            value,
            file: self.file,
            parent: Some(self),
            key: Key::Index(index),
        })
    }

    /// A text, or a number or boolean as text.
    pub(super) fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }

    pub(super) fn str_of(&self, name: &str) -> Option<&'a str> {
        self.value.get(name)?.as_str()
    }

    /// `true`, be it as text.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.optional_flag(name).unwrap_or_default()
    }

    pub(super) fn optional_flag(&self, name: &str) -> Option<bool> {
        match self.value.get(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn found(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The JSON pointer, which names the root of the file and nothing else before it.
    pub(super) fn pointer(&self) -> String {
        let mut keys = Vec::new();
        let mut node = Some(self);
        while let Some(at) = node {
            keys.push(at.key);
            node = at.parent;
        }
        let mut pointer = String::new();
        for key in keys.into_iter().rev() {
            match key {
                Key::Pointer(whole) => pointer.push_str(whole),
                Key::Name(name) => push(&mut pointer, name),
                Key::Index(index) => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
            }
        }
        pointer
    }
}

/// Adds a segment to a pointer, escaped as RFC 6901 has it.
pub(super) fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    for char in name.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            char => pointer.push(char),
        }
    }
}

/// A text for a message: on one line, and not all of it where it is long.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// The pointer of a message: with long names cut, because a document can have a long name and many messages about what it holds.
pub(super) fn shown_pointer(pointer: &str) -> String {
    let segments = pointer.split('/').map(shown);
    segments.collect::<Vec<_>>().join("/")
}
