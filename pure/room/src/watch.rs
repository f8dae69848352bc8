//! Who wants to know when which nicks come and go.

use crate::id::SessionId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A nick that somebody waits for.
#[derive(Debug)]
struct Watched {
    /// Its last spelling.
    nick: Arc<str>,
    /// Who waits, in the order of asking.
    by: Vec<SessionId>,
}

/// Who wants to know about whom.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// By folded nick; the hash is keyed, since clients choose the names.
    nicks: HashMap<Arc<str>, Watched>,
    /// The folded nicks of each who waits, in the order of asking.
    lists: BTreeMap<SessionId, Vec<Arc<str>>>,
}

impl Watch {
    /// How many nicks `who` watches.
    pub(crate) fn count(&self, who: SessionId) -> usize {
        self.lists.get(&who).map_or(0, Vec::len)
    }

    pub(crate) fn has(&self, who: SessionId, folded: &str) -> bool {
        self.watchers(folded).contains(&who)
    }

    pub(crate) fn add(&mut self, who: SessionId, nick: &str, folded: &str) {
        if self.has(who, folded) {
            return;
        }
        let key: Arc<str> = Arc::from(folded);
        let watched = self.nicks.entry(key.clone()).or_insert_with(|| Watched {
            nick: Arc::from(nick),
            by: Vec::new(),
        });
        watched.by.push(who);
        self.lists.entry(who).or_default().push(key);
    }

    pub(crate) fn remove(&mut self, who: SessionId, folded: &str) {
        self.forget(who, folded);
        if let Some(list) = self.lists.get_mut(&who) {
            list.retain(|one| **one != *folded);
            if list.is_empty() {
                self.lists.remove(&who);
            }
        }
    }

    /// `who` wants to know nothing any more.
    pub(crate) fn clear(&mut self, who: SessionId) {
        for folded in self.lists.remove(&who).unwrap_or_default() {
            self.forget(who, &folded);
        }
    }

    /// Who waits for this nick.
    pub(crate) fn watchers(&self, folded: &str) -> &[SessionId] {
        self.nicks.get(folded).map_or(&[], |watched| &watched.by)
    }

    /// The nick was last spelt so.
    pub(crate) fn spell(&mut self, folded: &str, nick: &Arc<str>) {
        if let Some(watched) = self.nicks.get_mut(folded) {
            watched.nick = nick.clone();
        }
    }

    /// What `who` watches, as it was last spelt.
    pub(crate) fn list(&self, who: SessionId) -> impl Iterator<Item = &Arc<str>> {
        let list = self.lists.get(&who).map_or(&[][..], Vec::as_slice);
        let watched = list.iter().filter_map(|folded| self.nicks.get(folded));
        watched.map(|watched| &watched.nick)
    }

    fn forget(&mut self, who: SessionId, folded: &str) {
        if let Some(watched) = self.nicks.get_mut(folded) {
            watched.by.retain(|one| *one != who);
            if watched.by.is_empty() {
                self.nicks.remove(folded);
            }
        }
    }

    /// All pairs of who watches which folded nick, from both tables.
    #[cfg(test)]
    pub(crate) fn pairs(&self) -> [Vec<(SessionId, Arc<str>)>; 2] {
        let nicks = self.nicks.iter();
        let one = nicks.flat_map(|(nick, w)| w.by.iter().map(|who| (*who, nick.clone())));
        let lists = self.lists.iter();
        let other = lists.flat_map(|(who, list)| list.iter().map(|nick| (*who, nick.clone())));
        let mut pairs = [one.collect::<Vec<_>>(), other.collect()];
        pairs.iter_mut().for_each(|pairs| pairs.sort());
        pairs
    }
}
