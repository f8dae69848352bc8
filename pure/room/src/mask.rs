//! Masks: `nick!user@host` with `*` for anything and `?` for one character.

/// Whether the mask fits the whole text. Both must be folded. The time is at most the product of the lengths.
pub fn fits(mask: &str, text: &str) -> bool {
    let (mask, text) = (mask.as_bytes(), text.as_bytes());
    let (mut m, mut t) = (0, 0);
    // Where to go on if what follows the last star does not fit: that star, and one character more for it.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match mask.get(m) {
            Some(b'*') => {
                star = Some((m, t));
                m += 1;
            }
            Some(b'?') => {
                m += 1;
                t = next_char(text, t);
            }
            Some(byte) if *byte == text[t] => {
                m += 1;
                t += 1;
            }
            _ => {
                let Some((at, taken)) = star else {
                    return false;
                };
                let taken = next_char(text, taken);
                star = Some((at, taken));
                (m, t) = (at + 1, taken);
            }
        }
    }
    mask[m..].iter().all(|byte| *byte == b'*')
}

fn next_char(text: &[u8], at: usize) -> usize {
    let rest = text[at + 1..].iter();
    at + 1 + rest.take_while(|byte| **byte & 0xc0 == 0x80).count()
}

/// The mask with all its three parts: `ann` is `ann!*@*`, `u@h` is `*!u@h`, and what can only be a host is `*!*@host`.
pub fn complete(mask: &str) -> String {
    let star = |part: &str| match part {
        "" => "*".to_owned(),
        part => part.to_owned(),
    };
    match (mask.split_once('!'), mask.split_once('@')) {
        (Some((nick, rest)), _) => {
            let (user, host) = rest.split_once('@').unwrap_or((rest, ""));
            format!("{}!{}@{}", star(nick), star(user), star(host))
        }
        (None, Some((user, host))) => format!("*!{}@{}", star(user), star(host)),
        (None, None) if mask.contains(['.', ':']) => format!("*!*@{mask}"),
        (None, None) => format!("{}!*@*", star(mask)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_take_anything_and_question_marks_one_character() {
        for (mask, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("?", "", false),
            ("ann!*@*", "ann!u@h", true),
            ("ann!*@*", "anna!u@h", false),
            ("*!*@10.0.*", "ann!u@10.0.0.1", true),
            ("a?n", "a明n", true),
            ("a??n", "a明n", false),
            ("*明", "小明明", true),
            ("*ab*ab", "abaab", true),
            ("*ab*ab", "aab", false),
            ("**a**", "bab", true),
        ] {
            assert_eq!(fits(mask, text), expected, "{mask} {text}");
        }
    }

    #[test]
    fn short_masks_are_completed() {
        for (mask, expected) in [
            ("ann", "ann!*@*"),
            ("ann!u", "ann!u@*"),
            ("ann!", "ann!*@*"),
            ("u@h", "*!u@h"),
            ("@h", "*!*@h"),
            ("*@h", "*!*@h"),
            ("ann!u@h", "ann!u@h"),
            ("ann@h!u", "ann@h!u@*"),
            ("10.0.*", "*!*@10.0.*"),
            ("::1", "*!*@::1"),
            ("*", "*!*@*"),
        ] {
            assert_eq!(complete(mask), expected, "{mask}");
        }
    }

    #[test]
    fn many_stars_cost_no_more_than_the_product_of_the_lengths() {
        let mask = "*a".repeat(5_000) + "b";
        assert!(!fits(&mask, &"a".repeat(20_000)));
    }

    fn slowly(mask: &[char], text: &[char]) -> bool {
        match mask.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|skip| slowly(rest, &text[skip..])),
            Some((c, rest)) => text
                .split_first()
                .is_some_and(|(t, after)| (*c == '?' || c == t) && slowly(rest, after)),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn fits_as_the_plain_definition_does(mask in "[ab明*?]{0,8}", text in "[ab明]{0,10}") {
            let (m, t): (Vec<char>, Vec<char>) = (mask.chars().collect(), text.chars().collect());
            prop_assert_eq!(fits(&mask, &text), slowly(&m, &t));
        }
    }
}
