//! One line of IRC, written part by part in the order in which the parts stand.
//!
//! ```text
//! print(&mut out).tag("time", now).source("ann!a@host").command("PRIVMSG").param("#lobby").trailing(text).end()
//! Head ---------------------------> Sourced -----------> Words ---------------> Ending ----------------> CR LF
//! ```
//!
//! Promises: whatever the parts hold, one line comes out, with just these parts: NUL, CR and LF become spaces
//! in the last parameter, a word that cannot stand where it should becomes `*`, a tag that cannot is left out.

use memchr::memchr3;

use crate::irc::{MOST_LINE, escape};

/// Begins a line at the end of `out`.
pub fn print(out: &mut Vec<u8>) -> Head<'_> {
    Head { out, tagged: false }
}

/// A line that may still get tags.
#[must_use = "a line has a command and an end"]
#[derive(Debug)]
pub struct Head<'o> {
    out: &'o mut Vec<u8>,
    tagged: bool,
}

/// A line with a source, that needs a command.
#[must_use = "a line has a command and an end"]
#[derive(Debug)]
pub struct Sourced<'o> {
    out: &'o mut Vec<u8>,
    body: usize,
}

/// A line with a command, that may get parameters.
#[must_use = "a line has an end"]
#[derive(Debug)]
pub struct Words<'o> {
    out: &'o mut Vec<u8>,
    /// Where in `out` the part behind the tags begins.
    body: usize,
}

/// A line with its last parameter.
#[must_use = "a line has an end"]
#[derive(Debug)]
pub struct Ending<'o> {
    out: &'o mut Vec<u8>,
    body: usize,
}

impl<'o> Head<'o> {
    /// A tag with a value, escaped here; an empty value is none.
    pub fn tag(self, key: &str, value: &str) -> Head<'o> {
        let value = escape(value);
        self.raw_tag(key, &value)
    }

    /// A tag whose value is escaped already, as `Tags::iter` gives it.
    pub fn raw_tag(mut self, key: &str, raw: &str) -> Head<'o> {
        let ends = |byte| matches!(byte, b';' | b' ' | b'\r' | b'\n' | 0);
        if key.is_empty()
            || key.bytes().any(|byte| ends(byte) || byte == b'=')
            || raw.bytes().any(ends)
        {
            return self;
        }
        self.out.push(if self.tagged { b';' } else { b'@' });
        self.tagged = true;
        self.out.extend_from_slice(key.as_bytes());
        if !raw.is_empty() {
            self.out.push(b'=');
            self.out.extend_from_slice(raw.as_bytes());
        }
        self
    }

    /// Who says it: a server's name, or `nick!user@host`.
    pub fn source(self, source: &str) -> Sourced<'o> {
        let (out, body) = self.body();
        out.push(b':');
        push_if(is_unbroken(source), out, source);
        out.push(b' ');
        Sourced { out, body }
    }

    /// The command's word or three digits, in a line without a source.
    pub fn command(self, command: &str) -> Words<'o> {
        let (out, body) = self.body();
        push_if(is_command(command), out, command);
        Words { out, body }
    }

    fn body(self) -> (&'o mut Vec<u8>, usize) {
        if self.tagged {
            self.out.push(b' ');
        }
        let body = self.out.len();
        (self.out, body)
    }
}

impl<'o> Sourced<'o> {
    /// The command's word or three digits.
    pub fn command(self, command: &str) -> Words<'o> {
        let Sourced { out, body } = self;
        push_if(is_command(command), out, command);
        Words { out, body }
    }
}

impl<'o> Words<'o> {
    /// A parameter with others behind it: one that is empty, holds a space or begins with a colon can only be
    /// the last one, and is printed as `*` here.
    pub fn param(self, param: &str) -> Words<'o> {
        self.out.push(b' ');
        push_if(is_word(param), self.out, param);
        self
    }

    /// The last parameter, with a colon only if it needs one.
    pub fn last(self, param: &str) -> Ending<'o> {
        if is_word(param) {
            let Words { out, body } = self.param(param);
            return Ending { out, body };
        }
        self.trailing(param)
    }

    /// The last parameter, with a colon: the usual form of texts.
    pub fn trailing(self, text: &str) -> Ending<'o> {
        let Words { out, body } = self;
        out.extend_from_slice(b" :");
        let mut rest = text.as_bytes();
        while let Some(at) = memchr3(0, b'\r', b'\n', rest) {
            out.extend_from_slice(&rest[..at]);
            out.push(b' ');
            rest = &rest[at + 1..];
        }
        out.extend_from_slice(rest);
        Ending { out, body }
    }

    /// So many bytes of text `trailing` can take before `cut` cuts them.
    pub fn room(&self) -> usize {
        let used = self.out.len() - self.body + b" :\r\n".len();
        MOST_LINE.saturating_sub(used)
    }

    /// Ends a line that has no last parameter of its own.
    pub fn end(self) {
        self.ending().end();
    }

    /// As `end`, cut as `Ending::cut` does.
    pub fn cut(self) {
        self.ending().cut();
    }

    fn ending(self) -> Ending<'o> {
        let Words { out, body } = self;
        Ending { out, body }
    }
}

impl Ending<'_> {
    /// CR LF, however long the line is.
    pub fn end(self) {
        self.out.extend_from_slice(b"\r\n");
    }

    /// CR LF, at the latest so that the line has 512 bytes with it and without its tags; cut between
    /// characters.
    pub fn cut(self) {
        let most = self.body + MOST_LINE - b"\r\n".len();
        if self.out.len() > most {
            let mut end = most;
            while end > self.body && self.out[end] & 0xc0 == 0x80 {
                end -= 1;
            }
            self.out.truncate(end);
        }
        self.end();
    }
}

/// Whether `text` is not empty and nothing in it ends a word.
fn is_unbroken(text: &str) -> bool {
    let ends = |byte| matches!(byte, b' ' | b'\r' | b'\n' | 0);
    !text.is_empty() && !text.bytes().any(ends)
}

/// Whether `text` can be a parameter with others behind it.
fn is_word(text: &str) -> bool {
    !text.starts_with(':') && is_unbroken(text)
}

/// Whether `text` can be a command, and is not taken for tags or a source.
fn is_command(text: &str) -> bool {
    !text.starts_with('@') && is_word(text)
}

/// Appends `word`, or `*` if it does not fit where it should stand.
fn push_if(fits: bool, out: &mut Vec<u8>, word: &str) {
    let word = if fits { word } else { "*" };
    out.extend_from_slice(word.as_bytes());
}
