//! What hostile clients do. Each attack ends with all its connections gone.

use crate::client::{Client, connect_narrow};
use crate::dice::Dice;
use crate::hostile::smuggling::smuggle;
use std::time::{Duration, Instant};

/// Connections of an attack at once.
const MANY: usize = 1000;

type Attack = fn(&str, &mut Dice);

pub(crate) const ATTACKS: &[(&str, Attack)] = &[
    ("garbage", garbage),
    ("half a TLS hello", half_hello),
    ("garbage behind a TLS record's head", broken_hello),
    ("one byte at a time", trickle),
    ("endless lines", endless),
    ("words of other protocols", other_words),
    ("smuggling", smuggle),
    ("come and gone", come_and_gone),
    ("vanished within a line", within_a_line),
    ("no reading", no_reading),
    ("labels and batches", labels),
    ("capabilities", capabilities),
    ("modes", modes),
    ("rooms", rooms),
    ("nicks", nicks),
    ("watching and bans", lists),
    ("history", history),
];

fn many(place: &str) -> Vec<Client> {
    (0..MANY).map(|_| Client::connect(place)).collect()
}

fn garbage(place: &str, dice: &mut Dice) {
    for client in &mut many(place) {
        let count = dice.within(1..3000) as usize;
        client.send(&dice.bytes(count));
    }
}

/// A ClientHello's beginning, as long as its head promises it to be at most.
fn half_hello(place: &str, dice: &mut Dice) {
    let mut all = many(place);
    for client in &mut all {
        let mut hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec();
        hello.extend(dice.bytes(100));
        client.send(&hello);
    }
    // While they wait others come in as ever.
    Client::irc(place, "between", "batch");
}

fn broken_hello(place: &str, dice: &mut Dice) {
    for client in &mut many(place) {
        let mut hello = b"\x16\x03\x01\x02\x00".to_vec();
        hello.extend(dice.bytes(600));
        client.send(&hello);
        client.rest();
    }
}

/// Each byte of a line by itself, to all clients in turn.
fn trickle(place: &str, _: &mut Dice) {
    let mut all = many(place);
    for byte in b"NICK x\r\nUSER" {
        for client in &mut all {
            client.send(&[*byte]);
        }
    }
}

fn endless(place: &str, dice: &mut Dice) {
    for start in ["PRIVMSG #calm :", "hello ", "@tag=", "GET /"] {
        for _ in 0..3 {
            let mut client = Client::connect(place);
            client.send(start.as_bytes());
            let part = vec![b'a' + (dice.within(0..26) as u8); 1 << 16];
            for _ in 0..32 {
                client.send(&part);
            }
            client.end();
            client.rest();
        }
    }
}

fn other_words(place: &str, _: &mut Dice) {
    let words: [&[u8]; 8] = [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nNICK a\r\nUSER a 0 * :a\r\nJOIN #calm\r\n",
        b"NICK web\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\nPOST /room/calm HTTP/1.1\r\n",
        b"POST /room/calm HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST /room/calm HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x05\x01\x00",
        b"\xff\xfd\x18\xff\xfa\x18\x01\xff\xf0\xff\xf9hello\r\n",
    ];
    let mut all = many(place);
    for (client, words) in all.iter_mut().zip(words.iter().cycle()) {
        client.send(words);
    }
}

fn come_and_gone(place: &str, _: &mut Dice) {
    for _ in 0..8 * MANY {
        Client::connect(place).send(b"NICK here\r\n");
    }
}

/// Gone by a reset, with half a line said and an answer unread.
fn within_a_line(place: &str, dice: &mut Dice) {
    let mut all = many(place);
    for (number, client) in all.iter_mut().enumerate() {
        client.send(format!("NICK half{number}\r\nUSER u 0 * :r\r\nJOIN #calm\r\nPRIV").as_bytes());
        if dice.within(0..2) == 0 {
            rustix::net::sockopt::set_socket_linger(client.socket(), Some(Duration::ZERO)).unwrap();
        }
    }
}

/// Asks and does not read the answers.
fn no_reading(place: &str, _: &mut Dice) {
    let mut all: Vec<Client> = (0..20).map(|_| connect_narrow(place)).collect();
    for (number, client) in all.iter_mut().enumerate() {
        client
            .socket()
            .set_write_timeout(Some(Duration::from_millis(200)))
            .unwrap();
        client.send(format!("NICK deaf{number}\r\nUSER u 0 * :r\r\nJOIN #calm\r\n").as_bytes());
        let asked = "HELP\r\nMOTD\r\nVERSION\r\n".repeat(1000);
        client.send(asked.as_bytes());
    }
}

fn labels(place: &str, _: &mut Dice) {
    let caps = "batch labeled-response message-tags echo-message";
    let mut client = Client::irc(place, "labels", caps);
    client.say("JOIN #calm");
    let long = "l".repeat(64);
    for turn in 0..10 {
        let mut lines = String::new();
        for number in 0..100 {
            lines += &format!(
                "@label={long} PING {number}\r\n@label={} PING x\r\n",
                "l".repeat(4000)
            );
            lines += &format!("BATCH +{number} x\r\n@batch={number};label=a TAGMSG #calm\r\n");
            lines += "@label=\r\n@label=a;label=b NICK ann\r\n@+draft/typing=active;label=x TAGMSG ann\r\n";
        }
        client.send(lines.as_bytes());
        client.settle(&format!("turn{turn}"));
    }
}

fn capabilities(place: &str, dice: &mut Dice) {
    let mut all = many(place);
    for client in &mut all {
        let caps = "batch -batch message-tags ".repeat(18);
        let unknown: String = (0..60)
            .map(|_| format!("x{} ", dice.within(0..9999)))
            .collect();
        client.send(
            format!("CAP REQ :{caps}\r\nCAP REQ :{unknown}\r\n")
                .repeat(4)
                .as_bytes(),
        );
        client.send(
            "CAP LS 302\r\nCAP LIST\r\nCAP CLEAR\r\n"
                .repeat(10)
                .as_bytes(),
        );
    }
    for client in &mut all {
        client.settle("over");
    }
}

/// Ten thousand changes of modes in a room of one's own.
fn modes(place: &str, _: &mut Dice) {
    let mut client = Client::irc(place, "modes", "batch");
    client.say("JOIN #modes");
    for turn in 0..20 {
        let lines = "MODE #modes +mnst\r\nMODE #modes -mnst\r\nMODE #modes +k a\r\nMODE #modes -k a\r\nMODE #modes +l 5\r\n";
        client.send(lines.repeat(100).as_bytes());
        client.settle(&format!("turn{turn}"));
    }
}

/// As many rooms as one may be in, for each of some.
fn rooms(place: &str, dice: &mut Dice) {
    let round = dice.within(0..u64::MAX);
    let mut all: Vec<Client> = (0..30)
        .map(|n| Client::irc(place, &format!("rooms{n}"), "batch"))
        .collect();
    for (number, client) in all.iter_mut().enumerate() {
        for room in 0..110 {
            client.say(&format!("JOIN #{round}-{number}-{room}"));
        }
    }
    for client in &mut all {
        client.settle("in");
        client.say("LIST");
        client.until(" 323 ");
    }
}

fn nicks(place: &str, dice: &mut Dice) {
    let mut client = Client::irc(place, "nicks", "batch");
    for turn in 0..20 {
        let lines: String = (0..100)
            .map(|_| format!("NICK n{}\r\n", dice.within(0..1 << 40)))
            .collect();
        client.send(lines.as_bytes());
        client.settle(&format!("turn{turn}"));
    }
}

fn lists(place: &str, dice: &mut Dice) {
    let mut all: Vec<Client> = (0..30)
        .map(|n| Client::irc(place, &format!("lists{n}"), "batch"))
        .collect();
    for (number, client) in all.iter_mut().enumerate() {
        client.say(&format!("JOIN #lists{number}"));
        for _ in 0..30 {
            let nicks: Vec<String> = (0..10)
                .map(|_| format!("w{}", dice.within(0..9999)))
                .collect();
            client.say(&format!("MONITOR + {}", nicks.join(",")));
            let masks: String = (0..4)
                .map(|_| format!("*!{}@* ", dice.within(0..9999)))
                .collect();
            client.say(&format!("MODE #lists{number} +bbbb {masks}"));
        }
        client.say(&format!("MODE #lists{number} +b"));
    }
    for client in &mut all {
        client.settle("over");
    }
}

fn history(place: &str, _: &mut Dice) {
    let began = Instant::now();
    let caps = "batch draft/chathistory message-tags server-time";
    let mut all: Vec<Client> = (0..10)
        .map(|n| Client::irc(place, &format!("past{n}"), caps))
        .collect();
    for client in &mut all {
        client.say("JOIN #calm");
        client.send(b"CHATHISTORY LATEST #calm * 500\r\nCHATHISTORY AROUND #calm msgid=0 x\r\nCHATHISTORY\r\n");
        client.send(b"CHATHISTORY TARGETS * * *\r\nCHATHISTORY AFTER #calm timestamp=9999-99-99T99:99:99.999Z 9\r\n");
    }
    for client in &mut all {
        client.settle("over");
    }
    assert!(began.elapsed() < Duration::from_secs(60));
}
