//! One act of a block: what is typed and seen in one terminal until another one is looked at.

use crate::likeness::{begins, shows};
use crate::line::{Line, last_of};
use crate::page::Block;
use crate::play::Names;
use crate::terminal::Terminals;

/// One act, and how far it has come.
pub(crate) struct Seat {
    /// The terminal.
    name: String,
    /// What the page shows of the terminal until the end of this act, earlier acts included.
    lines: Vec<String>,
    /// How many of the lines are of earlier acts.
    begins: usize,
    /// How many lines have been typed or seen; none before the act has begun.
    done: Option<usize>,
    /// What was on its screen when it was looked at last.
    screen: Vec<String>,
    /// A later act goes on in this terminal.
    left: bool,
}

impl Seat {
    /// The acts of a block, in their order.
    pub(crate) fn all_of(block: &Block) -> Vec<Seat> {
        let mut seats: Vec<Seat> = Vec::new();
        for (number, act) in block.acts() {
            let name = number.to_string();
            let earlier = seats.iter().rev().find(|seat| seat.name == name);
            let mut lines = earlier.map_or(Vec::new(), |seat| seat.lines.clone());
            let begins = lines.len();
            lines.extend(act);
            seats.push(Seat {
                name,
                lines,
                begins,
                done: None,
                screen: Vec::new(),
                left: false,
            });
        }
        seats
    }

    /// Takes the terminal from the act before, if that is over: whether the act can be played.
    pub(crate) fn take(&mut self, above: &mut [Seat]) -> bool {
        if self.left {
            return false;
        }
        if self.done.is_some() || self.begins == 0 {
            return true;
        }
        let earlier = above.iter_mut().rev().find(|seat| seat.name == self.name);
        match earlier {
            Some(seat) if seat.is_over() => {
                seat.left = true;
                self.done = Some(self.begins);
                true
            }
            _ => false,
        }
    }

    pub(crate) fn look(&mut self, terminals: &Terminals, names: &mut Names) {
        if self.done.is_some() {
            let screen = terminals.screen(&self.name);
            self.screen = screen.iter().map(|line| names.shown(line)).collect();
        }
    }

    /// Does what can be done now: whether that was anything.
    pub(crate) fn play(&mut self, terminals: &Terminals, names: &Names) -> bool {
        let Some(done) = self.done else {
            terminals.open(&self.name);
            self.done = Some(0);
            return true;
        };
        // Lines that are there already are passed over in one look.
        let seen = (done..self.lines.len())
            .take_while(|&n| {
                let lines = &self.lines[..=n];
                last_of(lines) == Line::Shown && begins(lines, &self.screen)
            })
            .count();
        let done = done + seen;
        self.done = Some(done);
        if done == self.lines.len() {
            return seen > 0;
        }
        let line = last_of(&self.lines[..=done]);
        let prompt = match line {
            Line::Command(_) => Some("$"),
            Line::Said(_) => Some("You:"),
            Line::Told(_) | Line::Interrupt => None,
            Line::Shown => return seen > 0,
        };
        if !shows(&self.lines[..done], &self.screen, &[prompt]) {
            return seen > 0;
        }
        match line {
            Line::Command(typed) => terminals.say(&self.name, &names.typed(typed)),
            Line::Said(typed) | Line::Told(typed) => terminals.say(&self.name, typed),
            Line::Interrupt | Line::Shown => terminals.interrupt(&self.name),
        }
        self.done = Some(done + 1);
        true
    }

    /// Whether the next act may begin: what listens here does listen, and who is to stay in a chat is in it; what does
    /// neither has ended.
    pub(crate) fn settled(&self) -> bool {
        let ready = self.stays().map_or(self.lines.len(), |last| last + 1);
        self.left
            || self.done.is_some_and(|done| done >= ready)
                && (self.stays().is_some() || self.is_over())
    }

    /// The last line that tells of listening, of being in a chat that is not left here, or of a conversation that has
    /// begun.
    fn stays(&self) -> Option<usize> {
        let mut lines = self.lines.iter();
        let last = |what: &str| self.lines.iter().rposition(|line| line.contains(what));
        let leaves = |line: &String| line.starts_with("-- goodbye");
        if self.lines.last().is_some_and(leaves) {
            return None;
        }
        last("listening")
            .or_else(|| last("-- say something"))
            .or_else(|| last("-- you are in #"))
            .or_else(|| lines.position(|line| line.starts_with("* ")))
    }

    /// Whether all is played, the screen shows it and nothing else, and what should end has ended.
    pub(crate) fn is_over(&self) -> bool {
        if self.left {
            return true;
        }
        let last_typed = self.lines.iter().rposition(|line| line.starts_with("$ "));
        let then: &[_] = if self.stays() > last_typed {
            &[None, Some("$"), Some("You:")]
        } else {
            &[Some("$")]
        };
        self.done == Some(self.lines.len()) && shows(&self.lines, &self.screen, then)
    }

    /// Whether the shell waits for the next command, but the screen is not as the page says: nothing will change that.
    pub(crate) fn is_stuck(&self) -> bool {
        if self.left {
            return false;
        }
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

    pub(crate) fn report(&self) -> String {
        format!(
            "terminal {} should show\n  | {}\nbut shows\n  | {}",
            self.name,
            self.lines.join("\n  | "),
            self.screen.join("\n  | ")
        )
    }
}
