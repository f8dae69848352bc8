//! What one says of oneself: AWAY, SETNAME.

use crate::hall::Hall;
use crate::irc::numeric::{needs, server_line};
use hullo_room::Event;
use hullo_wire::irc::Message;

/// AWAY: an empty text is being back.
pub(crate) fn away(message: &Message<'_>, hall: &mut dyn Hall) {
    let text = message.param(0).unwrap_or_default();
    hall.event(Event::Away { text });
}

/// SETNAME (IRCv3 setname).
pub(crate) fn setname(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([realname]) = needs(message, hall) else {
        return;
    };
    let most = hall.chat().rules().realname_length;
    if realname.trim().is_empty() || realname.len() > most {
        let words = server_line(hall, "FAIL")
            .param("SETNAME")
            .param("INVALID_REALNAME");
        return words.trailing("The realname is empty or too long").cut();
    }
    hall.event(Event::RealnameSet { realname });
}
