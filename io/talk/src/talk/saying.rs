//! What our side says, in order, also while the other side is not there yet.

use crate::talk::config::{Said, leaves};
use std::collections::VecDeque;
use tokio::sync::mpsc::Receiver;

/// So much is taken in before the other side is there; then whoever speaks waits.
const EARLY: usize = 64;

/// All that is said, be it before the other side is there.
pub(crate) struct Saying {
    early: VecDeque<Said>,
    said: Receiver<Said>,
}

impl Saying {
    pub(crate) fn new(said: Receiver<Said>) -> Saying {
        Saying {
            early: VecDeque::new(),
            said,
        }
    }

    /// The next that is said; a speaker who is gone has left. May be dropped while it waits, nothing is lost.
    pub(crate) async fn next(&mut self) -> Said {
        match self.early.pop_front() {
            Some(said) => said,
            None => self.said.recv().await.unwrap_or(Said::Leave),
        }
    }

    /// Keeps what is said for later; ready once we leave before anybody has come.
    pub(crate) async fn leaves(&mut self) {
        while self.early.len() < EARLY {
            match self.said.recv().await.unwrap_or(Said::Leave) {
                Said::Leave => return,
                // A script that has something to say first waits for somebody to say it to.
                Said::Line(line) if leaves(&line) && self.early.is_empty() => return,
                Said::Line(line) if leaves(&line) => {
                    self.early.push_back(Said::Line(line));
                    break;
                }
                Said::End => {
                    self.early.push_back(Said::End);
                    break;
                }
                said => self.early.push_back(said),
            }
        }
        std::future::pending().await
    }
}
