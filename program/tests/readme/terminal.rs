//! Terminals that a test types into and reads the screens of: windows of a tmux server of their own.

use crate::hullo::Folder;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Terminals in one empty folder. What runs in them ends with them.
pub(crate) struct Terminals {
    folder: Folder,
}

impl Terminals {
    /// No terminal yet; in those to come `hullo` is the binary under test, `cargo run --release --` is it too,
    /// and `nc` is OpenBSD's. `hullo host` without an address, which would be at port 12345, is at this port.
    pub(crate) fn new(port: &str) -> Terminals {
        let folder = Folder::new();
        let bin = folder.path().join("bin");
        std::fs::create_dir_all(&bin).unwrap();
        std::fs::create_dir_all(folder.path().join("empty")).unwrap();
        let hullo = format!(
            "#!/bin/sh\ncase \"$*\" in host|'host -'*) shift; set -- host 127.0.0.1:{port} \"$@\";; esac\nexec '{}' \"$@\"\n",
            env!("CARGO_BIN_EXE_hullo")
        );
        script(&bin.join("hullo"), &hullo);
        if let Some(nc) = on_path("nc.openbsd") {
            symlink(nc, bin.join("nc")).unwrap();
        }
        let cargo = "#!/bin/sh\n[ \"$1 $2 $3\" = 'run --release --' ] || exit 97\nshift 3\necho Finished\nexec hullo \"$@\"\n";
        script(&bin.join("cargo"), cargo);
        Terminals { folder }
    }

    /// Opens one more, with a shell in it whose prompt is `$ `.
    pub(crate) fn open(&self, name: &str) {
        // A history would be written when the shell ends, into a folder that is being removed.
        let shell = "exec env PS1='$ ' bash --norc --noprofile +o history";
        let size = ["-x", "250", "-y", "60"];
        self.tmux(
            &[
                &["new-session", "-d", "-s", name],
                size.as_slice(),
                &[shell],
            ]
            .concat(),
        );
    }

    /// Types a line and Enter.
    pub(crate) fn say(&self, name: &str, line: &str) {
        self.tmux(&["send-keys", "-t", name, "-l", line]);
        self.tmux(&["send-keys", "-t", name, "Enter"]);
    }

    /// Presses Ctrl-C.
    pub(crate) fn interrupt(&self, name: &str) {
        self.tmux(&["send-keys", "-t", name, "C-c"]);
    }

    /// The lines on the screen, without what is empty at their ends and below them.
    pub(crate) fn screen(&self, name: &str) -> Vec<String> {
        let output = self.tmux(&["capture-pane", "-p", "-J", "-t", name]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.trim_end()
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    fn tmux(&self, args: &[&str]) -> Output {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.folder.path().join("bin")]
            .into_iter()
            .chain(std::env::split_paths(&path));
        let output = Command::new("tmux")
            .args(["-u", "-f", "/dev/null"])
            .args(args)
            .current_dir(self.folder.path().join("empty"))
            .env("TMUX_TMPDIR", self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path())
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .env_remove("TMUX")
            .env_remove("PROMPT_COMMAND")
            .env_remove("HULLO_PASSWORD")
            .env_remove("HULLO_TOKEN")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "tmux {args:?}: {said}");
        output
    }
}

impl Drop for Terminals {
    fn drop(&mut self) {
        let _ = Command::new("tmux")
            .arg("kill-server")
            .env("TMUX_TMPDIR", self.folder.path())
            .env_remove("TMUX")
            .output(); // it may not have been started
    }
}

/// A program that a shell reads.
fn script(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(path, executable).unwrap();
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder: PathBuf| folder.join(program))
        .find(|path: &PathBuf| Path::is_file(path))
}
