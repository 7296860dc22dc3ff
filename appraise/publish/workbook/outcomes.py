"""Outcomes: who passes the gates, who has which rank, and what the shortlist rule makes of each option."""

from typing import NamedTuple

from appraise.publish.context import Context
from appraise.publish.language import DASH
from appraise.publish.workbook.gates import passes_gates
from appraise.publish.workbook.layout import PLACES, Layout
from appraise.publish.workbook.sheet import Figure, Sheet, literal, span
from appraise.publish.workbook.values import ExactValues, points_of

_ENDS = "points", "points-most"
"""The blocks of points, whose totals are the least and the greatest that unknown scores leave open."""
_TOTALS = {"total-least": "least", "total-most": "most"}


def outcomes(sheet: Sheet, context: Context, layout: Layout, worths: ExactValues) -> None:
    """The last block of the sheet of workings: a row each for gates, ranks, outcome and totals within ranges."""
    block = layout.blocks["outcome"]
    sheet.block(block.top, context.text("workbook.block.outcome"), block.last)
    for name in block.rows:
        sheet.put(block.row(name), 0, context.text(f"workbook.row.{name}"))
    for option in context.order:
        worked_out = _worked_out(context, layout, option)
        for name in block.rows:
            at = block.at(name, option)
            if name in _TOTALS:
                total = points_of(layout, context.inputs.criteria, option, _TOTALS[name], worths)
                sheet.work_out(at.row, at.column, _over_ranges(layout, _TOTALS[name], option), total)
            else:
                sheet.work_out(at.row, at.column, *worked_out[name])


class _Cells(NamedTuple):
    """What the formulas of one option refer to.

    eligible, low, high: of all options, whether they pass, their totals and these at the most that is possible.
    passes, own_low, own_high, best, worst: the same of this option, and its ranks. limit: the figure of the rule.
    """

    eligible: str
    low: str
    high: str
    passes: str
    own_low: str
    own_high: str
    best: str
    worst: str
    limit: str

    @classmethod
    def of(cls, context: Context, layout: Layout, option: str) -> "_Cells":
        block, ends = layout.blocks["outcome"], (context.order[0], context.order[-1])
        no, here = literal(context.text("workbook.no")), block.sheet
        low, high = (span(here, layout.total(name, ends[0]), layout.total(name, ends[1])) for name in _ENDS)
        own_low, own_high = (layout.total(name, option).from_(here) for name in _ENDS)
        passes, best, worst = (block.at(name, option).from_(here) for name in ("eligible", "best", "worst"))
        eligible = span(here, block.at("eligible", ends[0]), block.at("eligible", ends[1]))
        limit = f"ROUND({layout.rule().from_(here)},{PLACES})"
        return cls(f"({eligible}<>{no})", low, high, f"{passes}<>{no}", own_low, own_high, best, worst, limit)


def _worked_out(context: Context, layout: Layout, option: str) -> dict[str, tuple[str, Figure | str]]:
    """The formula of each row, and what it comes to."""
    cells, result = _Cells.of(context, layout, option), context.run.options[option]
    best, worst = result.best_worst or (result.rank, result.rank)
    above = f"1+SUMPRODUCT({cells.eligible}*({cells.low}>{cells.own_high}))"
    perhaps = f"1+SUMPRODUCT({cells.eligible}*({cells.high}>{cells.own_low}))-({cells.own_high}>{cells.own_low})"
    excluded = literal(context.text("since.outcome.excluded"))
    outcome = f"IF({cells.passes},{_by_rule(context, cells)},{excluded})"
    return {
        "eligible": (_eligible(context, layout, option), passes_gates(context, option)),
        "best": (f"IF({cells.passes},{above},{literal(DASH)})", best or DASH),
        "worst": (f"IF({cells.passes},{perhaps},{literal(DASH)})", worst or DASH),
        "outcome": (outcome, context.text(f"since.outcome.{result.outcome}")),
    }


def _eligible(context: Context, layout: Layout, option: str) -> str:
    """Whether an option fails no gate, and passes all. What is none of the four verdicts lets nobody pass."""
    yes, no, open_ = (literal(context.text(f"workbook.{word}")) for word in ("yes", "no", "open"))
    gates = list(context.inputs.gates)
    if not gates:
        return yes
    first, last = (layout.blocks["gates"].at(gate, option) for gate in (gates[0], gates[-1]))
    verdicts = span(layout.names["working"], first, last)
    passed, *others = (
        f"COUNTIF({verdicts},{literal(context.text(f'verdict.{word}'))})" for word in ("pass", "conditional", "unknown")
    )
    return f"IF({passed}={len(gates)},{yes},IF({'+'.join((passed, *others))}={len(gates)},{open_},{no}))"


def _by_rule(context: Context, cells: _Cells) -> str:
    """What the shortlist rule makes of an option that passes the gates."""
    rule = context.inputs.shortlist_rule
    if rule.top is not None:
        forward, behind = f"{cells.worst}<={cells.limit}", f"{cells.best}>{cells.limit}"
    elif rule.at_least is not None:
        forward, behind = f"{cells.own_low}>={cells.limit}", f"{cells.own_high}<{cells.limit}"
    else:
        # No total is below 0: without another option that passes, the greatest of theirs may count as 0.
        others = f"{cells.eligible}*(COLUMN({cells.low})<>COLUMN({cells.own_low}))"
        line, last = (
            f"ROUND(SUMPRODUCT(MAX({others}*{each}))-{cells.limit},{PLACES})" for each in (cells.high, cells.low)
        )
        forward, behind = f"{cells.own_low}>={line}", f"{cells.own_high}<{last}"
    words = ("shortlisted", "not-shortlisted", "undetermined")
    shortlisted, behind_it, unsettled = (literal(context.text(f"since.outcome.{word}")) for word in words)
    return f"IF({forward},{shortlisted},IF({behind},{behind_it},{unsettled}))"


def _over_ranges(layout: Layout, name: str, option: str) -> str:
    """The least or the greatest total within the recorded ranges. Rows of groups hold no values, and add nothing."""
    block = layout.blocks[name]
    first, last = (block.at(end(block.rows, key=block.row), option) for end in (min, max))
    shares = span(block.sheet, first._replace(column=1), last._replace(column=1))
    return f"ROUND(SUMPRODUCT({shares},{span(block.sheet, first, last)}),{PLACES})"
