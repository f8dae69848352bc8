//! Puts events into words: payload on standard output, words about it on standard error, or JSON of both.
//! Whatever came from the network is made visible before it can reach a terminal.

use crate::args::Words;
use crate::words::{clock, said, spoken, word};
use crate::{json, progress};
use hullo_net::{Local, Peer};
use hullo_talk::{Event, Part, Way};
use hullo_wire::hex;
use hullo_wire::visible::{LineBreaks, visible};
use std::io::{self, Write};
use std::time::SystemTime;
use tokio::sync::mpsc::Receiver;

/// How payload is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// A line each: time, sender, text.
    Lines,
    /// A hex dump each, under a line that says when and from whom.
    Dump,
    /// The text alone, safe for a terminal.
    Text,
    /// The bytes as they are, for a pipe.
    Bytes,
    /// What the other side of a conversation says, with its name, safe for a terminal.
    Spoken,
    /// The same for a pipe: the lines alone.
    Heard,
}

/// Prints one command's events.
pub(crate) struct Printer {
    show: Show,
    words: Words,
    /// Opened with the first that is printed: a relay may have given it to its client.
    stdout: Option<Local>,
    /// The end of a read that may be the beginning of a character.
    cut: Vec<u8>,
    /// Bytes shown as a dump so far.
    offset: usize,
    ends_in_newline: bool,
    /// What the other side of a conversation is called.
    name: Option<String>,
    /// The connection whose bytes were shown last.
    last: u64,
}

impl Printer {
    pub(crate) fn new(show: Show, words: &Words) -> Printer {
        Printer {
            show,
            words: words.clone(),
            stdout: None,
            cut: Vec::new(),
            offset: 0,
            ends_in_newline: true,
            name: None,
            last: 0,
        }
    }

    /// What to call the other side of a conversation.
    pub(crate) fn name(&mut self, name: Option<String>) {
        self.name = name;
    }

    /// Prints until the command has said everything, or nobody reads any more.
    pub(crate) async fn print_all(&mut self, mut events: Receiver<Event>) -> io::Result<()> {
        let mut some = Vec::new();
        while events.recv_many(&mut some, 64).await > 0 {
            let mut out = Vec::new();
            for event in some.drain(..) {
                if self.words.json {
                    out.extend_from_slice(json::line(&json::event(&event)).as_bytes());
                    out.push(b'\n');
                } else if let Some(said) = self.print(&event, &mut out) {
                    // What was heard before stands before what is said about it.
                    self.write(&out).await?;
                    out.clear();
                    word(&said);
                }
            }
            self.write(&out).await?;
        }
        let rest = std::mem::take(&mut self.cut);
        let mut out = visible(&rest, LineBreaks::Keep).into_owned().into_bytes();
        self.ends_in_newline &= out.is_empty();
        if !self.ends_in_newline && self.show == Show::Text {
            // The shell's prompt begins on a line of its own.
            out.push(b'\n');
        }
        self.write(&out).await
    }

    async fn write(&mut self, out: &[u8]) -> io::Result<()> {
        if out.is_empty() {
            return Ok(());
        }
        progress::clear();
        let stdout = match self.stdout.take() {
            Some(stdout) => stdout,
            None => Local::stdout()?,
        };
        self.stdout.insert(stdout).write_all(out).await
    }

    /// Payload goes into `out`; words about it are returned.
    fn print(&mut self, event: &Event, out: &mut Vec<u8>) -> Option<String> {
        match event {
            Event::Received {
                connection,
                peer,
                time,
                bytes,
                part,
            } => {
                match self.show {
                    Show::Text | Show::Bytes => {
                        if *part == Part::Datagram || *connection != self.last {
                            self.end_line(out);
                        }
                        self.last = *connection;
                        self.text(bytes, *part, out);
                    }
                    Show::Spoken => {
                        let _ = writeln!(out, "{}", spoken(peer, self.name.as_deref(), bytes));
                    }
                    Show::Heard => {
                        out.extend_from_slice(bytes);
                        out.push(b'\n');
                    }
                    Show::Dump => self.dump(peer, *time, bytes, out),
                    Show::Lines => {
                        let text = visible(bytes, LineBreaks::Show);
                        let _ = writeln!(out, "{} {peer} {text}", clock(*time));
                    }
                }
                None
            }
            Event::Passed {
                peer, way, bytes, ..
            } => {
                self.passed(peer, *way, bytes, out);
                None
            }
            Event::Warned { what } => Some(format!("hullo: {what}")),
            // The conversation ends with it, and the command says so.
            Event::Left { error: Some(_), .. } if self.converses() => None,
            Event::Answered { .. } => {
                self.end_line(out);
                said(event, &self.words)
            }
            _ => said(event, &self.words),
        }
    }

    fn converses(&self) -> bool {
        matches!(self.show, Show::Spoken | Show::Heard)
    }

    fn end_line(&mut self, out: &mut Vec<u8>) {
        if !self.ends_in_newline {
            out.push(b'\n');
            self.ends_in_newline = true;
        }
    }

    /// Text as it comes, a character that was cut in two by the network shown whole.
    fn text(&mut self, bytes: &[u8], part: Part, out: &mut Vec<u8>) {
        if self.show == Show::Bytes {
            out.extend_from_slice(bytes);
            self.ends_in_newline = bytes
                .last()
                .map_or(self.ends_in_newline, |last| *last == b'\n');
            return;
        }
        self.cut.extend_from_slice(bytes);
        let whole = if part == Part::Read {
            whole_characters(&self.cut)
        } else {
            self.cut.len()
        };
        let shown = visible(&self.cut[..whole], LineBreaks::Keep);
        if let Some(last) = shown.as_bytes().last() {
            self.ends_in_newline = *last == b'\n';
        }
        out.extend_from_slice(shown.as_bytes());
        self.cut.drain(..whole);
    }

    /// What a relay moves, line by line, or as a dump.
    fn passed(&self, peer: &Peer, way: Way, bytes: &[u8], out: &mut Vec<u8>) {
        let (now, arrow) = (
            clock(SystemTime::now()),
            if way == Way::Up { "→" } else { "←" },
        );
        if self.show == Show::Dump {
            let _ = writeln!(out, "{now} {peer} {arrow} {} bytes", bytes.len());
            out.extend_from_slice(hex::dump(bytes, 0).as_bytes());
            return;
        }
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            let _ = writeln!(
                out,
                "{now} {peer} {arrow} {}",
                visible(text, LineBreaks::Show)
            );
        }
    }

    fn dump(&mut self, peer: &Peer, time: SystemTime, bytes: &[u8], out: &mut Vec<u8>) {
        if *peer != Peer::Unnamed {
            let _ = writeln!(out, "{} {peer} {} bytes", clock(time), bytes.len());
            self.offset = 0;
        }
        out.extend_from_slice(hex::dump(bytes, self.offset).as_bytes());
        self.offset += bytes.len();
    }
}

/// How many of the bytes are whole characters, where the last may be cut.
fn whole_characters(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Ok(_) => bytes.len(),
        // Broken text is shown as it is, but a cut character at its end may still become whole.
        Err(_) => (bytes.len().saturating_sub(3)..bytes.len())
            .find(|at| {
                std::str::from_utf8(&bytes[*at..])
                    .is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
            })
            .unwrap_or(bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_in_two_waits_for_its_rest() {
        let text = "a你".as_bytes();
        assert_eq!(whole_characters(&text[..2]), 1);
        assert_eq!(whole_characters(&text[..3]), 1);
        assert_eq!(whole_characters(text), 4);
        assert_eq!(whole_characters(b"\xff\xe4\xbd"), 1);
        assert_eq!(whole_characters(b"\xff\xff"), 2);
    }
}
