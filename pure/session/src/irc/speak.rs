//! Saying something: PRIVMSG, NOTICE, TAGMSG.

use crate::caps::Cap;
use crate::hall::Hall;
use crate::irc::client::Irc;
use crate::irc::numeric::{numeric, too_few};
use hullo_room::{Event, Speech};
use hullo_wire::irc::{Message, is_key};

/// To how many one line may speak.
pub(crate) const MOST_TARGETS: usize = 4;

/// Answers PRIVMSG, NOTICE and TAGMSG. A NOTICE never draws an error.
pub(crate) fn speak(irc: &Irc, speech: Speech, message: &Message<'_>, hall: &mut dyn Hall) {
    let targets = message.param(0).unwrap_or_default();
    let text = match speech {
        Speech::Tags => "",
        Speech::Message | Speech::Notice => message.param(1).unwrap_or_default(),
    };
    if targets.is_empty() || (text.is_empty() && speech != Speech::Tags) {
        return incomplete(speech, targets, message, hall);
    }
    let tags = match message.tags.as_str() {
        "" => String::new(),
        _ => client_tags(irc, message),
    };
    if speech == Speech::Tags && tags.is_empty() {
        return;
    }
    if targets.split(',').count() > MOST_TARGETS {
        if speech == Speech::Message {
            let words = numeric(hall, "407").param(targets);
            words.trailing("Too many targets; nothing was sent").cut();
        }
        return;
    }
    for target in targets.split(',').filter(|target| !target.is_empty()) {
        let tags = &tags;
        hall.event(Event::Spoke {
            speech,
            target,
            text,
            tags,
        });
    }
}

fn incomplete(speech: Speech, targets: &str, message: &Message<'_>, hall: &mut dyn Hall) {
    match speech {
        Speech::Notice => {}
        Speech::Tags => too_few(message, hall),
        Speech::Message if targets.is_empty() => {
            let words = numeric(hall, "411");
            words.trailing("No recipient given (PRIVMSG)").cut();
        }
        Speech::Message => {
            let words = numeric(hall, "412");
            words.trailing("No text to send").cut();
        }
    }
}

/// The tags that are for other clients, and only theirs.
fn client_tags(irc: &Irc, message: &Message<'_>) -> String {
    let mut tags = String::new();
    if !irc.caps.has(Cap::MessageTags) {
        return tags;
    }
    for (key, raw) in message.tags.iter() {
        if key.starts_with('+') && is_key(key) {
            if !tags.is_empty() {
                tags.push(';');
            }
            tags.push_str(key);
            if !raw.is_empty() {
                tags.push('=');
                tags.push_str(raw);
            }
        }
    }
    tags
}
