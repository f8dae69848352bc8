//! Words as a search understands them: one rule for what is written into the index, what is asked of it, and what a
//! scan compares.
//!
//! ```text
//! "Crème, 网络Latency!"  ->  " creme 网 络 latency "      words between single spaces
//!            "网络"       ->  " 网 络 "                     a phrase: contained, or not
//! ```
//!
//! Promises: case, accents and width do not count; writing without spaces falls into single characters, so that two of
//! them are found in the middle of a sentence; what comes out holds letters, digits, marks and pictures only, so that
//! nothing in it is an operator to anybody.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Writes a text as its words, each after one space, and a space at the end; empty if there are none.
pub(super) fn spread(text: &str, words: &mut String) {
    words.clear();
    words.push(' ');
    if text.is_ascii() {
        for byte in text.bytes() {
            match byte.is_ascii_alphanumeric() {
                true => words.push(char::from(byte.to_ascii_lowercase())),
                false => end_word(words),
            }
        }
    } else {
        for letter in text.nfkc() {
            if stands_alone(letter) {
                end_word(words);
                words.push(letter);
                end_word(words);
            } else if letter.is_alphanumeric() || is_combining_mark(letter) {
                for letter in letter.to_lowercase() {
                    decompose_canonical(letter, |part| {
                        if !is_accent(part) {
                            words.push(part);
                        }
                    });
                }
            } else {
                end_word(words);
            }
        }
    }
    end_word(words);
    if words.len() == 1 {
        words.clear();
    }
}

fn end_word(words: &mut String) {
    if !words.ends_with(' ') {
        words.push(' ');
    }
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Letters of writing without spaces, and pictures.
fn stands_alone(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}'           // Thai, Lao
        | '\u{1000}'..='\u{109f}'       // Burmese
        | '\u{1100}'..='\u{11ff}'       // Hangul letters
        | '\u{1780}'..='\u{17ff}'       // Khmer
        | '\u{2e80}'..='\u{2fdf}'       // radicals
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{31ff}'       // kana, bopomofo
        | '\u{3400}'..='\u{9fff}'       // Han
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'       // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
        && (letter.is_alphanumeric() || is_combining_mark(letter))
        || matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

/// A nick as it is compared.
pub(super) fn fold(nick: &str) -> String {
    nick.chars().flat_map(char::to_lowercase).collect()
}

/// The nick in `nick!user@host`.
pub(super) fn nick_of(source: &str) -> &str {
    source.split('!').next().unwrap_or(source)
}

/// The words somebody looks for.
#[derive(Debug)]
pub(super) struct Words {
    /// Each as [`spread`] writes it.
    pub(super) phrases: Vec<String>,
    /// Something was typed, and none of it is a word.
    pub(super) hopeless: bool,
}

impl Words {
    /// Takes the words as typed.
    pub(super) fn typed(text: &str) -> Words {
        let phrases: Vec<String> = text
            .split_whitespace()
            .filter_map(|word| {
                let mut words = String::new();
                spread(word, &mut words);
                (!words.is_empty()).then_some(words)
            })
            .collect();
        Words {
            hopeless: phrases.is_empty() && !text.trim().is_empty(),
            phrases,
        }
    }

    /// Whether a text holds them all. `room` is for its use, so that a scan allocates once.
    pub(super) fn are_in(&self, text: &str, room: &mut String) -> bool {
        if self.phrases.is_empty() {
            return !self.hopeless;
        }
        spread(text, room);
        self.phrases
            .iter()
            .all(|phrase| room.contains(phrase.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_words() {
        for (text, expected) in [
            ("", ""),
            ("?!", ""),
            ("Hello, world", " hello world "),
            ("don't", " don t "),
            ("Crème brûlée Ångström", " creme brulee angstrom "),
            ("网络延迟latency高", " 网 络 延 迟 latency 高 "),
            ("ＦＵＬＬ　ｗｉｄｔｈ", " full width "),
            ("ｶﾞｷﾞ", " ガ ギ "),
            ("こんにちは・世界", " こ ん に ち は 世 界 "),
            ("안녕하세요", " 안 녕 하 세 요 "),
            ("สวัสดี", " ส ว ั ส ด ี "),
            ("ok👍🏽", " ok 👍 🏽 "),
            ("Straße İstanbul", " straße istanbul "),
            ("𠀀x", " 𠀀 x "),
        ] {
            let mut words = String::from("left over");
            spread(text, &mut words);
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn words_are_found_whole_and_parts_of_unspaced_writing_too() {
        for (typed, text, expected) in [
            ("延迟", "网络延迟很高", true),
            ("迟延", "网络延迟很高", false),
            ("late", "latency", false),
            ("latency high", "High LATENCY", true),
            ("latency high", "latency", false),
            ("high,latency", "latency high", false),
            ("cafe", "Café", true),
            ("!!!", "!!!", false),
            ("", "anything", true),
        ] {
            let found = Words::typed(typed).are_in(text, &mut String::new());
            assert_eq!(found, expected, "{typed} in {text}");
        }
    }
}
