//! Where payload goes: as bytes to standard output, as events to the program, or into files.

use crate::event::Event;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc;

/// A line longer than this is shown in pieces: room for any text, and a bound for a peer who never ends a line.
pub(crate) const LONGEST_LINE: usize = 64 * 1024;

/// After so much silence what stands without a line end is shown: a typist's pause, longer than a packet's delay.
pub(crate) const PAUSE: Duration = Duration::from_millis(200);

/// Where payload goes.
#[derive(Clone, Debug)]
pub enum Output {
    /// The bytes and nothing else, to standard output.
    Raw,
    /// As events, streams cut into lines.
    Lines,
    /// As events, as the bytes are read.
    Reads,
    /// One file a connection, or a datagram peer, in this folder.
    Folder(PathBuf),
}

/// The channel to the program. When the program has gone, so has the reason to say anything.
pub(crate) type Events = mpsc::Sender<Event>;
