//! Words of a description: addresses and names from code, as clippy and rustdoc know them.

/// Words with a hump that are no code, as clippy knows them too.
const PROPER: [&str; 38] = [
    "CamelCase",
    "DevOps",
    "DirectX",
    "FreeBSD",
    "GHz",
    "GiB",
    "GitHub",
    "GitLab",
    "GPLv2",
    "GPLv3",
    "GraphQL",
    "IPv4",
    "IPv6",
    "JavaScript",
    "KiB",
    "LaTeX",
    "MHz",
    "MiB",
    "NaN",
    "OAuth",
    "OpenGL",
    "OpenSSH",
    "OpenSSL",
    "OpenStreetMap",
    "OpenTelemetry",
    "PostScript",
    "PowerShell",
    "TeX",
    "TiB",
    "TypeScript",
    "WebAssembly",
    "WebGL",
    "WebP",
    "WebRTC",
    "WebSocket",
    "WebSockets",
    "iOS",
    "macOS",
];

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word at the start of a text, which begins with one; `Foo::bar` is one word.
pub(super) fn word(rest: &str) -> &str {
    let mut length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    while rest[length..].starts_with("::") && rest[length + 2..].starts_with(is_word) {
        let more = &rest[length + 2..];
        length += 2 + more.find(|c| !is_word(c)).unwrap_or(more.len());
    }
    &rest[..length]
}

/// Whether a word is a name from code, which stands in backticks.
pub(super) fn is_name(word: &str) -> bool {
    let mut before = None;
    let has_hump = word.chars().any(|c| {
        let is_hump = before.is_some_and(char::is_lowercase) && c.is_uppercase();
        before = Some(c);
        is_hump
    });
    let has_hump = has_hump || is_camel(word);
    let inner = word.trim_matches('_');
    let is_plain = PROPER.contains(&word) || inner.is_empty();
    !is_plain && (has_hump || inner.contains('_') || word.contains("::"))
}

/// Capitals and small letters, beginning with a capital, in which more than one is a capital: `RESTful`, but not `URLs`.
fn is_camel(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    let capitals = word.chars().filter(|c| c.is_uppercase()).take(2).count();
    word.starts_with(|c: char| !c.is_ascii_digit() && !c.is_lowercase())
        && word.chars().all(char::is_alphanumeric)
        && word.chars().any(char::is_lowercase)
        && capitals > 1
}

/// The longest placeholder that is looked for.
const LONGEST_PLACEHOLDER: usize = 48;

/// The placeholder at the start of a text, where there is one: `<project_id>`.
pub(super) fn placeholder(rest: &str) -> Option<&str> {
    let bytes = rest.bytes().take(LONGEST_PLACEHOLDER);
    let end = bytes.into_iter().position(|byte| byte == b'>')?;
    let name = rest.get(1..end)?;
    let is_part = |c: char| is_word(c) || c == '-' || c == '.';
    (name.starts_with(char::is_alphabetic) && name.chars().all(is_part)).then(|| &rest[..=end])
}

/// The longest name of a scheme that is looked for.
const LONGEST_SCHEME: usize = 16;

/// The address at the start of a text, where there is one: without the full stop or comma behind it.
pub(super) fn address(rest: &str, is_cell: bool) -> Option<&str> {
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let start = rest.char_indices().take(LONGEST_SCHEME);
    let (colon, _) = start.into_iter().find(|(_, c)| !is_scheme(*c))?;
    let scheme = rest[colon..].starts_with("://").then_some(colon + 3)?;
    let ends = |c: char| c.is_whitespace() || "<>()[]\"'`\\".contains(c) || (is_cell && c == '|');
    let address = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (address.len() > scheme).then_some(address)
}

/// Whether a link may lead there: to a place that a browser opens, and to none that it would run.
pub(super) fn is_address(target: &str) -> bool {
    let lower: String = target
        .chars()
        .take(8)
        .collect::<String>()
        .to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme) && target.len() > scheme.len())
}

/// The target of a link as it stands between parentheses: what would end it is encoded.
pub(super) fn target(address: &str) -> String {
    use std::fmt::Write as _;

    let mut out = String::new();
    for (at, letter) in address.char_indices() {
        match letter {
            '&' if is_entity(&address[at..]) => out.push_str("\\&"),
            _ if letter.is_ascii_whitespace() || "<>()\"'`\\|".contains(letter) => {
                // Writing into a string cannot fail.
                let _ = write!(out, "%{:02X}", u32::from(letter));
            }
            _ if letter.is_whitespace() || letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Whether what begins with `&` could be an entity: to its `;`, or to an end that something may follow.
pub(super) fn is_entity(rest: &str) -> bool {
    let inside = rest[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    inside.is_empty() || (inside.starts_with(';') && inside.len() + 1 < rest.len())
}
