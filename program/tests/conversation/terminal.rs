//! A real terminal for one program: a tmux server of its own, ended with the test.

use crate::hullo::{Folder, PATIENCE, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Rows and columns: narrow, so that long lines wrap.
pub(crate) const COLUMNS: usize = 60;
const ROWS: usize = 20;

/// Keeps the terminal's settings before and after, and the exit code; then the terminal stays for looking at it.
const WRAP: &str = r#"stty -a >"$FOLDER/before"; "$@"; code=$?; stty -a >"$FOLDER/after"
printf '%s\n' "$code" >"$FOLDER/code.part"; mv "$FOLDER/code.part" "$FOLDER/code"; read -r _"#;

/// A terminal in which one program runs.
pub(crate) struct Terminal {
    folder: Folder,
}

impl Terminal {
    /// Starts the binary under test in a terminal.
    #[track_caller]
    pub(crate) fn hullo(args: &[&str]) -> Terminal {
        Terminal::start(&[&[env!("CARGO_BIN_EXE_hullo")], args].concat())
    }

    /// Starts any program in a terminal.
    #[track_caller]
    pub(crate) fn start(words: &[&str]) -> Terminal {
        Terminal::start_as("xterm-256color", words)
    }

    /// Starts any program in a terminal that calls itself so.
    #[track_caller]
    pub(crate) fn start_as(kind: &str, words: &[&str]) -> Terminal {
        let terminal = Terminal {
            folder: Folder::new(),
        };
        let (x, y) = (COLUMNS.to_string(), ROWS.to_string());
        let mut args = vec!["new-session", "-d", "-x", &x, "-y", &y];
        let kind = format!("TERM={kind}");
        args.extend(["env", &kind, "sh", "-c", WRAP, "sh"]);
        args.extend(words);
        terminal.tmux(&args);
        terminal
    }

    #[track_caller]
    fn tmux(&self, args: &[&str]) -> String {
        let done = Command::new("tmux")
            .args(["-u", "-f", "/dev/null", "-S", &self.folder.file("tmux")])
            .args(args)
            .env("LC_ALL", "C.UTF-8")
            .env("FOLDER", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path())
            .env_remove("TMUX")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(done.status.success(), "tmux {args:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// Types text as keys, one by one.
    #[track_caller]
    pub(crate) fn type_text(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
    }

    /// Presses keys by tmux's names: `Enter`, `Up`, `C-d`.
    #[track_caller]
    pub(crate) fn press(&self, keys: &[&str]) {
        self.tmux(&[&["send-keys"], keys].concat());
    }

    /// Types a line and ends it.
    #[track_caller]
    pub(crate) fn say(&self, text: &str) {
        self.type_text(text);
        self.press(&["Enter"]);
    }

    /// Pastes text as a terminal does: bracketed where the program asked for that.
    #[track_caller]
    pub(crate) fn paste(&self, text: &str) {
        self.tmux(&["set-buffer", text]);
        self.tmux(&["paste-buffer", "-p"]);
    }

    /// Makes the terminal so many columns wide.
    #[track_caller]
    pub(crate) fn resize(&self, columns: usize) {
        self.tmux(&["resize-window", "-x", &columns.to_string()]);
    }

    /// Asks the program to stop, as the system does (SIGTERM).
    #[track_caller]
    pub(crate) fn terminate(&self) {
        let shell = self.tmux(&["display-message", "-p", "#{pane_pid}"]);
        let shell = shell.trim();
        let children = fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
        let child: i32 = children.trim().parse().unwrap();
        kill_process(Pid::from_raw(child).unwrap(), Signal::TERM).unwrap();
    }

    /// The screen with the escape sequences of its colours.
    #[track_caller]
    pub(crate) fn colours(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-e", "-S", "-500"])
    }

    /// What stands on the screen, and the rows that have left it above, without trailing spaces.
    #[track_caller]
    pub(crate) fn screen(&self) -> String {
        let rows = self.tmux(&["capture-pane", "-p", "-S", "-500"]);
        rows.trim_end().to_owned()
    }

    /// The same, rows that wrapped joined again.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<String> {
        let rows = self.tmux(&["capture-pane", "-p", "-J", "-S", "-500"]);
        rows.trim_end()
            .lines()
            .map(|row| row.trim_end().to_owned())
            .collect()
    }

    /// The title of the terminal.
    #[track_caller]
    pub(crate) fn title(&self) -> String {
        self.tmux(&["display-message", "-p", "#{pane_title}"])
    }

    /// Where the cursor stands: column and row.
    #[track_caller]
    pub(crate) fn cursor(&self) -> String {
        self.tmux(&["display-message", "-p", "#{cursor_x}"])
            .trim()
            .to_owned()
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, enough: impl Fn(&[String]) -> bool) -> Vec<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let lines = self.lines();
            if enough(&lines) {
                return lines;
            }
            assert!(
                Instant::now() < deadline,
                "waited for {what}; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until this stands on the screen somewhere.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) -> Vec<String> {
        self.wait_until(text, |lines| lines.iter().any(|line| line.contains(text)))
    }

    /// Waits until the last line is exactly this: the prompt and what is being typed.
    #[track_caller]
    pub(crate) fn wait_for_last(&self, text: &str) -> Vec<String> {
        self.wait_until(&format!("{text:?} as the last line"), |lines| {
            lines.last().is_some_and(|line| line == text)
        })
    }

    /// The address that the program says it listens on.
    #[track_caller]
    pub(crate) fn address(&self) -> String {
        let lines = self.wait_until("listening", |lines| {
            // The prompt after it: the line is whole.
            lines.iter().any(|line| line.contains("listening "))
                && lines.last().is_some_and(|line| line.starts_with("You:"))
        });
        let words = lines
            .iter()
            .find_map(|line| line.split("listening ").nth(1));
        words.unwrap().split(' ').next().unwrap().to_owned()
    }

    /// Waits for the program's end and gives its exit code. The terminal's settings must be what they were.
    #[track_caller]
    pub(crate) fn code(&self) -> i32 {
        let read = |name: &str| fs::read_to_string(self.folder.file(name));
        let screen = || self.screen();
        let code = wait_until(&format!("the program's end on\n{}", screen()), || {
            read("code").ok()
        });
        assert_eq!(read("before").unwrap(), read("after").unwrap());
        code.trim().parse().unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Ends this test's own server and what runs in it; it may have ended already.
        let _ = Command::new("tmux")
            .args(["-S", &self.folder.file("tmux"), "kill-server"])
            .stderr(Stdio::null())
            .status();
    }
}
