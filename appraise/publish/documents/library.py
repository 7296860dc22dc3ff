"""Library: entries to look things up in: what there is, and one entry whole, with its sources."""

from collections.abc import Iterable, Mapping

from appraise.appraisal import Appraisal, Characteristic, Model
from appraise.publish.context import Context
from appraise.publish.document import Block, Document, Line, Paragraph, Section, Table, bold, line, row
from appraise.publish.language import Language, id_as_text, sentence, spaced
from appraise.publish.sections.gates import requirements
from appraise.publish.sections.method import criteria, rule, weights
from appraise.publish.sections.option_records import advantages_and_risks
from appraise.publish.sections.scales import how_scored


def contents(
    language: Language,
    models: Mapping[str, Model],
    sets: Mapping[str, Appraisal],
    characteristics: Mapping[str, Characteristic],
) -> Document:
    """What there is, each with its id."""
    kinds = {
        "models": [(id_, _named(model.name, model.summary)) for id_, model in models.items()],
        "sets": [(id_, line(sentence(criteria_set.title))) for id_, criteria_set in sets.items()],
        "characteristics": [(id_, _named(each.name, each.question)) for id_, each in characteristics.items()],
    }
    tables = [_table(language, f"library.{kind}", "library.column-entry", entries) for kind, entries in kinds.items()]
    return _document(language.text("library.heading"), language.say("library.says"), tables)


def model(
    language: Language, entry: Model, models: Mapping[str, Model], known: Mapping[str, Characteristic]
) -> Document:
    """A delivery model: what it is, its characteristics, and what speaks for and against it, each with its source."""
    says = spaced(
        language.text("library.also-known-as", names=list(entry.also_known_as)) if entry.also_known_as else "",
        sentence(entry.summary),
        *(sentence(f"{id_as_text(name)}: {text}") for name, text in entry.dimensions.items()),
        language.labelled("source", entry.source),
    )
    levels = [
        (
            known[name].name,
            spaced(
                bold(f"{stated.level}."),
                sentence(known[name].levels.get(stated.level)),
                language.labelled("reason", stated.reason),
                language.labelled("source", stated.source),
            ),
        )
        for name, stated in entry.characteristics.items()
    ]
    blocks: list[Block] = [_table(language, "recorded.column", "library.column-level", levels)] if levels else []
    names = {name: each.name for name, each in models.items()}
    return _document(entry.name, says, [*blocks, *advantages_and_risks(language, entry, names)])


def characteristic(language: Language, name: str, entry: Characteristic, models: Mapping[str, Model]) -> Document:
    """A characteristic: its question, its levels, and the level of every model."""
    meanings = [(level, line(sentence(meaning))) for level, meaning in entry.levels.items()]
    stated = [(each.name, each.characteristics[name]) for each in models.values() if name in each.characteristics]
    levels = [(model, _named(level.level, level.reason)) for model, level in stated]
    tables = [
        _table(language, "column.level", "column.meaning", meanings),
        _table(language, "library.column-model", "column.level", levels),
    ]
    return _document(entry.name, line(sentence(entry.question)), tables)


def criteria_set(context: Context) -> Document:
    """A criteria set whole: criteria with weights and scales, gates and the shortlist rule."""
    origin = context.inputs.criteria_set
    blocks: list[Block] = [Paragraph(weights(context)), criteria(context), *how_scored(context)]
    if context.inputs.gates:
        blocks.append(requirements(context))
    source = context.language.labelled("source", origin.source)
    return _document(origin.title, line(source), [*blocks, Paragraph(rule(context))])


def _table(language: Language, first: str, second: str, rows: Iterable[tuple[str, Line]]) -> Table:
    return Table("", language.columns(first, second), tuple(row(*cells) for cells in rows))


def _named(name: str, text: str | None) -> Line:
    return spaced(bold(sentence(name)), sentence(text))


def _document(title: str, says: Line, blocks: Iterable[Block]) -> Document:
    return Document(title, "", says, (Section("library", title, tuple(blocks)),))
