//! What operators of the host do: OPER, KILL, WALLOPS, REHASH.

use crate::hall::{Ask, Hall};
use crate::irc::numeric::{needs, numeric};
use hullo_room::{Event, Trait};
use hullo_wire::irc::Message;

/// OPER.
pub(crate) fn oper(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([name, password]) = needs(message, hall) else {
        return;
    };
    let before = is_operator(hall);
    hall.order(Ask::Oper { name, password });
    if !before && !is_operator(hall) {
        let words = numeric(hall, "464");
        words.trailing("The password is wrong").cut();
    }
}

/// KILL.
pub(crate) fn kill(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([nick]) = needs(message, hall) else {
        return;
    };
    let reason = message.param(1).unwrap_or_default();
    hall.event(Event::Killed { nick, reason });
}

/// WALLOPS.
pub(crate) fn wallops(message: &Message<'_>, hall: &mut dyn Hall) {
    if let Some([text]) = needs(message, hall) {
        hall.event(Event::Wallops { text });
    }
}

/// REHASH.
pub(crate) fn rehash(hall: &mut dyn Hall) {
    if !is_operator(hall) {
        let words = numeric(hall, "481");
        return words
            .trailing("You are not an operator of this server")
            .cut();
    }
    numeric(hall, "382").param("*").trailing("Rehashing").cut();
    hall.order(Ask::Reload);
}

fn is_operator(hall: &dyn Hall) -> bool {
    let person = hall.chat().person(hall.id());
    person.is_some_and(|person| person.is(Trait::Operator))
}
