//! The ways of reading that are in use, by number.

use hullo_session::Way;
use std::collections::HashMap;

/// The ways in use. Number 0 is nobody's: of a client that has not said what it speaks.
#[derive(Debug)]
pub(crate) struct Ways {
    /// The way of each number, and how many read so.
    known: Vec<(Option<Way>, u32)>,
    numbers: HashMap<Way, u16>,
    free: Vec<u16>,
}

impl Default for Ways {
    fn default() -> Ways {
        Ways {
            known: vec![(None, 0)],
            numbers: HashMap::new(),
            free: Vec::new(),
        }
    }
}

impl Ways {
    /// One number above the highest in use.
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    /// The way of this number.
    #[inline]
    pub(crate) fn get(&self, number: u16) -> Option<Way> {
        self.known.get(usize::from(number))?.0
    }

    /// One more reads this way. There are at most as many ways as clients; beyond 65,535 nothing is read.
    pub(crate) fn take(&mut self, way: Way) -> u16 {
        if let Some(number) = self.numbers.get(&way) {
            self.known[usize::from(*number)].1 += 1;
            return *number;
        }
        let number = match self.free.pop() {
            Some(number) => number,
            None => match u16::try_from(self.known.len()) {
                Ok(number) if number < u16::MAX => {
                    self.known.push((None, 0));
                    number
                }
                _ => return 0,
            },
        };
        self.known[usize::from(number)] = (Some(way), 1);
        self.numbers.insert(way, number);
        number
    }

    /// One fewer reads this way.
    pub(crate) fn give_back(&mut self, number: u16) {
        let Some((Some(way), readers)) = self.known.get_mut(usize::from(number)) else {
            return;
        };
        *readers -= 1;
        if *readers == 0 {
            self.numbers.remove(way);
            self.known[usize::from(number)] = (None, 0);
            self.free.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hullo_room::RoomId;
    use hullo_session::Tongue;

    fn way(room: u32) -> Way {
        Way {
            tongue: Tongue::Plain(Some(RoomId(room))),
        }
    }

    #[test]
    fn a_way_that_nobody_reads_any_more_makes_room() {
        let mut ways = Ways::default();
        let first = ways.take(way(1));
        assert_eq!(ways.take(way(1)), first);
        let second = ways.take(way(2));
        assert_ne!(first, second);
        ways.give_back(first);
        assert_eq!(ways.get(first), Some(way(1)));
        ways.give_back(first);
        assert_eq!(ways.get(first), None);
        assert_eq!(ways.take(way(3)), first);
        assert_eq!(ways.len(), 3);
        ways.give_back(0);
        assert_eq!(ways.get(0), None);
    }
}
