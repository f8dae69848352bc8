//! The files of the repository as they lie there: everything that .gitignore does not name.
//!
//! Walked rather than asked of git, so that a new file is held to the rules before it is added,
//! and a source archive without `.git` passes too.

use std::fs;
use std::path::{Path, PathBuf};

/// One file: its path from the root of the repository, with `/`, and what is in it.
pub(crate) struct File {
    pub(crate) path: String,
    bytes: Vec<u8>,
}

impl File {
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn contains(&self, what: &str) -> bool {
        self.bytes
            .windows(what.len())
            .any(|part| part == what.as_bytes())
    }

    /// Whether the whole file is test code.
    pub(crate) fn is_test(&self) -> bool {
        self.name() == "tests.rs" || self.path.split('/').any(|part| part == "tests")
    }
}

pub(crate) fn all_files() -> Vec<File> {
    let root = root();
    let ignored: Vec<PathBuf> = fs::read_to_string(root.join(".gitignore"))
        .expect(".gitignore can be read")
        .lines()
        .filter_map(|line| line.strip_prefix('/'))
        .map(|line| root.join(line.trim_end_matches('/')))
        .chain([root.join(".git")])
        .collect();
    let mut files = Vec::new();
    walk(&root, &root, &ignored, &mut files);
    assert!(files.len() > 10, "found only {} files", files.len());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

pub(crate) fn rust_files() -> Vec<File> {
    let mut files = all_files();
    files.retain(|file| file.path.ends_with(".rs"));
    files
}

/// The text of one file that must be there.
pub(crate) fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("program/ lies in the repository")
        .to_path_buf()
}

fn walk(folder: &Path, root: &Path, ignored: &[PathBuf], files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("folder can be read") {
        let entry = entry.expect("folder can be read");
        let path = entry.path();
        if ignored.contains(&path) {
            continue;
        }
        let kind = entry.file_type().expect("kind of file can be read");
        if kind.is_dir() {
            walk(&path, root, ignored, files);
        } else if kind.is_file() {
            let relative = path.strip_prefix(root).expect("walked from the root");
            files.push(File {
                path: relative.to_string_lossy().replace('\\', "/"),
                bytes: fs::read(&path)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
            });
        }
    }
}
