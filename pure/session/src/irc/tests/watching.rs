//! MONITOR.

use super::{in_a_room, register, with};
use crate::rehearsal::Rehearsal;
use hullo_room::Rules;

#[test]
fn who_is_watched_is_told_of() {
    let mut host = with(&[("ann", ""), ("bob", "")]);
    host.play(
        "ann> MONITOR + BOB,eve
         ann< :hullo.test 730 ann :bob!bob@127.0.0.1
         ann< :hullo.test 731 ann :eve
         ann> MONITOR L
         ann< :hullo.test 732 ann :bob,eve
         ann< :hullo.test 733 ann :End of MONITOR list
         ann> MONITOR S
         ann< :hullo.test 730 ann :bob!bob@127.0.0.1
         ann< :hullo.test 731 ann :eve
         bob> NICK Bob
         bob< :bob!bob@127.0.0.1 NICK Bob
         bob> NICK rob
         ann< :hullo.test 731 ann :Bob
         bob< :Bob!bob@127.0.0.1 NICK rob
         bob> NICK bob
         ann< :hullo.test 730 ann :bob!bob@127.0.0.1
         bob< :rob!bob@127.0.0.1 NICK bob
         bob> QUIT
         ann< :hullo.test 731 ann :bob
         bob< ERROR :Quit
         bob< (closed)
         ann> MONITOR - eve
         ann> MONITOR L
         ann< :hullo.test 732 ann :bob
         ann< :hullo.test 733 ann :End of MONITOR list
         ann> MONITOR C
         ann> MONITOR L
         ann< :hullo.test 733 ann :End of MONITOR list
         ann> MONITOR S
         ann> MONITOR + *!*@*,b?b
         ann> MONITOR
         ann< :hullo.test 461 ann MONITOR :Not enough parameters
         ann> MONITOR +
         ann< :hullo.test 461 ann MONITOR :Not enough parameters
         ann> MONITOR x
        ",
    );
}

#[test]
fn several_watchers_each_read_their_own_nick() {
    let mut host = with(&[("ann", ""), ("bob", "")]);
    host.play(
        "ann> MONITOR + eve
         ann< :hullo.test 731 ann :eve
         bob> MONITOR + eve
         bob< :hullo.test 731 bob :eve
        ",
    );
    register_seen(&mut host);
    host.play(
        "eve> QUIT
         ann< :hullo.test 731 ann :eve
         bob< :hullo.test 731 bob :eve
         eve< ERROR :Quit
         eve< (closed)
        ",
    );
}

fn register_seen(host: &mut Rehearsal) {
    host.connect("eve", "irc");
    host.hear("eve", b"NICK eve");
    host.hear("eve", b"USER eve 0 * :Eve");
    let read = host.read();
    assert!(
        read.contains("ann< :hullo.test 730 ann :eve!eve@127.0.0.1\n"),
        "{read}"
    );
    assert!(
        read.contains("bob< :hullo.test 730 bob :eve!eve@127.0.0.1\n"),
        "{read}"
    );
}

#[test]
fn only_so_many_may_be_watched() {
    let rules = Rules {
        watched_a_person: 2,
        ..Rules::default()
    };
    let mut host = Rehearsal::with(rules, "");
    register(&mut host, "ann", "");
    host.play(
        "ann> MONITOR + a,b,c,d
         ann< :hullo.test 731 ann :a,b
         ann< :hullo.test 734 ann 2 c,d :Monitor list is full
        ",
    );
}

#[test]
fn news_of_the_watched_take_two_capabilities() {
    let mut host = with(&[
        ("ann", "extended-monitor away-notify setname"),
        ("bob", "extended-monitor"),
        ("eve", "away-notify setname"),
        ("kim", ""),
    ]);
    for name in ["ann", "bob", "eve"] {
        host.hear(name, b"MONITOR + kim");
    }
    host.read();
    host.play(
        "kim> AWAY :lunch
         ann< :kim!kim@127.0.0.1 AWAY :lunch
         kim< :hullo.test 306 kim :You have been marked as being away
         kim> SETNAME :Kim Other
         ann< :kim!kim@127.0.0.1 SETNAME :Kim Other
         kim> AWAY
         ann< :kim!kim@127.0.0.1 AWAY
         kim< :hullo.test 305 kim :You are no longer marked as being away
        ",
    );
}

#[test]
fn who_watches_and_shares_a_room_is_told_once() {
    let mut host = in_a_room(&[("ann", "extended-monitor away-notify"), ("kim", "")]);
    host.hear("ann", b"MONITOR + kim");
    host.read();
    host.play(
        "kim> AWAY :lunch
         ann< :kim!kim@127.0.0.1 AWAY :lunch
         kim< :hullo.test 306 kim :You have been marked as being away
        ",
    );
}
