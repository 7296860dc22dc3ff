"""How the options were judged: who gave what and when, the steps, criteria with weights, scales and measures."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from appraise.appraisal import Criterion, Group, Panel
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
    line,
    plain,
)
from appraise.publish.scores import tree
from appraise.publish.view import View
from appraise.publish.words import number, sentence, spaced, words_of


def method(view: View) -> Section:
    """The section on how the options were judged."""
    blocks: list[Block] = [Paragraph(said) for said in _who(view)]
    blocks += [Bullets(_steps(view), numbered=True), criteria(view), *_uncounted(view), *how_scored(view)]
    return Section("method", view.text("method.heading"), tuple(blocks))


def how_scored(view: View) -> list[Table]:
    """How a score on each criterion comes about and becomes a value: scales, measures, points and rules."""
    return [*_scales(view), *_measures(view), *_value_tables(view), *_rules(view)]


def _who(view: View) -> list[Line]:
    """Where the criteria come from, then weights and scores in the order of their dates."""
    origin, weighting, panel = view.inputs.criteria_set, view.inputs.weighting, view.inputs.panel
    source = view.words.labelled("source", origin.source)
    dated: list[tuple[str, Line]] = [(weighting.date or "", weights(view))]
    if panel:
        dated.append((panel.date or "", _panel(view, panel)))
    if all(day for day, _ in dated):
        dated.sort(key=lambda pair: pair[0])
    said = [spaced(view.say("method.criteria-from", set=view.words.quoted(origin.title)), source)]
    return [*said, *(words for _, words in dated), *_weights_first(view)]


def _weights_first(view: View) -> list[Line]:
    """Whether the weights were given before the scores, as far as the dates tell; nothing where they leave it open."""
    panel, weights = view.inputs.panel, view.inputs.weighting.date
    if not panel or not panel.date or not weights:
        return []
    known = min(len(weights), len(panel.date))
    if weights[:known] == panel.date[:known]:
        return []
    return [view.say("method.weights-first" if weights < panel.date else "method.scores-first")]


def weights(view: View) -> Line:
    """How the weights were given, by whom, when and why."""
    weighting = view.inputs.weighting
    known = f"weighting.{weighting.method}" in view.words.texts
    spelled = view.words.quoted(weighting.method)
    how = view.text(f"weighting.{weighting.method}" if known else "weighting.spelled", method=spelled)
    return spaced(
        view.say("method.weights"),
        how,
        _by(view, weighting.by, weighting.date),
        sentence(weighting.reason),
        adds_up(view),
        view.text("method.among-counted") if view.inputs.uncounted else "",
    )


def adds_up(view: View) -> Line:
    """That the points given do not add up to 100, where they do not."""
    given = _given(view)
    direct = view.inputs.weighting.method == "direct"
    return view.say("method.not-100", given=number(given)) if direct and given != 100 else ()


def _given(view: View) -> Decimal:
    """What the weights typed add up to: a group's own where it has one, else what is in it."""
    nodes: dict[str, Criterion | Group] = {**view.inputs.criteria, **view.inputs.uncounted}
    nodes |= dict(reversed(list(view.inputs.groups.items())))  # a group stands before the groups in it
    inside: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for name, words in nodes.items():
        inside[words.group] += inside[name] if words.weight is None else words.weight
    return inside[None]


def _panel(view: View, panel: Panel) -> Line:
    members: list[str] = [f"{words_of(name)} ({capacity})" for name, capacity in panel.members.items()]
    named = view.text("method.members", members=members) if members else ""
    return spaced(view.say("method.scores"), _by(view, panel.by, panel.date), named)


def _by(view: View, who: str | None, when: str | None) -> str:
    parts = [part for part in (who, when and view.words.date(when)) if part]
    return view.text("method.by" if who else "method.on", text=sentence(", ".join(parts))) if parts else ""


def _steps(view: View) -> tuple[Line, ...]:
    gates = len(view.inputs.gates)
    tested = [view.say("method.step.gates", gates=view.words.counted(gates, "gate"))] if gates else []
    comparator = any(view.inputs.options[option].comparator for option in view.eligible)
    ranked = spaced(rule(view), view.say("method.step.comparator") if comparator else "")
    return (*tested, view.say("method.step.values"), view.say("method.step.total"), ranked)


def rule(view: View) -> Line:
    """The shortlist rule in a sentence."""
    rule = view.inputs.shortlist_rule
    if rule.top is not None:
        return view.say("method.rule.top", rule.top)
    if rule.at_least is not None:
        return view.say("method.rule.at-least", total=number(rule.at_least))
    if rule.within:
        return view.say("method.rule.within", points=view.words.points(number(rule.within)))
    return view.say("method.rule.first")


def criteria(view: View) -> Table:
    """The criteria with their weights and what each asks, in groups."""
    rows = []
    for node in tree(view):
        words = view.inputs.groups[node.id] if node.group else view.inputs.criteria[node.id]
        source = words.source if isinstance(words, Criterion) else None
        question = sentence(words.question) or ("" if node.group else view.text("none-recorded"))
        asks = spaced(question, view.words.labelled("source", source))
        cells = (Cell(line(words.name)), Cell(line(view.words.percent(view.run.shares[node.id]))), Cell(asks))
        rows.append(Row(cells, role="group" if node.group else "plain", depth=len(node.around)))
    all_of_them = Cell(view.say("method.all-criteria")), Cell(line(view.words.percent(Decimal(1)))), Cell()
    rows.append(Row(all_of_them, role="total"))
    columns = (
        Column(view.text("column.criterion")),
        Column(view.text("column.weight"), numeric=True),
        Column(view.text("method.column-asks")),
    )
    return Table(view.caption("method.caption-criteria"), columns, tuple(rows))


def _uncounted(view: View) -> list[Table]:
    rows = []
    for name, words in view.inputs.uncounted.items():
        share = view.words.percent(view.run.shares[name])
        rows.append(Row((Cell(line(words.name)), Cell(line(share)), Cell(line(sentence(words.question))))))
    columns = (
        Column(view.text("column.criterion")),
        Column(view.text("method.column-part"), numeric=True),
        Column(view.text("method.column-asks")),
    )
    return [Table(view.caption("method.caption-uncounted"), columns, tuple(rows))] if rows else []


def _scales(view: View) -> list[Table]:
    """A table a scale, with the criteria that have it."""
    scales: dict[tuple[tuple[Decimal, str], ...], list[str]] = {}
    for criterion in view.inputs.criteria.values():
        if criterion.scale is not None:
            scales.setdefault(tuple(criterion.scale.items()), []).append(criterion.name)
    columns = Column(view.text("column.score")), Column(view.text("column.meaning"))
    tables = []
    for scale, names in scales.items():
        every = 1 < len(names) == len(view.inputs.criteria)
        caption = view.text("method.caption-scale-every" if every else "method.caption-scale", criteria=names)
        rows = tuple(Row((Cell(line(number(score))), Cell(line(meaning)))) for score, meaning in scale)
        tables.append(Table(caption, columns, rows))
    return tables


def _measures(view: View) -> list[Table]:
    rows = []
    for criterion in view.inputs.criteria.values():
        if criterion.unit is not None and criterion.values is None:
            ends = {"worst": number(criterion.worst or Decimal(0)), "best": number(criterion.best or Decimal(0))}
            rows.append(
                Row((Cell(line(criterion.name)), Cell(view.say("method.measure", unit=criterion.unit, **ends))))
            )
    columns = Column(view.text("column.criterion")), Column(view.text("method.column-measure"))
    return [Table(view.text("method.caption-measures"), columns, tuple(rows))] if rows else []


def _value_tables(view: View) -> list[Table]:
    """A table for each criterion whose value runs through points of its own, with where it bends or falls."""
    tables = []
    for criterion in view.inputs.criteria.values():
        if criterion.values is not None:
            rows = tuple(
                Row((Cell(line(number(score))), Cell(line(number(value))))) for score, value in criterion.points
            )
            heading = view.text("column.score") + (f", {criterion.unit}" if criterion.unit else "")
            columns = (Column(heading), Column(view.text("column.value"), numeric=True))
            caption = view.text("method.caption-values", criterion=criterion.name)
            tables.append(Table(caption, columns, rows, note=_shape(view, criterion)))
    return tables


def _shape(view: View, criterion: Criterion) -> str:
    pairs = list(pairwise(criterion.points))
    slopes = [(high[1] - low[1]) / (high[0] - low[0]) for low, high in pairs]
    falling = [
        view.text("method.from-to", low=number(low[0]), high=number(high[0])) for low, high in pairs if high[1] < low[1]
    ]
    return plain(
        spaced(
            view.say("method.straight"),
            view.say("method.falls", spans=falling) if falling else "",
            view.say("method.bends") if len(set(slopes)) > 1 else "",
        )
    )


def _rules(view: View) -> list[Table]:
    """The rules that give a score for the level of a characteristic: those that gave one; of a set by itself, all."""
    tables = []
    for name, criterion in view.inputs.criteria.items():
        rule = criterion.rate_from
        cells = [result.cells[name] for result in view.run.options.values()]
        if rule and (not cells or any(cell.from_ == "rule" for cell in cells)):
            characteristic = view.inputs.characteristics[rule.characteristic]
            rows = tuple(
                Row(
                    (
                        Cell(line(words_of(level))),
                        Cell(line(number(score))),
                        Cell(line(sentence(characteristic.levels.get(level)))),
                    )
                )
                for level, score in rule.scores.items()
            )
            columns = (
                Column(view.text("column.level")),
                Column(view.text("column.score"), numeric=True),
                Column(view.text("column.meaning")),
            )
            named = {"criterion": criterion.name, "characteristic": characteristic.name}
            tables.append(Table(view.caption("method.caption-rule", **named), columns, rows))
    return tables
