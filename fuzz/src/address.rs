//! Addresses: what is read is printed in a form that is read as the same.

use hullo_wire::address::Address;

use crate::assert_harmless;

/// `data` is the text of an address.
pub fn address(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match text.parse::<Address>() {
        Ok(address) => {
            let printed = address.to_string();
            assert_eq!(printed.parse().as_ref(), Ok(&address), "{printed}");
            let other = address.with_port(7);
            assert_eq!(other.to_string().parse(), Ok(other));
            assert_eq!(
                address.endpoint().is_some(),
                printed.contains("://") && !printed.starts_with("unix")
            );
            if address.endpoint().is_some() {
                assert_harmless(&printed);
            }
        }
        Err(error) => assert_harmless(&error.to_string()),
    }
}
