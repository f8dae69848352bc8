//! Rooms that nobody is in.
//!
//! A lobby stays. A room that only the invited may enter is gone for good, since nobody is left to invite. One of which
//! the log has settings stays as it was, unseen, until the table is full; any other has nothing to lose and is dropped.

use crate::chat::Chat;
use crate::effect::Effect;
use crate::id::RoomId;
use crate::modes::Flag;

impl Chat {
    pub(crate) fn emptied(&mut self, id: RoomId, effects: &mut Vec<Effect<'_>>) {
        let Some(room) = self.rooms.get(id) else {
            return;
        };
        if room.lobby {
            return;
        }
        if room.is(Flag::InviteOnly) {
            let room = room.folded.clone();
            effects.push(Effect::Forget { room });
            self.drop_room(id);
        } else if room.kept {
            self.rooms.vacate(id);
        } else {
            self.drop_room(id);
        }
    }

    /// An empty room makes way for a new one. Whoever makes it anew may read what the log has of it, unless it was closed:
    /// then its log goes with it.
    pub(crate) fn make_way(&mut self, id: RoomId, effects: &mut Vec<Effect<'_>>) {
        if let Some(room) = self.rooms.get(id)
            && (room.is(Flag::InviteOnly) || room.key.is_some())
        {
            let room = room.folded.clone();
            effects.push(Effect::Forget { room });
        }
        self.drop_room(id);
    }

    /// Takes an empty room out of the table. What the log has of it stays there.
    pub(crate) fn drop_room(&mut self, id: RoomId) {
        if let Some(room) = self.rooms.get_mut(id) {
            for who in std::mem::take(&mut room.invited) {
                if let Some(person) = self.people[who.index()].as_mut() {
                    person.invitations.retain(|other| *other != id);
                }
            }
        }
        self.rooms.remove(id);
    }
}
