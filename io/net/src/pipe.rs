//! The pipe through which splice(2) moves bytes between two ends without copying them.
//!
//! ```text
//! socket ──fill──► [ pipe, up to 1 MiB of page references ] ──drain──► socket, file, terminal
//! ```
//!
//! A pump holds a pipe only while bytes stand in it; empty ones wait in a small store of this thread.

use rustix::pipe::{
    PipeFlags, SpliceFlags, fcntl_getpipe_size, fcntl_setpipe_size, pipe_with, splice,
};
use std::cell::RefCell;
use std::io;
use std::os::fd::{AsFd, OwnedFd};

/// Size asked for: a user's pipe limit (fs.pipe-max-size) by default, and the size at which splice stopped gaining.
const WANTED: usize = 1 << 20;

/// Empty pipes kept for the next use; a relay of a few busy connections needs no more.
const KEPT: usize = 16;

thread_local! {
    static STORE: RefCell<Vec<Pipe>> = const { RefCell::new(Vec::new()) };
}

/// A pipe, empty whenever it lies in the store.
#[derive(Debug)]
pub struct Pipe {
    read: OwnedFd,
    write: OwnedFd,
    capacity: usize,
}

impl Pipe {
    /// An empty pipe, from the store where one lies there.
    pub fn take() -> io::Result<Pipe> {
        if let Some(pipe) = STORE.with_borrow_mut(Vec::pop) {
            return Ok(pipe);
        }
        let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        // Refused where the user's pages for pipes are used up (pipe(7)): the default size works too, slower.
        let _ = fcntl_setpipe_size(&write, WANTED);
        let capacity = fcntl_getpipe_size(&write)?;
        Ok(Pipe {
            read,
            write,
            capacity,
        })
    }

    /// Puts the pipe, which the caller has emptied, back.
    pub fn give_back(self) {
        STORE.with_borrow_mut(|store| {
            if store.len() < KEPT {
                store.push(self);
            }
        });
    }

    /// How many bytes it holds, in whole pages.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Writes bytes into the pipe, for which there must be room.
    pub fn put(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let written = rustix::io::write(&self.write, bytes)?;
            bytes = &bytes[written..];
        }
        Ok(())
    }

    /// Moves bytes from `from` into the pipe, as far as there is room; 0 is the end of `from`.
    pub(crate) fn fill(&self, from: impl AsFd) -> io::Result<usize> {
        let flags = SpliceFlags::MOVE | SpliceFlags::NONBLOCK;
        Ok(splice(from, None, &self.write, None, self.capacity, flags)?)
    }

    /// Moves at most `most` bytes from the pipe into `to`.
    pub(crate) fn drain(&self, to: impl AsFd, most: usize) -> io::Result<usize> {
        let flags = SpliceFlags::MOVE | SpliceFlags::NONBLOCK;
        Ok(splice(&self.read, None, to, None, most, flags)?)
    }

    /// Reads bytes out of the pipe, for an end that cannot be spliced into.
    pub(crate) fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(&self.read, into)?)
    }
}
