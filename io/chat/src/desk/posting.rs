//! What is said by who is not a client: a webhook, a datagram.

use crate::desk::Desk;
use crate::log::Entry;
use hullo_room::{Effect, Event, Posting, Refusal, SessionId, Told};
use tokio::sync::oneshot;

/// What became of a message that was taken: the log has it, or in words why not.
pub(crate) type Kept = Result<(), String>;

/// Why a message was not taken.
#[derive(Debug)]
pub(crate) enum Unheard {
    /// The chat's rules are against it.
    Refused(Refusal),
    /// The log is behind: later.
    Busy,
}

impl Desk {
    /// Says these texts in one room, all or, where the first is refused, none: the rules look at each in the same way.
    /// The receipt comes when the log has them.
    pub(crate) fn say_for<'a>(
        &mut self,
        posting: &Posting<'a>,
        texts: impl Iterator<Item = &'a str>,
    ) -> Result<oneshot::Receiver<Kept>, Unheard> {
        if self.is_full() || self.closing {
            return Err(Unheard::Busy);
        }
        self.look_at_clocks();
        for text in texts {
            let event = Event::Posted(Posting {
                text,
                ..posting.clone()
            });
            let mut effects = Vec::new();
            self.chat
                .handle(SessionId::NOBODY, event, self.now, &mut effects);
            self.carry_out_posting(effects).map_err(Unheard::Refused)?;
        }
        let (receipt, waiting) = oneshot::channel();
        self.post.tick.receipts.push(receipt);
        self.post.turn();
        Ok(waiting)
    }

    fn carry_out_posting(&mut self, effects: Vec<Effect<'_>>) -> Result<(), Refusal> {
        let mut message = None;
        for effect in effects {
            match effect {
                Effect::Tell {
                    told: Told::Refused(refusal),
                    ..
                } => return Err(refusal),
                Effect::Remember(record) => {
                    if self.may_refuse(record.kind) {
                        message = Some(self.message(SessionId::NOBODY, ""));
                    }
                    self.put(Entry::Record(record));
                }
                Effect::Tell { to, told } => {
                    let pieces = message.as_mut().map(|message| &mut message.pieces);
                    self.post
                        .tell(&self.chat, &self.clients, &to, &told, pieces);
                    self.post.tick.messages.extend(message.take());
                }
                effect => self.carry_out(effect),
            }
        }
        Ok(())
    }
}
