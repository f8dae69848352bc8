//! Escapes: any bytes can be written, and an error points at a backslash.

use hullo_wire::escape::{EscapeError, parse};

use crate::assert_harmless;

/// `data` is typed text, and also bytes to be written as escapes.
pub fn escape(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match parse(&text) {
        Ok(bytes) => assert_eq!(bytes == text.as_bytes(), !text.contains('\\')),
        Err(error) => {
            assert_harmless(&error.to_string());
            let (EscapeError::Unknown { position, .. }
            | EscapeError::Unfinished { position }
            | EscapeError::Byte { position }
            | EscapeError::Character { position }) = error;
            assert_eq!(text.chars().nth(position - 1), Some('\\'), "{error}");
        }
    }
    let escaped: String = data.iter().map(|byte| format!("\\x{byte:02X}")).collect();
    assert_eq!(parse(&escaped).as_deref(), Ok(data));
    let escaped: String = text
        .chars()
        .map(|c| c.escape_unicode().to_string())
        .collect();
    assert_eq!(parse(&escaped).as_deref(), Ok(text.as_bytes()));
}
