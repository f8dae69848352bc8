//! What the tasks of a host share: the desk behind a lock that is never held across a wait, and the bells between them.

use crate::config::Terms;
use crate::desk::Desk;
use crate::event::Event;
use crate::log::Log;
use hullo_room::Chat;
use hullo_session::About;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, mpsc, watch};

/// How far a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Not all doors are open.
    Starting,
    /// Everybody can come in.
    Open,
    /// Nobody can any more.
    Closing,
}

/// What the tasks of a host share.
pub(crate) struct Hub {
    desk: Mutex<Desk>,
    turn: Arc<Notify>,
    clock: Notify,
    events: mpsc::Sender<Event>,
    /// Rung when a connection ends.
    gone: Notify,
    phase: watch::Sender<Phase>,
}

impl Hub {
    pub(crate) fn new(
        chat: Chat,
        about: About,
        terms: Terms,
        log: Log,
        events: mpsc::Sender<Event>,
    ) -> Arc<Hub> {
        let turn = Arc::new(Notify::new());
        Arc::new_cyclic(|hub| Hub {
            desk: Mutex::new(Desk::new(
                chat,
                about,
                terms,
                log,
                hub.clone(),
                turn.clone(),
            )),
            turn,
            clock: Notify::new(),
            events,
            gone: Notify::new(),
            phase: watch::Sender::new(Phase::Starting),
        })
    }

    /// The desk. A panic under the lock is a bug that ends one client's task; the others go on.
    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the program, which may be too busy to hear everything.
    pub(crate) fn say(&self, event: Event) {
        // A full channel means that the reader of our output is slow; the chat does not wait for it.
        let _ = self.events.try_send(event);
    }

    /// Tells the program, and waits until it listens.
    pub(crate) async fn tell(&self, event: Event) {
        // A program that has gone hears nothing.
        let _ = self.events.send(event).await;
    }

    /// How far the host is.
    pub(crate) fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// Waits until nobody can come in any more.
    pub(crate) async fn closing(&self) {
        let mut phase = self.phase.subscribe();
        // The sender lives as long as the hub.
        let _ = phase.wait_for(|phase| *phase == Phase::Closing).await;
    }

    /// From now on the host is so far.
    pub(crate) fn set_phase(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    /// A connection has ended.
    pub(crate) fn left(&self) {
        self.gone.notify_one();
    }

    /// Waits until no connection is left.
    pub(crate) async fn empty(&self) {
        while self.desk().connections() > 0 {
            self.gone.notified().await;
        }
    }

    /// An earlier deadline than the clock waits for has come up.
    pub(crate) fn rewind(&self) {
        self.clock.notify_one();
    }

    /// Ends each turn, after all who had something to say were heard: their tasks were in the queue before this one.
    pub(crate) async fn keep_turns(self: Arc<Self>) {
        loop {
            self.turn.notified().await;
            if self.desk().log_takes_time() {
                // What came meanwhile is read before, since each commit has its price.
                tokio::task::yield_now().await;
            }
            self.desk().close_tick();
        }
    }

    /// Wakes clients' tasks when their time has come.
    pub(crate) async fn keep_time(self: Arc<Self>) {
        loop {
            let next = self.desk().ring();
            match next {
                Some(at) => {
                    tokio::select! {
                        () = tokio::time::sleep_until(at.into()) => {}
                        () = self.clock.notified() => {}
                    }
                }
                None => self.clock.notified().await,
            }
        }
    }

    /// Passes on what the log has done.
    pub(crate) async fn keep_log(self: Arc<Self>) {
        loop {
            let outcome = poll_fn(|cx| self.desk().poll_log(cx)).await;
            self.desk().logged(outcome);
        }
    }
}
