"""64 bytes there and back through `listen --echo`, beside an echo server that does nothing else."""

import subprocess

from wire.process import Failed, Running
from wire.table import Figure, Row


def rows(bench):
    for scheme in ("tcp", "udp"):
        ours, bare = Figure("hullo"), Figure("C echo")
        for _ in range(bench.rounds(11, 5)):
            with Running([bench.hullo, "listen", "--raw", "--echo", f"{scheme}://127.0.0.1:0"], core=1) as server:
                ours.samples.append(ask(bench, scheme, server.listening(scheme)))
            with Running([bench.probe("pingpong"), "serve", scheme], stdout=subprocess.PIPE, core=1) as server:
                bare.samples.append(ask(bench, scheme, server.printed_port()))
        yield Row(f"round trip {scheme.upper()} 64 B, p50", "us", ours, [bare], at_most=1.15,
                  note="client on core 0, server on core 1")


def ask(bench, scheme, port) -> float:
    argv = [bench.probe("pingpong"), "ask", scheme, port, bench.rounds(30_000, 5_000)]
    with Running(argv, stdout=subprocess.PIPE, core=0) as client:
        out = client.process.stdout.read().split()
        client.wait()
    if len(out) != 2:
        raise Failed(f"pingpong measured nothing over {scheme}")
    return float(out[0])
