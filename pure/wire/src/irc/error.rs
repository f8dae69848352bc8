//! What is wrong with a line of IRC.

/// Why a line is no message. Positions count bytes of the line from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IrcError {
    /// Nothing but spaces: servers pass over such a line without a word.
    #[error("the line is empty; a command was expected")]
    Empty,
    /// The line ends after its tags or its source.
    #[error("the line ends where a command was expected")]
    NoCommand,
    /// A colon with a space behind it at the start of the line.
    #[error("nothing stands between the colon and the space where a source was expected")]
    EmptySource,
    /// A command word that begins like tags or a source.
    #[error("a command was expected; none begins with {found:?}")]
    BadCommand {
        /// `@` or `:`.
        found: char,
    },
    /// More tags than the sender may send: answered with 417.
    #[error(
        "the tags have {length} bytes from @ to the space, both included; at most {most} are allowed"
    )]
    TagsTooLong {
        /// What came, in bytes.
        length: usize,
        /// What is allowed, in bytes.
        most: usize,
    },
    /// More than 512 bytes behind the tags: answered with 417.
    #[error("the line has {length} bytes behind its tags, CR LF included; at most 512 are allowed")]
    LineTooLong {
        /// What came, in bytes.
        length: usize,
    },
    /// A byte that no message has inside.
    #[error(
        "byte {byte:#04x} stands at position {position}; NUL, CR and LF cannot be part of a message"
    )]
    Forbidden {
        /// NUL, CR or LF.
        byte: u8,
        /// Where it stands.
        position: usize,
    },
    /// Not UTF-8. `parse` of the line as `String::from_utf8_lossy` shows it tells its command and label.
    #[error("the bytes from position {position} on are not UTF-8")]
    NotUtf8 {
        /// Where the first bad byte stands.
        position: usize,
    },
}

impl IrcError {
    /// Whether 417 (ERR_INPUTTOOLONG) is the answer.
    pub fn is_too_long(self) -> bool {
        matches!(
            self,
            IrcError::TagsTooLong { .. } | IrcError::LineTooLong { .. }
        )
    }
}
