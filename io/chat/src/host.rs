//! The host as a whole: doors, turns, clock, log; its end.

use crate::config::{Config, Keeping, Terms};
use crate::datagrams;
use crate::door;
use crate::event::Event;
use crate::hub::{Hub, Phase};
use crate::log::{Limits as MemoryLimits, Log, LogError, Options as LogOptions};
use crate::memory;
use hullo_net::{Datagrams, Error, Kind, Listener};
use hullo_room::{Chat, Effect};
use hullo_session::About;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How long clients may take to read their goodbye once the host ends.
const GOODBYE: Duration = Duration::from_secs(3);

/// The most messages that one answer of the history holds.
const HISTORY: usize = 500;

/// Hosts a chat until `stop`. New terms come by `terms` while it runs.
pub async fn run(
    config: Config,
    events: mpsc::Sender<Event>,
    mut terms: mpsc::Receiver<Terms>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    memory::give_back_large_blocks();
    let log = open(&config.keeping)?;
    let mut doors = Vec::new();
    for address in &config.addresses {
        let listener = Listener::bind_either(address, &config.options, &config.identity).await?;
        doors.push(listener);
    }
    for made in config.activated {
        doors.push(Listener::activated(
            made,
            &config.options,
            &config.identity,
        )?);
    }
    let mut sockets = Vec::new();
    for address in &config.datagrams {
        sockets.push(Datagrams::bind(address, &config.options).await?);
    }
    let now = crate::desk::clocks();
    let (chat, first) = Chat::new(config.terms.rules.clone(), log.last(), &log.rooms(), now);
    let about = about(&config.terms, now.unix_millis);
    let hub = Hub::new(chat, about, config.terms, log, events);
    forget(&hub, first);
    let mut tasks = JoinSet::new();
    tasks.spawn(hub.clone().keep_turns());
    tasks.spawn(hub.clone().keep_time());
    tasks.spawn(hub.clone().keep_log());
    let mut accepting = JoinSet::new();
    for listener in doors {
        hub.tell(Event::Listening {
            address: listener.address().clone(),
            fingerprint: listener.fingerprint(),
        })
        .await;
        accepting.spawn(door::keep(listener, hub.clone()));
    }
    for (socket, address) in sockets {
        hub.tell(Event::Listening {
            address,
            fingerprint: None,
        })
        .await;
        accepting.spawn(datagrams::keep(socket, hub.clone()));
    }
    hub.set_phase(Phase::Open);
    hub.tell(Event::Ready).await;
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(new) = terms.recv() => hub.desk().set_terms(new),
        }
    }
    accepting.shutdown().await;
    hub.set_phase(Phase::Closing);
    hub.desk().dismiss_all("the host is going down");
    // Who does not read its goodbye by then goes without.
    let _ = timeout(GOODBYE, hub.empty()).await;
    tasks.shutdown().await;
    Ok(())
}

/// The log; what it kept is read.
fn open(keeping: &Keeping) -> Result<Log, Error> {
    match keeping {
        Keeping::Memory(retention) => Ok(Log::memory(MemoryLimits {
            retention: *retention,
            ..MemoryLimits::default()
        })),
        Keeping::Folder {
            folder,
            retention,
            durability,
        } => {
            let options = LogOptions {
                retention: *retention,
                durability: *durability,
                ..LogOptions::default()
            };
            Log::open(folder, options).map_err(|error| {
                Error::new(
                    "keep the history in",
                    folder.display(),
                    Kind::Local,
                    chain(&error),
                )
            })
        }
    }
}

/// What failed, and why.
pub(crate) fn chain(error: &LogError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// What the chat wants done before anybody comes.
fn forget(hub: &Arc<Hub>, first: Vec<Effect<'static>>) {
    let mut desk = hub.desk();
    for effect in first {
        desk.carry_out(effect);
    }
    desk.close_tick();
}

/// What the host says of itself under these terms.
pub(crate) fn about(terms: &Terms, started: u64) -> About {
    About {
        server: terms.server.clone(),
        network: terms.network.clone(),
        version: concat!("hullo-", env!("CARGO_PKG_VERSION")).to_owned(),
        started,
        motd: terms.motd.clone(),
        admin: terms.admin.clone(),
        password: terms.password.is_some(),
        history_limit: HISTORY,
    }
}
