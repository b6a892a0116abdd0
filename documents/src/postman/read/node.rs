//! A value of the document and where it stands, so that a mistake can be named.

use crate::error::DocumentError;
use crate::value::Value;

/// How much of a name is in the places of what is inside, in characters.
const PLACE: usize = 100;

/// A value, the item that it belongs to, and its keys inside that item.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) value: &'a Value,
    /// `Links / Update`
    pub(super) item: String,
    /// `request.url`
    key: String,
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self {
            value,
            item: String::new(),
            key: String::new(),
        }
    }

    /// The value of a key; `None` where it is missing or `null`.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        let key = match self.key.as_str() {
            "" => key.to_owned(),
            outer => format!("{outer}.{key}"),
        };
        Some(Self {
            value,
            item: self.item.clone(),
            key,
        })
    }

    /// The same value as a separate item.
    pub(super) fn named(mut self, name: &str) -> Self {
        let name: String = name.trim().chars().take(PLACE).collect();
        self.item = match self.item.as_str() {
            "" => name,
            outer => format!("{outer} / {name}"),
        };
        self.key.clear();
        self
    }

    pub(super) fn items(&self) -> Result<Vec<Self>, DocumentError> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.expected("an array"))?;
        let node = |(i, value)| Self {
            value,
            item: self.item.clone(),
            key: format!("{}[{i}]", self.key),
        };
        Ok(items.iter().enumerate().map(node).collect())
    }

    /// The items of a list under a key; none where it is missing.
    pub(super) fn list(&self, key: &str) -> Result<Vec<Self>, DocumentError> {
        self.get(key).map_or(Ok(Vec::new()), |list| list.items())
    }

    /// A string, or a number or boolean as text.
    pub(super) fn text(&self) -> Result<String, DocumentError> {
        match self.value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            _ => Err(self.expected("a string")),
        }
    }

    pub(super) fn text_of(&self, key: &str) -> Result<Option<String>, DocumentError> {
        self.get(key).map(|node| node.text()).transpose()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|node| node.value == &Value::Bool(true))
    }

    pub(super) fn expect_object(&self) -> Result<(), DocumentError> {
        let is_object = self.value.is_object();
        is_object
            .then_some(())
            .ok_or_else(|| self.expected("an object"))
    }

    pub(super) fn expected(&self, what: &str) -> DocumentError {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.error(format!("expected {what}, found {found}"))
    }

    pub(super) fn error(&self, message: impl Into<String>) -> DocumentError {
        let path: Vec<&str> = [self.item.as_str(), self.key.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if path.is_empty() {
            DocumentError::whole(message)
        } else {
            DocumentError::item(path.join(" / "), message)
        }
    }

    /// A description: a text, or an object with one.
    pub(super) fn description(&self) -> Result<String, DocumentError> {
        let Some(description) = self.get("description") else {
            return Ok(String::new());
        };
        if description.value.is_object() {
            return Ok(description.text_of("content")?.unwrap_or_default());
        }
        description.text()
    }
}
