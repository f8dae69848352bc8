//! The line that is being typed: an editor with history, and a way to print above it that leaves it whole.
//!
//! ```text
//! thread 1: readline ──Said──► the conversation
//! thread 2: lines to show ──► above the prompt        (rustyline's external printer may wait; we may not)
//! ```
//!
//! Promises: the terminal is given back as it was, after the last line that was to be shown stands on it.

use hullo_talk::talk::{LEAVE, Said};
use hullo_wire::visible::{LineBreaks, visible};
use rustix::stdio::dup2_stdin;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use rustyline::error::ReadlineError;
use rustyline::{DefaultEditor, ExternalPrinter};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Sender;
use tokio::sync::oneshot;

/// What stands before the line that is being typed.
const PROMPT: &str = "You: ";

/// How long the last lines may take to be shown, and the editor to end.
const LAST_LINES: Duration = Duration::from_secs(1);

/// How long a line waits for the prompt to stand, so that it cannot be printed into the middle of it.
const PROMPT_STANDS: Duration = Duration::from_millis(200);

/// Shown as nothing: up one row (ECMA-48 CUU), and the line end that each line gets leads back.
const NOTHING: &str = "\x1b[A";

/// The terminal while a conversation has it; gives it back as it was when dropped.
pub(crate) struct Editor {
    terminal: OwnedFd,
    before: Option<Termios>,
    show: Option<mpsc::Sender<String>>,
    printing: Option<JoinHandle<()>>,
    reading: Option<JoinHandle<()>>,
}

impl Editor {
    /// Takes the terminal. What is typed goes to `said`; Ctrl-C, which does not wait for its turn, to `interrupt`.
    pub(crate) fn open(
        said: Sender<Said>,
        interrupt: oneshot::Sender<()>,
    ) -> anyhow::Result<Editor> {
        let terminal = io::stdin().as_fd().try_clone_to_owned()?;
        let before = tcgetattr(&terminal).ok();
        let mut editor = DefaultEditor::new()?;
        let above = editor.create_external_printer()?;
        let (show, lines) = mpsc::channel::<String>();
        let reading = thread::spawn(move || read(&mut editor, &said, interrupt));
        let printing = thread::spawn(move || print(above, &lines));
        Ok(Editor {
            terminal,
            before,
            show: Some(show),
            printing: Some(printing),
            reading: Some(reading),
        })
    }

    /// Shows a line above the one that is being typed; nothing in it acts on the terminal.
    pub(crate) fn show(&self, line: &str) {
        if let Some(show) = &self.show {
            // The printer is gone only when the terminal is.
            let shown = visible(line.as_bytes(), LineBreaks::Show);
            let _ = show.send(format!("{shown}\n"));
        }
    }
}

fn read(editor: &mut DefaultEditor, said: &Sender<Said>, interrupt: oneshot::Sender<()>) {
    loop {
        let typed = match editor.readline(PROMPT) {
            Ok(typed) => typed,
            Err(ReadlineError::Interrupted) => {
                let _ = interrupt.send(()); // where nobody hears it, the conversation has ended
                return;
            }
            Err(_) => {
                let _ = said.blocking_send(Said::Leave); // as above
                return;
            }
        };
        // History is a convenience: a line that it does not take is said all the same.
        let _ = editor.add_history_entry(typed.as_str());
        // What was pasted may be several lines.
        for line in typed.split('\n') {
            let next = if line.trim().eq_ignore_ascii_case(LEAVE) {
                Said::Leave
            } else {
                Said::Line(line.as_bytes().to_vec())
            };
            let leave = next == Said::Leave;
            if said.blocking_send(next).is_err() || leave {
                return;
            }
        }
    }
}

fn print(mut above: impl ExternalPrinter, lines: &mpsc::Receiver<String>) {
    while let Ok(line) = lines.recv() {
        let begin = Instant::now();
        while !prompt_stands() && begin.elapsed() < PROMPT_STANDS {
            thread::sleep(Duration::from_millis(1));
        }
        if above.print(line).is_err() {
            return;
        }
    }
    // The editor takes lines one by one: once it has room for this, it has taken the last.
    nudge(&mut above);
    // It may wait for a key that never comes: to it, the input ends here, and it is woken to see so.
    if let Ok(nothing) = File::open("/dev/null") {
        let _ = dup2_stdin(nothing);
    }
    nudge(&mut above);
}

fn nudge(above: &mut impl ExternalPrinter) {
    if prompt_stands() {
        let _ = above.print(NOTHING.to_owned()); // fails where the editor has just ended
    }
}

/// While a line is edited the terminal hands over each key (termios(3): not canonical).
fn prompt_stands() -> bool {
    tcgetattr(io::stdout()).is_ok_and(|now| !now.local_modes.contains(LocalModes::ICANON))
}

fn wait(thread: Option<JoinHandle<()>>) {
    let begin = Instant::now();
    if let Some(thread) = thread {
        while !thread.is_finished() && begin.elapsed() < LAST_LINES {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.show = None;
        wait(self.printing.take());
        wait(self.reading.take());
        if let Some(before) = &self.before {
            let _ = tcsetattr(&self.terminal, OptionalActions::Now, before);
        }
    }
}
