//! Injected failures, chosen by a pseudo-random number that is the same in every run.

/// What the server does instead of responding normally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Busy,
    TooMany,
    Reset,
    Cut,
    Slow,
    Garbage,
}

impl Failure {
    pub(crate) const ALL: [Self; 6] = [
        Self::Busy,
        Self::TooMany,
        Self::Reset,
        Self::Cut,
        Self::Slow,
        Self::Garbage,
    ];

    /// The failure for the request with this number; five of a hundred have one.
    pub(crate) fn of(number: u64) -> Option<Self> {
        let chance = mixed(number);
        let fails = chance % 100 < 5;
        let which = usize::try_from((chance >> 32) % 6).unwrap_or_default();
        fails.then(|| Self::ALL[which])
    }
}

/// A hash of a number (splitmix64).
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
