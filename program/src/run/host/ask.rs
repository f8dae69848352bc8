//! Asks for a secret: on a terminal without showing it, else the first line of standard input.

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{self, BufRead, IsTerminal, Write};

/// The answer, without its line end.
pub(crate) fn secret(question: &str) -> io::Result<String> {
    let stdin = io::stdin().lock();
    if !stdin.is_terminal() {
        return line(stdin);
    }
    let before = tcgetattr(&stdin)?;
    let mut hidden = before.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    let mut stderr = io::stderr();
    stderr.write_all(question.as_bytes())?;
    tcsetattr(&stdin, OptionalActions::Flush, &hidden)?;
    let answer = line(io::stdin().lock());
    tcsetattr(&stdin, OptionalActions::Now, &before)?;
    stderr.write_all(b"\n")?;
    answer
}

fn line(mut input: impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
