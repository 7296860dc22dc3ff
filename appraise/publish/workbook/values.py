"""Values: what scores are worth, 0 to 100, as formulas over the cells of scores and as exact figures."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from appraise.field_types import UNKNOWN
from appraise.publish.context import Context
from appraise.publish.workbook.combined import Exact, exact
from appraise.publish.workbook.layout import Layout
from appraise.publish.workbook.scales import STRAIGHT, scale_cells
from appraise.publish.workbook.scores import ends_columns
from appraise.publish.workbook.sheet import Sheet, span
from appraise.value_functions import Anchors, anchors, value_range


class ValueFunction(NamedTuple):
    """From the scores on a criterion to their values, as formulas.

    scores: where its scores stand, the one that is worth 0 and the one that is worth 100; or, for one that is bent,
            those of all its points as one range.
    values: where the values of these points stand; nothing for one that runs straight.
    """

    scores: tuple[str, ...]
    values: str = ""

    @classmethod
    def of(cls, context: Context, layout: Layout, criterion: str) -> "ValueFunction":
        """The value function of a criterion."""
        here = layout.names["working"]
        if len(context.inputs.criteria[criterion].points) == STRAIGHT:
            ends = (layout.blocks["score"].beside(criterion, column) for column in ends_columns(context))
            return cls(tuple(end.from_(here) for end in ends))
        first, last = scale_cells(context, layout, criterion)
        values = span(here, first._replace(column=2), last._replace(column=2))
        return cls((span(here, first, last),), values)

    def formula(self, score: str) -> str:
        """The value of the score in a cell."""
        if not self.values:
            worst, best = self.scores
            return f"100*({score}-{worst})/({best}-{worst})"
        step = f"MIN(MATCH({score},{self.scores[0]}),ROWS({self.scores[0]})-1)"
        x, v = (f"INDEX({each},{step})" for each in (self.scores[0], self.values))
        next_x, next_v = (f"INDEX({each},{step}+1)" for each in (self.scores[0], self.values))
        return f"{v}+({score}-{x})*({next_v}-{v})/({next_x}-{x})"

    def formula_between(self, low: str, high: str, score: str, most: bool) -> str:
        """The least or the greatest value between the scores in two cells and of the score in a third, which people may
        have put outside: a formula of arrays for one that is bent."""
        own = f"IF(ISNUMBER({score}),{self.formula(score)},{self.formula(low)})"
        which, ends = "MAX" if most else "MIN", f"{self.formula(low)},{self.formula(high)},{own}"
        if not self.values:
            return f"{which}({ends})"
        within = f"({self.scores[0]}>{low})*({self.scores[0]}<{high})"
        return f"{which}({ends},IF({within},{self.values},{self.formula(low)}))"


ExactValues = Mapping[tuple[str, str], Mapping[str, Fraction]]
"""The exact values by criterion and option, then by block."""


def worths_of(context: Context) -> ExactValues:
    """The exact values of all scores. Equal scores on a criterion share theirs."""
    worths: dict[tuple[str, str], Mapping[str, Fraction]] = {}
    for criterion in context.inputs.criteria:
        points, known = anchors(context.inputs.criteria[criterion]), dict[Exact, Mapping[str, Fraction]]()
        for option in context.order:
            scored = exact(context, criterion, option)
            if scored not in known:
                known[scored] = _worths(points, scored)
            worths[criterion, option] = known[scored]
    return worths


def _worths(points: Anchors, scored: Exact) -> Mapping[str, Fraction]:
    """The values of a score by block: of itself, or of all that an unknown one can be, and then over its range."""
    low, high = value_range(points, scored)
    least, most = value_range(points, scored._replace(score=UNKNOWN)) if scored.range else (low, high)
    return {"value": low, "value-most": high, "least": least, "most": most}


def values(sheet: Sheet, context: Context, layout: Layout, name: str, worths: ExactValues) -> None:
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
                over = function.formula_between(low, high, cells["score"], most)
                formula = f"IF(COUNT({low},{high})=2,{over},IF(ISNUMBER({cells['score']}),{known},{edge}))"
            else:
                formula = f"IF(ISNUMBER({cells['score']}),{known},{cells.get('most' if most else 'least', edge)})"
            sheet.work_out(at.row, at.column, formula, worths[criterion, option][name], "places", array)


def points_of(layout: Layout, criteria: Iterable[str], option: str, block: str, worths: ExactValues) -> Fraction:
    """What some criteria add to an option's total, by the values of a block."""
    return sum((layout.shares[each] * worths[each, option][block] for each in criteria), Fraction(0))
