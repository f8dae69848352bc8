//! Plain clients in a rehearsal: what each types and what the others read.

mod foreign;
mod hostile;

use crate::rehearsal::Rehearsal;
use hullo_room::{Event, Rules};

#[test]
fn two_guests_talk() {
    Rehearsal::new().play(
        "ann+ plain
         ann< -- welcome to hullo; you are guest1 (/nick NAME changes that)
         ann< -- you are in #lobby, alone so far
         ann< -- say something; /help lists commands
         ann> hello?
         ann> /nick ann
         ann< -- guest1 is now called ann
         bob+ plain
         ann< -- guest2 is here
         bob< -- welcome to hullo; you are guest2 (/nick NAME changes that)
         bob< -- you are in #lobby with ann
         bob< 09:30 <guest1> hello?
         bob< -- say something; /help lists commands
         bob> hello ann
         ann< <guest2> hello ann
         ann> /me waves
         bob< * ann waves
         ann> //etc/hosts
         bob< <ann> /etc/hosts
         ann>
         ann> /msg guest2 psst, you
         bob< <ann to you> psst, you
         bob> exit
         ann< -- guest2 is gone
         bob< -- goodbye
         bob< (closed)",
    );
}

#[test]
fn rooms_are_entered_left_and_named_from_afar() {
    pair().play(
        "ann> /join tea
         ann< -- you are in #tea, alone so far
         bob> /join #tea
         ann< -- bob is here
         bob< -- you are in #tea with ann
         bob> /join #lobby
         bob< -- your words go to #lobby now
         bob> in the lobby
         ann< #lobby <bob> in the lobby
         ann> in tea
         bob< #tea <ann> in tea
         ann> /me pours
         bob< #tea * ann pours
         ann> /who
         ann< -- in #tea: ann (runs the room), bob
         ann> /who lobby
         ann< -- in #lobby: ann, bob
         ann> /rooms
         ann< -- #lobby (2)
         ann< -- #tea (2)
         ann> /part
         ann< -- ann left
         ann< -- your words go to #lobby now
         bob< -- ann left #tea
         ann> back
         bob< <ann> back
         ann> /part #lobby good night
         ann< -- ann left: good night
         ann< -- you are in no room: /join ROOM, /rooms lists them
         bob< -- ann left: good night
         ann> anybody?
         ann< -- you are in no room: /join ROOM, /rooms lists them",
    );
}

#[test]
fn the_past_is_shown_and_searched() {
    pair().play(
        "ann> green tea
         bob< <ann> green tea
         bob> black tea
         ann< <bob> black tea
         ann> /me drinks
         bob< * ann drinks
         ann> /history 2
         ann< 09:30 <bob> black tea
         ann< 09:30 * ann drinks
         ann> /search TEA
         ann< 09:30 <ann> green tea
         ann< 09:30 <bob> black tea
         ann> /search from:bob tea
         ann< 09:30 <bob> black tea
         ann> /search coffee
         ann< -- nothing found
         bob> /join #cup
         bob< -- you are in #cup, alone so far
         bob> /search green
         bob< 09:30 #lobby <ann> green tea
         ann> /history #cup
         ann< -- you are not in #cup: /join #cup
         ann> /history #none
         ann< -- there is no room #none",
    );
}

#[test]
fn who_is_ignored_is_not_heard() {
    pair().play(
        "ann> /ignore
         ann< -- you ignore nobody
         ann> /ignore BOB
         ann< -- you hear no more of BOB
         bob> can you hear me?
         bob> /msg ann and so?
         ann> /history
         ann< -- nothing found
         ann> /ignore
         ann< -- you ignore bob
         ann> /ignore bob
         ann< -- you hear bob again
         bob> now?
         ann< <bob> now?",
    );
}

#[test]
fn what_cannot_be_done_is_told_in_a_line() {
    pair().play(
        "ann> /nick bob
         ann< -- somebody is called bob already
         ann> /nick b/o
         ann< -- nobody can be called \"b/o\"
         ann> /msg carl hello
         ann< -- nobody here is called carl
         ann> /msg carl
         ann< -- it goes /msg NICK TEXT
         ann> /part #tea
         ann< -- there is no room #tea
         ann> /dance all night
         ann< -- there is no /dance: /help lists commands, //dance says /dance",
    );
}

#[test]
fn a_password_is_asked_for_three_times() {
    let mut host = Rehearsal::with(Rules::default(), "sesame");
    host.play(
        "ann+ plain
         ann< -- hullo asks for a password: type it
         ann> open
         ann< -- that is not the password
         ann> sesame
         ann< -- welcome to hullo; you are guest1 (/nick NAME changes that)
         ann< -- you are in #lobby, alone so far
         ann< -- say something; /help lists commands
         bob+ plain
         bob< -- hullo asks for a password: type it
         bob> 1
         bob< -- that is not the password
         bob> 2
         bob< -- that is not the password
         bob> 3
         bob< -- goodbye: wrong password
         bob< (closed)",
    );
}

#[test]
fn a_log_that_cannot_be_read_keeps_nobody_out() {
    let mut host = Rehearsal::new();
    host.log_error = Some("disk gone");
    host.play(
        "ann+ plain
         ann< -- welcome to hullo; you are guest1 (/nick NAME changes that)
         ann< -- you are in #lobby, alone so far
         ann< -- the history cannot be read: disk gone
         ann< -- say something; /help lists commands",
    );
}

#[test]
fn who_was_put_out_does_not_speak_into_another_room() {
    let mut host = pair();
    host.play(
        "ann> /join tea
         ann< -- you are in #tea, alone so far
         bob> /join tea
         ann< -- bob is here
         bob< -- you are in #tea with ann",
    );
    host.does(
        "ann",
        Event::Kicked {
            room: "#tea",
            nick: "bob",
            reason: "spilt",
        },
    );
    let told = "-- ann put bob out: spilt\n";
    assert_eq!(host.read(), format!("ann< {told}bob< {told}"));
    host.play(
        "bob> a word
         bob< -- you are in no room: /join ROOM, /rooms lists them
         bob> /join lobby
         bob< -- your words go to #lobby now
         bob> sorry
         ann< #lobby <bob> sorry",
    );
}

/// Ann and bob, in the lobby.
fn pair() -> Rehearsal {
    let mut host = Rehearsal::new();
    for name in ["ann", "bob"] {
        host.connect(name, "plain");
        host.hear(name, format!("/nick {name}").as_bytes());
    }
    let _welcomes = host.read();
    host
}
