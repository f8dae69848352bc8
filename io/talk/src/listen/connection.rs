//! One accepted connection: what comes goes to the output, the reply goes back.

use crate::event::Event;
use crate::listen::answer::{Answer, Counts};
use crate::listen::config::Reply;
use crate::listen::hall::Hall;
use crate::output::{Output, PAUSE};
use crate::pump::{self, Broken};
use crate::sink::{Sink, quiet_end};
use hullo_net::{Local, Reader, Stream, Writer};
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout, timeout_at};

/// After our reply and our end, how long a peer that goes on speaking is still heard, so that it is not reset.
const DRAIN: Duration = Duration::from_secs(5);

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
    let mut sink =
        Sink::open(&config.output, number, &peer, &hall.events).map_err(Broken::Writing)?;
    match &config.reply {
        Reply::File(path) => {
            let hearing = hear(&mut reader, None, &mut sink, number, hall, counts);
            let speaking = async {
                let mut file = Reader::Local(Local::file(path).map_err(Broken::Reading)?);
                pump::pump(&mut file, &mut writer, &[&counts.sent]).await
            };
            tokio::try_join!(hearing, speaking).map(drop)
        }
        Reply::Stdin | Reply::Others => {
            let hearing = hear(&mut reader, None, &mut sink, number, hall, counts);
            tokio::select! {
                heard = hearing => heard,
                told = tell(&mut writer, number, hall, counts) => told,
            }
        }
        _ => {
            hear(
                &mut reader,
                Some(&mut writer),
                &mut sink,
                number,
                hall,
                counts,
            )
            .await
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

/// Hears the peer to its end. `writer` is ours to answer by; where somebody else speaks, it is `None`.
async fn hear(
    reader: &mut Reader,
    mut writer: Option<&mut Writer>,
    sink: &mut Sink<'_>,
    number: u64,
    hall: &Hall,
    counts: &Counts,
) -> Result<(), Broken> {
    let mut answer = Answer::to(&hall.config.reply);
    let mut buffer = vec![0; 16 * 1024];
    let mut last = Instant::now();
    loop {
        if answer.is_given {
            return drain(reader, sink, hall, counts).await;
        }
        let pause = (sink.waits() || answer.waits()).then(|| Instant::now() + PAUSE);
        let idle = hall.config.idle.map(|idle| last + idle);
        let count = match read_until(reader, &mut buffer, pause.into_iter().chain(idle).min()).await
        {
            Read::Done(Ok(count)) => count,
            Read::Done(Err(error)) => {
                let enough = finish(sink, hall).await;
                // Ncat ends its side of TLS by TCP alone, and waits for the answer.
                if error.kind() == io::ErrorKind::UnexpectedEof {
                    answer.end(&mut writer, counts).await?;
                    if let Some(writer) = writer {
                        writer.finish().await.map_err(Broken::Writing)?;
                    }
                }
                if enough {
                    hall.gate.close();
                }
                return Err(Broken::Reading(error));
            }
            Read::Late if pause.is_some() => {
                let shown = u64::from(sink.pause().await);
                answer.pause(&mut writer, counts).await?;
                if !hall.gate.messages(shown) {
                    answer.end(&mut writer, counts).await?;
                    hall.gate.close();
                    return Ok(());
                }
                continue;
            }
            Read::Late => {
                return Err(Broken::Reading(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "nothing came (--idle-timeout)",
                )));
            }
        };
        last = Instant::now();
        let bytes = &buffer[..count];
        counts.received.fetch_add(count as u64, Ordering::Relaxed);
        hall.gate.received(count as u64);
        // The answer first: whoever waits for it is further away than our own screen.
        answer.hear(bytes, &mut writer, counts).await?;
        if count == 0 {
            let enough = finish(sink, hall).await;
            answer.end(&mut writer, counts).await?;
            if let Some(writer) = writer {
                writer.finish().await.map_err(Broken::Writing)?;
            }
            if enough {
                hall.gate.close();
            }
            return Ok(());
        }
        if let Reply::Others = hall.config.reply {
            let _ = hall.crowd.send((number, bytes.into()));
        }
        let put = sink
            .put(bytes, hall.gate.wanted())
            .await
            .map_err(Broken::Writing)?;
        if !hall.gate.messages(put.messages) || !put.open {
            answer.end(&mut writer, counts).await?;
            if let Some(writer) = writer {
                writer.finish().await.map_err(Broken::Writing)?;
            }
            let drained = drain(reader, sink, hall, counts).await;
            hall.gate.close();
            return drained;
        }
    }
}

/// The reply is given and our side closed: what still comes is heard, for a while.
async fn drain(
    reader: &mut Reader,
    sink: &mut Sink<'_>,
    hall: &Hall,
    counts: &Counts,
) -> Result<(), Broken> {
    let mut buffer = vec![0; 16 * 1024];
    let mut enough = false;
    let ended = loop {
        let Ok(count) = timeout(DRAIN, reader.read(&mut buffer)).await else {
            break Ok(());
        };
        let count = match count {
            Ok(0) => break Ok(()),
            Ok(count) => count,
            Err(error) => break Err(Broken::Reading(error)),
        };
        counts.received.fetch_add(count as u64, Ordering::Relaxed);
        hall.gate.received(count as u64);
        let put = sink
            .put(&buffer[..count], hall.gate.wanted())
            .await
            .map_err(Broken::Writing)?;
        enough |= !hall.gate.messages(put.messages);
        if !put.open {
            enough = true;
            break Ok(());
        }
    };
    if finish(sink, hall).await || enough {
        hall.gate.close();
    }
    ended
}

/// Shows what stands without a line end when the peer has ended. True if no more messages are wanted after it.
async fn finish(sink: &mut Sink<'_>, hall: &Hall) -> bool {
    sink.finish().await && !hall.gate.messages(1)
}

enum Read {
    Done(io::Result<usize>),
    Late,
}

async fn read_until(reader: &mut Reader, buffer: &mut [u8], limit: Option<Instant>) -> Read {
    match limit {
        None => Read::Done(reader.read(buffer).await),
        Some(limit) => match timeout_at(limit, reader.read(buffer)).await {
            Ok(done) => Read::Done(done),
            Err(_) => Read::Late,
        },
    }
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
