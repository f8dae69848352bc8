//! Who was here.

use crate::person::Person;
use std::collections::VecDeque;
use std::sync::Arc;

/// Who was here.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The nick as it was spelt.
    pub nick: Arc<str>,
    /// The user name.
    pub user: Arc<str>,
    /// The host as others saw it.
    pub host: Arc<str>,
    /// What they called themselves.
    pub realname: Arc<str>,
    /// The account they were logged in to; empty for none.
    pub account: Arc<str>,
    /// When they went, in milliseconds since 1970.
    pub at: u64,
    folded: Arc<str>,
}

/// The last who have left or changed their nick.
#[derive(Debug, Default)]
pub(crate) struct Remembered(VecDeque<Gone>);

impl Remembered {
    /// Notes that this person is no longer called so; at most `limit` are remembered.
    pub(crate) fn push(&mut self, person: &Person, at: u64, limit: usize) {
        self.0.push_back(Gone {
            nick: person.nick.clone(),
            user: person.user.clone(),
            host: person.host.clone(),
            realname: person.realname.clone(),
            account: person.account.clone(),
            at,
            folded: person.folded.clone(),
        });
        let over = self.0.len().saturating_sub(limit);
        self.0.drain(..over);
    }

    /// Who was called so, the latest first.
    pub(crate) fn find(&self, folded: &str) -> Vec<&Gone> {
        let all = self.0.iter().rev();
        all.filter(|gone| &*gone.folded == folded).collect()
    }
}
