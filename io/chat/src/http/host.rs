//! What a request says of where it goes and where it comes from: the Host and Origin headers.

use hyper::HeaderMap;
use hyper::header::{HOST, ORIGIN};

/// `host:port` as the visitor sees this host; `None` where it says nothing usable.
pub(crate) fn authority(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(HOST)?.to_str().ok()?;
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]%".contains(&byte);
    (!host.is_empty() && host.len() <= 255 && host.bytes().all(known)).then_some(host)
}

/// The host by itself, without brackets, and the port where one is named.
pub(crate) fn split(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
            (bare(host), Some(port))
        }
        _ => (bare(authority), None),
    }
}

fn bare(host: &str) -> &str {
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    inner.unwrap_or(host)
}

/// Whether a browser may do this for the page that it shows. Programs send no Origin, and may; pages of this host and
/// those of `others` may (`*` is any).
pub(crate) fn admits(headers: &HeaderMap, others: &[String]) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let Some(origin) = origins.next() else {
        return true;
    };
    let (Ok(origin), None) = (origin.to_str(), origins.next()) else {
        return false;
    };
    let listed = |other: &String| other == "*" || other.eq_ignore_ascii_case(origin);
    others.iter().any(listed) || is_own(origin, authority(headers))
}

/// Whether the page came from where this request goes.
fn is_own(origin: &str, authority: Option<&str>) -> bool {
    let (Some((scheme, from)), Some(to)) = (origin.split_once("://"), authority) else {
        return false;
    };
    let usual = match scheme {
        "http" => "80",
        "https" => "443",
        _ => return false,
    };
    let (from, to) = (split(from), split(to));
    let port = |port: Option<&str>| port.unwrap_or(usual).to_owned();
    from.0.eq_ignore_ascii_case(to.0) && port(from.1) == port(to.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    #[test]
    fn only_pages_of_this_host_and_listed_ones_are_admitted() {
        let others = vec!["https://chat.example".to_owned()];
        let cases = [
            ("h:1", None, true),
            ("h:1", Some("http://h:1"), true),
            ("h:1", Some("https://h:1"), true),
            ("H:1", Some("http://h:1"), true),
            ("h:1", Some("http://h:2"), false),
            ("h:1", Some("http://evil:1"), false),
            ("h:1", Some("http://h:1.evil"), false),
            ("h:1", Some("http://evil/h:1"), false),
            ("h:1", Some("null"), false),
            ("h:1", Some(""), false),
            ("h:1", Some("file://h:1"), false),
            ("h", Some("http://h"), true),
            ("h:80", Some("http://h"), true),
            ("h:443", Some("https://h"), true),
            ("h:443", Some("http://h"), false),
            ("[::1]:1", Some("http://[::1]:1"), true),
            ("[::1]:1", Some("http://[::2]:1"), false),
            ("h:1", Some("https://chat.example"), true),
            ("h:1", Some("http://chat.example"), false),
            ("", Some("http://"), false),
        ];
        for (host, origin, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            if let Some(origin) = origin {
                headers.insert(ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(admits(&headers, &others), expected, "{host} {origin:?}");
            headers.append(ORIGIN, HeaderValue::from_static("http://h:1"));
            let doubled = origin.is_none() && host == "h:1";
            assert_eq!(admits(&headers, &others), doubled, "twice: {origin:?}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, HeaderValue::from_static("http://h"));
        assert!(!admits(&headers, &[]), "no Host");
        assert!(admits(&headers, &["*".to_owned()]));
    }

    #[test]
    fn a_host_with_anything_else_in_it_is_no_host() {
        for (host, expected) in [
            ("h:1", Some("h:1")),
            ("<b>", None),
            ("a b", None),
            ("a\"b", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            assert_eq!(authority(&headers), expected);
        }
        assert_eq!(split("[fe80::1]:12345"), ("fe80::1", Some("12345")));
        assert_eq!(split("[fe80::1]"), ("fe80::1", None));
    }
}
