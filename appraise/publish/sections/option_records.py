"""Option records: the facts, precedents, advantages and risks recorded about each option."""

from collections.abc import Mapping

from appraise.appraisal import Evolution, Model, Option, Precedent
from appraise.publish.context import APPENDIX, Context
from appraise.publish.document import Block, Line, Paragraph, Section, Subheading, Table, bold, headed_list, line, row
from appraise.publish.language import Language, id_as_text, sentence, spaced
from appraise.publish.sections.options import structure


def option_records(context: Context) -> Section:
    """The section: what the levels of characteristics mean, then what is recorded about each option."""
    blocks: list[Block] = []
    for option in context.shown:
        record = _record(context, option)
        if record:
            blocks += [Subheading(context.marked(option)), *record]
    opening = [Paragraph(context.say("recorded.from-library"))] if _from_library(context) else []
    return Section("recorded", context.text("recorded.heading"), (*opening, *_levels(context), *blocks))


def _from_library(context: Context) -> bool:
    """Whether a level is that of a delivery model in general, which names its source and cites no document."""
    levels = (level for name in context.shown for level in context.inputs.options[name].characteristics.values())
    return any(level.source and not level.evidence.citations for level in levels)


def _levels(context: Context) -> list[Table]:
    """What each characteristic asks, and what its levels mean."""
    stated = {name for option in context.inputs.options.values() for name in option.characteristics}
    rows = []
    for name, characteristic in context.inputs.characteristics.items():
        if name in stated:
            rows.append(row(characteristic.name, characteristic.question, role="group"))
            rows += [row(level, sentence(meaning), depth=1) for level, meaning in characteristic.levels.items()]
    columns = context.columns("recorded.column-levels", "recorded.column-meanings")
    return [Table(context.text("recorded.caption-levels"), columns, tuple(rows))] if rows else []


def _told(context: Context, option: str, characteristic: str) -> bool:
    """Whether the appendix gives the reason for a level, as that of a verdict that is not a pass."""
    judged = context.run.options[option].verdicts
    return option in context.shown[: APPENDIX.options] and any(
        gate.requires.characteristic == characteristic
        and judged[name].from_ == "rule"
        and judged[name].verdict != "pass"
        for name, gate in context.inputs.gates.items()
    )


def _record(context: Context, name: str) -> list[Block]:
    """A table of the characteristics of an option, then its advantages, risks and so on."""
    rows, option = [], context.inputs.options[name]
    for each, level in option.characteristics.items():
        characteristic = context.inputs.characteristics.get(each)
        cited = context.cited(level.evidence.for_, level.evidence.against)
        why = [context.say("recorded.in-appendix")] if _told(context, name, each) else [sentence(level.reason), cited]
        reason = spaced(*why, context.language.labelled("source", level.source))
        rows.append(row(characteristic.name if characteristic else id_as_text(each), level.level, reason))
    columns = context.columns("recorded.column", "column.level", "column.reason")
    names = {model: context.model(model) for model in option.evolves_to}
    tables = [Table(context.caption("recorded.caption", option=option.name), columns, tuple(rows))] if rows else []
    built = spaced(*structure(context, option))
    opening: list[Block] = [Paragraph(built)] if built else []
    return [*opening, *tables, *advantages_and_risks(context.language, option, names)]


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
        blocks += headed_list(language.text(f"recorded.{key}"), items, minor=True)
    return blocks


def _precedent(language: Language, precedent: Precedent) -> Line:
    """Where it was done before, and what came of it."""
    name = sentence(f"{precedent.name}, {precedent.year}" if precedent.year else precedent.name)
    return spaced(bold(name), sentence(precedent.outcome), language.labelled("source", precedent.source))


def _evolution(language: Language, name: str, evolution: Evolution) -> Line:
    """The model that an option can become, and how."""
    return spaced(bold(sentence(name)), sentence(evolution.how), language.labelled("source", evolution.source))
