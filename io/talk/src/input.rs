//! What is to be said: given bytes, a file, or standard input.

use hullo_net::{Error, Kind, Local, Reader};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the message comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// The contents of a file.
    File(PathBuf),
    /// Standard input, to its end.
    Stdin,
}

impl Input {
    pub(crate) fn open(&self) -> Result<Source, Error> {
        match self {
            Input::Bytes(bytes) => Ok(Source::Bytes(bytes.clone())),
            Input::File(path) => Local::file(path)
                .map(|local| Source::Reader(Reader::Local(local)))
                .map_err(|error| Error::system("open", path.display(), &error)),
            Input::Stdin => Local::stdin()
                .map(|local| Source::Reader(Reader::Local(local)))
                .map_err(|error| Error::system("read", "standard input", &error)),
        }
    }

    /// How an error names it.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Bytes(_) => "the message".to_owned(),
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "standard input".to_owned(),
        }
    }

    /// All of it at once, at most `limit` bytes.
    pub(crate) async fn read(&self, limit: usize) -> Result<Arc<[u8]>, Error> {
        let mut reader = match self.open()? {
            Source::Bytes(bytes) => return Ok(bytes),
            Source::Reader(reader) => reader,
        };
        let mut all = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = reader
                .read(&mut buffer)
                .await
                .map_err(|error| Error::system("read", self.name(), &error))?;
            if count == 0 {
                return Ok(all.into());
            }
            all.extend_from_slice(&buffer[..count]);
            if all.len() > limit {
                let why = format!(
                    "it is longer than {limit} bytes, the most that can be sent as one message here"
                );
                return Err(Error::new("send", self.name(), Kind::Local, why));
            }
        }
    }
}

pub(crate) enum Source {
    Bytes(Arc<[u8]>),
    Reader(Reader),
}
