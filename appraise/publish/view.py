"""What every table and sentence about a run shares: the order of options, their totals and ranks as shown,
how many places figures have, and what the status of the whole adds to a caption.

Ranks and outcomes are the record's. Sums of points are worked out from its shares and values, so that
a reader can redo them.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from appraise.appraisal import UNKNOWN, Appraisal, Criterion, Score
from appraise.publish.words import number, places, ranks, span
from appraise.run import Cell, Result, Run, Standing, rounded

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
        """A rank as shown: "2", "2 =" for a tie, "2 or 3" while it is open."""
        return rank_text(self.run.options, self.totals, option)

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
        option: {
            name: _points(run.shares[name], *values(run.inputs.criteria[name], cell))
            for name, cell in result.cells.items()
        }
        for option, result in run.options.items()
    }
    totals = {option: total_of(result, points[option].values()) for option, result in run.options.items()}
    return View(
        run=run,
        order=_order(run, totals),
        points=points,
        totals=totals,
        total_places=places((end for ends in totals.values() for end in ends), distinct=True),
        point_places=places(rounded(end, 3) for cells in points.values() for ends in cells.values() for end in ends),
    )


def _order(run: Run, totals: Mapping[str, Ends]) -> tuple[str, ...]:
    """Shortlisted, undetermined, not shortlisted by rank, then the excluded by the rank they would have had."""
    first = run.shortlist.options + run.shortlist.undetermined

    def place(option: str) -> tuple[int, int]:
        ranked = open_ranks(run.options, totals, option)
        return ranked or (len(totals) + 1, run.options[option].would_rank or len(totals) + 1)

    return first + tuple(sorted((option for option in run.options if option not in first), key=place))


def total_of(standing: Result | Standing, points: Iterable[Ends]) -> Ends:
    """A total as recorded; while unknown scores leave it open, its lowest and highest: the sums of the points."""
    if standing.total is not None:
        return standing.total, standing.total
    return added_up(points)


def added_up(points: Iterable[Ends]) -> Ends:
    """The sums of lowest and of highest points. Shares are recorded to 6 places, so sums hold to 3."""
    low, high = (rounded(sum(ends, Decimal(0)), 3) for ends in zip(*points, strict=True))
    return low, high


def open_ranks(
    standings: Mapping[str, Result] | Mapping[str, Standing], totals: Mapping[str, Ends], option: str
) -> tuple[int, int] | None:
    """The best and the worst rank of an option: as recorded, or what unknown scores leave open; None if excluded."""
    standing = standings[option]
    if standing.rank is not None:
        return standing.rank, standing.rank
    if standing.outcome == "excluded":
        return None
    low, high = totals[option]
    others = [totals[other] for other, found in standings.items() if other != option and found.outcome != "excluded"]
    return 1 + sum(other[0] > high for other in others), 1 + sum(other[1] > low for other in others)


def _points(share: Decimal, low: Decimal, high: Decimal) -> Ends:
    return share * low, share * high


def values(criterion: Criterion, scored: Cell | Score) -> Ends:
    """The value of a score; the least and the greatest value that an unknown one leaves open, over its range or the
    whole scale."""
    if isinstance(scored, Cell) and scored.value is not None:
        return scored.value, scored.value
    anchors = value_points(criterion)
    if scored.score != UNKNOWN:
        one = rounded(_value(anchors, scored.score))
        return one, one
    low, high = scored.range or (anchors[0][0], anchors[-1][0])
    inside = [_value(anchors, low), _value(anchors, high), *(Fraction(v) for x, v in anchors if low < x < high)]
    return rounded(min(inside)), rounded(max(inside))


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


def rank_text(standings: Mapping[str, Result] | Mapping[str, Standing], totals: Mapping[str, Ends], option: str) -> str:
    """A rank as shown; a dash for an excluded option."""
    ranked, rank = open_ranks(standings, totals, option), standings[option].rank
    tied = rank is not None and sum(other.rank == rank for other in standings.values()) > 1
    return (ranks(*ranked) if ranked else "\N{EN DASH}") + (" =" if tied else "")


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
