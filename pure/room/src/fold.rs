//! Names as they are compared: one spelling for all that are the same name.
//!
//! Promises: folding twice changes nothing more; ASCII without capitals is given back as it came, without a copy.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Rounds after which folding settles at the latest; the tests try every character.
const ROUNDS: usize = 4;

/// The name as it is compared: compatibility forms and case are gone (NFKC and full case folding, as UAX 31's
/// NFKC_Casefold). IRC's `[]\` and `{}|` stay different, as CASEMAPPING=ascii says.
pub fn fold(name: &str) -> Cow<'_, str> {
    if !name.is_ascii() {
        return Cow::Owned(fold_unicode(name));
    }
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(name.to_ascii_lowercase());
    }
    Cow::Borrowed(name)
}

fn fold_unicode(name: &str) -> String {
    let mut folded = fold_once(name);
    for _ in 1..ROUNDS {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

/// Down, up and down again: ẞ, ß and ss meet only as SS, Σ, σ and ς only as Σ.
fn fold_once(name: &str) -> String {
    name.nfkc()
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for (one, other) in [
            ("Ann", "aNN"),
            ("Straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("ａｎｎ", "ann"),
            ("K", "k"),
            ("e\u{301}t\u{e9}", "\u{e9}TE\u{301}"),
            ("#大厅", "#大厅"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        for (one, other) in [("ann", "anna"), ("[a]", "{a}"), ("大", "太")] {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn lower_case_ascii_is_not_copied() {
        assert!(matches!(fold("#lobby-1"), Cow::Borrowed("#lobby-1")));
        assert_eq!(fold("#Lobby"), "#lobby");
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for c in '\0'..=char::MAX {
            let once = fold_unicode(&c.to_string());
            assert_eq!(fold_once(&once), once, "{c:?}");
        }
    }
}
