//! One turn's worth of what goes out: printed once for each way of reading, with the records that must be kept first.

use crate::desk::Kept;
use crate::desk::out::Range;
use crate::log::Entry;
use hullo_room::{Query, SessionId};
use tokio::sync::oneshot;

/// The buffer of what is printed for one client alone.
pub(crate) const OWN: u16 = 0;

/// What one turn brings.
#[derive(Debug, Default)]
pub(crate) struct Tick {
    /// A buffer for each way of reading, the first for what is printed for one client alone.
    pub(crate) buffers: Vec<Vec<u8>>,
    /// Who has pieces waiting.
    pub(crate) receivers: Vec<SessionId>,
    /// What the log must have before any of it goes out.
    pub(crate) entries: Vec<Entry>,
    /// Where the messages among them stand, should the log refuse them.
    pub(crate) messages: Vec<Message>,
    /// Questions to the log, which are put when all before them has gone out.
    pub(crate) questions: Vec<Question>,
    /// Who waits to hear that the log has what is in here.
    pub(crate) receipts: Vec<oneshot::Sender<Kept>>,
}

/// A message that the log may yet refuse.
#[derive(Debug)]
pub(crate) struct Message {
    /// Who said it, and which of those who had that number.
    pub(crate) from: SessionId,
    pub(crate) serial: u64,
    /// Where, as said.
    pub(crate) target: String,
    /// Where it is printed.
    pub(crate) pieces: Vec<Range>,
}

/// A question of a session to the log.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) from: SessionId,
    pub(crate) serial: u64,
    pub(crate) query: Query,
}

/// A tick that the log has not taken yet: what is to go out when it has.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) tick: Tick,
    pub(crate) ranges: Vec<(SessionId, u64, Vec<Range>)>,
}

impl Sealed {
    /// Whether some of it is for this client.
    pub(crate) fn is_for(&self, who: SessionId, serial: u64) -> bool {
        let mut receivers = self.ranges.iter();
        receivers.any(|(receiver, number, _)| *receiver == who && *number == serial)
    }
}

impl Tick {
    pub(crate) fn is_empty(&self) -> bool {
        self.receivers.is_empty() && self.entries.is_empty() && self.questions.is_empty()
    }

    /// Bytes printed so far.
    pub(crate) fn bytes(&self) -> usize {
        self.buffers.iter().map(Vec::len).sum()
    }

    /// Tells who waits for that what became of the tick.
    pub(crate) fn receipt(&mut self, kept: &Kept) {
        for receipt in self.receipts.drain(..) {
            // Who has gone away does not want to know any more.
            let _ = receipt.send(kept.clone());
        }
    }

    /// Empty again, with its memory kept where that is worth it.
    pub(crate) fn clear(&mut self) {
        for buffer in &mut self.buffers {
            match buffer.capacity() > LARGEST_KEPT {
                true => *buffer = Vec::new(),
                false => buffer.clear(),
            }
        }
        self.receivers.clear();
        self.entries.clear();
        self.messages.clear();
        self.questions.clear();
    }
}

/// Buffers above this are given back: a busy turn prints some 100 KiB.
const LARGEST_KEPT: usize = 1 << 20;
