//! A value of the document and where it stands, so that a mistake can be named.

use serde_json::Value;

use crate::error::ImportError;

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

    /// The same value as an item of its own.
    pub(super) fn named(mut self, name: &str) -> Self {
        let name = name.trim();
        self.item = match self.item.as_str() {
            "" => name.to_owned(),
            outer => format!("{outer} / {name}"),
        };
        self.key.clear();
        self
    }

    pub(super) fn items(&self) -> Result<Vec<Self>, ImportError> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.expected("a list"))?;
        let node = |(i, value)| Self {
            value,
            item: self.item.clone(),
            key: format!("{}[{i}]", self.key),
        };
        Ok(items.iter().enumerate().map(node).collect())
    }

    /// The items of a list under a key; none where it is missing.
    pub(super) fn list(&self, key: &str) -> Result<Vec<Self>, ImportError> {
        self.get(key).map_or(Ok(Vec::new()), |list| list.items())
    }

    /// Text, or what is as good as text.
    pub(super) fn text(&self) -> Result<String, ImportError> {
        match self.value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            _ => Err(self.expected("a text")),
        }
    }

    pub(super) fn text_of(&self, key: &str) -> Result<Option<String>, ImportError> {
        self.get(key).map(|node| node.text()).transpose()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|node| node.value == &Value::Bool(true))
    }

    pub(super) fn expect_object(&self) -> Result<(), ImportError> {
        let is_object = self.value.is_object();
        is_object
            .then_some(())
            .ok_or_else(|| self.expected("an object"))
    }

    pub(super) fn expected(&self, what: &str) -> ImportError {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.error(format!("expected {what}, found {found}"))
    }

    pub(super) fn error(&self, message: impl Into<String>) -> ImportError {
        let path: Vec<&str> = [self.item.as_str(), self.key.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if path.is_empty() {
            ImportError::whole(message)
        } else {
            ImportError::item(path.join(" / "), message)
        }
    }

    /// A description: a text, or an object with one.
    pub(super) fn description(&self) -> Result<String, ImportError> {
        let Some(description) = self.get("description") else {
            return Ok(String::new());
        };
        if description.value.is_object() {
            return Ok(description.text_of("content")?.unwrap_or_default());
        }
        description.text()
    }
}
