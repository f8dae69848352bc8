//! What may be a nick, and what the name of a room.
//!
//! Promises: no name holds a space, a comma, a control, bidi or invisible character, in its own spelling or folded.

use crate::fold::fold;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Folding makes names longer at times; more than so many times the limit is nobody's name.
const GROWTH: usize = 4;

/// Whether this may be a nick: letters, digits and marks of any script and IRC's specials, beginning with a letter or
/// a special, in at most `longest` bytes.
pub fn is_nick(nick: &str, longest: usize) -> bool {
    let fits = nick.len() <= longest && nick_shaped(nick);
    fits && (nick.is_ascii() || {
        let folded = fold(nick);
        folded.len() <= longest * GROWTH && nick_shaped(&folded)
    })
}

/// Whether this may be a room's name: `#` and at least one more character, in at most `longest` bytes.
pub fn is_room_name(name: &str, longest: usize) -> bool {
    let fits = name.len() <= longest && room_shaped(name);
    fits && (name.is_ascii() || {
        let folded = fold(name);
        folded.len() <= longest * GROWTH && room_shaped(&folded)
    })
}

/// Whether a name of this length is worth looking for where names have at most `longest` bytes.
pub(crate) fn worth_looking(name: &str, longest: usize) -> bool {
    name.len() <= longest * GROWTH
}

fn nick_shaped(nick: &str) -> bool {
    let mut chars = nick.chars();
    chars.next().is_some_and(begins_nick) && chars.all(in_nick)
}

fn begins_nick(c: char) -> bool {
    in_nick(c) && c != '-' && !c.is_numeric() && !is_mark(c)
}

fn in_nick(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "[]\\`_^{|}-".contains(c);
    }
    let letter = matches!(
        c.general_category(),
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::TitlecaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
            | GeneralCategory::DecimalNumber
    );
    (letter || is_mark(c)) && !is_invisible(c)
}

fn is_mark(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
    )
}

fn room_shaped(name: &str) -> bool {
    let rest = name.strip_prefix('#');
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(in_room_name))
}

fn in_room_name(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic() && c != ',';
    }
    let hidden = matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    !hidden && !is_invisible(c)
}

/// Letters, marks and symbols that show nothing: Unicode's Default_Ignorable_Code_Point as far as it is none of the
/// categories above, and the empty braille cell.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicks_are_letters_digits_marks_and_specials() {
        for good in [
            "ann",
            "u0",
            "u1000",
            "[]\\`_^{|}-",
            "_1",
            "Ünal",
            "小明",
            "أحمد",
            "हिन्दी",
            "נועה",
        ] {
            assert!(is_nick(good, 32), "{good}");
        }
        for bad in [
            "",
            "*",
            "1ann",
            "-ann",
            "a b",
            "a,b",
            "a*",
            "a?",
            "a!b",
            "a@b",
            "#a",
            "a:b",
            "&a",
            "+a",
            "~a",
            "%a",
            "a.b",
            "$a",
            "a<b",
            "a>b",
            "a\nb",
            "a\0b",
            "\u{202e}ann",
            "an\u{200b}n",
            "a\u{3164}",
            "a\u{fe0f}",
            "\u{301}a",
            "４a",
            "\u{378}a",
            "\u{e000}",
            "\u{fdfa}",
            "🙂",
        ] {
            assert!(!is_nick(bad, 32), "{bad:?}");
        }
        assert!(is_nick("小明小", 9));
        assert!(!is_nick("小明小明", 9));
    }

    #[test]
    fn room_names_begin_with_a_hash_and_hide_nothing() {
        for good in ["#a", "##", "#大厅", "#a:b", "#c++", "#🙂", "#Straße"] {
            assert!(is_room_name(good, 64), "{good}");
        }
        for bad in [
            "",
            "#",
            "a",
            "inv@lid",
            "#a b",
            "#a,b",
            "#a\u{7}",
            "#a\nb",
            "#a\u{a0}b",
            "#a\u{202e}",
            "#a\u{200d}b",
            "#\u{2800}",
            "#a，b",
            "#\u{e000}",
        ] {
            assert!(!is_room_name(bad, 64), "{bad:?}");
        }
        assert!(!is_room_name("#abc", 3));
    }

    #[test]
    fn what_a_skeleton_ignores_is_in_no_name() {
        for c in '\u{80}'..=char::MAX {
            if crate::skeleton::skeleton(&c.to_string()).is_empty() {
                assert!(!in_nick(c) && !in_room_name(c), "{c:?}");
            }
        }
    }
}
