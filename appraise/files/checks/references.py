"""References: whether every name that a file of an appraisal uses is defined.

Runs once every file has the right shape. A name that is defined nowhere is a mistake, never a new thing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from appraise.appraisal import Characteristic, Evidence, Gate, Level, Note, Verdict
from appraise.field_types import UNKNOWN
from appraise.files.formats.file_models import AppraisalFile, EvidenceFile
from appraise.files.formats.messages import meant
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.text.yaml_tree import KeyPath
from appraise.problem import Problem

Checked = Iterator[Problem]
"""What a check yields; none stops another."""


class Known(NamedTuple):
    """Names that may be used, what tells the file and line where one is defined, and how to add one."""

    names: Collection[str]
    at: Callable[[str], str] | None = None
    add: str = ""


class Names(NamedTuple):
    """Everything an appraisal may name. paths: where each criterion and group stands in the tree."""

    criteria: Known
    groups: Known
    gates: Known
    options: Known
    documents: Known
    paths: Mapping[str, KeyPath]


def check_name(parsed: ParsedFile, path: KeyPath, what: str, name: str, known: Known, key: bool = False) -> Checked:
    """Whether a name is known; if not, what may have been meant. `key` says that the name is itself a key."""
    if name in known.names:
        return
    some = listed(known.names, 12)
    fixes = [f"write one of: {some}" if some else "", known.add]
    fix = meant(name, known.names, known.at) or "; or ".join(filter(None, fixes)) or f"add the {what} first"
    why = "what is said here would be dropped without anyone seeing it"
    code = f"unknown-{what.split()[0].strip(',')}"
    yield parsed.problem(path, code, f'no {what} is called "{name}"', why, fix, key)


def listed(names: Collection[str], most: int) -> str:
    """The first of some names, and whether there are more."""
    return ", ".join(islice(names, most)) + (", ..." if len(names) > most else "")


def check_citations(parsed: ParsedFile, path: KeyPath, evidence: Iterable[str], documents: Known) -> Checked:
    """Whether every citation in a list leads to a document."""
    for index, citation in enumerate(evidence):
        yield from check_name(parsed, (*path, index), "document", citation.partition(" ")[0], documents)


def check_evidence(parsed: ParsedFile, path: KeyPath, evidence: Evidence, documents: Known) -> Checked:
    """The same for evidence: citations for and against, or a plain list of them."""
    for_path = path if isinstance(parsed.inside(path), list) else (*path, "for")
    yield from check_citations(parsed, for_path, evidence.for_, documents)
    yield from check_citations(parsed, (*path, "against"), evidence.against, documents)


def check_levels(
    parsed: ParsedFile, path: KeyPath, stated: Mapping[str, Level], known: Mapping[str, Characteristic]
) -> Checked:
    """Whether the characteristics and levels that a model or an option states are defined."""
    for name, level in stated.items():
        if name not in known:
            yield from check_name(parsed, (*path, name), "characteristic", name, Known(known), key=True)
        elif level.level != UNKNOWN and level.level not in known[name].levels:
            allowed = Known([*known[name].levels, UNKNOWN])
            yield from check_name(parsed, (*path, name, "level"), "level", level.level, allowed)


def check_appraisal(parsed: ParsedFile, names: Names, gates: Mapping[str, Gate]) -> Checked:
    """Whether everything the appraisal's own file names is there."""
    file: AppraisalFile = parsed.value
    if file.comparator is not None:
        yield from check_name(parsed, ("comparator",), "option", file.comparator, names.options)
    for option in file.left_out:
        if option in names.options.names:
            what = f'"{option}" is left out, but it is an option too ({parsed.at("options", option)})'
            yield parsed.problem(("left-out", option), "left-out", what, "it cannot be both", "keep one", key=True)
    for option, stated in file.options.items():
        for name, level in stated.characteristics.items():
            here = ("options", option, "characteristics", name, "evidence")
            yield from check_evidence(parsed, here, level.evidence, names.documents)
    yield from _check_verdicts(parsed, file, names, gates)
    yield from _check_perspectives(parsed, file, names)
    for key in ("recommendation", "decision"):
        chosen = getattr(file, key)
        for index, option in enumerate(chosen.options if chosen else ()):
            yield from check_name(parsed, (key, "options", index), "option", option, names.options)
    every = (name for each in (names.criteria, names.groups, names.gates, names.options) for name in each.names)
    anything = Known(dict.fromkeys(every))
    for name, gap in file.unknowns.items():
        for index, affected in enumerate(gap.affects):
            where: KeyPath = ("unknowns", name, "affects", index)
            yield from check_name(parsed, where, "criterion, group, gate or option", affected, anything)
    notes: dict[KeyPath, Note | None] = {("background", name): note for name, note in file.background.items()}
    for path, note in (notes | {("consultation",): file.consultation, ("equality",): file.equality}).items():
        if note is not None:
            yield from check_citations(parsed, (*path, "evidence"), note.evidence, names.documents)


def check_accepted(parsed: ParsedFile, codes: Callable[[], Collection[str]]) -> Checked:
    """Whether everything that people accept is a finding. What tells the codes is asked only where they accept some."""
    file: AppraisalFile = parsed.value
    known = Known(codes() if file.accepted else ())
    for code in file.accepted:
        yield from check_name(parsed, ("accepted", code), "finding", code, known, key=True)


def _check_verdicts(parsed: ParsedFile, file: AppraisalFile, names: Names, gates: Mapping[str, Gate]) -> Checked:
    for gate, decided in file.verdicts.items():
        yield from check_name(parsed, ("verdicts", gate), "gate", gate, names.gates, key=True)
        for option, verdict in decided.items():
            here = ("verdicts", gate, option)
            yield from check_name(parsed, here, "option", option, names.options, key=True)
            yield from _check_condition(parsed, here, verdict)
            yield from check_evidence(parsed, (*here, "evidence"), verdict.evidence, names.documents)
    for name, stated in gates.items():
        missing = [option for option in names.options.names if option not in file.verdicts.get(name, {})]
        if stated.requires.operator is None and missing:
            what = f'no verdict at "{name}" for {_some(missing)}'
            why = "it is a gate by judgement, so people give every verdict"
            fix = "add each; where it is not known, say verdict: unknown"
            yield parsed.problem(("verdicts", name), "missing-verdict", what, why, fix, key=True)


def _check_condition(parsed: ParsedFile, path: KeyPath, verdict: Verdict) -> Checked:
    conditional = verdict.verdict == "conditional"
    if conditional and verdict.condition is None:
        what, why = "a conditional verdict has no condition", "nobody could say when it is met"
        yield parsed.problem(path, "condition", what, why, "add: condition: ...", key=True)
    if not conditional and verdict.condition is not None:
        what = f"a condition stands beside the verdict {verdict.verdict}"
        fix = "write verdict: conditional, or take the condition out"
        yield parsed.problem((*path, "condition"), "condition", what, "one of the two is wrong", fix, key=True)


def _check_perspectives(parsed: ParsedFile, file: AppraisalFile, names: Names) -> Checked:
    nodes = Known(dict.fromkeys([*names.criteria.names, *names.groups.names]), names.criteria.at)
    for name, stated in file.perspectives.items():
        path = ("perspectives", name)
        yield from check_citations(parsed, (*path, "evidence"), stated.evidence, names.documents)
        for node in stated.weights:
            yield from check_name(parsed, (*path, "weights", node), "criterion or group", node, nodes, key=True)
            # Of a path of groups and criteria, every other step is the id of a group around the last.
            if around := stated.weights.keys() & set(names.paths.get(node, ())[1:-1:2]):
                group = next(other for other in stated.weights if other in around)
                what = f'"{node}" lies inside "{group}", which has points here too'
                why = "these points would be counted twice"
                where = (*path, "weights", node)
                yield parsed.problem(where, "perspective-weights", what, why, "name one of the two", key=True)
        for index, gate in enumerate(stated.lift_gates):
            yield from check_name(parsed, (*path, "lift-gates", index), "gate", gate, names.gates)


def check_claims(parsed: ParsedFile, documents: Known) -> Checked:
    """Whether every claim's evidence leads to a document."""
    file: EvidenceFile = parsed.value
    for claim, stated in file.claims.items():
        for side, notes in (("for", stated.for_), ("against", stated.against)):
            for citation in notes:
                path = ("claims", claim, side, citation)
                yield from check_name(parsed, path, "document", citation.partition(" ")[0], documents, key=True)


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def missing_scores(parsed: ParsedFile, path: KeyPath, criterion: str, missing: list[str]) -> Problem:
    """Options that a criterion without a rule leaves unscored."""
    what = f'no score on "{criterion}" for {_some(missing)}'
    why = "a score left out is not a 0; nobody could tell what was meant"
    return parsed.problem(path, "missing-score", what, why, "add each; where it is not known, say unknown", key=True)
