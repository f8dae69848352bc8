//! Entering, leaving, and what becomes of empty rooms.

use crate::chat::tests::play::{Play, check, check_by, check_log, compare};
use crate::*;
use std::sync::Arc;

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
fn a_room_for_the_invited_is_gone_with_the_last_one() {
    check_log(
        "
        people ann
        in #a ann
        ann> mode #a +i
        log< #a Mode ann: +i
        ann< ann sets #a +i
        keep< #a
        ann> part #a
        log< #a Part ann:
        ann< ann parts #a ()
        forget< #a
        ",
    );
}

#[test]
fn an_empty_room_keeps_its_settings_and_is_not_listed() {
    let mut play = Play::new(Rules::default(), &[]);
    play.act("ann", "arrive");
    play.act("ann", "join #a");
    play.act("ann", "topic #a Words");
    play.act("ann", "part #a");
    let listed: Vec<_> = play
        .chat
        .rooms()
        .map(|(_, room)| room.name.to_string())
        .collect();
    assert_eq!(listed, ["#lobby"]);
    play.act("bob", "arrive");
    play.act("bob", "join #A");
    let (_, room) = play.chat.find_room("#a").unwrap();
    assert_eq!(&*room.topic.as_ref().unwrap().text, "Words");
    assert_eq!(room.status(SessionId(1)), Some(Status::OPERATOR));
}

#[test]
fn the_longest_empty_room_makes_place_when_the_table_is_full() {
    let rules = Rules {
        rooms: 3,
        ..Rules::default()
    };
    let mut play = Play::new(rules, &[]);
    play.act("ann", "arrive");
    for room in ["#a", "#b"] {
        play.act("ann", &format!("join {room}"));
        play.act("ann", &format!("topic {room} Words"));
    }
    play.act("ann", "part #b");
    play.act("ann", "part #a");
    play.act("ann", "join #c");
    assert!(play.chat.find_room("#b").is_none());
    assert!(play.chat.find_room("#a").is_some());
    play.act("ann", "join #d");
    let told = play.act("ann", "join #e");
    assert_eq!(told, [r##"ann< TooManyRooms { room: "#e" }"##]);
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

#[test]
fn what_the_log_kept_is_there_again() {
    let mut play = Play::new(Rules::default(), &[]);
    play.act("ann", "arrive");
    play.act("ann", "join #Räum");
    play.act("ann", "topic #räum Words with spaces");
    play.act("ann", "mode #räum +smklbeI-n key 5 ban exc inv");
    let (_, room) = play.chat.find_room("#räum").unwrap();
    let settings = crate::settings::print(room);
    let kept = [(room.folded.clone(), settings.clone())];
    let again = Play::new(Rules::default(), &kept);
    let (_, room) = again.chat.find_room("#RÄUM").unwrap();
    assert_eq!(crate::settings::print(room), settings);
    assert_eq!(
        (&*room.name, room.key.as_deref(), room.limit),
        ("#Räum", Some("key"), Some(5))
    );
    assert!(room.is(Flag::Secret) && room.is(Flag::Moderated) && !room.is(Flag::NoExternal));
    assert_eq!(room.list(List::Except)[0].mask, "exc!*@*");
}

#[test]
fn garbled_settings_still_give_a_room_and_one_for_the_invited_is_forgotten() {
    let garbled = "what\nname #other\ncreated soon\nlimit 0\ntopic x\nban 5 \nnew thing\nkey a\n";
    let kept: [(Arc<str>, String); 3] = [
        (Arc::from("#a"), garbled.to_owned()),
        (Arc::from("#b"), "flags nti".to_owned()),
        (Arc::from("#lobby"), "flags i\n".to_owned()),
    ];
    let mut play = Play::new(Rules::default(), &kept);
    let now = play.now();
    let (chat, effects) = Chat::new(Rules::default(), Stamp::FIRST, &kept, now);
    assert_eq!(
        effects,
        [Effect::Forget {
            room: Arc::from("#b")
        }]
    );
    let (_, room) = chat.find_room("#a").unwrap();
    assert_eq!(
        (&*room.name, room.key.as_deref(), room.limit),
        ("#a", Some("a"), None)
    );
    assert!(room.topic.is_none() && room.list(List::Ban).is_empty());
    assert!(chat.find_room("#b").is_none());
    assert!(chat.find_room("#lobby").unwrap().1.is(Flag::InviteOnly));
    compare(
        &mut play,
        r##"
        people ann
        ann> join #a
        ann< WrongKey { room: "#a" }
        "##,
        |_| true,
    );
}
