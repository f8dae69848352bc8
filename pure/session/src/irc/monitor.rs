//! MONITOR: knowing when somebody comes and goes (IRCv3 monitor).

use crate::hall::{Hall, Page};
use crate::irc::numeric::{needs, nick_of, numeric, numeric_to, spread};
use hullo_room::Event;
use hullo_wire::irc::Message;
use std::borrow::Cow;

/// Answers MONITOR.
pub(crate) fn monitor(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([what]) = needs(message, hall) else {
        return;
    };
    match what {
        "+" | "-" => {
            let Some([_, nicks]) = needs(message, hall) else {
                return;
            };
            let nicks: Vec<_> = nicks.split(',').filter(|nick| !nick.is_empty()).collect();
            hall.event(match what {
                "+" => Event::Watched { nicks: &nicks },
                _ => Event::Unwatched {
                    nicks: Some(&nicks),
                },
            });
        }
        "C" | "c" => hall.event(Event::Unwatched { nicks: None }),
        "L" | "l" => list(hall),
        "S" | "s" => status(hall),
        _ => {}
    }
}

fn list(hall: &mut dyn Hall) {
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    let nicks = chat.watched(id);
    let all = nicks.iter().map(|nick| Cow::Borrowed(&**nick));
    spread(
        out,
        ',',
        |out| numeric_to(out, &about.server, "732", me),
        all,
    );
    let words = numeric(hall, "733");
    words.trailing("End of MONITOR list").cut();
}

fn status(hall: &mut dyn Hall) {
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    let nicks = chat.watched(id);
    let online = nicks.iter().filter_map(|nick| chat.find(nick));
    let online = online.map(|(_, person)| Cow::Borrowed(&*person.source));
    spread(
        out,
        ',',
        |out| numeric_to(out, &about.server, "730", me),
        online,
    );
    let offline = nicks.iter().filter(|nick| chat.find(nick).is_none());
    let offline = offline.map(|nick| Cow::Borrowed(&**nick));
    spread(
        out,
        ',',
        |out| numeric_to(out, &about.server, "731", me),
        offline,
    );
}
