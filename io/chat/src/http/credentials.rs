//! What a webhook shows to be let in: `Authorization: Bearer TOKEN`, or `?token=TOKEN`.

use crate::config::Terms;
use crate::http::percent::parameter;
use hullo_room::Standing;
use hyper::Request;
use hyper::header::AUTHORIZATION;

/// What this request shows; empty for nothing.
pub(crate) fn shown<B>(request: &Request<B>) -> String {
    let header = request.headers().get(AUTHORIZATION);
    let words = header.and_then(|value| value.to_str().ok()?.split_once(' '));
    let bearer = words.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match bearer {
        Some((_, token)) => token.trim().to_owned(),
        None => parameter(request.uri().query(), "token").unwrap_or_default(),
    }
}

/// How far a webhook is trusted that shows this; `None` is not at all. A host with a token wants it; one without a token
/// but with a password wants the password, which opens no more than it does for anybody.
pub(crate) fn standing(terms: &Terms, shown: &str) -> Option<Standing> {
    match (&terms.token, &terms.password) {
        (Some(token), _) => token.is(shown).then_some(Standing::Vouched),
        (None, Some(password)) => password.is(shown).then_some(Standing::Anybody),
        (None, None) => Some(Standing::Anybody),
    }
}
