//! The tags before a line, each only for who negotiated it, always in this order:
//! `batch`, `time`, `msgid`, `account`, `bot`, then those of the client.

use crate::caps::{Cap, Caps};
use crate::irc::time::push_time;
use hullo_room::Stamp;
use hullo_wire::irc::{Head, escape, print};

/// What there is to be told in tags; what is empty is left out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tagging<'t> {
    pub(crate) batch: &'t str,
    pub(crate) stamp: Option<Stamp>,
    pub(crate) account: &'t str,
    pub(crate) bot: bool,
    /// Client-only tags, raw.
    pub(crate) client: &'t str,
}

impl Tagging<'_> {
    /// Begins a line.
    pub(crate) fn begin<'o>(&self, caps: Caps, out: &'o mut Vec<u8>) -> Head<'o> {
        let start = out.len();
        if !self.batch.is_empty() {
            out.extend_from_slice(b";batch=");
            out.extend_from_slice(self.batch.as_bytes());
        }
        if let Some(stamp) = self.stamp {
            if caps.has(Cap::ServerTime) {
                out.extend_from_slice(b";time=");
                push_time(stamp.unix_millis(), out);
            }
            if caps.has(Cap::MessageTags) {
                out.extend_from_slice(b";msgid=");
                out.extend_from_slice(&stamp.text());
            }
        }
        if !self.account.is_empty() && caps.has(Cap::AccountTag) {
            out.extend_from_slice(b";account=");
            out.extend_from_slice(escape(self.account).as_bytes());
        }
        if caps.has(Cap::MessageTags) {
            if self.bot {
                out.extend_from_slice(b";bot");
            }
            if !self.client.is_empty() {
                out.push(b';');
                out.extend_from_slice(self.client.as_bytes());
            }
        }
        if out.len() > start {
            out[start] = b'@';
            out.push(b' ');
        }
        print(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_goes_to_who_negotiated_it_in_one_order() {
        let all = Tagging {
            batch: "b1",
            stamp: Some(Stamp::at(1_637_769_600_123)),
            account: "an;n",
            bot: true,
            client: "+a=b;+c",
        };
        let id = Stamp::at(1_637_769_600_123);
        for (caps, expected) in [
            (vec![], "@batch=b1 ".to_owned()),
            (
                vec![Cap::AccountTag],
                "@batch=b1;account=an\\:n ".to_owned(),
            ),
            (
                vec![Cap::ServerTime],
                "@batch=b1;time=2021-11-24T16:00:00.123Z ".to_owned(),
            ),
            (
                vec![Cap::MessageTags],
                format!("@batch=b1;msgid={id};bot;+a=b;+c "),
            ),
            (
                vec![Cap::MessageTags, Cap::AccountTag, Cap::ServerTime],
                format!(
                    "@batch=b1;time=2021-11-24T16:00:00.123Z;msgid={id};account=an\\:n;bot;+a=b;+c "
                ),
            ),
        ] {
            let caps = caps.into_iter().fold(Caps::default(), Caps::with);
            let mut out = Vec::new();
            all.begin(caps, &mut out).command("X").end();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}X\r\n"));
        }
        let account = Tagging {
            account: "ann",
            ..all
        };
        let alone = Tagging {
            batch: "",
            ..account
        };
        let mut out = Vec::new();
        let caps = Caps::default().with(Cap::AccountTag);
        alone.begin(caps, &mut out).command("X").end();
        assert_eq!(out, b"@account=ann X\r\n");
    }
}
