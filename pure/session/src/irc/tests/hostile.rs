//! Whatever is typed, what comes of it is IRC.

use crate::caps::{Cap, Caps};
use crate::irc::Irc;
use crate::rehearsal::Rehearsal;
use hullo_wire::irc::{MOST_LINE, MOST_SERVER_TAGS, parse_from_server};

const COMMANDS: [&str; 46] = [
    "ADMIN",
    "AUTHENTICATE",
    "AWAY",
    "CAP",
    "CHATHISTORY",
    "ERROR",
    "HELP",
    "HELPOP",
    "INFO",
    "INVITE",
    "ISON",
    "JOIN",
    "KICK",
    "KILL",
    "LINKS",
    "LIST",
    "LUSERS",
    "MODE",
    "MONITOR",
    "MOTD",
    "NAMES",
    "NICK",
    "NOTICE",
    "OPER",
    "PART",
    "PASS",
    "PING",
    "PONG",
    "PRIVMSG",
    "QUIT",
    "REHASH",
    "SETNAME",
    "STATS",
    "TAGMSG",
    "TIME",
    "TOPIC",
    "USER",
    "USERHOST",
    "VERSION",
    "WALLOPS",
    "WHO",
    "WHOIS",
    "WHOWAS",
    "privmsg",
    "NOSUCH",
    "123",
];

const WORDS: [&str; 52] = [
    "ann",
    "bob",
    "eve",
    "ANN",
    "nobody",
    "#a",
    "#b",
    "#A",
    "@#a",
    "+#a",
    "#",
    "*",
    "0",
    "1",
    "-1",
    "+o",
    "-o",
    "+ovbeIklimnstC",
    "-b",
    "b",
    "+k",
    "+l",
    "+iwB",
    "%tcuihsnfdlaor,7",
    "o",
    "LS",
    "302",
    "REQ",
    "END",
    "LIST",
    "LATEST",
    "BEFORE",
    "AROUND",
    "BETWEEN",
    "TARGETS",
    "msgid=1jaqj5meb0000",
    "timestamp=2025-11-24T09:30:00.005Z",
    "+",
    "-",
    "C",
    "L",
    "S",
    "hullo.test",
    "root",
    "open",
    "a,b,#a,ann,,",
    ":",
    "\u{1}ACTION\u{1}",
    "你好",
    "é",
    ">0,C<5,!*b*",
    "u",
];

const CAPS: [&str; 4] = [
    "",
    "batch labeled-response echo-message message-tags server-time",
    "extended-join multi-prefix userhost-in-names away-notify setname invite-notify",
    "batch draft/chathistory draft/event-playback account-tag extended-monitor",
];

/// The next number of a generator of 64 bits (Knuth's MMIX), its low bits thrown away.
fn dice(state: &mut u64, sides: usize) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % sides
}

fn line(state: &mut u64, at: usize) -> Vec<u8> {
    let mut line = match dice(state, 4) {
        0 => format!("@label=l{at}x;+x=y;z "),
        _ => String::new(),
    };
    line += COMMANDS[dice(state, COMMANDS.len())];
    for _ in 0..dice(state, 6) {
        line += [" ", " ", " ", "  ", " :"][dice(state, 5)];
        line += WORDS[dice(state, WORDS.len())];
    }
    if dice(state, 10) == 0 {
        line += &"界".repeat(dice(state, 200));
    }
    let mut line = line.into_bytes();
    if dice(state, 20) == 0 {
        line.insert(
            dice(state, line.len() + 1),
            [0, b'\r', 0xff, b'@', b':'][dice(state, 5)],
        );
    }
    line
}

#[test]
fn whatever_is_typed_the_server_writes_irc_and_answers_labels_once() {
    for seed in 0..300 {
        let mut state = seed;
        let mut host = Rehearsal::new();
        let mut labels = Vec::new();
        for (name, caps) in ["ann", "bob", "eve"]
            .iter()
            .zip(&CAPS[dice(&mut state, 2)..])
        {
            super::register(&mut host, name, caps);
            labels.push(caps.contains("labeled-response"));
        }
        for at in 0..80 {
            let who = dice(&mut state, 3);
            let name = ["ann", "bob", "eve"][who];
            if host.has_left(name) {
                continue;
            }
            let line = line(&mut state, at);
            let changes_caps = line.windows(3).any(|word| word == b"CAP");
            host.hear(name, &line);
            let shown = String::from_utf8_lossy(&line);
            let read = host.read();
            let label = format!("@label=l{at}x");
            let labelled = read.lines().filter(|line| line.contains(&label)).count();
            if changes_caps {
                labels[who] = false;
            }
            let answered = labels[who] && shown.starts_with(&label) && !host.has_left(name);
            let parsed = hullo_wire::irc::parse_bytes(&line).is_ok();
            if answered && parsed {
                assert_eq!(labelled, 1, "seed {seed}: {shown:?} brought {read}");
            }
            for line in read.lines() {
                let (_, line) = line.split_once("< ").unwrap_or_default();
                if line != "(closed)" {
                    check(line, &format!("seed {seed}: {shown:?} brought {line:?}"));
                }
            }
        }
    }
}

fn check(line: &str, about: &str) {
    let message = parse_from_server(line);
    assert!(message.is_ok(), "{message:?}: {about}");
    let (tags, body) = match line.starts_with('@') {
        true => line.split_once(' ').unwrap_or_default(),
        false => ("", line),
    };
    assert!(
        tags.len() < MOST_SERVER_TAGS && body.len() + 2 <= MOST_LINE,
        "{about}"
    );
}

#[test]
fn an_idle_client_costs_little() {
    assert!(size_of::<Irc>() <= 32);
}

#[test]
fn what_only_concerns_asking_makes_no_way_of_its_own() {
    let asking = Caps::default()
        .with(Cap::Batch)
        .with(Cap::LabeledResponse)
        .with(Cap::Chathistory);
    assert_eq!(asking.in_print(), Caps::default());
    assert_eq!(Caps::ALL.in_print().in_print(), Caps::ALL.in_print());
    assert!(Caps::ALL.in_print().has(Cap::EchoMessage));
}
