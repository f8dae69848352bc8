//! An end on our own machine: standard input or output, a file, a child's pipe. No thread is started for it.
//!
//! What can be waited for (a pipe, a terminal, a socket) is waited for, without making it non-blocking: the open file
//! may be shared with other processes, whose reads must not begin to fail. A regular file is always ready.
//! A poll right before each call says whether it would block, and a write to a pipe is at most PIPE_BUF long then,
//! which a pipe that polls writable takes whole (pipe(7)).

use crate::pipe::Pipe;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::Path;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// PIPE_BUF of Linux: so much fits into a pipe that polls writable.
const PIPE_BUF: usize = 4096;

/// One open file of ours, read or written.
#[derive(Debug)]
pub struct Local(Inner);

#[derive(Debug)]
enum Inner {
    Waited(AsyncFd<OwnedFd>),
    Ready(OwnedFd),
}

impl Local {
    /// Standard input.
    pub fn stdin() -> io::Result<Local> {
        Local::reader(io::stdin().as_fd().try_clone_to_owned()?)
    }

    /// Standard output.
    pub fn stdout() -> io::Result<Local> {
        Local::writer(io::stdout().as_fd().try_clone_to_owned()?)
    }

    /// A file to read from its beginning.
    pub fn file(path: &Path) -> io::Result<Local> {
        Local::reader(File::open(path)?.into())
    }

    /// Anything open for reading.
    pub fn reader(fd: OwnedFd) -> io::Result<Local> {
        Local::with(fd, Interest::READABLE)
    }

    /// Anything open for writing.
    pub fn writer(fd: OwnedFd) -> io::Result<Local> {
        Local::with(fd, Interest::WRITABLE)
    }

    #[expect(
        unsafe_code,
        reason = "registering asks for a descriptor that stays the same and open"
    )]
    fn with(fd: OwnedFd, interest: Interest) -> io::Result<Local> {
        // SAFETY: an OwnedFd is one descriptor, open until dropped, and AsyncFd deregisters before it drops it.
        match unsafe { AsyncFd::register_with_interest(fd, interest) } {
            Ok(waited) => Ok(Local(Inner::Waited(waited))),
            Err(error) => match error.into_parts() {
                // epoll(7): a regular file, a folder and /dev/null are always ready and cannot be watched.
                (fd, cause) if cause.kind() == io::ErrorKind::PermissionDenied => {
                    Ok(Local(Inner::Ready(fd)))
                }
                (_, cause) => Err(cause),
            },
        }
    }

    async fn ready(&self, interest: Interest) -> io::Result<()> {
        let Inner::Waited(waited) = &self.0 else {
            return Ok(());
        };
        let flags = if interest.is_readable() {
            PollFlags::IN
        } else {
            PollFlags::OUT
        };
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        loop {
            let mut guard = waited.ready(interest).await?;
            if poll(&mut [PollFd::new(waited.get_ref(), flags)], Some(&now))? > 0 {
                return Ok(());
            }
            guard.clear_ready();
        }
    }

    /// Waits for bytes and reads some; 0 is the end.
    pub async fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            self.ready(Interest::READABLE).await?;
            match rustix::io::read(self, &mut *into) {
                // Somebody who shares the open file was quicker, or made it non-blocking: ask again.
                Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => {
                    tokio::task::yield_now().await
                }
                // A pseudo-terminal whose other side has gone reads EIO: that is its end.
                Err(rustix::io::Errno::IO) => return Ok(0),
                done => return Ok(done?),
            }
        }
    }

    /// Writes everything.
    pub async fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.ready(Interest::WRITABLE).await?;
            let most = if matches!(self.0, Inner::Waited(_)) {
                bytes.len().min(PIPE_BUF)
            } else {
                bytes.len()
            };
            match rustix::io::write(self, &bytes[..most]) {
                Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => {
                    tokio::task::yield_now().await
                }
                done => bytes = &bytes[done?..],
            }
        }
        Ok(())
    }

    /// Moves what can be had into the empty pipe; 0 is the end.
    pub(crate) async fn splice_into(&self, pipe: &Pipe) -> io::Result<usize> {
        loop {
            self.ready(Interest::READABLE).await?;
            match pipe.fill(self) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    tokio::task::yield_now().await
                }
                done => return done,
            }
        }
    }

    /// Moves at most `most` bytes out of the pipe.
    pub(crate) async fn splice_from(&self, pipe: &Pipe, most: usize) -> io::Result<usize> {
        loop {
            self.ready(Interest::WRITABLE).await?;
            match pipe.drain(self, most) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    tokio::task::yield_now().await
                }
                done => return done,
            }
        }
    }
}

impl AsFd for Local {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match &self.0 {
            Inner::Waited(waited) => waited.get_ref().as_fd(),
            Inner::Ready(fd) => fd.as_fd(),
        }
    }
}

impl AsRawFd for Local {
    fn as_raw_fd(&self) -> i32 {
        self.as_fd().as_raw_fd()
    }
}
