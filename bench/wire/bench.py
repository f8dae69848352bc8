"""The workshop: the release binary and the probes, built; files to send; what machine this is."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from wire.process import Failed

ROOT = Path(__file__).resolve().parents[2]
PROBES = ["again", "answer", "bulk", "oneshot", "pingpong", "relay"]
GIB = 1 << 30


class Bench:
    """Holds folders of its own, removed at the end."""

    def __init__(self, quick: bool, hullo: Path | None):
        self.quick = quick
        self.hullo = hullo.resolve() if hullo else build_hullo()
        self.folder = Path(tempfile.mkdtemp(prefix="hullo-bench-"))
        self.folders = {None: self.folder}
        self.files = {}
        build_probes(self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for folder in self.folders.values():
            shutil.rmtree(folder, ignore_errors=True)

    def rounds(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def probe(self, name: str) -> Path:
        return self.folder / name

    def has(self, program: str) -> bool:
        """Whether a peer is installed; what is missing is said once."""
        if shutil.which(program):
            return True
        if program not in self.files:
            self.files[program] = None
            print(f"  {program} is not installed: left out", file=sys.stderr)
        return False

    def file(self, size: int) -> Path:
        """A file of `size` random bytes, in the page cache."""
        path = self.folder / f"random-{size}"
        if path not in self.files:
            block = os.urandom(1 << 20)
            with path.open("wb") as out:
                for _ in range(size >> 20):
                    out.write(block)
            self.files[path] = path
        return path

    def hole(self, size: int) -> Path:
        """A file of `size` zero bytes that takes no room and, where there is a file system in memory, no time to read."""
        memory = Path("/dev/shm")
        folder = self.folder
        if os.access(memory, os.W_OK):
            if memory not in self.folders:
                self.folders[memory] = Path(tempfile.mkdtemp(prefix="hullo-bench-", dir=memory))
            folder = self.folders[memory]
        path = folder / f"hole-{size}"
        with path.open("wb") as out:
            out.truncate(size)
        return path

    def machine(self) -> str:
        """What was measured, on what, against what."""
        model = next(
            (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
            platform.machine(),
        )
        lines = [f"{os.cpu_count()} cores of {model}, Linux {platform.release()}; load {os.getloadavg()[0]:.1f} at the end"]
        lines.append(said([self.hullo, "--version"], 0) + f" ({self.hullo.stat().st_size / 1e6:.1f} MB)")
        for argv, at in ((["iperf3", "--version"], 0), (["socat", "-V"], 1), (["ncat", "--version"], 0)):
            if shutil.which(argv[0]):
                lines.append(said(argv, at))
        if shutil.which("nc"):
            lines.append(said(["sh", "-c", "nc -h 2>&1"], 0))
        return "\n".join(lines)


def said(argv, at: int) -> str:
    run = subprocess.run(argv, capture_output=True, text=True, timeout=10)
    lines = (run.stdout + run.stderr).strip().splitlines()
    return lines[at].strip() if len(lines) > at else str(argv[0])


def build_hullo() -> Path:
    print("  building hullo (release)", file=sys.stderr)
    command = ["cargo", "build", "--release", "--quiet", "-p", "hullo"]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        raise Failed("hullo does not build")
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "hullo"


def build_probes(folder: Path):
    if not shutil.which("gcc"):
        raise Failed("gcc is needed for the probes (bench/probes)")
    for name in PROBES:
        # The one-shot client is static: the least that a process can be.
        extra = ["-static"] if name == "oneshot" else []
        command = ["gcc", "-O2", "-Wall", "-Wextra", *extra, "-o", folder / name, ROOT / "bench" / "probes" / f"{name}.c"]
        built = subprocess.run(command, capture_output=True, text=True)
        if built.returncode != 0:
            raise Failed(f"bench/probes/{name}.c does not build: {built.stderr.strip()}")
