//! The log on disk: SQLite, a writer, a keeper of the search index, and two readers, each on a thread of its own.

use crate::log::commit::Ledger;
use crate::log::entry::{Entry, Retention};
use crate::log::error::LogError;
use crate::log::keeper::Keeper;
use crate::log::pulse::Pulse;
use crate::log::readers::Readers;
use crate::log::schema::{Durability, Folder};
use crate::log::trim::Trim;
use crate::log::writer::{Job, Writer};
use hullo_room::Stamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// How a log on disk is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// What a commit waits for.
    pub(crate) durability: Durability,
    /// What is let go.
    pub(crate) retention: Retention,
    /// The longest that a question may take, its waiting for others included.
    pub(crate) patience: Duration,
}

impl Default for Options {
    /// Everything is kept, at normal durability; a question may take three seconds.
    fn default() -> Options {
        Options {
            durability: Durability::default(),
            retention: Retention::default(),
            patience: Duration::from_secs(3),
        }
    }
}

/// The log. Dropping it waits until everything appended is in the database.
#[derive(Debug)]
pub(crate) struct Disk {
    /// The latest stamp ever appended.
    pub(super) last: Stamp,
    /// As the log was when it was opened.
    pub(super) rooms: Vec<(Arc<str>, String)>,
    /// The way to the reading threads.
    pub(super) readers: Readers,
    done: UnboundedReceiver<Result<(), LogError>>,
    jobs: Option<Sender<Job>>,
    pulse: Arc<Pulse>,
    keeper: Option<JoinHandle<()>>,
    writer: Option<JoinHandle<()>>,
    _folder: Folder,
}

impl Disk {
    /// Opens the log in a folder of its own, which is made if it is missing.
    pub(super) fn open(path: &Path, options: Options) -> Result<Disk, LogError> {
        let opening = |source| LogError::Database {
            doing: "open the log",
            source,
        };
        let folder = Folder::take(path)?;
        let ledger = Ledger::open(folder.log(options.durability)?).map_err(opening)?;
        let trim = Trim::new(&ledger, options.retention).map_err(opening)?;
        let identity = "SELECT identity FROM state";
        let identity = ledger.log.query_row(identity, [], |row| row.get(0));
        let identity = identity.map_err(opening)?;
        let (index, reached) = folder.index(identity, ledger.chunk)?;
        let readers = Readers::start(&folder, options.retention, options.patience)?;
        let (jobs, waiting) = channel();
        let (outcomes, done) = unbounded_channel();
        let pulse = Arc::new(Pulse::default());
        pulse.beat(ledger.chunk, trim.gone, 0, 0);
        let (last, rooms) = (ledger.last, ledger.settings().map_err(opening)?);
        let keeper = Keeper {
            log: folder.log(options.durability)?,
            index,
            reached,
            gone: 0,
            pulse: pulse.clone(),
            jobs: jobs.clone(),
            aging: options.retention.age.is_some(),
        };
        let writer = Writer {
            ledger,
            trim,
            jobs: waiting,
            done: outcomes,
            pulse: pulse.clone(),
        };
        let mut disk = Disk {
            last,
            rooms,
            readers,
            done,
            jobs: Some(jobs),
            pulse,
            keeper: None,
            writer: None,
            _folder: folder,
        };
        disk.writer = Some(thread("log-writer", || writer.run())?);
        disk.keeper = Some(thread("log-keeper", || keeper.run())?);
        Ok(disk)
    }

    /// Sends a batch to the writer. If that is gone, [`Disk::done`] tells.
    pub(super) fn append(&mut self, batch: Vec<Entry>) {
        for entry in &batch {
            if let Entry::Record(record) = entry {
                self.last = self.last.max(record.stamp);
            }
        }
        self.send(Job::Batch(batch));
    }

    /// What became of the next batch.
    pub(super) async fn done(&mut self) -> Result<(), LogError> {
        self.done.recv().await.unwrap_or(Err(LogError::Closed))
    }

    pub(super) fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // Without its writer the log's other channel is closed too, which is how the desk hears of it.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The keeper goes first: it has a way to the writer, who works until nobody has.
        self.pulse.close();
        join(self.keeper.take());
        self.jobs = None;
        join(self.writer.take());
    }
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, LogError> {
    let thread = Builder::new().name(name.to_owned());
    thread.spawn(work).map_err(LogError::Thread)
}

fn join(thread: Option<JoinHandle<()>>) {
    if let Some(thread) = thread {
        // A panic has been reported where it happened.
        let _ = thread.join();
    }
}
