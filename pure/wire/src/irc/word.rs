//! A command's word in upper case, without a heap.

use std::fmt;

/// The longest command in use is AUTHENTICATE, 12 letters.
const ROOM: usize = 16;

/// A command in upper case. One of more than 16 bytes, which is no command of any specification, is `""`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word {
    bytes: [u8; ROOM],
    length: usize,
}

impl Word {
    /// `command` with its ASCII letters in upper case.
    pub fn new(command: &str) -> Word {
        let mut bytes = [0; ROOM];
        let mut length = 0;
        if let Some(room) = bytes.get_mut(..command.len()) {
            room.copy_from_slice(command.as_bytes());
            room.make_ascii_uppercase();
            length = command.len();
        }
        Word { bytes, length }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length])
            .expect("a change of ASCII letters keeps UTF-8 whole")
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
