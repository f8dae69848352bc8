//! What a host holds against: the kill of its process, a full disk, hostile clients by the thousand, and each of its
//! limits.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/hullo.rs"]
mod hullo;

mod client;
mod dice;
mod full_disk;
mod goodbye;
mod history;
mod host;
mod hostile;
mod kill;
mod limits;
mod slow;
mod vanished;
