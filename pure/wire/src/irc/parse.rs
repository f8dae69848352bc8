//! One line, its CR LF taken off, to a message.

use memchr::memchr3;

use crate::irc::{IrcError, MOST_PARAMS, Message, Params, Tags};

/// The longest line behind its tags, CR LF included, in bytes (RFC 1459 §2.3).
pub const MOST_LINE: usize = 512;
/// The longest tags a client may send, from `@` to the space, both included, in bytes (message-tags).
pub const MOST_CLIENT_TAGS: usize = 4096;
/// The longest tags a server may send, counted the same way: 4094 bytes of the client's, a semicolon, 4094 of
/// its own, `@` and the space (message-tags).
pub const MOST_SERVER_TAGS: usize = 8191;
/// The longest line a client may send, without CR LF: what a `Splitter` needs as its limit.
pub const MOST_CLIENT_LINE: usize = MOST_CLIENT_TAGS + MOST_LINE - 2;

/// The message in a line from a client, given without its CR LF. More spaces than one count as one.
pub fn parse(line: &str) -> Result<Message<'_>, IrcError> {
    read(line, MOST_CLIENT_TAGS)
}

/// The message in a line from a server: as `parse`, with tags of up to 8191 bytes.
pub fn parse_from_server(line: &str) -> Result<Message<'_>, IrcError> {
    read(line, MOST_SERVER_TAGS)
}

/// `parse` of bytes that may be no UTF-8.
pub fn parse_bytes(line: &[u8]) -> Result<Message<'_>, IrcError> {
    match std::str::from_utf8(line) {
        Ok(line) => parse(line),
        Err(error) => Err(IrcError::NotUtf8 {
            position: error.valid_up_to() + 1,
        }),
    }
}

fn read(line: &str, most_tags: usize) -> Result<Message<'_>, IrcError> {
    if let Some(at) = memchr3(0, b'\r', b'\n', line.as_bytes()) {
        return Err(IrcError::Forbidden {
            byte: line.as_bytes()[at],
            position: at + 1,
        });
    }
    let mut rest = line;
    let mut tags = Tags::default();
    if let Some(tagged) = rest.strip_prefix('@') {
        let (raw, after) = word(tagged);
        let length = raw.len() + 2;
        if length > most_tags {
            return Err(IrcError::TagsTooLong {
                length,
                most: most_tags,
            });
        }
        tags = Tags::new(raw);
        rest = after;
    }
    let length = rest.len() + 2;
    if length > MOST_LINE {
        return Err(IrcError::LineTooLong { length });
    }
    rest = spaces_off(rest);
    let mut source = None;
    if let Some(sourced) = rest.strip_prefix(':') {
        let (found, after) = word(sourced);
        if found.is_empty() {
            return Err(IrcError::EmptySource);
        }
        source = Some(found);
        rest = spaces_off(after);
    }
    let (command, rest) = word(rest);
    match command.as_bytes().first() {
        None if spaces_off(line).is_empty() => Err(IrcError::Empty),
        None => Err(IrcError::NoCommand),
        Some(b'@' | b':') => Err(IrcError::BadCommand {
            found: char::from(command.as_bytes()[0]),
        }),
        Some(_) => Ok(Message {
            tags,
            source,
            command,
            params: params(rest),
        }),
    }
}

/// The parameters in what follows the command.
fn params(mut rest: &str) -> Params<'_> {
    let mut params = Params::default();
    loop {
        rest = spaces_off(rest);
        if rest.is_empty() {
            return params;
        }
        let trailing = rest.strip_prefix(':');
        if trailing.is_some() || params.len() == MOST_PARAMS - 1 {
            params.push(trailing.unwrap_or(rest));
            return params;
        }
        let (param, after) = word(rest);
        params.push(param);
        rest = after;
    }
}

/// What stands before the first space, and what behind it. Words are short: a plain loop beats memchr.
fn word(text: &str) -> (&str, &str) {
    match text.bytes().position(|byte| byte == b' ') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

fn spaces_off(mut text: &str) -> &str {
    while let Some(after) = text.strip_prefix(' ') {
        text = after;
    }
    text
}
