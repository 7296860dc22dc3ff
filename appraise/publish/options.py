"""The options: what each is, what was left out and what the question covers; and all that is recorded about each."""

from appraise.appraisal import Level, Option
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
    plain,
)
from appraise.publish.view import View
from appraise.publish.words import cited, listed, sentence, spaced, words_of

RECORDED = "What is recorded about each option"


def options(view: View) -> Section:
    """The options in a line each, then what is left out and the scope."""
    rows = [Row((Cell(line(view.marked(o))), Cell(line(_what(view, view.inputs.options[o]))))) for o in view.order]
    blocks: list[Block] = [Table("Options considered", (Column("Option"), Column("What it is")), tuple(rows))]
    if view.inputs.left_out:
        blocks += [Subheading("Left out"), Bullets(tuple(_left_out(*pair) for pair in view.inputs.left_out.items()))]
    scope = view.inputs.scope
    parts = (("In scope", scope.in_), ("Out of scope", scope.out), ("Undecided", scope.undecided))
    for word, items in parts:
        if items:
            blocks += [Subheading(word), Bullets(tuple(line(sentence(item)) for item in items))]
    return Section("options", "The options", tuple(blocks))


def recorded(view: View) -> Section:
    """What each option's facts, precedents, advantages and risks say, and what it can become."""
    blocks: list[Block] = []
    for option in view.order:
        said = _recorded(view, view.inputs.options[option])
        if said:
            blocks += [Subheading(view.marked(option)), *said]
    return Section("recorded", RECORDED, (*_levels(view), *blocks))


def _what(view: View, option: Option) -> str:
    dimensions = (sentence(f"{words_of(name)}: {text}") for name, text in option.dimensions.items())
    models = [view.model(model) for model in option.models]
    combines = f"Combines {plain(listed(models))}." if len(models) > 1 else ""
    reason = f"Reason: {sentence(option.reason)}" if option.reason else ""
    return spaced(sentence(option.summary), *dimensions, combines, reason)


def _shown(view: View, option: Option) -> dict[str, Level]:
    """The characteristics that a gate or a rule reads, or that people cite evidence for."""
    inputs = view.inputs
    read = {gate.requires.characteristic for gate in inputs.gates.values()}
    read |= {criterion.rate_from.characteristic for criterion in inputs.criteria.values() if criterion.rate_from}
    return {name: level for name, level in option.characteristics.items() if name in read or any(level.evidence)}


def _levels(view: View) -> list[Table]:
    """What each characteristic asks, and what its levels mean."""
    stated = {name for option in view.inputs.options.values() for name in _shown(view, option)}
    rows = []
    for name, words in view.inputs.characteristics.items():
        if name in stated:
            rows.append(Row((Cell(line(words.name)), Cell(line(words.question))), role="group"))
            rows += [
                Row((Cell(line(level)), Cell(line(sentence(means)))), depth=1) for level, means in words.levels.items()
            ]
    columns = (Column("Characteristic and its levels"), Column("Question and meaning"))
    return [Table("Characteristics and levels", columns, tuple(rows))] if rows else []


def _left_out(name: str, reason: str) -> Line:
    return line(bold(f"{words_of(name)}."), f" {sentence(reason)}")


def _recorded(view: View, option: Option) -> list[Block]:
    blocks: list[Block] = []
    rows = []
    for name, level in _shown(view, option).items():
        characteristic = view.inputs.characteristics.get(name)
        library = "From the library of delivery models. " if not any(level.evidence) and level.source else ""
        source = f"{library}Source: {sentence(level.source)}" if level.source else ""
        why = spaced(sentence(level.reason), cited(level.evidence.for_, level.evidence.against), source)
        heading = characteristic.name if characteristic else words_of(name)
        rows.append(Row((Cell(line(heading)), Cell(line(level.level)), Cell(line(why)))))
    if rows:
        columns = (Column("Characteristic"), Column("Level"), Column("Reason"))
        blocks.append(Table(view.caption(f"Characteristics of {option.name}"), columns, tuple(rows)))
    for word, items in (
        ("Advantages", [line(sentence(text)) for text in option.advantages]),
        ("Risks", [line(sentence(text)) for text in option.risks]),
        ("Precedents", _precedents(option)),
        ("What it can become", _evolution(view, option)),
    ):
        if items:
            blocks += [Paragraph(line(bold(word))), Bullets(tuple(items))]
    return blocks


def _precedents(option: Option) -> list[Line]:
    items = []
    for precedent in option.precedents.values():
        named = f"{precedent.name}, {precedent.year}." if precedent.year else f"{precedent.name}."
        source = f"Source: {sentence(precedent.source)}" if precedent.source else ""
        rest = spaced(sentence(precedent.outcome), source)
        items.append(line(bold(named), f" {rest}" if rest else ""))
    return items


def _evolution(view: View, option: Option) -> list[Line]:
    items = []
    for model, evolution in option.evolves_to.items():
        source = f"Source: {sentence(evolution.source)}" if evolution.source else ""
        items.append(line(bold(f"{view.model(model)}."), f" {spaced(sentence(evolution.how), source)}"))
    return items
