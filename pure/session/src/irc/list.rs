//! LIST: which rooms there are, with conditions (ELIST=CMNTU).
//!
//! ```text
//! LIST >10,*rust*,!#test*,C<60,T>5      more than 10 people; such a name; not such a one; made within an hour;
//!                                       topic older than five minutes
//! ```

use crate::hall::{Hall, Page};
use crate::irc::glob;
use crate::irc::numeric::{nick_of, numeric_to};
use crate::irc::sight::sees_room;
use hullo_room::Room;
use hullo_wire::irc::Message;

/// A condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition<'a> {
    /// More people than that.
    More(usize),
    /// Fewer.
    Fewer(usize),
    /// Made at least so many minutes ago, or `false` less.
    Made(bool, u64),
    /// The topic set at least so many minutes ago, or `false` less.
    Topic(bool, u64),
    /// Not such a name.
    Unlike(&'a str),
}

/// Answers LIST.
pub(crate) fn list(message: &Message<'_>, hall: &mut dyn Hall) {
    let now = hall.now().unix_seconds();
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    let mut conditions = Vec::new();
    let mut names = Vec::new();
    for word in message.param(0).unwrap_or_default().split(',') {
        match condition(word) {
            Some(condition) => conditions.push(condition),
            None if word.is_empty() => {}
            None => names.push(word),
        }
    }
    let words = numeric_to(out, &about.server, "321", me).param("Channel");
    words.trailing("Users  Name").cut();
    for (_, room) in chat.rooms().filter(|(_, room)| sees_room(id, room)) {
        let named = names.is_empty() || names.iter().any(|mask| glob::matches(mask, &room.name));
        if named
            && conditions
                .iter()
                .all(|condition| holds(*condition, room, now))
        {
            let words = numeric_to(out, &about.server, "322", me).param(&room.name);
            let words = words.param(&room.members().len().to_string());
            let topic = room.topic.as_ref().map_or("", |topic| &topic.text);
            words.trailing(topic).cut();
        }
    }
    let words = numeric_to(out, &about.server, "323", me);
    words.trailing("End of /LIST").cut();
}

fn condition(word: &str) -> Option<Condition<'_>> {
    let number = |text: &str| text.parse::<u64>().ok();
    let count = |text: &str| text.parse::<usize>().ok();
    let (first, rest) = word.split_at_checked(1)?;
    let then = rest.split_at_checked(1);
    match (first, then) {
        (">", _) => count(rest).map(Condition::More),
        ("<", _) => count(rest).map(Condition::Fewer),
        ("!", _) => Some(Condition::Unlike(rest)),
        ("C" | "c", Some((sign @ (">" | "<"), text))) => {
            number(text).map(|minutes| Condition::Made(sign == ">", minutes))
        }
        ("T" | "t", Some((sign @ (">" | "<"), text))) => {
            number(text).map(|minutes| Condition::Topic(sign == ">", minutes))
        }
        _ => None,
    }
}

fn holds(condition: Condition<'_>, room: &Room, now: u64) -> bool {
    let older = |at: u64, minutes: u64| now.saturating_sub(at) >= minutes.saturating_mul(60);
    match condition {
        Condition::More(count) => room.members().len() > count,
        Condition::Fewer(count) => room.members().len() < count,
        Condition::Made(wanted, minutes) => older(room.created, minutes) == wanted,
        Condition::Topic(wanted, minutes) => {
            let topic = room.topic.as_ref();
            topic.is_some_and(|topic| older(topic.at, minutes) == wanted)
        }
        Condition::Unlike(mask) => !glob::matches(mask, &room.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_from_names() {
        for (word, expected) in [
            (">3", Some(Condition::More(3))),
            ("<3", Some(Condition::Fewer(3))),
            ("C>0", Some(Condition::Made(true, 0))),
            ("c<5", Some(Condition::Made(false, 5))),
            ("T<5", Some(Condition::Topic(false, 5))),
            ("!#a*", Some(Condition::Unlike("#a*"))),
            (">x", None),
            ("C", None),
            ("C>", None),
            ("#a", None),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(condition(word), expected, "{word}");
        }
    }
}
