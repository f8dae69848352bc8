//! The line that is being typed: an editor with history, and a way to print above it that leaves it whole.
//!
//!     thread 1: readline ──Said──► the conversation
//!     thread 2: lines to show ──► above the prompt        (rustyline's external printer may wait; we may not)

use hullo_talk::talk::{LEAVE, Said};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use rustyline::error::ReadlineError;
use rustyline::{DefaultEditor, ExternalPrinter};
use std::io::{self, Write};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Sender;

/// What stands before the line that is being typed.
const PROMPT: &str = "You: ";

/// How long the last lines may take to be shown.
const LAST_LINES: Duration = Duration::from_secs(1);

/// The terminal while a conversation has it; gives it back as it was when dropped.
pub(crate) struct Editor {
    before: Option<Termios>,
    show: Option<mpsc::Sender<String>>,
    printing: Option<JoinHandle<()>>,
}

impl Editor {
    /// Takes the terminal. What is typed goes to `said`.
    pub(crate) fn open(said: Sender<Said>) -> anyhow::Result<Editor> {
        let before = tcgetattr(io::stdin()).ok();
        let mut editor = DefaultEditor::new()?;
        let mut above = editor.create_external_printer()?;
        let (show, lines) = mpsc::channel::<String>();
        let printing = thread::spawn(move || {
            while let Ok(line) = lines.recv() {
                if above.print(line).is_err() {
                    return;
                }
            }
        });
        thread::spawn(move || read(&mut editor, &said));
        Ok(Editor {
            before,
            show: Some(show),
            printing: Some(printing),
        })
    }

    /// Shows a line above the one that is being typed.
    pub(crate) fn show(&self, line: &str) {
        if let Some(show) = &self.show {
            // The printer is gone only when the terminal is.
            let _ = show.send(format!("{line}\n"));
        }
    }
}

fn read(editor: &mut DefaultEditor, said: &Sender<Said>) {
    loop {
        let next = match editor.readline(PROMPT) {
            Ok(line) if line.trim().eq_ignore_ascii_case(LEAVE) => Said::Leave,
            Ok(line) => {
                // History is a convenience: a line that it does not take is said all the same.
                let _ = editor.add_history_entry(line.as_str());
                Said::Line(line)
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => Said::Leave,
            Err(_) => Said::Leave,
        };
        let leave = next == Said::Leave;
        if said.blocking_send(next).is_err() || leave {
            return;
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.show = None;
        if let Some(printing) = self.printing.take() {
            let begin = Instant::now();
            while !printing.is_finished() && begin.elapsed() < LAST_LINES {
                thread::sleep(Duration::from_millis(1));
            }
        }
        if let Some(before) = &self.before {
            // Where the reader still waits for a key, the terminal is in its raw mode: clear its prompt, give it back.
            let raw = tcgetattr(io::stdin()).is_ok_and(|now| now.local_modes != before.local_modes);
            if raw {
                let _ = io::stdout().write_all(b"\r\x1b[K\x1b[?2004l");
                let _ = io::stdout().flush();
            }
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}
