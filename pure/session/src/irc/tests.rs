//! IRC clients in transcripts: a file for each part of the language.

mod caps;
mod history;
mod hostile;
mod labels;
mod lengths;
mod listing;
mod modes;
mod playback;
mod queries;
mod registration;
mod rooms;
mod server;
mod showing;
mod speech;
mod tags;
mod watching;

use crate::rehearsal::Rehearsal;

/// A chat in which these have registered, each with these capabilities, and nothing is left to be read.
fn with(people: &[(&str, &str)]) -> Rehearsal {
    let mut host = Rehearsal::new();
    for (name, caps) in people {
        register(&mut host, name, caps);
    }
    host
}

/// The same, all in `#a`, which the first made.
fn in_a_room(people: &[(&str, &str)]) -> Rehearsal {
    let mut host = with(people);
    for (name, _) in people {
        host.hear(name, b"JOIN #a");
    }
    host.read();
    host
}

fn register(host: &mut Rehearsal, name: &str, caps: &str) {
    host.connect(name, "irc");
    if !caps.is_empty() {
        host.hear(name, format!("CAP REQ :{caps}").as_bytes());
        host.hear(name, b"CAP END");
    }
    host.hear(name, format!("NICK {name}").as_bytes());
    host.hear(name, format!("USER {name} 0 * :The {name}").as_bytes());
    let read = host.read();
    assert!(read.contains(" 001 "), "{name} was not let in: {read}");
}
