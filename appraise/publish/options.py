"""The options: what each is, what was left out and what the question covers; and all that is recorded about each."""

from collections.abc import Mapping

from appraise.appraisal import Evolution, Level, Model, Option, Precedent
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    bold,
    line,
)
from appraise.publish.view import View
from appraise.publish.words import Words, sentence, spaced, words_of


def options(view: View) -> Section:
    """The options in a line each, then what is left out and the scope."""
    rows = tuple(Row((Cell(line(view.marked(o))), Cell(what(view, view.inputs.options[o])))) for o in view.order)
    columns = Column(view.text("column.option")), Column(view.text("options.column"))
    blocks: list[Block] = [Table(view.text("options.caption"), columns, rows)]
    if view.inputs.left_out:
        left_out = tuple(
            spaced(bold(f"{words_of(name)}."), sentence(why)) for name, why in view.inputs.left_out.items()
        )
        blocks += [Subheading(view.text("options.left-out")), Bullets(left_out)]
    scope = view.inputs.scope
    for key, items in (("in", scope.in_), ("out", scope.out), ("undecided", scope.undecided)):
        if items:
            blocks.append(Subheading(view.text(f"options.scope.{key}")))
            blocks.append(Bullets(tuple(line(sentence(item)) for item in items)))
    return Section("options", view.text("options.heading"), tuple(blocks))


def recorded(view: View) -> Section:
    """What each option's facts, precedents, advantages and risks say, and how it can become another."""
    blocks: list[Block] = []
    for option in view.order:
        said = _recorded(view, view.inputs.options[option])
        if said:
            blocks += [Subheading(view.marked(option)), *said]
    return Section("recorded", view.text("recorded.heading"), (*_levels(view), *blocks))


def what(view: View, option: Option) -> Line:
    """What an option is: its summary, dimensions and models, and what it can become."""
    dimensions = (sentence(f"{words_of(name)}: {text}") for name, text in option.dimensions.items())
    models = [view.model(model) for model in option.models]
    combines = view.text("options.combines", models=models) if len(models) > 1 else ""
    becomes = [view.model(model) for model in option.evolves_to]
    can_become = view.text("options.can-become", models=view.words.listed(becomes, "or")) if becomes else ""
    reason = view.words.labelled("reason", option.reason)
    said = spaced(sentence(option.summary), *dimensions, combines, can_become, reason)
    return said or view.say("none-recorded")


def shown(view: View, option: Option) -> dict[str, Level]:
    """The characteristics that a gate or a rule reads, or that people cite evidence for."""
    inputs = view.inputs
    read = {gate.requires.characteristic for gate in inputs.gates.values()}
    read |= {criterion.rate_from.characteristic for criterion in inputs.criteria.values() if criterion.rate_from}
    return {name: level for name, level in option.characteristics.items() if name in read or any(level.evidence)}


def _levels(view: View) -> list[Table]:
    """What each characteristic asks, and what its levels mean."""
    stated = {name for option in view.inputs.options.values() for name in shown(view, option)}
    rows = []
    for name, words in view.inputs.characteristics.items():
        if name in stated:
            rows.append(Row((Cell(line(words.name)), Cell(line(words.question))), role="group"))
            rows += [
                Row((Cell(line(level)), Cell(line(sentence(means)))), depth=1) for level, means in words.levels.items()
            ]
    columns = Column(view.text("recorded.column-levels")), Column(view.text("recorded.column-meanings"))
    return [Table(view.text("recorded.caption-levels"), columns, tuple(rows))] if rows else []


def _recorded(view: View, option: Option) -> list[Block]:
    names = {model: view.model(model) for model in option.evolves_to}
    blocks: list[Block] = []
    rows = []
    for name, level in shown(view, option).items():
        characteristic = view.inputs.characteristics.get(name)
        from_library = level.source and not any(level.evidence)
        why = spaced(
            sentence(level.reason),
            view.words.cited(level.evidence.for_, level.evidence.against),
            view.text("recorded.from-library") if from_library else "",
            view.words.labelled("source", level.source),
        )
        heading = characteristic.name if characteristic else words_of(name)
        rows.append(Row((Cell(line(heading)), Cell(line(level.level)), Cell(why))))
    if rows:
        columns = tuple(Column(view.text(key)) for key in ("recorded.column", "column.level", "column.reason"))
        blocks.append(Table(view.caption("recorded.caption", option=option.name), columns, tuple(rows)))
    return [*blocks, *said_of(view.words, option, names)]


def said_of(words: Words, of: Option | Model, names: Mapping[str, str]) -> list[Block]:
    """The advantages, risks and precedents of an option or a model, and what it can become.

    names: of models by id; a model without one reads as its id.
    """
    blocks: list[Block] = []
    for key, items in (
        ("advantages", [line(sentence(text)) for text in of.advantages]),
        ("risks", [line(sentence(text)) for text in of.risks]),
        ("precedents", _precedents(words, of.precedents)),
        ("evolves-to", _evolution(words, of.evolves_to, names)),
    ):
        if items:
            blocks += [Paragraph(line(bold(words.text(f"recorded.{key}")))), Bullets(tuple(items))]
    return blocks


def _precedents(words: Words, found: Mapping[str, Precedent]) -> list[Line]:
    """Where it was done before, and what came of it."""
    items = []
    for precedent in found.values():
        named = sentence(f"{precedent.name}, {precedent.year}" if precedent.year else precedent.name)
        items.append(spaced(bold(named), sentence(precedent.outcome), words.labelled("source", precedent.source)))
    return items


def _evolution(words: Words, found: Mapping[str, Evolution], names: Mapping[str, str]) -> list[Line]:
    """What it can become, and how."""
    return [
        spaced(
            bold(sentence(names.get(model, words_of(model)))), sentence(each.how), words.labelled("source", each.source)
        )
        for model, each in found.items()
    ]
