//! The binary as a whole: what send and listen do to real peers, and how they end.

#[path = "../harness/hullo.rs"]
mod hullo;

mod ends;
