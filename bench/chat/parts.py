"""What is measured of a chat server, part by part. Each yields its rows."""

from chat.rows import Samples
from chat.servers import DISK, LIMIT, LIMIT_OF_LINES, MEMORY, PLAIN

ROOMS = (10, 100, 1000)


def saturated(bench):
    """4 clients speak, each with 16 messages of 64 bytes under way."""
    for room in ROOMS:
        job = ["fanout", "-n", room, "-p", 4, "-w", 16, "-s", 64, "-t", bench.rounds(2, 1), "--warmup", 0.5]
        samples = Samples(bench, job, bench.rounds(5, 2), [MEMORY, DISK, LIMIT], bench.speaking("irc", "nats"),
                          bench.rounds(2, 1))
        what = f"saturated, room of {room}: CPU a delivery"
        yield samples.row(what, "us", "server_us_per_delivery", MEMORY.name, LIMIT.name, at_most=1.6)
        yield samples.pair(f"{what}, SQLite", "us", "server_us_per_delivery", DISK.name, MEMORY.name, at_most=1.5)
        yield samples.row(f"saturated, room of {room}", "k deliveries/s",
                          lambda result: result["deliveries_per_second"] / 1000, MEMORY.name, LIMIT.name)


def lockstep(bench):
    """One message at a time, the next when all have it: nothing can be gathered."""
    for room in ROOMS:
        job = ["fanout", "-n", room, "-p", 1, "-w", 1, "--ack", "all", "-t", bench.rounds(2, 1), "--warmup", 0.3]
        samples = Samples(bench, job, bench.rounds(5, 2), [MEMORY, LIMIT], bench.speaking("irc", "nats"))
        yield samples.row(f"lock-step, room of {room}: CPU a delivery", "us", "server_us_per_delivery", MEMORY.name,
                          LIMIT.name, at_most=1.15)


def paced(bench):
    """20 clients speak at a fixed rate; a message's time is the one it was meant to be sent at."""
    for room, rate in ((100, 200), (1000, 50)):
        job = ["fanout", "-n", room, "-p", 20, "-r", rate, "-t", bench.rounds(5, 1), "--warmup", 0.5]
        samples = Samples(bench, job, bench.rounds(3, 2), [MEMORY, DISK, LIMIT], bench.speaking("irc", "nats"))
        what = f"{rate} messages/s to a room of {room}"
        for field, name, bar in (("p50_us", "p50", {"at_most": 1.3}), ("p99_us", "p99", {"at_most": 1.3}),
                                 ("p999_us", "p99.9", {"limit": 40.0})):
            yield samples.row(f"{what}, {name}", "ms", ms(field), MEMORY.name, LIMIT.name, **bar)
        yield samples.difference(f"{what}, p50 with SQLite less without", "ms", ms("p50_us"), DISK.name, MEMORY.name,
                                 limit=0.5)


def lines(bench):
    """One client speaks, 64 messages of 64 bytes under way, over plain lines."""
    job = ["fanout", "-n", 100, "-p", 1, "-w", 64, "-t", bench.rounds(2, 1), "--warmup", 0.5]
    samples = Samples(bench, job, bench.rounds(3, 1), [PLAIN, LIMIT_OF_LINES], bench.speaking("lines"))
    yield samples.row("plain lines, saturated, room of 100: CPU a delivery", "us", "server_us_per_delivery", PLAIN.name,
                      LIMIT_OF_LINES.name)


def churn(bench):
    """Connect, register, join, part, quit; 16 at once."""
    job = ["churn", "-k", 16, "-t", bench.rounds(3, 2)]
    others = [peer for peer in bench.speaking("irc") if peer.name != "InspIRCd"]
    samples = Samples(bench, job, bench.rounds(3, 2), [MEMORY, LIMIT], others)
    yield samples.row("connect, register, join, part, quit", "cycles/s", "cycles_per_second", MEMORY.name, LIMIT.name,
                      floor=12_000)
    yield samples.row("connect, register, join, part, quit: CPU", "us", "server_us_per_cycle", MEMORY.name, LIMIT.name)


def idle(bench):
    """Registered, in no room, silent."""
    job = ["idle", "-n", 10_000, "--settle", 1]
    samples = Samples(bench, job, 1, [MEMORY, LIMIT], () if bench.quick else bench.speaking("irc", "nats"))
    yield samples.row("10,000 idle connections: resident, each", "KiB", "kib_per_client", MEMORY.name, limit=4.0)
    yield samples.row("10,000 connections coming in", "/s", "connects_per_second", MEMORY.name)
    samples = Samples(bench, ["idle", "-n", 19_000, "--settle", 1], 1, [MEMORY])
    yield samples.row("19,000 idle connections: resident, each", "KiB", "kib_per_client", MEMORY.name, limit=4.0)


def ms(name):
    return lambda result: result[name] / 1000


PARTS = {part.__name__: part for part in (saturated, lockstep, paced, lines, churn, idle)}
