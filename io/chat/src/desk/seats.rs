//! Connections at once: in all, and from each address. Each counts from its acceptance on, also while it agrees on
//! TLS or has not said what it speaks.

use crate::limits::Limits;
use std::collections::HashMap;
use std::net::IpAddr;

/// The connections that are there, whatever they speak.
#[derive(Debug, Default)]
pub(crate) struct Seats {
    taken: usize,
    /// Of these, who has not come as far as being heard.
    arriving: usize,
    addresses: HashMap<IpAddr, u32>,
}

impl Seats {
    /// Takes one for who is arriving, if the limits allow; the error says which does not.
    pub(crate) fn take(&mut self, ip: Option<IpAddr>, limits: &Limits) -> Result<(), &'static str> {
        if self.taken >= limits.connections {
            return Err("too many are here already");
        }
        if let Some(ip) = ip {
            let here = self.addresses.get(&ip).copied().unwrap_or_default();
            if here as usize >= limits.connections_an_address {
                return Err("too many connections from your address");
            }
            self.addresses.insert(ip, here + 1);
        }
        self.taken += 1;
        self.arriving += 1;
        Ok(())
    }

    /// One who was arriving is there, or is not coming.
    pub(crate) fn arrived(&mut self) {
        self.arriving = self.arriving.saturating_sub(1);
    }

    /// Gives one back that was taken.
    pub(crate) fn give_back(&mut self, ip: Option<IpAddr>) {
        self.taken = self.taken.saturating_sub(1);
        let Some(ip) = ip else {
            return;
        };
        if let Some(here) = self.addresses.get_mut(&ip) {
            *here -= 1;
            if *here == 0 {
                self.addresses.remove(&ip);
            }
        }
    }

    /// How many are taken by those who have arrived.
    pub(crate) fn taken(&self) -> usize {
        self.taken - self.arriving
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_limits_hold_and_what_is_given_back_can_be_taken_again() {
        let limits = Limits {
            connections: 3,
            connections_an_address: 2,
            ..Limits::default()
        };
        let ip = |last| Some(IpAddr::from([127, 0, 0, last]));
        let mut seats = Seats::default();
        assert_eq!(seats.take(ip(1), &limits), Ok(()));
        assert_eq!(seats.take(ip(1), &limits), Ok(()));
        assert!(seats.take(ip(1), &limits).unwrap_err().contains("address"));
        assert_eq!(seats.take(None, &limits), Ok(()));
        assert!(
            seats
                .take(ip(2), &limits)
                .unwrap_err()
                .contains("too many are here")
        );
        assert_eq!(seats.taken(), 0);
        (0..3).for_each(|_| seats.arrived());
        assert_eq!(seats.taken(), 3);
        seats.give_back(ip(1));
        assert_eq!(seats.take(ip(2), &limits), Ok(()));
        seats.arrived();
        seats.give_back(ip(1));
        seats.give_back(ip(2));
        seats.give_back(None);
        assert_eq!(seats.taken(), 0);
        assert!(seats.addresses.is_empty());
    }
}
