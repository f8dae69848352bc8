//! A stream cut into pieces in a way that a number decides.

/// All of `bytes` in order, in pieces of 0 to 15 bytes; `seed` decides how long each is.
pub(crate) fn cuts(bytes: &[u8], seed: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    // A step of Knuth's linear congruential generator (MMIX); its upper bits are the good ones.
    let mut state = u64::from(seed);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let length = (state >> 60) as usize;
        let (piece, after) = rest.split_at(length.min(rest.len()));
        rest = after;
        Some(piece)
    })
}
