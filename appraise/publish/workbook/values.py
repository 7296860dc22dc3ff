"""Values: what scores are worth, 0 to 100, as formulas over the cells of scores and as exact figures."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from appraise.appraisal import Measure
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.workbook.layout import Layout
from appraise.publish.workbook.scales import STRAIGHT, scale_cells
from appraise.publish.workbook.scores import ends_columns
from appraise.publish.workbook.sheet import Sheet, span
from appraise.run import ScoredCell


class ValueFunction(NamedTuple):
    """From the scores on a criterion to their values.

    scores: where its scores stand, the one that is worth 0 and the one that is worth 100; or, for one that is bent,
            those of all its points as one range.
    values: where the values of these points stand; nothing for one that runs straight.
    """

    measure: Measure
    scores: tuple[str, ...]
    values: str = ""

    @classmethod
    def of(cls, context: Context, layout: Layout, criterion: str) -> "ValueFunction":
        """The value function of a criterion."""
        measure, here = context.inputs.criteria[criterion], layout.names["working"]
        if len(measure.points) == STRAIGHT:
            ends = (layout.blocks["score"].beside(criterion, column) for column in ends_columns(context))
            return cls(measure, tuple(end.from_(here) for end in ends))
        first, last = scale_cells(context, layout, criterion)
        values = span(here, first._replace(column=2), last._replace(column=2))
        return cls(measure, (span(here, first, last),), values)

    def formula(self, score: str) -> str:
        """The value of the score in a cell."""
        if not self.values:
            worst, best = self.scores
            return f"100*({score}-{worst})/({best}-{worst})"
        step = f"MIN(MATCH({score},{self.scores[0]}),ROWS({self.scores[0]})-1)"
        x, v = (f"INDEX({each},{step})" for each in (self.scores[0], self.values))
        next_x, next_v = (f"INDEX({each},{step}+1)" for each in (self.scores[0], self.values))
        return f"{v}+({score}-{x})*({next_v}-{v})/({next_x}-{x})"

    def formula_between(self, low: str, high: str, most: bool) -> str:
        """The least or the greatest value between the scores in two cells: a formula of arrays for one that is bent."""
        which, ends = "MAX" if most else "MIN", f"{self.formula(low)},{self.formula(high)}"
        if not self.values:
            return f"{which}({ends})"
        within = f"({self.scores[0]}>{low})*({self.scores[0]}<{high})"
        return f"{which}({ends},IF({within},{self.values},{self.formula(low)}))"

    def worth(self, score: Decimal) -> Fraction:
        """The value of a score."""
        points = [(Fraction(x), Fraction(v)) for x, v in self.measure.points]
        (x, v), (next_x, next_v) = next(pair for pair in pairwise(points) if score <= pair[1][0])
        return v + (next_v - v) * (Fraction(score) - x) / (next_x - x)

    def between(self, low: Decimal, high: Decimal) -> tuple[Fraction, Fraction]:
        """The least and the greatest value between two scores; it need not rise or fall all the way."""
        inside = [Fraction(v) for x, v in self.measure.points if low < x < high]
        values = [self.worth(low), *inside, self.worth(high)]
        return min(values), max(values)

    def worths(self, cell: ScoredCell) -> dict[str, Fraction]:
        """The values of a score by block: over its range, then of itself, or of all that an unknown one can be."""
        points = self.measure.points
        least, most = self.between(*(cell.range or (points[0][0], points[-1][0])))
        if cell.score == UNKNOWN:
            return {"least": least, "most": most, "value": least, "value-most": most}
        known = self.worth(cell.score)
        ranged = {"least": least, "most": most} if cell.range else {"least": known, "most": known}
        return {**ranged, "value": known, "value-most": known}


Worths = Mapping[tuple[str, str], Mapping[str, Fraction]]
"""The exact values by criterion and option, then by block."""


def worths_of(context: Context, layout: Layout) -> Worths:
    """The exact values of all scores. Equal scores on a criterion share theirs."""
    worths: dict[tuple[str, str], Mapping[str, Fraction]] = {}
    for criterion in context.inputs.criteria:
        function, known = ValueFunction.of(context, layout, criterion), dict[object, Mapping[str, Fraction]]()
        for option in context.order:
            cell = context.run.options[option].cells[criterion]
            scored = cell.score, cell.range
            if scored not in known:
                known[scored] = function.worths(cell)
            worths[criterion, option] = known[scored]
    return worths


def values(sheet: Sheet, context: Context, layout: Layout, name: str, worths: Worths) -> None:
    """One block: the values of all scores."""
    block, most = layout.blocks[name], name in ("most", "value-most")
    needed = [each for each in ("score", "lowest", "highest", "least", "most") if each in layout.blocks]
    for criterion in context.inputs.criteria:
        function = ValueFunction.of(context, layout, criterion)
        array = bool(function.values) and name in ("least", "most")
        for option in context.order:
            at = block.at(criterion, option)
            cells = {each: layout.blocks[each].at(criterion, option).from_(block.sheet) for each in needed}
            edge, known = "100" if most else "0", function.formula(cells["score"])
            if name in ("least", "most"):
                low, high = cells["lowest"], cells["highest"]
                over = function.formula_between(low, high, most)
                formula = f"IF(COUNT({low},{high})=2,{over},IF(ISNUMBER({cells['score']}),{known},{edge}))"
            else:
                formula = f"IF(ISNUMBER({cells['score']}),{known},{cells.get('most' if most else 'least', edge)})"
            sheet.work_out(at.row, at.column, formula, worths[criterion, option][name], "places", array)


def added_up(layout: Layout, criteria: Iterable[str], option: str, block: str, worths: Worths) -> Fraction:
    """What some criteria add to an option's total, by the values of a block."""
    return sum((layout.shares[each] * worths[each, option][block] for each in criteria), Fraction(0))
