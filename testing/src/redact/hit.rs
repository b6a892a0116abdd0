//! A secret that was found.

use std::ops::Range;

/// The position of a secret, and how it is replaced.
pub(super) struct Hit {
    pub(super) range: Range<usize>,
    pub(super) is_number: bool,
    /// The secret itself, if it was not already known.
    pub(super) value: Option<Vec<u8>>,
}

impl Hit {
    pub(super) fn text(range: Range<usize>) -> Self {
        Self {
            range,
            is_number: false,
            value: None,
        }
    }
}
