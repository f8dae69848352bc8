"""The workshop: hullo, the load generator and the limit, built; servers started one at a time; what machine this is."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

from chat.servers import PEERS, Kind
from wire.bench import ROOT, build_hullo, said
from wire.process import Failed, Running, start_at_free_port

SERVER_CORE, LOAD_CORE = 0, 1
# No single sample takes longer: what hangs is ended.
LONGEST = 90.0
SOURCES = 80


class Bench:
    """Holds a folder of its own, removed at the end."""

    def __init__(self, quick: bool, hullo: Path | None):
        self.quick = quick
        if not {SERVER_CORE, LOAD_CORE} <= os.sched_getaffinity(0):
            raise Failed("two cores are needed: one for the server, one for its clients")
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.hullo = hullo.resolve() if hullo else build_hullo()
        self.built = build_load()
        self.peers = [peer for peer in PEERS if installed(peer)]
        self.folder = Path(tempfile.mkdtemp(prefix="hullo-bench-"))
        # A server without a folder of its own must not look into the user's.
        os.environ["XDG_DATA_HOME"] = str(self.folder / "data")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def rounds(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def speaking(self, *dialects: str) -> list[Kind]:
        """The peers that are installed and speak one of these."""
        return [peer for peer in self.peers if peer.dialect in dialects]

    def measure(self, kind: Kind, job: str, *options) -> dict:
        """Starts the server, lets the clients at it, and ends it. What was lost or not in order is no result: Failed."""
        with self.serving(kind) as (server, port):
            argv = [self.built / "chatload", job, "--address", f"127.0.0.1:{port}", "--pid", server.pid]
            argv += ["--dialect", kind.dialect, "--opening", kind.opening, "--sources", SOURCES, *options]
            with Running(argv, stdout=subprocess.PIPE, core=LOAD_CORE, limit=LONGEST) as load:
                out = load.process.stdout.read()
                used = load.wait(any_end=True)
        try:
            result = json.loads(out)
        except ValueError:
            raise Failed(f"{kind.name}: {used.words.strip() or 'no answer'}") from None
        if result["wrong"]:
            raise Failed(f"{kind.name}: {result['wrong']}")
        return result

    @contextmanager
    def serving(self, kind: Kind):
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        how = {"core": SERVER_CORE, "limit": LONGEST}
        if kind.tells_port:
            server, port = Running(kind.argv(self, folder, 0), **how), None
        else:
            server, port = start_at_free_port(lambda port: kind.argv(self, folder, port), **how)
        with server:
            # More may stand behind the address: hullo's certificate.
            port = port or int(re.search(r"listening tcp://127\.0\.0\.1:(\d+)", server.line("listening tcp://"))[1])
            # A server that nobody reads stands still when its pipe is full.
            reader = threading.Thread(target=server.process.stderr.read)
            reader.start()
            try:
                yield server, port
            finally:
                server.kill()
                reader.join()
        shutil.rmtree(folder, ignore_errors=True)

    def machine(self) -> str:
        model = next(
            (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
            "an unnamed processor",
        )
        lines = [f"{os.cpu_count()} cores of {model}, Linux {os.uname().release}; load {os.getloadavg()[0]:.1f} at the end"]
        lines.append(said([self.hullo, "--version"], 0))
        lines += [said(peer.version, 0) for peer in self.peers]
        return "\n".join(lines)


def installed(peer: Kind) -> bool:
    if shutil.which(peer.program):
        return True
    print(f"  {peer.program} is not installed: left out", file=sys.stderr)
    return False


def build_load() -> Path:
    print("  building the load generator", file=sys.stderr)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "bench"
    command = ["cargo", "build", "--release", "--quiet", "--locked", "--target-dir", target]
    if subprocess.run(command, cwd=ROOT / "bench" / "chat" / "load").returncode != 0:
        raise Failed("bench/chat/load does not build")
    return target / "release"
