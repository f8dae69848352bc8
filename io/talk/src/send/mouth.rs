//! Says the message over a stream, as it is or line by line, and half-closes after it.

use crate::input::Source;
use crate::output::LONGEST_LINE;
use crate::pump::{self, Broken};
use crate::send::config::{Config, Shape};
use crate::send::progress::Progress;
use hullo_net::{Error, Reader, Writer};
use hullo_wire::line::{LineEnd, Lines, end_lines};
use std::sync::atomic::Ordering;
use std::time::Duration;

pub(crate) async fn speak(
    config: &Config,
    writer: &mut Writer,
    progress: &Progress<'_>,
) -> Result<(), Error> {
    let failed = |broken: Broken| match broken {
        Broken::Reading(error) => Error::system("read", config.input.name(), &error),
        Broken::Writing(error) => Error::system("send all to", &config.address, &error),
    };
    match (config.input.open()?, config.shape) {
        (Source::Bytes(bytes), shape) => {
            let bytes = match shape {
                Shape::Lines { end, .. } => end_lines(&bytes, end).into(),
                _ => bytes,
            };
            writer
                .write_all(&bytes)
                .await
                .map_err(|error| failed(Broken::Writing(error)))?;
            let sent = &progress.moved.sent;
            sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        (Source::Reader(mut reader), Shape::Lines { end, every }) => {
            speak_lines(&mut reader, writer, end, every, progress)
                .await
                .map_err(failed)?;
        }
        (Source::Reader(mut reader), _) => {
            pump::copy(&mut reader, writer, &[&progress.moved.sent])
                .await
                .map_err(failed)?;
        }
    }
    if !config.keep_open {
        writer
            .finish()
            .await
            .map_err(|error| failed(Broken::Writing(error)))?;
    }
    Ok(())
}

async fn speak_lines(
    reader: &mut Reader,
    writer: &mut Writer,
    end: LineEnd,
    every: Option<Duration>,
    progress: &Progress<'_>,
) -> Result<(), Broken> {
    let mut lines = Lines::new(LONGEST_LINE);
    let mut buffer = vec![0; 16 * 1024];
    let mut ended = false;
    while !ended {
        let count = reader.read(&mut buffer).await.map_err(Broken::Reading)?;
        ended = count == 0;
        lines.push(&buffer[..count]);
        while let Some(mut line) = lines
            .pop()
            .or_else(|| if ended { lines.finish() } else { None })
        {
            line.extend_from_slice(end.bytes());
            writer.write_all(&line).await.map_err(Broken::Writing)?;
            progress
                .moved
                .sent
                .fetch_add(line.len() as u64, Ordering::Relaxed);
            if let Some(every) = every {
                tokio::time::sleep(every).await;
            }
        }
    }
    Ok(())
}
