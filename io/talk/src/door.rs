//! Accepts connections, each into a task of its own, until the gate closes. An accept that fails is said, waited for
//! and tried again: a listener outlives its peers' errors and the lack of file descriptors.

use crate::event::Event;
use crate::gate::Gate;
use crate::output::Events;
use hullo_net::{Error, Incoming, Listener, Stream};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// How long a new connection may take to agree on TLS.
pub(crate) const HANDSHAKE: Duration = Duration::from_secs(10);

/// Between tries while the system has no file descriptors left.
pub(crate) const SHORTAGE: Duration = Duration::from_millis(100);

/// A shortage that goes on is told so often, however clients come and go meanwhile.
const TELL_AGAIN: Duration = Duration::from_secs(10);

/// Who serves the connections that come in.
pub(crate) trait Host: Send + Sync + 'static {
    /// Who is let in.
    fn gate(&self) -> &Gate;
    /// To whom what happens is told.
    fn events(&self) -> &Events;
    /// Serves one connection to its end.
    fn serve(self: Arc<Self>, stream: Stream, number: u64) -> impl Future<Output = ()> + Send;
}

/// Accepts until the gate closes, or with `--once` until the first connection has ended.
pub(crate) async fn keep<H: Host>(listener: Listener, host: Arc<H>) -> Result<(), Error> {
    let mut connections = JoinSet::new();
    let mut told = None;
    loop {
        tokio::select! {
            () = host.gate().closing() => break,
            accepted = listener.accept() => match accepted {
                Ok(incoming) => {
                    connections.spawn(admit(incoming, host.clone()));
                    if host.gate().once() {
                        break;
                    }
                }
                Err(error) => wait_out(&error, &mut told, &*host).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
    if host.gate().once() {
        host.gate().close();
    }
    Ok(())
}

/// Says what is wrong, not too often, and waits where only time can help.
async fn wait_out(error: &io::Error, told: &mut Option<Instant>, host: &impl Host) {
    // accept(2): the caller hung up, or the network failed, before we answered: nothing is short.
    if error.kind() == io::ErrorKind::ConnectionAborted {
        return;
    }
    if told.is_none_or(|told| told.elapsed() > TELL_AGAIN) {
        *told = Some(Instant::now());
        let what =
            format!("could not accept a connection: {error}; waiting until one can be accepted");
        let _ = host.events().send(Event::Warned { what }).await;
    }
    tokio::time::sleep(SHORTAGE).await;
}

async fn admit<H: Host>(incoming: Incoming, host: Arc<H>) {
    let peer = incoming.peer().clone();
    let pass = match host.gate().admit(&peer).and_then(|()| host.gate().enter()) {
        Ok(pass) => pass,
        Err(why) => {
            incoming.refuse();
            let _ = host.events().send(Event::Refused { peer, why }).await;
            return;
        }
    };
    match incoming.open(HANDSHAKE).await {
        Ok(stream) => {
            let number = host.gate().number();
            host.clone().serve(stream, number).await;
        }
        Err(error) => {
            let _ = host
                .events()
                .send(Event::Warned {
                    what: error.to_string(),
                })
                .await;
        }
    }
    drop(pass);
}
