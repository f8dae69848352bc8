//! Coming in: the order of the welcome, capabilities, PING before there is a name, names that are refused.

use super::transcript::{check, is_like};
use crate::chatter::Chatter;
use crate::door::Door;

/// The second word of each line: its command or number.
fn numbers(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .map(|line| line.split(' ').nth(1).unwrap())
        .collect()
}

#[test]
fn the_welcome_comes_at_once_and_in_order_by_tls_too() {
    let door = Door::open(&["--memory"]);
    for way in [door.v4(), door.v6()] {
        let clear = Chatter::open(way.host, way.port);
        let secured = Chatter::open_tls(way.host, way.port);
        for (mut client, nick) in [(clear, "ann"), (secured, "bob")] {
            client.send(&format!("NICK {nick}"));
            client.send("USER x 0 * :name");
            let welcome = client.sync();
            let numbers = numbers(&welcome);
            let start = ["001", "002", "003", "004", "005"];
            assert_eq!(numbers[..5], start, "{welcome:#?}");
            let mut rest = numbers[5..].to_vec();
            rest.dedup_by(|a, b| a == b);
            assert_eq!(rest[0], "005", "{welcome:#?}");
            assert_eq!(
                rest[1..],
                ["251", "252", "254", "255", "265", "266", "422"],
                "{welcome:#?}"
            );
            for line in welcome.iter().filter(|line| line.contains(" 005 ")) {
                let tokens = line.split(" :").next().unwrap().split(' ').skip(3);
                assert!(tokens.count() <= 13, "{line}");
                assert!(line.is_ascii(), "{line}");
            }
        }
    }
}

#[test]
fn a_ping_before_registration_is_answered() {
    let door = Door::open(&["--memory"]);
    let way = door.v4();
    let mut client = Chatter::open(way.host, way.port);
    check(&mut client, "PING early", &[":~ PONG ~ :early"]);
    check(&mut client, "JOIN #lobby", &[":~ 451 * ~"]);
    check(&mut client, "NICK *", &[":~ 432 * * :~"]);
    check(&mut client, "USER x 0 *", &[":~ 461 * USER :~"]);
}

#[test]
fn capabilities_hold_registration_up_until_cap_end() {
    let door = Door::open(&["--memory"]);
    let way = door.v4();
    let mut client = Chatter::open(way.host, way.port);
    check(&mut client, "CAP LS 302", &[":~ CAP * LS :~server-time~"]);
    client.send("NICK ann");
    check(&mut client, "USER x 0 * :name", &[]);
    // Who knows version 302 is told of news without asking.
    check(&mut client, "CAP LIST", &[":~ CAP ~ LIST :cap-notify"]);
    check(&mut client, "CAP NONSENSE", &[":~ 410 ~ NONSENSE :~"]);
    check(
        &mut client,
        "CAP REQ :server-time no-such-thing",
        &[":~ CAP ~ NAK :server-time no-such-thing"],
    );
    check(&mut client, "CAP LIST", &[":~ CAP ~ LIST :cap-notify"]);
    check(
        &mut client,
        "CAP REQ :server-time",
        &["~ CAP ~ ACK :server-time"],
    );
    let welcome = client.ask("CAP END");
    assert_eq!(numbers(&welcome)[0], "001", "{welcome:#?}");
    // One line, no values, after registration too.
    let list = client.ask("CAP LS");
    assert_eq!(list.len(), 1, "{list:#?}");
    assert!(
        !list[0].split(" :").nth(1).unwrap().contains('='),
        "{list:#?}"
    );
    let gone = client.ask("CAP REQ :-server-time");
    assert!(is_like(&gone[0], "~ CAP ~ ACK :-server-time"), "{gone:#?}");
    let now = client.ask("JOIN #lobby");
    assert!(!now[0].starts_with('@'), "{now:#?}");
}

#[test]
fn a_nick_in_other_case_is_one_change_for_its_owner_and_taken_for_others() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    let way = door.v6();
    let mut other = Chatter::open(way.host, way.port);
    check(&mut other, "NICK ANN", &[":~ 433 * ANN :~"]);
    check(&mut ann, "NICK ann", &[]);
    check(&mut ann, "NICK Ann", &[":ann!raw@~ NICK Ann"]);
    check(&mut ann, "NICK :", &[":~ 431 Ann :~"]);
}

#[test]
fn a_wrong_password_is_refused_and_closed() {
    let door = Door::open(&["--memory", "--password", "correct"]);
    let way = door.v4();
    let mut client = Chatter::open(way.host, way.port);
    client.send("PASS wrong");
    client.send("NICK ann");
    client.send("USER x 0 * :name");
    let end = client.rest();
    assert!(
        end.iter()
            .any(|line| line.contains(" 464 ") || line.starts_with("ERROR ")),
        "{end:#?}"
    );
    assert!(!end.iter().any(|line| line.contains(" 001 ")), "{end:#?}");
    let mut client = Chatter::open(way.host, way.port);
    client.send("PASS correct");
    client.register("ann", "");
}
