//! What all tasks of one listener share.

use crate::gate::Gate;
use crate::listen::config::Config;
use crate::output::Events;
use std::sync::Arc;
use tokio::sync::broadcast;

/// What all tasks of one listener share.
#[derive(Debug)]
pub(crate) struct Hall {
    pub(crate) config: Config,
    pub(crate) gate: Gate,
    pub(crate) events: Events,
    /// What is said to everybody: by whom (0: standard input), and the bytes.
    pub(crate) crowd: broadcast::Sender<(u64, Arc<[u8]>)>,
}

/// What a slow client may lag behind the others before it misses something.
pub(crate) const CROWD_BACKLOG: usize = 256;
