//! The real binary under test, and other programs beside it: started with pipes on all three sides, listened to,
//! and ended when dropped.
//!
//! ```text
//! #[path = "../harness/hullo.rs"]
//! mod hullo;
//! ```
//!
//! ```text
//! let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
//! let answer = run(&["send", &server.address(0), "hi"]);
//! ```
//!
//! Nothing here sleeps: whatever is waited for comes within `PATIENCE`, or the test fails with all that was said.
#![allow(
    dead_code,
    unused_imports,
    clippy::print_stdout,
    reason = "each test binary includes this file and uses a part of it; what is skipped is said where tests say things"
)]

mod folder;
mod heard;
mod stranger;

pub(crate) use folder::Folder;
pub(crate) use heard::{Heard, PATIENCE};
pub(crate) use stranger::{missing, missing_ipv6, skipped};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, kill_process_group, pidfd_open};
use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What came of a program that has ended.
#[derive(Debug)]
pub(crate) struct Output {
    /// Its exit code, or 128 and the signal that ended it, as a shell says it.
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Output {
    /// Its standard output as text.
    #[track_caller]
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("standard output is UTF-8")
    }

    /// Fails with all that was said unless this is the exit code.
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Output {
        let said = String::from_utf8_lossy(&self.stdout[..self.stdout.len().min(4096)]);
        assert_eq!(
            self.code, code,
            "exit code\n-- stdout: {said}\n-- stderr: {}",
            self.stderr
        );
        self
    }
}

/// A program about to be started.
pub(crate) struct Start {
    name: String,
    command: Command,
    data: Folder,
}

impl Start {
    /// The binary under test with these arguments.
    pub(crate) fn hullo(args: &[&str]) -> Start {
        Start::program(env!("CARGO_BIN_EXE_hullo"), args)
    }

    /// Another program. It finds the binary under test in `$HULLO`.
    pub(crate) fn program(program: &str, args: &[&str]) -> Start {
        let data = Folder::new();
        let mut command = Command::new(program);
        command
            .args(args)
            .process_group(0)
            .env("HULLO", env!("CARGO_BIN_EXE_hullo"))
            .env("XDG_DATA_HOME", data.path())
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .env_remove("NO_COLOR");
        let words: Vec<&str> = [program.rsplit('/').next().unwrap_or(program)]
            .into_iter()
            .chain(args.iter().copied())
            .collect();
        Start {
            name: words.join(" "),
            command,
            data,
        }
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Start {
        self.command.env(name, value);
        self
    }

    /// Its working folder.
    pub(crate) fn dir(mut self, folder: &Path) -> Start {
        self.command.current_dir(folder);
        self
    }

    /// Starts it; its standard input stays open until [`Hullo::end_input`].
    #[track_caller]
    pub(crate) fn spawn(mut self) -> Hullo {
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = match self.command.spawn() {
            Ok(child) => child,
            Err(error) => panic!("{}: {error}", self.name),
        };
        Hullo {
            stdin: child.stdin.take(),
            stdout: Heard::from(child.stdout.take().expect("stdout is piped")),
            stderr: Heard::from(child.stderr.take().expect("stderr is piped")),
            name: self.name,
            child,
            addresses: Vec::new(),
            data: self.data,
        }
    }

    /// Starts it and waits until it listens on so many addresses.
    #[track_caller]
    pub(crate) fn listening(self, addresses: usize) -> Hullo {
        let mut hullo = self.spawn();
        hullo.wait_until_listening(addresses);
        hullo
    }

    /// Runs it to its end without input.
    #[track_caller]
    pub(crate) fn run(self) -> Output {
        self.run_with(b"")
    }

    /// Runs it to its end with this input.
    #[track_caller]
    pub(crate) fn run_with(self, input: &[u8]) -> Output {
        let mut hullo = self.spawn();
        let mut stdin = hullo.stdin.take().expect("stdin is piped");
        let input = input.to_vec();
        // A program that reads nothing must not hold up the test, and one that ends early is no error.
        thread::spawn(move || stdin.write_all(&input));
        hullo.ended()
    }
}

/// Runs the binary under test to its end without input.
#[track_caller]
pub(crate) fn run(args: &[&str]) -> Output {
    Start::hullo(args).run()
}

/// Runs the binary under test to its end with this input.
#[track_caller]
pub(crate) fn run_with(args: &[&str], input: &[u8]) -> Output {
    Start::hullo(args).run_with(input)
}

/// A program that runs: the binary under test or another.
pub(crate) struct Hullo {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    addresses: Vec<String>,
    pub(crate) stdout: Heard,
    pub(crate) stderr: Heard,
    pub(crate) data: Folder,
}

impl Hullo {
    /// Starts the binary under test.
    #[track_caller]
    pub(crate) fn start(args: &[&str]) -> Hullo {
        Start::hullo(args).spawn()
    }

    /// Starts it and waits until it listens on each of the addresses among the arguments: the words that begin with a
    /// scheme or a colon, as far as the first option. Where they stand otherwise, [`Start::listening`] is told.
    #[track_caller]
    pub(crate) fn listen(args: &[&str]) -> Hullo {
        let schemes = ["tcp:", "udp:", "tls:", "unix:", "unixgram:", ":"];
        let addresses = args
            .iter()
            .take_while(|word| !word.starts_with("--"))
            .filter(|word| schemes.iter().any(|scheme| word.starts_with(scheme)))
            .count();
        Start::hullo(args).listening(addresses)
    }

    /// Reads `listening ADDRESS` lines until so many have come.
    #[track_caller]
    pub(crate) fn wait_until_listening(&mut self, addresses: usize) {
        let heard = |said: &str| -> Vec<String> {
            let whole = said
                .rsplit_once('\n')
                .map_or("", |(whole, _)| whole)
                .lines();
            whole
                .filter_map(|line| line.strip_prefix("listening "))
                .filter_map(|rest| rest.split(' ').next())
                .map(str::to_owned)
                .collect()
        };
        let said = self.stderr.wait_until(&self.name, "to listen", |said| {
            heard(said).len() >= addresses
        });
        self.addresses = heard(&said);
    }

    /// The address number `n`, from 0, as it was said: `tcp://127.0.0.1:40123`.
    #[track_caller]
    pub(crate) fn address(&self, n: usize) -> String {
        self.addresses[n].clone()
    }

    /// Its port.
    #[track_caller]
    pub(crate) fn port(&self, n: usize) -> u16 {
        let address = &self.addresses[n];
        let port = address
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        port.unwrap_or_else(|| panic!("{address} has no port"))
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All that was written to standard error once a line of it holds these words.
    #[track_caller]
    pub(crate) fn wait_for_word(&self, words: &str) -> String {
        self.stderr.wait_for(&self.name, words)
    }

    /// All that was written to standard output once it holds these words.
    #[track_caller]
    pub(crate) fn wait_for_output(&self, words: &str) -> String {
        self.stdout.wait_for(&self.name, words)
    }

    /// Writes to its standard input.
    #[track_caller]
    pub(crate) fn say(&mut self, text: impl AsRef<[u8]>) {
        let stdin = self.stdin.as_mut().expect("not closed yet");
        stdin
            .write_all(text.as_ref())
            .expect("the program reads its input");
    }

    /// Ends its standard input.
    pub(crate) fn end_input(&mut self) {
        self.stdin = None;
    }

    /// Its standard input, for another thread to write to.
    #[track_caller]
    pub(crate) fn take_input(&mut self) -> ChildStdin {
        self.stdin.take().expect("not closed yet")
    }

    /// Sends a signal.
    #[track_caller]
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("the program runs");
    }

    /// Whether it runs still.
    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The largest memory it had resident so far, in KiB (proc(5), VmHWM).
    #[track_caller]
    pub(crate) fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()))
            .expect("the program runs");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .expect("a program has memory");
        line.trim()
            .trim_end_matches(" kB")
            .parse()
            .expect("VmHWM is a number")
    }

    /// Waits for it to end by itself, its standard input still open if it was.
    #[track_caller]
    pub(crate) fn ended(mut self) -> Output {
        let pidfd = pidfd_open(Pid::from_child(&self.child), PidfdFlags::empty())
            .expect("it is not waited for yet");
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = left.try_into().expect("patience fits");
            match poll(&mut [PollFd::new(&pidfd, PollFlags::IN)], Some(&timeout)) {
                Ok(0) => panic!(
                    "{} has not ended\n-- stdout: {}\n-- stderr: {}",
                    self.name,
                    self.stdout.so_far(),
                    self.stderr.so_far()
                ),
                Ok(_) => break,
                Err(_) => {}
            }
        }
        let status = self.child.wait().expect("a child can be waited for");
        Output {
            code: status
                .code()
                .unwrap_or_else(|| 128 + status.signal().unwrap_or(0)),
            stdout: self.stdout.all(&self.name),
            stderr: String::from_utf8_lossy(&self.stderr.all(&self.name)).into_owned(),
        }
    }

    /// Asks it to stop and waits for its end.
    #[track_caller]
    pub(crate) fn stop(self) -> Output {
        self.signal(Signal::TERM);
        self.ended()
    }
}

impl Drop for Hullo {
    fn drop(&mut self) {
        if self.is_running() {
            // With what it has started itself: a shell's programs, ncat's commands.
            let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        }
        let _ = self.child.wait(); // it may have ended already
    }
}

/// Waits until `done` gives something, looking every few milliseconds: for what no pipe or socket tells,
/// such as a file.
#[track_caller]
pub(crate) fn wait_until<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(done) = done() {
            return done;
        }
        assert!(Instant::now() < deadline, "{what}: waited for in vain");
        thread::sleep(Duration::from_millis(5));
    }
}
