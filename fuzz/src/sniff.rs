//! First bytes: a decision stays when more comes, and none is put off that no more bytes can change.

use hullo_wire::irc::parse_bytes;
use hullo_wire::sniff::{self, Sniffed};

const IRC: [&str; 7] = [
    "CAP",
    "NICK",
    "USER",
    "PASS",
    "PING",
    "QUIT",
    "AUTHENTICATE",
];

const ENDS: [&str; 18] = [
    "GET ",
    "HEAD ",
    "POST ",
    "PUT ",
    "DELETE ",
    "OPTIONS ",
    "PATCH ",
    "CONNECT ",
    "TRACE ",
    "PRI ",
    "CAP ",
    "NICK ",
    "USER ",
    "PASS ",
    "PING ",
    "QUIT ",
    "AUTHENTICATE ",
    "x NICK ",
];

/// `data` is what a client sends first.
pub fn sniff(data: &[u8]) {
    let (mut before, mut undecided) = (Sniffed::More, 0);
    // Each start of a short input; of a long one some, for time's sake.
    let told = |length: &usize| *length < 256 || length.is_multiple_of(61) || *length == data.len();
    for length in (0..=data.len()).filter(told) {
        let now = sniff::sniff(&data[..length]);
        assert!(
            before == Sniffed::More || now == before,
            "{before:?} became {now:?}"
        );
        if now == Sniffed::More {
            undecided = length;
        }
        before = now;
    }
    if undecided < 4096 {
        assert!(can_become_something(&data[..undecided]));
    }
    if before == Sniffed::Irc {
        let ends = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let line = data.split(ends).find(|line| !line.is_empty());
        if let Ok(message) = parse_bytes(line.expect("IRC has a line")) {
            assert!(
                IRC.iter().any(|word| message.command_is(word)),
                "{message:?}"
            );
        }
    }
}

/// Whether some bytes behind `first` make it TLS, HTTP or IRC.
fn can_become_something(first: &[u8]) -> bool {
    ENDS.iter()
        .flat_map(|end| (0..end.len()).map(|from| &end[from..]))
        .any(|end| {
            let sniffed = sniff::sniff(&[first, end.as_bytes()].concat());
            matches!(sniffed, Sniffed::Http | Sniffed::Irc)
        })
}
