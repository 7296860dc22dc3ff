"""The library to look things up in: what there is, and one entry whole, with its sources."""

from collections.abc import Iterable, Mapping

from appraise.appraisal import Appraisal, Characteristic, Model
from appraise.publish.document import (
    Block,
    Cell,
    Column,
    Document,
    Line,
    Paragraph,
    Row,
    Section,
    Table,
    bold,
    line,
)
from appraise.publish.gates import requirements
from appraise.publish.method import criteria, how_scored, rule, weights
from appraise.publish.options import said_of
from appraise.publish.view import View
from appraise.publish.words import Words, sentence, spaced, words_of


def contents(
    words: Words,
    models: Mapping[str, Model],
    sets: Mapping[str, Appraisal],
    characteristics: Mapping[str, Characteristic],
) -> Document:
    """What there is, each with its id."""
    named = (
        ("models", {name: spaced(bold(sentence(each.name)), sentence(each.summary)) for name, each in models.items()}),
        ("sets", {name: line(sentence(each.title)) for name, each in sets.items()}),
        (
            "characteristics",
            {
                name: spaced(bold(sentence(each.name)), sentence(each.question))
                for name, each in characteristics.items()
            },
        ),
    )
    tables = tuple(_table(words, f"library.{key}", "library.column-entry", found.items()) for key, found in named)
    return _document(words.text("library.heading"), words.say("library.says"), tables)


def model(words: Words, entry: Model, models: Mapping[str, Model], known: Mapping[str, Characteristic]) -> Document:
    """A delivery model: what it is, its characteristics, and what speaks for and against it, each with its source."""
    says = spaced(
        words.text("library.also-known-as", names=list(entry.also_known_as)) if entry.also_known_as else "",
        sentence(entry.summary),
        *(sentence(f"{words_of(name)}: {text}") for name, text in entry.dimensions.items()),
        words.labelled("source", entry.source),
    )
    levels = [
        (
            known[name].name,
            spaced(
                bold(f"{stated.level}."),
                sentence(known[name].levels.get(stated.level)),
                words.labelled("reason", stated.reason),
                words.labelled("source", stated.source),
            ),
        )
        for name, stated in entry.characteristics.items()
    ]
    blocks: list[Block] = [_table(words, "recorded.column", "library.column-level", levels)] if levels else []
    names = {name: each.name for name, each in models.items()}
    return _document(entry.name, says, [*blocks, *said_of(words, entry, names)])


def characteristic(words: Words, name: str, entry: Characteristic, models: Mapping[str, Model]) -> Document:
    """A characteristic: its question, its levels, and the level of every model."""
    levels = _table(
        words, "column.level", "column.meaning", [(each, line(sentence(said))) for each, said in entry.levels.items()]
    )
    stated = [(each.name, each.characteristics[name]) for each in models.values() if name in each.characteristics]
    rows = [(model, spaced(bold(f"{level.level}."), sentence(level.reason))) for model, level in stated]
    return _document(
        entry.name,
        line(sentence(entry.question)),
        [levels, _table(words, "library.column-model", "column.level", rows)],
    )


def criteria_set(view: View) -> Document:
    """A criteria set whole: criteria with weights and scales, gates and the shortlist rule."""
    origin = view.inputs.criteria_set
    blocks: list[Block] = [Paragraph(weights(view)), criteria(view), *how_scored(view)]
    if view.inputs.gates:
        blocks.append(requirements(view))
    return _document(origin.title, line(view.words.labelled("source", origin.source)), [*blocks, Paragraph(rule(view))])


def _table(words: Words, first: str, second: str, rows: Iterable[tuple[str, Line]]) -> Table:
    body = tuple(Row((Cell(line(name)), Cell(said))) for name, said in rows)
    return Table("", (Column(words.text(first)), Column(words.text(second))), body)


def _document(title: str, says: Line, blocks: Iterable[Block]) -> Document:
    return Document(title, "", says, (Section("library", title, tuple(blocks)),))
