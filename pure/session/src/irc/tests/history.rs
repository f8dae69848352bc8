//! CHATHISTORY.

use super::{in_a_room, register};
use crate::rehearsal::Rehearsal;

const CAPS: &str = "batch server-time message-tags draft/chathistory";

/// bob and kim in #a, where five messages were said, two milliseconds apart; the answers are read by kim.
fn chatted() -> Rehearsal {
    let mut host = in_a_room(&[("bob", ""), ("kim", CAPS)]);
    for n in 1..=5 {
        host.hear("bob", format!("PRIVMSG #a :m{n}").as_bytes());
        host.hear("bob", b"PING x");
    }
    host.read();
    host
}

#[test]
fn live_and_later_a_message_is_the_same() {
    let mut host = in_a_room(&[("bob", ""), ("kim", CAPS)]);
    host.play(
        "bob> PRIVMSG #a :first
         kim< @time=2025-11-24T09:30:00.011Z;msgid=1jaqj5meb0000 :bob!bob@127.0.0.1 PRIVMSG #a :first
         bob> NOTICE #a :second
         kim< @time=2025-11-24T09:30:00.012Z;msgid=1jaqj5mec0000 :bob!bob@127.0.0.1 NOTICE #a :second
         kim> @+x=y PRIVMSG #a :third
         bob< :kim!kim@127.0.0.1 PRIVMSG #a :third
         kim> CHATHISTORY LATEST #A * 50
         kim< :hullo.test BATCH +b1 chathistory #A
         kim< @batch=b1;time=2025-11-24T09:30:00.011Z;msgid=1jaqj5meb0000 :bob!bob@127.0.0.1 PRIVMSG #a :first
         kim< @batch=b1;time=2025-11-24T09:30:00.012Z;msgid=1jaqj5mec0000 :bob!bob@127.0.0.1 NOTICE #a :second
         kim< @batch=b1;time=2025-11-24T09:30:00.013Z;msgid=1jaqj5med0000;+x=y :kim!kim@127.0.0.1 PRIVMSG #a :third
         kim< :hullo.test BATCH -b1
         kim> CHATHISTORY LATEST #a * 1
         kim< :hullo.test BATCH +b2 chathistory #a
         kim< @batch=b2;time=2025-11-24T09:30:00.013Z;msgid=1jaqj5med0000;+x=y :kim!kim@127.0.0.1 PRIVMSG #a :third
         kim< :hullo.test BATCH -b2
        ",
    );
}

#[test]
fn bounds_are_exclusive_but_around_includes() {
    chatted().play(
        "kim> CHATHISTORY LATEST #a * 2
         kim< :hullo.test BATCH +b1 chathistory #a
         kim< @batch=b1;time=2025-11-24T09:30:00.017Z;msgid=1jaqj5meh0000 :bob!bob@127.0.0.1 PRIVMSG #a :m4
         kim< @batch=b1;time=2025-11-24T09:30:00.019Z;msgid=1jaqj5mej0000 :bob!bob@127.0.0.1 PRIVMSG #a :m5
         kim< :hullo.test BATCH -b1
         kim> CHATHISTORY BEFORE #a timestamp=2099-01-01T00:00:00.000Z 1
         kim< :hullo.test BATCH +b2 chathistory #a
         kim< @batch=b2;time=2025-11-24T09:30:00.019Z;msgid=1jaqj5mej0000 :bob!bob@127.0.0.1 PRIVMSG #a :m5
         kim< :hullo.test BATCH -b2
         kim> CHATHISTORY AFTER #a timestamp=1999-01-01T00:00:00.000Z 1
         kim< :hullo.test BATCH +b3 chathistory #a
         kim< @batch=b3;time=2025-11-24T09:30:00.011Z;msgid=1jaqj5meb0000 :bob!bob@127.0.0.1 PRIVMSG #a :m1
         kim< :hullo.test BATCH -b3
         kim> CHATHISTORY LATEST #a timestamp=2099-01-01T00:00:00.000Z 9
         kim< :hullo.test BATCH +b4 chathistory #a
         kim< :hullo.test BATCH -b4
        ",
    );
}

#[test]
fn a_message_id_is_a_bound() {
    let mut host = chatted();
    host.hear("kim", b"CHATHISTORY LATEST #a * 50");
    let read = host.read();
    let ids: Vec<_> = read
        .split("msgid=")
        .skip(1)
        .map(|rest| rest.split([';', ' ']).next().unwrap_or_default().to_owned())
        .collect();
    let times: Vec<_> = read
        .split("time=")
        .skip(1)
        .map(|rest| rest.split([';', ' ']).next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(ids.len(), 5);
    let mut heard = |command: String| {
        host.hear("kim", command.as_bytes());
        let read = host.read();
        let texts = read.lines().filter_map(|line| line.split(" #a :").nth(1));
        texts.collect::<Vec<_>>().join(" ")
    };
    for (command, expected) in [
        ("BEFORE #a ID3 1", "m2"),
        ("BEFORE #a ID3 9", "m1 m2"),
        ("AFTER #a ID3 1", "m4"),
        ("AFTER #a ID3 9", "m4 m5"),
        ("LATEST #a ID3 1", "m5"),
        ("LATEST #a ID3 9", "m4 m5"),
        ("AROUND #a ID3 1", "m3"),
        ("AROUND #a ID3 3", "m2 m3 m4"),
        ("BETWEEN #a ID1 ID5 9", "m2 m3 m4"),
        ("BETWEEN #a ID1 ID5 2", "m2 m3"),
        ("BETWEEN #a ID5 ID1 2", "m3 m4"),
        ("BETWEEN #a ID5 ID1 9", "m2 m3 m4"),
        ("BETWEEN #a ID3 ID3 9", ""),
    ] {
        for (word, values) in [("msgid=", &ids), ("timestamp=", &times)] {
            let mut filled = command.to_owned();
            for (n, value) in values.iter().enumerate() {
                filled = filled.replace(&format!("ID{}", n + 1), &format!("{word}{value}"));
            }
            let got = heard(format!("CHATHISTORY {filled}"));
            assert_eq!(got, expected, "{filled}");
        }
    }
}

#[test]
fn what_cannot_be_answered_fails_by_its_name() {
    let mut host = chatted();
    register(&mut host, "eve", CAPS);
    host.play(
        "eve> CHATHISTORY LATEST #a * 5
         eve< :hullo.test FAIL CHATHISTORY INVALID_TARGET LATEST #a :Messages could not be retrieved
         eve> CHATHISTORY LATEST #nosuch * 5
         eve< :hullo.test FAIL CHATHISTORY INVALID_TARGET LATEST #nosuch :Messages could not be retrieved
         eve> CHATHISTORY LATEST bob * 5
         eve< :hullo.test FAIL CHATHISTORY INVALID_TARGET LATEST bob :Messages could not be retrieved
         kim> CHATHISTORY
         kim< :hullo.test FAIL CHATHISTORY INVALID_PARAMS * :Parameters are missing or cannot be understood
         kim> CHATHISTORY NOSUCH #a * 5
         kim< :hullo.test FAIL CHATHISTORY INVALID_PARAMS NOSUCH :Parameters are missing or cannot be understood
         kim> CHATHISTORY LATEST #a
         kim< :hullo.test FAIL CHATHISTORY INVALID_PARAMS LATEST :Parameters are missing or cannot be understood
         kim> CHATHISTORY LATEST #a * 0
         kim< :hullo.test FAIL CHATHISTORY INVALID_PARAMS LATEST :Parameters are missing or cannot be understood
         kim> CHATHISTORY LATEST #a * x
         kim< :hullo.test FAIL CHATHISTORY INVALID_PARAMS LATEST :Parameters are missing or cannot be understood
         kim> CHATHISTORY LATEST #a junk=1 5
         kim< :hullo.test FAIL CHATHISTORY INVALID_MSGREFTYPE LATEST #a :Expected timestamp=YYYY-MM-DDThh:mm:ss.sssZ or msgid= and an identity
         kim> CHATHISTORY LATEST #a timestamp=yesterday 5
         kim< :hullo.test FAIL CHATHISTORY INVALID_MSGREFTYPE LATEST #a :Expected timestamp=YYYY-MM-DDThh:mm:ss.sssZ or msgid= and an identity
         kim> CHATHISTORY BEFORE #a * 5
         kim< :hullo.test FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #a :Expected timestamp=YYYY-MM-DDThh:mm:ss.sssZ or msgid= and an identity
         kim> CHATHISTORY AFTER #a msgid=xyz 5
         kim< :hullo.test FAIL CHATHISTORY INVALID_MSGREFTYPE AFTER #a :Expected timestamp=YYYY-MM-DDThh:mm:ss.sssZ or msgid= and an identity
         kim> CHATHISTORY TARGETS timestamp=yesterday timestamp=today 5
         kim< :hullo.test FAIL CHATHISTORY INVALID_PARAMS TARGETS :Parameters are missing or cannot be understood
        ",
    );
}

#[test]
fn a_log_that_cannot_be_read_is_told() {
    let mut host = chatted();
    host.log_error = Some("disk on fire");
    host.play(
        "kim> CHATHISTORY LATEST #a * 5
         kim< :hullo.test FAIL CHATHISTORY MESSAGE_ERROR LATEST #a :Messages could not be retrieved
         kim> CHATHISTORY TARGETS timestamp=1999-01-01T00:00:00.000Z timestamp=2099-01-01T00:00:00.000Z 5
         kim< :hullo.test FAIL CHATHISTORY MESSAGE_ERROR TARGETS :Messages could not be retrieved
        ",
    );
}

#[test]
fn targets_are_the_rooms_one_is_in_by_their_last_message() {
    let mut host = chatted();
    host.hear("kim", b"JOIN #b,#quiet");
    host.hear("bob", b"JOIN #c");
    host.hear("bob", b"PRIVMSG #c :x");
    host.hear("kim", b"PRIVMSG #b :x");
    host.read();
    host.play(
        "kim> CHATHISTORY TARGETS timestamp=1999-01-01T00:00:00.000Z timestamp=2099-01-01T00:00:00.000Z 5
         kim< :hullo.test BATCH +b1 draft/chathistory-targets
         kim< @batch=b1 :hullo.test CHATHISTORY TARGETS #a 2025-11-24T09:30:00.019Z
         kim< @batch=b1 :hullo.test CHATHISTORY TARGETS #b 2025-11-24T09:30:00.024Z
         kim< :hullo.test BATCH -b1
         kim> CHATHISTORY TARGETS timestamp=2098-01-01T00:00:00.000Z timestamp=2099-01-01T00:00:00.000Z 5
         kim< :hullo.test BATCH +b2 draft/chathistory-targets
         kim< :hullo.test BATCH -b2
        ",
    );
}
