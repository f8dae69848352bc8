//! One program on one thread that plays all the clients of a chat server, and checks what each of them hears.
//!
//! A *delivery* is one message that reaches one receiver: a message in a room of N is N - 1 deliveries. Every receiver
//! must get every message once, whole, and in each sender's order; a run in which one does not is no measurement.

pub mod churn;
pub mod failed;
pub mod fanout;
pub mod histogram;
pub mod idle;
pub mod poll;
pub mod process;
pub mod socket;
pub mod swarm;
pub mod tally;
