//! CAP: what a client and the server agree on (IRCv3 capability-negotiation).

use crate::caps::{Cap, Caps};
use crate::hall::Hall;
use crate::irc::client::Irc;
use crate::irc::numeric::{nick_of, numeric, server_line, too_few};
use crate::irc::registration;
use crate::way::{Tongue, Way};
use hullo_wire::irc::{Message, Words};

/// Answers CAP.
pub(crate) fn cap(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let Some(asked) = message.param(0) else {
        return too_few(message, hall);
    };
    let value = message.param(1).unwrap_or_default();
    if asked.eq_ignore_ascii_case("LS") {
        suspend(irc);
        if value.parse::<u32>().is_ok_and(|version| version >= 302) {
            irc.caps = irc.caps.with(Cap::CapNotify);
            tell_way(irc, hall);
        }
        answer(hall, "LS").trailing(&names(Caps::ALL)).cut();
    } else if asked.eq_ignore_ascii_case("LIST") {
        answer(hall, "LIST").trailing(&names(irc.caps)).cut();
    } else if asked.eq_ignore_ascii_case("REQ") {
        suspend(irc);
        request(irc, value, hall);
    } else if asked.eq_ignore_ascii_case("END") {
        if let Some(newcomer) = &mut irc.newcomer {
            newcomer.negotiating = false;
        }
        registration::arrive(irc, hall);
    } else {
        let words = numeric(hall, "410").param(asked);
        words.trailing("Unknown CAP subcommand").cut();
    }
}

/// All of it or nothing. What changes is in force from the ACK on.
fn request(irc: &mut Irc, wanted: &str, hall: &mut dyn Hall) {
    let mut caps = irc.caps;
    for word in wanted.split_ascii_whitespace() {
        let (name, on) = match word.strip_prefix('-') {
            Some(name) => (name, false),
            None => (word, true),
        };
        caps = match (Cap::named(name), on) {
            (Some(cap), true) => caps.with(cap),
            (Some(cap), false) => caps.without(cap),
            (None, _) => return answer(hall, "NAK").trailing(wanted).cut(),
        };
    }
    irc.caps = caps;
    tell_way(irc, hall);
    answer(hall, "ACK").trailing(wanted).cut();
}

/// Fewer ways mean that more clients share what is printed.
fn tell_way(irc: &Irc, hall: &mut dyn Hall) {
    let tongue = Tongue::Irc(irc.caps.in_print());
    hall.set_way(Way { tongue });
}

/// Registration waits for CAP END.
fn suspend(irc: &mut Irc) {
    if let Some(newcomer) = &mut irc.newcomer {
        newcomer.negotiating = true;
    }
}

fn answer<'h>(hall: &'h mut dyn Hall, what: &str) -> Words<'h> {
    let nick = nick_of(hall.chat(), hall.id()).to_owned();
    server_line(hall, "CAP").param(&nick).param(what)
}

fn names(caps: Caps) -> String {
    let names: Vec<_> = caps.iter().map(Cap::name).collect();
    names.join(" ")
}
