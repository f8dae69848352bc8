//! Records, there and back.
