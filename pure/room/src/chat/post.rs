//! Somebody who is not in the chat says something: a webhook, a sensor.
//!
//! Promise: nobody who is here, nor anybody who looks like them, seems to have said it.

use crate::chat::Chat;
use crate::chat::speak::Words;
use crate::chat::tell::refuse;
use crate::effect::{Audience, Effect};
use crate::event::{Posting, Speech, Standing};
use crate::fold::fold;
use crate::id::SessionId;
use crate::modes::Flag;
use crate::now::Now;
use crate::record::{Record, RecordKind};
use crate::refusal::Refusal;
use crate::room::Room;
use crate::status::Status;
use crate::told::{Spoken, Target, Told};
use std::sync::Arc;

impl Chat {
    pub(crate) fn posted<'a>(
        &mut self,
        posting: Posting<'a>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        if let Err(refusal) = self.post(posting, now, effects) {
            refuse(effects, SessionId::NOBODY, refusal);
        }
    }

    fn post<'a>(
        &mut self,
        posting: Posting<'a>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) -> Result<(), Refusal> {
        self.nick_free(SessionId::NOBODY, posting.nick)?;
        let words = Words::new(Speech::Message, posting.text, "");
        let Some((id, room)) = self.find_room(posting.room) else {
            let room = posting.room.to_owned();
            return Err(Refusal::NoSuchRoom { room });
        };
        if words.nothing() {
            return Err(Refusal::NoText);
        }
        let source = format!("{}!{}@{}", posting.nick, posting.via, posting.host);
        may_post(room, &source, &posting)?;
        if room.is(Flag::NoCtcp) && words.is_ctcp() {
            let room = posting.room.to_owned();
            return Err(Refusal::CannotSpeak { room });
        }
        let (source, folded) = (Arc::<str>::from(source), room.folded.clone());
        let stamp = self.next_stamp(now);
        effects.push(Effect::Remember(Record {
            stamp,
            room: folded,
            kind: RecordKind::Message,
            source: source.clone(),
            account: self.nothing.clone(),
            text: Box::from(&*words.text),
            tags: Box::from(""),
        }));
        effects.push(Effect::Tell {
            to: Audience::Room(id, Status::NONE),
            told: Told::Spoke(Spoken {
                speech: Speech::Message,
                from: SessionId::NOBODY,
                source,
                account: self.nothing.clone(),
                bot: true,
                target: Target::Room(id, Status::NONE),
                text: words.text,
                tags: "",
                stamp,
            }),
        });
        Ok(())
    }
}

fn may_post(room: &Room, source: &str, posting: &Posting<'_>) -> Result<(), Refusal> {
    let spelt = || posting.room.to_owned();
    if room.bans(&fold(source)) {
        return Err(Refusal::Banned { room: spelt() });
    }
    if posting.standing == Standing::Vouched {
        return Ok(());
    }
    if room.is(Flag::InviteOnly) {
        return Err(Refusal::InviteOnly { room: spelt() });
    }
    if room.key.is_some() {
        return Err(Refusal::WrongKey { room: spelt() });
    }
    match room.is(Flag::Moderated) {
        true => Err(Refusal::CannotSpeak { room: spelt() }),
        false => Ok(()),
    }
}
