//! Hexadecimal digits: any bytes are printed, dumped and read back.

use hullo_wire::hex::{HexError, dump, parse, print};

use crate::assert_harmless;

/// `data` is typed digits, and also bytes to be printed.
pub fn hex(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match parse(&text) {
        Ok(bytes) => assert_eq!(parse(&print(&bytes)), Ok(bytes)),
        Err(error) => {
            assert_harmless(&error.to_string());
            let (HexError::NotADigit { found, position } | HexError::Alone { found, position }) =
                error;
            assert_eq!(text.chars().nth(position - 1), Some(found), "{error}");
        }
    }
    assert_eq!(parse(&print(data)).as_deref(), Ok(data));

    let dumped = dump(data, 0);
    let mut read = Vec::new();
    for (number, line) in dumped.split_terminator('\n').enumerate() {
        assert_harmless(line);
        assert!(
            line.starts_with(&format!("{:08x}  ", number * 16)),
            "{line}"
        );
        let bytes = parse(&line[10..58]);
        read.extend(bytes.unwrap_or_else(|error| panic!("{line}: {error}")));
    }
    assert_eq!(read, data);
}
