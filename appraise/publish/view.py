"""What every table and sentence about a run shares: the order of options, their totals and ranks as shown,
how many places figures have, and what the status of the whole adds to a caption.

Ranks and outcomes are the record's. Sums of points are worked out from its shares and values, so that
a reader can redo them.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from appraise.appraisal import UNKNOWN, Appraisal, Criterion
from appraise.publish.words import number, places, ranks, span
from appraise.run import Cell, Result, Run, rounded

Ends = tuple[Decimal, Decimal]


class View(NamedTuple):
    """A run, made ready to be written about.

    order:  options as every matrix shows them: by outcome and rank, the excluded last.
    points: what each criterion adds to each option's total: lowest and highest, the same but for unknown scores.
    totals: their sums.
    """

    run: Run
    order: tuple[str, ...]
    points: Mapping[str, Mapping[str, Ends]]
    totals: Mapping[str, Ends]
    total_places: int
    point_places: int

    @property
    def inputs(self) -> Appraisal:
        """What people wrote."""
        return self.run.inputs

    @property
    def eligible(self) -> tuple[str, ...]:
        """The options that fail no gate, in order."""
        return tuple(option for option in self.order if self.run.options[option].outcome != "excluded")

    @property
    def alone(self) -> bool:
        """Whether a criteria set ran on its own, without an appraisal around it."""
        return self.inputs.question is None

    def name(self, option: str) -> str:
        """An option's name, as recorded."""
        return self.inputs.options[option].name

    def marked(self, option: str) -> str:
        """An option's name, the comparator's with the word."""
        return f"{self.name(option)} (comparator)" if self.inputs.options[option].comparator else self.name(option)

    def model(self, model: str) -> str:
        """The name of a delivery model where an option of that id has one; else its id."""
        return self.name(model) if model in self.inputs.options else model

    def caption(self, text: str) -> str:
        """A caption of what holds weights, scores, verdicts or totals: it carries the status wherever it is copied."""
        return text if self.inputs.status == "agreed" else f"{text} ({self.inputs.status})"

    def total(self, option: str) -> str:
        """A total as shown: one number, or from the lowest to the highest while scores are unknown."""
        return span(*self.totals[option], self.total_places)

    def added(self, low: Decimal, high: Decimal) -> str:
        """Points as shown."""
        return span(low, high, self.point_places)

    def rank(self, option: str) -> str:
        """A rank as shown: "2", "2 =" for a tie, "2 or 3" while it is open, nothing for an excluded option."""
        result = self.run.options[option]
        if result.rank is not None:
            tied = sum(other.rank == result.rank for other in self.run.options.values()) > 1
            return f"{result.rank} =" if tied else str(result.rank)
        open_ = rank_range(result)
        return ranks(*open_) if open_ else "\N{EN DASH}"

    def tied(self, option: str) -> tuple[str, ...]:
        """The options on the same rank, this one included."""
        rank = self.run.options[option].rank
        return tuple(other for other in self.order if rank is not None and self.run.options[other].rank == rank)

    def lead(self, points: Decimal) -> str:
        """A distance between totals, in points: as many places as totals have, more where it would look like none."""
        shown = self.total_places
        while points and shown < 6 and not rounded(points, shown):
            shown += 1
        text = number(points, shown) if points else "under 0.000001"
        return f"{text} {'point' if text == '1' else 'points'}"


def view(run: Run) -> View:
    """A run, made ready to be written about."""
    points = {
        option: {name: _points(run, name, cell) for name, cell in result.cells.items()}
        for option, result in run.options.items()
    }
    totals = {}
    for option, result in run.options.items():
        low, high = (rounded(sum((ends[i] for ends in points[option].values()), Decimal(0)), 4) for i in (0, 1))
        totals[option] = (low, high) if result.total is None else (result.total, result.total)
    ends = [end for low_high in totals.values() for end in low_high]
    added = [end for cells in points.values() for low_high in cells.values() for end in low_high]
    return View(run, _order(run), points, totals, places(ends, distinct=True), places(rounded(p, 4) for p in added))


def _order(run: Run) -> tuple[str, ...]:
    """Shortlisted, undetermined, not shortlisted by rank, then the excluded by the rank they would have had."""
    first = run.shortlist.options + run.shortlist.undetermined
    last = len(run.options) + 1

    def place(option: str) -> tuple[int, int]:
        result = run.options[option]
        if result.outcome == "excluded":
            return last, result.would_rank or last
        return (result.rank, result.rank) if result.rank is not None else rank_range(result) or (last, last)

    return first + tuple(sorted((option for option in run.options if option not in first), key=place))


def rank_range(result: Result) -> tuple[int, int] | None:
    """The ranks that unknown scores leave open to an option."""
    return result.because.rank_range or result.rank_range


def _points(run: Run, criterion: str, cell: Cell) -> Ends:
    share = run.shares[criterion]
    if cell.value is not None:
        return share * cell.value, share * cell.value
    low, high = open_values(run.inputs.criteria[criterion], cell)
    return share * low, share * high


def open_values(criterion: Criterion, cell: Cell) -> Ends:
    """The least and the greatest value that an unknown score leaves open: over its range, or the whole scale."""
    anchors = value_points(criterion)
    low, high = cell.range or (anchors[0][0], anchors[-1][0])
    values = [_value(anchors, low), _value(anchors, high), *(Fraction(v) for x, v in anchors if low < x < high)]
    return rounded(min(values)), rounded(max(values))


def value_points(criterion: Criterion) -> list[Ends]:
    """The scores with a fixed value, lowest score first; the value runs straight between them."""
    if criterion.values is not None:
        return sorted(criterion.values.items())
    if criterion.scale is not None:
        return [(min(criterion.scale), Decimal(0)), (max(criterion.scale), Decimal(100))]
    return sorted([(criterion.worst or Decimal(0), Decimal(0)), (criterion.best or Decimal(0), Decimal(100))])


def _value(anchors: list[Ends], score: Decimal) -> Fraction:
    (x, v), (next_x, next_v) = next(pair for pair in pairwise(anchors) if score <= pair[1][0])
    return Fraction(v) + Fraction(next_v - v) * Fraction(score - x) / Fraction(next_x - x)


def score_text(criterion: Criterion, cell: Cell) -> str:
    """A score as recorded, with its unit; "?" where it is not known."""
    if cell.score == UNKNOWN:
        return "?"
    return number(cell.score) + (f" {criterion.unit}" if criterion.unit else "")


def range_text(cell: Cell) -> str:
    """The range recorded with a score, in brackets; nothing where there is none."""
    if cell.range is None:
        return ""
    low, high = (number(end) for end in cell.range)
    return f"({low}\N{EN DASH}{high})"
