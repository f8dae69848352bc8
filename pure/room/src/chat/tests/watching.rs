//! Who is away, who is here, who was here.

use crate::chat::tests::play::{Play, check, check_by};
use crate::*;

#[test]
fn being_away_is_told_once_to_mates_and_watchers() {
    check(
        "
        people ann bob cat dan
        in #a ann bob
        in #b ann bob
        cat> watch ann
        cat< online ann!u@h
        bob> watch ann
        bob< online ann!u@h
        ann> away lunch
        ann< now away: lunch
        bob,cat< ann away: lunch
        ann> away lunch
        ann< now away: lunch
        dan> join #a
        ann,bob,dan< dan joins #a
        dan< entered #a
        ann> join #c
        ann< ann joins #c
        ann< entered #c
        dan> join #c
        ann,dan< dan joins #c
        dan< entered #c
        ann> part #a
        ann,bob,dan< ann parts #a ()
        ann> join #a
        dan,bob,ann< ann joins #a
        ann< entered #a
        dan,bob< ann away: lunch
        ann> away
        ann< now away:
        bob,dan,cat< ann away:
        ann> away
        ann< now away:
        ann> realname Ann A.
        ann,bob,dan,cat< ann is really Ann A.
        ann> realname Ann A.
        ann< ann is really Ann A.
        ",
    );
}

#[test]
fn watchers_hear_of_coming_and_going_but_not_of_case() {
    check(
        "
        people ann
        ann> watch Bob cat b*b bob!x@y
        ann< offline Bob cat
        bob> arrive
        bob< arrived
        ann< online bob!u@h
        bob> nick BOB
        bob< bob is now BOB
        bob> nick cat
        bob< BOB is now cat
        ann< offline BOB
        ann< online cat!u@h
        ann> unwatch CAT
        bob> nick bob
        bob< cat is now bob
        ann< online bob!u@h
        ann> unwatch
        bob> quit
        ",
    );
}

#[test]
fn nobody_watches_more_than_allowed() {
    let rules = Rules {
        watched_a_person: 2,
        ..Rules::default()
    };
    check_by(
        rules,
        r#"
        people ann
        ann> watch a b A c d
        ann< offline a b A
        ann< WatchingTooMany { limit: 2, nicks: ["c", "d"] }
        ann> unwatch a
        ann> watch c
        ann< offline c
        "#,
    );
}

#[test]
fn who_was_here_is_remembered_latest_first_and_not_for_ever() {
    let rules = Rules {
        remembered_people: 3,
        ..Rules::default()
    };
    let mut play = Play::new(rules, &[]);
    play.act("ann", "arrive");
    play.act("ann", "nick ANNA");
    play.act("ann", "nick ann");
    play.act("ann", "quit");
    let gone = play.chat.gone("Ann");
    assert_eq!(
        gone.iter().map(|one| &*one.nick).collect::<Vec<_>>(),
        ["ann", "ann"]
    );
    assert!(gone[0].at > gone[1].at);
    assert_eq!(play.chat.gone("anna").len(), 1);
    play.act("bob", "arrive");
    play.act("bob", "quit");
    assert_eq!(play.chat.gone("ann").len(), 1);
    assert!(play.chat.gone("nobody").is_empty());
}

#[test]
fn questions_about_who_is_there_are_answered() {
    let mut play = Play::new(Rules::default(), &[]);
    for name in ["ann", "bob", "cat"] {
        play.act(name, "arrive");
    }
    play.act("cat", "be +i");
    play.act("ann", "join #a");
    play.act("bob", "join #a");
    play.act("ann", "invite cat #a");
    let (ann, bob, cat) = (SessionId(0), SessionId(1), SessionId(2));
    assert!(play.chat.share_a_room(ann, bob));
    assert!(!play.chat.share_a_room(ann, cat));
    assert_eq!(play.chat.find("ANN").map(|(who, _)| who), Some(ann));
    assert!(play.chat.find(&"a".repeat(100_000)).is_none());
    let (room, _) = play.chat.find_room("#A").unwrap();
    assert_eq!(
        play.chat
            .invitations(cat)
            .map(|(id, _)| id)
            .collect::<Vec<_>>(),
        [room]
    );
    assert!(play.chat.nick_free(ann, "Ann").is_ok());
    assert!(play.chat.nick_free(bob, "Ann").is_err());
    play.act("bob", "watch CAT nobody");
    assert_eq!(play.chat.watched(bob).join(" "), "cat nobody");
    play.act("bob", "quit");
    let census = Census {
        people: 2,
        invisible: 1,
        operators: 0,
        most: 3,
    };
    assert_eq!(play.chat.census(), census);
}
