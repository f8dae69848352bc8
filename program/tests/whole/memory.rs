//! Memory stays flat however much passes.

use crate::hullo::{Hullo, Start, missing};

/// What either end may have resident at most, in KiB.
const MOST: u64 = 20 * 1024;

#[test]
fn two_gibibytes_pass_in_less_than_20_mib() {
    if missing("sh") {
        return;
    }
    let command = "exec \"$HULLO\" listen tcp://127.0.0.1:0 --raw --once >/dev/null";
    let server = Start::program("sh", &["-c", command]).listening(1);
    let mut send = Hullo::start(&["send", &server.address(0)]);
    let zeroes = vec![0; 1 << 20];
    for _ in 0..2048 {
        send.say(&zeroes);
    }
    // Both run still, since the input has not ended.
    for (name, memory) in [
        ("send", send.most_memory()),
        ("listen", server.most_memory()),
    ] {
        assert!(memory < MOST, "{name} had {memory} KiB");
    }
    send.end_input();
    send.ended().expect_code(0);
    server.ended().expect_code(0);
}
