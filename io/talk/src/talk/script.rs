//! Standard input as our side of a conversation, line by line.

use crate::output::LONGEST_LINE;
use crate::talk::config::Said;
use hullo_net::Local;
use hullo_wire::line::Lines;
use std::io;
use tokio::sync::mpsc::Sender;

/// Says each line of standard input, then that it has ended.
pub async fn read_lines(said: Sender<Said>) -> io::Result<()> {
    let input = Local::stdin()?;
    let mut lines = Lines::new(LONGEST_LINE);
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = input.read(&mut buffer).await?;
        lines.push(&buffer[..count]);
        while let Some(line) = lines
            .pop()
            .or_else(|| if count == 0 { lines.finish() } else { None })
        {
            let line = String::from_utf8(line)
                .map_or_else(|bytes| Said::Bytes(bytes.into_bytes()), Said::Line);
            if said.send(line).await.is_err() {
                return Ok(());
            }
        }
        if count == 0 {
            let _ = said.send(Said::End).await;
            return Ok(());
        }
    }
}
