//! The threads that read the log on disk: one for pages, one for searches, so that no page waits for a search.
//!
//! Promises: a queue is bounded, and full is an error at once; every answer has a deadline; who does not wait for the
//! answer any more is not answered.

use crate::log::entry::Retention;
use crate::log::error::LogError;
use crate::log::schema::Folder;
use crate::log::shelves::{Shelves, reading};
use hullo_room::{Answer, Query};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Questions that may wait: at some 100 µs a page, a tenth of a second of them.
const QUEUE: usize = 1_024;

/// Searches that may wait.
const SEARCHES: usize = 64;

/// The way to the threads; they end when nobody has it any more.
#[derive(Clone, Debug)]
pub(super) struct Readers {
    pages: SyncSender<Asked>,
    searches: SyncSender<Asked>,
    patience: Duration,
}

#[derive(Debug)]
struct Asked {
    query: Query,
    until: Instant,
    answer: oneshot::Sender<Result<Answer, LogError>>,
}

impl Readers {
    /// Starts the threads.
    pub(super) fn start(
        folder: &Folder,
        retention: Retention,
        patience: Duration,
    ) -> Result<Readers, LogError> {
        let open = |index| Shelves::open(folder.reading()?, index, retention).map_err(reading());
        let pages = open(None)?;
        let searches = open(folder.searching().ok())?;
        Ok(Readers {
            pages: serve("log-pages", pages, QUEUE)?,
            searches: serve("log-search", searches, SEARCHES)?,
            patience,
        })
    }

    /// Asks, and waits for the answer.
    pub(super) async fn ask(&self, query: Query) -> Result<Answer, LogError> {
        let queue = match query {
            Query::Search { .. } => &self.searches,
            _ => &self.pages,
        };
        let (answer, answered) = oneshot::channel();
        let until = Instant::now() + self.patience;
        let asked = Asked {
            query,
            until,
            answer,
        };
        queue.try_send(asked).map_err(|error| match error {
            TrySendError::Full(_) => LogError::Busy,
            TrySendError::Disconnected(_) => LogError::Closed,
        })?;
        answered.await.unwrap_or(Err(LogError::Closed))
    }
}

fn serve(name: &str, shelves: Shelves, length: usize) -> Result<SyncSender<Asked>, LogError> {
    let (queue, asked): (_, Receiver<Asked>) = sync_channel(length);
    let thread = std::thread::Builder::new().name(name.to_owned());
    thread
        .spawn(move || {
            for asked in asked {
                if !asked.answer.is_closed() {
                    let answer = shelves.ask(&asked.query, asked.until);
                    // The asker may have gone meanwhile.
                    let _ = asked.answer.send(answer);
                }
            }
        })
        .map_err(LogError::Thread)?;
    Ok(queue)
}
