//! POST /room/NAME: the body is the message, a line each.
//!
//! Promises: what is said ends in one place and as one line a message, whatever stands in the body; the answer comes
//! when the log has it all, and says no when it has none of it.

use crate::desk::Unheard;
use crate::http::answer::{Answer, say, with};
use crate::http::credentials::{shown, standing};
use crate::http::host::admits;
use crate::http::percent::parameter;
use crate::http::routes::Visit;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hullo_room::{Posting, Refusal};
use hullo_session::{MOST_TEXT, clean, pieces};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use hyper::{Request, Response, StatusCode};
use std::borrow::Cow;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// The longest body.
const MOST_BODY: usize = 16 << 10;

/// The most lines of one body.
const MOST_LINES: usize = 20;

/// How long a body may take to come.
const BODY: Duration = Duration::from_secs(10);

/// Who speaks where no name is given.
const NICK: &str = "webhook";

/// The header that gives the speaker's name, where `?nick=` does not.
const NICK_HEADER: &str = "hullo-nick";

/// A refusal, with its reason.
fn no(status: StatusCode, why: &str) -> Box<Answer> {
    Box::new(say(status, why))
}

/// A refusal for now, and after how many seconds it may be tried again.
fn later(status: StatusCode, why: &str, seconds: u64) -> Box<Answer> {
    let answer = say(status, why);
    Box::new(with(answer, RETRY_AFTER, HeaderValue::from(seconds)))
}

/// Says what the body says.
pub(crate) async fn post(visit: &Visit, request: Request<Incoming>, room: &str) -> Answer {
    match said(visit, request, room).await {
        Ok(()) => {
            let mut done = Response::new(Full::default());
            *done.status_mut() = StatusCode::NO_CONTENT;
            done
        }
        Err(refusal) => *refusal,
    }
}

async fn said(visit: &Visit, request: Request<Incoming>, room: &str) -> Result<(), Box<Answer>> {
    let terms = visit.hub.desk().terms.clone();
    if !admits(request.headers(), &terms.origins) {
        let why = "pages of that origin may not speak here";
        return Err(no(StatusCode::FORBIDDEN, why));
    }
    // Counted before the token is looked at, so that nobody can guess at it faster.
    spend(visit, 1)?;
    let Some(standing) = standing(&terms, &shown(&request)) else {
        let why = "a token is needed: Authorization: Bearer TOKEN, or ?token=TOKEN";
        let answer = say(StatusCode::UNAUTHORIZED, why);
        let scheme = HeaderValue::from_static("Bearer");
        return Err(Box::new(with(answer, WWW_AUTHENTICATE, scheme)));
    };
    let nick = nick(&request)?;
    let room = match room.starts_with('#') {
        true => Cow::Borrowed(room),
        false => Cow::Owned(format!("#{room}")),
    };
    let body = body(request.into_body()).await?;
    let texts = texts(&body)?;
    spend(visit, texts.len() - 1)?;
    let ip = visit.origin.ip;
    let posting = Posting {
        nick: &nick,
        via: "http",
        host: &ip.map_or_else(|| "localhost".to_owned(), |ip| ip.to_string()),
        room: &room,
        text: "",
        standing,
    };
    let kept = {
        let mut desk = visit.hub.desk();
        let texts = texts.iter().map(String::as_str);
        let kept = desk.say_for(&posting, texts).map_err(refused)?;
        desk.counters.posts += 1;
        kept
    };
    match kept.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => Err(busy(&format!("the message could not be kept: {why}"))),
        Err(_) => Err(busy("the host is going down")),
    }
}

/// Takes so many messages from what this address may say.
fn spend(visit: &Visit, count: usize) -> Result<(), Box<Answer>> {
    let mut desk = visit.hub.desk();
    let limits = &desk.terms.limits;
    let rate = (limits.lines_a_second, limits.burst);
    let Err(wait) = desk
        .callers
        .take(visit.origin.ip, count, rate, Instant::now())
    else {
        return Ok(());
    };
    let why = "too many messages from your address: later";
    Err(later(
        StatusCode::TOO_MANY_REQUESTS,
        why,
        wait.as_secs() + 1,
    ))
}

fn nick(request: &Request<Incoming>) -> Result<String, Box<Answer>> {
    if let Some(nick) = parameter(request.uri().query(), "nick") {
        return Ok(nick);
    }
    match request.headers().get(NICK_HEADER) {
        None => Ok(NICK.to_owned()),
        Some(value) => match std::str::from_utf8(value.as_bytes()) {
            Ok(nick) => Ok(nick.to_owned()),
            Err(_) => Err(no(StatusCode::BAD_REQUEST, "the nick is not UTF-8")),
        },
    }
}

async fn body(body: Incoming) -> Result<Bytes, Box<Answer>> {
    let too_long = || {
        let why = "the body is longer than 16 KiB";
        no(StatusCode::PAYLOAD_TOO_LARGE, why)
    };
    if body.size_hint().lower() > MOST_BODY as u64 {
        return Err(too_long());
    }
    match timeout(BODY, Limited::new(body, MOST_BODY).collect()).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(no(StatusCode::BAD_REQUEST, "the body broke off")),
        Err(_) => {
            let why = "the body took too long";
            Err(no(StatusCode::REQUEST_TIMEOUT, why))
        }
    }
}

/// The messages of a body: a line each, cut where one is longer than what fits everybody.
fn texts(body: &[u8]) -> Result<Vec<String>, Box<Answer>> {
    if std::str::from_utf8(body).is_err() {
        return Err(no(StatusCode::BAD_REQUEST, "the body is not UTF-8"));
    }
    let lines = body.split(|byte| *byte == b'\n');
    let lines = lines.map(clean).filter(|line| !line.trim().is_empty());
    let lines: Vec<_> = lines.collect();
    if lines.len() > MOST_LINES {
        let why = "more than 20 lines at once";
        return Err(no(StatusCode::PAYLOAD_TOO_LARGE, why));
    }
    let texts = lines.iter().flat_map(|line| pieces(line, MOST_TEXT));
    let texts: Vec<_> = texts.map(str::to_owned).collect();
    match texts.is_empty() {
        true => Err(no(StatusCode::BAD_REQUEST, "the body says nothing")),
        false => Ok(texts),
    }
}

fn busy(why: &str) -> Box<Answer> {
    later(StatusCode::SERVICE_UNAVAILABLE, why, 1)
}

fn refused(unheard: Unheard) -> Box<Answer> {
    let refusal = match unheard {
        Unheard::Busy => return busy("the host is busy: later"),
        Unheard::Refused(refusal) => refusal,
    };
    let (status, why) = match refusal {
        Refusal::NickInUse { nick } => (StatusCode::CONFLICT, format!("{nick} is in use")),
        Refusal::NickConfusable { nick, with } => {
            (StatusCode::CONFLICT, format!("{nick} looks like {with}"))
        }
        Refusal::NickInvalid { .. } => (StatusCode::BAD_REQUEST, "that is not a nick".to_owned()),
        Refusal::NoSuchRoom { .. } => (StatusCode::NOT_FOUND, "there is no such room".to_owned()),
        Refusal::Banned { .. } => (StatusCode::FORBIDDEN, "banned from that room".to_owned()),
        _ => {
            let why = "that room is closed: only the host's token opens it";
            (StatusCode::FORBIDDEN, why.to_owned())
        }
    };
    no(status, &why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_becomes_one_message_a_line_and_nothing_in_it_ends_one() {
        type Texts = Result<&'static [&'static str], u16>;
        let cases: [(&[u8], Texts); 10] = [
            (b"deployed", Ok(&["deployed"])),
            (b"a\nb\n", Ok(&["a", "b"])),
            (b"a\r\n\r\n \nb\r\n", Ok(&["a", "b"])),
            (b"a\rQUIT", Ok(&["a\\rQUIT"])),
            (b"a\0b\x1b[2J", Ok(&["a\\x00b\\x1b[2J"])),
            (b"\x01ACTION x\x01", Ok(&["\\x01ACTION x\\x01"])),
            ("大厅\n".as_bytes(), Ok(&["大厅"])),
            (b"", Err(400)),
            (b"\n \r\n", Err(400)),
            (b"caf\xe9", Err(400)),
        ];
        for (body, expected) in cases {
            let found = texts(body).map_err(|answer| answer.status().as_u16());
            let found = found.as_ref().map(|texts| texts.iter().map(String::as_str));
            match (found, expected) {
                (Ok(found), Ok(expected)) => assert!(found.eq(expected.iter().copied())),
                (Err(found), Err(expected)) => assert_eq!(*found, expected),
                _ => panic!("{body:?}"),
            }
        }
        assert_eq!(texts(&b"x\n".repeat(20)).unwrap().len(), 20);
        assert_eq!(texts(&b"x\n".repeat(21)).unwrap_err().status(), 413);
        let long = "word ".repeat(100);
        let texts = texts(long.as_bytes()).unwrap();
        assert_eq!(texts.join(" "), long.trim_end());
        assert!(texts.iter().all(|text| text.len() <= MOST_TEXT));
    }
}
