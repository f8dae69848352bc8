//! What a client reads: whole lines of its language, and nothing in them that acts.

use hullo_wire::irc::{MOST_LINE, MOST_SERVER_TAGS, parse_from_server};

use crate::assert_harmless;

/// Stands where a rehearsal closes a client.
const CLOSED: &str = "(closed)\n";

/// One client that reads.
pub(crate) struct Reader {
    /// A client that begins in plain lines may turn to IRC.
    irc: bool,
}

impl Reader {
    pub(crate) fn new(tongue: &str) -> Reader {
        Reader {
            irc: tongue == "irc",
        }
    }

    /// Panics unless this can be read.
    pub(crate) fn read(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            if line == CLOSED {
                continue;
            }
            self.irc |= line.ends_with("\r\n");
            match self.irc {
                true => is_irc(line),
                false => is_plain(line),
            }
        }
    }
}

fn is_irc(whole: &str) {
    let line = whole.strip_suffix("\r\n").expect("IRC ends with CR LF");
    assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
    let body = match line.strip_prefix('@') {
        Some(tagged) => {
            let (tags, body) = tagged.split_once(' ').expect("a command follows tags");
            assert!(tags.len() + 2 <= MOST_SERVER_TAGS, "{line:?}");
            body
        }
        None => line,
    };
    assert!(body.len() + 2 <= MOST_LINE, "{line:?}");
    if let Err(error) = parse_from_server(line) {
        panic!("{line:?}: {error}");
    }
}

fn is_plain(whole: &str) {
    let line = whole.strip_suffix('\n').expect("a plain line ends with LF");
    assert_harmless(line);
    assert!(!line.is_empty(), "an empty line says nothing");
}
