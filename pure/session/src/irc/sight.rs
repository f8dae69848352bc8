//! What one may see of others: secret rooms and invisible people.

use hullo_room::{Chat, Flag, Person, Room, RoomId, SessionId, Trait};

/// Whether the room is shown to `who`.
pub(crate) fn sees_room(who: SessionId, room: &Room) -> bool {
    !room.is(Flag::Secret) || room.status(who).is_some()
}

/// The room of this name, if it is there for `who`.
pub(crate) fn find_room<'c>(
    chat: &'c Chat,
    who: SessionId,
    name: &str,
) -> Option<(RoomId, &'c Room)> {
    chat.find_room(name)
        .filter(|(_, room)| sees_room(who, room))
}

/// Whether a mask finds the other.
pub(crate) fn finds(chat: &Chat, who: SessionId, other: SessionId, person: &Person) -> bool {
    !person.is(Trait::Invisible) || who == other || chat.share_a_room(who, other)
}

/// Whether `who` is shown this member of a room: the invisible only to members.
pub(crate) fn sees_member(who: SessionId, room: &Room, person: &Person) -> bool {
    !person.is(Trait::Invisible) || room.status(who).is_some()
}
