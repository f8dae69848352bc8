//! A message's parameters, in an array of their own.

use std::fmt;
use std::ops::Deref;

/// No message has more parameters: the fifteenth takes all that follows (RFC 2812 §2.3.1).
pub const MOST_PARAMS: usize = 15;

/// At most fifteen parameters; reads as a slice.
#[derive(Clone, Default)]
pub struct Params<'a> {
    all: [&'a str; MOST_PARAMS],
    count: usize,
}

impl<'a> Params<'a> {
    /// Adds one; the caller has counted.
    pub(crate) fn push(&mut self, param: &'a str) {
        self.all[self.count] = param;
        self.count += 1;
    }
}

impl<'a> Deref for Params<'a> {
    type Target = [&'a str];

    fn deref(&self) -> &[&'a str] {
        &self.all[..self.count]
    }
}

impl PartialEq for Params<'_> {
    fn eq(&self, other: &Params<'_>) -> bool {
        **self == **other
    }
}

impl Eq for Params<'_> {}

impl fmt::Debug for Params<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
