//! Topics, kicks, and what operators of the host may do.

use crate::chat::tests::play::{check, check_by, check_log};
use crate::rules::Rules;

#[test]
fn only_operators_set_a_locked_topic_and_voice_does_not_help() {
    check_log(
        r##"
        people ann bob cat
        in #a ann bob
        ann> mode #a +v bob
        log< #a Mode ann: +v bob
        ann,bob< ann sets #a +v bob
        bob> topic #a Mine
        bob< NotRoomOperator { room: "#a" }
        cat> topic #a Mine
        cat< NotInRoom { room: "#a" }
        ann> topic #a Words
        log< #a Topic ann: Words
        ann,bob< ann sets the topic of #a: Words
        keep< #a
        ann> topic #a
        log< #a Topic ann:
        ann,bob< ann sets the topic of #a:
        keep< #a
        "##,
    );
}

#[test]
fn long_topics_are_cut_between_characters() {
    let rules = Rules {
        topic_length: 4,
        ..Rules::default()
    };
    check_by(
        rules,
        "
        people ann
        in #a ann
        ann> topic #a 大厅
        ann< ann sets the topic of #a: 大
        ",
    );
}

#[test]
fn a_kick_is_heard_by_the_one_put_out() {
    check_log(
        r##"
        people ann bob cat
        in #a ann bob
        bob> kick #a ann
        bob< NotRoomOperator { room: "#a" }
        cat> kick #a ann
        cat< NotInRoom { room: "#a" }
        ann> kick #a cat
        ann< TheyAreNotInRoom { nick: "cat", room: "#a" }
        ann> kick #a nobody
        ann< NoSuchNick { nick: "nobody" }
        ann> kick #none bob
        ann< NoSuchRoom { room: "#none" }
        ann> kick #a BOB
        log< #a Kick ann: bob ann
        ann,bob< ann kicks bob out of #a (ann)
        bob> say #a hello
        bob< CannotSpeak { room: "#a" }
        ann> kick #a ann enough
        log< #a Kick ann: ann enough
        ann< ann kicks ann out of #a (enough)
        ann> part #a
        ann< NoSuchRoom { room: "#a" }
        "##,
    );
}

#[test]
fn an_operator_of_the_host_commands_rooms_from_outside() {
    check(
        "
        people ann bob root
        in #a ann bob
        root> oper
        root< now operator
        root< modes [PersonChange(On, Operator)]
        root> mode #a +o bob
        root,ann,bob< root sets #a +o bob
        root> topic #a Words
        root,ann,bob< root sets the topic of #a: Words
        root> kick #a ann
        root,ann,bob< root kicks ann out of #a (root)
        ",
    );
}

#[test]
fn only_operators_of_the_host_kill_and_call_to_all() {
    check(
        r#"
        people ann bob root cat
        in #a ann bob
        ann> kill bob
        ann< NotOperator
        ann> wallops hello
        ann< NotOperator
        cat> be +w
        cat< modes [PersonChange(On, Wallops)]
        root> oper
        root< now operator
        root< modes [PersonChange(On, Operator)]
        root> wallops hello
        cat< to all, root: hello
        root> wallops
        root< NoText
        root> kill nobody
        root< NoSuchNick { nick: "nobody" }
        cat> watch bob
        cat< online bob!u@h
        root> kill BOB spam
        bob< killed by root (spam)
        ann< bob quits (Killed by root: spam)
        cat< offline bob
        close< bob Killed by root: spam
        bob> say ann hello
        "#,
    );
}
