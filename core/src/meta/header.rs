/// A header field that is the same in each request: `header = "X-Version: 2"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixedHeader {
    /// The name, in lower case.
    pub name: &'static str,
    /// The value.
    pub value: &'static str,
}

impl FixedHeader {
    /// A header field.
    #[must_use]
    pub const fn new(name: &'static str, value: &'static str) -> Self {
        Self { name, value }
    }
}
