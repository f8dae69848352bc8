//! Questions about the server: MOTD, LUSERS, VERSION, TIME, INFO, ADMIN, STATS, LINKS.

use crate::about::About;
use crate::hall::{Hall, Page};
use crate::irc::glob;
use crate::irc::isupport::isupport;
use crate::irc::numeric::{nick_of, numeric, numeric_to, too_few};
use crate::irc::time::push_time;
use hullo_room::Chat;
use hullo_wire::irc::Message;

/// What INFO tells.
const INFO: [&str; 2] = [
    "hullo: one command, one port, every kind of client.",
    "netcat, telnet, any IRC client and a web browser meet in the same rooms.",
];

/// MOTD.
pub(crate) fn motd(message: &Message<'_>, hall: &mut dyn Hall) {
    if is_here(message.param(0), hall) {
        let me = own_nick(hall);
        let Page { about, out, .. } = hall.page();
        print_motd(out, &me, about);
    }
}

/// LUSERS.
pub(crate) fn lusers(hall: &mut dyn Hall) {
    let me = own_nick(hall);
    let Page { chat, about, out } = hall.page();
    print_lusers(out, &me, chat, about);
}

/// VERSION.
pub(crate) fn version(message: &Message<'_>, hall: &mut dyn Hall) {
    if is_here(message.param(0), hall) {
        let me = own_nick(hall);
        let Page { chat, about, out } = hall.page();
        let words = numeric_to(out, &about.server, "351", &me).param(&about.version);
        words.param(&about.server).trailing("hullo").cut();
        isupport(out, &me, chat.rules(), about);
    }
}

/// TIME.
pub(crate) fn time(message: &Message<'_>, hall: &mut dyn Hall) {
    if is_here(message.param(0), hall) {
        let now = hall.now();
        let me = own_nick(hall);
        let Page { about, out, .. } = hall.page();
        let mut text = Vec::new();
        push_time(now.unix_millis, &mut text);
        let words = numeric_to(out, &about.server, "391", &me).param(&about.server);
        words.trailing(&String::from_utf8_lossy(&text)).cut();
    }
}

/// INFO.
pub(crate) fn info(message: &Message<'_>, hall: &mut dyn Hall) {
    if is_here(message.param(0), hall) {
        for line in INFO {
            numeric(hall, "371").trailing(line).cut();
        }
        let version = format!("This is {}.", hall.about().version);
        numeric(hall, "371").trailing(&version).cut();
        numeric(hall, "374").trailing("End of /INFO list").cut();
    }
}

/// ADMIN.
pub(crate) fn admin(message: &Message<'_>, hall: &mut dyn Hall) {
    if !is_here(message.param(0), hall) {
        return;
    }
    let me = own_nick(hall);
    let Page { about, out, .. } = hall.page();
    if about.admin.is_empty() {
        let words = numeric_to(out, &about.server, "423", &me).param(&about.server);
        return words.trailing("Nobody has said who runs this server").cut();
    }
    let words = numeric_to(out, &about.server, "256", &me).param(&about.server);
    words.trailing("Administrative info").cut();
    for (code, line) in ["257", "258", "259"].iter().zip(&about.admin) {
        numeric_to(out, &about.server, code, &me)
            .trailing(line)
            .cut();
    }
}

/// STATS: only how long the server has been up is anybody's business.
pub(crate) fn stats(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some(letter) = message.param(0).filter(|letter| !letter.is_empty()) else {
        return too_few(message, hall);
    };
    if letter == "u" {
        let started = hall.about().started;
        let up = hall.now().unix_millis.saturating_sub(started) / 1000;
        let (days, hours, minutes) = (up / 86_400, up / 3_600 % 24, up / 60 % 60);
        let text = format!("Server Up {days} days {hours}:{minutes:02}:{:02}", up % 60);
        numeric(hall, "242").trailing(&text).cut();
    }
    let words = numeric(hall, "219").param(letter);
    words.trailing("End of /STATS report").cut();
}

/// LINKS: this server stands alone.
pub(crate) fn links(hall: &mut dyn Hall) {
    let me = own_nick(hall);
    let Page { about, out, .. } = hall.page();
    let words = numeric_to(out, &about.server, "364", &me).param(&about.server);
    let words = words.param(&about.server);
    words.trailing(&format!("0 {}", about.network)).cut();
    let words = numeric_to(out, &about.server, "365", &me).param("*");
    words.trailing("End of /LINKS list").cut();
}

/// Writes the message of the day, or 422.
pub(crate) fn print_motd(out: &mut Vec<u8>, me: &str, about: &About) {
    if about.motd.is_empty() {
        let words = numeric_to(out, &about.server, "422", me);
        return words.trailing("There is no message of the day").cut();
    }
    let text = format!("- {} message of the day -", about.server);
    numeric_to(out, &about.server, "375", me)
        .trailing(&text)
        .cut();
    for line in &about.motd {
        numeric_to(out, &about.server, "372", me)
            .trailing(line)
            .cut();
    }
    let words = numeric_to(out, &about.server, "376", me);
    words.trailing("End of /MOTD command").cut();
}

/// Writes how many are here.
pub(crate) fn print_lusers(out: &mut Vec<u8>, me: &str, chat: &Chat, about: &About) {
    let census = chat.census();
    let server = &*about.server;
    let (visible, invisible) = (census.people - census.invisible, census.invisible);
    let text = format!("There are {visible} users and {invisible} invisible on 1 servers");
    numeric_to(out, server, "251", me).trailing(&text).cut();
    let words = numeric_to(out, server, "252", me).param(&census.operators.to_string());
    words.trailing("operator(s) online").cut();
    let rooms = chat.room_count().to_string();
    let words = numeric_to(out, server, "254", me).param(&rooms);
    words.trailing("channels formed").cut();
    let (now, most) = (census.people, census.most);
    let text = format!("I have {now} clients and 0 servers");
    numeric_to(out, server, "255", me).trailing(&text).cut();
    for (code, whose) in [("265", "local"), ("266", "global")] {
        let words = numeric_to(out, server, code, me).param(&now.to_string());
        let text = format!("Current {whose} users {now}, max {most}");
        words.param(&most.to_string()).trailing(&text).cut();
    }
}

fn own_nick(hall: &dyn Hall) -> String {
    nick_of(hall.chat(), hall.id()).to_owned()
}

/// Whether the server asked about is this one; else 402. A nick stands for the server it is on.
fn is_here(asked: Option<&str>, hall: &mut dyn Hall) -> bool {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return true;
    };
    if glob::matches(asked, &hall.about().server) || hall.chat().find(asked).is_some() {
        return true;
    }
    let words = numeric(hall, "402").param(asked);
    words.trailing("No such server").cut();
    false
}
