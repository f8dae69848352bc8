//! One datagram as one message: `21.5C` into the lobby, `#kitchen 21.5C` into a room.
//!
//! Promises: the text is one line of valid UTF-8 without controls of ASCII; a receipt is never longer than the
//! datagram it answers, so that nobody is drowned in answers to datagrams that bear their address.

use crate::plain::clean;
use std::borrow::Cow;

/// What a datagram says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datagram<'a> {
    /// The room named; `None` is the lobby.
    pub room: Option<&'a str>,
    /// The words, not empty. Longer than what fits a message of every client: say [`crate::pieces`] of it.
    pub text: Cow<'a, str>,
}

/// Why a datagram is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMessage {
    /// It is not text.
    #[error("expected UTF-8")]
    NotUtf8,
    /// There are no words in it.
    #[error("expected words")]
    Empty,
}

impl Datagram<'_> {
    /// Reads a datagram. Line breaks at its end are dropped, others become spaces.
    pub fn parse(datagram: &[u8]) -> Result<Datagram<'_>, NotAMessage> {
        let text = std::str::from_utf8(datagram).map_err(|_| NotAMessage::NotUtf8)?;
        let text = text.trim_end_matches(['\r', '\n']);
        let (room, text) = match text.split_once([' ', '\t', '\r', '\n']) {
            Some((room, text)) if room.len() > 1 && room.starts_with('#') => (Some(room), text),
            _ => (None, text),
        };
        let text = match text.contains(['\r', '\n']) {
            false => clean(text.as_bytes()),
            true => {
                let text = text.replace("\r\n", " ").replace(['\r', '\n'], " ");
                Cow::Owned(clean(text.as_bytes()).into_owned())
            }
        };
        match text.trim().is_empty() {
            true => Err(NotAMessage::Empty),
            false => Ok(Datagram { room, text }),
        }
    }

    /// The answer to a datagram of `length` bytes whose message was kept: none where it would be longer.
    pub fn receipt(length: usize) -> &'static [u8] {
        match length {
            0..=1 => b"",
            _ => b"ok",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datagrams_are_read() {
        type Read = Result<(Option<&'static str>, &'static str), NotAMessage>;
        let cases: [(&[u8], Read); 14] = [
            (b"21.5C\n", Ok((None, "21.5C"))),
            (b"21.5C", Ok((None, "21.5C"))),
            (b"#kitchen 21.5C\r\n", Ok((Some("#kitchen"), "21.5C"))),
            (b"#kitchen", Ok((None, "#kitchen"))),
            (b"# 1", Ok((None, "# 1"))),
            (b"#kitchen  \n", Err(NotAMessage::Empty)),
            (b"", Err(NotAMessage::Empty)),
            (b" \t\n", Err(NotAMessage::Empty)),
            (b"a\nPRIVMSG #x :b\n", Ok((None, "a PRIVMSG #x :b"))),
            (b"#a\nb c", Ok((Some("#a"), "b c"))),
            (b"a\x1b[2J", Ok((None, "a\\x1b[2J"))),
            (b"a\0b", Ok((None, "a\\x00b"))),
            ("#茶 你好".as_bytes(), Ok((Some("#茶"), "你好"))),
            (b"caf\xe9", Err(NotAMessage::NotUtf8)),
        ];
        for (datagram, expected) in cases {
            let found = Datagram::parse(datagram);
            let found = found.as_ref().map(|d| (d.room, &*d.text)).map_err(|e| *e);
            assert_eq!(found, expected, "{datagram:?}");
        }
    }

    #[test]
    fn a_receipt_is_never_longer_than_the_datagram() {
        for length in 0..10 {
            assert!(Datagram::receipt(length).len() <= length);
        }
    }
}
