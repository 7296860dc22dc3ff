"""Option records: the facts, precedents, advantages and risks recorded about each option."""

from collections.abc import Mapping

from appraise.appraisal import Evolution, Level, Model, Option, Precedent
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Section, Subheading, Table, bold, headed_list, line, row
from appraise.publish.language import Language, id_as_text, sentence, spaced


def option_records(context: Context) -> Section:
    """The section: what the levels of characteristics mean, then what is recorded about each option."""
    blocks: list[Block] = []
    for option in context.order:
        record = _record(context, context.inputs.options[option])
        if record:
            blocks += [Subheading(context.marked(option)), *record]
    return Section("recorded", context.text("recorded.heading"), (*_levels(context), *blocks))


def _relevant(context: Context, option: Option) -> dict[str, Level]:
    """The characteristics that a gate or a rule reads, or that people cite evidence for."""
    inputs = context.inputs
    read = {gate.requires.characteristic for gate in inputs.gates.values()}
    read |= {criterion.rate_from.characteristic for criterion in inputs.criteria.values() if criterion.rate_from}
    return {name: level for name, level in option.characteristics.items() if name in read or level.evidence.citations}


def _levels(context: Context) -> list[Table]:
    """What each characteristic asks, and what its levels mean."""
    stated = {name for option in context.inputs.options.values() for name in _relevant(context, option)}
    rows = []
    for name, characteristic in context.inputs.characteristics.items():
        if name in stated:
            rows.append(row(characteristic.name, characteristic.question, role="group"))
            rows += [row(level, sentence(meaning), depth=1) for level, meaning in characteristic.levels.items()]
    columns = context.columns("recorded.column-levels", "recorded.column-meanings")
    return [Table(context.text("recorded.caption-levels"), columns, tuple(rows))] if rows else []


def _record(context: Context, option: Option) -> list[Block]:
    """A table of the relevant characteristics of an option, then its advantages, risks and so on."""
    rows = []
    for name, level in _relevant(context, option).items():
        characteristic = context.inputs.characteristics.get(name)
        reason = spaced(
            sentence(level.reason),
            context.language.cited(level.evidence.for_, level.evidence.against),
            context.text("recorded.from-library") if level.source and not level.evidence.citations else "",
            context.language.labelled("source", level.source),
        )
        rows.append(row(characteristic.name if characteristic else id_as_text(name), level.level, reason))
    columns = context.columns("recorded.column", "column.level", "column.reason")
    names = {model: context.model(model) for model in option.evolves_to}
    tables = [Table(context.caption("recorded.caption", option=option.name), columns, tuple(rows))] if rows else []
    return [*tables, *advantages_and_risks(context.language, option, names)]


def advantages_and_risks(language: Language, of: Option | Model, names: Mapping[str, str]) -> list[Block]:
    """The advantages, risks and precedents of an option or a model, and what it can become.

    names: of models by id; a model without one reads as its id.
    """
    becomes = ((names.get(model, id_as_text(model)), evolution) for model, evolution in of.evolves_to.items())
    lists = {
        "advantages": [line(sentence(text)) for text in of.advantages],
        "risks": [line(sentence(text)) for text in of.risks],
        "precedents": [_precedent(language, precedent) for precedent in of.precedents.values()],
        "evolves-to": [_evolution(language, name, evolution) for name, evolution in becomes],
    }
    blocks: list[Block] = []
    for key, items in lists.items():
        blocks += headed_list(line(bold(language.text(f"recorded.{key}"))), items)
    return blocks


def _precedent(language: Language, precedent: Precedent) -> Line:
    """Where it was done before, and what came of it."""
    name = sentence(f"{precedent.name}, {precedent.year}" if precedent.year else precedent.name)
    return spaced(bold(name), sentence(precedent.outcome), language.labelled("source", precedent.source))


def _evolution(language: Language, name: str, evolution: Evolution) -> Line:
    """The model that an option can become, and how."""
    return spaced(bold(sentence(name)), sentence(evolution.how), language.labelled("source", evolution.source))
