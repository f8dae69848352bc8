//! Some clients of a room speak, and all hear it: as much as the server bears, or at a fixed rate.
//!
//! A sender keeps a window full, so the server is busy but never overrun; at a fixed rate a message's time is the one
//! it was meant to be sent at, so that a server that stalls is charged with what waited behind the stall.

use crate::failed::Failed;
use crate::process::{Used, now, resident_kib};
use crate::swarm::{Errand, Server, Swarm};
use crate::tally::{Ack, HEAD, Tally};
use clap::Args;
use serde_json::{Value, json};

const SECOND: u64 = 1_000_000_000;
const LONGEST_WAIT: u64 = 5_000_000;

/// Who speaks, how much and how long.
#[derive(Args)]
pub struct Fanout {
    #[command(flatten)]
    server: Server,
    /// Clients in the room
    #[arg(short = 'n', long, default_value_t = 100)]
    clients: usize,
    /// How many of them speak
    #[arg(short = 'p', long, default_value_t = 4)]
    senders: usize,
    /// Bytes of a message's text; an IRC line holds about 400
    #[arg(short = 's', long, default_value_t = 64)]
    size: usize,
    /// Seconds measured
    #[arg(short = 't', long, default_value_t = 5.0)]
    time: f64,
    /// Seconds of the same load before them
    #[arg(long, default_value_t = 1.0)]
    warmup: f64,
    /// Messages of each sender under way at once
    #[arg(short = 'w', long, default_value_t = 16)]
    window: usize,
    /// When a message is no longer under way
    #[arg(long, value_enum, default_value = "one")]
    ack: Ack,
    /// Instead of a window: messages a second, all senders together
    #[arg(short = 'r', long)]
    rate: Option<f64>,
}

/// The state of a run: its clients, its counters, and where it is in its time.
struct Run<'a> {
    plan: &'a Fanout,
    head: Vec<u8>,
    tail: &'static [u8],
    swarm: Swarm,
    tally: Tally,
    start: u64,
    end: u64,
    /// At a fixed rate: messages that have been due.
    due: u64,
}

impl Fanout {
    /// Runs it. What is wrong with the deliveries stands in the answer under `wrong`.
    pub fn run(&self) -> Result<Value, Failed> {
        if self.size < HEAD {
            return Err(Failed(format!("a message has {HEAD} bytes at least")));
        }
        if self.senders == 0 || self.senders >= self.clients || self.senders > 0xffff {
            return Err(Failed("1 <= senders < clients".to_owned()));
        }
        let mut swarm = Swarm::new(&self.server, self.clients, Errand::Meet)?;
        let came_in = swarm.come_in()?;
        let start = now();
        let (head, tail) = self.server.dialect.around(self.size);
        let mut run = Run {
            plan: self,
            head,
            tail,
            swarm,
            tally: Tally::new(self.clients, self.senders, self.size, self.ack),
            start,
            end: start + ((self.warmup + self.time) * SECOND as f64) as u64,
            due: 0,
        };
        let counts = run.measure();
        let (before, after, deliveries, messages) = counts;
        let wall = after.seconds_since(&before);
        let cpu = after.server_since(&before);
        let times = &run.tally.times;
        let mut wrong = run.tally.wrong();
        if run.swarm.failed > 0 {
            let (failed, last) = (run.swarm.failed, &run.swarm.last_failure);
            wrong = Some(format!("{failed} clients lost; last: {last}"));
        }
        Ok(json!({
            "seconds": wall,
            "came_in_seconds": came_in,
            "deliveries": deliveries,
            "deliveries_per_second": deliveries as f64 / wall,
            "messages_per_second": messages as f64 / wall,
            "p50_us": times.quantile_us(0.5),
            "p99_us": times.quantile_us(0.99),
            "p999_us": times.quantile_us(0.999),
            "most_us": times.most_us(),
            "server_us_per_delivery": cpu * 1e6 / deliveries.max(1) as f64,
            "server_cores": cpu / wall,
            "own_cores": after.own_since(&before) / wall,
            "resident_kib": resident_kib(self.server.pid),
            "wrong": wrong,
        }))
    }
}

impl Run<'_> {
    /// What had been used before and after the measured time, the deliveries and the messages in it.
    fn measure(&mut self) -> (Used, Used, u64, u64) {
        let pid = self.plan.server.pid;
        let begin = self.start + (self.plan.warmup * SECOND as f64) as u64;
        let mut before = None;
        let mut counted = None;
        let mut progress = (0, self.start);
        loop {
            let now = now();
            if before.is_none() && now >= begin {
                self.tally.timed = true;
                before = Some((Used::now(pid), self.tally.delivered, self.tally.sent()));
            }
            if let (Some((used, delivered, sent)), None) = (before, counted)
                && now >= self.end
            {
                self.tally.timed = false;
                counted = Some(self.count(used, delivered, sent));
            }
            let mut wait = LONGEST_WAIT;
            match (counted, self.plan.rate) {
                (Some(counted), _) if self.tally.missing() == 0 => return counted,
                (Some(_), _) => {}
                (None, None) => self.fill_windows(),
                (None, Some(rate)) => wait = self.say_what_is_due(now, rate),
            }
            // What is still under way after the end gets five seconds, a server that has stopped ten.
            let patience = if counted.is_some() { 5 } else { 10 };
            if self.tally.delivered > progress.0 {
                progress = (self.tally.delivered, now);
            }
            let stalled = now.saturating_sub(progress.1) > patience * SECOND;
            if stalled || self.swarm.failed > 0 {
                let (used, delivered, sent) = before.unwrap_or((Used::now(pid), 0, 0));
                return counted.unwrap_or_else(|| self.count(used, delivered, sent));
            }
            self.swarm.turn(wait, Some(&mut self.tally));
        }
    }

    fn count(&self, before: Used, delivered: u64, sent: u64) -> (Used, Used, u64, u64) {
        let after = Used::now(self.plan.server.pid);
        let deliveries = self.tally.delivered - delivered;
        (before, after, deliveries, self.tally.sent() - sent)
    }

    fn fill_windows(&mut self) {
        for sender in 0..self.plan.senders {
            let under_way = self.tally.under_way(sender);
            if under_way < self.plan.window {
                self.say(sender, self.plan.window - under_way, None);
            }
        }
    }

    /// How long to wait until the next is due.
    fn say_what_is_due(&mut self, now: u64, rate: f64) -> u64 {
        loop {
            let at = self.start + (self.due as f64 * SECOND as f64 / rate) as u64;
            if at > now || at >= self.end {
                return at.saturating_sub(now).clamp(1, LONGEST_WAIT);
            }
            let sender = (self.due % self.plan.senders as u64) as usize;
            self.due += 1;
            self.say(sender, 1, Some(at));
        }
    }

    fn say(&mut self, sender: usize, messages: usize, at: Option<u64>) {
        let (tally, head, tail) = (&mut self.tally, &self.head, self.tail);
        self.swarm.say(sender, |out| {
            for _ in 0..messages {
                out.extend_from_slice(head);
                tally.print(sender, at.unwrap_or_else(now), out);
                out.extend_from_slice(tail);
            }
        });
    }
}
