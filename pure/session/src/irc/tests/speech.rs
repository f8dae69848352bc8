//! Saying something.

use super::{in_a_room, with};

#[test]
fn what_is_said_reaches_those_it_is_said_to() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", "")]).play(
        "ann> PRIVMSG #a :hello all
         bob< :ann!ann@127.0.0.1 PRIVMSG #a :hello all
         eve< :ann!ann@127.0.0.1 PRIVMSG #a :hello all
         bob> privmsg #A hello
         ann< :bob!bob@127.0.0.1 PRIVMSG #a :hello
         eve< :bob!bob@127.0.0.1 PRIVMSG #a :hello
         ann> NOTICE #a :hear, hear
         bob< :ann!ann@127.0.0.1 NOTICE #a :hear, hear
         eve< :ann!ann@127.0.0.1 NOTICE #a :hear, hear
         ann> PRIVMSG bob :psst
         bob< :ann!ann@127.0.0.1 PRIVMSG bob :psst
         ann> PRIVMSG bob,eve,#a :both
         bob< :ann!ann@127.0.0.1 PRIVMSG bob :both
         bob< :ann!ann@127.0.0.1 PRIVMSG #a :both
         eve< :ann!ann@127.0.0.1 PRIVMSG eve :both
         eve< :ann!ann@127.0.0.1 PRIVMSG #a :both
         ann> PRIVMSG ann :note to myself
         ann< :ann!ann@127.0.0.1 PRIVMSG ann :note to myself
         ann> PRIVMSG #a ::-)
         bob< :ann!ann@127.0.0.1 PRIVMSG #a ::-)
         eve< :ann!ann@127.0.0.1 PRIVMSG #a ::-)
         ann> :eve!eve@x PRIVMSG #a :not from eve
         bob< :ann!ann@127.0.0.1 PRIVMSG #a :not from eve
         eve< :ann!ann@127.0.0.1 PRIVMSG #a :not from eve
        ",
    );
}

#[test]
fn what_cannot_be_delivered_is_refused_and_notices_never_are() {
    with(&[("ann", ""), ("bob", "")]).play(
        "ann> PRIVMSG
         ann< :hullo.test 411 ann :No recipient given (PRIVMSG)
         ann> PRIVMSG bob
         ann< :hullo.test 412 ann :No text to send
         ann> PRIVMSG bob :
         ann< :hullo.test 412 ann :No text to send
         ann> PRIVMSG nobody :x
         ann< :hullo.test 401 ann nobody :No such nick
         ann> PRIVMSG #nosuch :x
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> PRIVMSG a,b,c,d,e :x
         ann< :hullo.test 407 ann a,b,c,d,e :Too many targets; nothing was sent
         ann> NOTICE
         ann> NOTICE bob
         ann> NOTICE bob :
         ann> NOTICE nobody :x
         ann> NOTICE #nosuch :x
         ann> NOTICE a,b,c,d,e :x
         ann> TAGMSG
         ann< :hullo.test 461 ann TAGMSG :Not enough parameters
         ann> TAGMSG bob
        ",
    );
}

#[test]
fn a_status_before_a_room_narrows_who_hears() {
    in_a_room(&[
        ("ann", "echo-message"),
        ("bob", ""),
        ("eve", ""),
        ("kim", ""),
    ])
    .play(
        "ann> MODE #a +ov bob eve
         ann< :ann!ann@127.0.0.1 MODE #a +ov bob eve
         bob< :ann!ann@127.0.0.1 MODE #a +ov bob eve
         eve< :ann!ann@127.0.0.1 MODE #a +ov bob eve
         kim< :ann!ann@127.0.0.1 MODE #a +ov bob eve
         ann> PRIVMSG @#a :for operators
         ann< :ann!ann@127.0.0.1 PRIVMSG @#a :for operators
         bob< :ann!ann@127.0.0.1 PRIVMSG @#a :for operators
         ann> PRIVMSG +#a :for voices
         ann< :ann!ann@127.0.0.1 PRIVMSG +#a :for voices
         bob< :ann!ann@127.0.0.1 PRIVMSG +#a :for voices
         eve< :ann!ann@127.0.0.1 PRIVMSG +#a :for voices
         ann> NOTICE @#a :for operators
         ann< :ann!ann@127.0.0.1 NOTICE @#a :for operators
         bob< :ann!ann@127.0.0.1 NOTICE @#a :for operators
        ",
    );
}

#[test]
fn who_is_away_says_so() {
    in_a_room(&[("ann", ""), ("bob", "away-notify"), ("eve", "")]).play(
        "ann> AWAY :at lunch
         ann< :hullo.test 306 ann :You have been marked as being away
         bob< :ann!ann@127.0.0.1 AWAY :at lunch
         bob> PRIVMSG ann :there?
         ann< :bob!bob@127.0.0.1 PRIVMSG ann :there?
         bob< :hullo.test 301 bob ann :at lunch
         bob> NOTICE ann :there?
         ann< :bob!bob@127.0.0.1 NOTICE ann :there?
         ann> AWAY :
         ann< :hullo.test 305 ann :You are no longer marked as being away
         bob< :ann!ann@127.0.0.1 AWAY
         bob> PRIVMSG ann :there?
         ann< :bob!bob@127.0.0.1 PRIVMSG ann :there?
         ann> AWAY
         ann< :hullo.test 305 ann :You are no longer marked as being away
        ",
    );
}

#[test]
fn a_line_that_is_not_utf8_is_not_passed_on() {
    let mut host = in_a_room(&[("ann", "labeled-response batch"), ("bob", "")]);
    host.hear("ann", b"PRIVMSG #a :caf\xe9");
    host.hear("ann", b"@label=7 PRIVMSG #a :caf\xe9");
    host.hear("ann", b"\xff\xfe x");
    host.connect("eve", "irc");
    host.hear("eve", b"NICK \xe9ve");
    let text = "Only UTF-8 is understood here; the line was passed over";
    assert_eq!(
        host.read(),
        format!(
            "ann< :hullo.test FAIL PRIVMSG INVALID_UTF8 :{text}\n\
             ann< @label=7 :hullo.test FAIL PRIVMSG INVALID_UTF8 :{text}\n\
             ann< :hullo.test FAIL * INVALID_UTF8 :{text}\n\
             eve< :hullo.test FAIL * INVALID_UTF8 :{text}\n"
        )
    );
}
