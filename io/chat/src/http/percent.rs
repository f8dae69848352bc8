//! Percent-encoded text of addresses (RFC 3986 §2.1).

/// Decodes a piece of a path; `None` where it is not UTF-8 or breaks off.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

/// The first value of this name in a query (`a=b&c=d`), where `+` stands for a space.
pub(crate) fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(key, _)| *key == name);
    decode(&values.next()?.1.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_or_refused() {
        let cases = [
            ("lobby", Some("lobby")),
            ("%23lobby", Some("#lobby")),
            ("%E8%8C%B6", Some("茶")),
            ("a%0d%0Ab", Some("a\r\nb")),
            ("a+b", Some("a+b")),
            ("%", None),
            ("%2", None),
            ("%zz", None),
            ("%+1", None),
            ("%ff", None),
            ("", Some("")),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_first_value_of_a_name_counts() {
        let query = Some("x=1&nick=a+b%26&nick=c&=d&e");
        assert_eq!(parameter(query, "nick").as_deref(), Some("a b&"));
        assert_eq!(parameter(query, "e"), None);
        assert_eq!(parameter(None, "nick"), None);
    }
}
