//! Clients of both languages in one room, and one that turns from one to the other.

use crate::rehearsal::Rehearsal;

#[test]
fn netcat_and_irc_hear_each_other() {
    let mut host = Rehearsal::new();
    host.play(
        "ann+ plain
         ann< -- welcome to hullo; you are guest1 (/nick NAME changes that)
         ann< -- you are in #lobby, alone so far
         ann< -- say something; /help lists commands
         bob+ irc
         bob> NICK bob",
    );
    host.hear("bob", b"USER b 0 * :Bob");
    let _welcome = host.read();
    host.hear("bob", b"JOIN #lobby");
    let entered = host.read();
    assert!(entered.starts_with("ann< -- bob is here\n"), "{entered}");
    host.play(
        "ann> hello bob
         bob< :guest1!guest@127.0.0.1 PRIVMSG #lobby :hello bob
         bob> PRIVMSG #lobby :hello guest
         ann< <bob> hello guest
         bob> PRIVMSG #lobby :\x01ACTION nods\x01
         ann< * bob nods
         ann> /me waves
         bob< :guest1!guest@127.0.0.1 PRIVMSG #lobby :\x01ACTION waves\x01
         bob> PRIVMSG guest1 :psst
         ann< <bob to you> psst
         bob> NOTICE #lobby :built
         ann< -bob- built
         ann> /msg bob aside
         bob< :guest1!guest@127.0.0.1 PRIVMSG bob :aside",
    );
}

#[test]
fn a_plain_client_that_opens_irc_becomes_an_irc_client() {
    let mut host = Rehearsal::new();
    host.play(
        "ann+ plain
         ann< -- welcome to hullo; you are guest1 (/nick NAME changes that)
         ann< -- you are in #lobby, alone so far
         ann< -- say something; /help lists commands
         bob+ plain
         ann< -- guest2 is here
         bob< -- welcome to hullo; you are guest2 (/nick NAME changes that)
         bob< -- you are in #lobby with guest1
         bob< -- say something; /help lists commands
         bob> NICK bob
         ann< -- guest2 is gone",
    );
    host.hear("bob", b"USER b 0 * :Bob");
    let welcome = host.read();
    assert!(
        welcome.starts_with("bob< :hullo.test 001 bob "),
        "{welcome}"
    );
    host.hear("bob", b"JOIN #lobby");
    assert!(host.read().starts_with("ann< -- bob is here\n"));
}

#[test]
fn who_has_spoken_stays_plain() {
    let mut host = Rehearsal::new();
    for name in ["ann", "bob"] {
        host.connect(name, "plain");
    }
    host.hear("ann", b"hello");
    let _read = host.read();
    host.hear("ann", b"NICK ann");
    assert_eq!(host.read(), "bob< <guest1> NICK ann\n");
}

#[test]
fn an_irc_client_may_turn_up_where_a_password_is_asked_for() {
    let mut host = Rehearsal::with(hullo_room::Rules::default(), "sesame");
    host.play(
        "bob+ plain
         bob< -- hullo asks for a password: type it
         bob> PASS sesame
         bob> NICK bob",
    );
    host.hear("bob", b"USER b 0 * :Bob");
    let welcome = host.read();
    assert!(
        welcome.starts_with("bob< :hullo.test 001 bob "),
        "{welcome}"
    );
}
