"""Method: who gave weights and scores and when, the steps, the criteria with their weights, scales and measures."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from appraise.appraisal import Criterion, Group, Panel
from appraise.publish.context import Context
from appraise.publish.criteria_tree import row_of, tree
from appraise.publish.document import Block, Bullets, Column, Line, Paragraph, Section, Table, plain, row
from appraise.publish.language import id_as_text, number, sentence, spaced


def method(context: Context) -> Section:
    """The section on how the options were judged."""
    blocks: list[Block] = [Paragraph(sentences) for sentences in _who(context)]
    blocks += [Bullets(_steps(context), numbered=True), criteria(context), *_uncounted(context), *how_scored(context)]
    return Section("method", context.text("method.heading"), tuple(blocks))


def how_scored(context: Context) -> list[Table]:
    """How a score on each criterion comes about and becomes a value: scales, measures, points and rules."""
    return [*_scales(context), *_measures(context), *_value_tables(context), *_rules(context)]


def _who(context: Context) -> list[Line]:
    """Where the criteria come from, then weights and scores in the order of their dates."""
    origin, weighting, panel = context.inputs.criteria_set, context.inputs.weighting, context.inputs.panel
    source = context.language.labelled("source", origin.source)
    dated: list[tuple[str, Line]] = [(weighting.date or "", weights(context))]
    if panel:
        dated.append((panel.date or "", _panel(context, panel)))
    if all(day for day, _ in dated):
        dated.sort(key=lambda pair: pair[0])
    criteria = spaced(context.say("method.criteria-from", set=context.language.quoted(origin.title)), source)
    return [criteria, *(sentences for _, sentences in dated), *_weights_first(context)]


def _weights_first(context: Context) -> list[Line]:
    """Whether the weights were given before the scores, as far as the dates tell; nothing where they leave it open."""
    panel, weights = context.inputs.panel, context.inputs.weighting.date
    if not panel or not panel.date or not weights:
        return []
    known = min(len(weights), len(panel.date))
    if weights[:known] == panel.date[:known]:
        return []
    return [context.say("method.weights-first" if weights < panel.date else "method.scores-first")]


def weights(context: Context) -> Line:
    """How the weights were given, by whom, when and why."""
    weighting = context.inputs.weighting
    known = f"weighting.{weighting.method}" in context.language.texts
    spelled = context.language.quoted(weighting.method)
    return spaced(
        context.say("method.weights"),
        context.text(f"weighting.{weighting.method}" if known else "weighting.spelled", method=spelled),
        _by(context, weighting.by, weighting.date),
        sentence(weighting.reason),
        adds_up(context),
        context.text("method.among-counted") if context.inputs.uncounted else "",
    )


def adds_up(context: Context) -> Line:
    """That the points given do not add up to 100, where they do not."""
    given = _given(context)
    direct = context.inputs.weighting.method == "direct"
    return context.say("method.not-100", given=number(given)) if direct and given != 100 else ()


def _given(context: Context) -> Decimal:
    """What the weights typed add up to: a group's own where it has one, else what is in it."""
    nodes: dict[str, Criterion | Group] = {**context.inputs.criteria, **context.inputs.uncounted}
    nodes |= dict(reversed(list(context.inputs.groups.items())))  # a group stands before the groups in it
    inside: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for name, node in nodes.items():
        inside[node.group] += inside[name] if node.weight is None else node.weight
    return inside[None]


def _panel(context: Context, panel: Panel) -> Line:
    members: list[str] = [f"{id_as_text(name)} ({capacity})" for name, capacity in panel.members.items()]
    named = context.text("method.members", members=members) if members else ""
    return spaced(context.say("method.scores"), _by(context, panel.by, panel.date), named)


def _by(context: Context, who: str | None, when: str | None) -> str:
    parts = [part for part in (who, when and context.language.date(when)) if part]
    return context.text("method.by" if who else "method.on", text=sentence(", ".join(parts))) if parts else ""


def _steps(context: Context) -> tuple[Line, ...]:
    gates = len(context.inputs.gates)
    tested = [context.say("method.step.gates", gates=context.language.counted(gates, "gate"))] if gates else []
    comparator = any(context.inputs.options[option].comparator for option in context.eligible)
    ranked = spaced(rule(context), context.say("method.step.comparator") if comparator else "")
    return (*tested, context.say("method.step.values"), context.say("method.step.total"), ranked)


def rule(context: Context) -> Line:
    """The shortlist rule in a sentence."""
    rule = context.inputs.shortlist_rule
    if rule.top is not None:
        return context.say("method.rule.top", rule.top)
    if rule.at_least is not None:
        return context.say("method.rule.at-least", total=number(rule.at_least))
    if rule.within:
        return context.say("method.rule.within", points=context.language.points(number(rule.within)))
    return context.say("method.rule.first")


def criteria(context: Context) -> Table:
    """The criteria with their weights and what each asks, in groups."""
    rows = []
    for node in tree(context):
        if node.group:
            asks: str | Line = sentence(context.inputs.groups[node.id].question)
        else:
            criterion = context.inputs.criteria[node.id]
            question = sentence(criterion.question) or context.text("none-recorded")
            asks = spaced(question, context.language.labelled("source", criterion.source))
        rows.append(row_of(context, node, context.share(node.id), asks))
    rows.append(row(context.say("method.all-criteria"), context.language.percent(Decimal(1)), "", role="total"))
    columns = context.columns("column.criterion", "column.weight", "method.column-asks", numeric=[1])
    return Table(context.caption("method.caption-criteria"), columns, tuple(rows))


def _uncounted(context: Context) -> list[Table]:
    rows = tuple(
        row(criterion.name, context.share(name), sentence(criterion.question))
        for name, criterion in context.inputs.uncounted.items()
    )
    columns = context.columns("column.criterion", "method.column-part", "method.column-asks", numeric=[1])
    return [Table(context.caption("method.caption-uncounted"), columns, rows)] if rows else []


def _scales(context: Context) -> list[Table]:
    """A table a scale, with the criteria that have it."""
    scales: dict[tuple[tuple[Decimal, str], ...], list[str]] = {}
    for criterion in context.inputs.criteria.values():
        if criterion.scale is not None:
            scales.setdefault(tuple(criterion.scale.items()), []).append(criterion.name)
    columns = context.columns("column.score", "column.meaning")
    tables = []
    for scale, names in scales.items():
        every = 1 < len(names) == len(context.inputs.criteria)
        caption = context.text("method.caption-scale-every" if every else "method.caption-scale", criteria=names)
        tables.append(Table(caption, columns, tuple(row(number(score), meaning) for score, meaning in scale)))
    return tables


def _measures(context: Context) -> list[Table]:
    rows = []
    for criterion in context.inputs.criteria.values():
        if criterion.unit is not None and criterion.values is None:
            ends = {"worst": number(criterion.worst or Decimal(0)), "best": number(criterion.best or Decimal(0))}
            rows.append(row(criterion.name, context.say("method.measure", unit=criterion.unit, **ends)))
    columns = context.columns("column.criterion", "method.column-measure")
    return [Table(context.text("method.caption-measures"), columns, tuple(rows))] if rows else []


def _value_tables(context: Context) -> list[Table]:
    """A table for each criterion whose value runs through points of its own, with where it bends or falls."""
    tables = []
    for criterion in context.inputs.criteria.values():
        if criterion.values is not None:
            rows = tuple(row(number(score), number(value)) for score, value in criterion.points)
            heading = context.text("column.score") + (f", {criterion.unit}" if criterion.unit else "")
            columns = (Column(heading), Column(context.text("column.value"), numeric=True))
            caption = context.text("method.caption-values", criterion=criterion.name)
            tables.append(Table(caption, columns, rows, note=_shape(context, criterion)))
    return tables


def _shape(context: Context, criterion: Criterion) -> str:
    """Where the values of a criterion fall, and whether they bend, between the points given."""
    pairs = list(pairwise(criterion.points))
    slopes = [(high[1] - low[1]) / (high[0] - low[0]) for low, high in pairs]
    ends = [(number(low[0]), number(high[0])) for low, high in pairs if high[1] < low[1]]
    falling = [context.text("method.from-to", low=low, high=high) for low, high in ends]
    falls = context.say("method.falls", spans=falling) if falling else ""
    bends = context.say("method.bends") if len(set(slopes)) > 1 else ""
    return plain(spaced(context.say("method.straight"), falls, bends))


def _rules(context: Context) -> list[Table]:
    """The rules that give a score for the level of a characteristic: those that gave one; of a set by itself, all."""
    tables = []
    for name, criterion in context.inputs.criteria.items():
        rule = criterion.rate_from
        cells = [result.cells[name] for result in context.run.options.values()]
        if rule and (not cells or any(cell.from_ == "rule" for cell in cells)):
            characteristic = context.inputs.characteristics[rule.characteristic]
            rows = tuple(
                row(id_as_text(level), number(score), sentence(characteristic.levels.get(level)))
                for level, score in rule.scores.items()
            )
            columns = context.columns("column.level", "column.score", "column.meaning", numeric=[1])
            named = {"criterion": criterion.name, "characteristic": characteristic.name}
            tables.append(Table(context.caption("method.caption-rule", **named), columns, rows))
    return tables
