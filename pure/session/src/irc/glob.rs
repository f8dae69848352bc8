//! Masks with `*` and `?`, in which case is of no account.

use hullo_room::{fits, fold};

/// Whether the whole of `text` is as `mask` says.
pub(crate) fn matches(mask: &str, text: &str) -> bool {
    mask == "*" || fits(&fold(mask), &fold(text))
}

/// Whether it holds `*` or `?`.
pub(crate) fn is_mask(text: &str) -> bool {
    text.contains(['*', '?'])
}
