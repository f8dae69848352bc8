//! How a plain client comes in: the password where one is asked for, a guest's name, a welcome.

use crate::hall::{Ask, Hall};
use crate::plain::note::note;
use hullo_room::{Arrival, Event};

/// So often the password may be tried.
const TRIES: u8 = 3;

/// Guests' names tried, from the session's own number upwards. Others have few of them at most.
const NAMES: u32 = 1_000;

/// Where a client is on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Has to give the password, and may try so often.
    Password(u8),
    /// Is in.
    Inside,
    /// Was not let in, or has left: nothing is heard any more.
    Gone,
}

/// The first word to a client.
pub(super) fn begin(hall: &mut dyn Hall) -> Stage {
    if !hall.about().password {
        return arrive(hall);
    }
    let page = hall.page();
    let network = &page.about.network;
    note(
        page.out,
        format_args!("{network} asks for a password: type it"),
    );
    Stage::Password(TRIES)
}

/// A try at the password.
pub(super) fn password(typed: &str, tries: u8, hall: &mut dyn Hall) -> Stage {
    if hall.admits(typed) {
        return arrive(hall);
    }
    if tries > 1 {
        note(hall.reply(), format_args!("that is not the password"));
        return Stage::Password(tries - 1);
    }
    turn_away("wrong password", hall)
}

fn arrive(hall: &mut dyn Hall) -> Stage {
    let id = hall.id();
    let names = (0..NAMES).map(|more| format!("guest{}", id.0.saturating_add(1 + more)));
    let free = |name: &String| hall.chat().nick_free(id, name).is_ok();
    let Some(nick) = names.into_iter().find(free) else {
        return turn_away("no guest's name is free", hall);
    };
    let origin = hall.origin();
    hall.event(Event::Arrived(Arrival {
        nick: &nick,
        user: "guest",
        host: &origin.host(),
        realname: "guest",
        secure: origin.secure,
        invisible: false,
    }));
    if hall.chat().person(id).is_none() {
        return turn_away("not let in", hall);
    }
    let page = hall.page();
    let network = &page.about.network;
    note(
        page.out,
        format_args!("welcome to {network}; you are {nick} (/nick NAME changes that)"),
    );
    for line in &page.about.motd {
        note(page.out, format_args!("{line}"));
    }
    Stage::Inside
}

fn turn_away(reason: &str, hall: &mut dyn Hall) -> Stage {
    hall.order(Ask::Leave { reason });
    Stage::Gone
}
