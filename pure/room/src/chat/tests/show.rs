//! What a chat does, as lines of a transcript.

use crate::chat::tests::play::Play;
use crate::*;

impl Play {
    pub(super) fn show(&self, effect: &Effect<'_>) -> String {
        match effect {
            Effect::Tell { to, told } => {
                let names = self
                    .audience(to)
                    .into_iter()
                    .map(|who| &*self.names[who.index()]);
                format!(
                    "{}< {}",
                    names.collect::<Vec<_>>().join(","),
                    self.told(told)
                )
            }
            Effect::Remember(record) => {
                let (room, kind, nick) = (&record.room, record.kind, nick(&record.source));
                let text = format!(
                    "log< {room} {kind:?} {nick}: {}{}",
                    record.text, record.tags
                );
                text.trim_end().to_owned()
            }
            Effect::Keep { room, .. } => format!("keep< {room}"),
            Effect::Forget { room } => format!("forget< {room}"),
            Effect::Close { who, why } => format!("close< {} {why}", self.names[who.index()]),
        }
    }

    pub(super) fn audience(&self, to: &Audience) -> Vec<SessionId> {
        match to {
            Audience::One(who) => vec![*who],
            Audience::These(these) => these.clone(),
            Audience::Room(room, status) => {
                let members = self.chat.room(*room).unwrap().members().iter();
                let heard = members.filter(|member| member.status.at_least(*status));
                heard.map(|member| member.session).collect()
            }
        }
    }

    fn told(&self, told: &Told<'_>) -> String {
        let room = |id: &RoomId| self.chat.room(*id).unwrap().name.clone();
        match told {
            Told::Arrived => "arrived".to_owned(),
            Told::Spoke(spoken) => self.spoken(spoken),
            Told::Said(spoken) => format!("said: {}", self.spoken(spoken)),
            Told::IsAway { nick, text } => format!("{nick} is away: {text}"),
            Told::Joined {
                source, room: id, ..
            } => format!("{} joins {}", nick(source), room(id)),
            Told::Entered { room: id } => format!("entered {}", room(id)),
            Told::Parted {
                source,
                room: id,
                reason,
                ..
            } => {
                format!("{} parts {} ({reason})", nick(source), room(id))
            }
            Told::Quit { source, reason, .. } => format!("{} quits ({reason})", nick(source)),
            Told::Renamed {
                source, nick: new, ..
            } => format!("{} is now {new}", nick(source)),
            Told::Kicked {
                source,
                room: id,
                nick: other,
                reason,
                ..
            } => {
                format!(
                    "{} kicks {other} out of {} ({reason})",
                    nick(source),
                    room(id)
                )
            }
            Told::TopicSet {
                source,
                room: id,
                topic,
                ..
            } => format!("{} sets the topic of {}: {topic}", nick(source), room(id))
                .trim()
                .to_owned(),
            Told::RoomModesSet {
                source,
                room: id,
                changed,
                ..
            } => {
                format!(
                    "{} sets {} {}",
                    nick(source),
                    room(id),
                    crate::letters::print(changed)
                )
            }
            Told::PersonModesSet { changed } => format!("modes {changed:?}"),
            Told::Invited {
                source,
                nick: one,
                room,
            } => {
                format!("{} invites {one} to {room}", nick(source))
            }
            Told::Inviting { nick, room } => format!("inviting {nick} to {room}"),
            Told::OtherInvited {
                source,
                nick: one,
                room,
            } => {
                format!("{} invites another, {one}, to {room}", nick(source))
            }
            Told::Away { source, text, .. } => {
                format!("{} away: {text}", nick(source)).trim().to_owned()
            }
            Told::NowAway { text } => format!("now away: {text}").trim().to_owned(),
            Told::RealnameSet {
                source, realname, ..
            } => {
                format!("{} is really {realname}", nick(source))
            }
            Told::NowOperator => "now operator".to_owned(),
            Told::Wallops { source, text } => format!("to all, {}: {text}", nick(source)),
            Told::Killed { source, reason } => format!("killed by {} ({reason})", nick(source)),
            Told::Online { sources } => format!("online {}", sources.join(" ")),
            Told::Offline { nicks } => format!("offline {}", nicks.join(" ")),
            Told::Refused(refusal) => format!("{refusal:?}"),
        }
    }

    fn spoken(&self, spoken: &Spoken<'_>) -> String {
        let target = match &spoken.target {
            Target::Room(room, status) => {
                let sign = match *status {
                    Status::OPERATOR => "@",
                    Status::VOICE => "+",
                    _ => "",
                };
                format!("{sign}{}", self.chat.room(*room).unwrap().name)
            }
            Target::Person(_, nick) => nick.to_string(),
        };
        let sign = match spoken.speech {
            Speech::Message => ":",
            Speech::Notice => "!",
            Speech::Tags => "@",
        };
        format!(
            "{target} {}{sign} {}{}",
            nick(&spoken.source),
            spoken.text,
            spoken.tags
        )
    }
}

fn nick(source: &str) -> &str {
    source.split('!').next().unwrap()
}
