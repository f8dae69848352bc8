//! Modes of rooms and people.

use crate::chat::tests::play::{check, check_by, check_log};
use crate::rules::Rules;

#[test]
fn changes_are_told_together_and_refused_one_by_one() {
    check_log(
        r##"
        people ann bob cat
        in #a ann bob
        ann> mode #a +nsovl-k bob bob 0
        ann< LimitInvalid { room: "#a", value: "0" }
        log< #a Mode ann: +sov bob bob
        ann,bob< ann sets #a +sov bob bob
        keep< #a
        ann> mode #a +ooo cat nobody bob
        ann< TheyAreNotInRoom { nick: "cat", room: "#a" }
        ann< NoSuchNick { nick: "nobody" }
        bob> mode #a -o bob
        log< #a Mode bob: -o bob
        ann,bob< bob sets #a -o bob
        bob> mode #a -v bob
        bob< NotRoomOperator { room: "#a" }
        cat> mode #a +s
        cat< NotRoomOperator { room: "#a" }
        cat> mode #none +s
        cat< NoSuchRoom { room: "#none" }
        "##,
    );
}

#[test]
fn limits_are_numbers_above_zero_and_keys_are_words() {
    check(
        r##"
        people ann
        in #a ann
        ann> mode #a +lllll -1 abc +5 99999999999 7
        ann< LimitInvalid { room: "#a", value: "-1" }
        ann< LimitInvalid { room: "#a", value: "abc" }
        ann< LimitInvalid { room: "#a", value: "+5" }
        ann< LimitInvalid { room: "#a", value: "99999999999" }
        ann< ann sets #a +l 7
        ann> mode #a +l 7
        ann> mode #a -l
        ann< ann sets #a -l
        ann> mode #a +kkk a,b :c 123456789012345678901234567890123
        ann< KeyInvalid { room: "#a" }
        ann< KeyInvalid { room: "#a" }
        ann< KeyInvalid { room: "#a" }
        ann> mode #a +k a
        ann< ann sets #a +k a
        ann> mode #a +k a
        ann> mode #a -k
        ann< ann sets #a -k a
        "##,
    );
}

#[test]
fn lists_hold_each_mask_once_and_no_more_than_allowed() {
    let rules = Rules {
        masks_a_list: 2,
        ..Rules::default()
    };
    check_by(
        rules,
        r##"
        people ann
        in #a ann
        ann> mode #a +bbb X x!*@* y
        ann< ann sets #a +bb X!*@* y!*@*
        ann> mode #a +b z
        ann< ListFull { room: "#a", list: Ban, mask: "z!*@*" }
        ann> mode #a -b x
        ann< ann sets #a -b X!*@*
        ann> mode #a -b x
        ann> mode #a +e z
        ann< ann sets #a +e z!*@*
        "##,
    );
}

#[test]
fn people_change_themselves_but_make_no_operators() {
    check(
        "
        people ann
        ann> be +iBo-w
        ann< modes [PersonChange(On, Invisible), PersonChange(On, Bot)]
        ann> be +i
        ann> oper
        ann< now operator
        ann< modes [PersonChange(On, Operator)]
        ann> be -o
        ann< modes [PersonChange(Off, Operator)]
        ",
    );
}
