//! Somebody invites somebody.

use crate::chat::Chat;
use crate::chat::tell::{refuse, tell, tell_these};
use crate::effect::Effect;
use crate::id::{RoomId, SessionId};
use crate::modes::Flag;
use crate::refusal::Refusal;
use crate::status::Status;
use crate::told::Told;

impl Chat {
    pub(crate) fn invited(
        &mut self,
        who: SessionId,
        nick: &str,
        name: &str,
        effects: &mut Vec<Effect<'_>>,
    ) {
        let (id, guest) = match self.may_invite(who, nick, name) {
            Ok(found) => found,
            Err(refusal) => return refuse(effects, who, refusal),
        };
        if let (Some(room), Some(person)) =
            (self.rooms.get_mut(id), self.people[guest.index()].as_mut())
            && room.invited.insert(guest)
        {
            person.invitations.push(id);
        }
        let (Some(host), Some(person), Some(room)) =
            (self.person(who), self.person(guest), self.room(id))
        else {
            return;
        };
        let (source, nick, name) = (host.source.clone(), person.nick.clone(), room.name.clone());
        let told = Told::Invited {
            source: source.clone(),
            nick: nick.clone(),
            room: name.clone(),
        };
        tell(effects, guest, told);
        let told = Told::Inviting {
            nick: nick.clone(),
            room: name.clone(),
        };
        tell(effects, who, told);
        if let Some(text) = person.away.clone() {
            let nick = nick.clone();
            tell(effects, who, Told::IsAway { nick, text });
        }
        let operators = room
            .members
            .iter()
            .filter(|member| member.status.has(Status::OPERATOR));
        let others = operators
            .map(|member| member.session)
            .filter(|one| *one != who)
            .collect();
        let told = Told::OtherInvited {
            source,
            nick,
            room: name,
        };
        tell_these(effects, others, told);
    }

    fn may_invite(
        &self,
        who: SessionId,
        nick: &str,
        name: &str,
    ) -> Result<(RoomId, SessionId), Refusal> {
        let (nick, room) = (nick.to_owned(), name.to_owned());
        let Some((guest, _)) = self.find(&nick) else {
            return Err(Refusal::NoSuchNick { nick });
        };
        let Some((id, found)) = self.find_room(name) else {
            return Err(Refusal::NoSuchRoom { room });
        };
        if found.status(who).is_none() {
            return Err(Refusal::NotInRoom { room });
        }
        if found.status(guest).is_some() {
            return Err(Refusal::AlreadyInRoom { nick, room });
        }
        if found.is(Flag::InviteOnly) && !self.commands(who, found) {
            return Err(Refusal::NotRoomOperator { room });
        }
        Ok((id, guest))
    }
}
