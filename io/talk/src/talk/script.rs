//! Standard input as our side of a conversation, line by line.

use crate::output::LONGEST_LINE;
use crate::talk::config::Said;
use hullo_net::Local;
use std::io;
use tokio::sync::mpsc::Sender;

/// Says each line of standard input, then that it has ended. A line may be of any length and any bytes; the beginning
/// of a very long one goes ahead of its rest.
pub async fn read_lines(said: Sender<Said>) -> io::Result<()> {
    let input = Local::stdin()?;
    let mut buffer = vec![0; 16 * 1024];
    let mut begun = Vec::new();
    loop {
        let count = input.read(&mut buffer).await?;
        let mut all = Vec::new();
        for part in buffer[..count].split_inclusive(|byte| *byte == b'\n') {
            begun.extend_from_slice(part);
            if begun.last() == Some(&b'\n') {
                all.push(Said::Line(without_end(std::mem::take(&mut begun))));
            }
        }
        // The last byte stays: it may be the CR of a line end.
        if begun.len() > LONGEST_LINE {
            let last = begun.split_off(begun.len() - 1);
            all.push(Said::Bytes(std::mem::replace(&mut begun, last)));
        }
        if count == 0 {
            if !begun.is_empty() {
                all.push(Said::Line(std::mem::take(&mut begun)));
            }
            all.push(Said::End);
        }
        for next in all {
            if said.send(next).await.is_err() {
                return Ok(());
            }
        }
        if count == 0 {
            return Ok(());
        }
    }
}

/// The line without its LF or CR LF.
fn without_end(mut line: Vec<u8>) -> Vec<u8> {
    line.pop();
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    line
}
