//! What a peer says over TCP, piece by piece: a line, or whatever came before a short quiet.
//!
//! Bytes come in parts that have nothing to do with how they were sent:
//!
//! ```text
//!     said    "你好\n" "how are you\n"
//!     recv()  e4 bd a0 e5   a5 bd 0a 68 6f 77 20   61 72 65 …     one and a half characters first
//!     heard   "你好" "how are you"
//! ```
//!
//! Never shown: half a character, and characters that would drive the terminal. Never kept: more than 1 MiB.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::net::TcpStream;
use std::time::Duration;

/// What comes without a newline is shown after this pause: a peer may not know of our framing.
const QUIET: Duration = Duration::from_millis(300);
/// A longer line is shown in pieces: no stranger may fill our memory.
const LIMIT: u64 = 1 << 20;

/// Calls `show` with each line (without its end) that the peer sends, until the peer's FIN.
///
/// Fails with the system's error when the connection is reset; what came before is shown.
pub fn hear(stream: &TcpStream, mut show: impl FnMut(&str)) -> io::Result<()> {
    stream.set_read_timeout(Some(QUIET))?; // setsockopt(SO_RCVTIMEO)
    let mut reader = BufReader::new(stream);
    let mut heard = Vec::new();
    loop {
        // recv() as often as it takes to find a newline. On a timeout, what has come stays in `heard`.
        let part = reader.by_ref().take(LIMIT).read_until(b'\n', &mut heard);
        let more = match &part {
            Ok(n) => *n > 0, // recv() returned 0: the peer's FIN
            Err(e) => matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        };
        let whole = match std::str::from_utf8(&heard) {
            Err(e) if more && e.error_len().is_none() => e.valid_up_to(), // cut in two: wait for the rest
            _ => heard.len(),
        };
        if whole > 0 {
            let piece: Vec<u8> = heard.drain(..whole).collect();
            let text = String::from_utf8_lossy(&piece); // a bad byte becomes U+FFFD, not the end
            show(
                &text
                    .trim_end_matches(['\r', '\n'])
                    .replace(drives, "\u{fffd}"),
            );
        }
        if !more {
            return part.map(drop);
        }
    }
}

/// Control and text-direction characters: a stranger must not drive this terminal.
fn drives(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
