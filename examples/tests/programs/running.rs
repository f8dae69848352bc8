//! A program under test: started with pipes on all three sides, listened to, and ended when dropped.
//!
//! Nothing here sleeps: `wait_for` returns when the words have come and fails, with all that was said,
//! when they have not come within `PATIENCE` or the program has closed that stream.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A started program.
pub(crate) struct Running {
    name: String,
    child: Child,
    stdin: Option<Sender<String>>,
    pub(crate) stdout: Heard,
    pub(crate) stderr: Heard,
}

impl Running {
    /// Starts one of the six, given `env!("CARGO_BIN_EXE_...")`.
    pub(crate) fn start(program: &str, args: &[&str]) -> Running {
        Running::spawn(program, Command::new(program).args(args))
    }

    /// Starts one of the textbook's Python programs on 127.0.0.1; None, said on stderr, where there is
    /// no Python. In CI a missing Python is a failure.
    pub(crate) fn textbook(script: &str, args: &[&str]) -> Option<Running> {
        let python = Command::new("python3").arg("--version").output();
        if !python.is_ok_and(|output| output.status.success()) {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "python3 is missing"
            );
            eprintln!("skipped: python3 is missing");
            return None;
        }
        let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../program/tests/peers");
        let mut command = Command::new("python3");
        command.arg(peers.join(script)).arg("127.0.0.1").args(args);
        command.env("PYTHONUTF8", "1");
        Some(Running::spawn(script, &mut command))
    }

    fn spawn(name: &str, command: &mut Command) -> Running {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .stderr(Stdio::piped())
            .spawn()
            .expect("program starts");
        Running {
            name: name.rsplit('/').next().unwrap_or(name).to_owned(),
            stdin: child.stdin.take().map(typed),
            stdout: Heard::from(child.stdout.take().expect("stdout is piped")),
            stderr: Heard::from(child.stderr.take().expect("stderr is piped")),
            child,
        }
    }

    /// Where a server says it listens: `listening tcp://127.0.0.1:PORT`, or `listening PORT` from Python.
    pub(crate) fn address(&self) -> SocketAddr {
        let said = self.stderr.wait_for("\n");
        let said = said.lines().next().unwrap_or_default();
        let place = said.strip_prefix("listening ").expect("says where");
        let place = place.rsplit('/').next().expect("has a last part");
        place
            .parse()
            .unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], place.parse().expect("a port"))))
    }

    /// Types on the program's standard input, without waiting for the program to read it.
    pub(crate) fn say(&self, text: &str) {
        let stdin = self.stdin.as_ref().expect("not closed yet");
        stdin.send(text.to_owned()).expect("program reads");
    }

    /// Ends the program's standard input.
    pub(crate) fn end_input(&mut self) {
        self.stdin = None;
    }

    /// Waits for the program to end by itself, its standard input still open if it was:
    /// whether it was content, its stdout, its stderr.
    pub(crate) fn ended(mut self) -> (bool, String, String) {
        let stdout = self.stdout.wait_for_end(&self.name);
        let stderr = self.stderr.wait_for_end(&self.name);
        let status = self.child.wait().expect("program can be waited for");
        (status.success(), stdout, stderr)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

/// A keyboard: what is sent there is written to `stdin`, which closes when the sender goes.
fn typed(mut stdin: ChildStdin) -> Sender<String> {
    let (keyboard, typed) = channel::<String>();
    thread::spawn(move || {
        for text in typed {
            if stdin.write_all(text.as_bytes()).is_err() {
                return; // the program has ended; whoever cares waits for what it says
            }
        }
    });
    keyboard
}

/// Everything that came from one stream of a program, while it comes.
pub(crate) struct Heard(Arc<(Mutex<Said>, Condvar)>);

#[derive(Default)]
struct Said {
    bytes: Vec<u8>,
    ended: bool,
}

impl Heard {
    fn from(mut stream: impl Read + Send + 'static) -> Heard {
        let heard = Arc::new((Mutex::new(Said::default()), Condvar::new()));
        let writer = Arc::clone(&heard);
        thread::spawn(move || {
            let mut part = [0; 65_536];
            loop {
                let n = stream.read(&mut part).unwrap_or(0);
                let mut said = writer.0.lock().unwrap();
                said.bytes.extend_from_slice(&part[..n]);
                said.ended = n == 0;
                writer.1.notify_all();
                if n == 0 {
                    return;
                }
            }
        });
        Heard(heard)
    }

    /// All that was said once it contains `words`.
    pub(crate) fn wait_for(&self, words: &str) -> String {
        self.wait_for_nth(words, 1)
    }

    /// All that was said once it contains `words` that often.
    pub(crate) fn wait_for_nth(&self, words: &str, times: usize) -> String {
        let enough = |said: &str| said.matches(words).count() >= times;
        let (said, ended) = self.wait_until(|said, _| enough(said));
        assert!(
            enough(&said),
            "never said {words:?} {times}x (ended: {ended}), only {said:?}"
        );
        said
    }

    /// All that was said so far.
    pub(crate) fn so_far(&self) -> String {
        self.wait_until(|_, _| true).0
    }

    fn wait_for_end(&self, name: &str) -> String {
        let (said, ended) = self.wait_until(|_, ended| ended);
        assert!(ended, "{name} has not ended; it said {said:?}");
        said
    }

    fn wait_until(&self, enough: impl Fn(&str, bool) -> bool) -> (String, bool) {
        let deadline = Instant::now() + PATIENCE;
        let (said, changed) = &*self.0;
        let mut said = said.lock().unwrap();
        loop {
            let text = String::from_utf8_lossy(&said.bytes).into_owned();
            let left = deadline.saturating_duration_since(Instant::now());
            if enough(&text, said.ended) || said.ended || left.is_zero() {
                return (text, said.ended);
            }
            said = changed.wait_timeout(said, left).unwrap().0;
        }
    }
}
