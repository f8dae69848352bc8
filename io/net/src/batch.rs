//! What one call to the kernel brings: many datagrams, each with its sender, borders kept.
//!
//! ```text
//! slot 0  [ datagram | datagram | data ]     a run of equal ones by GRO, the last perhaps shorter
//! slot 1  [ datagram ]                       or one
//! ...
//! ```

use crate::peer::Peer;
use std::net::IpAddr;

/// Room for what one call to the kernel brings: up to 32 runs, each of one datagram or, by GRO, of many equal ones.
#[derive(Debug)]
pub struct Batch {
    pub(crate) slots: Vec<Box<[u8]>>,
    pub(crate) runs: Vec<Run>,
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

impl Default for Batch {
    fn default() -> Batch {
        Batch::with_slots(Batch::SLOTS)
    }
}

impl Batch {
    /// Room for one run: for a socket of one peer, of which there may be many.
    pub fn small() -> Batch {
        Batch::with_slots(1)
    }

    fn with_slots(count: usize) -> Batch {
        // Zeroed pages are not resident until a datagram is written into them.
        let slots = (0..count)
            .map(|_| vec![0; 1 << 16].into_boxed_slice())
            .collect();
        Batch {
            slots,
            runs: Vec::with_capacity(count),
        }
    }

    pub(crate) const SLOTS: usize = quinn_udp::BATCH_SIZE;

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
