"""How the options were judged: who gave what and when, the steps, criteria with weights, scales and measures."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from appraise.appraisal import Criterion, Group, Panel, ShortlistRule, Weighting
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Section,
    Table,
    bold,
    line,
    plain,
)
from appraise.publish.scores import tree
from appraise.publish.view import View
from appraise.publish.words import count, date, few, listed, number, percent, quoted, sentence, spaced, start

_METHODS = {"direct": "Points are given to each criterion", "equal": "The same for every criterion"}


def method(view: View) -> Section:
    """The section on how the options were judged."""
    blocks: list[Block] = [Paragraph(said) for said in _who(view)]
    blocks += [Bullets(_steps(view), numbered=True), _criteria(view), *_uncounted(view), *_scales(view)]
    blocks += [*_measures(view), *_value_tables(view), *_rules(view)]
    return Section("method", "How the options were judged", tuple(blocks))


def _who(view: View) -> list[Line]:
    """Where the criteria come from, then weights and scores in the order of their dates."""
    origin = view.inputs.criteria_set
    source = f" Source: {sentence(origin.source)}" if origin.source else ""
    dated: list[tuple[str, Line]] = [(view.inputs.weighting.date or "", _weights(view, view.inputs.weighting))]
    if view.inputs.panel:
        dated.append((view.inputs.panel.date or "", _panel(view.inputs.panel)))
    if all(day for day, _ in dated):
        dated.sort(key=lambda pair: pair[0])
    return [line(bold("Criteria."), f" From the set {quoted(origin.title)}.{source}"), *(said for _, said in dated)]


def _weights(view: View, weighting: Weighting) -> Line:
    how = _METHODS.get(weighting.method, f"By the method {quoted(weighting.method)}")
    given = _given(view)
    shared = ""
    if weighting.method == "direct" and given != 100:
        shared = f"The points given add up to {number(given)}, not 100; each weight is its part of that."
    if view.inputs.uncounted:
        shared = spaced(shared, "The criteria that count share out the whole among themselves.")
    return line(
        bold("Weights."),
        f" {spaced(sentence(how), _by(weighting.by, weighting.date), sentence(weighting.reason), shared)}",
    )


def _given(view: View) -> Decimal:
    """What the weights typed add up to: a group's own where it has one, else what is in it."""
    nodes: dict[str, Criterion | Group] = {**view.inputs.criteria, **view.inputs.uncounted}
    nodes |= dict(reversed(list(view.inputs.groups.items())))  # a group stands before the groups in it
    inside: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for name, words in nodes.items():
        inside[words.group] += inside[name] if words.weight is None else words.weight
    return inside[None]


def _panel(panel: Panel) -> Line:
    members = [f"{name} ({capacity})" for name, capacity in panel.members.items()]
    named = f" Members: {plain(listed(members))}." if members else ""
    return line(bold("Scores."), f" {_by(panel.by, panel.date)}{named}")


def _by(who: str | None, when: str | None) -> str:
    parts = [part for part in (who, when and date(when)) if part]
    return f"{'By' if who else 'On'}: {sentence(', '.join(parts))}" if parts else ""


def _steps(view: View) -> tuple[Line, ...]:
    steps = []
    gates = len(view.inputs.gates)
    if gates:
        steps.append(
            f"Each option is tested at {count(gates, 'gate')}. One that fails is excluded, whatever its score."
        )
    steps.append("Each score becomes a value from 0 to 100. What 0 and 100 stand for is the same for every option.")
    steps.append("The total is the sum of weight times value.")
    steps.append(_rule(view.inputs.shortlist_rule))
    return tuple(line(step) for step in steps)


def _rule(rule: ShortlistRule) -> str:
    if rule.top is not None:
        options = "option" if rule.top == 1 else "options"
        total = "total" if rule.top == 1 else "totals"
        ranked = f"The {few(rule.top) + ' ' if rule.top > 1 else ''}eligible {options} with the highest {total}"
        return (
            f"{ranked} {'goes' if rule.top == 1 else 'go'} on the shortlist. Options level at the line go on together."
        )
    if rule.at_least is not None:
        return f"Every eligible option with a total of at least {number(rule.at_least)} goes on the shortlist."
    if rule.within:
        points = "point" if rule.within == 1 else "points"
        return (
            f"Every eligible option within {number(rule.within)} {points} of the highest total goes on the shortlist."
        )
    return "The eligible option with the highest total goes on the shortlist. Options level with it go on too."


def _criteria(view: View) -> Table:
    rows = []
    for node in tree(view):
        words = view.inputs.groups[node.id] if node.group else view.inputs.criteria[node.id]
        source = words.source if isinstance(words, Criterion) else None
        asks = spaced(sentence(words.question), f"Source: {sentence(source)}" if source else "")
        cells = (Cell(line(words.name)), Cell(line(percent(view.run.shares[node.id]))), Cell(line(asks)))
        rows.append(Row(cells, role="group" if node.group else "plain", depth=len(node.around)))
    rows.append(Row((Cell(line("All criteria")), Cell(line("100%")), Cell()), role="total"))
    columns = (Column("Criterion"), Column("Weight", numeric=True), Column("What it asks"))
    return Table(view.caption("Criteria and weights"), columns, tuple(rows))


def _uncounted(view: View) -> list[Table]:
    rows = []
    for name, words in view.inputs.uncounted.items():
        cells = (
            Cell(line(words.name)),
            Cell(line(percent(view.run.shares[name]))),
            Cell(line(sentence(words.question))),
        )
        rows.append(Row(cells))
    columns = (Column("Criterion"), Column("Part of the whole set", numeric=True), Column("What it asks"))
    return [Table(view.caption("Criteria that are not counted"), columns, tuple(rows))] if rows else []


def _scales(view: View) -> list[Table]:
    """A table a scale, with the criteria that have it."""
    scales: dict[tuple[tuple[Decimal, str], ...], list[str]] = {}
    for criterion in view.inputs.criteria.values():
        if criterion.scale is not None:
            scales.setdefault(tuple(criterion.scale.items()), []).append(criterion.name)
    tables = []
    for scale, names in scales.items():
        every = len(names) == len(view.inputs.criteria)
        caption = "Scale for every criterion" if every and len(names) > 1 else f"Scale for {plain(listed(names))}"
        rows = tuple(Row((Cell(line(number(score))), Cell(line(meaning)))) for score, meaning in scale)
        tables.append(Table(caption, (Column("Score"), Column("Meaning")), rows))
    return tables


def _measures(view: View) -> list[Table]:
    rows = []
    for criterion in view.inputs.criteria.values():
        if criterion.unit is not None and criterion.values is None:
            low, high = number(criterion.worst or Decimal(0)), number(criterion.best or Decimal(0))
            said = f"In {criterion.unit}. The value is 0 at {low} and 100 at {high}."
            rows.append(Row((Cell(line(criterion.name)), Cell(line(said)))))
    columns = (Column("Criterion"), Column("Measure"))
    return [Table("Criteria that are measured", columns, tuple(rows))] if rows else []


def _value_tables(view: View) -> list[Table]:
    """A table for each criterion whose value runs through points of its own, with where it bends or falls."""
    tables = []
    for criterion in view.inputs.criteria.values():
        if criterion.values is not None:
            points = criterion.points
            rows = tuple(Row((Cell(line(number(score))), Cell(line(number(value))))) for score, value in points)
            heading = f"Score, {criterion.unit}" if criterion.unit else "Score"
            columns = (Column(heading), Column("Value", numeric=True))
            tables.append(Table(f"Value of a score for {criterion.name}", columns, rows, note=_shape(criterion)))
    return tables


def _shape(criterion: Criterion) -> str:
    points = criterion.points
    pairs = list(pairwise(points))
    slopes = [(high[1] - low[1]) / (high[0] - low[0]) for low, high in pairs]
    said = ["Between these points the value runs straight."]
    falling = [f"from {number(low[0])} to {number(high[0])}" for low, high in pairs if high[1] < low[1]]
    if falling:
        said.append(f"The value falls {plain(listed(falling))}: there a higher score counts for less.")
    if len(set(slopes)) > 1:
        said.append("It is not the same at every step.")
    return spaced(*said)


def _rules(view: View) -> list[Table]:
    """The rules that give a score for the level of a characteristic, where a score was given so."""
    tables = []
    for name, criterion in view.inputs.criteria.items():
        rule = criterion.rate_from
        if rule and any(result.cells[name].from_ == "rule" for result in view.run.options.values()):
            characteristic = view.inputs.characteristics[rule.characteristic]
            rows = tuple(
                Row(
                    (
                        Cell(line(start(level))),
                        Cell(line(number(score))),
                        Cell(line(sentence(characteristic.levels.get(level)))),
                    )
                )
                for level, score in rule.scores.items()
            )
            caption = view.caption(f"Score by rule for {criterion.name}, from the characteristic {characteristic.name}")
            tables.append(Table(caption, (Column("Level"), Column("Score", numeric=True), Column("Meaning")), rows))
    return tables
