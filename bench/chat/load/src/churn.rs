//! Clients that connect, register, join, part and quit, again and again.

use crate::failed::Failed;
use crate::histogram::Histogram;
use crate::process::{Used, now};
use crate::swarm::{Errand, Server, Swarm};
use clap::Args;
use serde_json::{Value, json};

const MOST_FAILURES: u64 = 1000;

/// How many at once, and how long.
#[derive(Args)]
pub struct Churn {
    #[command(flatten)]
    server: Server,
    /// Cycles under way at once
    #[arg(short = 'k', long, default_value_t = 16)]
    cycles: usize,
    /// Seconds measured
    #[arg(short = 't', long, default_value_t = 5.0)]
    time: f64,
    /// Seconds of the same before them
    #[arg(long, default_value_t = 0.5)]
    warmup: f64,
}

impl Churn {
    /// Runs it. Cycles that did not come to their end stand in the answer under `wrong`.
    pub fn run(&self) -> Result<Value, Failed> {
        let pid = self.server.pid;
        let mut swarm = Swarm::new(&self.server, self.cycles, Errand::Cycle)?;
        let begin = now() + (self.warmup * 1e9) as u64;
        let end = begin + (self.time * 1e9) as u64;
        let mut before = None;
        while now() < end {
            if before.is_none() && now() >= begin {
                before = Some((Used::now(pid), swarm.cycles));
                swarm.cycle_times = Histogram::default();
            }
            swarm.restart();
            if swarm.failed > MOST_FAILURES {
                return Err(Failed(format!(
                    "too many failures; last: {}",
                    swarm.last_failure
                )));
            }
            swarm.turn(5_000_000, None);
        }
        let after = Used::now(pid);
        let (before, cycles) = before.unwrap_or((after, swarm.cycles));
        let cycles = (swarm.cycles - cycles) as f64;
        let (cpu, wall) = (after.server_since(&before), after.seconds_since(&before));
        let (failed, last) = (swarm.failed, &swarm.last_failure);
        Ok(json!({
            "cycles_per_second": cycles / wall,
            "server_us_per_cycle": cpu * 1e6 / cycles.max(1.0),
            "p50_us": swarm.cycle_times.quantile_us(0.5),
            "p99_us": swarm.cycle_times.quantile_us(0.99),
            "server_cores": cpu / wall,
            "own_cores": after.own_since(&before) / wall,
            "wrong": (failed > 0).then(|| format!("{failed} cycles failed; last: {last}")),
        }))
    }
}
