//! Networks as `address/length`, and who may come in by them.
//!
//! Promises: an IPv4 address mapped into IPv6 (`::ffff:1.2.3.4`, as a dual-stack socket names IPv4 peers)
//! counts as that IPv4 address, in the rules and in the peers; deny wins over allow.

use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// A network: an address whose host bits are all zero, and the number of bits before them. `Display` leaves
/// out the length of a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cidr {
    network: IpAddr,
    length: u8,
}

/// What is wrong with the text of a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CidrError {
    /// The part before the slash is no address.
    #[error(
        "network {text:?}: {address:?} is not an IPv4 or IPv6 address; expected as in 10.0.0.0/8"
    )]
    Address {
        /// The whole text.
        text: String,
        /// The part before the slash.
        address: String,
    },
    /// The part after the slash is no length for such an address.
    #[error("network {text:?}: the length after the slash must be a number from 0 to {most}")]
    Length {
        /// The whole text.
        text: String,
        /// The greatest length possible: 32 or 128.
        most: u8,
    },
    /// Bits after the length are set.
    #[error("network {text:?}: has bits set after the first {}; that network is {network}", network.length)]
    HostBits {
        /// The whole text.
        text: String,
        /// The network that the address is in.
        network: Cidr,
    },
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Cidr, CidrError> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let typed: IpAddr = address.parse().map_err(|_| CidrError::Address {
            text: text.to_owned(),
            address: address.to_owned(),
        })?;
        let most = bits(typed);
        let length = match length {
            None => most,
            Some(digits) => Some(digits)
                .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
                .and_then(|digits| digits.parse().ok())
                .filter(|length| *length <= most)
                .ok_or_else(|| CidrError::Length {
                    text: text.to_owned(),
                    most,
                })?,
        };
        let network = Cidr {
            network: masked(typed, length),
            length,
        };
        if network.network != typed {
            let text = text.to_owned();
            let network = network.unmapped();
            return Err(CidrError::HostBits { text, network });
        }
        Ok(network.unmapped())
    }
}

impl Display for Cidr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.length == bits(self.network) {
            self.network.fmt(f)
        } else {
            write!(f, "{}/{}", self.network, self.length)
        }
    }
}

impl Cidr {
    /// Whether `address` is in this network.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.network.is_ipv4() && masked(address, self.length) == self.network
    }

    /// A network of mapped addresses, of which the first 96 bits say only that they are, as one of IPv4.
    fn unmapped(self) -> Cidr {
        match (self.network.to_canonical(), self.length.checked_sub(96)) {
            (network @ IpAddr::V4(_), Some(length)) if self.network.is_ipv6() => {
                Cidr { network, length }
            }
            _ => self,
        }
    }
}

fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// `address` with only its first `length` bits.
fn masked(address: IpAddr, length: u8) -> IpAddr {
    let after = u32::from(bits(address) - length);
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(after).unwrap_or(0);
            IpAddr::V4((address.to_bits() & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(after).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
    }
}

/// Who may come in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Those who may; empty for everyone.
    pub allow: Vec<Cidr>,
    /// Those who may not, even if `allow` names them.
    pub deny: Vec<Cidr>,
}

impl Rules {
    /// Whether a peer at `address` may come in.
    pub fn admits(&self, address: IpAddr) -> bool {
        let any = |networks: &[Cidr]| networks.iter().any(|network| network.contains(address));
        !any(&self.deny) && (self.allow.is_empty() || any(&self.allow))
    }
}

#[cfg(test)]
mod tests;
