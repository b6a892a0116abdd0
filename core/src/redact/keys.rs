//! The names that are secret in every API.

use std::collections::HashSet;
use std::sync::Arc;

/// Names whose values are secret everywhere. Case, `_` and `-` are ignored: `access_token` equals `accessToken`.
#[derive(Debug, Clone, Default)]
pub struct Keys(Arc<HashSet<String>>);

/// As listed in `docs/export.md`.
const WELL_KNOWN: [&str; 22] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secret_key",
    "client_secret",
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "auth_token",
    "session_token",
    "bearer_token",
    "subject_token",
    "actor_token",
    "api_key",
    "private_key",
    "authorization",
    "assertion",
    "client_assertion",
    "code_verifier",
    "device_code",
];

impl Keys {
    /// What a recording redacts by default.
    pub fn well_known() -> Self {
        Self(Arc::new(WELL_KNOWN.map(normal).into()))
    }

    /// These names and another one.
    #[must_use]
    pub fn with(&self, name: &str) -> Self {
        let mut names = HashSet::clone(&self.0);
        names.insert(normal(name));
        Self(Arc::new(names))
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let name = normal(name);
        !name.is_empty() && self.0.contains(&name)
    }

    /// Whether the set contains a name given in bytes.
    #[must_use]
    pub fn has_bytes(&self, name: &[u8]) -> bool {
        std::str::from_utf8(name).is_ok_and(|name| self.has(name))
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn normal(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
