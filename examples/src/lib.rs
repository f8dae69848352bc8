//! What the two chat programs share: how to hear lines from a peer that may not send any.

mod hearing;

pub use hearing::hear;
