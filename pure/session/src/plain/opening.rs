//! Whether a client that was taken for a plain one opens IRC after all.

use hullo_wire::irc::parse_bytes;

/// Whether a first line is what an IRC client opens with. More is asked for than the word alone, since people say
/// "user" and "pass" too: what must follow it does, as an IRC client would send it.
pub(crate) fn opens_irc(line: &[u8]) -> bool {
    let Ok(message) = parse_bytes(line) else {
        return false;
    };
    let upper = message.command.bytes().all(|b| b.is_ascii_uppercase());
    match (message.word().as_str(), message.params.len()) {
        ("CAP", 1..=3) => message.param(0).is_some_and(|sub| {
            let known = ["LS", "LIST", "REQ", "END"];
            known.iter().any(|known| sub.eq_ignore_ascii_case(known))
        }),
        ("USER", 4..) | ("NICK", 1) => true,
        ("PASS" | "PING" | "AUTHENTICATE", 1) | ("QUIT", 0..=1) => upper,
        _ => false,
    }
}
