//! What becomes of empty rooms, and what of them is there again after a restart.

use crate::chat::tests::play::{Play, check_log, compare};
use crate::*;
use std::sync::Arc;

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
fn a_closed_room_that_makes_place_takes_its_log_with_it() {
    for (mode, forgotten) in [("+k key", true), ("+m", false)] {
        let rules = Rules {
            rooms: 2,
            ..Rules::default()
        };
        let mut play = Play::new(rules, &[]);
        play.act("ann", "arrive");
        play.act("ann", "join #a");
        play.act("ann", &format!("mode #a {mode}"));
        play.act("ann", "part #a");
        let now = play.now();
        let mut effects = Vec::new();
        let joined = Event::Joined {
            room: "#b",
            key: None,
        };
        play.chat.handle(SessionId(0), joined, now, &mut effects);
        assert!(play.chat.find_room("#a").is_none());
        let room: Arc<str> = "#a".into();
        let forgets = effects.contains(&Effect::Forget { room });
        assert_eq!(forgets, forgotten, "{mode}");
    }
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
fn garbled_settings_still_give_a_room_and_one_for_the_invited_stays_closed() {
    let garbled = "what\nname #other\ncreated soon\nlimit 0\ntopic x\nban 5 \nnew thing\nkey a\n";
    let kept: [(Arc<str>, String); 3] = [
        (Arc::from("#a"), garbled.to_owned()),
        (Arc::from("#b"), "flags nti".to_owned()),
        (Arc::from("#lobby"), "flags i\n".to_owned()),
    ];
    let mut play = Play::new(Rules::default(), &kept);
    let now = play.now();
    let (chat, effects) = Chat::new(Rules::default(), Stamp::FIRST, &kept, now);
    assert!(effects.is_empty(), "{effects:?}");
    let (_, room) = chat.find_room("#a").unwrap();
    assert_eq!(
        (&*room.name, room.key.as_deref(), room.limit),
        ("#a", Some("a"), None)
    );
    assert!(room.topic.is_none() && room.list(List::Ban).is_empty());
    assert!(chat.find_room("#b").unwrap().1.is(Flag::InviteOnly));
    assert!(chat.find_room("#lobby").unwrap().1.is(Flag::InviteOnly));
    compare(
        &mut play,
        r##"
        people ann
        ann> join #a
        ann< WrongKey { room: "#a" }
        ann> join #b
        ann< InviteOnly { room: "#b" }
        ann> oper
        ann< now operator
        ann< modes [PersonChange(On, Operator)]
        ann> join #b
        log< #b Join ann:
        ann< ann joins #b
        ann< entered #b
        "##,
        |_| true,
    );
}

#[test]
fn new_lobbies_are_there_at_once_and_old_ones_become_rooms() {
    let mut play = Play::new(Rules::default(), &[]);
    play.act("ann", "arrive");
    play.act("ann", "join #lobby");
    play.chat.set_rules(Rules {
        lobbies: vec!["#Halle".to_owned()],
        ..Rules::default()
    });
    play.act("ann", "part #lobby");
    let listed: Vec<_> = play
        .chat
        .rooms()
        .map(|(_, room)| room.name.to_string())
        .collect();
    assert_eq!(listed, ["#Halle"]);
    assert!(play.chat.find_room("#lobby").is_none());
}
