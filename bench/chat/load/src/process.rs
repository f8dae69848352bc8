//! What the kernel says of a process: the CPU time of all its threads, and its resident size.

use rustix::process::{Pid, Resource, Rlimit, getpid, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use std::fs;

/// Nanoseconds on a clock that only goes forward.
pub fn now() -> u64 {
    let at = clock_gettime(ClockId::Monotonic);
    at.tv_sec as u64 * 1_000_000_000 + at.tv_nsec as u64
}

/// What had been used at one moment, in nanoseconds.
#[derive(Clone, Copy)]
pub struct Used {
    at: u64,
    server: u64,
    own: u64,
}

impl Used {
    /// What the server and this program have used until now.
    pub fn now(server: Pid) -> Used {
        Used {
            at: now(),
            server: cpu(server),
            own: cpu(getpid()),
        }
    }

    /// Seconds since `before`.
    pub fn seconds_since(&self, before: &Used) -> f64 {
        (self.at - before.at) as f64 / 1e9
    }

    /// The server's CPU seconds since `before`. On the loopback they hold what the kernel does to receive for the
    /// clients: it does it inside the server's send.
    pub fn server_since(&self, before: &Used) -> f64 {
        (self.server - before.server) as f64 / 1e9
    }

    /// This program's CPU seconds since `before`. Near one a second, this program and not the server set the pace.
    pub fn own_since(&self, before: &Used) -> f64 {
        (self.own - before.own) as f64 / 1e9
    }
}

/// CPU time of all its threads, ended ones included, in nanoseconds; 0 when it has ended.
#[expect(
    unsafe_code,
    reason = "no crate in use here asks for another process's clock"
)]
fn cpu(pid: Pid) -> u64 {
    let mut clock = 0;
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: both calls only write to the two variables they are given, which outlive them.
    let failed = unsafe {
        libc::clock_getcpuclockid(pid.as_raw_nonzero().get(), &mut clock) != 0
            || libc::clock_gettime(clock, &mut time) != 0
    };
    if failed {
        return 0;
    }
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// KiB in memory now; 0 when it has ended.
pub fn resident_kib(pid: Pid) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Raises the number of files this process may have open as far as it goes, and says how far that is.
pub fn raise_open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let _ = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
