//! From what was typed to what will be done: every option checked here, nothing touched yet.

mod listen;
mod relay;
mod send;
mod socket;

pub(crate) use listen::listen;
pub(crate) use relay::relay;
pub(crate) use send::send;

#[cfg(test)]
mod tests;
