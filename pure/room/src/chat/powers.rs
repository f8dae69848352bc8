//! What operators may do, of a room and of the host.

use crate::chat::Chat;
use crate::chat::tell::{refuse, tell, tell_these};
use crate::effect::Effect;
use crate::id::SessionId;
use crate::line::one_line;
use crate::modes::Trait;
use crate::now::Now;
use crate::refusal::Refusal;
use crate::room::Room;
use crate::status::Status;
use crate::told::Told;
use std::borrow::Cow;

impl Chat {
    /// Whether `who` may change this room: its operators, and those of the host.
    pub(crate) fn commands(&self, who: SessionId, room: &Room) -> bool {
        let status = room.status(who).unwrap_or_default();
        status.has(Status::OPERATOR) || self.is_host_operator(who)
    }

    fn is_host_operator(&self, who: SessionId) -> bool {
        self.person(who)
            .is_some_and(|person| person.is(Trait::Operator))
    }

    pub(crate) fn wallops<'a>(
        &mut self,
        who: SessionId,
        text: &'a str,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let text = one_line(text, usize::MAX);
        let Some(person) = self.person(who) else {
            return;
        };
        if !person.is(Trait::Operator) {
            return refuse(effects, who, Refusal::NotOperator);
        }
        if text.is_empty() {
            return refuse(effects, who, Refusal::NoText);
        }
        let source = person.source.clone();
        let listeners = self
            .people()
            .filter(|(_, person)| person.is(Trait::Wallops));
        let listeners = listeners.map(|(listener, _)| listener).collect();
        tell_these(effects, listeners, Told::Wallops { source, text });
    }

    pub(crate) fn killed<'a>(
        &mut self,
        who: SessionId,
        nick: &'a str,
        reason: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let Some(killer) = self.person(who) else {
            return;
        };
        if !killer.is(Trait::Operator) {
            return refuse(effects, who, Refusal::NotOperator);
        }
        let Some((victim, _)) = self.find(nick) else {
            let nick = nick.to_owned();
            return refuse(effects, who, Refusal::NoSuchNick { nick });
        };
        let reason = match one_line(reason, self.rules.reason_length) {
            reason if reason.is_empty() => Cow::Owned(killer.nick.to_string()),
            reason => reason,
        };
        let why = format!("Killed by {}: {reason}", killer.nick);
        let source = killer.source.clone();
        tell(effects, victim, Told::Killed { source, reason });
        self.end(victim, Cow::Owned(why.clone()), now, effects);
        effects.push(Effect::Close { who: victim, why });
    }
}
