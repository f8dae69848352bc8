//! Coming and going: PASS, NICK, USER, PING and QUIT.
//!
//! ```text
//! CAP LS   NICK ann   USER ann 0 * :Ann   CAP REQ   CAP END  ─→  Event::Arrived  ─→  001 ... or 433, and NICK again
//! ```

use crate::hall::{Ask, Hall, Page};
use crate::irc::client::Irc;
use crate::irc::numeric::{here, needs, numeric, too_few};
use crate::irc::print;
use hullo_room::{Arrival, Event};
use hullo_wire::irc::{Message, print as line};

/// The longest user name, in bytes.
pub(crate) const USER_LENGTH: usize = 20;

/// PASS: remembered until all is there.
pub(crate) fn pass(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([password]) = needs(message, hall) else {
        return;
    };
    let admitted = hall.admits(password);
    if let Some(newcomer) = &mut irc.newcomer {
        newcomer.admitted = admitted;
    }
}

/// NICK before having arrived.
pub(crate) fn nick(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let Some(nick) = nick_given(message, hall) else {
        return;
    };
    if let Err(refusal) = hall.chat().nick_free(hall.id(), nick) {
        let id = hall.id();
        return print::refuse(&refusal, id, hall.page());
    }
    if let Some(newcomer) = &mut irc.newcomer {
        newcomer.nick = Some(nick.to_owned());
    }
    arrive(irc, hall);
}

/// NICK afterwards.
pub(crate) fn rename(message: &Message<'_>, hall: &mut dyn Hall) {
    if let Some(nick) = nick_given(message, hall) {
        hall.event(Event::Renamed { nick });
    }
}

fn nick_given<'a>(message: &Message<'a>, hall: &mut dyn Hall) -> Option<&'a str> {
    let nick = message.param(0).filter(|nick| !nick.is_empty());
    if nick.is_none() {
        let words = numeric(hall, "431");
        words.trailing("No nickname given").cut();
    }
    nick
}

/// USER before having arrived.
pub(crate) fn user(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([user, _, _, realname]) = needs(message, hall) else {
        return;
    };
    let user = user_name(user);
    if user.is_empty() || realname.trim().is_empty() {
        return too_few(message, hall);
    }
    let most = hall.chat().rules().realname_length;
    if let Some(newcomer) = &mut irc.newcomer {
        newcomer.realname = realname[..realname.floor_char_boundary(most)].to_owned();
        newcomer.user = Some(user);
    }
    arrive(irc, hall);
}

/// What can stand between `!` and `@`.
fn user_name(typed: &str) -> String {
    let fits = |c: &char| !c.is_control() && !c.is_whitespace() && !"!@:*?%,#".contains(*c);
    let mut name: String = typed.chars().filter(fits).collect();
    name.truncate(name.floor_char_boundary(USER_LENGTH));
    name
}

/// Asks the chat to let this client in, once all is there that it takes.
pub(crate) fn arrive(irc: &mut Irc, hall: &mut dyn Hall) {
    let Some(newcomer) = irc.newcomer.as_deref_mut().filter(|new| !new.negotiating) else {
        return;
    };
    let (Some(nick), Some(user)) = (&newcomer.nick, &newcomer.user) else {
        return;
    };
    if hall.about().password && !newcomer.admitted {
        let words = numeric(hall, "464");
        words.trailing("The password is wrong or missing").cut();
        let reason = "Bad password";
        return hall.order(Ask::Leave { reason });
    }
    let origin = hall.origin();
    hall.event(Event::Arrived(Arrival {
        nick,
        user,
        host: &origin.host(),
        realname: &newcomer.realname,
        secure: origin.secure,
        invisible: false,
    }));
    if here(hall) {
        irc.newcomer = None;
    } else {
        newcomer.nick = None;
    }
}

/// PING, at any time.
pub(crate) fn ping(message: &Message<'_>, hall: &mut dyn Hall) {
    match message.param(0) {
        None => too_few(message, hall),
        Some("") => {
            let words = numeric(hall, "409");
            words.trailing("No origin given").cut();
        }
        Some(token) => {
            let Page { about, out, .. } = hall.page();
            let words = line(out).source(&about.server).command("PONG");
            words.param(&about.server).trailing(token).cut();
        }
    }
}

/// QUIT, at any time. What is quoted cannot be taken for the server's own words.
pub(crate) fn quit(message: &Message<'_>, hall: &mut dyn Hall) {
    match message.param(0).filter(|reason| !reason.is_empty()) {
        None => hall.order(Ask::Leave { reason: "Quit" }),
        Some(reason) => {
            let reason = format!("Quit: {reason}");
            hall.order(Ask::Leave { reason: &reason });
        }
    }
}
