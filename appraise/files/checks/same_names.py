"""Same names: whether people, who never see ids, can tell apart by name what differs."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from appraise.field_types import as_seen
from appraise.files.checks.criteria import Criteria
from appraise.files.checks.references import Checked
from appraise.files.formats.file_models import AppraisalFile, EvidenceFile
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath

_WHY = "people see names and no ids, so they could not tell the two apart"
_LONGEST = 2_000
"""Longer texts, which are names to nobody, are compared as they are typed: some letters grow to 18 others."""


class _Named(NamedTuple):
    """A name that people see.

    texts:  the name, or all that a thing is told by.
    file:   where it is written. path: where in it; of a name that came from a model, where the option stands.
    borrowed: whether the name came from a model.
    of: whose name it is, where one thing may have two.
    """

    texts: tuple[str, ...]
    file: ParsedFile
    path: KeyPath
    borrowed: bool = False
    of: str = ""


def check_option_names(parsed: ParsedFile, behind: Mapping[str, Iterable[ParsedFile]]) -> Checked:
    """Whether no two options have one name or short name, and none is left out too by one of these.

    behind: the checked models of each option. An option without a name takes that of its one model.
    """
    file: AppraisalFile = parsed.value
    options = []
    for option, stated in file.options.items():
        path: KeyPath = ("options", option)
        models = [model.value.name for model in behind[option]]
        if stated.name is not None:
            options.append(_Named((stated.name,), parsed, (*path, "name"), of=option))
        elif len(models) == 1:
            options.append(_Named((models[0],), parsed, path, borrowed=True, of=option))
        if stated.short_name is not None:
            options.append(_Named((stated.short_name,), parsed, (*path, "short-name"), of=option))
    yield from _distinct("options", options)
    by_words = {_words(named.texts[0]): named for named in options}
    for option in file.left_out:
        named = by_words.get(_words(option))
        if named is not None and option not in file.options:
            what = f'"{option}" is left out, but an option is called "{named.texts[0]}" ({_at(named)})'
            why = "readers, who see names alone, would find it left out and considered"
            fix = "keep one, or give one of them another name"
            yield parsed.problem(("left-out", option), "left-out", what, why, fix, key=True)


def check_model_names(models: Iterable[ParsedFile]) -> Checked:
    """Whether no two models that are options have one name."""
    yield from _distinct("models", (_Named((model.value.name,), model, ("name",)) for model in models))


def check_criteria_names(criteria: Criteria, definitions: Iterable[ParsedFile]) -> Checked:
    """Whether no two criteria or groups, gates, or characteristics that rules may read have one name.

    definitions: the files that define characteristics; a later one replaces what an earlier one says of an id.
    """
    file, nodes = criteria.file, criteria.groups | criteria.criteria
    tree = ((nodes[name].name, path) for name, path in criteria.paths.items())
    yield from _distinct("criteria or groups", (_Named((name,), file, (*path, "name")) for name, path in tree))
    gates = file.value.gates.items()
    yield from _distinct("gates", (_Named((gate.name,), file, ("gates", id_, "name")) for id_, gate in gates))
    characteristics = {
        id_: _Named((each.name,), parsed, ("characteristics", id_, "name"))
        for parsed in definitions
        for id_, each in parsed.value.characteristics.items()
    }
    yield from _distinct("characteristics", characteristics.values())


def check_perspective_names(parsed: ParsedFile) -> Checked:
    """Whether no two perspectives have one name."""
    perspectives = parsed.value.perspectives.items()
    named = (_Named((each.name,), parsed, ("perspectives", id_, "name")) for id_, each in perspectives)
    yield from _distinct("perspectives", named)


def check_member_names(scores: Mapping[str, ParsedFile | None], weights: Mapping[str, ParsedFile]) -> Checked:
    """Whether no two members of a panel have one name, and a member who gave scores and weights has the same in both.

    scores, weights: the members' sheets, by their ids.
    """
    sheets = [(member, sheet) for each in (scores, weights) for member, sheet in each.items() if sheet]
    named = [_Named((sheet.value.by,), sheet, ("by",), of=member) for member, sheet in sheets]
    yield from _distinct("members", named)
    first: dict[str, _Named] = {}
    for each in named:
        other = first.setdefault(each.of, each)
        if _looks(other.texts[0]) != _looks(each.texts[0]):
            what = f'"{each.of}" is "{each.texts[0]}" here and "{other.texts[0]}" at {_at(other)}'
            why = "an id stands for one person, in scores and in weights"
            yield each.file.problem(each.path, "member-name", what, why, "give both sheets the same name")


def check_document_names(parsed: ParsedFile) -> Checked:
    """Whether no two documents have title, publisher and date in common."""
    file: EvidenceFile = parsed.value
    documents = ((id_, (each.title, each.publisher or "", each.date or "")) for id_, each in file.documents.items())
    yield from _distinct("documents", (_Named(texts, parsed, ("documents", id_, "title")) for id_, texts in documents))


def check_line_names(parsed: ParsedFile) -> Checked:
    """Whether no two lines of costs are called the same."""
    lines = ((id_, each.name) for id_, each in parsed.value.lines.items())
    yield from _distinct("lines", (_Named((name,), parsed, ("lines", id_, "name")) for id_, name in lines))


def _distinct(kind: str, things: Iterable[_Named]) -> Checked:
    """Whether no two things of a kind look alike; told at the second, with the place of the first."""
    known: dict[tuple[str, ...], _Named] = {}
    for thing in things:
        first = known.setdefault(tuple(map(_looks, thing.texts)), thing)
        if first is thing or (thing.of and thing.of == first.of):
            continue
        title, *_ = thing.texts
        what = f'two {kind} are called "{title}"'
        if first.texts[0] != title:
            what = f'the names of two {kind} look alike: "{first.texts[0]}" and "{title}"'
        fix = f"give one of them another name; the first is at {_at(first)}"
        if kind == "documents":
            what += ", of the same publisher and date" if any(thing.texts[1:]) else ", without publisher or date"
            fix = f"say in the title or the date what differs, or list it once; the first is at {_at(first)}"
        elif thing.borrowed:
            what += ", as its model is"
            fix = f"add: name: ... to this option; the first is at {_at(first)}"
        yield thing.file.problem(thing.path, "same-name", what, _WHY, fix, key=thing.borrowed)


def _looks(text: str) -> str:
    return as_seen(text) if len(text) <= _LONGEST else text


def _at(named: _Named) -> str:
    return named.file.at(*named.path)


def _words(text: str) -> str:
    """A name, or an id read as words, as people see it."""
    return as_seen(text).replace("-", "")
