//! Questions about who and what is there.

use crate::census::Census;
use crate::chat::Chat;
use crate::fold::fold;
use crate::gone::Gone;
use crate::id::{RoomId, SessionId};
use crate::name::{is_nick, worth_looking};
use crate::nicks::Taken;
use crate::person::Person;
use crate::refusal::Refusal;
use crate::room::Room;
use crate::rules::Rules;
use crate::stamp::Stamp;

impl Chat {
    /// The stamp of what happened last.
    pub fn last(&self) -> Stamp {
        self.last
    }

    /// The limits.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether this nick could be had by `who`, who may not have arrived yet.
    pub fn nick_free(&self, who: SessionId, nick: &str) -> Result<(), Refusal> {
        let spelt = nick.to_owned();
        if !is_nick(nick, self.rules.nick_length) {
            return Err(Refusal::NickInvalid { nick: spelt });
        }
        match self.nicks.free(who, nick, &fold(nick)) {
            Ok(()) => Ok(()),
            Err(Taken::InUse) => Err(Refusal::NickInUse { nick: spelt }),
            Err(Taken::LooksLike(other)) => Err(Refusal::NickConfusable {
                nick: spelt,
                with: self
                    .person(other)
                    .map(|other| other.nick.to_string())
                    .unwrap_or_default(),
            }),
        }
    }

    /// The person of a session; `None` before they have arrived.
    pub fn person(&self, who: SessionId) -> Option<&Person> {
        self.people.get(who.index())?.as_ref()
    }

    /// Who has this nick, in whatever case.
    pub fn find(&self, nick: &str) -> Option<(SessionId, &Person)> {
        if !worth_looking(nick, self.rules.nick_length) {
            return None;
        }
        let who = self.nicks.owner(&fold(nick))?;
        Some((who, self.person(who)?))
    }

    /// Everybody, in the order of session numbers.
    pub fn people(&self) -> impl Iterator<Item = (SessionId, &Person)> {
        let numbered = self.people.iter().enumerate();
        numbered.filter_map(|(at, person)| Some((SessionId(at as u32), person.as_ref()?)))
    }

    /// The room of this number, which came from an effect or from [`Chat::find_room`]. A room that is gone can be
    /// looked at until the next event.
    pub fn room(&self, room: RoomId) -> Option<&Room> {
        self.rooms.get(room)
    }

    /// The room of this name, in whatever case, with or without anybody in it.
    pub fn find_room(&self, name: &str) -> Option<(RoomId, &Room)> {
        if !worth_looking(name, self.rules.room_length) {
            return None;
        }
        let id = self.rooms.find(&fold(name))?;
        Some((id, self.room(id)?))
    }

    /// The lobbies and all rooms that somebody is in, by folded name.
    pub fn rooms(&self) -> impl Iterator<Item = (RoomId, &Room)> {
        let all = self.rooms.iter();
        all.filter(|(_, room)| room.lobby || !room.members.is_empty())
    }

    /// How many [`Chat::rooms`] gives, without counting them one by one.
    pub fn room_count(&self) -> usize {
        self.rooms.shown()
    }

    /// Whether these two share a room.
    pub fn share_a_room(&self, one: SessionId, other: SessionId) -> bool {
        let (Some(first), Some(second)) = (self.person(one), self.person(other)) else {
            return false;
        };
        let (fewer, whom) = match first.rooms.len() <= second.rooms.len() {
            true => (&first.rooms, other),
            false => (&second.rooms, one),
        };
        let mut rooms = fewer.iter().filter_map(|id| self.room(*id));
        rooms.any(|room| room.places.contains_key(&whom))
    }

    /// The rooms that `who` is invited to and has not entered since.
    pub fn invitations(&self, who: SessionId) -> impl Iterator<Item = (RoomId, &Room)> {
        let invitations = self
            .person(who)
            .map_or(&[][..], |person| &person.invitations);
        invitations
            .iter()
            .filter_map(|id| Some((*id, self.room(*id)?)))
    }

    /// Who had this nick, the latest first.
    pub fn gone(&self, nick: &str) -> Vec<&Gone> {
        match worth_looking(nick, self.rules.nick_length) {
            true => self.gone.find(&fold(nick)),
            false => Vec::new(),
        }
    }

    /// How many people there are.
    pub fn census(&self) -> Census {
        self.census
    }
}
