//! 005: what clients can rely on. At most thirteen tokens a line.

use crate::about::About;
use crate::irc::numeric::numeric_to;
use crate::irc::registration::USER_LENGTH;
use crate::irc::{mode, speak, whois};
use hullo_room::Rules;
use hullo_wire::irc::Words;

/// The longest host, in bytes: an IPv6 address has 45 at most, names of hosts 63.
const HOST_LENGTH: usize = 63;

/// Writes the lines of 005.
pub(crate) fn isupport(out: &mut Vec<u8>, me: &str, rules: &Rules, about: &About) {
    let words = numeric_to(out, &about.server, "005", me)
        .param("CASEMAPPING=ascii")
        .param("CHANTYPES=#")
        .param("PREFIX=(ov)@+")
        .param("STATUSMSG=@+")
        .param("CHANMODES=beI,k,l,imnstC");
    let words = number(words, "CHANLIMIT=#:", rules.rooms_a_person);
    let words = number(words, "CHANNELLEN=", rules.room_length);
    let words = number(words, "NICKLEN=", rules.nick_length);
    let words = number(words, "USERLEN=", USER_LENGTH);
    let words = number(words, "HOSTLEN=", HOST_LENGTH);
    let words = number(words, "TOPICLEN=", rules.topic_length);
    let words = number(words, "KICKLEN=", rules.reason_length);
    let words = number(words, "AWAYLEN=", rules.away_length);
    finish(words);
    let words = numeric_to(out, &about.server, "005", me)
        .param("BOT=B")
        .param("ELIST=CMNTU")
        .param("EXCEPTS=e")
        .param("INVEX=I")
        .param("MSGREFTYPES=msgid,timestamp")
        .param("UTF8ONLY")
        .param("WHOX");
    let words = number(words, "CHATHISTORY=", about.history_limit);
    let words = number(words, "KEYLEN=", rules.key_length);
    let words = number(words, "MAXLIST=beI:", rules.masks_a_list);
    let words = number(words, "MODES=", mode::MOST_MODES);
    let words = number(words, "MONITOR=", rules.watched_a_person);
    let words = number(words, "NAMELEN=", rules.realname_length);
    finish(words);
    let words = numeric_to(out, &about.server, "005", me).param("LINELEN=512");
    let words = number(words, "MAXTARGETS=", speak::MOST_TARGETS);
    let words = words.param(&format!("NETWORK={}", about.network));
    let words = words.param(&format!(
        "TARGMAX=JOIN:,PART:,KICK:,LIST:,NAMES:,NOTICE:{0},PRIVMSG:{0},TAGMSG:{0},USERHOST:{1},WHOIS:1",
        speak::MOST_TARGETS,
        whois::MOST_USERHOSTS,
    ));
    finish(words);
}

fn number<'o>(words: Words<'o>, key: &str, value: usize) -> Words<'o> {
    words.param(&format!("{key}{value}"))
}

fn finish(words: Words<'_>) {
    words.trailing("are supported by this server").cut();
}
