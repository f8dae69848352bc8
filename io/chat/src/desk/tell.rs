//! What the chat decides, carried out.

use crate::desk::Desk;
use crate::desk::client::State;
use crate::desk::tick::Message;
use crate::log::{Entry, Log};
use hullo_room::{Effect, Event, RecordKind, SessionId};

impl Desk {
    /// Something happened: the chat decides, and what it decides is carried out.
    pub(crate) fn event(&mut self, who: SessionId, event: Event<'_>) {
        let target = match &event {
            Event::Spoke { target, .. } => *target,
            _ => "",
        };
        let mut effects = emptied(std::mem::take(&mut self.effects));
        self.chat.handle(who, event, self.now, &mut effects);
        let mut message = None;
        for effect in effects.drain(..) {
            message = match effect {
                Effect::Remember(record) => {
                    let refusable = self.may_refuse(record.kind);
                    self.put(Entry::Record(record));
                    refusable.then(|| self.message(who, target))
                }
                Effect::Tell { to, told } => {
                    let pieces = message
                        .as_mut()
                        .map(|message: &mut Message| &mut message.pieces);
                    self.post
                        .tell(&self.chat, &self.clients, &to, &told, pieces);
                    self.post.tick.messages.extend(message.take());
                    None
                }
                effect => {
                    self.carry_out(effect);
                    None
                }
            };
        }
        self.effects = emptied(effects);
    }

    /// Carries out one effect by itself.
    pub(crate) fn carry_out(&mut self, effect: Effect<'_>) {
        match effect {
            Effect::Tell { to, told } => {
                self.post.tell(&self.chat, &self.clients, &to, &told, None);
            }
            Effect::Remember(record) => self.put(Entry::Record(record)),
            Effect::Keep { room, settings } => self.put(Entry::Keep { room, settings }),
            // At the end of a host all leave their rooms; those are there again after a restart.
            Effect::Forget { .. } if self.closing => {}
            Effect::Forget { room } => self.put(Entry::Forget { room }),
            Effect::Close { who, why } => self.dismiss(who, &why),
        }
    }

    pub(crate) fn put(&mut self, entry: Entry) {
        self.counters.entries += 1;
        self.post.tick.entries.push(entry);
        self.post.turn();
    }

    /// Whether it is a message, and of a log that can refuse one.
    pub(crate) fn may_refuse(&self, kind: RecordKind) -> bool {
        let said = matches!(
            kind,
            RecordKind::Message | RecordKind::Notice | RecordKind::Tags
        );
        said && matches!(self.log, Log::Disk(_))
    }

    pub(crate) fn message(&mut self, from: SessionId, target: &str) -> Message {
        Message {
            from,
            serial: self.client(from).map_or(0, |client| client.serial),
            target: target.to_owned(),
            pieces: Vec::new(),
        }
    }

    /// The session has ended, if it has not already: others are told.
    pub(crate) fn quit(&mut self, who: SessionId, reason: &str) {
        if self.chat.person(who).is_some() {
            self.event(who, Event::Quit { reason });
        }
        if let Some(client) = self.client(who)
            && client.state == State::Asking
        {
            client.state = State::Open;
        }
    }
}

/// The memory of a list of effects, for effects of another life time. Nothing is left in it, so nothing is converted.
fn emptied<'b>(mut effects: Vec<Effect<'_>>) -> Vec<Effect<'b>> {
    effects.clear();
    effects
        .into_iter()
        .map(|_| unreachable!("the list is empty"))
        .collect()
}
