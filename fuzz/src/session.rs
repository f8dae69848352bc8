//! Whole sessions of both languages in one chat, fed any bytes.
//!
//! ```text
//! data, line by line:  0x31 JOIN 0xc5 ...   the first byte says which client, and how its line ends;
//!                                           the rest is what it sends, bytes from 0xc0 on being words (words.rs)
//! ```
//!
//! Promises checked after each line: nobody panics; what each client reads is whole lines of its language, without
//! what could be taken for more or act on a terminal; the chat's tables agree with each other.

mod lines;
mod sound;
mod words;

use hullo_session::rehearsal::Rehearsal;
use hullo_wire::irc::MOST_CLIENT_LINE;
use hullo_wire::splitter::{Line, Splitter};
use hullo_wire::telnet::Stripper;

pub(crate) use lines::Reader;
pub(crate) use sound::assert_sound;

/// The languages in which the clients begin. Any but the last may say anything, the last only listens.
const TONGUES: [&str; 5] = ["irc", "irc", "plain", "plain", "irc"];

/// What all clients ask for that ask for anything: every capability there is.
const CAPS: &str = "CAP REQ :account-notify account-tag away-notify batch cap-notify \
    draft/chathistory chghost echo-message draft/event-playback extended-join extended-monitor \
    invite-notify labeled-response message-tags multi-prefix server-time setname";

/// The longest line of a plain client, as a host has it by default.
const MOST_PLAIN: usize = 4096;

/// So many more come when those before them have left.
const MORE: usize = 20;

/// A client.
struct Seat {
    name: String,
    tongue: &'static str,
    splitter: Splitter,
    stripper: Stripper,
    reader: Reader,
}

/// `data` is what clients send in turn.
pub fn session(data: &[u8]) {
    let mut host = Rehearsal::new();
    let mut seats: Vec<Seat> = TONGUES
        .iter()
        .enumerate()
        .map(|(number, tongue)| enter(&mut host, format!("client{number}"), tongue))
        .collect();
    for (number, caps) in [(0, CAPS), (4, "CAP REQ :message-tags batch")] {
        let name = format!("client{number}");
        for line in [caps, &format!("NICK n{number}"), "USER u 0 * :r", "CAP END"] {
            host.hear(&name, line.as_bytes());
        }
        host.hear(&name, b"JOIN #a");
        host.hear(&name, b"MONITOR + n1,nick");
    }
    let mut came = 0;
    for line in data.split(|byte| *byte == b'\n') {
        let [how, typed @ ..] = line else {
            continue;
        };
        let number = usize::from(how & 3);
        let mut bytes = words::spell(typed);
        let end: &[u8] = match how & 12 {
            4 => b"\r\n",
            8 => b"", // more of the line comes later
            _ => b"\n",
        };
        bytes.extend_from_slice(end);
        send(&mut host, &mut seats[number], bytes);
        for seat in &mut seats {
            seat.reader.read(&host.read_by(&seat.name));
        }
        assert_sound(host.chat());
        if host.has_left(&seats[number].name) && came < MORE {
            came += 1;
            seats[number] = enter(&mut host, format!("late{came}"), TONGUES[number]);
        }
    }
}

fn enter(host: &mut Rehearsal, name: String, tongue: &'static str) -> Seat {
    host.connect(&name, tongue);
    Seat {
        name,
        tongue,
        splitter: Splitter::new(),
        stripper: Stripper::new(),
        reader: Reader::new(tongue),
    }
}

/// As the desk does it: telnet's words taken out for a plain client, then line by line.
fn send(host: &mut Rehearsal, seat: &mut Seat, mut bytes: Vec<u8>) {
    let (limit, mut text) = match seat.tongue {
        "plain" => (MOST_PLAIN, seat.stripper.strip(&mut bytes, &mut Vec::new())),
        _ => (MOST_CLIENT_LINE, &bytes[..]),
    };
    while !host.has_left(&seat.name) {
        match seat.splitter.next(&mut text, limit) {
            Some(Line::Whole(line)) => host.hear(&seat.name, line),
            Some(Line::TooLong) => host.too_long(&seat.name),
            None => return,
        }
    }
}
