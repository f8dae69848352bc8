"""Starts the programs that are measured, waits for what they promise, and ends them by their process id.

Promises: nothing is waited for by sleeping a guessed time, nothing runs longer than its limit, and whatever was
started has ended when the block that started it is left.
"""

import os
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

LIMIT = 120.0
READY = 10.0
LISTEN_STATE = "0A"


class Failed(Exception):
    """A measurement that could not be made, in one line."""


@dataclass
class Used:
    """What a process that has ended took."""

    cpu: float
    ended: float
    words: str


class Running:
    """One process. Leaving the `with` block ends it."""

    def __init__(self, argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, core=None, limit=LIMIT):
        self.argv = [str(arg) for arg in argv]
        self.began = time.monotonic()
        self.words = b""
        self.process = subprocess.Popen(
            self.argv,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
        )
        self.used = None
        self.watchdog = threading.Timer(limit, self.kill)
        self.watchdog.daemon = True
        self.watchdog.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.used is None:
            self.kill()
            self.wait(any_end=True)

    @property
    def pid(self):
        return self.process.pid

    def kill(self):
        """Ends it at once, unless it has been waited for and its number may be another's by now."""
        if self.used is None:
            os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> Used:
        """Asks it to end (SIGTERM) and waits until it has."""
        os.kill(self.pid, signal.SIGTERM)
        return self.wait(any_end=True)

    def wait(self, any_end=False) -> Used:
        """Waits for its end; another code than 0 fails unless `any_end`."""
        _, status, usage = os.wait4(self.pid, 0)
        ended = time.monotonic()
        self.used = Used(usage.ru_utime + usage.ru_stime, ended, "")
        self.watchdog.cancel()
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.used.words = (self.words + self.process.stderr.read()).decode(errors="replace")
        self.process.stderr.close()
        if self.process.returncode != 0 and not any_end:
            said = self.used.words.strip().splitlines()
            raise Failed(f"{' '.join(self.argv)}: ended with {self.process.returncode}: {said[-1:]}")
        return self.used

    def line(self, wanted: str) -> str:
        """Its first line on standard error that holds `wanted`."""
        while True:
            line = self.process.stderr.readline()
            if not line:
                raise Failed(f"{' '.join(self.argv)}: ended before it said {wanted!r}: {self.words!r}")
            self.words += line
            if wanted in line.decode(errors="replace"):
                return line.decode(errors="replace")

    def listening(self, scheme="tcp") -> int:
        """The port that hullo says it listens on."""
        line = self.line(f"listening {scheme}://")
        return int(line.split()[-1].rsplit(":", 1)[1])

    def printed_port(self) -> int:
        """The port that a probe prints first on standard output (started with a pipe there) or standard error."""
        out = self.process.stdout or self.process.stderr
        line = out.readline()
        if not line:
            raise Failed(f"{' '.join(self.argv)}: ended before it said its port")
        return int(line)

    def memory(self, field: str) -> float:
        """MiB of `VmRSS` or `VmHWM` (its peak), as the kernel says now; NaN when it has ended."""
        try:
            for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
                if line.startswith(field):
                    return int(line.split()[1]) / 1024
        except OSError:
            pass
        return float("nan")


def start_at_free_port(argv_of, **how) -> tuple[Running, int]:
    """Starts a listener that must be told its port, and waits until it listens. Another program may take the port first."""
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        running = Running(argv_of(port), **how)
        if comes_to_listen(running, port):
            return running, port
        with running:
            pass
    raise Failed(f"{' '.join(running.argv)}: does not listen")


def comes_to_listen(running: Running, port: int) -> bool:
    """Whether the process gets a TCP listener at the port. Asked of the kernel: to connect would use up a one-client
    listener."""
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline and not ended(running.pid):
        ours = sockets_of(running.pid)
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[1].endswith(f":{port:04X}") and fields[3] == LISTEN_STATE and fields[9] in ours:
                    return True
        time.sleep(0.002)
    return False


def ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def sockets_of(pid: int) -> set:
    """The inodes of a process's sockets."""
    inodes = set()
    for name in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(name)
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    return inodes
