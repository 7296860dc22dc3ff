"""Screen: what `appraise score` shows of a run at a glance, as plain values: the answer, the list, the scores."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from string import ascii_uppercase
from typing import Literal, NamedTuple

from appraise.field_types import UNKNOWN
from appraise.publish.context import APPENDIX, Context, added_up
from appraise.publish.costs import amount, compared, head, known, low_high, money, span
from appraise.publish.criteria_tree import Node, node_name, nodes, tree
from appraise.publish.document import Cell, Column, Line, Row, Table, line, row
from appraise.publish.language import Language, number
from appraise.publish.phrases import status
from appraise.publish.sections.answer import lead, said
from appraise.publish.sections.panel import in_a_line
from appraise.publish.sections.panel.absences import voices
from appraise.publish.sections.result import cost_in_short, rule_in_short
from appraise.publish.sections.scores import highest_score
from appraise.run import Outcome, Run

_MOST_GATES = 3
"""Gates that are named where options are excluded; of more, how many more there are."""
_TINTS: tuple[Literal["0", "1", "2", "3", "4", "5"], ...] = ("0", "1", "2", "3", "4", "5")

Sign = Literal["points", "fewer", "unknown", "more"]
"""What a part of a bar stands for: points that are sure, those that ranges could take, those that turn on unknown
scores, and those that ranges could add."""


class Ranked(NamedTuple):
    """An option in the list.

    ends: its least total over the recorded ranges, its lowest and highest over unknown scores, and its greatest over
          the ranges.
    cost: what options are compared by; empty where of none it is known.
    """

    letter: str
    name: str
    rank: str
    total: str
    outcome: Outcome
    ends: tuple[Decimal, Decimal, Decimal, Decimal]
    cost: str = ""


class Listed(NamedTuple):
    """The options of one outcome, under their heading."""

    heading: str
    options: tuple[Ranked, ...]


class Screen(NamedTuple):
    """What stands on the screen, from its top to its foot.

    heads:    over the names where no option is eligible, over the ranks and over the totals.
    key:      what each sign of the bars means.
    costs:    over the costs; empty where none is known. in_a_line: the costs of all for where they have no column, by
              letter, or from the lowest to the highest.
    unlisted: which options are left out.
    scores:   criteria by options; a column has the option's letter in `small`, for where the names have no room.
    unscored: what the matrix leaves out, or why there is none. too_wide: what is said where it has no room.
    opening:  what the commands begin with.
    """

    title: str
    says: Line
    lead: Line
    heads: tuple[str, str, str]
    listed: tuple[Listed, ...]
    key: tuple[tuple[Sign, str], ...]
    costs: str
    in_a_line: tuple[str, ...]
    unlisted: str
    scores: Table | None
    unscored: str
    too_wide: str
    facts: tuple[Line, ...]
    opening: str
    commands: tuple[str, ...]


def screen(run: Run, language: Language, commands: Sequence[str]) -> Screen:
    """A run on one screen, however many options and criteria it has. commands: what to type next."""
    context = Context.of(run, language, APPENDIX)
    letters = dict(zip(context.shown, ascii_uppercase, strict=False))
    scores, unscored = _scores(context, letters)
    return Screen(
        title=run.inputs.title,
        says=status(context),
        lead=lead(context),
        heads=(context.text("column.option"), context.text("column.rank"), context.text("column.total")),
        listed=tuple(_listed(context, letters)),
        key=tuple((sign, context.text(f"screen.key.{sign}")) for sign in ("points", "fewer", "more", "unknown")),
        costs=context.text(head(context)) if known(context) else "",
        in_a_line=tuple(_costs(context, letters)),
        unlisted=_unlisted(context, letters),
        scores=scores,
        unscored=unscored,
        too_wide=context.text("screen.too-wide"),
        facts=_facts(context),
        opening=context.text("screen.next"),
        commands=tuple(commands),
    )


def _facts(context: Context) -> tuple[Line, ...]:
    """The facts of the answer, and the panel in a line: above them where one voice decides and they have no room for
    it, else below."""
    facts = said(context)
    told = any(fact.kind == "voice" for fact in facts)
    panel, lines = in_a_line(context, told), tuple(fact.line for fact in facts)
    first = not told and bool(voices(context))
    return (panel, *lines) if first else (*lines, panel) if panel else lines


def _listed(context: Context, letters: dict[str, str]) -> Iterator[Listed]:
    """The options by outcome, in the order of every matrix."""
    results = context.run.options
    for outcome, options in groupby(letters, lambda option: results[option].outcome):
        ranked = tuple(_ranked(context, option, letters[option]) for option in options)
        heading = context.text(f"screen.outcome.{outcome}")
        if outcome == "shortlisted":
            heading = context.text("screen.by-rule", outcome=heading, rule=rule_in_short(context))
        elif outcome == "excluded":
            heading = context.text("screen.excluded", outcome=heading, which=_at_gates(context, letters))
        yield Listed(heading, ranked)


def _ranked(context: Context, option: str, letter: str) -> Ranked:
    result = context.run.options[option]
    low, high = context.totals[option]
    least, greatest = result.total_range or (low, high)
    return Ranked(
        letter=letter,
        name=context.marked(option),
        rank=context.rank(option),
        total=context.total(option),
        outcome=result.outcome,
        ends=(least, low, high, greatest),
        cost=cost_in_short(context, option, money(context)) if known(context) else "",
    )


def _costs(context: Context, letters: dict[str, str]) -> Iterator[str]:
    """What the options cost, in one line: each by its letter; and in fewer words, from the lowest to the highest."""
    if not known(context):
        return
    how, heading = money(context), context.text(head(context))
    costs = {option: cost for option in letters if (cost := context.run.options[option].cost)}
    found = {option: compared(cost) for option, cost in costs.items()}
    each = [
        context.text("screen.cost-not-known", letter=letters[option])
        if cost.not_known
        else context.text("screen.cost", letter=letters[option], cost=amount(context, cost, how))
        for option, cost in found.items()
    ]
    yield context.text("screen.costs", heading=heading, costs=", ".join(each))
    ends = [end for cost in found.values() if not cost.not_known for end in low_high(cost)]
    open_ = sum(bool(cost.not_known) for cost in found.values())
    lowest, highest = (span(context, end, end, how) for end in (min(ends), max(ends)))
    from_to = [context.text("screen.costs-from-to", low=lowest, high=highest) if lowest != highest else lowest]
    from_to += [context.text("screen.costs-not-known", open_)] if open_ else []
    yield context.text("screen.costs", heading=heading, costs="; ".join(from_to))


def _at_gates(context: Context, letters: dict[str, str]) -> str:
    """ "F at “Independent delivery”": the excluded by letter, with the gates that they fail."""
    failing: dict[tuple[str, ...], list[str]] = {}
    for option, letter in letters.items():
        if option not in context.eligible:
            failing.setdefault(context.run.options[option].because.gate, []).append(letter)
    parts = []
    for gates, options in failing.items():
        named = _few(context, [context.gate(gate) for gate in gates])
        parts.append(context.text("screen.at", options=", ".join(options), gates=named))
    return "; ".join(parts)


def _few(context: Context, names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _MOST_GATES
    if more > 0:
        names = [*names[:_MOST_GATES], context.text("more", count=number(Decimal(more)))]
    return context.language.names(names)


def _unlisted(context: Context, letters: dict[str, str]) -> str:
    """How many options of each outcome are not listed, the excluded by gate; nothing where all are."""
    counts: Counter[Outcome] = Counter()
    gates: Counter[str] = Counter()
    for option in context.order:
        if option not in letters:
            counts[context.run.options[option].outcome] += 1
            gates.update(context.run.options[option].because.gate)
    if not counts:
        return ""
    parts = [
        context.text(f"screen.left-out.{outcome}", count=number(Decimal(count))) for outcome, count in counts.items()
    ]
    if gates:
        failed = [
            context.text("screen.failed", count=number(Decimal(many)), gate=context.gate(gate))
            for gate, many in gates.most_common()
        ]
        parts[-1] = context.text("screen.by-gate", excluded=parts[-1], gates=_few(context, failed))
    return context.text("screen.unlisted", parts=parts)


def _scores(context: Context, letters: dict[str, str]) -> tuple[Table | None, str]:
    """The matrix of scores, or of points by group; and what it leaves out, or why there is none."""
    cells = [cell for option in letters for cell in context.run.options[option].cells.values()]
    if all(cell.score == UNKNOWN for cell in cells):
        return None, context.text("screen.no-score")
    shown, every = nodes(context), tuple(tree(context))
    by_group = len(shown) < len(every) and any(node.group for node in shown)
    ranged = any(context.range(option, criterion) for option in letters for criterion in context.inputs.criteria)
    highest = highest_score(context)
    plain, marked = ("plain", "ranged") if highest is None else ("plain-out-of", "ranged-out-of")
    kind = marked if ranged else plain
    heading = f"screen.scores.{'points' if by_group else kind}"
    columns = (
        Column(context.text(heading, highest=number(highest or Decimal(0)))),
        Column(context.text("column.weight"), numeric=True),
        *(Column(context.head(option), numeric=True, small=letter) for option, letter in letters.items()),
    )
    rows = tuple((_points if by_group else _row)(context, node, letters) for node in shown)
    return Table("", columns, rows, matrix=True, fixed=2), " ".join(_left_out(context, shown, by_group))


def _left_out(context: Context, shown: Iterable[Node], by_group: bool) -> Iterator[str]:
    """What the matrix has no room for."""
    if by_group:
        count = context.language.counted(len(context.inputs.criteria), "criterion")
        yield context.text("screen.grouped", count=count)
    left_out = {*context.inputs.criteria} - {leaf for node in shown for leaf in node.leaves}
    if left_out:
        share = context.language.percent(sum((context.run.shares[criterion] for criterion in left_out), Decimal(0)))
        yield context.text("screen.more", count=number(Decimal(len(left_out))), share=share)


def _row(context: Context, node: Node, letters: Iterable[str]) -> Row:
    """A group with its weight, or a criterion with its weight and scores."""
    if node.group:
        name, cells = context.inputs.groups[node.id].name, [Cell() for _ in letters]
    else:
        name, cells = _criterion(context, node.id), [_score(context, option, node.id) for option in letters]
    return row(name, context.share(node.id), *cells, role="group" if node.group else "plain", depth=len(node.around))


def _criterion(context: Context, criterion: str) -> str:
    """A criterion's name, with the unit of its scores; money has it with each amount."""
    name = context.criterion(criterion)
    unit = None if criterion in context.money else context.inputs.criteria[criterion].unit
    return context.text("screen.in-unit", criterion=name, unit=unit) if unit else name


def _score(context: Context, option: str, criterion: str) -> Cell:
    scored = context.run.options[option].cells[criterion]
    return Cell(
        line(context.score(option, criterion, with_unit=False)),
        beside="*" if context.range(option, criterion) else "",
        tint="open" if scored.value is None else _TINTS[min(5, int(scored.value * 6 / 100))],
    )


def _points(context: Context, node: Node, letters: Iterable[str]) -> Row:
    """A group, or a criterion outside every group, with its weight and the points it adds."""
    name = node_name(context, node)
    points = (added_up(context.points[option][leaf] for leaf in node.leaves) for option in letters)
    return row(name, context.share(node.id), *(context.added(*ends) for ends in points))
