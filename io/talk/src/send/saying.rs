//! Datagrams going out to one peer, counted.

use crate::send::answers::failed;
use crate::send::config::Config;
use crate::send::progress::Moved;
use hullo_net::{Datagrams, Error, Kind, Peer, Reader};
use std::sync::atomic::Ordering;

/// Datagrams in one sendmmsg call: enough to make the call's cost small, few enough to keep the first from waiting.
pub(crate) const AT_ONCE: usize = 64;

/// The way out.
pub(crate) struct Saying<'a> {
    pub(crate) config: &'a Config,
    pub(crate) datagrams: &'a Datagrams,
    pub(crate) peer: &'a Peer,
    /// Datagrams so far.
    pub(crate) sent: u64,
    pub(crate) moved: &'a Moved,
}

impl Saying<'_> {
    /// Sends datagrams that leave one by one.
    pub(crate) async fn send_each(&mut self, datagrams: &[&[u8]]) -> Result<(), Error> {
        let sent = self.datagrams.send_each(self.peer, datagrams).await;
        sent.map_err(|error| failed(self.config, &error))?;
        let bytes = datagrams.iter().map(|datagram| datagram.len()).sum();
        self.count(datagrams.len(), bytes);
        Ok(())
    }

    /// Counts what was sent.
    pub(crate) fn count(&mut self, datagrams: usize, bytes: usize) {
        self.sent += datagrams as u64;
        self.moved.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Reads some of the input; 0 is its end.
    pub(crate) async fn read(
        &self,
        reader: &mut Reader,
        buffer: &mut [u8],
    ) -> Result<usize, Error> {
        let count = reader.read(buffer).await;
        count.map_err(|error| self.unreadable(&error))
    }

    /// The error of an input that cannot be read.
    pub(crate) fn unreadable(&self, error: &std::io::Error) -> Error {
        Error::new(
            "read",
            self.config.input.name(),
            Kind::Local,
            error.to_string(),
        )
    }
}
