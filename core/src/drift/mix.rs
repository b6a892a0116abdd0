//! Hashes of places.

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Two numbers as one.
pub(super) const fn mixed(hash: u64, with: u64) -> u64 {
    let mut mixed = (hash.rotate_left(23) ^ with)
        .wrapping_add(1)
        .wrapping_mul(FACTOR);
    mixed ^= mixed >> 29;
    // 0 stands for one that is not known yet.
    mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1
}

/// A number and a text as one.
#[inline]
pub(super) fn mixed_bytes(hash: u64, text: &[u8]) -> u64 {
    let with = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let words = text.chunks_exact(8).filter_map(<[u8]>::first_chunk);
    let hash = words.fold(hash, |hash, word| with(hash, u64::from_le_bytes(*word)));
    // The last eight bytes again, instead of a loop over what is left.
    let last = match text.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => text
            .iter()
            .fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    mixed(with(hash, last), text.len() as u64)
}
