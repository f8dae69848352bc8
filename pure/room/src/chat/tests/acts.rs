//! Random acts of a few people in a few rooms.

use crate::chat::tests::letters::parse_changes;
use crate::*;
use proptest::prelude::*;

/// What somebody does.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Arrive(&'static str),
    Nick(&'static str),
    Join(&'static str, Option<&'static str>),
    Part(&'static str),
    Quit,
    /// A target, and a text; an empty one stands for the number of the act.
    Say(&'static str, &'static str),
    Tags(&'static str),
    Invite(&'static str, &'static str),
    Kick(&'static str, &'static str),
    Topic(&'static str),
    Mode(&'static str, &'static str),
    Own(Switch, Trait),
    Away(&'static str),
    Realname,
    Oper,
    Wallops,
    Kill(&'static str),
    Watch(&'static str),
    Unwatch(Option<&'static str>),
}

fn nick() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ann", "Ann", "bob", "cat", "dan", "eve", "аnn", "小明", "ẞ", "ss", "*", "",
    ])
}

fn room() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "#a", "#a", "#A", "#b", "#c", "#ß", "#SS", "#lobby", "#d", "bad",
    ])
}

fn modes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "+i",
        "-i",
        "+m",
        "-m",
        "-n",
        "+s",
        "+C",
        "-t",
        "+k key",
        "-k",
        "+l 1",
        "+l 2",
        "-l",
        "+l x",
        "+b ann",
        "+b *!*@h",
        "-b *!*@h",
        "+b B*",
        "+e bob",
        "+e a*!*@*",
        "-e bob",
        "+I cat",
        "+o bob",
        "-o ann",
        "+v cat",
        "-v cat",
        "+vo dan ann",
        "+o nobody",
        "+im-nt",
        "-imb *!*@h",
    ])
}

fn traits() -> impl Strategy<Value = (Switch, Trait)> {
    let switches = prop::sample::select(vec![Switch::On, Switch::Off]);
    let all = vec![
        Trait::Invisible,
        Trait::Operator,
        Trait::Wallops,
        Trait::Bot,
    ];
    (switches, prop::sample::select(all))
}

fn target() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        room(),
        nick(),
        prop::sample::select(vec!["@#a", "+#A", "@#b"])
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let text = prop::sample::select(vec!["", "", "\u{1}VERSION\u{1}", "\u{1}ACTION waves\u{1}"]);
    let key = prop::sample::select(vec![None, None, Some("key"), Some("Key")]);
    prop_oneof![
        4 => nick().prop_map(Act::Arrive),
        3 => nick().prop_map(Act::Nick),
        16 => (room(), key).prop_map(|(room, key)| Act::Join(room, key)),
        4 => room().prop_map(Act::Part),
        1 => Just(Act::Quit),
        16 => (target(), text).prop_map(|(target, text)| Act::Say(target, text)),
        1 => target().prop_map(Act::Tags),
        4 => (nick(), room()).prop_map(|(nick, room)| Act::Invite(nick, room)),
        2 => (room(), nick()).prop_map(|(room, nick)| Act::Kick(room, nick)),
        2 => room().prop_map(Act::Topic),
        16 => (room(), modes()).prop_map(|(room, modes)| Act::Mode(room, modes)),
        1 => traits().prop_map(|(switch, which)| Act::Own(switch, which)),
        1 => prop::sample::select(vec!["", "lunch"]).prop_map(Act::Away),
        1 => Just(Act::Realname),
        1 => Just(Act::Oper),
        1 => Just(Act::Wallops),
        1 => nick().prop_map(Act::Kill),
        2 => nick().prop_map(Act::Watch),
        1 => prop::option::of(nick()).prop_map(Act::Unwatch),
    ]
}

/// Acts, each with the session whose it is: first four people enter one room, so that there is something to do.
pub(super) fn acts() -> impl Strategy<Value = Vec<(u32, Act)>> {
    let opening = ["ann", "bob", "cat", "dan"].into_iter().enumerate();
    let opening: Vec<_> = opening
        .flat_map(|(who, nick)| {
            [Act::Arrive(nick), Act::Join("#a", None)].map(|act| (who as u32, act))
        })
        .collect();
    // The maker of the room has more to do than the others.
    let who = prop::sample::select(vec![0, 0, 0, 1, 1, 2, 3, 4, 5]);
    let acts = prop::collection::vec((who, act()), 1..150);
    acts.prop_map(move |acts| opening.iter().cloned().chain(acts).collect())
}

impl Act {
    /// The act as an event; `number` is what is said where nothing else is.
    pub(super) fn with_event(&self, number: &str, then: impl FnOnce(Event<'_>)) {
        let speech = |speech, target, text, tags| Event::Spoke {
            speech,
            target,
            text,
            tags,
        };
        match *self {
            Act::Arrive(nick) => then(Event::Arrived(Arrival {
                nick,
                user: "u",
                host: "h",
                realname: "r",
                secure: false,
                invisible: nick == "eve",
            })),
            Act::Nick(nick) => then(Event::Renamed { nick }),
            Act::Join(room, key) => then(Event::Joined { room, key }),
            Act::Part(room) => then(Event::Parted { room, reason: "" }),
            Act::Quit => then(Event::Quit { reason: "" }),
            Act::Say(target, "") => then(speech(Speech::Message, target, number, "")),
            Act::Say(target, text) => then(speech(Speech::Notice, target, text, "")),
            Act::Tags(target) => then(speech(Speech::Tags, target, "", "+a")),
            Act::Invite(nick, room) => then(Event::Invited { nick, room }),
            Act::Kick(room, nick) => then(Event::Kicked {
                room,
                nick,
                reason: "",
            }),
            Act::Topic(room) => then(Event::TopicSet {
                room,
                topic: number,
            }),
            Act::Mode(room, changes) => then(Event::RoomModesSet {
                room,
                changes: &parse_changes(changes),
            }),
            Act::Own(switch, which) => then(Event::PersonModesSet {
                changes: &[PersonChange(switch, which)],
            }),
            Act::Away(text) => then(Event::Away { text }),
            Act::Realname => then(Event::RealnameSet { realname: number }),
            Act::Oper => then(Event::Opered),
            Act::Wallops => then(Event::Wallops { text: number }),
            Act::Kill(nick) => then(Event::Killed { nick, reason: "" }),
            Act::Watch(nick) => then(Event::Watched { nicks: &[nick] }),
            Act::Unwatch(nick) => match nick {
                Some(nick) => then(Event::Unwatched {
                    nicks: Some(&[nick]),
                }),
                None => then(Event::Unwatched { nicks: None }),
            },
        }
    }
}
