//! How often each address that is nobody's client may speak: a table of bounded size.

use crate::bucket::Bucket;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

/// Addresses that are remembered at once. One is forgotten when its rate has recovered.
const MOST: usize = 4096;

/// The table is not looked through for those more often than this.
const PAUSE: Duration = Duration::from_millis(50);

/// How much each address has used of its rate.
#[derive(Debug, Default)]
pub(crate) struct Callers {
    buckets: HashMap<IpAddr, Bucket>,
    looked: Option<Instant>,
}

impl Callers {
    /// Takes `count`, or says how long to wait. When the table is full of callers that are over their rates, further
    /// addresses wait as well. A rate of 0 is no limit.
    pub(crate) fn take(
        &mut self,
        ip: Option<IpAddr>,
        count: usize,
        (rate, burst): (f64, f64),
        now: Instant,
    ) -> Result<(), Duration> {
        let Some(ip) = ip.filter(|_| rate > 0.0 && count > 0) else {
            return Ok(());
        };
        let ip = network(ip);
        if self.buckets.len() >= MOST && !self.buckets.contains_key(&ip) {
            if self.looked.is_some_and(|at| now < at + PAUSE) {
                return Err(PAUSE);
            }
            self.looked = Some(now);
            self.buckets
                .retain(|_, bucket| bucket.wait(rate, 1.0, now).is_some());
            if self.buckets.len() >= MOST {
                return Err(PAUSE);
            }
        }
        let bucket = self.buckets.entry(ip).or_insert_with(|| Bucket::new(now));
        // As many as `count` fit when the last of them does.
        let burst = burst.max(1.0) - (count - 1) as f64;
        match bucket.wait(rate, burst, now) {
            Some(wait) => Err(wait),
            None => {
                (0..count).for_each(|_| bucket.take(rate, now));
                Ok(())
            }
        }
    }
}

/// Whoever has one IPv6 address usually has its whole /64 (RFC 6177).
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(number: u32) -> Option<IpAddr> {
        Some(IpAddr::V4(number.into()))
    }

    #[test]
    fn each_address_has_its_own_rate_and_a_network_of_v6_one() {
        let now = Instant::now();
        let mut callers = Callers::default();
        let rate = (1.0, 2.0);
        assert!(callers.take(ip(1), 2, rate, now).is_ok());
        assert_eq!(
            callers.take(ip(1), 1, rate, now),
            Err(Duration::from_secs(1))
        );
        assert!(callers.take(ip(2), 1, rate, now).is_ok());
        let v6 = |text: &str| Some(text.parse().unwrap());
        assert!(callers.take(v6("2001:db8::1"), 2, rate, now).is_ok());
        assert!(callers.take(v6("2001:db8::2"), 1, rate, now).is_err());
        assert!(callers.take(v6("2001:db8:0:1::1"), 1, rate, now).is_ok());
        assert!(callers.take(None, 9, rate, now).is_ok(), "a local socket");
        assert!(callers.take(ip(1), 9, (0.0, 1.0), now).is_ok(), "no limit");
    }

    #[test]
    fn more_than_the_burst_at_once_goes_when_nothing_is_used() {
        let now = Instant::now();
        let mut callers = Callers::default();
        assert!(callers.take(ip(1), 20, (10.0, 5.0), now).is_ok());
        let wait = callers.take(ip(1), 1, (10.0, 5.0), now).unwrap_err();
        assert!(wait > Duration::from_millis(1500), "{wait:?}");
    }

    #[test]
    fn a_flood_of_addresses_does_not_grow_the_table() {
        let mut now = Instant::now();
        let mut callers = Callers::default();
        let mut refused = 0;
        for number in 0..3 * MOST as u32 {
            refused += usize::from(callers.take(ip(number), 1, (1.0, 5.0), now).is_err());
        }
        assert_eq!(callers.buckets.len(), MOST);
        assert_eq!(refused, 2 * MOST);
        now += Duration::from_secs(2);
        assert!(
            callers
                .take(ip(9 * MOST as u32), 1, (1.0, 5.0), now)
                .is_ok()
        );
        assert_eq!(callers.buckets.len(), 1);
    }
}
