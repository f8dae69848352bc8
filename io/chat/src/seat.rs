//! A place among the connections that the limits allow, kept as long as this lives.

use crate::hub::Hub;
use hullo_session::Origin;
use std::net::IpAddr;
use std::sync::Arc;

/// The place of a connection, from its acceptance to its end.
pub(crate) struct Seat {
    pub(crate) hub: Arc<Hub>,
    /// Where the connection came from.
    pub(crate) origin: Origin,
    stage: Stage,
}

/// How far the connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Accepted; agreeing on TLS perhaps.
    Arriving,
    /// There.
    Arrived,
}

impl Seat {
    /// The seat that was taken for a connection from there.
    pub(crate) fn taken(hub: Arc<Hub>, ip: Option<IpAddr>) -> Seat {
        let origin = Origin { ip, secure: false };
        Seat {
            hub,
            origin,
            stage: Stage::Arriving,
        }
    }

    /// The connection stands.
    pub(crate) fn arrived(&mut self, origin: Origin) {
        self.origin = origin;
        self.stage = Stage::Arrived;
        self.hub.desk().seats.arrived();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        {
            let mut desk = self.hub.desk();
            if self.stage == Stage::Arriving {
                desk.seats.arrived();
            }
            desk.seats.give_back(self.origin.ip);
        }
        self.hub.left();
    }
}
