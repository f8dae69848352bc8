//! Who has to hear of somebody.

use crate::chat::Chat;
use crate::id::SessionId;

impl Chat {
    /// All who share a room with `who`, each once and without that person, in the order of the rooms and of entering.
    pub(crate) fn mates(&mut self, who: SessionId) -> Vec<SessionId> {
        let Some(person) = self.people.get(who.index()).and_then(Option::as_ref) else {
            return Vec::new();
        };
        self.marks.begin();
        self.marks.first(who);
        let mut mates = Vec::new();
        for room in person.rooms.iter().filter_map(|id| self.rooms.get(*id)) {
            let members = room.members.iter().map(|member| member.session);
            mates.extend(members.filter(|member| self.marks.first(*member)));
        }
        mates
    }
}
