//! Runs a command: a runtime of one thread, the work, and beside it the printer of its events.

mod host;
mod listen;
mod relay;
mod send;
mod talk;

pub(crate) use host::host;
pub(crate) use listen::listen;
pub(crate) use relay::relay;
pub(crate) use send::send;
pub(crate) use talk::talk;

use crate::printer::Printer;
use crate::{exit, signal};
use anyhow::{Context, Result};
use hullo_net::Trust;
use hullo_talk::Event;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::ErrorKind;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::timeout;

/// Events that may wait for the printer; then the work waits too.
const EVENTS: usize = 64;

/// How long a reader of our output may take for what was said last.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// One thread is enough for what waits for the network, and no other is started.
pub(crate) fn runtime() -> Result<Runtime> {
    Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .context("could not start")
}

/// Does `work` and prints its events meanwhile. `None`: nobody reads our output any more, which is a quiet end.
pub(crate) async fn printed<T, F>(
    printer: &mut Printer,
    work: impl FnOnce(Sender<Event>) -> F,
) -> Result<Option<T>>
where
    F: Future<Output = Result<T, hullo_net::Error>>,
{
    let (sender, receiver) = channel(EVENTS);
    let mut working = Box::pin(work(sender));
    let printing = printer.print_all(receiver);
    tokio::pin!(printing);
    let done = tokio::select! {
        // The printer ends only by an error while the work can still speak.
        printed = &mut printing => {
            return match printed {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    Err(error).context("could not write to standard output")
                }
                _ => Ok(None),
            };
        }
        done = &mut working => done,
    };
    // With the work its way to say anything ends; what it has said is printed, unless nobody reads on.
    drop(working);
    tokio::select! {
        _ = timeout(LAST_WORDS, printing) => {}
        // Whoever asks again does not wait for a reader who is stuck.
        () = signal::asked_to_stop() => {}
    }
    Ok(Some(done?))
}

/// A listener has a file descriptor a client: as many as the system lets us have. Where it refuses, accept says so.
fn many_files() {
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        },
    );
}

/// Said each time that any certificate is trusted (`--insecure`).
fn warn_of_anybody(trust: &Trust) {
    if *trust == Trust::Anybody {
        exit::say(
            "--insecure: the certificate is not checked; anybody on the way can read and change everything",
        );
    }
}
