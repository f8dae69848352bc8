//! Whom one walk through several rooms has met already.

use crate::id::SessionId;

/// Marks by session number. A walk begins with a number of its own, so that nothing has to be wiped.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    seen: Vec<u32>,
    walk: u32,
}

impl Marks {
    /// Begins a walk that has met nobody.
    pub(crate) fn begin(&mut self) {
        self.walk = self.walk.wrapping_add(1);
        if self.walk == 0 {
            self.seen.fill(0);
            self.walk = 1;
        }
    }

    /// Whether this walk meets them for the first time.
    pub(crate) fn first(&mut self, who: SessionId) -> bool {
        if who.index() >= self.seen.len() {
            self.seen.resize(who.index() + 1, 0);
        }
        std::mem::replace(&mut self.seen[who.index()], self.walk) != self.walk
    }
}
