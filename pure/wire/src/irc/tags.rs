//! Message tags: `key=value;key;vendor/key=value`, with `; SPACE \ CR LF` in values written as
//! `\: \s \\ \r \n` (IRCv3 message-tags).
//!
//! Promises: an empty value and none are the same; of equal keys the last counts; an unknown escape is its
//! character and a backslash at the end is nothing, as the specification has it.

use std::borrow::Cow;

/// The tags of one message, as they stand in the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags<'a> {
    raw: &'a str,
}

impl<'a> Tags<'a> {
    /// The tags of a line that was cut at its spaces.
    pub(crate) fn new(raw: &'a str) -> Tags<'a> {
        Tags { raw }
    }

    /// What stands between `@` and the space.
    pub fn as_str(self) -> &'a str {
        self.raw
    }

    /// Whether there is no tag.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    /// Each key with its value as it stands in the line, `unescape` not yet done. A tag without a key is
    /// passed over.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.raw
            .split(';')
            .map(|tag| tag.split_once('=').unwrap_or((tag, "")))
            .filter(|(key, _)| !key.is_empty())
    }

    /// The unescaped value of `key`; it may hold CR and LF. Borrowed if it had no escape.
    pub fn get(self, key: &str) -> Option<Cow<'a, str>> {
        let found = self.iter().filter(|(found, _)| *found == key).last();
        found.map(|(_, raw)| unescape(raw))
    }
}

/// What the tag value `raw` stands for.
pub fn unescape(raw: &str) -> Cow<'_, str> {
    let Some((plain, escaped)) = raw.split_once('\\') else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len());
    out.push_str(plain);
    let mut rest = escaped.chars();
    while let Some(character) = rest.next() {
        out.push(match character {
            ':' => ';',
            's' => ' ',
            'r' => '\r',
            'n' => '\n',
            other => other,
        });
        let Some((plain, escaped)) = rest.as_str().split_once('\\') else {
            out.push_str(rest.as_str());
            break;
        };
        out.push_str(plain);
        rest = escaped.chars();
    }
    Cow::Owned(out)
}

/// `value` as it stands in a line. A NUL, which no line can hold, becomes a space.
pub fn escape(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(is_escaped) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            ';' => out.push_str("\\:"),
            ' ' | '\0' => out.push_str("\\s"),
            '\\' => out.push_str("\\\\"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

fn is_escaped(byte: u8) -> bool {
    matches!(byte, b';' | b' ' | b'\\' | b'\r' | b'\n' | 0)
}

/// Whether `key` is a key by the specification's grammar: `+` for a client-only tag, a vendor's host name and
/// `/`, letters, digits and `-`.
pub fn is_key(key: &str) -> bool {
    let key = key.strip_prefix('+').unwrap_or(key);
    let (vendor, name) = key.split_once('/').unwrap_or(("-", key));
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !name.is_empty()
        && name.bytes().all(letter)
        && !vendor.is_empty()
        && vendor.bytes().all(|byte| letter(byte) || byte == b'.')
}
