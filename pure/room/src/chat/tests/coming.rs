//! Who may be called what, and who hears of coming, renaming and going.

use crate::chat::tests::play::{check, check_by, check_log};
use crate::rules::Rules;

#[test]
fn a_nick_is_one_persons_in_whatever_case() {
    check(
        r#"
        ann> arrive
        ann< arrived
        bob> arrive ANN
        bob< NickInUse { nick: "ANN" }
        bob> arrive *
        bob< NickInvalid { nick: "*" }
        bob> arrive 1bob
        bob< NickInvalid { nick: "1bob" }
        bob> arrive bob
        bob< arrived
        bob> arrive again
        ann> nick ann
        ann> nick Ann
        ann< ann is now Ann
        ann> nick BOB
        ann< NickInUse { nick: "BOB" }
        bob> quit
        ann> nick BOB
        ann< Ann is now BOB
        "#,
    );
}

#[test]
fn nobody_can_be_taken_for_somebody_else_but_ascii_is_left_alone() {
    check(
        r#"
        people u1 ul uI uO u0 m rn
        cyr> arrive аnn
        cyr< arrived
        ann> arrive Ann
        ann< NickConfusable { nick: "Ann", with: "аnn" }
        cyr> nick раul
        cyr< аnn is now раul
        ann> arrive Ann
        ann< arrived
        x> arrive раuI
        x< NickConfusable { nick: "раuI", with: "раul" }
        x> arrive Ａnn
        x< NickInUse { nick: "Ａnn" }
        x> arrive 小明
        x< arrived
        "#,
    );
}

#[test]
fn what_happened_before_arriving_is_ignored() {
    check(
        "
        ann> join #a
        ann> say #lobby hello
        ann> quit
        ann> arrive
        ann< arrived
        ",
    );
}

#[test]
fn whoever_shares_a_room_hears_of_a_new_nick_once() {
    check_log(
        "
        people ann bob cat
        in #a ann bob
        in #b ann bob
        ann> nick Anna
        log< #a Nick ann: Anna
        log< #b Nick ann: Anna
        ann,bob< ann is now Anna
        ",
    );
}

#[test]
fn whoever_shares_a_room_hears_of_the_end_once() {
    check_log(
        "
        people ann bob cat dan
        in #a ann bob
        in #b ann bob cat
        ann> quit bye now
        log< #a Quit ann: bye now
        log< #b Quit ann: bye now
        bob,cat< ann quits (bye now)
        ann> say #a ghost
        dan> quit
        ",
    );
}

#[test]
fn too_long_nicks_are_none() {
    let rules = Rules {
        nick_length: 3,
        ..Rules::default()
    };
    check_by(
        rules,
        r#"
        a> arrive anna
        a< NickInvalid { nick: "anna" }
        a> arrive ann
        a< arrived
        "#,
    );
}
