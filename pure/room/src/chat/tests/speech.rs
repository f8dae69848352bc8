//! Who hears what is said.

use crate::chat::tests::play::{Play, check, check_log};
use crate::*;

#[test]
fn everybody_in_the_room_hears_and_the_log_first() {
    check_log(
        "
        people ann bob cat
        in #a ann bob
        ann> say #A hello there
        log< #a Message ann: hello there
        ann,bob< #a ann: hello there
        bob> notice #a hm
        log< #a Notice bob: hm
        ann,bob< #a bob! hm
        bob> tags #a +react=x
        log< #a Tags bob: +react=x
        ann,bob< #a bob@ +react=x
        ",
    );
}

#[test]
fn what_is_said_to_one_is_told_to_both_and_not_kept() {
    check_log(
        r#"
        people ann bob
        ann> say BOB psst
        ann< said: bob ann: psst
        bob< bob ann: psst
        bob> away lunch
        bob< now away: lunch
        ann> say bob psst
        ann< said: bob ann: psst
        bob< bob ann: psst
        ann< bob is away: lunch
        ann> notice bob psst
        ann< said: bob ann! psst
        bob< bob ann! psst
        ann> say ann me
        ann< said: ann ann: me
        ann< ann ann: me
        ann> say nobody psst
        ann< NoSuchNick { nick: "nobody" }
        ann> notice nobody psst
        "#,
    );
}

#[test]
fn notices_draw_no_refusal_and_nothing_is_not_said() {
    check(
        r##"
        people ann bob
        in #a ann
        bob> say #a hello
        bob< CannotSpeak { room: "#a" }
        bob> notice #a hello
        bob> tags #a +a
        bob< CannotSpeak { room: "#a" }
        bob> say #none hello
        bob< NoSuchRoom { room: "#none" }
        bob> notice #none hello
        ann> say #a
        ann< NoText
        ann> notice #a
        ann> tags #a
        "##,
    );
}

#[test]
fn moderation_and_bans_silence_and_voice_lifts_both() {
    check(
        r##"
        people ann bob
        in #a ann bob
        ann> mode #a +m
        ann,bob< ann sets #a +m
        bob> say #a hello
        bob< CannotSpeak { room: "#a" }
        ann> mode #a -m+b BOB
        ann,bob< ann sets #a -m+b BOB!*@*
        bob> say #a hello
        bob< CannotSpeak { room: "#a" }
        bob> nick rob
        bob,ann< bob is now rob
        bob> say #a hello
        ann,bob< #a rob: hello
        bob> nick bob
        bob,ann< rob is now bob
        bob> say #a hello
        bob< CannotSpeak { room: "#a" }
        ann> mode #a +v bob
        ann,bob< ann sets #a +v bob
        bob> say #a hello
        ann,bob< #a bob: hello
        ann> mode #a -v+e bob *!u@*
        ann,bob< ann sets #a -v+e bob *!u@*
        bob> say #a hello
        ann,bob< #a bob: hello
        "##,
    );
}

#[test]
fn an_outsider_speaks_where_that_is_allowed_and_hears_the_echo() {
    check_log(
        r##"
        people ann bob
        in #a ann
        ann> mode #a -n
        log< #a Mode ann: -n
        ann< ann sets #a -n
        keep< #a
        bob> say #a hello
        log< #a Message bob: hello
        bob,ann< #a bob: hello
        ann> mode #a +b *!*@h
        log< #a Mode ann: +b *!*@h
        ann< ann sets #a +b *!*@h
        keep< #a
        bob> say #a hello
        bob< CannotSpeak { room: "#a" }
        "##,
    );
}

#[test]
fn a_word_to_the_operators_reaches_them_and_the_speaker_and_no_log() {
    check_log(
        "
        people ann bob cat
        in #a ann bob cat
        bob> say @#a help
        bob,ann< @#a bob: help
        ann> say @#a coming
        ann< @#a ann: coming
        bob> say +#a help
        bob,ann< +#a bob: help
        ",
    );
}

#[test]
fn that_somebody_types_is_told_and_not_kept() {
    check_log(
        "
        people ann bob
        in #a ann bob
        ann> tags #a +typing=active
        ann,bob< #a ann@ +typing=active
        ann> tags #a +typing=done;+draft/react=x
        log< #a Tags ann: +typing=done;+draft/react=x
        ann,bob< #a ann@ +typing=done;+draft/react=x
        ",
    );
}

#[test]
fn no_ctcp_lets_action_through() {
    check(
        "
        people ann bob
        in #a ann bob
        ann> mode #a +C
        ann,bob< ann sets #a +C
        bob> say #a \u{1}ACTION waves\u{1}
        ann,bob< #a bob: \u{1}ACTION waves\u{1}
        bob> say #a \u{1}VERSION\u{1}
        bob< CannotSpeak { room: \"#a\" }
        bob> say #a \u{1}ACTIONS\u{1}
        bob< CannotSpeak { room: \"#a\" }
        ",
    );
}

#[test]
fn no_line_break_gets_through() {
    let mut play = Play::new(Rules::default(), &[]);
    play.act("ann", "arrive");
    play.act("ann", "join #a");
    play.act("bob", "arrive");
    play.act("bob", "join #a");
    for act in [
        "say #a one\r\nQUIT",
        "topic #a one\r\nQUIT",
        "away one\r\nQUIT",
        "realname one\r\nQUIT",
        "kick #a bob one\r\nQUIT",
        "join #a\r\nb",
        "quit one\r\nQUIT",
    ] {
        let told = play.act("ann", act);
        assert!(!told.is_empty(), "{act:?}");
        assert!(
            told.iter().all(|line| !line.contains(['\r', '\n'])),
            "{told:?}"
        );
    }
    let now = play.now();
    let mut effects = Vec::new();
    let spoken = Event::Spoke {
        speech: Speech::Message,
        target: "bob",
        text: "x",
        tags: "+a=b\r\nQUIT",
    };
    play.chat.handle(SessionId(1), spoken, now, &mut effects);
    let Effect::Tell {
        told: Told::Said(said),
        ..
    } = &effects[0]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(said.tags, "");
}
