//! The variables of a document.

/// The variables of an export in their order.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    pub(crate) list: Vec<(String, String)>,
    /// Whose credential a variable is: its name, and that of the scheme.
    credentials: Vec<(String, String)>,
}

impl Variables {
    /// The reference to the variable of a credential, which is empty. Two schemes have two variables: one secret is not sent in place of another.
    pub(crate) fn credential(&mut self, name: &str, scheme: &str) -> String {
        let owner = self.credentials.iter().find(|(known, _)| known == name);
        if owner.is_some_and(|(_, owner)| owner != scheme) {
            return self.refer(&format!("{scheme}-{name}"), "", scheme);
        }
        if owner.is_none() {
            self.credentials.push((name.to_owned(), scheme.to_owned()));
        }
        self.refer(name, "", scheme)
    }

    /// The reference to a variable of this name. One that has another value already is not meant. A value that is a reference itself
    /// stays one.
    pub(crate) fn refer(&mut self, name: &str, value: &str, owner: &str) -> String {
        if let Some(referenced) = reference(value) {
            // What the tool makes for each request is no variable of the collection.
            if referenced.starts_with('$') {
                return value.to_owned();
            }
            return self.refer(referenced, "", owner);
        }
        let own = format!("{owner}-{name}");
        for key in [name, &own] {
            match self.list.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) if known.is_empty() || value.is_empty() || known == value => {
                    if known.is_empty() {
                        value.clone_into(known);
                    }
                    return format!("{{{{{key}}}}}");
                }
                Some(_) => {}
                None => {
                    self.list.push((key.to_owned(), value.to_owned()));
                    return format!("{{{{{key}}}}}");
                }
            }
        }
        format!("{{{{{own}}}}}")
    }
}

/// The `name` of `{{name}}`.
fn reference(value: &str) -> Option<&str> {
    let name = value.strip_prefix("{{")?.strip_suffix("}}")?;
    (!name.is_empty() && !name.contains(['{', '}'])).then_some(name)
}
