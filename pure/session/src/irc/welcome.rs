//! What a client hears on its arrival: 001 to 005, how many are here, the message of the day.

use crate::about::About;
use crate::irc::isupport::isupport;
use crate::irc::numeric::numeric_to;
use crate::irc::server;
use crate::irc::time::push_time;
use hullo_room::{Chat, SessionId};

/// User modes, room modes, and those of them with a parameter, as 004 lists them.
const LETTERS: [&str; 3] = ["Biow", "CIbeiklmnostv", "Ibeklov"];

/// Writes the burst to somebody who has just arrived.
pub(crate) fn welcome(out: &mut Vec<u8>, who: SessionId, chat: &Chat, about: &About) {
    let Some(person) = chat.person(who) else {
        return;
    };
    let (server, me) = (&*about.server, &*person.nick);
    let text = format!("Welcome to {}, {}", about.network, person.source);
    numeric_to(out, server, "001", me).trailing(&text).cut();
    let text = format!("Your host is {server}, running {}", about.version);
    numeric_to(out, server, "002", me).trailing(&text).cut();
    let mut text = b"This server was started at ".to_vec();
    push_time(about.started, &mut text);
    let text = String::from_utf8_lossy(&text);
    numeric_to(out, server, "003", me).trailing(&text).cut();
    let words = numeric_to(out, server, "004", me).param(server);
    let words = LETTERS
        .iter()
        .fold(words.param(&about.version), |w, l| w.param(l));
    words.end();
    isupport(out, me, chat.rules(), about);
    server::print_lusers(out, me, chat, about);
    server::print_motd(out, me, about);
}
