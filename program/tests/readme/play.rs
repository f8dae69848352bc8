//! Plays a block of a page: types what it says is typed, when all that stands above it is on the screen,
//! and compares the screens with the page.

use crate::hullo::PATIENCE;
use crate::likeness::{PORTS, begins, shows};
use crate::page::Block;
use crate::port;
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
    let terminals = Terminals::new();
    let mut names = Names::new(block);
    let mut seats: Vec<Seat> = block
        .terminals()
        .into_iter()
        .enumerate()
        .map(|(n, lines)| Seat {
            name: format!("{}", n + 1),
            lines,
            done: None,
            screen: Vec::new(),
        })
        .collect();
    let mut deadline = Instant::now() + patience;
    loop {
        let mut moved = false;
        for n in 0..seats.len() {
            let (above, rest) = seats.split_at_mut(n);
            if above.iter().all(Seat::settled) {
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

/// One terminal of a block, and how far it has come.
struct Seat {
    name: String,
    lines: Vec<String>,
    /// How many lines have been typed or seen; none before the terminal is open.
    done: Option<usize>,
    /// What was on its screen when it was looked at last.
    screen: Vec<String>,
}

impl Seat {
    fn look(&mut self, terminals: &Terminals, names: &mut Names) {
        if self.done.is_some() {
            let screen = terminals.screen(&self.name);
            self.screen = screen.iter().map(|line| names.shown(line)).collect();
        }
    }

    /// Does what can be done now: whether that was anything.
    fn play(&mut self, terminals: &Terminals, names: &Names) -> bool {
        let Some(done) = self.done else {
            terminals.open(&self.name);
            self.done = Some(0);
            return true;
        };
        // Lines that are there already are passed over in one look.
        let seen = (done..self.lines.len())
            .take_while(|&n| !is_typed(&self.lines[n]) && begins(&self.lines[..=n], &self.screen))
            .count();
        let done = done + seen;
        self.done = Some(done);
        let Some(next) = self.lines.get(done) else {
            return seen > 0;
        };
        let above = &self.lines[..done];
        if let Some(typed) = next.strip_prefix("$ ") {
            if !shows(above, &self.screen, &[Some("$")]) {
                return seen > 0;
            }
            terminals.say(&self.name, &names.typed(typed));
        } else if let Some(typed) = next.strip_prefix("You: ") {
            if !shows(above, &self.screen, &[Some("You:")]) {
                return seen > 0;
            }
            terminals.say(&self.name, typed);
        } else if next.starts_with("^C") {
            if !shows(above, &self.screen, &[None]) {
                return seen > 0;
            }
            terminals.interrupt(&self.name);
        } else {
            return seen > 0;
        }
        self.done = Some(done + 1);
        true
    }

    /// Whether the next terminal may begin: what listens here does listen; what does not listen has ended.
    fn settled(&self) -> bool {
        let ready = self.listens().map_or(self.lines.len(), |last| last + 1);
        self.done.is_some_and(|done| done >= ready) && (self.listens().is_some() || self.is_over())
    }

    /// The last line that tells of listening, or of a conversation that has begun.
    fn listens(&self) -> Option<usize> {
        let mut lines = self.lines.iter();
        let last = lines.clone().rposition(|line| line.contains("listening"));
        last.or_else(|| lines.position(|line| line.starts_with("* ")))
    }

    /// Whether all is played, the screen shows it and nothing else, and what should end has ended.
    fn is_over(&self) -> bool {
        let last_typed = self.lines.iter().rposition(|line| line.starts_with("$ "));
        let then: &[_] = if self.listens() > last_typed {
            &[None, Some("$"), Some("You:")]
        } else {
            &[Some("$")]
        };
        self.done == Some(self.lines.len()) && shows(&self.lines, &self.screen, then)
    }

    /// Whether the shell waits for the next command, but the screen is not as the page says: nothing will change that.
    fn is_stuck(&self) -> bool {
        let done = self.done.unwrap_or(0);
        let typed = |lines: &[String]| lines.iter().filter(|line| line.starts_with("$ ")).count();
        let waits = self.screen.last().is_some_and(|line| line == "$")
            && typed(&self.screen) == typed(&self.lines[..done]);
        let right = self
            .lines
            .get(done)
            .is_none_or(|next| next.starts_with("$ "))
            && shows(&self.lines[..done], &self.screen, &[Some("$")]);
        done > 0 && waits && !right
    }

    fn report(&self) -> String {
        format!(
            "terminal {} should show\n  | {}\nbut shows\n  | {}",
            self.name,
            self.lines.join("\n  | "),
            self.screen.join("\n  | ")
        )
    }
}

/// Whether a line is typed rather than printed.
fn is_typed(line: &str) -> bool {
    ["$ ", "You: ", "^C"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// What stands for what: (in the page, in this run).
struct Names {
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

    /// What is typed for what the page says.
    fn typed(&self, line: &str) -> String {
        let names = self.ports.iter().chain(&self.fingerprint);
        names.fold(line.to_owned(), |line, (page, run)| line.replace(page, run))
    }

    /// What the page would say for what is on a screen.
    fn shown(&mut self, line: &str) -> String {
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
