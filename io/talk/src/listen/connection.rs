//! One accepted connection: what comes goes to the output, the reply goes back.

use crate::event::Event;
use crate::listen::answer::Counts;
use crate::listen::config::Reply;
use crate::listen::hall::Hall;
use crate::listen::hearing::Hearing;
use crate::output::Output;
use crate::pump::{self, Broken};
use crate::sink::{Sink, quiet_end};
use hullo_net::{Local, Reader, Stream, Writer};
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::broadcast::error::RecvError;

/// Serves the connection to its end.
pub(crate) async fn serve(stream: Stream, number: u64, hall: &Arc<Hall>) {
    let peer = stream.peer.clone();
    let _ = hall
        .events
        .send(Event::Joined {
            connection: number,
            peer: peer.clone(),
        })
        .await;
    let counts = Counts::default();
    let ended = tokio::select! {
        ended = converse(stream, number, hall, &counts) => ended,
        () = hall.gate.closing() => Ok(()),
    };
    let (received, sent) = (
        counts.received.load(Ordering::Relaxed),
        counts.sent.load(Ordering::Relaxed),
    );
    let error = ended.err().map(|broken| match broken {
        Broken::Reading(error) | Broken::Writing(error) => error.to_string(),
    });
    let _ = hall
        .events
        .send(Event::Left {
            connection: number,
            peer,
            received,
            sent,
            error,
        })
        .await;
}

async fn converse(
    stream: Stream,
    number: u64,
    hall: &Arc<Hall>,
    counts: &Counts,
) -> Result<(), Broken> {
    let config = &hall.config;
    let peer = stream.peer.clone();
    if let Reply::Command(command) = &config.reply {
        return command
            .serve(stream, &counts.received, &counts.sent)
            .await
            .map_err(Broken::Reading);
    }
    let (mut reader, mut writer) = stream.split();
    if let (Reply::Nothing, Output::Raw, None, None) = (
        &config.reply,
        &config.output,
        config.idle,
        config.max_messages,
    ) {
        return pass(&mut reader, &mut writer, hall, counts).await;
    }
    let sink = Sink::open(&config.output, number, &peer, &hall.events).map_err(Broken::Writing)?;
    match &config.reply {
        Reply::File(path) => {
            let hearing = Hearing::new(sink, None, number, hall, counts).run(&mut reader);
            let speaking = async {
                let mut file = Reader::Local(Local::file(path).map_err(Broken::Reading)?);
                pump::pump(&mut file, &mut writer, &[&counts.sent]).await
            };
            tokio::try_join!(hearing, speaking).map(drop)
        }
        Reply::Stdin | Reply::Others => {
            let hearing = Hearing::new(sink, None, number, hall, counts).run(&mut reader);
            tokio::select! {
                heard = hearing => heard,
                told = tell(&mut writer, number, hall, counts) => told,
            }
        }
        _ => {
            let hearing = Hearing::new(sink, Some(&mut writer), number, hall, counts);
            hearing.run(&mut reader).await
        }
    }
}

/// Nothing has to be looked at: straight to standard output.
async fn pass(
    reader: &mut Reader,
    writer: &mut Writer,
    hall: &Hall,
    counts: &Counts,
) -> Result<(), Broken> {
    let mut stdout = Writer::Local(Some(Local::stdout().map_err(Broken::Writing)?));
    let copied = pump::copy(reader, &mut stdout, &[&counts.received]).await;
    hall.gate.received(counts.received.load(Ordering::Relaxed));
    if let Err(Broken::Writing(error)) = copied {
        hall.gate.close();
        return quiet_end(error).map_err(Broken::Writing);
    }
    copied?;
    writer.finish().await.map_err(Broken::Writing)
}

/// Tells this peer what is said to everybody.
async fn tell(
    writer: &mut Writer,
    number: u64,
    hall: &Hall,
    counts: &Counts,
) -> Result<(), Broken> {
    let mut crowd = hall.crowd.subscribe();
    loop {
        match crowd.recv().await {
            Ok((from, _)) if from == number => {}
            Ok((_, bytes)) => {
                writer.write_all(&bytes).await.map_err(Broken::Writing)?;
                counts.sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            }
            Err(RecvError::Lagged(_)) => {
                let why = "it reads too slowly and would have missed something";
                return Err(Broken::Writing(io::Error::new(
                    io::ErrorKind::TimedOut,
                    why,
                )));
            }
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}
