//! Moves bytes from one end to the other until the end, and then says so to the other end.
//!
//! Small pieces are copied through a buffer; once a read fills the buffer, bytes are moved by splice(2) where both
//! ends can, and back again when they become few. A pump holds no more than the buffer and one pipe, whatever the
//! speeds: the reader is not read while the writer is slow.

use hullo_net::{Pipe, Reader, Writer};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a read brings before it is worth a pipe; also all that a quiet connection costs.
const BUFFER: usize = 16 * 1024;

/// For ends that cannot be spliced (TLS): one TLS record is at most 16 KiB (RFC 8446 §5.1), four of them a write.
const COPY_BUFFER: usize = 64 * 1024;

/// Which end broke.
#[derive(Debug)]
pub(crate) enum Broken {
    Reading(io::Error),
    Writing(io::Error),
}

/// Pumps until `reader` ends, then finishes `writer`. The `moved` count as bytes pass.
pub(crate) async fn pump(
    reader: &mut Reader,
    writer: &mut Writer,
    moved: &[&AtomicU64],
) -> Result<(), Broken> {
    copy(reader, writer, moved).await?;
    writer.finish().await.map_err(Broken::Writing)
}

/// Pumps until `reader` ends; `writer` stays open.
pub(crate) async fn copy(
    reader: &mut Reader,
    writer: &mut Writer,
    moved: &[&AtomicU64],
) -> Result<(), Broken> {
    let mut can_splice = reader.can_splice() && writer.can_splice();
    let mut buffer = vec![0; if can_splice { BUFFER } else { COPY_BUFFER }];
    loop {
        let count = reader.read(&mut buffer).await.map_err(Broken::Reading)?;
        if count == 0 {
            return Ok(());
        }
        writer
            .write_all(&buffer[..count])
            .await
            .map_err(Broken::Writing)?;
        add(moved, count);
        if can_splice && count == buffer.len() {
            match splice_while_busy(reader, writer, moved).await? {
                Splice::Ended => return Ok(()),
                Splice::Slack => {}
                Splice::Impossible => can_splice = false,
            }
        }
    }
}

enum Splice {
    /// The reader has ended.
    Ended,
    /// The bytes have become few.
    Slack,
    /// This reader cannot be spliced from (a terminal, some devices).
    Impossible,
}

async fn splice_while_busy(
    reader: &mut Reader,
    writer: &mut Writer,
    moved: &[&AtomicU64],
) -> Result<Splice, Broken> {
    let pipe = Pipe::take().map_err(Broken::Reading)?;
    loop {
        let count = match reader.splice_into(&pipe).await {
            Ok(0) => {
                pipe.give_back();
                return Ok(Splice::Ended);
            }
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                pipe.give_back();
                return Ok(Splice::Impossible);
            }
            Err(error) => return Err(Broken::Reading(error)),
        };
        writer
            .splice_from(&pipe, count)
            .await
            .map_err(Broken::Writing)?;
        add(moved, count);
        if count < BUFFER {
            pipe.give_back();
            return Ok(Splice::Slack);
        }
    }
}

fn add(moved: &[&AtomicU64], count: usize) {
    for counter in moved {
        counter.fetch_add(count as u64, Ordering::Relaxed);
    }
}
