//! What one call to the kernel brings: many datagrams, each with its sender, borders kept.
//!
//! ```text
//! slot 0  [ datagram | datagram | data ]     a run of equal ones by GRO, the last perhaps shorter
//! slot 1  [ datagram ]                       or one
//! ...
//! ```

use crate::peer::Peer;
use std::cell::RefCell;
use std::io::{self, IoSliceMut};
use std::net::IpAddr;

/// Room for what one call to the kernel brings: up to 32 runs, each of one datagram or, by GRO, of many equal ones.
#[derive(Debug)]
pub struct Batch {
    slots: Vec<Box<[u8]>>,
    runs: Vec<Run>,
}

/// One run of datagrams from one peer.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) peer: Peer,
    pub(crate) to: Option<IpAddr>,
    pub(crate) length: usize,
    pub(crate) stride: usize,
}

/// One datagram as it came.
#[derive(Debug)]
pub struct Datagram<'a> {
    /// Who sent it.
    pub peer: &'a Peer,
    /// The address it was sent to: ours, a group's, or broadcast; unknown for Unix sockets.
    pub to: Option<IpAddr>,
    /// Its payload, perhaps empty.
    pub bytes: &'a [u8],
}

thread_local! {
    /// The one large slot that all small batches of this thread receive into.
    static LARGE: RefCell<Box<[u8]>> = RefCell::new(slot());
}

/// Room for the longest datagram, or the longest run that GRO makes. Its pages are not resident until written to.
fn slot() -> Box<[u8]> {
    vec![0; 1 << 16].into_boxed_slice()
}

impl Default for Batch {
    fn default() -> Batch {
        Batch {
            slots: (0..Batch::SLOTS).map(|_| slot()).collect(),
            runs: Vec::with_capacity(Batch::SLOTS),
        }
    }
}

impl Batch {
    /// Slots of a large batch: as many as one recvmmsg call of quinn-udp fills.
    pub(crate) const SLOTS: usize = quinn_udp::BATCH_SIZE;

    /// Room for one run, for a socket of which there may be thousands: it keeps no more than what came last.
    pub fn small() -> Batch {
        Batch {
            slots: vec![Box::default()],
            runs: Vec::with_capacity(1),
        }
    }

    /// Lets `receive` fill the slots and note the runs.
    pub(crate) fn fill(
        &mut self,
        receive: impl FnOnce(&mut [IoSliceMut<'_>], &mut Vec<Run>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.runs.clear();
        if let [kept] = &mut self.slots[..] {
            return LARGE.with_borrow_mut(|large| {
                receive(&mut [IoSliceMut::new(large)], &mut self.runs)?;
                let length = self.runs.first().map_or(0, |run| run.length);
                *kept = large[..length].into();
                Ok(())
            });
        }
        let mut slots = self.slots.iter_mut();
        let mut buffers: [IoSliceMut<'_>; Batch::SLOTS] = std::array::from_fn(|_| {
            IoSliceMut::new(slots.next().expect("a large batch has this many slots"))
        });
        receive(&mut buffers, &mut self.runs)
    }

    /// The datagrams in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = Datagram<'_>> {
        self.runs.iter().zip(&self.slots).flat_map(|(run, slot)| {
            let bytes = &slot[..run.length];
            // chunks() of nothing yields nothing, and an empty datagram is one datagram.
            let pieces = bytes
                .chunks(run.stride.max(1))
                .chain((bytes.is_empty()).then_some(bytes));
            pieces.map(|bytes| Datagram {
                peer: &run.peer,
                to: run.to,
                bytes,
            })
        })
    }

    /// The bytes of all datagrams, in long runs, for a reader who does not care for borders.
    pub fn runs(&self) -> impl Iterator<Item = &[u8]> {
        self.runs
            .iter()
            .zip(&self.slots)
            .map(|(run, slot)| &slot[..run.length])
    }

    /// How many datagrams there are.
    pub fn count(&self) -> u64 {
        self.runs
            .iter()
            .map(|run| run.length.div_ceil(run.stride.max(1)).max(1) as u64)
            .sum()
    }
}
