//! Somebody says something: what most of a host's time goes into.
//!
//! Promise: in a room without bans nothing is allocated but the record's text and tags.

use crate::chat::Chat;
use crate::chat::tell::{refuse, tell, tell_these};
use crate::effect::{Audience, Effect};
use crate::event::Speech;
use crate::fold::fold;
use crate::id::SessionId;
use crate::line::one_line;
use crate::modes::{Flag, Trait};
use crate::name::worth_looking;
use crate::now::Now;
use crate::person::Person;
use crate::record::{Record, RecordKind};
use crate::refusal::Refusal;
use crate::room::Room;
use crate::stamp::Stamp;
use crate::status::Status;
use crate::told::{Spoken, Target, Told};
use std::borrow::Cow;

/// What was said.
pub(crate) struct Words<'a> {
    speech: Speech,
    pub(crate) text: Cow<'a, str>,
    tags: &'a str,
}

impl<'a> Words<'a> {
    /// In one line. Tags that hold what tags cannot are left out.
    pub(crate) fn new(speech: Speech, text: &'a str, tags: &'a str) -> Words<'a> {
        Words {
            speech,
            text: match speech {
                Speech::Tags => Cow::Borrowed(""),
                Speech::Message | Speech::Notice => one_line(text, usize::MAX),
            },
            tags: match tags.bytes().any(|byte| byte <= b' ') {
                true => "",
                false => tags,
            },
        }
    }

    pub(crate) fn nothing(&self) -> bool {
        match self.speech {
            Speech::Tags => self.tags.is_empty(),
            Speech::Message | Speech::Notice => self.text.is_empty(),
        }
    }

    /// A question from program to program, with ACTION as the one exception (CTCP).
    pub(crate) fn is_ctcp(&self) -> bool {
        let Some(word) = self.text.strip_prefix('\u{1}') else {
            return false;
        };
        let rest = word.strip_prefix("ACTION");
        !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\u{1}']))
    }

    /// That somebody is typing is of no worth later.
    fn passes(&self) -> bool {
        let mut names = self.tags.split(';').map(|tag| tag.split('=').next());
        let typing = [Some("+typing"), Some("+draft/typing")];
        self.speech == Speech::Tags && names.all(|name| typing.contains(&name))
    }

    fn spoken(self, from: SessionId, person: &Person, target: Target, stamp: Stamp) -> Spoken<'a> {
        Spoken {
            speech: self.speech,
            from,
            source: person.source.clone(),
            account: person.account.clone(),
            bot: person.is(Trait::Bot),
            target,
            text: self.text,
            tags: self.tags,
            stamp,
        }
    }
}

impl Chat {
    pub(crate) fn spoke<'a>(
        &mut self,
        who: SessionId,
        words: Words<'a>,
        target: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let silent = words.speech == Speech::Notice;
        let outcome = match words.nothing() {
            true if words.speech == Speech::Message => Err(Refusal::NoText),
            true => Ok(()),
            false => match room_and_status(target) {
                Some((status, name)) => self.spoke_in(who, words, name, status, now, effects),
                None => self.spoke_to(who, words, target, now, effects),
            },
        };
        if let Err(refusal) = outcome
            && !silent
        {
            refuse(effects, who, refusal);
        }
    }

    fn spoke_in<'a>(
        &mut self,
        who: SessionId,
        words: Words<'a>,
        name: &'a str,
        status: Status,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) -> Result<(), Refusal> {
        let found = match worth_looking(name, self.rules.room_length) {
            true => self.rooms.find(&fold(name)),
            false => None,
        };
        let person = self.people[who.index()].as_mut();
        let (Some(id), Some(person)) = (found, person) else {
            let room = name.to_owned();
            return Err(Refusal::NoSuchRoom { room });
        };
        let room = self
            .rooms
            .get_mut(id)
            .expect("rooms that are found are in the table");
        let member = room.status(who);
        if !may_speak(room, who, member, person) || room.is(Flag::NoCtcp) && words.is_ctcp() {
            let room = name.to_owned();
            return Err(Refusal::CannotSpeak { room });
        }
        self.last = self.last.next(now.unix_millis);
        let stamp = self.last;
        if words.speech != Speech::Tags {
            person.spoke = now.unix_millis;
        }
        // What only some of a room hear is not kept where all of it can read.
        if status == Status::NONE && !words.passes() {
            effects.push(Effect::Remember(Record {
                stamp,
                room: room.folded.clone(),
                kind: match words.speech {
                    Speech::Message => RecordKind::Message,
                    Speech::Notice => RecordKind::Notice,
                    Speech::Tags => RecordKind::Tags,
                },
                source: person.source.clone(),
                account: person.account.clone(),
                text: Box::from(&*words.text),
                tags: Box::from(words.tags),
            }));
        }
        let told = Told::Spoke(words.spoken(who, person, Target::Room(id, status), stamp));
        if member.is_some_and(|member| member.at_least(status)) {
            let to = Audience::Room(id, status);
            effects.push(Effect::Tell { to, told });
        } else {
            tell_these(effects, speaker_and(room, who, status), told);
        }
        Ok(())
    }

    fn spoke_to<'a>(
        &mut self,
        who: SessionId,
        words: Words<'a>,
        nick: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) -> Result<(), Refusal> {
        let Some((to, _)) = self.find(nick) else {
            let nick = nick.to_owned();
            return Err(Refusal::NoSuchNick { nick });
        };
        let stamp = self.next_stamp(now);
        let speech = words.speech;
        if let Some(person) = self.people[who.index()].as_mut()
            && speech != Speech::Tags
        {
            person.spoke = now.unix_millis;
        }
        let (Some(person), Some(other)) = (self.person(who), self.person(to)) else {
            return Ok(());
        };
        let target = Target::Person(to, other.nick.clone());
        let spoken = words.spoken(who, person, target, stamp);
        tell(effects, who, Told::Said(spoken.clone()));
        tell(effects, to, Told::Spoke(spoken));
        if let Some(text) = &other.away
            && speech == Speech::Message
        {
            let (nick, text) = (other.nick.clone(), text.clone());
            tell(effects, who, Told::IsAway { nick, text });
        }
        Ok(())
    }
}

/// The room, and the status that those must have who are to hear it; `None` for a nick.
fn room_and_status(target: &str) -> Option<(Status, &str)> {
    let (status, name) = match target.as_bytes() {
        [b'@', ..] => (Status::OPERATOR, &target[1..]),
        [b'+', ..] => (Status::VOICE, &target[1..]),
        _ => (Status::NONE, target),
    };
    name.starts_with('#').then_some((status, name))
}

/// Voice and operators speak whatever the modes and bans.
fn may_speak(room: &mut Room, who: SessionId, member: Option<Status>, person: &Person) -> bool {
    let Some(status) = member else {
        let closed = room.is(Flag::NoExternal) || room.is(Flag::Moderated);
        return !closed && !room.bans(&fold(&person.source));
    };
    if status.at_least(Status::VOICE) {
        return true;
    }
    !room.is(Flag::Moderated) && (room.bans.is_empty() || !is_silenced(room, who, person))
}

fn is_silenced(room: &mut Room, who: SessionId, person: &Person) -> bool {
    if let Some(known) = room.silenced.get(&who) {
        return *known;
    }
    let silenced = room.bans(&fold(&person.source));
    room.silenced.insert(who, silenced);
    silenced
}

/// The speaker, who is not among those spoken to, and those.
fn speaker_and(room: &Room, who: SessionId, status: Status) -> Vec<SessionId> {
    let heard = room
        .members
        .iter()
        .filter(|member| member.status.at_least(status));
    std::iter::once(who)
        .chain(heard.map(|member| member.session))
        .collect()
}
