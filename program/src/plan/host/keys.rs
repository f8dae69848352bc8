//! The keys of the configuration file: what each is for, and where its value goes. The file that --print-config
//! prints, the reading of one, and what is said about an unknown key all follow this table.

use crate::plan::host::settings::Settings;
use crate::plan::host::value::{Place, Value, Wrong, wrong};

/// A part of the file under a header.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) keys: &'static [Key],
}

/// One key.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// What could stand there, for a key that is not set by default.
    pub(crate) example: &'static str,
    pub(crate) show: fn(&Settings) -> Option<String>,
    pub(crate) set: fn(&mut Settings, &Place<'_>) -> Result<(), Wrong>,
}

/// A key with the path of its field in [`Settings`]; `in LEAST..=MOST` bounds a number, `is TEST, WHY` anything.
macro_rules! key {
    ($name:literal, $about:literal, $example:literal, $($field:ident).+) => {
        key!($name, $about, $example, $($field).+ is |_| true, "")
    };
    ($name:literal, $about:literal, $($field:ident).+ in $least:literal..=$most:literal) => {
        key!($name, $about, "", $($field).+ is |number| ($least..=$most).contains(number),
            concat!("expected ", $least, " to ", $most))
    };
    ($name:literal, $about:literal, $($field:ident).+) => {
        key!($name, $about, "", $($field).+)
    };
    ($name:literal, $about:literal, $example:literal, $($field:ident).+ is $test:expr, $why:expr) => {
        Key {
            name: $name,
            about: $about,
            example: $example,
            show: |settings| settings.$($field).+.show(),
            set: |settings, place| {
                let value = Value::read(place)?;
                settings.$($field).+ = value;
                if !check(&settings.$($field).+, $test) {
                    return wrong(place, $why);
                }
                Ok(())
            },
        }
    };
}

/// Lets the test's argument have the field's type.
fn check<T>(value: &T, test: impl Fn(&T) -> bool) -> bool {
    test(value)
}

/// One word that clients take for a name.
pub(crate) fn is_word(text: &str) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control();
    !text.is_empty() && text.len() <= 63 && !text.starts_with(':') && text.chars().all(fits)
}

pub(crate) const SECTIONS: &[Section] = &[
    Section {
        name: "listen",
        about: "Where clients come in. Changes here take effect at the next start.",
        keys: &[
            key!(
                "addresses",
                "tcp://HOST:PORT, tls://HOST:PORT, unix:/PATH. Over tcp a client may speak TLS or not.\nEmpty: tcp://127.0.0.1:12345, or tcp://:12345 with lan.",
                listen.addresses
            ),
            key!(
                "lan",
                "Let the local network in: listen on all interfaces, show how to join from there.",
                listen.lan
            ),
            key!(
                "announce",
                "With lan: be found by DNS-SD (mDNS), as printers are.",
                listen.announce
            ),
            key!(
                "udp",
                "Hear datagrams on the same hosts and ports: each is a message.",
                listen.udp
            ),
            key!(
                "certificate",
                "The certificate chain for TLS (PEM); without it a self-signed one is made once and kept.",
                "\"/etc/hullo/chain.pem\"",
                listen.certificate
            ),
            key!(
                "key",
                "Its private key (PEM).",
                "\"/etc/hullo/key.pem\"",
                listen.key
            ),
        ],
    },
    Section {
        name: "history",
        about: "What is kept. Changes here take effect at the next start.",
        keys: &[
            key!(
                "memory",
                "Keep it in memory, as long as the host runs, a mebibyte a room at most.",
                history.memory
            ),
            key!(
                "folder",
                "Keep it in this folder. Without: hullo/host in the user's data folder.",
                "\"/var/lib/hullo\"",
                history.folder
            ),
            key!(
                "age",
                "Let go what is older. Without: never.",
                "\"30d\"",
                history.age
            ),
            key!("messages", "Keep so many in each room. Without: all.", "100_000", history.messages is |most| *most != Some(0), "expected 1 or more; memory = true keeps nothing on disk"),
            key!(
                "durability",
                "\"normal\": a killed host loses nothing, a power cut perhaps the last minute.\n\"full\": a power cut loses nothing, and every message waits for the disk.",
                history.durability
            ),
        ],
    },
    Section {
        name: "limits",
        about: "What one client, one address, and all together may take. A rate of 0 is no limit.",
        keys: &[
            key!("connections", "Connections at once.", terms.limits.connections in 1..=1_000_000),
            key!("connections_per_address", "Connections at once from one IP address.", terms.limits.connections_an_address in 1..=1_000_000),
            key!(
                "lines_per_second",
                "Lines a second from one client in the long run; further ones wait. Each room entered counts as a line more.",
                terms.limits.lines_a_second
            ),
            key!(
                "burst",
                "Lines that one client may say at once before the rate holds.",
                terms.limits.burst
            ),
            key!("line_bytes", "The longest line of a plain client. (IRC's specification sets that of IRC.)", terms.limits.line in 64..=65_536),
            key!("queue_bytes", "What may wait for one client to read it; a client for whom more waits, and who has not read all that came before, is closed.", terms.limits.queue in 4_096..=1_073_741_824),
            key!(
                "datagrams_per_second",
                "Datagrams a second from one address in the long run; further ones are dropped.",
                terms.limits.datagrams_a_second
            ),
            key!("registration", "How long a client may take to say who it is.", "", terms.limits.registration is |time| time.as_secs() > 0, "expected a second or more"),
            key!("silence", "After so long a silence an IRC client is asked whether it is there; it is closed after twice that.", "", terms.limits.silence is |time| time.as_secs() > 0, "expected a second or more"),
            key!("rooms", "Rooms there may be.", terms.rules.rooms in 1..=1_000_000),
            key!("rooms_per_person", "Rooms that one person may be in.", terms.rules.rooms_a_person in 1..=1_000_000),
            key!("masks_per_list", "Masks in one list of a room (bans, exceptions, invitations).", terms.rules.masks_a_list in 1..=10_000),
            key!("watched_per_person", "Nicks that one person may watch (MONITOR).", terms.rules.watched_a_person in 1..=10_000),
            key!("remembered_people", "How many who have left WHOWAS remembers.", terms.rules.remembered_people in 0..=1_000_000),
            key!("nick_bytes", "The longest nick.", terms.rules.nick_length in 1..=64),
            key!("room_bytes", "The longest name of a room, # included.", terms.rules.room_length in 2..=100),
            key!("topic_bytes", "The longest topic. (An IRC line has 512 bytes in all.)", terms.rules.topic_length in 1..=390),
            key!("away_bytes", "The longest away message.", terms.rules.away_length in 1..=390),
            key!("reason_bytes", "The longest reason of a kick, a part or a quit.", terms.rules.reason_length in 1..=390),
            key!("realname_bytes", "The longest realname.", terms.rules.realname_length in 1..=200),
            key!("key_bytes", "The longest key of a room.", terms.rules.key_length in 1..=64),
        ],
    },
    Section {
        name: "access",
        about: "Who may come in, and who may do more. A password is as it is typed, or an Argon2id string, which\n`hullo host --hash-password` makes: then nobody who reads this file knows the password.",
        keys: &[
            key!(
                "password",
                "What everybody must say to come in.",
                "\"$argon2id$v=19$…\"",
                terms.password
            ),
            key!(
                "token",
                "What who speaks by HTTP must show (Authorization: Bearer TOKEN).",
                "\"…\"",
                terms.token
            ),
            key!(
                "operators",
                "Who can become an operator of the host (/OPER NAME PASSWORD):\n[{ name = \"ann\", password = \"…\" }]",
                terms.operators
            ),
            key!(
                "allow",
                "Let in only these networks. Empty: all.",
                terms.networks.allow
            ),
            key!(
                "deny",
                "Keep these networks out, even where allow lets them in: [\"192.0.2.0/24\"]",
                terms.networks.deny
            ),
            key!(
                "origins",
                "From which pages a browser may come in, beside the host's own: [\"https://chat.example.org\"]; [\"*\"] is any.",
                terms.origins
            ),
        ],
    },
    Section {
        name: "server",
        about: "What the host says of itself.",
        keys: &[
            key!("name", "The server's name, as IRC shows it: a host name.", "", terms.server is |name| is_word(name) && name.is_ascii(), "expected one word of at most 63 letters, digits, dots and the like"),
            key!("network", "What the chat is called, one word.", "", terms.network is |name| is_word(name), "expected one word of at most 63 bytes"),
            key!(
                "motd",
                "The message of the day, line by line: [\"Be kind.\", \"New here? Say hello.\"]",
                terms.motd
            ),
            key!(
                "admin",
                "Who runs it, and how to reach them: [\"Ann\", \"ann@example.org\"]",
                terms.admin
            ),
            key!("lobbies", "The rooms that are always there; plain clients come into the first.", "", terms.rules.lobbies is |rooms| !rooms.is_empty() && rooms.iter().all(|room| room.starts_with('#') && room.len() > 1 && is_word(room) && !room.contains(',')), "expected one or more names of rooms, such as [\"#lobby\"]"),
        ],
    },
];
