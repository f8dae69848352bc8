//! Answers: a status, and a sentence or a page.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

/// What goes back.
pub(crate) type Answer = Response<Full<Bytes>>;

/// One line of plain text.
pub(crate) fn say(status: StatusCode, sentence: &str) -> Answer {
    document(status, "text/plain; charset=utf-8", format!("{sentence}\n"))
}

/// A document of this type. It is never kept by anybody on the way, nor taken for another type.
pub(crate) fn document(status: StatusCode, kind: &'static str, text: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(text.into()));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(HeaderName::from_static("x-content-type-options"), nosniff);
    answer
}

/// Only these methods are heard here.
pub(crate) fn wrong_method(allowed: &'static str) -> Answer {
    let sentence = format!("this address takes {allowed} only");
    let mut answer = say(StatusCode::METHOD_NOT_ALLOWED, &sentence);
    let allowed = HeaderValue::from_static(allowed);
    answer.headers_mut().insert(ALLOW, allowed);
    answer
}

/// The same with one more header.
pub(crate) fn with(mut answer: Answer, name: HeaderName, value: HeaderValue) -> Answer {
    answer.headers_mut().insert(name, value);
    answer
}
