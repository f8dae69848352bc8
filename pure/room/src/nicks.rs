//! Who has which nick, and who looks like whom.

use crate::id::SessionId;
use crate::likeness::likenesses;
use std::collections::HashMap;
use std::sync::Arc;

/// Who has which nick. The maps' hashes are keyed, since clients choose the names.
#[derive(Debug, Default)]
pub(crate) struct Nicks {
    /// By folded nick.
    owners: HashMap<Arc<str>, SessionId>,
    /// Who has a likeness, and in which alphabet.
    looks: HashMap<String, Vec<(SessionId, Script)>>,
}

/// Whether a nick is of ASCII alone: such nicks may look alike among themselves (u1, ul).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Ascii,
    Other,
}

/// Why a nick is not free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Somebody has it.
    InUse,
    /// It looks like this person's.
    LooksLike(SessionId),
}

impl Nicks {
    /// Who has this nick.
    pub(crate) fn owner(&self, folded: &str) -> Option<SessionId> {
        self.owners.get(folded).copied()
    }

    /// Whether `who` could have this nick.
    pub(crate) fn free(&self, who: SessionId, nick: &str, folded: &str) -> Result<(), Taken> {
        if self.owner(folded).is_some_and(|owner| owner != who) {
            return Err(Taken::InUse);
        }
        let script = script(nick);
        let (one, other) = likenesses(nick, folded);
        for likeness in [Some(one), other].into_iter().flatten() {
            let holders = self.looks.get(&likeness).map_or(&[][..], Vec::as_slice);
            let double = holders.iter().find(|(holder, theirs)| {
                *holder != who && (script, *theirs) != (Script::Ascii, Script::Ascii)
            });
            if let Some((double, _)) = double {
                return Err(Taken::LooksLike(*double));
            }
        }
        Ok(())
    }

    /// Gives a free nick to `who`.
    pub(crate) fn take(&mut self, who: SessionId, nick: &str, folded: &Arc<str>) {
        self.owners.insert(folded.clone(), who);
        let script = script(nick);
        let (one, other) = likenesses(nick, folded);
        for likeness in [Some(one), other].into_iter().flatten() {
            self.looks.entry(likeness).or_default().push((who, script));
        }
    }

    /// Takes back what [`Nicks::take`] gave.
    pub(crate) fn release(&mut self, who: SessionId, nick: &str, folded: &str) {
        self.owners.remove(folded);
        let (one, other) = likenesses(nick, folded);
        for likeness in [Some(one), other].into_iter().flatten() {
            if let Some(holders) = self.looks.get_mut(&likeness) {
                holders.retain(|(holder, _)| *holder != who);
                if holders.is_empty() {
                    self.looks.remove(&likeness);
                }
            }
        }
    }

    /// How many have a nick, and how many likenesses are known.
    #[cfg(test)]
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (self.owners.len(), self.looks.len())
    }
}

fn script(nick: &str) -> Script {
    match nick.is_ascii() {
        true => Script::Ascii,
        false => Script::Other,
    }
}
