//! hullo against strangers: the real nc, ncat, socat, openssl, telnet and curl, and the textbook's Python programs,
//! each as client and as server; and the fifty jobs of docs/netcat.md, which these tests keep true.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/hullo.rs"]
mod hullo;

mod place;
mod rows;
mod table;

mod curl;
mod nc;
mod ncat;
mod openssl;
mod relaying;
mod socat;
mod talking;
mod telnet;
mod textbook;

mod conversations;
mod datagrams;
mod failures;
mod listening;
mod secrets;
mod sending;
mod streams;
