"""Rows of the chat's table: samples of a round stand beside one another, and ratios are those within a round."""

import math
import statistics
import sys
from dataclasses import dataclass, field

from wire.process import Failed
from wire.table import Figure, Row, number


@dataclass
class Beside(Figure):
    """A figure, and its ratio to another of the same rounds."""

    base: Figure | None = None

    def ratio(self) -> float | None:
        pairs = [(own, base) for own, base in zip(self.samples, self.base.samples) if own == own and base]
        return statistics.median(own / base for own, base in pairs) if pairs else None

    @property
    def median(self) -> float:
        return statistics.median(self.sound()) if self.sound() else math.nan

    def sound(self) -> list:
        return [sample for sample in self.samples if sample == sample]

    def text(self) -> str:
        if not self.sound():
            return "none"
        return Figure(self.who, self.sound()).text()


class Peer(Beside):
    """Shown with its ratio."""

    def text(self) -> str:
        ratio = self.ratio() if self.base else None
        return super().text() + (f" ({number(ratio)}x)" if ratio is not None else "")


@dataclass
class InRounds(Row):
    """A row whose ratio is the median of the rounds' ratios. A round that lost a message has no sample and no mercy."""

    floor: float | None = None
    spoiled: list = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        return self.hullo.ratio() if self.hullo.base else None

    def bar(self) -> str:
        return f">= {number(self.floor)} {self.unit}" if self.floor is not None else super().bar()

    def met(self) -> bool | None:
        if self.spoiled or not self.hullo.sound():
            return False
        return self.hullo.median >= self.floor if self.floor is not None else super().met()


class Samples:
    """Results of several servers over several rounds. One that could not be had is None."""

    def __init__(self, bench, job, rounds, own, peers=(), peer_rounds=1):
        self.results = {kind.name: [] for kind in [*own, *peers]}
        self.own = [kind.name for kind in own]
        self.failures = []
        for number_of_round in range(rounds):
            for kind in [*own, *(peers if number_of_round < peer_rounds else ())]:
                try:
                    result = bench.measure(kind, *job)
                except Failed as failed:
                    print(f"  {' '.join(map(str, job))}: {failed}", file=sys.stderr)
                    self.failures.append((kind.name, str(failed)))
                    result = None
                self.results[kind.name].append(result)

    def row(self, what, unit, value, who, base=None, **bar) -> Row:
        """One field of the results, or what `value` makes of one; ratios are to `base`. The peers stand beside it."""
        peers = [name for name in self.results if name not in self.own]
        if base is None:
            peers = [name for name in self.results if name != who]
        return self.beside(what, unit, self.samples(value, who), who, value, base, peers, bar)

    def pair(self, what, unit, value, who, base, **bar) -> Row:
        """The same, without the peers."""
        return self.beside(what, unit, self.samples(value, who), who, value, base, [], bar)

    def difference(self, what, unit, value, who, base, **bar) -> Row:
        """How much more it is than `base`, round by round."""
        more = [own - less for own, less in zip(self.samples(value, who), self.samples(value, base))]
        return self.beside(what, unit, more, who, value, None, [], bar)

    def samples(self, value, who) -> list:
        of = value if callable(value) else lambda result: result[value]
        return [math.nan if result is None else of(result) for result in self.results[who]]

    def beside(self, what, unit, own, who, value, base, peers, bar) -> Row:
        ground = Beside(base, self.samples(value, base)) if base else None
        others = [Peer(name, self.samples(value, name), ground) for name in peers]
        row = InRounds(what, unit, Beside(who, own, ground), [ground, *others] if ground else others, **bar)
        row.spoiled = [why for name, why in self.failures if name == who]
        row.note = "; ".join(dict.fromkeys(why for name, why in self.failures if name in (who, base, *peers)))
        return row
