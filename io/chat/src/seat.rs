//! A place among the connections that the limits allow, kept as long as this lives.

use crate::hub::Hub;
use hullo_session::Origin;
use std::sync::Arc;

/// The place of a connection that is nobody's client: one that speaks HTTP.
pub(crate) struct Seat {
    pub(crate) hub: Arc<Hub>,
    /// Where the connection came from.
    pub(crate) origin: Origin,
    kept: bool,
}

impl Seat {
    /// For a seat that is taken.
    pub(crate) fn new(hub: Arc<Hub>, origin: Origin) -> Seat {
        Seat {
            hub,
            origin,
            kept: true,
        }
    }

    /// The seat goes over to a client of the desk, which gives it back.
    pub(crate) fn pass_on(mut self) {
        self.kept = false;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if self.kept {
            self.hub.desk().give_back_seat(self.origin.ip);
            self.hub.left();
        }
    }
}
