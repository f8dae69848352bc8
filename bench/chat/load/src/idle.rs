//! Many clients come in and stay: what each costs the server's memory.

use crate::failed::Failed;
use crate::process::{Used, now, resident_kib};
use crate::swarm::{Errand, Server, Swarm};
use clap::Args;
use serde_json::{Value, json};

/// How many, and how long they stay.
#[derive(Args)]
pub struct Idle {
    #[command(flatten)]
    server: Server,
    /// Clients that register and join no room
    #[arg(short = 'n', long, default_value_t = 1000)]
    clients: usize,
    /// Seconds they stay before the server's memory is read
    #[arg(long, default_value_t = 2.0)]
    settle: f64,
}

impl Idle {
    /// Runs it. Who was dropped stands in the answer under `wrong`.
    pub fn run(&self) -> Result<Value, Failed> {
        let pid = self.server.pid;
        let empty = resident_kib(pid);
        let before = Used::now(pid);
        let mut swarm = Swarm::new(&self.server, self.clients, Errand::Register)?;
        let took = swarm.come_in()?;
        let came = Used::now(pid);
        let end = now() + (self.settle * 1e9) as u64;
        while now() < end {
            swarm.turn(20_000_000, None);
        }
        let after = Used::now(pid);
        let full = resident_kib(pid);
        let clients = self.clients as f64;
        let (failed, last) = (swarm.failed, &swarm.last_failure);
        Ok(json!({
            "connects_per_second": clients / took,
            "server_us_per_connect": came.server_since(&before) * 1e6 / clients,
            "empty_kib": empty,
            "full_kib": full,
            "kib_per_client": (full as f64 - empty as f64) / clients,
            "idle_cores": after.server_since(&came) / after.seconds_since(&came),
            "wrong": (failed > 0).then(|| format!("{failed} clients lost; last: {last}")),
        }))
    }
}
