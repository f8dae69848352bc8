//! How far a long `send` has come, on one line of standard error that is written over, and cleared before anything else
//! is printed. Only for people: not in a pipe, not in the first second, not once the answer comes.

use crate::args::Send;
use crate::duration;
use hullo_talk::send::Moved;
use std::fs::{File, Metadata};
use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What is done sooner needs no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two lines: as often as an eye follows.
const EVERY: Duration = Duration::from_millis(250);

/// The line, or its absence.
pub(crate) struct Progress {
    shown: bool,
    /// Bytes in all, where that is known.
    total: Option<u64>,
}

impl Progress {
    /// Whether and how it is shown.
    pub(crate) fn of(args: &Send) -> Progress {
        let words = !args.words.quiet && !args.words.json;
        let long = args.message.is_none() && args.count.is_none() && args.every.is_none();
        let typed = args.file.is_none() && std::io::stdin().is_terminal();
        Progress {
            shown: words && long && !typed && std::io::stderr().is_terminal(),
            total: total(args),
        }
    }

    /// Shows it while `work` goes on.
    pub(crate) async fn beside<T>(&self, work: impl Future<Output = T>, moved: &Moved) -> T {
        if !self.shown {
            return work.await;
        }
        let begin = Instant::now();
        let mut pause = PATIENCE;
        tokio::pin!(work);
        loop {
            if let Ok(done) = tokio::time::timeout(pause, &mut work).await {
                clear();
                return done;
            }
            pause = EVERY;
            if moved.received.load(Ordering::Relaxed) == 0 {
                draw(&self.line(moved.sent.load(Ordering::Relaxed), begin.elapsed()));
            }
        }
    }

    fn line(&self, sent: u64, since: Duration) -> String {
        let rate = sent as f64 / since.as_secs_f64().max(1e-9);
        let mut line = format!("{} sent", bytes(sent as f64));
        if let Some(total) = self.total.filter(|total| *total > 0) {
            let part = sent as f64 / total as f64;
            line += &format!(" of {} ({:.0}%)", bytes(total as f64), part * 100.0);
            if rate > 0.0 && sent < total {
                let left = Duration::from_secs_f64((total - sent) as f64 / rate);
                line += &format!(", {} left", duration::print(left));
            }
        }
        format!("{line}, {}/s", bytes(rate))
    }
}

/// Whether a line stands on the terminal, of which there is one.
static DRAWN: AtomicBool = AtomicBool::new(false);

/// Clears the line, before something else is printed.
pub(crate) fn clear() {
    if DRAWN.swap(false, Ordering::Relaxed) {
        draw("");
        DRAWN.store(false, Ordering::Relaxed);
    }
}

/// Writes over the line that stood there.
fn draw(line: &str) {
    DRAWN.store(true, Ordering::Relaxed);
    // Nobody can be told that standard error is closed.
    let _ = write!(std::io::stderr(), "\r\x1b[K{line}");
}

/// The length of the file, or of standard input where that is one.
fn total(args: &Send) -> Option<u64> {
    let data: Option<Metadata> = match &args.file {
        Some(path) => std::fs::metadata(path).ok(),
        None => {
            let input = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
            File::from(input).metadata().ok()
        }
    };
    data.filter(Metadata::is_file).map(|data| data.len())
}

/// Bytes with a unit that keeps the number short.
fn bytes(count: f64) -> String {
    let mut count = count;
    for unit in ["bytes", "KiB", "MiB", "GiB"] {
        if count < 1024.0 {
            return format!("{count:.0} {unit}");
        }
        count /= 1024.0;
    }
    format!("{count:.1} TiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_and_how_long_still() {
        let progress = Progress {
            shown: true,
            total: Some(4 << 30),
        };
        let line = progress.line(1 << 30, Duration::from_secs(2));
        assert_eq!(line, "1 GiB sent of 4 GiB (25%), 6.00 s left, 512 MiB/s");
        let unknown = Progress {
            shown: true,
            total: None,
        };
        assert_eq!(
            unknown.line(1500, Duration::from_secs(1)),
            "1 KiB sent, 1 KiB/s"
        );
    }
}
