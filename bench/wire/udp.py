"""Datagrams a second, sent and received, plain and in bundles, beside iperf3 at its full rate.

Both receivers read into user space; hullo also writes what comes to /dev/null. On the loopback a bundle is never split:
it arrives as one, and the figure is what the two programs can do, not what a network card would.
"""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from wire.process import READY, Failed, Running, start_at_free_port
from wire.table import Figure, Row

MIB = 1 << 20


def rows(bench):
    for size, mib in ((64, 128), (1400, 2048)):
        yield from plain(bench, size, mib // (4 if bench.quick else 1))
    for size, mib in ((64, 2048), (1400, 8192)):
        yield from bundled(bench, size, mib // (4 if bench.quick else 1))


def plain(bench, size, mib):
    ours, theirs = Both("hullo"), Both("iperf3")
    file = bench.hole(mib * MIB)
    for _ in range(bench.rounds(9, 3)):
        ours.add(hullo(bench, size, file, "--no-bundle"))
        if bench.has("iperf3"):
            theirs.add(iperf3(size, bench.rounds(3, 1)))
    yield from ours.rows(f"UDP {size} B plain", theirs, 1.0)


def bundled(bench, size, mib):
    ours, theirs = Both("hullo"), Both("iperf3 (plain)")
    file = bench.hole(mib * MIB)
    for _ in range(bench.rounds(9, 3)):
        ours.add(hullo(bench, size, file))
        if bench.has("iperf3"):
            theirs.add(iperf3(size, bench.rounds(3, 1)))
    yield from ours.rows(f"UDP {size} B bundled", theirs, 10.0)


class Both:
    """Thousands of datagrams a second sent and received, and the part lost, of one program."""

    def __init__(self, who):
        self.sent, self.received, self.lost = Figure(who), Figure(who), Figure(who)

    def add(self, figures):
        sent, received, lost = figures
        self.sent.samples.append(sent / 1000)
        self.received.samples.append(received / 1000)
        self.lost.samples.append(lost * 100)

    def rows(self, what, theirs, bar):
        peers = [theirs] if theirs.sent.samples else []
        yield Row(f"{what}, sent", "k/s", self.sent, [peer.sent for peer in peers], at_least=bar)
        yield Row(f"{what}, received", "k/s", self.received, [peer.received for peer in peers], at_least=bar)
        yield Row(f"{what}, dropped by the receiver's kernel", "%", self.lost, [peer.lost for peer in peers],
                  note="iperf3's is what it calls lost; the kernel counts a bundle as one, so this is what was sent less what came")


def hullo(bench, size, file, *extra):
    with Running([bench.hullo, "listen", "-v", "--raw", "udp://127.0.0.1:0"]) as receiver:
        port = receiver.listening("udp")
        send = [bench.hullo, "send", "--no-reply", "--split", size, *extra, "--file", file, f"udp://127.0.0.1:{port}"]
        with Running(send) as sender:
            seconds = sender.wait().ended - sender.began
        wait_until_read(port)
        os.kill(receiver.pid, signal.SIGINT)
        words = receiver.wait().words
    received = re.search(r"(\d+) messages", words)
    if not received:
        raise Failed(f"hullo listen says nothing of what it received: {words!r}")
    sent, got = -(-file.stat().st_size // size), int(received[1])
    return sent / seconds, got / seconds, 1 - got / sent


def wait_until_read(port):
    """Waits until nothing stands in the receive queue of the UDP port."""
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline:
        lines = [line.split() for table in ("udp", "udp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
        waiting = [line[4].split(":")[1] for line in lines if line[1].endswith(f":{port:04X}")]
        if waiting and all(int(length, 16) == 0 for length in waiting):
            return
        time.sleep(0.002)
    raise Failed(f"the listener at port {port} does not read what stands there")


def iperf3(size, seconds):
    server, port = start_at_free_port(lambda port: ["iperf3", "-s", "-1", "-B", "127.0.0.1", "-p", port])
    with server:
        argv = ["iperf3", "-c", "127.0.0.1", "-p", str(port), "-u", "-b", "0", "-l", str(size), "-t", str(seconds), "-J"]
        run = subprocess.run(argv, capture_output=True, text=True, timeout=seconds + 30)
        report = json.loads(run.stdout)
        if "error" in report:
            raise Failed(f"iperf3: {report['error']}")
        server.wait(any_end=True)
    end = report["end"]["sum"]
    return end["packets"] / end["seconds"], (end["packets"] - end["lost_packets"]) / end["seconds"], end["lost_percent"] / 100
