//! HELP and HELPOP: 704, 705 and 706, or 524 for what is no subject.

use crate::hall::Hall;
use crate::irc::numeric::numeric;
use hullo_wire::irc::Message;

/// What is told when no subject is asked for.
const INDEX: &[&str] = &[
    "Commands of this server",
    "Talk:   PRIVMSG NOTICE TAGMSG CHATHISTORY",
    "Rooms:  JOIN PART TOPIC NAMES LIST INVITE KICK MODE",
    "People: NICK AWAY SETNAME WHO WHOIS WHOWAS USERHOST ISON MONITOR",
    "Server: MOTD LUSERS VERSION TIME INFO ADMIN STATS LINKS PING QUIT",
    "HELP and one of these words tells more.",
];

const SUBJECTS: [(&str, &[&str]); 12] = [
    (
        "JOIN",
        &[
            "JOIN #room{,#room} [key{,key}]",
            "Enters rooms; one that is not there is made, and you are its operator.",
            "JOIN 0 leaves all rooms.",
        ],
    ),
    ("PART", &["PART #room{,#room} [:reason]", "Leaves rooms."]),
    (
        "PRIVMSG",
        &[
            "PRIVMSG target{,target} :text",
            "Says something in a room or to a person; @#room is heard by its operators only.",
        ],
    ),
    (
        "TOPIC",
        &[
            "TOPIC #room [:text]",
            "Shows or sets what a room is about; an empty text clears it.",
        ],
    ),
    (
        "KICK",
        &[
            "KICK #room nick{,nick} [:reason]",
            "Puts people out of a room that you are an operator of.",
        ],
    ),
    (
        "INVITE",
        &[
            "INVITE nick #room",
            "Invites somebody; an invitation opens rooms that are +i, +l or banned.",
            "Alone it lists where you are invited to.",
        ],
    ),
    (
        "MODE",
        &[
            "MODE #room [letters [parameters]]",
            "b ban, e exception, I invitation list, k key, l limit, i invite only, m moderated,",
            "n members only, s secret, t topic locked, C no CTCP, o operator, v voice",
            "MODE nick [letters]: i invisible, w wallops, B bot, -o no operator any more",
        ],
    ),
    (
        "LIST",
        &[
            "LIST [conditions]",
            ">10 or <10 people, C>60 or C<60 minutes old, T>5 or T<5 minutes since the topic, *mask*, !mask",
        ],
    ),
    (
        "WHO",
        &["WHO mask|#room [o] [%fields,token]", "Lists people."],
    ),
    ("WHOIS", &["WHOIS nick", "Tells who somebody is."]),
    (
        "MONITOR",
        &[
            "MONITOR + nicks | - nicks | C | L | S",
            "Tells you when people come and go.",
        ],
    ),
    (
        "CHATHISTORY",
        &[
            "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN #room bounds limit",
            "Shows what was said; CHATHISTORY TARGETS where.",
        ],
    ),
];

/// Answers HELP and HELPOP.
pub(crate) fn help(message: &Message<'_>, hall: &mut dyn Hall) {
    let subject = message.param(0).filter(|subject| !subject.is_empty());
    let Some(subject) = subject else {
        return tell("index", INDEX, hall);
    };
    let known = SUBJECTS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(subject));
    match known {
        Some((_, lines)) => tell(subject, lines, hall),
        None => {
            let words = numeric(hall, "524").param(subject);
            words.trailing("There is no help on this").cut();
        }
    }
}

fn tell(subject: &str, lines: &[&str], hall: &mut dyn Hall) {
    for (at, line) in lines.iter().enumerate() {
        let code = if at == 0 { "704" } else { "705" };
        numeric(hall, code).param(subject).trailing(line).cut();
    }
    let words = numeric(hall, "706").param(subject);
    words.trailing("End of /HELP").cut();
}
