//! Tells the service manager how far the host is (sd_notify(3)): one datagram to the socket in `NOTIFY_SOCKET`.

use hullo_net::{Datagrams, Options, Peer};
use hullo_wire::address::{Address, UnixName};
use rustix::time::{ClockId, clock_gettime};
use std::path::PathBuf;

/// The manager, where there is one.
pub(crate) struct Manager(Option<(Datagrams, Peer)>);

impl Manager {
    /// The one that has started us. One that cannot be reached is none.
    pub(crate) async fn find() -> Manager {
        let Ok(name) = std::env::var("NOTIFY_SOCKET") else {
            return Manager(None);
        };
        let name = match name.strip_prefix('@') {
            Some(name) => UnixName::Abstract(name.to_owned()),
            None => UnixName::Path(PathBuf::from(name)),
        };
        let address = Address::UnixDatagram(name);
        Manager(
            hullo_net::open_datagrams(&address, &Options::default())
                .await
                .ok(),
        )
    }

    /// Says it. A manager that does not listen any more is no trouble of ours.
    pub(crate) async fn say(&self, state: &str) {
        if let Some((socket, manager)) = &self.0 {
            let _ = socket.send(manager, None, state.as_bytes()).await;
        }
    }

    /// Says that the configuration is being read, and since when, which is how the next `READY=1` is told from the last.
    pub(crate) async fn say_reloading(&self) {
        let now = clock_gettime(ClockId::Monotonic);
        let micros = now.tv_sec * 1_000_000 + now.tv_nsec / 1_000;
        self.say(&format!("RELOADING=1\nMONOTONIC_USEC={micros}"))
            .await;
    }
}
