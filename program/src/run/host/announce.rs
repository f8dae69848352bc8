//! What the local network is told of a host, so that it is found there.

use crate::plan::DEFAULT_NETWORK;
use crate::run::host::teller::Teller;
use hullo_chat::Terms;
use hullo_net::{Announcement, Error};

/// hullo's own service, and IRC's.
const SERVICES: [&str; 2] = ["_hullo._tcp", "_irc._tcp"];

/// An announcement to be, and then one that is.
pub(crate) struct Announced {
    name: Option<String>,
    asks: bool,
    announcement: Option<Announcement>,
}

impl Announced {
    pub(crate) fn of(terms: &Terms) -> Announced {
        Announced {
            name: (terms.network != DEFAULT_NETWORK).then(|| terms.network.clone()),
            asks: terms.password.is_some(),
            announcement: None,
        }
    }

    /// Announces the first address where everybody can come in with TLS or without.
    pub(crate) fn start(&mut self, teller: &Teller) -> Result<(), Error> {
        let Some((port, fingerprint)) = teller.open_port() else {
            return Ok(());
        };
        let password = if self.asks { "1" } else { "0" };
        let said = [
            ("version", env!("CARGO_PKG_VERSION")),
            ("password", password),
            ("tls", &*fingerprint),
        ];
        let name = self.name.as_deref();
        self.announcement = Some(Announcement::start(name, &SERVICES, port, &said)?);
        Ok(())
    }

    /// Says goodbye.
    pub(crate) fn end(self) {
        if let Some(announcement) = self.announcement {
            announcement.end();
        }
    }
}
