//! What reaches a terminal: nothing in it acts, and what is shown once stays as it is.

use std::borrow::Cow;

use hullo_wire::visible::{LineBreaks, visible as show};

/// Panics if a character of `text` moves a cursor, changes a title or reorders text. The ranges are written
/// here once more, so that a slip in the library's list does not excuse itself.
pub fn assert_harmless(text: &str) {
    for c in text.chars() {
        let acts = c < ' '
            || (0x7f..0xa0).contains(&u32::from(c))
            || "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{feff}\u{fff9}\u{fffa}\u{fffb}"
                .contains(c)
            || (0x202a..=0x202e).contains(&u32::from(c))
            || (0x2066..=0x2069).contains(&u32::from(c))
            || (0xe0000..=0xe007f).contains(&u32::from(c));
        assert!(!acts, "{c:?} in {text:?}");
    }
}

/// `data` is what came from the network.
pub fn visible(data: &[u8]) {
    let shown = show(data, LineBreaks::Show);
    assert_harmless(&shown);
    let again = show(shown.as_bytes(), LineBreaks::Show);
    assert!(matches!(again, Cow::Borrowed(same) if same == shown));

    let kept = show(data, LineBreaks::Keep);
    kept.split(['\n', '\t']).for_each(assert_harmless);
    let count = |bytes: &[u8], wanted| bytes.iter().filter(|byte| **byte == wanted).count();
    assert_eq!(count(kept.as_bytes(), b'\n'), count(data, b'\n'));
    assert_eq!(count(kept.as_bytes(), b'\t'), count(data, b'\t'));
    let again = show(kept.as_bytes(), LineBreaks::Keep);
    assert!(matches!(again, Cow::Borrowed(same) if same == kept));
}
