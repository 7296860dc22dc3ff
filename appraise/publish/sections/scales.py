"""Scales: how a score on each criterion comes about and what it is worth."""

from collections.abc import Container
from decimal import Decimal
from itertools import pairwise

from appraise.appraisal import Criterion
from appraise.publish.context import Context
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Column, Paragraph, Section, Table, plain, row
from appraise.publish.language import id_as_text, number, sentence, spaced


def scales(context: Context) -> Section:
    """The section: where criteria and scores come from, every descriptor, every measure and every rule."""
    inputs = context.inputs
    sources = [
        context.say("scales.source", what=context.language.quoted(each), text=sentence(source))
        for each, source in (
            (inputs.criteria_set.title, inputs.criteria_set.source),
            *((context.criterion(name), inputs.criteria[name].source) for name in first_criteria(context)),
        )
        if source
    ]
    members = inputs.panel.members.items() if inputs.panel else ()
    sat = [f"{id_as_text(name)} ({capacity})" for name, capacity in members]
    said = [*sources, *([context.say("scales.members", members=sat)] if sat else [])]
    stated = {name for option in inputs.options.values() for name in option.characteristics}
    tables = (*_uncounted(context), *_scales(context), *_value_tables(context), *_rules(context, stated))
    blocks: list[Block] = [*map(Paragraph, said), *tables]
    return Section("scales", context.text("scales.heading"), tuple(blocks))


def how_scored(context: Context) -> list[Table]:
    """How a score on each criterion comes about and becomes a value: scales, points and rules."""
    return [*_scales(context), *_value_tables(context), *_rules(context)]


def _uncounted(context: Context) -> list[Table]:
    rows = tuple(
        row(criterion.name, context.share(name), sentence(criterion.question))
        for name, criterion in context.inputs.uncounted.items()
    )
    columns = context.columns("column.criterion", "scales.column-part", "column.asks", numeric=[1])
    return [Table(context.caption("scales.caption-uncounted"), columns, rows)] if rows else []


def _scales(context: Context) -> list[Table]:
    """A table a scale, with the criteria that have it."""
    scales: dict[tuple[tuple[Decimal, str], ...], list[str]] = {}
    for criterion in (context.inputs.criteria[name] for name in first_criteria(context)):
        if criterion.scale is not None:
            scales.setdefault(tuple(criterion.scale.items()), []).append(criterion.name)
    columns = context.columns("column.score", "column.meaning")
    tables = []
    for scale, names in scales.items():
        every = 1 < len(names) == len(context.inputs.criteria)
        caption = context.text("scales.caption-every" if every else "scales.caption", criteria=names)
        tables.append(Table(caption, columns, tuple(row(number(score), meaning) for score, meaning in scale)))
    return tables


def _value_tables(context: Context) -> list[Table]:
    """A table for each criterion whose value runs through points of its own, with where it bends or falls."""
    tables = []
    for name, criterion in ((name, context.inputs.criteria[name]) for name in first_criteria(context)):
        if criterion.values is not None:
            rows = tuple(row(context.amount(name, score), number(value)) for score, value in criterion.points)
            columns = (Column(context.text("column.score")), Column(context.text("column.value"), numeric=True))
            caption = context.text("scales.caption-values", criterion=criterion.name)
            tables.append(Table(caption, columns, rows, note=_shape(context, criterion)))
    return tables


def _shape(context: Context, criterion: Criterion) -> str:
    """Where the values of a criterion fall, and whether they bend, between the points given."""
    pairs = list(pairwise(criterion.points))
    slopes = [(high[1] - low[1]) / (high[0] - low[0]) for low, high in pairs]
    ends = [(number(low[0]), number(high[0])) for low, high in pairs if high[1] < low[1]]
    falling = [context.text("scales.from-to", low=low, high=high) for low, high in ends]
    falls = context.say("scales.falls", spans=falling) if falling else ""
    bends = context.say("scales.bends") if len(set(slopes)) > 1 else ""
    return plain(spaced(context.say("scales.straight"), falls, bends))


def _rules(context: Context, told: Container[str] = ()) -> list[Table]:
    """The rules that give a score for the level of a characteristic: those that gave one; of a set by itself, all.

    told: the characteristics whose levels stand elsewhere with what they mean.
    """
    tables = []
    for name, criterion in ((name, context.inputs.criteria[name]) for name in first_criteria(context)):
        rule = criterion.rate_from
        cells = [result.cells[name] for result in context.run.options.values()]
        if rule and (not cells or any(cell.from_ == "rule" for cell in cells)):
            characteristic = context.inputs.characteristics[rule.characteristic]
            meanings = {} if rule.characteristic in told else characteristic.levels
            rows = tuple(
                row(id_as_text(level), number(score), *([sentence(meanings.get(level))] if meanings else []))
                for level, score in rule.scores.items()
            )
            keys = ("column.level", "column.score", *(["column.meaning"] if meanings else []))
            columns = context.columns(*keys, numeric=[1])
            named = {"criterion": criterion.name, "characteristic": characteristic.name}
            tables.append(Table(context.caption("scales.caption-rule", **named), columns, rows))
    return tables
