"""The options: what each is, what was left out and what the question covers; and all that is recorded about each."""

from collections.abc import Mapping

from appraise.appraisal import Evolution, Level, Model, Option, Precedent
from appraise.publish.context import Context
from appraise.publish.document import (
    Block,
    Bullets,
    Column,
    Line,
    Paragraph,
    Section,
    Subheading,
    Table,
    bold,
    line,
    row,
)
from appraise.publish.language import Language, id_as_text, sentence, spaced


def options(context: Context) -> Section:
    """The options in a line each, then what is left out and the scope."""
    rows = tuple(row(context.marked(o), what(context, context.inputs.options[o])) for o in context.order)
    columns = context.columns("column.option", "options.column")
    blocks: list[Block] = [Table(context.text("options.caption"), columns, rows)]
    if context.inputs.left_out:
        left_out = tuple(
            spaced(bold(f"{id_as_text(name)}."), sentence(why)) for name, why in context.inputs.left_out.items()
        )
        blocks += [Subheading(context.text("options.left-out")), Bullets(left_out)]
    scope = context.inputs.scope
    for key, items in (("in", scope.in_), ("out", scope.out), ("undecided", scope.undecided)):
        if items:
            blocks.append(Subheading(context.text(f"options.scope.{key}")))
            blocks.append(Bullets(tuple(line(sentence(item)) for item in items)))
    return Section("options", context.text("options.heading"), tuple(blocks))


def recorded(context: Context) -> Section:
    """What each option's facts, precedents, advantages and risks say, and how it can become another."""
    blocks: list[Block] = []
    for option in context.order:
        said = _recorded(context, context.inputs.options[option])
        if said:
            blocks += [Subheading(context.marked(option)), *said]
    return Section("recorded", context.text("recorded.heading"), (*_levels(context), *blocks))


def what(context: Context, option: Option) -> Line:
    """What an option is: its summary, dimensions and models, and what it can become."""
    dimensions = (sentence(f"{id_as_text(name)}: {text}") for name, text in option.dimensions.items())
    models = [context.model(model) for model in option.models]
    combines = context.text("options.combines", models=models) if len(models) > 1 else ""
    becomes = [context.model(model) for model in option.evolves_to]
    can_become = context.text("options.can-become", models=context.language.listed(becomes, "or")) if becomes else ""
    reason = context.language.labelled("reason", option.reason)
    said = spaced(sentence(option.summary), *dimensions, combines, can_become, reason)
    return said or context.say("none-recorded")


def shown(context: Context, option: Option) -> dict[str, Level]:
    """The characteristics that a gate or a rule reads, or that people cite evidence for."""
    inputs = context.inputs
    read = {gate.requires.characteristic for gate in inputs.gates.values()}
    read |= {criterion.rate_from.characteristic for criterion in inputs.criteria.values() if criterion.rate_from}
    return {name: level for name, level in option.characteristics.items() if name in read or level.evidence.citations}


def _levels(context: Context) -> list[Table]:
    """What each characteristic asks, and what its levels mean."""
    stated = {name for option in context.inputs.options.values() for name in shown(context, option)}
    rows = []
    for name, words in context.inputs.characteristics.items():
        if name in stated:
            rows.append(row(words.name, words.question, role="group"))
            rows += [row(level, sentence(means), depth=1) for level, means in words.levels.items()]
    columns = context.columns("recorded.column-levels", "recorded.column-meanings")
    return [Table(context.text("recorded.caption-levels"), columns, tuple(rows))] if rows else []


def _recorded(context: Context, option: Option) -> list[Block]:
    names = {model: context.model(model) for model in option.evolves_to}
    blocks: list[Block] = []
    rows = []
    for name, level in shown(context, option).items():
        characteristic = context.inputs.characteristics.get(name)
        from_library = level.source and not level.evidence.citations
        why = spaced(
            sentence(level.reason),
            context.language.cited(level.evidence.for_, level.evidence.against),
            context.text("recorded.from-library") if from_library else "",
            context.language.labelled("source", level.source),
        )
        heading = characteristic.name if characteristic else id_as_text(name)
        rows.append(row(heading, level.level, why))
    if rows:
        columns = tuple(Column(context.text(key)) for key in ("recorded.column", "column.level", "column.reason"))
        blocks.append(Table(context.caption("recorded.caption", option=option.name), columns, tuple(rows)))
    return [*blocks, *said_of(context.language, option, names)]


def said_of(language: Language, of: Option | Model, names: Mapping[str, str]) -> list[Block]:
    """The advantages, risks and precedents of an option or a model, and what it can become.

    names: of models by id; a model without one reads as its id.
    """
    blocks: list[Block] = []
    for key, items in (
        ("advantages", [line(sentence(text)) for text in of.advantages]),
        ("risks", [line(sentence(text)) for text in of.risks]),
        ("precedents", _precedents(language, of.precedents)),
        ("evolves-to", _evolution(language, of.evolves_to, names)),
    ):
        if items:
            blocks += [Paragraph(line(bold(language.text(f"recorded.{key}")))), Bullets(tuple(items))]
    return blocks


def _precedents(language: Language, found: Mapping[str, Precedent]) -> list[Line]:
    """Where it was done before, and what came of it."""
    items = []
    for precedent in found.values():
        named = sentence(f"{precedent.name}, {precedent.year}" if precedent.year else precedent.name)
        items.append(spaced(bold(named), sentence(precedent.outcome), language.labelled("source", precedent.source)))
    return items


def _evolution(language: Language, found: Mapping[str, Evolution], names: Mapping[str, str]) -> list[Line]:
    """What it can become, and how."""
    return [
        spaced(
            bold(sentence(names.get(model, id_as_text(model)))),
            sentence(each.how),
            language.labelled("source", each.source),
        )
        for model, each in found.items()
    ]
