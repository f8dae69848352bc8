//! Somebody sets what a room is about.

use crate::chat::Chat;
use crate::chat::tell::{keep, record, refuse, room_and};
use crate::effect::Effect;
use crate::id::SessionId;
use crate::line::one_line;
use crate::modes::Flag;
use crate::now::Now;
use crate::record::RecordKind;
use crate::refusal::Refusal;
use crate::room::Topic;
use crate::told::Told;
use std::sync::Arc;

impl Chat {
    pub(crate) fn topic_set<'a>(
        &mut self,
        who: SessionId,
        name: &'a str,
        topic: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let room = || name.to_owned();
        let Some((id, found)) = self.find_room(name) else {
            return refuse(effects, who, Refusal::NoSuchRoom { room: room() });
        };
        let commands = self.commands(who, found);
        if found.status(who).is_none() && !commands {
            return refuse(effects, who, Refusal::NotInRoom { room: room() });
        }
        if found.is(Flag::TopicLocked) && !commands {
            return refuse(effects, who, Refusal::NotRoomOperator { room: room() });
        }
        let stamp = self.next_stamp(now);
        let topic = one_line(topic, self.rules.topic_length);
        let (Some(person), Some(room)) =
            (self.people[who.index()].as_ref(), self.rooms.get_mut(id))
        else {
            return;
        };
        room.topic = (!topic.is_empty()).then(|| Topic {
            text: Arc::from(&*topic),
            by: person.source.clone(),
            at: now.unix_seconds(),
        });
        effects.push(Effect::Remember(record(
            RecordKind::Topic,
            room,
            person,
            &topic,
            stamp,
        )));
        let to = room_and(who, id, room);
        let told = Told::TopicSet {
            source: person.source.clone(),
            room: id,
            topic,
            stamp,
        };
        effects.push(Effect::Tell { to, told });
        keep(effects, room);
    }
}
