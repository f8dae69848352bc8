//! Which sockets are ready.

use rustix::buffer::spare_capacity;
use rustix::event::Timespec;
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

const AT_ONCE: usize = 1024;

/// An epoll and what it reported last.
pub struct Poll {
    epoll: OwnedFd,
    ready: Vec<Event>,
}

impl Poll {
    /// One that watches nothing yet.
    pub fn new() -> io::Result<Poll> {
        Ok(Poll {
            epoll: epoll::create(CreateFlags::CLOEXEC)?,
            ready: Vec::with_capacity(AT_ONCE),
        })
    }

    /// Watches a socket under a number.
    pub fn add(&self, socket: impl AsFd, number: usize, wanted: EventFlags) -> io::Result<()> {
        let data = EventData::new_u64(number as u64);
        Ok(epoll::add(&self.epoll, socket, data, wanted)?)
    }

    /// Watches for reading, and for writing as well if something is left to write.
    pub fn want(&self, socket: impl AsFd, number: usize, write: bool) {
        let mut wanted = EventFlags::IN;
        wanted.set(EventFlags::OUT, write);
        let data = EventData::new_u64(number as u64);
        // A socket that is no longer watched has been closed, and there is nothing to wait for.
        let _ = epoll::modify(&self.epoll, socket, data, wanted);
    }

    /// Waits, at most so long; how many sockets are ready.
    pub fn wait(&mut self, longest: Option<Duration>) -> usize {
        self.ready.clear();
        let longest = longest.map(|time| Timespec {
            tv_sec: time.as_secs() as i64,
            tv_nsec: i64::from(time.subsec_nanos()),
        });
        let waited = epoll::wait(
            &self.epoll,
            spare_capacity(&mut self.ready),
            longest.as_ref(),
        );
        waited.unwrap_or(0)
    }

    /// One of those that were ready: its number, whether it can be written to, and whether it can be read.
    pub fn ready(&self, index: usize) -> (usize, bool, bool) {
        let event = self.ready[index];
        let (data, flags) = (event.data, event.flags);
        let read = EventFlags::IN | EventFlags::HUP | EventFlags::ERR;
        (
            data.u64() as usize,
            flags.contains(EventFlags::OUT),
            flags.intersects(read),
        )
    }
}
