//! Somebody asks for another nick.

use crate::chat::Chat;
use crate::chat::tell::{record, refuse, tell_these};
use crate::effect::Effect;
use crate::fold::fold;
use crate::id::SessionId;
use crate::now::Now;
use crate::record::RecordKind;
use crate::told::Told;
use std::sync::Arc;

impl Chat {
    pub(crate) fn renamed<'a>(
        &mut self,
        who: SessionId,
        nick: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let Some(person) = self.person(who) else {
            return;
        };
        if *person.nick == *nick {
            return;
        }
        if let Err(refusal) = self.nick_free(who, nick) {
            return refuse(effects, who, refusal);
        }
        let stamp = self.next_stamp(now);
        let mates = self.mates(who);
        let Some(person) = self.people[who.index()].as_mut() else {
            return;
        };
        let folded: Arc<str> = Arc::from(fold(nick));
        for room in person.rooms.iter() {
            if let Some(room) = self.rooms.get_mut(*room) {
                room.silenced.remove(&who);
                let record = record(RecordKind::Nick, room, person, nick, stamp);
                effects.push(Effect::Remember(record));
            }
        }
        let limit = self.rules.remembered_people;
        self.gone.push(person, now.unix_millis, limit);
        self.nicks.release(who, &person.nick, &person.folded);
        self.nicks.take(who, nick, &folded);
        let nick: Arc<str> = Arc::from(nick);
        let source = Arc::from(format!("{nick}!{}@{}", person.user, person.host));
        let source = std::mem::replace(&mut person.source, source);
        let former = (
            std::mem::replace(&mut person.nick, nick.clone()),
            std::mem::replace(&mut person.folded, folded.clone()),
        );
        let spelt = nick.clone();
        let everybody = std::iter::once(who).chain(mates).collect();
        let told = Told::Renamed {
            who,
            source,
            nick,
            stamp,
        };
        tell_these(effects, everybody, told);
        if former.1 == folded {
            self.watch.spell(&folded, &spelt);
        } else {
            self.went_offline(&former.1, former.0, effects);
            self.came_online(who, effects);
        }
    }
}
