//! What one client, one address, and all together may take of the server.

use std::time::Duration;

/// What may be taken of the server. Each is on by default; a rate of 0 is no limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one IP address.
    pub connections_an_address: usize,
    /// Lines a second from one client, in the long run; further ones wait. Each room entered counts as a line more.
    pub lines_a_second: f64,
    /// Lines that one client may say at once before the rate holds.
    pub burst: f64,
    /// The longest line of a plain client, in bytes. (IRC's is set by its specification.)
    pub line: usize,
    /// Bytes that may wait for one client to read them. A client for whom more waits, and who has not read all that came
    /// before, is closed.
    pub queue: usize,
    /// Datagrams a second from one address, in the long run; further ones are dropped.
    pub datagrams_a_second: f64,
    /// How long a client may take to say who it is.
    pub registration: Duration,
    /// After so long a silence an IRC client is asked whether it is there; it is closed after twice that.
    pub silence: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 19_000,
            connections_an_address: 100,
            lines_a_second: 10.0,
            burst: 40.0,
            line: 4096,
            queue: 1 << 20,
            datagrams_a_second: 10.0,
            registration: Duration::from_secs(60),
            silence: Duration::from_secs(120),
        }
    }
}
