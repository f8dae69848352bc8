//! A chat played by a script, and what comes of it as text.
//!
//! ```text
//! people ann bob          arrive, and nothing is shown of it
//! in #a ann bob           enter, and nothing is shown of it; ann made the room
//! ann> say #a hello       an event
//! ann,bob< #a ann: hello  what these are told, in order
//! log< #a Message ann: hello        shown by `check_log` alone, as are keep< and forget<
//! ```

use crate::chat::tests::letters::{parse_changes, parse_own};
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
        let who = match act.starts_with("post ") || act.starts_with("vouched ") {
            true => SessionId::NOBODY,
            false => self.session(name),
        };
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
            "post" | "vouched" => {
                let nick = name.trim_start_matches('_');
                let standing = match verb {
                    "post" => Standing::Anybody,
                    _ => Standing::Vouched,
                };
                Event::Posted(Posting {
                    nick,
                    via: "http",
                    host: "::1",
                    room: one,
                    text: rest,
                    standing,
                })
            }
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
}

/// An instant has no beginning that could be named, so one is asked for; nothing depends on which.
#[expect(clippy::disallowed_methods, reason = "the tests are the driver here")]
fn any_instant() -> Instant {
    Instant::now()
}
