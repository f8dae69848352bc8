//! All in one room: each sees what every other says, in one order, exactly once.

use crate::chatter::Chatter;
use crate::door::Door;
use crate::guest::Guest;
use crate::hullo::missing;
use crate::irssi::irssi;
use crate::lines::{curl, irc_by_s_client, nc, ncat, s_client, telnet};
use crate::party::{self, check, line, order, said, without};
use crate::python::{Textbook, binary_websocket, irc_library, missing_libraries, pydle, websocket};
use crate::weechat::weechat;

fn somebody_is_missing() -> bool {
    let programs = [
        "nc.openbsd",
        "ncat",
        "telnet",
        "openssl",
        "irssi",
        "weechat-curses",
        "tmux",
        "python3",
        "curl",
    ];
    programs.iter().any(|program| missing(program)) || missing_libraries()
}

/// Everybody who speaks when he likes, by each way that he can come.
fn everybody(door: &Door) -> Vec<Guest> {
    let (v4, v6) = (door.v4(), door.v6());
    vec![
        nc("nc4", v4),
        nc("nc6", v6),
        ncat("ncat6", v6),
        ncat("ncat4s", v4.by_tls()),
        telnet("telnet6", v6),
        s_client("lines4s", v4.by_tls()),
        irc_by_s_client("irc6s", v6.by_tls()),
        irssi("irssi4", v4),
        irssi("irssi6s", v6.by_tls()),
        weechat("weechat6", v6),
        weechat("weechat4s", v4.by_tls()),
        irc_library("irclib4", v4),
        irc_library("irclib6s", v6.by_tls()),
        pydle("pydle6", v6),
        pydle("pydle4s", v4.by_tls()),
        websocket("web4", v4),
        websocket("web6s", v6.by_tls()),
        binary_websocket("bin6", v6),
        curl("curl4", v4),
        curl("curl6s", v6.by_tls()),
    ]
}

#[test]
fn everybody_sees_the_same_when_all_speak_at_once() {
    if somebody_is_missing() {
        return;
    }
    let door = Door::open(&["--memory"]);
    let mut spectator = door.chatter("spectator", "echo-message");
    spectator.ask("JOIN #lobby");
    let way = door.v6();
    let mut second = Chatter::open_tls(way.host, way.port);
    second.register("second", "");
    second.ask("JOIN #lobby");
    let mut guests = everybody(&door);
    for n in 0..8 {
        spectator.send(&format!("PRIVMSG #lobby :{}", line("spectator", n)));
        for guest in &mut guests {
            let line = line(&guest.nick, n);
            guest.say(&line);
        }
    }
    // What is echoed to its sender stands where it stands for everybody.
    let count = 8 * (guests.len() + 1);
    let order = party::order(&mut spectator, count);
    assert_eq!(party::order(&mut second, count), order);
    for guest in guests.iter().filter(|guest| guest.sees()) {
        check(guest, &order);
    }
}

#[test]
fn the_textbooks_client_is_understood_and_sees_everything_in_its_turns() {
    if somebody_is_missing() {
        return;
    }
    let door = Door::open(&["--memory"]);
    let mut spectator = door.chatter("spectator", "echo-message");
    spectator.ask("JOIN #lobby");
    let mut guests = everybody(&door);
    let mut textbook = Textbook::new(door.v4());
    textbook.turn("hello"); // until it has spoken it could be a client of any kind, and is not in the room
    spectator.wait_for(":hello");
    let mut lines = 0;
    for n in 0..3 {
        for guest in &mut guests {
            let line = line(&guest.nick, n);
            guest.say(&line);
        }
        lines += guests.len() + 1;
        textbook.turn(&line("textbook", n));
        order(&mut spectator, lines);
    }
    // It hears at most one piece a turn: more turns, until it has heard what was said before them.
    let order_before = order(&mut spectator, lines);
    let wanted = without(&order_before, "textbook");
    let mut heard = Vec::new();
    for n in 3..20 {
        if heard.len() >= wanted.len() {
            break;
        }
        guests[0].say("something to hear");
        heard = said(&textbook.turn(&line("textbook", n)));
        lines += 1;
    }
    assert_eq!(heard, wanted);
    let order = order(&mut spectator, lines);
    for guest in guests.iter().filter(|guest| guest.sees()) {
        check(guest, &order);
    }
}
