//! How many people there are.

use crate::modes::Trait;
use crate::person::Person;

/// How many people there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// People here.
    pub people: usize,
    /// Of them invisible.
    pub invisible: usize,
    /// Of them operators of the host.
    pub operators: usize,
    /// The most there ever were at once.
    pub most: usize,
}

impl Census {
    /// Counts somebody in.
    pub(crate) fn add(&mut self, person: &Person) {
        self.people += 1;
        self.invisible += usize::from(person.is(Trait::Invisible));
        self.operators += usize::from(person.is(Trait::Operator));
        self.most = self.most.max(self.people);
    }

    /// Counts somebody out, who is as they were when counted in.
    pub(crate) fn subtract(&mut self, person: &Person) {
        self.people -= 1;
        self.invisible -= usize::from(person.is(Trait::Invisible));
        self.operators -= usize::from(person.is(Trait::Operator));
    }
}
