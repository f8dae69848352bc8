//! IRC over WebSocket: one line a frame, without CR LF (IRCv3's text.ircv3.net and binary.ircv3.net).
//!
//! Promises: a client of this kind is a client of the desk like any other, with the same limits; what stands in one
//! frame is at most one line; frames longer than a line can be end the connection.

mod frames;

use crate::connection::chat;
use crate::http::answer::{Answer, say, with};
use crate::http::websocket::frames::Frames;
use crate::seat::Seat;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{
    CONNECTION, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::upgrade::OnUpgrade;
use hyper::{HeaderMap, Request, Response, StatusCode, Version};
use std::time::Instant;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// In which frames a client reads and writes its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dress {
    /// Text frames.
    Text,
    /// Binary frames.
    Binary,
}

/// A connection that is about to become a WebSocket.
pub(crate) struct Upgrade {
    connection: OnUpgrade,
    dress: Dress,
}

const PROTOCOLS: [(&str, Dress); 2] = [
    ("text.ircv3.net", Dress::Text),
    ("binary.ircv3.net", Dress::Binary),
];

/// Whether the request asks for a WebSocket.
pub(crate) fn is_wanted<B>(request: &Request<B>) -> bool {
    lists(request.headers(), &UPGRADE, "websocket")
        && lists(request.headers(), &CONNECTION, "upgrade")
}

/// Whether a header, a list of words, has this one.
fn lists(headers: &HeaderMap, name: &HeaderName, word: &str) -> bool {
    items(headers, name).any(|item| item.eq_ignore_ascii_case(word))
}

fn items<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(name).iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',')).map(str::trim)
}

/// A WebSocket has to be asked for here.
pub(crate) fn required() -> Answer {
    let answer = say(
        StatusCode::UPGRADE_REQUIRED,
        "WebSockets only, of version 13",
    );
    let answer = with(answer, UPGRADE, HeaderValue::from_static("websocket"));
    let answer = with(answer, CONNECTION, HeaderValue::from_static("upgrade"));
    with(
        answer,
        SEC_WEBSOCKET_VERSION,
        HeaderValue::from_static("13"),
    )
}

/// Agrees to a WebSocket (RFC 6455 §4.2.2), or says why not.
pub(crate) fn agree(mut request: Request<Incoming>) -> Result<(Answer, Upgrade), Box<Answer>> {
    let headers = request.headers();
    let version = headers.get(SEC_WEBSOCKET_VERSION);
    if version.is_none_or(|version| version != "13") || request.version() != Version::HTTP_11 {
        return Err(Box::new(required()));
    }
    // 16 bytes in base64.
    let key = headers.get(SEC_WEBSOCKET_KEY);
    let Some(key) = key.filter(|key| key.len() == 24) else {
        let why = "Sec-WebSocket-Key is missing or of the wrong length";
        return Err(Box::new(say(StatusCode::BAD_REQUEST, why)));
    };
    let accept = derive_accept_key(key.as_bytes());
    let protocol = items(headers, &SEC_WEBSOCKET_PROTOCOL)
        .find_map(|asked| PROTOCOLS.into_iter().find(|(name, _)| *name == asked));
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let said = answer.headers_mut();
    said.insert(UPGRADE, HeaderValue::from_static("websocket"));
    said.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    if let Ok(accept) = HeaderValue::try_from(accept) {
        said.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    if let Some((name, _)) = protocol {
        said.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(name));
    }
    let upgrade = Upgrade {
        connection: hyper::upgrade::on(&mut request),
        dress: protocol.map_or(Dress::Text, |(_, dress)| dress),
    };
    Ok((answer, upgrade))
}

/// Serves the WebSocket to its end, as a client of the desk.
pub(crate) async fn serve(upgrade: Upgrade, seat: Seat) {
    let Ok(upgraded) = upgrade.connection.await else {
        return;
    };
    let mut frames = Frames::new(upgraded, upgrade.dress).await;
    let hub = seat.hub.clone();
    let id = {
        let mut desk = hub.desk();
        let id = desk.sit_down(seat.origin, None, Instant::now());
        desk.begin_irc(id);
        id
    };
    chat(id, &mut frames, &hub).await;
    hub.desk().stand_up(id);
    drop(seat);
    frames.say_why().await;
}
