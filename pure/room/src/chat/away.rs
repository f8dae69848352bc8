//! Somebody is away or back, or calls themselves otherwise.

use crate::chat::Chat;
use crate::chat::tell::{tell, tell_these};
use crate::effect::Effect;
use crate::id::SessionId;
use crate::line::one_line;
use crate::told::Told;
use std::sync::Arc;

impl Chat {
    pub(crate) fn went_away(&mut self, who: SessionId, text: &str, effects: &mut Vec<Effect<'_>>) {
        let text = one_line(text, self.rules.away_length);
        let nothing = self.nothing.clone();
        let Some(person) = self.people[who.index()].as_mut() else {
            return;
        };
        let before = person.away.take();
        person.away = (!text.is_empty()).then(|| Arc::from(text));
        let same = person.away == before;
        let (source, text) = (
            person.source.clone(),
            person.away.clone().unwrap_or(nothing),
        );
        tell(effects, who, Told::NowAway { text: text.clone() });
        if !same {
            let others = self.mates_and_watchers(who);
            tell_these(effects, others, Told::Away { who, source, text });
        }
    }

    pub(crate) fn realname_set(
        &mut self,
        who: SessionId,
        realname: &str,
        effects: &mut Vec<Effect<'_>>,
    ) {
        let realname = one_line(realname, self.rules.realname_length);
        let Some(person) = self.people[who.index()].as_mut() else {
            return;
        };
        if realname.is_empty() {
            return;
        }
        let same = *person.realname == *realname;
        person.realname = Arc::from(realname);
        let (source, realname) = (person.source.clone(), person.realname.clone());
        let others = match same {
            true => Vec::new(),
            false => self.mates_and_watchers(who),
        };
        let all = std::iter::once(who).chain(others).collect();
        let told = Told::RealnameSet {
            who,
            source,
            realname,
        };
        tell_these(effects, all, told);
    }

    /// All who share a room with `who` or wait for their nick, each once, without that person.
    fn mates_and_watchers(&mut self, who: SessionId) -> Vec<SessionId> {
        let mut all = self.mates(who);
        let Some(person) = self.people[who.index()].as_ref() else {
            return all;
        };
        // The marks still know whom the walk through the rooms has met.
        let watchers = self.watch.watchers(&person.folded).iter();
        all.extend(watchers.filter(|watcher| self.marks.first(**watcher)));
        all
    }
}
