//! The headers that hold credentials by their purpose, as `redact::is_always_secret` of the core has them: a test compares the two.

const NAMES: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// With or without `x-` before them.
const BARE_NAMES: [&str; 12] = [
    "authentication-info",
    "proxy-authentication-info",
    "token",
    "auth-token",
    "private-token",
    "job-token",
    "vault-token",
    "csrf-token",
    "xsrf-token",
    "session-token",
    "security-token",
    "password",
];

/// What a name ends with: `x-amz-security-token`, `x-goog-api-key`.
const ENDS: [&str; 4] = ["api-key", "access-token", "security-token", "client-secret"];

/// Whether a header, given in lower case, is secret by its name.
pub(super) fn is_secret_header(name: &str) -> bool {
    let bare = name.strip_prefix("x-").unwrap_or(name);
    NAMES.contains(&name)
        || BARE_NAMES.contains(&bare)
        || ENDS.iter().any(|end| {
            let before = bare.strip_suffix(end);
            before.is_some_and(|before| before.is_empty() || before.ends_with('-'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts in the source of the core's function.
    #[test]
    fn the_names_are_those_of_the_core() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/redact.rs");
        let source = std::fs::read_to_string(path).unwrap();
        let (_, from) = source.split_once("pub fn is_always_secret").unwrap();
        let (function, _) = from.split_once("\n}\n").unwrap();
        let mut texts: Vec<String> = function
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| line.split('"').skip(1).step_by(2))
            .filter(|text| *text != "x-")
            .map(str::to_owned)
            .collect();
        let constants = function.split("header::").skip(1).map(|rest| {
            let name: String = rest.chars().take_while(|c| *c != ',').collect();
            name.to_lowercase().replace('_', "-")
        });
        texts.extend(constants);
        let mut ours: Vec<_> = NAMES.iter().chain(&BARE_NAMES).chain(&ENDS).collect();
        texts.sort();
        ours.sort();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ours);
    }
}
