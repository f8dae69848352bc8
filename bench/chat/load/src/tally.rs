//! What each receiver has heard, against what each sender has said.
//!
//! A message's text is `~`, 16 hex digits of the time it was sent (or meant to be sent), 4 of its sender, 8 of its
//! number among that sender's, and letters up to the size asked for. Every byte is checked at every receiver.

use crate::histogram::Histogram;
use std::collections::VecDeque;

/// The least size of a message.
pub const HEAD: usize = 29;
const HEX: &[u8; 16] = b"0123456789abcdef";

/// When a message leaves its sender's window.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub enum Ack {
    /// When the last client has it
    One,
    /// When all have it
    All,
}

/// The counters of a run.
pub struct Tally {
    clients: usize,
    senders: usize,
    letters: Vec<u8>,
    ack: Ack,
    /// The number that receiver r waits for from sender s, at r * senders + s.
    next: Vec<u32>,
    sent: Vec<u32>,
    acked: Vec<u32>,
    /// For each sender, how many have each message that not all have.
    have: Vec<VecDeque<u32>>,
    /// Whether times are counted.
    pub timed: bool,
    /// From the time in the message to its receipt, for each delivery.
    pub times: Histogram,
    /// Deliveries in all.
    pub delivered: u64,
    lost: u64,
    doubled: u64,
    damaged: u64,
}

impl Tally {
    /// For the first `senders` of `clients`, and messages of `size` bytes.
    pub fn new(clients: usize, senders: usize, size: usize, ack: Ack) -> Tally {
        Tally {
            clients,
            senders,
            letters: (b'a'..=b'z').cycle().take(size - HEAD).collect(),
            ack,
            next: vec![0; clients * senders],
            sent: vec![0; senders],
            acked: vec![0; senders],
            have: vec![VecDeque::new(); senders],
            timed: false,
            times: Histogram::default(),
            delivered: 0,
            lost: 0,
            doubled: 0,
            damaged: 0,
        }
    }

    /// Writes the sender's next message.
    pub fn print(&mut self, sender: usize, time: u64, into: &mut Vec<u8>) {
        into.push(b'~');
        let mut hex = |value: u64, digits: u32| {
            for digit in (0..digits).rev() {
                into.push(HEX[(value >> (4 * digit)) as usize & 15]);
            }
        };
        hex(time, 16);
        hex(sender as u64, 4);
        hex(u64::from(self.sent[sender]), 8);
        into.extend_from_slice(&self.letters);
        self.sent[sender] += 1;
        if self.ack == Ack::All {
            self.have[sender].push_back(0);
        }
    }

    /// A message's text has reached a receiver.
    pub fn heard(&mut self, receiver: usize, text: &[u8], now: u64) {
        if text.len() != HEAD + self.letters.len() || text[HEAD..] != self.letters[..] {
            self.damaged += 1;
            return;
        }
        let time = number(&text[1..17]);
        let sender = number(&text[17..21]) as usize;
        let number = number(&text[21..HEAD]) as u32;
        if sender >= self.senders || sender == receiver {
            self.damaged += 1;
            return;
        }
        let next = &mut self.next[receiver * self.senders + sender];
        if number < *next {
            self.doubled += 1;
            return;
        }
        self.lost += u64::from(number - *next);
        *next = number + 1;
        self.delivered += 1;
        if self.timed {
            self.times.add(now.saturating_sub(time));
        }
        match self.ack {
            Ack::One if receiver == self.clients - 1 => self.acked[sender] = number + 1,
            Ack::One => {}
            Ack::All => self.has(sender, number),
        }
    }

    /// One more has a message of which it matters when all have it.
    fn has(&mut self, sender: usize, number: u32) {
        let index = (number - self.acked[sender]) as usize;
        if let Some(count) = self.have[sender].get_mut(index) {
            *count += 1;
        }
        while self.have[sender].front() == Some(&(self.clients as u32 - 1)) {
            self.have[sender].pop_front();
            self.acked[sender] += 1;
        }
    }

    /// How many of a sender's messages are under way.
    pub fn under_way(&self, sender: usize) -> usize {
        (self.sent[sender] - self.acked[sender]) as usize
    }

    /// Messages sent, all senders together.
    pub fn sent(&self) -> u64 {
        self.sent.iter().copied().map(u64::from).sum()
    }

    /// Deliveries that have not come.
    pub fn missing(&self) -> u64 {
        let pairs = (0..self.clients).flat_map(|r| (0..self.senders).map(move |s| (r, s)));
        pairs
            .filter(|(receiver, sender)| receiver != sender)
            .map(|(r, s)| u64::from(self.sent[s] - self.next[r * self.senders + s]))
            .sum()
    }

    /// What is wrong, if anything is.
    pub fn wrong(&self) -> Option<String> {
        let (lost, doubled, damaged) = (self.lost, self.doubled, self.damaged);
        let missing = self.missing();
        (lost + doubled + damaged + missing > 0).then(|| {
            format!(
                "{lost} lost, {doubled} doubled, {damaged} damaged, {missing} missing at the end"
            )
        })
    }
}

fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |sum, digit| {
        let value = match digit {
            b'a'.. => digit - b'a' + 10,
            _ => digit.wrapping_sub(b'0'),
        };
        sum << 4 | u64::from(value & 15)
    })
}

#[cfg(test)]
mod tests {
    use super::{Ack, Tally};

    /// Three clients of whom two speak; `hear` says which of four messages client 2 gets, in which order.
    fn check(hear: &[usize], expected: Option<&str>) {
        let mut tally = Tally::new(3, 2, 40, Ack::One);
        let mut said = Vec::new();
        for sender in [0, 1, 0, 1] {
            let mut text = Vec::new();
            tally.print(sender, 1000, &mut text);
            said.push((sender, text));
        }
        for (sender, text) in &said {
            tally.heard(1 - sender, text, 2000);
        }
        for index in hear {
            tally.heard(2, &said[*index].1, 2000);
        }
        assert_eq!(tally.wrong().as_deref(), expected, "{hear:?}");
    }

    #[test]
    fn every_message_once_and_in_order_is_right() {
        check(&[0, 1, 2, 3], None);
        check(&[1, 3, 0, 2], None);
    }

    #[test]
    fn a_lost_a_doubled_and_a_swapped_message_are_seen() {
        check(
            &[0, 1, 2],
            Some("0 lost, 0 doubled, 0 damaged, 1 missing at the end"),
        );
        check(
            &[0, 1, 3, 2, 2],
            Some("0 lost, 1 doubled, 0 damaged, 0 missing at the end"),
        );
        check(
            &[2, 0, 1, 3],
            Some("1 lost, 1 doubled, 0 damaged, 0 missing at the end"),
        );
    }

    #[test]
    fn a_damaged_text_is_seen() {
        let mut tally = Tally::new(2, 1, 40, Ack::One);
        let mut text = Vec::new();
        tally.print(0, 1000, &mut text);
        text.pop();
        tally.heard(1, &text, 2000);
        let wrong = tally.wrong();
        assert_eq!(
            wrong.as_deref(),
            Some("0 lost, 0 doubled, 1 damaged, 1 missing at the end")
        );
    }
}
