//! Plays a block of a page: types what it says is typed, when all that stands above it is on the screen,
//! and compares the screens with the page.

use crate::hullo::PATIENCE;
use crate::likeness::PORTS;
use crate::page::Block;
use crate::port;
use crate::seat::Seat;
use crate::terminal::Terminals;
use std::thread;
use std::time::{Duration, Instant};

/// Long enough to tell that what is shown does not come.
pub(crate) const GLANCE: Duration = Duration::from_secs(3);

/// Between two looks at the screens, which tell nobody when they change.
const GLIMPSE: Duration = Duration::from_millis(40);

/// Plays a block; the error says what should be on which screen, and what is.
pub(crate) fn play(block: &Block) -> Result<(), String> {
    play_within(block, PATIENCE)
}

pub(crate) fn play_within(block: &Block, patience: Duration) -> Result<(), String> {
    let mut names = Names::new(block);
    let terminals = Terminals::new(names.default_port());
    let mut seats = Seat::all_of(block);
    let mut deadline = Instant::now() + patience;
    loop {
        let mut moved = false;
        for n in 0..seats.len() {
            let (above, rest) = seats.split_at_mut(n);
            if above.iter().all(Seat::settled) && rest[0].take(above) {
                rest[0].look(&terminals, &mut names);
                moved |= rest[0].play(&terminals, &names);
            }
        }
        if moved {
            deadline = Instant::now() + patience;
            continue;
        }
        if seats.iter().all(Seat::is_over) {
            return Ok(());
        }
        if Instant::now() > deadline || seats.iter().any(Seat::is_stuck) {
            let wrong = seats.iter().filter(|seat| !seat.is_over());
            return Err(wrong.map(Seat::report).collect::<Vec<_>>().join("\n"));
        }
        thread::sleep(GLIMPSE);
    }
}

/// What stands for what: (in the page, in this run).
pub(crate) struct Names {
    ports: Vec<(String, String)>,
    fingerprint: Option<(String, String)>,
}

impl Names {
    fn new(block: &Block) -> Names {
        let ports = PORTS
            .iter()
            .map(|port| ((*port).to_owned(), port::free().to_string()))
            .collect();
        let fingerprint = block.lines.iter().find_map(|line| {
            let at = line.find("sha256:")?;
            let word = line[at..].split_whitespace().next()?;
            Some((word.to_owned(), word.to_owned()))
        });
        Names { ports, fingerprint }
    }

    /// What the port is in this run that is meant where none is given.
    fn default_port(&self) -> &str {
        &self.ports[0].1
    }

    /// What is typed for what the page says.
    pub(crate) fn typed(&self, line: &str) -> String {
        let names = self.ports.iter().chain(&self.fingerprint);
        names.fold(line.to_owned(), |line, (page, run)| line.replace(page, run))
    }

    /// What the page would say for what is on a screen.
    pub(crate) fn shown(&mut self, line: &str) -> String {
        let mut line = line.to_owned();
        for (page, run) in &self.ports {
            line = line.replace(run, page);
        }
        if let Some((page, run)) = &mut self.fingerprint
            && let Some(at) = line.find("sha256:")
            && let Some(found) = line[at..].split_whitespace().next()
            && found.len() == "sha256:".len() + 64
        {
            *run = found.to_owned();
            line = line.replace(found, page);
        }
        line
    }
}
