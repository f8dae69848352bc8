//! What came from the network, made safe to put on a terminal.
//!
//! Promises: the result holds no character that moves a cursor, changes a title or a colour, rings, hides
//! or reorders text; the one exception are the LF and TAB that `LineBreaks::Keep` keeps. Text without such
//! characters is not copied.

use std::borrow::Cow;
use std::fmt::Write;

/// What becomes of line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineBreaks {
    /// LF and TAB stay, CR LF becomes LF, a lone CR is shown as `\r`.
    Keep,
    /// LF, CR and TAB are shown as `\n`, `\r` and `\t`.
    Show,
}

/// `bytes` as text: invalid UTF-8 and ASCII controls as `\xff`, other controls as `\u{202e}`.
pub fn visible(bytes: &[u8], breaks: LineBreaks) -> Cow<'_, str> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let mut out = String::with_capacity(bytes.len() + 16);
        for chunk in bytes.utf8_chunks() {
            push(&mut out, chunk.valid(), breaks);
            for byte in chunk.invalid() {
                push_byte(&mut out, *byte);
            }
        }
        return Cow::Owned(out);
    };
    match first_changed(text, breaks) {
        None => Cow::Borrowed(text),
        Some(at) => {
            let mut out = String::with_capacity(text.len() + 16);
            out.push_str(&text[..at]);
            push(&mut out, &text[at..], breaks);
            Cow::Owned(out)
        }
    }
}

/// Whether a character does something other than stand in its place: the C0 controls (LF, CR and TAB too),
/// DEL, C1, the bidirectional controls (UAX #9), the line and paragraph separators, the byte-order mark,
/// interlinear annotation and tags.
pub fn acts(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

fn changes(c: char, breaks: LineBreaks) -> bool {
    acts(c) && !(breaks == LineBreaks::Keep && matches!(c, '\n' | '\t'))
}

/// Where the first character stands that cannot stay.
fn first_changed(text: &str, breaks: LineBreaks) -> Option<usize> {
    if is_plain_ascii(text.as_bytes(), breaks) {
        return None;
    }
    text.find(|c| changes(c, breaks))
}

/// Without branches inside a block, so that the compiler can look at many bytes at once.
fn is_plain_ascii(bytes: &[u8], breaks: LineBreaks) -> bool {
    let keep = breaks == LineBreaks::Keep;
    bytes.chunks(256).all(|block| {
        block.iter().fold(true, |plain, byte| {
            let stands = (b' '..=b'~').contains(byte);
            let kept = keep & ((*byte == b'\n') | (*byte == b'\t'));
            plain & (stands | kept)
        })
    })
}

fn push(out: &mut String, text: &str, breaks: LineBreaks) {
    let mut rest = text;
    while let Some(at) = first_changed(rest, breaks) {
        out.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        let Some(c) = characters.next() else { break };
        rest = characters.as_str();
        match c {
            '\r' if breaks == LineBreaks::Keep && rest.starts_with('\n') => {}
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x7f' => push_byte(out, c as u8),
            _ => {
                let _infallible = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
        }
    }
    out.push_str(rest);
}

fn push_byte(out: &mut String, byte: u8) {
    let _infallible = write!(out, "\\x{byte:02x}");
}

#[cfg(test)]
mod tests;
