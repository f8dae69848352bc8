//! `hullo host`: run it until it is asked to stop, take new terms meanwhile, and say how people come in.
//!
//! ```text
//! hullo_chat::run ── events ──→ the loop here ──→ teller ──→ words, or lines of JSON by a writer of their own
//!                 ←── terms ──  SIGHUP, /REHASH      └────→ manager (systemd)
//! ```

mod announce;
mod ask;
mod picture;
mod readiness;
mod teller;
mod ways;

use crate::args::Host;
use crate::plan::{Plan, Surroundings};
use crate::run::{many_files, runtime};
use crate::{exit, plan, signal};
use announce::Announced;
use anyhow::{Context, Result, ensure};
use hullo_chat::{Config, Event, Keeping, Password, Terms};
use hullo_net::{Activated, Identity};
use hullo_wire::address::Address;
use readiness::Manager;
use std::io::{IsTerminal, Write};
use teller::Teller;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{Sender, channel};
use tokio::sync::oneshot;

/// Events that may wait to be told; further ones are lost, and the chat does not wait.
const EVENTS: usize = 64;

/// Hosts, and gives the exit code.
pub(crate) fn host(args: &Host) -> Result<u8> {
    if args.print_config {
        // A reader that goes away is no error.
        let _ = std::io::stdout().write_all(plan::default_file().as_bytes());
        return Ok(0);
    }
    if args.hash_password {
        return hash_password();
    }
    if args.password.is_some() || args.token.is_some() {
        exit::say(
            "others on this machine see --password and --token in the list of processes; $HULLO_PASSWORD, --password-file and the like keep them from it",
        );
    }
    let mut plan = plan::host(args, &Surroundings::here())?;
    plan.config.activated = Activated::all()?;
    if !plan.config.activated.is_empty() {
        // Who hands sockets over has decided where.
        plan.config.addresses.clear();
    }
    many_files();
    let runtime = runtime()?;
    let done = runtime.block_on(run(args, plan));
    runtime.shutdown_background();
    done.map(|()| 0)
}

fn hash_password() -> Result<u8> {
    let secret = ask::secret("password: ").context("could not read a password")?;
    ensure!(!secret.is_empty(), "an empty password lets everybody in");
    let hash = Password::hash(&secret).map_err(anyhow::Error::msg)?;
    // A reader that goes away is no error.
    let _ = writeln!(std::io::stdout(), "{hash}");
    Ok(0)
}

/// Hosts until somebody asks to stop; whoever asks again does not wait for the goodbyes.
async fn run(args: &Host, plan: Plan) -> Result<()> {
    let Plan {
        config,
        lan,
        announce,
    } = plan;
    let mut hangup = signal(SignalKind::hangup()).context("could not wait for SIGHUP")?;
    let manager = Manager::find().await;
    let (events, mut told) = channel(EVENTS);
    let (terms, new_terms) = channel(1);
    let (stop, stopping) = oneshot::channel();
    let mut stop = Some(stop);
    let reload = Reload::of(&config, terms);
    let mut announced = announce.then(|| Announced::of(&config.terms));
    let mut teller = Teller::new(args, &config.terms, lan);
    let hosting = hullo_chat::run(config, events, new_terms, async {
        let _ = stopping.await;
    });
    let (terminal, mut gone) = (on_terminal(), false);
    let asked = signal::asked_to_stop();
    tokio::pin!(hosting, asked);
    let done = loop {
        tokio::select! {
            done = &mut hosting => break done,
            () = &mut asked => {
                let Some(stop) = stop.take() else { break Ok(()) };
                asked.set(signal::asked_to_stop());
                let _ = stop.send(()); // a host that has ended by itself is seen next
                teller.stopping();
                manager.say("STOPPING=1").await;
            }
            Some(event) = told.recv() => match event {
                Event::ReloadAsked => reload.again(args, &mut teller, &manager).await,
                Event::Ready => {
                    teller.ready();
                    manager.say("READY=1").await;
                    if let Some(announced) = &mut announced
                        && let Err(error) = announced.start(&teller)
                    {
                        teller.tell(&Event::Warned { what: error.to_string() });
                    }
                }
                event => teller.tell(&event),
            },
            _ = hangup.recv() => {
                // Who closes the terminal's window wants an end, not a reload.
                gone |= terminal && !on_terminal();
                if !gone {
                    reload.again(args, &mut teller, &manager).await;
                } else if let Some(stop) = stop.take() {
                    let _ = stop.send(()); // as above
                }
            }
        }
    };
    while let Ok(event) = told.try_recv() {
        teller.tell(&event);
    }
    if let Some(announced) = announced {
        announced.end();
    }
    done?;
    teller.done().await;
    Ok(())
}

/// Whether somebody sits at a terminal that has not been closed.
fn on_terminal() -> bool {
    std::io::stdin().is_terminal() || std::io::stderr().is_terminal()
}

/// What a host was started with, and the way to give it new terms.
struct Reload {
    addresses: Vec<Address>,
    datagrams: Vec<Address>,
    identity: Identity,
    keeping: Keeping,
    activated: bool,
    terms: Sender<Terms>,
}

impl Reload {
    fn of(config: &Config, terms: Sender<Terms>) -> Reload {
        Reload {
            addresses: config.addresses.clone(),
            datagrams: config.datagrams.clone(),
            identity: config.identity.clone(),
            keeping: config.keeping.clone(),
            activated: !config.activated.is_empty(),
            terms,
        }
    }

    /// Reads everything again. What is wrong is told, and everything stays as it was.
    async fn again(&self, args: &Host, teller: &mut Teller, manager: &Manager) {
        manager.say_reloading().await;
        match plan::host(args, &Surroundings::here()) {
            Err(error) => {
                let what = format!("nothing was changed: {error:#}");
                teller.tell(&Event::Warned { what });
            }
            Ok(plan) => {
                if self.differs(&plan.config) {
                    let what =
                        "[listen] and [history] have changed: that takes effect at the next start";
                    let what = what.to_owned();
                    teller.tell(&Event::Warned { what });
                }
                match self.terms.try_send(plan.config.terms) {
                    Ok(()) => teller.reloaded(),
                    Err(_) => teller.tell(&Event::Warned {
                        what: "nothing was changed: the host is busy with the last change"
                            .to_owned(),
                    }),
                }
            }
        }
        manager.say("READY=1").await;
    }

    fn differs(&self, config: &Config) -> bool {
        (!self.activated && self.addresses != config.addresses)
            || self.datagrams != config.datagrams
            || self.identity != config.identity
            || self.keeping != config.keeping
    }
}
