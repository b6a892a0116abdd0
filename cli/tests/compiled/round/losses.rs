//! What does not come back, and why. Every entry is needed.

/// Differences at one place.
#[derive(Debug)]
pub(super) struct Loss {
    pub(super) place: &'static str,
    /// How the lines begin: `-` is lost, `+` comes instead.
    pub(super) line: &'static str,
    /// How many lines there are.
    pub(super) times: usize,
    #[expect(dead_code, reason = "for those who read the table, and the messages")]
    pub(super) reason: &'static str,
}

pub(super) const UNDECLARED: &[(&str, &str, &str)] = &[
    ("odd", "Empty segment", "no template has an empty segment"),
    ("odd", "Climb", "no template has a `..` segment"),
    ("odd", "No URL", "there is nothing to call"),
    ("odd", "Bad method", "`GET IT` is no method (RFC 9110, section 9.1)"),
];

pub(super) const REQUESTS: &[Loss] = &[];
pub(super) const TEXT: &[Loss] = &[];
pub(super) const SECOND: &[Loss] = &[];
