//! What clients of other languages can do, as a plain client reads it.

use crate::plain::tests::pair;
use hullo_room::{Event, Flag, RoomChange, Speech, Status, Switch};

#[test]
fn what_other_languages_can_do_is_told_in_words() {
    let room = "#tea";
    let changes = [
        RoomChange::Flag(Switch::On, Flag::Moderated),
        RoomChange::Limit(Some("9")),
        RoomChange::Status(Switch::On, Status::VOICE, "bob"),
    ];
    let say = |target, speech, text| Event::Spoke {
        speech,
        target,
        text,
        tags: "",
    };
    let events = [
        (
            Event::Invited { nick: "bob", room },
            "ann< -- bob is invited to #tea\nbob< -- ann invites you to #tea: /join #tea\n",
        ),
        (
            Event::TopicSet {
                room,
                topic: "green\x1b[m",
            },
            "ann< -- ann set the topic: green\\x1b[m\n",
        ),
        (
            Event::TopicSet { room, topic: "" },
            "ann< -- ann took away the topic\n",
        ),
        (
            say("#lobby", Speech::Notice, "3 builds failed"),
            "bob< -ann- 3 builds failed\n",
        ),
        (
            say("bob", Speech::Notice, "yours"),
            "bob< -ann to you- yours\n",
        ),
        (
            say("bob", Speech::Message, "\x01ACTION nods\x01"),
            "bob< * ann (to you) nods\n",
        ),
        (say("#lobby", Speech::Tags, ""), ""),
        (
            Event::Away { text: "lunch" },
            "ann< -- you are away: lunch\nbob< -- ann is away: lunch\n",
        ),
        (
            Event::Away { text: "" },
            "ann< -- you are back\nbob< -- ann is back\n",
        ),
        (
            Event::Wallops { text: "hi" },
            "ann< -- only who runs this host may do that\n",
        ),
    ];
    let mut host = pair();
    host.hear("ann", b"/join tea");
    let _entered = host.read();
    for (event, told) in events {
        let words = format!("{event:?}");
        host.does("ann", event);
        assert_eq!(host.read(), told, "{words}");
    }
    host.hear("bob", b"/join #tea");
    let _entered = host.read();
    let changes = &changes;
    host.does("ann", Event::RoomModesSet { room, changes });
    let told = "-- ann changed #tea: only who has a voice may speak; at most 9 may be in it; \
                bob has a voice now\n";
    assert_eq!(host.read(), format!("ann< {told}bob< {told}"));
    host.does(
        "ann",
        say("@#tea", Speech::Message, "between us who run it"),
    );
    assert_eq!(host.read(), "");
    host.does("ann", say("+#tea", Speech::Message, "and you"));
    assert_eq!(host.read(), "bob< <ann to voices> and you\n");
}
