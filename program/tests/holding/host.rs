//! A host under test, and what the system says of it.

use crate::hullo::{Hullo, Start};
use std::fs;
use std::path::Path;

/// A host that keeps its history in this folder, on a free port; further arguments behind these.
#[track_caller]
pub(crate) fn host(folder: &Path, more: &[&str]) -> Hullo {
    let folder = folder.to_str().unwrap();
    let mut args = vec!["host", "127.0.0.1:0", "--data", folder];
    args.extend(more);
    Start::hullo(&args).listening(1)
}

impl Hullo {
    /// Where its clients connect to: the address number `n`.
    #[track_caller]
    pub(crate) fn place(&self, n: usize) -> String {
        self.address(n).trim_start_matches("tcp://").to_owned()
    }

    /// What it has allocated and resident now, in KiB (proc(5), RssAnon): its program, which is read as far as it is
    /// used, is not counted.
    #[track_caller]
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let number = line.unwrap().trim().trim_end_matches(" kB");
        number.parse().unwrap()
    }

    /// The connections that it has open: how many of its descriptors are sockets.
    #[track_caller]
    pub(crate) fn descriptors(&self) -> usize {
        let folder = format!("/proc/{}/fd", self.pid());
        let open = fs::read_dir(folder).unwrap();
        // One may be closed while we look.
        let open = open.filter_map(|open| fs::read_link(open.unwrap().path()).ok());
        let sockets = open.filter(|to| to.to_str().is_some_and(|to| to.starts_with("socket:")));
        sockets.count()
    }

    /// How much CPU time it has used, in clock ticks of a hundredth of a second (proc(5), utime and stime).
    #[track_caller]
    pub(crate) fn work(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap();
        let (_, behind_name) = stat.rsplit_once(") ").unwrap();
        let fields: Vec<&str> = behind_name.split(' ').collect();
        // Fields 14 and 15; the name was the second.
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }
}

/// A host with this configuration, and with its history in the same folder.
#[track_caller]
pub(crate) fn host_with(folder: &Path, config: &str) -> Hullo {
    let path = folder.join("host.toml");
    fs::write(&path, config).unwrap();
    let data = folder.join("data");
    host(&data, &["--config", path.to_str().unwrap()])
}
