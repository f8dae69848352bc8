//! The chat under random events: what must hold whatever happens, checked against rules written down a second time.

use crate::chat::tests::acts::{Act, acts};
use crate::chat::tests::again::allowed;
use crate::chat::tests::sound::{assert_kept, assert_sound};
use crate::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

/// Small limits, so that random events meet them.
fn rules() -> Rules {
    Rules {
        rooms: 4,
        rooms_a_person: 3,
        masks_a_list: 2,
        watched_a_person: 2,
        remembered_people: 3,
        ..Rules::default()
    }
}

struct Watcher {
    chat: Chat,
    now: Now,
    last: Stamp,
    /// The number of the last message heard, by who heard it and who said it.
    heard: HashMap<(SessionId, SessionId), usize>,
    kept: BTreeMap<Arc<str>, String>,
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_rules_hold_whatever_happens(acts in acts()) {
        #[expect(clippy::disallowed_methods, reason = "an instant can only be asked for")]
        let now = Now { instant: Instant::now(), unix_millis: 1_790_000_000_000 };
        let (chat, _) = Chat::new(rules(), Stamp::FIRST, &[], now);
        let (last, heard, kept) = (Stamp::FIRST, HashMap::new(), BTreeMap::new());
        let mut watcher = Watcher { chat, now, last, heard, kept };
        for (number, (who, act)) in acts.iter().enumerate() {
            watcher.step(SessionId(*who), act, number);
        }
        watcher.restart();
    }
}

impl Watcher {
    fn step(&mut self, who: SessionId, act: &Act, number: usize) {
        // The clock stands still at times and goes back at others.
        self.now.unix_millis = 1_790_000_000_000 + (number as u64 / 3) * 7 % 40;
        let text = format!("{number}");
        let allowed = allowed(&self.chat, who, act);
        let was_in = self.member_rooms(who);
        act.with_event(&text, |event| {
            let mut effects = Vec::new();
            self.chat.handle(who, event, self.now, &mut effects);
            for effect in &effects {
                self.judge(who, act, effect);
            }
            self.judge_pairs(&effects);
            self.judge_outcome(who, act, allowed, &was_in, &effects);
        });
        assert_sound(&self.chat);
        assert_kept(&self.chat, &self.kept);
    }

    /// What one effect may say, and to whom.
    fn judge(&mut self, who: SessionId, act: &Act, effect: &Effect<'_>) {
        match effect {
            Effect::Tell { to, told } => {
                let audience = self.audience(to);
                let mut once = audience.clone();
                once.sort();
                once.dedup();
                assert_eq!(once.len(), audience.len(), "told twice: {effect:?}");
                for one in &audience {
                    let asks =
                        matches!((act, told), (Act::Arrive(_), Told::Refused(_))) && *one == who;
                    let last_word = matches!(told, Told::Killed { .. });
                    let lives = self.chat.person(*one).is_some();
                    assert!(lives || asks || last_word, "told to nobody: {effect:?}");
                }
                if let Told::Spoke(spoken) = told {
                    self.judge_spoken(spoken, &audience);
                }
            }
            Effect::Keep { room, settings } => {
                self.kept.insert(room.clone(), settings.clone());
            }
            Effect::Forget { room } => {
                self.kept.remove(room);
            }
            Effect::Close { who, .. } => assert!(self.chat.person(*who).is_none()),
            Effect::Remember(record) => assert!(record.stamp >= self.last),
        }
    }

    fn judge_spoken(&mut self, spoken: &Spoken<'_>, audience: &[SessionId]) {
        match &spoken.target {
            Target::Room(room, status) => {
                let room = self.chat.room(*room).unwrap();
                for one in audience {
                    let hears = room
                        .status(*one)
                        .is_some_and(|theirs| theirs.at_least(*status));
                    assert!(
                        hears || *one == spoken.from,
                        "told to one who is not in the room"
                    );
                }
                assert!(audience.contains(&spoken.from), "no echo");
            }
            Target::Person(to, _) => assert_eq!(audience, [*to]),
        }
        if let Ok(number) = spoken.text.parse() {
            for one in audience {
                let before = self.heard.insert((*one, spoken.from), number);
                assert!(before < Some(number), "out of order");
            }
        }
    }

    /// A record and what is told right after it bear one stamp; stamps of events grow.
    fn judge_pairs(&mut self, effects: &[Effect<'_>]) {
        let mut latest = self.last;
        for effect in effects {
            let stamp = match effect {
                Effect::Remember(record) => record.stamp,
                Effect::Tell { told, .. } => match told {
                    Told::Spoke(spoken) | Told::Said(spoken) => spoken.stamp,
                    Told::Joined { stamp, .. }
                    | Told::Parted { stamp, .. }
                    | Told::Quit { stamp, .. }
                    | Told::Renamed { stamp, .. }
                    | Told::Kicked { stamp, .. }
                    | Told::TopicSet { stamp, .. }
                    | Told::RoomModesSet { stamp, .. } => *stamp,
                    _ => continue,
                },
                _ => continue,
            };
            assert!(stamp > self.last, "a stamp was used before: {effect:?}");
            assert!(
                latest == self.last || latest == stamp,
                "two stamps in one event: {effects:?}"
            );
            latest = stamp;
        }
        self.last = latest;
    }

    fn judge_outcome(
        &self,
        who: SessionId,
        act: &Act,
        allowed: bool,
        was_in: &[Arc<str>],
        effects: &[Effect<'_>],
    ) {
        match act {
            Act::Say(target, _) if target.contains('#') => {
                let told = |effect: &Effect<'_>| {
                    matches!(
                        effect,
                        Effect::Tell {
                            told: Told::Spoke(_),
                            ..
                        }
                    )
                };
                assert_eq!(effects.iter().any(told), allowed, "{act:?} {effects:?}");
                if !allowed {
                    let kept = |effect: &Effect<'_>| matches!(effect, Effect::Remember(_));
                    assert!(!effects.iter().any(kept), "{act:?} {effects:?}");
                }
            }
            Act::Join(name, _) => {
                let folded = fold(name);
                let is_in = self.member_rooms(who).iter().any(|room| **room == *folded);
                let was = was_in.iter().any(|room| **room == *folded);
                assert_eq!(is_in, was || allowed, "{act:?} {effects:?}");
            }
            Act::Mode(..) | Act::Topic(_) | Act::Kick(..) => {
                let done = effects
                    .iter()
                    .any(|effect| matches!(effect, Effect::Remember(_)));
                assert!(!done || allowed, "{act:?} {effects:?}");
            }
            _ => {}
        }
    }

    fn member_rooms(&self, who: SessionId) -> Vec<Arc<str>> {
        let rooms = self
            .chat
            .rooms()
            .filter(|(_, room)| room.status(who).is_some());
        rooms.map(|(_, room)| room.folded.clone()).collect()
    }

    fn audience(&self, to: &Audience) -> Vec<SessionId> {
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

    /// A chat made anew from what the log kept has the same rooms.
    fn restart(&self) {
        let kept: Vec<_> = self.kept.clone().into_iter().collect();
        let mut rules = rules();
        rules.rooms = 100;
        let (chat, effects) = Chat::new(rules, self.last, &kept, self.now);
        assert_sound(&chat);
        for effect in effects {
            let Effect::Forget { room } = effect else {
                panic!("{effect:?}");
            };
            assert!(chat.find_room(&room).is_none());
        }
        for (room, settings) in &kept {
            if let Some((_, room)) = chat.find_room(room) {
                assert_eq!(crate::settings::print(room), *settings);
            }
        }
    }
}
