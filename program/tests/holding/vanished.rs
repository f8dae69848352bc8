//! Clients whose machine vanishes: no end comes, nothing is taken any more, and the host lets them go by itself.

use crate::hullo::{Folder, Start, missing, skipped};

/// In a network of its own, whose only link is cut while the clients are connected.
const SCRIPT: &str = r#"
import os, socket, subprocess, time
def link(state):
    subprocess.run(['ip', 'link', 'set', 'lo', state], check=True)
link('up')
config = os.environ['DIR'] + '/host.toml'
open(config, 'w').write('[limits]\nsilence = "1s"\nlines_per_second = 0\n')
host = subprocess.Popen([os.environ['HULLO'], 'host', '127.0.0.1:0', '--memory', '--config', config],
                        stderr=subprocess.PIPE, text=True)
port = int(host.stderr.readline().split()[1].rsplit(':', 1)[1])
def client(name):
    s = socket.create_connection(('127.0.0.1', port))
    s.settimeout(20)
    s.sendall(f'NICK {name}\r\nUSER {name} 0 * :r\r\nJOIN #a\r\n'.encode())
    lines = s.makefile('rb')
    while b' 366 ' not in lines.readline():
        pass
    return s, lines
def descriptors():
    return len(os.listdir(f'/proc/{host.pid}/fd'))
before = descriptors()
gone = [client(f'gone{number}') for number in range(50)]
assert descriptors() == before + 50
link('down')
deadline = time.monotonic() + 20
while descriptors() > before:
    assert time.monotonic() < deadline, f'{descriptors() - before} are still there'
    time.sleep(0.05)
link('up')
s, lines = client('ann')
s.sendall(b'NAMES #a\r\n')
while b' 353 ' not in (line := lines.readline()):
    pass
print(line.decode().split(':')[-1].strip())
host.kill()
"#;

#[test]
fn clients_that_vanish_without_an_end_are_let_go_when_they_do_not_answer() {
    if missing("unshare") || missing("ip") || missing("python3") {
        return;
    }
    let probe = Start::program("unshare", &["-rn", "true"]).run();
    if probe.code != 0 && skipped("network namespaces are not allowed here") {
        return;
    }
    let folder = Folder::new();
    let args = [
        "-rn",
        "--fork",
        "--kill-child",
        "-p",
        "--mount-proc",
        "python3",
        "-c",
        SCRIPT,
    ];
    let ended = Start::program("unshare", &args)
        .env("DIR", folder.path())
        .run();
    assert_eq!(ended.expect_code(0).text(), "@ann\n");
}
