//! What a connection's first bytes say about its client.
//!
//! Promises: a decision never changes when more bytes come; `More` is said only while some continuation can
//! still become TLS, HTTP or IRC, and never from the 4,608th byte on.

use crate::irc::{MOST_CLIENT_TAGS, MOST_LINE};

/// So far the look goes: an IRC client may open with tags.
const LOOK: usize = MOST_CLIENT_TAGS + MOST_LINE;

/// HTTP's methods (RFC 9110, RFC 5789), and PRI, with which HTTP/2 opens (RFC 9113 §3.4). Case counts.
const METHODS: [&str; 10] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PRI",
];

/// With these an IRC client opens. Case does not count.
const WORDS: [&str; 7] = [
    "CAP",
    "NICK",
    "USER",
    "PASS",
    "PING",
    "QUIT",
    "AUTHENTICATE",
];

/// What the first bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sniffed {
    /// A TLS record with a handshake: 0x16 (RFC 8446 §5.1).
    Tls,
    /// An HTTP method and a space.
    Http,
    /// A line that opens IRC, with tags or a source before its word or without.
    Irc,
    /// None of the others: plain lines, or telnet's negotiation before them.
    Plain,
    /// Too little to say.
    More,
}

/// What `first`, all that has come so far, is. Blank lines at the start are passed over.
pub fn sniff(first: &[u8]) -> Sniffed {
    if first.first() == Some(&0x16) {
        return Sniffed::Tls;
    }
    let seen = &first[..first.len().min(LOOK)];
    let blank = seen.iter().take_while(|byte| is_end(**byte)).count();
    let line = &seen[blank..];
    let sniffed = match http(line) {
        Sniffed::Plain => irc(line),
        sniffed => sniffed,
    };
    if sniffed == Sniffed::More && seen.len() == LOOK {
        return Sniffed::Plain;
    }
    sniffed
}

/// Http, More or Plain. No method is the start of another or of an IRC word and a space.
fn http(line: &[u8]) -> Sniffed {
    let length = line.iter().position(|byte| *byte == b' ');
    let word = &line[..length.unwrap_or(line.len())];
    let fits = |method: &str| match length {
        Some(_) => method.as_bytes() == word,
        None => method.as_bytes().starts_with(word),
    };
    match METHODS.into_iter().any(fits) {
        true if length.is_some() => Sniffed::Http,
        true => Sniffed::More,
        false => Sniffed::Plain,
    }
}

/// Irc, More or Plain.
fn irc(line: &[u8]) -> Sniffed {
    let line = match behind(b'@', line).and_then(|line| behind(b':', line)) {
        Ok(line) => line,
        Err(sniffed) => return sniffed,
    };
    let length = line.iter().position(|byte| *byte == b' ' || is_end(*byte));
    let word = &line[..length.unwrap_or(line.len())];
    let fits = |known: &str| match length {
        Some(_) => known.as_bytes().eq_ignore_ascii_case(word),
        None => known
            .as_bytes()
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word)),
    };
    match WORDS.into_iter().any(fits) {
        true if length.is_some() => Sniffed::Irc,
        true => Sniffed::More,
        false => Sniffed::Plain,
    }
}

/// What stands behind the word that begins with `mark` and the spaces after it; all of `line` if none does. An
/// error is the decision: More if the word has no end yet, Plain if it is none.
fn behind(mark: u8, line: &[u8]) -> Result<&[u8], Sniffed> {
    if line.first() != Some(&mark) {
        return Ok(line);
    }
    let ends = |byte: &u8| matches!(byte, b' ' | b'\r' | b'\n' | 0);
    match line.iter().position(ends) {
        None => Err(Sniffed::More),
        Some(at) if at > 1 && line[at] == b' ' => {
            let spaces = line[at..].iter().take_while(|byte| **byte == b' ');
            Ok(&line[at + spaces.count()..])
        }
        Some(_) => Err(Sniffed::Plain),
    }
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

#[cfg(test)]
mod tests;
