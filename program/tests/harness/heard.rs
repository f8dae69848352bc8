//! Everything that came from one stream of a program, kept while it comes.

use std::io::Read;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take. A test that passes never waits so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// One stream of a program.
pub(crate) struct Heard(Arc<(Mutex<Said>, Condvar)>);

#[derive(Default)]
struct Said {
    bytes: Vec<u8>,
    ended: bool,
}

impl Heard {
    pub(crate) fn from(mut stream: impl Read + Send + 'static) -> Heard {
        let heard = Arc::new((Mutex::new(Said::default()), Condvar::new()));
        let writer = Arc::clone(&heard);
        thread::spawn(move || {
            let mut part = vec![0; 65_536];
            loop {
                let count = stream.read(&mut part).unwrap_or(0);
                let mut said = writer.0.lock().expect("no reader panics");
                said.bytes.extend_from_slice(&part[..count]);
                said.ended = count == 0;
                writer.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Heard(heard)
    }

    /// All that was said once it contains `words`.
    #[track_caller]
    pub(crate) fn wait_for(&self, name: &str, words: &str) -> String {
        self.wait_until(name, &format!("to say {words:?}"), |said| {
            said.contains(words)
        })
    }

    /// All that was said once it is `enough`. Fails where the stream ends before.
    #[track_caller]
    pub(crate) fn wait_until(
        &self,
        name: &str,
        what: &str,
        enough: impl Fn(&str) -> bool,
    ) -> String {
        let text = |said: &Said| String::from_utf8_lossy(&said.bytes).into_owned();
        let said = self.wait(|said| said.ended || enough(&text(said)));
        let (text, ended) = said;
        assert!(
            enough(&text),
            "{name}: waited for it {what} (stream ended: {ended}), but it said only:\n{text}"
        );
        text
    }

    /// All bytes, once the stream has ended.
    #[track_caller]
    pub(crate) fn all(&self, name: &str) -> Vec<u8> {
        let (text, ended) = self.wait(|said| said.ended);
        assert!(
            ended,
            "{name}: its output is held open; it said so far:\n{text}"
        );
        std::mem::take(&mut self.0.0.lock().expect("no reader panics").bytes)
    }

    /// All that was said so far.
    pub(crate) fn so_far(&self) -> String {
        String::from_utf8_lossy(&self.0.0.lock().expect("no reader panics").bytes).into_owned()
    }

    /// Waits until it is enough or time is up: the text, and whether the stream has ended.
    fn wait(&self, enough: impl Fn(&Said) -> bool) -> (String, bool) {
        let deadline = Instant::now() + PATIENCE;
        let (said, changed) = &*self.0;
        let mut said = said.lock().expect("no reader panics");
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if enough(&said) || left.is_zero() {
                return (
                    String::from_utf8_lossy(&said.bytes).into_owned(),
                    said.ended,
                );
            }
            said = changed
                .wait_timeout(said, left)
                .expect("no reader panics")
                .0;
        }
    }
}
