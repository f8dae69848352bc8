//! Each line of the input as a datagram.

use crate::output::LONGEST_LINE;
use crate::send::saying::{AT_ONCE, Saying};
use hullo_net::{Error, Reader};
use hullo_wire::line::{LineEnd, Lines};
use std::time::Duration;

/// Reads the input and sends each line as it comes.
pub(crate) async fn read(
    saying: &mut Saying<'_>,
    reader: &mut Reader,
    end: LineEnd,
    every: Option<Duration>,
) -> Result<(), Error> {
    let mut lines = Lines::new(LONGEST_LINE);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = saying.read(reader, &mut buffer).await?;
        lines.push(&buffer[..count]);
        say(saying, &mut lines, end, every, count == 0).await?;
        if count == 0 {
            return Ok(());
        }
    }
}

/// Sends each line of these bytes.
pub(crate) async fn say_all(
    saying: &mut Saying<'_>,
    bytes: &[u8],
    end: LineEnd,
    every: Option<Duration>,
) -> Result<(), Error> {
    let mut lines = Lines::new(LONGEST_LINE);
    lines.push(bytes);
    say(saying, &mut lines, end, every, true).await
}

/// Sends the lines that are whole, and at the end the rest.
async fn say(
    saying: &mut Saying<'_>,
    lines: &mut Lines,
    end: LineEnd,
    every: Option<Duration>,
    ended: bool,
) -> Result<(), Error> {
    let mut waiting: Vec<Vec<u8>> = Vec::new();
    loop {
        let line = lines
            .pop()
            .or_else(|| if ended { lines.finish() } else { None });
        let none_left = line.is_none();
        waiting.extend(line.map(|mut line| {
            line.extend_from_slice(end.bytes());
            line
        }));
        if !waiting.is_empty() && (none_left || every.is_some() || waiting.len() == AT_ONCE) {
            let datagrams: Vec<&[u8]> = waiting.iter().map(Vec::as_slice).collect();
            saying.send_each(&datagrams).await?;
            waiting.clear();
            if let Some(every) = every {
                tokio::time::sleep(every).await;
            }
        }
        if none_left {
            return Ok(());
        }
    }
}
