//! What is said by somebody who is not in the chat.

use crate::chat::tests::play::{Play, check_log};
use crate::*;

#[test]
fn a_posting_is_kept_and_heard_by_all_in_the_room() {
    check_log(
        r##"
        people ann bob
        in #a ann bob
        hook> post #a deployed
        log< #a Message hook: deployed
        ann,bob< #a hook: deployed
        hook> post #LOBBY to nobody
        log< #lobby Message hook: to nobody
        < #lobby hook: to nobody
        "##,
    );
}

#[test]
fn a_posting_seems_to_be_nobodys_who_is_here() {
    let mut play = Play::new(Rules::default(), &[]);
    play.act("ann", "arrive");
    play.act("ann", "join #a");
    let refused = |play: &mut Play, nick: &str, room: &str, text: &str| {
        let now = play.now();
        let mut effects = Vec::new();
        let posting = Posting {
            nick,
            via: "http",
            host: "::1",
            room,
            text,
            standing: Standing::Vouched,
        };
        play.chat
            .handle(SessionId::NOBODY, Event::Posted(posting), now, &mut effects);
        match effects.as_slice() {
            [
                Effect::Tell {
                    to: Audience::One(SessionId::NOBODY),
                    told: Told::Refused(refusal),
                },
            ] => Some(refusal.clone()),
            _ => None,
        }
    };
    let nick = |nick: &str| nick.to_owned();
    let cases = [
        ("ANN", "#a", "x", Refusal::NickInUse { nick: nick("ANN") }),
        (
            "a!b@c",
            "#a",
            "x",
            Refusal::NickInvalid {
                nick: nick("a!b@c"),
            },
        ),
        ("a b", "#a", "x", Refusal::NickInvalid { nick: nick("a b") }),
        (
            "hook",
            "#none",
            "x",
            Refusal::NoSuchRoom {
                room: nick("#none"),
            },
        ),
        (
            "hook",
            "ann",
            "x",
            Refusal::NoSuchRoom { room: nick("ann") },
        ),
        ("hook", "#a", "", Refusal::NoText),
    ];
    for (speaker, room, text, expected) in cases {
        assert_eq!(refused(&mut play, speaker, room, text), Some(expected));
    }
    assert_eq!(refused(&mut play, "hook", "#a", "x"), None);
}

#[test]
fn closed_rooms_take_postings_only_of_who_is_vouched_for_and_bans_hold_always() {
    let refusals = [
        ("+i", "InviteOnly"),
        ("+m", "CannotSpeak"),
        ("+k word", "WrongKey"),
    ];
    for (mode, expected) in refusals {
        let mut play = Play::new(Rules::default(), &[]);
        play.act("ann", "arrive");
        play.act("ann", "join #a");
        play.act("ann", &format!("mode #a {mode}"));
        let mut post = |how: &str| refusal(&mut play, how);
        assert_eq!(post("post"), Some(expected.to_owned()), "{mode}");
        assert_eq!(post("vouched"), None, "{mode}");
        play.act("ann", "mode #a +b hook!*@*");
        assert_eq!(refusal(&mut play, "vouched"), Some("Banned".to_owned()));
    }
}

fn refusal(play: &mut Play, how: &str) -> Option<String> {
    let now = play.now();
    let posting = Posting {
        nick: "hook",
        via: "http",
        host: "::1",
        room: "#a",
        text: "x",
        standing: match how {
            "post" => Standing::Anybody,
            _ => Standing::Vouched,
        },
    };
    let mut effects = Vec::new();
    play.chat
        .handle(SessionId::NOBODY, Event::Posted(posting), now, &mut effects);
    effects.iter().find_map(|effect| match effect {
        Effect::Tell {
            told: Told::Refused(refusal),
            ..
        } => {
            let shown = format!("{refusal:?}");
            Some(shown.split(' ').next().unwrap().to_owned())
        }
        _ => None,
    })
}
