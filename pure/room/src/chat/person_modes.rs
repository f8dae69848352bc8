//! Somebody changes what they are themselves.

use crate::chat::Chat;
use crate::chat::tell::tell;
use crate::effect::Effect;
use crate::id::SessionId;
use crate::modes::{PersonChange, Switch, Trait};
use crate::person::bit;
use crate::told::Told;

impl Chat {
    /// Nobody makes themselves an operator of the host.
    pub(crate) fn person_modes_set(
        &mut self,
        who: SessionId,
        changes: &[PersonChange],
        effects: &mut Vec<Effect<'_>>,
    ) {
        let own = |change: &&PersonChange| **change != PersonChange(Switch::On, Trait::Operator);
        let changes = changes.iter().copied().filter(|change| own(&change));
        let changed: Vec<_> = changes.filter(|change| self.switch(who, *change)).collect();
        if !changed.is_empty() {
            tell(effects, who, Told::PersonModesSet { changed });
        }
    }

    pub(crate) fn opered(&mut self, who: SessionId, effects: &mut Vec<Effect<'_>>) {
        let change = PersonChange(Switch::On, Trait::Operator);
        let changed = self.switch(who, change);
        tell(effects, who, Told::NowOperator);
        if changed {
            let changed = vec![change];
            tell(effects, who, Told::PersonModesSet { changed });
        }
    }

    /// Gives whether that changed anything.
    fn switch(&mut self, who: SessionId, change: PersonChange) -> bool {
        let PersonChange(switch, which) = change;
        let Some(person) = self.people[who.index()].as_mut() else {
            return false;
        };
        if person.is(which) == (switch == Switch::On) {
            return false;
        }
        self.census.subtract(person);
        person.traits ^= bit(which);
        self.census.add(person);
        true
    }
}
