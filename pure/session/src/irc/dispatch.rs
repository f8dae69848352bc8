//! Which command is answered where.

use crate::hall::Hall;
use crate::irc::client::Irc;
use crate::irc::numeric::{here, numeric};
use crate::irc::{
    cap, channel, help, history, list, mode, monitor, names, oper, person, registration, server,
    speak, who, whois,
};
use hullo_room::Speech;
use hullo_wire::irc::Message;

/// Carries out one command.
pub(crate) fn dispatch(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let word = message.word();
    let word = word.as_str();
    if !here(hall) {
        return before(irc, word, message, hall);
    }
    match word {
        "PRIVMSG" => speak::speak(irc, Speech::Message, message, hall),
        "PING" => registration::ping(message, hall),
        "PONG" => {}
        "NOTICE" => speak::speak(irc, Speech::Notice, message, hall),
        "TAGMSG" => speak::speak(irc, Speech::Tags, message, hall),
        "JOIN" => channel::join(message, hall),
        "PART" => channel::part(message, hall),
        "QUIT" => registration::quit(message, hall),
        "WHO" => who::who(irc, message, hall),
        "MODE" => mode::mode(message, hall),
        "NAMES" => names::names(irc, message, hall),
        "TOPIC" => channel::topic(message, hall),
        "NICK" => registration::rename(message, hall),
        "CHATHISTORY" => history::history(irc, message, hall),
        "CAP" => cap::cap(irc, message, hall),
        "ISON" => whois::ison(message, hall),
        "MONITOR" => monitor::monitor(message, hall),
        "WHOIS" => whois::whois(message, hall),
        "WHOWAS" => whois::whowas(message, hall),
        "USERHOST" => whois::userhost(message, hall),
        "AWAY" => person::away(message, hall),
        "SETNAME" => person::setname(message, hall),
        "KICK" => channel::kick(message, hall),
        "INVITE" => channel::invite(message, hall),
        "LIST" => list::list(message, hall),
        "MOTD" => server::motd(message, hall),
        "LUSERS" => server::lusers(hall),
        "VERSION" => server::version(message, hall),
        "TIME" => server::time(message, hall),
        "INFO" => server::info(message, hall),
        "ADMIN" => server::admin(message, hall),
        "STATS" => server::stats(message, hall),
        "LINKS" => server::links(hall),
        "HELP" | "HELPOP" => help::help(message, hall),
        "OPER" => oper::oper(message, hall),
        "KILL" => oper::kill(message, hall),
        "WALLOPS" => oper::wallops(message, hall),
        "REHASH" => oper::rehash(hall),
        "USER" | "PASS" => {
            let words = numeric(hall, "462");
            words.trailing("You have registered already").cut();
        }
        "ERROR" => {}
        _ => unknown(message, hall),
    }
}

/// What may be said before having arrived.
fn before(irc: &mut Irc, word: &str, message: &Message<'_>, hall: &mut dyn Hall) {
    match word {
        "CAP" => cap::cap(irc, message, hall),
        "PASS" => registration::pass(irc, message, hall),
        "NICK" => registration::nick(irc, message, hall),
        "USER" => registration::user(irc, message, hall),
        "PING" => registration::ping(message, hall),
        "QUIT" => registration::quit(message, hall),
        "PONG" | "ERROR" => {}
        "AUTHENTICATE" => unknown(message, hall),
        _ => {
            let words = numeric(hall, "451");
            words.trailing("You have not registered").cut();
        }
    }
}

fn unknown(message: &Message<'_>, hall: &mut dyn Hall) {
    let words = numeric(hall, "421").param(message.command);
    words.trailing("Unknown command").cut();
}
