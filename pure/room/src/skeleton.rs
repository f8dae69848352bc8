//! What a text looks like to the eye: the skeleton of UTS 39.
//!
//! Promises: gives what the crate unicode-security gives, without what that costs every start of the program.

use unicode_normalization::UnicodeNormalization;

// BEGINS: the decomposed characters that look like something else, in order, each with the place in LOOKS where what it
// looks like begins; it ends where the next one's begins.
include!(concat!(env!("OUT_DIR"), "/looks.rs"));

/// Texts that have the same skeleton may be taken for each other (UTS 39, section 4).
pub(crate) fn skeleton(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.nfd() {
        match look(c) {
            Some(other) => seen.push_str(other),
            None => seen.push(c),
        }
    }
    seen.nfd().collect()
}

fn look(c: char) -> Option<&'static str> {
    let at = BEGINS.binary_search_by_key(&c, |&(c, _)| c).ok()?;
    let begin = BEGINS[at].1 as usize;
    let end = BEGINS
        .get(at + 1)
        .map_or(LOOKS.len(), |&(_, next)| next as usize);
    Some(&LOOKS[begin..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_character_looks_as_unicode_security_says() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let theirs: String = unicode_security::skeleton(&text).collect();
            assert_eq!(skeleton(&text), theirs, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_looks_as_unicode_security_says(text: String) {
            let theirs: String = unicode_security::skeleton(&text).collect();
            prop_assert_eq!(skeleton(&text), theirs);
        }
    }
}
