//! Who comes and goes, for those who watch (IRC's MONITOR). Another case of the same nick is neither.

use crate::chat::Chat;
use crate::chat::tell::{refuse, tell, tell_these};
use crate::effect::Effect;
use crate::fold::fold;
use crate::id::SessionId;
use crate::name::worth_looking;
use crate::refusal::Refusal;
use crate::told::Told;
use std::sync::Arc;

impl Chat {
    /// The nicks that `who` watches, as they were last spelt.
    pub fn watched(&self, who: SessionId) -> Vec<Arc<str>> {
        self.watch.list(who).cloned().collect()
    }

    pub(crate) fn watched_nicks(
        &mut self,
        who: SessionId,
        nicks: &[&str],
        effects: &mut Vec<Effect<'_>>,
    ) {
        let (limit, longest) = (self.rules.watched_a_person, self.rules.nick_length);
        let (mut here, mut absent, mut over) = (Vec::new(), Vec::new(), Vec::new());
        for nick in nicks.iter().filter(|nick| may_be_watched(nick, longest)) {
            let folded = fold(nick);
            if self.watch.count(who) >= limit && !self.watch.has(who, &folded) {
                over.push((*nick).to_owned());
                continue;
            }
            self.watch.add(who, nick, &folded);
            match self.find(nick) {
                Some((_, person)) => {
                    here.push(person.source.clone());
                    let spelt = person.nick.clone();
                    self.watch.spell(&folded, &spelt);
                }
                None => absent.push(Arc::from(*nick)),
            }
        }
        if !here.is_empty() {
            tell(effects, who, Told::Online { sources: here });
        }
        if !absent.is_empty() {
            tell(effects, who, Told::Offline { nicks: absent });
        }
        if !over.is_empty() {
            let nicks = over;
            refuse(effects, who, Refusal::WatchingTooMany { limit, nicks });
        }
    }

    pub(crate) fn unwatched(&mut self, who: SessionId, nicks: Option<&[&str]>) {
        let Some(nicks) = nicks else {
            return self.watch.clear(who);
        };
        let longest = self.rules.nick_length;
        for nick in nicks.iter().filter(|nick| may_be_watched(nick, longest)) {
            self.watch.remove(who, &fold(nick));
        }
    }

    /// Tells those who wait for this person's nick that it is here.
    pub(crate) fn came_online(&mut self, who: SessionId, effects: &mut Vec<Effect<'_>>) {
        let Some(person) = self.people[who.index()].as_ref() else {
            return;
        };
        self.watch.spell(&person.folded, &person.nick);
        let watchers = self.watch.watchers(&person.folded).to_vec();
        let sources = vec![person.source.clone()];
        tell_these(effects, watchers, Told::Online { sources });
    }

    /// Tells those who wait for this nick that it is gone.
    pub(crate) fn went_offline(
        &mut self,
        folded: &str,
        nick: Arc<str>,
        effects: &mut Vec<Effect<'_>>,
    ) {
        self.watch.spell(folded, &nick);
        let watchers = self.watch.watchers(folded).to_vec();
        tell_these(effects, watchers, Told::Offline { nicks: vec![nick] });
    }
}

/// Nobody watches by mask, nor for what is much too long to be a nick.
fn may_be_watched(nick: &str, longest: usize) -> bool {
    let one_word =
        !nick.is_empty() && !nick.contains(|c: char| c.is_whitespace() || c.is_control());
    one_word && !nick.contains(['*', '?', '!', '@']) && worth_looking(nick, longest)
}
