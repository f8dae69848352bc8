//! Somebody in the room, whatever program brought him: he says lines, and what he has seen can be read.

use crate::hullo::{Folder, Hullo, Start};
use crate::terminal::Terminal;
use std::fs;
use std::path::Path;

/// A program in the room.
pub(crate) struct Guest {
    pub(crate) nick: String,
    /// What stands before a line that is to be said: nothing, or IRC's words for it.
    before: &'static str,
    body: Body,
}

enum Body {
    /// Lines on standard input, what is seen on standard output.
    Piped(Hullo),
    /// Keys in a terminal, what is seen in the files that the program keeps below a folder.
    Typed(Terminal, Folder, &'static str),
    /// A URL; a program that says one line each time it is started, and sees nothing.
    Posted(String),
}

impl Guest {
    pub(crate) fn piped(nick: &str, before: &'static str, program: Hullo) -> Guest {
        Guest {
            nick: nick.to_owned(),
            before,
            body: Body::Piped(program),
        }
    }

    /// `logs` is where below the folder it writes down what it shows.
    pub(crate) fn typed(
        nick: &str,
        terminal: Terminal,
        folder: Folder,
        logs: &'static str,
    ) -> Guest {
        Guest {
            nick: nick.to_owned(),
            before: "",
            body: Body::Typed(terminal, folder, logs),
        }
    }

    /// By curl, to this URL.
    pub(crate) fn posted(nick: &str, url: String) -> Guest {
        Guest {
            nick: nick.to_owned(),
            before: "",
            body: Body::Posted(url),
        }
    }

    /// Whether he sees what others say.
    pub(crate) fn sees(&self) -> bool {
        !matches!(self.body, Body::Posted(_))
    }

    /// Says a line in the room.
    #[track_caller]
    pub(crate) fn say(&mut self, text: &str) {
        match &mut self.body {
            Body::Piped(program) => program.say(format!("{}{text}\n", self.before)),
            Body::Typed(terminal, ..) => terminal.say(text),
            Body::Posted(url) => {
                let nick = format!("hullo-nick: {}", self.nick);
                let args = ["-gksS", "--fail-with-body", "-H", &nick, "-d", text, url];
                let done = Start::program("curl", &args).run().expect_code(0);
                assert_eq!(done.text(), "");
            }
        }
    }

    /// All that he has seen so far.
    pub(crate) fn seen(&self) -> String {
        match &self.body {
            Body::Piped(program) => program.stdout.so_far(),
            Body::Typed(_, folder, logs) => texts_below(&folder.path().join(logs)),
            Body::Posted(_) => String::new(),
        }
    }

    /// The terminal that he sits at.
    #[track_caller]
    pub(crate) fn terminal(&self) -> &Terminal {
        match &self.body {
            Body::Typed(terminal, ..) => terminal,
            _ => panic!("{} has no terminal", self.nick),
        }
    }
}

/// The texts of all files below a folder, one after the other.
fn texts_below(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else {
        return String::new(); // nothing was written down yet
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| match path.is_dir() {
        true => texts_below(path),
        false => String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
    });
    texts.collect()
}
