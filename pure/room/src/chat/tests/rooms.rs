//! Entering and leaving.

use crate::chat::tests::play::{check, check_by, check_log};
use crate::rules::Rules;

#[test]
fn the_maker_is_operator_and_everybody_hears_who_enters() {
    check_log(
        r##"
        people ann bob
        ann> join #Room
        log< #room Join ann:
        ann< ann joins #Room
        ann< entered #Room
        bob> join #rOOM
        log< #room Join bob:
        ann,bob< bob joins #Room
        bob< entered #Room
        bob> join #room
        bob> mode #room +s
        bob< NotRoomOperator { room: "#room" }
        bob> part #room see you
        log< #room Part bob: see you
        ann,bob< bob parts #Room (see you)
        bob> part #room
        bob< NotInRoom { room: "#room" }
        bob> part #nowhere
        bob< NoSuchRoom { room: "#nowhere" }
        bob> join lobby
        bob< RoomInvalid { room: "lobby" }
        "##,
    );
}

#[test]
fn a_lobby_is_always_there_and_nobodys() {
    check(
        r##"
        people ann
        ann> join #LOBBY
        ann< ann joins #lobby
        ann< entered #lobby
        ann> topic #lobby Mine
        ann< NotRoomOperator { room: "#lobby" }
        ann> part #lobby
        ann< ann parts #lobby ()
        ann> say #lobby hello
        ann< CannotSpeak { room: "#lobby" }
        "##,
    );
}

#[test]
fn keys_limits_and_bans_hold() {
    check(
        r##"
        people ann bob cat
        in #a ann
        ann> mode #a +klb key 1 cat
        ann< ann sets #a +klb key 1 cat!*@*
        bob> join #a
        bob< WrongKey { room: "#a" }
        bob> join #a Key
        bob< WrongKey { room: "#a" }
        bob> join #a key
        bob< Full { room: "#a" }
        cat> join #a key
        cat< Banned { room: "#a" }
        ann> mode #a -l+e *!*@h
        ann< ann sets #a -l+e *!*@h
        cat> join #a key
        ann,cat< cat joins #a
        cat< entered #a
        "##,
    );
}

#[test]
fn an_invitation_opens_what_is_for_the_invited_and_what_is_full_but_no_ban() {
    check(
        r##"
        people ann bob cat
        in #a ann
        ann> mode #a +il 1
        ann< ann sets #a +il 1
        bob> join #a
        bob< InviteOnly { room: "#a" }
        ann> invite BOB #A
        bob< ann invites bob to #a
        ann< inviting bob to #a
        bob> join #a
        ann,bob< bob joins #a
        bob< entered #a
        bob> part #a
        ann,bob< bob parts #a ()
        bob> join #a
        bob< InviteOnly { room: "#a" }
        ann> mode #a +Ib *!*@h cat
        ann< ann sets #a +Ib *!*@h cat!*@*
        bob> join #a
        bob< Full { room: "#a" }
        ann> invite cat #a
        cat< ann invites cat to #a
        ann< inviting cat to #a
        cat> join #a
        cat< Banned { room: "#a" }
        "##,
    );
}

#[test]
fn who_may_invite_whom() {
    check(
        r##"
        people ann bob cat dan
        in #a ann bob dan
        ann> mode #a +o dan
        ann,bob,dan< ann sets #a +o dan
        bob> invite nobody #a
        bob< NoSuchNick { nick: "nobody" }
        bob> invite cat #none
        bob< NoSuchRoom { room: "#none" }
        cat> invite bob #a
        cat< NotInRoom { room: "#a" }
        bob> invite ann #a
        bob< AlreadyInRoom { nick: "ann", room: "#a" }
        cat> away gone
        cat< now away: gone
        bob> invite cat #a
        cat< bob invites cat to #a
        bob< inviting cat to #a
        bob< cat is away: gone
        ann,dan< bob invites another, cat, to #a
        ann> mode #a +i
        ann,bob,dan< ann sets #a +i
        bob> invite cat #a
        bob< NotRoomOperator { room: "#a" }
        "##,
    );
}

#[test]
fn nobody_is_in_more_rooms_than_allowed() {
    let rules = Rules {
        rooms_a_person: 1,
        ..Rules::default()
    };
    check_by(
        rules,
        r##"
        people ann
        in #a ann
        ann> join #lobby
        ann< TooManyRooms { room: "#lobby" }
        ann> join #a
        "##,
    );
}
