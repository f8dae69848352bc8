//! From what was typed to what will be done: every option checked here, nothing touched yet.

mod host;
mod listen;
mod relay;
mod send;
mod socket;
mod talk;

pub(crate) use host::{DEFAULT_NETWORK, Plan, Surroundings, default_file, host};
pub(crate) use listen::listen;
pub(crate) use relay::relay;
pub(crate) use send::send;
pub(crate) use talk::{Replay, talk};

#[cfg(test)]
mod tests;
