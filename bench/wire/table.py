"""Figures, bars, and the table they are printed in."""

import statistics
import sys
from dataclasses import dataclass, field


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


@dataclass
class Figure:
    """Repeated measurements of one thing."""

    who: str
    samples: list = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    def text(self) -> str:
        spread = f" [{number(min(self.samples))}-{number(max(self.samples))}]" if len(self.samples) > 1 else ""
        return f"{number(self.median)}{spread}"


@dataclass
class Row:
    """One line: what was measured, hullo's figure, its peers', and the bar against the first peer or a fixed limit."""

    what: str
    unit: str
    hullo: Figure
    peers: list = field(default_factory=list)
    at_most: float | None = None
    at_least: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.hullo.median / self.peers[0].median if self.peers and self.peers[0].median else None

    def bar(self) -> str:
        if self.limit is not None:
            return f"<= {number(self.limit)} {self.unit}"
        if self.at_most is not None:
            return f"<= {self.at_most}x"
        return f">= {self.at_least}x" if self.at_least is not None else ""

    def met(self) -> bool | None:
        """None: there is no bar, or no peer to measure it against."""
        if self.limit is not None:
            return self.hullo.median <= self.limit
        if self.ratio is None:
            return None
        if self.at_most is not None:
            return self.ratio <= self.at_most
        return self.ratio >= self.at_least if self.at_least is not None else None


class Table:
    """All rows, shown as they come on standard error and together at the end on standard output."""

    def __init__(self):
        self.rows = []

    def add(self, row: Row):
        self.rows.append(row)
        peers = "".join(f"; {peer.who} {peer.text()}" for peer in row.peers)
        print(f"  {row.what}: {row.hullo.text()} {row.unit}{peers} {verdict(row)}", file=sys.stderr, flush=True)

    def all_met(self) -> bool:
        return all(row.met() is not False for row in self.rows)

    def print(self, machine: str):
        print(machine)
        print()
        print("| what | unit | hullo | peers | ratio | bar | met |")
        print("|---|---|---|---|---|---|---|")
        for row in self.rows:
            peers = ", ".join(f"{peer.who} {peer.text()}" for peer in row.peers)
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            cells = [row.what, row.unit, row.hullo.text(), peers, ratio, row.bar(), verdict(row)]
            print(f"| {' | '.join(cells)} |")
        notes = dict.fromkeys(f"{row.what}: {row.note}" for row in self.rows if row.note)
        for note in notes:
            print(f"\n{note}")


def verdict(row: Row) -> str:
    return {True: "yes", False: "NO", None: ""}[row.met()]
