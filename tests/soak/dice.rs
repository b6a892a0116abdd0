//! What becomes of a request: by a number that looks like chance and is the same in every run.

/// What a server does in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Busy,
    TooMany,
    Reset,
    Cut,
    Slow,
    Garbage,
}

impl Fault {
    pub(crate) const ALL: [Self; 6] = [
        Self::Busy,
        Self::TooMany,
        Self::Reset,
        Self::Cut,
        Self::Slow,
        Self::Garbage,
    ];

    /// The fault of the request with this number; five of a hundred have one.
    pub(crate) fn of(number: u64) -> Option<Self> {
        let chance = mixed(number);
        let is_faulty = chance % 100 < 5;
        let which = usize::try_from((chance >> 32) % 6).unwrap_or_default();
        is_faulty.then(|| Self::ALL[which])
    }
}

/// A hash of a number (splitmix64).
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
