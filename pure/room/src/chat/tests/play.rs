//! A chat played by a script, and what comes of it as text.
//!
//! ```text
//! people ann bob          arrive, and nothing is shown of it
//! in #a ann bob           enter, and nothing is shown of it; ann made the room
//! ann> say #a hello       an event
//! ann,bob< #a ann: hello  what these are told, in order
//! log< #a Message ann: hello        shown by `check_log` alone, as are keep< and forget<
//! ```

use crate::chat::tests::sound::assert_sound;
use crate::*;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(super) struct Play {
    pub(super) chat: Chat,
    pub(super) names: Vec<String>,
    start: Instant,
    millis: u64,
}

/// Plays the inputs of a transcript; what people are told must be exactly what it says.
pub(super) fn check(transcript: &str) {
    check_by(Rules::default(), transcript);
}

pub(super) fn check_by(rules: Rules, transcript: &str) {
    let mut play = Play::new(rules, &[]);
    compare(&mut play, transcript, |line| {
        !["log<", "keep<", "forget<"]
            .iter()
            .any(|start| line.starts_with(start))
    });
}

/// The same, with what the log is given.
pub(super) fn check_log(transcript: &str) {
    compare(&mut Play::new(Rules::default(), &[]), transcript, |_| true);
}

pub(super) fn compare(play: &mut Play, transcript: &str, shown: impl Fn(&str) -> bool) {
    let lines = transcript
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let expected: Vec<_> = lines.collect();
    let mut actual: Vec<String> = Vec::new();
    for line in &expected {
        let words = line.split_once(' ');
        match words {
            Some(("people", names)) => names.split(' ').for_each(|name| {
                play.act(name, "arrive");
            }),
            Some(("in", rest)) => {
                let (room, names) = rest.split_once(' ').unwrap();
                for name in names.split(' ') {
                    play.act(name, &format!("join {room}"));
                }
            }
            Some((who, act)) if who.ends_with('>') => {
                actual.push((*line).to_owned());
                let told = play.act(who.trim_end_matches('>'), act);
                actual.extend(told.into_iter().filter(|line| shown(line)));
                continue;
            }
            _ => continue,
        }
        actual.push((*line).to_owned());
    }
    assert_eq!(
        expected.join("\n"),
        actual.join("\n"),
        "expected, then what came"
    );
}

impl Play {
    pub(super) fn new(rules: Rules, kept: &[(Arc<str>, String)]) -> Play {
        let now = Now {
            instant: any_instant(),
            unix_millis: 1_790_000_000_000,
        };
        Play {
            chat: Chat::new(rules, Stamp::FIRST, kept, now).0,
            names: Vec::new(),
            start: now.instant,
            millis: 0,
        }
    }

    pub(super) fn now(&mut self) -> Now {
        self.millis += 1;
        Now {
            instant: self.start + Duration::from_millis(self.millis),
            unix_millis: 1_790_000_000_000 + self.millis,
        }
    }

    fn session(&mut self, name: &str) -> SessionId {
        let place = self.names.iter().position(|one| one == name);
        let place = place.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        SessionId(place as u32)
    }

    /// One act, and what came of it line by line.
    pub(super) fn act(&mut self, name: &str, act: &str) -> Vec<String> {
        let who = self.session(name);
        let now = self.now();
        let mut words = act.splitn(3, ' ');
        let verb = words.next().unwrap();
        let (one, rest) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        let all = act.split_once(' ').map_or("", |(_, all)| all);
        let (nicks, changes, own);
        let speech = |speech, text, tags| Event::Spoke {
            speech,
            target: one,
            text,
            tags,
        };
        let event = match verb {
            "arrive" => Event::Arrived(Arrival {
                nick: if one.is_empty() { name } else { one },
                user: "u",
                host: "h",
                realname: "Real Name",
                secure: false,
                invisible: false,
            }),
            "nick" => Event::Renamed { nick: one },
            "join" => Event::Joined {
                room: one,
                key: (!rest.is_empty()).then_some(rest),
            },
            "part" => Event::Parted {
                room: one,
                reason: rest,
            },
            "quit" => Event::Quit { reason: all },
            "say" => speech(Speech::Message, rest, ""),
            "notice" => speech(Speech::Notice, rest, ""),
            "tags" => speech(Speech::Tags, "", rest),
            "invite" => Event::Invited {
                nick: one,
                room: rest,
            },
            "kick" => {
                let (nick, reason) = rest.split_once(' ').unwrap_or((rest, ""));
                Event::Kicked {
                    room: one,
                    nick,
                    reason,
                }
            }
            "topic" => Event::TopicSet {
                room: one,
                topic: rest,
            },
            "mode" => {
                changes = parse_changes(rest);
                Event::RoomModesSet {
                    room: one,
                    changes: &changes,
                }
            }
            "be" => {
                own = parse_own(one);
                Event::PersonModesSet { changes: &own }
            }
            "away" => Event::Away { text: all },
            "realname" => Event::RealnameSet { realname: all },
            "oper" => Event::Opered,
            "wallops" => Event::Wallops { text: all },
            "kill" => Event::Killed {
                nick: one,
                reason: rest,
            },
            "watch" | "unwatch" => {
                nicks = all
                    .split(' ')
                    .filter(|nick| !nick.is_empty())
                    .collect::<Vec<_>>();
                match verb {
                    "watch" => Event::Watched { nicks: &nicks },
                    _ => Event::Unwatched {
                        nicks: (!nicks.is_empty()).then_some(&nicks),
                    },
                }
            }
            _ => panic!("no such act: {act}"),
        };
        let mut effects = Vec::new();
        self.chat.handle(who, event, now, &mut effects);
        let lines = effects.iter().map(|effect| self.show(effect)).collect();
        assert_sound(&self.chat);
        lines
    }

    fn show(&self, effect: &Effect<'_>) -> String {
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

/// An instant has no beginning that could be named, so one is asked for; nothing depends on which.
#[expect(clippy::disallowed_methods, reason = "the tests are the driver here")]
fn any_instant() -> Instant {
    Instant::now()
}

fn nick(source: &str) -> &str {
    source.split('!').next().unwrap()
}

fn parse_own(letters: &str) -> Vec<PersonChange> {
    let mut switch = Switch::On;
    let mut changes = Vec::new();
    for letter in letters.chars() {
        let which = match letter {
            '+' | '-' => {
                switch = if letter == '+' {
                    Switch::On
                } else {
                    Switch::Off
                };
                continue;
            }
            'i' => Trait::Invisible,
            'o' => Trait::Operator,
            'w' => Trait::Wallops,
            _ => Trait::Bot,
        };
        changes.push(PersonChange(switch, which));
    }
    changes
}

pub(super) fn parse_changes(text: &str) -> Vec<RoomChange<'_>> {
    let mut words = text.split(' ');
    let letters = words.next().unwrap();
    let mut switch = Switch::On;
    let mut changes = Vec::new();
    for letter in letters.chars() {
        let flag = crate::letters::FLAGS.iter().find(|(_, one)| *one == letter);
        let list = crate::letters::LISTS.iter().find(|(_, one)| *one == letter);
        let mut word = || words.next().unwrap_or_default();
        changes.push(match (letter, switch, flag, list) {
            ('+', ..) => {
                switch = Switch::On;
                continue;
            }
            ('-', ..) => {
                switch = Switch::Off;
                continue;
            }
            (_, _, Some((flag, _)), _) => RoomChange::Flag(switch, *flag),
            (_, _, _, Some((list, _))) => RoomChange::List(switch, *list, word()),
            ('k', Switch::On, ..) => RoomChange::Key(Some(word())),
            ('k', ..) => RoomChange::Key(None),
            ('l', Switch::On, ..) => RoomChange::Limit(Some(word())),
            ('l', ..) => RoomChange::Limit(None),
            ('o', ..) => RoomChange::Status(switch, Status::OPERATOR, word()),
            _ => RoomChange::Status(switch, Status::VOICE, word()),
        });
    }
    changes
}
