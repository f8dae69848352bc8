//! What a host has counted since it started.

/// What a host has counted since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Connections let in.
    pub connections: u64,
    /// Connections turned away: too many, or not allowed.
    pub refused: u64,
    /// Lines heard.
    pub lines: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Turns ended with something to keep or to send.
    pub ticks: u64,
    /// What went to the log.
    pub entries: u64,
    /// Messages that the log could not keep.
    pub refused_by_log: u64,
    /// Clients closed because they did not read.
    pub too_slow: u64,
    /// Lines that waited because their sender was over the rate.
    pub held: u64,
    /// Datagrams heard.
    pub datagrams: u64,
    /// Datagrams dropped: over the rate, or not text.
    pub datagrams_dropped: u64,
    /// Messages by POST.
    pub posts: u64,
}
