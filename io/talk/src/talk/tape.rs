//! A conversation on file: one JSON object a line (time, side, bytes; see hullo_wire::record), written as it is spoken
//! and played again at the same pace.

use crate::talk::config::Said;
use hullo_net::{Error, Kind};
use hullo_wire::record::{Entry, Side, parse, print};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::mpsc::Sender;
use tokio::time::{Instant, sleep_until};

/// A record being written.
pub(crate) struct Tape(File);

impl Tape {
    /// Begins a record; an older one of the same name is replaced.
    pub(crate) fn open(path: &Path) -> Result<Tape, Error> {
        File::create(path)
            .map(Tape)
            .map_err(|error| Error::system("write", path.display(), &error))
    }

    pub(crate) fn write(&mut self, side: Side, bytes: &[u8]) -> io::Result<()> {
        let time = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let line = print(&Entry {
            time,
            side,
            bytes: bytes.to_vec(),
        });
        // One write a line: a record cut short by a crash is whole up to its last line.
        self.0.write_all(format!("{line}\n").as_bytes())
    }
}

/// A record to be played again.
#[derive(Clone, Debug)]
pub struct Record(Vec<(Duration, Vec<u8>)>);

impl Record {
    /// One side of a record, each piece with its time since the beginning of the conversation.
    pub fn read(path: &Path, side: Side) -> Result<Record, Error> {
        let failed = |why: String| Error::new("replay", path.display(), Kind::Local, why);
        let file =
            File::open(path).map_err(|error| Error::system("open", path.display(), &error))?;
        let mut begin = None;
        let mut pieces = Vec::new();
        for (number, line) in BufReader::new(file).lines().enumerate() {
            let line = line.map_err(|error| failed(error.to_string()))?;
            let entry =
                parse(&line).map_err(|error| failed(format!("line {}: {error}", number + 1)))?;
            let begin = *begin.get_or_insert(entry.time);
            if entry.side == side {
                pieces.push((entry.time.saturating_sub(begin), entry.bytes));
            }
        }
        if pieces.is_empty() {
            return Err(failed("this side says nothing in it".to_owned()));
        }
        Ok(Record(pieces))
    }

    /// Says the pieces at their times, `speed` times as fast, then ends.
    pub async fn play(self, speed: f64, said: Sender<Said>) {
        let begin = Instant::now();
        for (at, bytes) in self.0 {
            sleep_until(begin + at.div_f64(speed)).await;
            if said.send(Said::Bytes(bytes)).await.is_err() {
                return;
            }
        }
        let _ = said.send(Said::End).await;
    }
}
