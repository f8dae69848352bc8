//! One message, its parts borrowed from the line.

use crate::irc::{Params, Tags, Word, print};

/// What one line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// What stands between `@` and the space; empty without.
    pub tags: Tags<'a>,
    /// What stands between `:` and the space. A server pays no heed to what a client claims here.
    pub source: Option<&'a str>,
    /// The command's word or number as it was sent, in any case; never empty.
    pub command: &'a str,
    /// The parameters.
    pub params: Params<'a>,
}

impl<'a> Message<'a> {
    /// The command in upper case, to `match` on.
    pub fn word(&self) -> Word {
        Word::new(self.command)
    }

    /// Whether the command is `word`, in any case of ASCII letters.
    pub fn command_is(&self, word: &str) -> bool {
        self.command.eq_ignore_ascii_case(word)
    }

    /// The parameter at `index`, counted from 0.
    pub fn param(&self, index: usize) -> Option<&'a str> {
        self.params.get(index).copied()
    }

    /// Appends the line, CR LF included. Its last parameter gets a colon only if it needs one; tags without a
    /// key are left out.
    pub fn print(&self, out: &mut Vec<u8>) {
        let head = self
            .tags
            .iter()
            .fold(print(out), |head, (key, raw)| head.raw_tag(key, raw));
        let words = match self.source {
            Some(source) => head.source(source).command(self.command),
            None => head.command(self.command),
        };
        match self.params.split_last() {
            Some((last, middle)) => middle
                .iter()
                .fold(words, |words, param| words.param(param))
                .last(last)
                .end(),
            None => words.end(),
        }
    }
}
