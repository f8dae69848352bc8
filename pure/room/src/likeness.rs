//! What a nick looks like, so that nobody can be taken for somebody else.
//!
//! Promises: two nicks that the eye may take for one have a likeness in common. An ASCII nick is never refused because
//! of another ASCII nick, whatever they look like: that is for [`crate::nicks`] to see to.

use crate::skeleton::skeleton;

/// The likenesses of a nick: of its folded form, and of its own spelling where that is another. UTS 39's skeletons,
/// without capitals.
pub(crate) fn likenesses(nick: &str, folded: &str) -> (String, Option<String>) {
    let one = likeness(folded);
    let other = likeness(nick);
    let differs = other != one;
    (one, differs.then_some(other))
}

fn likeness(name: &str) -> String {
    if !name.is_ascii() {
        return skeleton(name).to_lowercase();
    }
    let mut likeness = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        match c {
            '0' => likeness.push('o'),
            '1' | 'I' | '|' => likeness.push('l'),
            'm' => likeness.push_str("rn"),
            '`' => likeness.push('\''),
            c => likeness.push(c.to_ascii_lowercase()),
        }
    }
    likeness
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn the_short_way_for_ascii_gives_what_the_long_one_gives() {
        for byte in 0x21..0x7f_u8 {
            let text = char::from(byte).to_string();
            if crate::name::is_nick(&format!("a{text}"), 9) {
                assert_eq!(likeness(&text), skeleton(&text).to_lowercase(), "{text}");
            }
        }
    }

    #[test]
    fn what_looks_alike_has_a_likeness_in_common() {
        for (one, other) in [
            ("ann", "аnn"),
            ("Ann", "АNN"),
            ("paypal", "раураl"),
            ("lisa", "Ιisa"),
            ("bob", "ｂob"),
        ] {
            let all = |name: &str| {
                let (first, second) = likenesses(name, &fold(name));
                [Some(first), second]
            };
            let (ours, theirs) = (all(one), all(other));
            let common = ours
                .iter()
                .flatten()
                .any(|l| theirs.contains(&Some(l.clone())));
            assert!(common, "{one} {ours:?} {other} {theirs:?}");
        }
    }
}
