//! Somebody is gone.

use crate::chat::Chat;
use crate::chat::tell::{record, tell_these};
use crate::effect::Effect;
use crate::id::SessionId;
use crate::line::one_line;
use crate::now::Now;
use crate::record::RecordKind;
use crate::told::Told;
use std::borrow::Cow;

impl Chat {
    pub(crate) fn quit<'a>(
        &mut self,
        who: SessionId,
        reason: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let reason = one_line(reason, self.rules.reason_length);
        self.end(who, reason, now, effects);
    }

    /// All that comes of somebody's end: the rooms' logs, those who shared a room, WHOWAS, the nick, and who watches.
    pub(crate) fn end<'a>(
        &mut self,
        who: SessionId,
        reason: Cow<'a, str>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let mates = self.mates(who);
        let stamp = self.next_stamp(now);
        let Some(mut person) = self.people[who.index()].take() else {
            return;
        };
        for room in person.rooms.iter().filter_map(|id| self.rooms.get(*id)) {
            let record = record(RecordKind::Quit, room, &person, &reason, stamp);
            effects.push(Effect::Remember(record));
        }
        let source = person.source.clone();
        let told = Told::Quit {
            source,
            reason,
            stamp,
        };
        tell_these(effects, mates, told);
        for id in std::mem::take(&mut person.rooms) {
            self.take_out(who, id, effects);
        }
        for id in &person.invitations {
            if let Some(room) = self.rooms.get_mut(*id) {
                room.invited.remove(&who);
            }
        }
        self.census.subtract(&person);
        self.nicks.release(who, &person.nick, &person.folded);
        let limit = self.rules.remembered_people;
        self.gone.push(&person, now.unix_millis, limit);
        self.watch.clear(who);
        self.went_offline(&person.folded, person.nick, effects);
    }
}
