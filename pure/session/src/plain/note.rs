//! Lines to a plain client.
//!
//! Promises: each is one line, safe on a terminal, whatever is in it.

use hullo_wire::visible::{LineBreaks, visible};
use std::fmt;

/// The host's own words: `-- words`.
pub(super) fn note(out: &mut Vec<u8>, words: fmt::Arguments<'_>) {
    out.extend_from_slice(b"-- ");
    match words.as_str() {
        Some(words) => shown(out, words),
        None => shown(out, &words.to_string()),
    }
    out.push(b'\n');
}

/// Part of a line.
pub(super) fn shown(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(visible(text.as_bytes(), LineBreaks::Show).as_bytes());
}

/// The nick in `nick!user@host`.
pub(super) fn nick(source: &str) -> &str {
    source.split('!').next().unwrap_or(source)
}

/// `: words`, or nothing if there are none.
pub(super) struct Because<'a>(pub(super) &'a str);

impl fmt::Display for Because<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => Ok(()),
            words => write!(f, ": {words}"),
        }
    }
}
