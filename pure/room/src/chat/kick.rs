//! Somebody puts somebody out of a room.

use crate::chat::Chat;
use crate::chat::tell::{members_and, record, refuse, tell_these};
use crate::effect::Effect;
use crate::id::{RoomId, SessionId};
use crate::line::one_line;
use crate::now::Now;
use crate::record::RecordKind;
use crate::refusal::Refusal;
use crate::told::Told;
use std::borrow::Cow;

impl Chat {
    pub(crate) fn kicked<'a>(
        &mut self,
        who: SessionId,
        name: &'a str,
        nick: &'a str,
        reason: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let (id, victim) = match self.may_kick(who, name, nick) {
            Ok(found) => found,
            Err(refusal) => return refuse(effects, who, refusal),
        };
        let stamp = self.next_stamp(now);
        let (Some(kicker), Some(other), Some(room)) =
            (self.person(who), self.person(victim), self.room(id))
        else {
            return;
        };
        let reason = match one_line(reason, self.rules.reason_length) {
            reason if reason.is_empty() => Cow::Owned(kicker.nick.to_string()),
            reason => reason,
        };
        let nick = other.nick.clone();
        let text = format!("{nick} {reason}");
        let all = members_and(who, room);
        let told = Told::Kicked {
            source: kicker.source.clone(),
            room: id,
            nick,
            reason,
            stamp,
        };
        effects.push(Effect::Remember(record(
            RecordKind::Kick,
            room,
            kicker,
            &text,
            stamp,
        )));
        tell_these(effects, all, told);
        self.take_out(victim, id, effects);
    }

    fn may_kick(
        &self,
        who: SessionId,
        name: &str,
        nick: &str,
    ) -> Result<(RoomId, SessionId), Refusal> {
        let room = name.to_owned();
        let Some((id, found)) = self.find_room(name) else {
            return Err(Refusal::NoSuchRoom { room });
        };
        if !self.commands(who, found) {
            return Err(match found.status(who) {
                None => Refusal::NotInRoom { room },
                Some(_) => Refusal::NotRoomOperator { room },
            });
        }
        let nick = nick.to_owned();
        match self.find(&nick) {
            None => Err(Refusal::NoSuchNick { nick }),
            Some((victim, _)) if found.status(victim).is_none() => {
                Err(Refusal::TheyAreNotInRoom { nick, room })
            }
            Some((victim, _)) => Ok((id, victim)),
        }
    }
}
