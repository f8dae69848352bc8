//! Everything that a host can be told, from wherever it was told.

use hullo_chat::{Durability, Limits, Terms};
use hullo_wire::address::Address;
use hullo_wire::cidr;
use std::path::PathBuf;
use std::time::Duration;

/// What a chat is called that nobody has named.
pub(crate) const DEFAULT_NETWORK: &str = "hullo";

/// Everything that a host can be told. `Default` is what it does when nothing is said.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) listen: Listen,
    pub(crate) history: History,
    pub(crate) terms: Terms,
}

/// Where it listens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listen {
    /// None: the default address.
    pub(crate) addresses: Vec<Address>,
    pub(crate) lan: bool,
    pub(crate) announce: bool,
    pub(crate) udp: bool,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
}

/// What it keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) memory: bool,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) age: Option<Duration>,
    pub(crate) messages: Option<usize>,
    pub(crate) durability: Durability,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: Listen {
                announce: true,
                ..Listen::default()
            },
            history: History::default(),
            terms: Terms {
                rules: Default::default(),
                limits: Limits::default(),
                networks: cidr::Rules::default(),
                password: None,
                operators: Vec::new(),
                token: None,
                server: "hullo.local".to_owned(),
                network: DEFAULT_NETWORK.to_owned(),
                motd: Vec::new(),
                admin: Vec::new(),
                origins: Vec::new(),
            },
        }
    }
}
