//! Networks: what is read is printed in a form that is read as the same, and contains its first address.

use std::net::IpAddr;

use hullo_wire::cidr::{Cidr, CidrError};

use crate::assert_harmless;

/// `data` is the text of a network.
pub fn cidr(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match text.parse::<Cidr>() {
        Ok(network) => contains_its_first(network),
        Err(error) => {
            assert_harmless(&error.to_string());
            if let CidrError::HostBits { network, .. } = error {
                contains_its_first(network);
            }
        }
    }
}

fn contains_its_first(network: Cidr) {
    let printed = network.to_string();
    assert_eq!(printed.parse(), Ok(network), "{printed}");
    let first = printed.split('/').next().map(str::parse::<IpAddr>);
    let Some(Ok(first)) = first else {
        panic!("{printed} begins with no address")
    };
    assert!(network.contains(first), "{printed}");
}
