//! What a host tells the program that runs it.

use hullo_net::{Fingerprint, Peer};
use hullo_wire::address::Address;

/// What a host tells the program that runs it.
#[derive(Clone, Debug)]
pub enum Event {
    /// Clients can come in here.
    Listening {
        /// Where, with the port that was really taken.
        address: Address,
        /// The certificate that is shown to who speaks TLS.
        fingerprint: Option<Fingerprint>,
    },
    /// Clients can come in everywhere they should: the last of what a start brings.
    Ready,
    /// An operator wants the configuration to be read again.
    ReloadAsked,
    /// A client was turned away.
    Refused {
        /// Who.
        peer: Peer,
        /// Why.
        why: String,
    },
    /// Something is wrong, and the host goes on.
    Warned {
        /// What.
        what: String,
    },
}
