"""Names: whether the files of an appraisal fit together. Every check yields problems; none stops another.

Runs once every file has the right shape. A name that nothing else knows is a mistake, never a new thing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from appraise.appraisal import UNKNOWN, Characteristic, Evidence, Gate, Level, Note, Verdict
from appraise.files.formats.file_models import AppraisalFile, EvidenceFile
from appraise.files.formats.messages import meant
from appraise.files.formats.parsed_file import ParsedFile, Path
from appraise.problem import Problem

Found = Iterator[Problem]


class Known(NamedTuple):
    """Names that may be used, what tells the file and line where one is defined, and how to add one."""

    names: Collection[str]
    at: Callable[[str], str] | None = None
    add: str = ""


class Fit(NamedTuple):
    """Everything an appraisal may name. paths: where each criterion and group stands in the tree."""

    criteria: Known
    groups: Known
    gates: Known
    options: Known
    documents: Known
    paths: Mapping[str, Path]


def unknown(part: ParsedFile, path: Path, what: str, name: str, known: Known, key: bool = False) -> Found:
    """Whether a name is known; if not, what may have been meant. `key` says that the name is itself a key."""
    if name in known.names:
        return
    some = listed(known.names, 12)
    fixes = [f"write one of: {some}" if some else "", known.add]
    fix = meant(name, known.names, known.at) or "; or ".join(filter(None, fixes)) or f"add the {what} first"
    why = "what is said here would be dropped without anyone seeing it"
    code = f"unknown-{what.split()[0].strip(',')}"
    yield part.problem(path, code, f'no {what} is called "{name}"', why, fix, key)


def listed(names: Collection[str], most: int) -> str:
    """The first of some names, and whether there are more."""
    return ", ".join(islice(names, most)) + (", ..." if len(names) > most else "")


def cited(part: ParsedFile, path: Path, evidence: Iterable[str], documents: Known) -> Found:
    """Whether every citation in a list leads to a document."""
    for index, citation in enumerate(evidence):
        yield from unknown(part, (*path, index), "document", citation.partition(" ")[0], documents)


def both_sides(part: ParsedFile, path: Path, evidence: Evidence, documents: Known) -> Found:
    """The same for evidence: citations for and against, or a plain list of them."""
    for_path = path if isinstance(part.inside(path), list) else (*path, "for")
    yield from cited(part, for_path, evidence.for_, documents)
    yield from cited(part, (*path, "against"), evidence.against, documents)


def levels(part: ParsedFile, path: Path, stated: Mapping[str, Level], known: Mapping[str, Characteristic]) -> Found:
    """Whether the characteristics and levels that a model or an option states are defined."""
    for name, level in stated.items():
        if name not in known:
            yield from unknown(part, (*path, name), "characteristic", name, Known(known), key=True)
        elif level.level != UNKNOWN and level.level not in known[name].levels:
            allowed = Known([*known[name].levels, UNKNOWN])
            yield from unknown(part, (*path, name, "level"), "level", level.level, allowed)


def in_appraisal(part: ParsedFile, fit: Fit, gates: Mapping[str, Gate]) -> Found:
    """Whether everything the appraisal's own file names is there."""
    file: AppraisalFile = part.value
    if file.comparator is not None:
        yield from unknown(part, ("comparator",), "option", file.comparator, fit.options)
    for option in file.left_out:
        if option in fit.options.names:
            what = f'"{option}" is left out, but it is an option too ({part.at("options", option)})'
            yield part.problem(("left-out", option), "left-out", what, "it cannot be both", "keep one", key=True)
    for option, words in file.options.items():
        for name, level in words.characteristics.items():
            here = ("options", option, "characteristics", name, "evidence")
            yield from both_sides(part, here, level.evidence, fit.documents)
    yield from _verdicts(part, file, fit, gates)
    yield from _perspectives(part, file, fit)
    for key in ("recommendation", "decision"):
        chosen = getattr(file, key)
        for index, option in enumerate(chosen.options if chosen else ()):
            yield from unknown(part, (key, "options", index), "option", option, fit.options)
    every = (name for each in (fit.criteria, fit.groups, fit.gates, fit.options) for name in each.names)
    anything = Known(dict.fromkeys(every))
    for name, gap in file.unknowns.items():
        for index, affected in enumerate(gap.affects):
            where: Path = ("unknowns", name, "affects", index)
            yield from unknown(part, where, "criterion, group, gate or option", affected, anything)
    notes: dict[Path, Note | None] = {("background", name): note for name, note in file.background.items()}
    for path, note in (notes | {("consultation",): file.consultation, ("equality",): file.equality}).items():
        if note is not None:
            yield from cited(part, (*path, "evidence"), note.evidence, fit.documents)


def accepted_fit(part: ParsedFile, codes: Callable[[], Collection[str]]) -> Found:
    """Whether everything that people accept is a finding. What tells the codes is asked only where they accept some."""
    file: AppraisalFile = part.value
    known = Known(codes() if file.accepted else ())
    for code in file.accepted:
        yield from unknown(part, ("accepted", code), "finding", code, known, key=True)


def _verdicts(part: ParsedFile, file: AppraisalFile, fit: Fit, gates: Mapping[str, Gate]) -> Found:
    for gate, decided in file.verdicts.items():
        yield from unknown(part, ("verdicts", gate), "gate", gate, fit.gates, key=True)
        for option, verdict in decided.items():
            here = ("verdicts", gate, option)
            yield from unknown(part, here, "option", option, fit.options, key=True)
            yield from _condition(part, here, verdict)
            yield from both_sides(part, (*here, "evidence"), verdict.evidence, fit.documents)
    for name, words in gates.items():
        missing = [option for option in fit.options.names if option not in file.verdicts.get(name, {})]
        if words.requires.operator is None and missing:
            what = f'no verdict at "{name}" for {_some(missing)}'
            why = "it is a gate by judgement, so people give every verdict"
            fix = "add each; where it is not known, say verdict: unknown"
            yield part.problem(("verdicts", name), "missing-verdict", what, why, fix, key=True)


def _condition(part: ParsedFile, path: Path, verdict: Verdict) -> Found:
    conditional = verdict.verdict == "conditional"
    if conditional and verdict.condition is None:
        why = "nobody could say when it is met"
        yield part.problem(
            path, "condition", "a conditional verdict has no condition", why, "add: condition: ...", True
        )
    if not conditional and verdict.condition is not None:
        what = f"a condition stands beside the verdict {verdict.verdict}"
        fix = "write verdict: conditional, or take the condition out"
        yield part.problem((*path, "condition"), "condition", what, "one of the two is wrong", fix, key=True)


def _perspectives(part: ParsedFile, file: AppraisalFile, fit: Fit) -> Found:
    nodes = Known(dict.fromkeys([*fit.criteria.names, *fit.groups.names]), fit.criteria.at)
    for name, words in file.perspectives.items():
        path = ("perspectives", name)
        yield from cited(part, (*path, "evidence"), words.evidence, fit.documents)
        for node in words.weights:
            yield from unknown(part, (*path, "weights", node), "criterion or group", node, nodes, key=True)
            around = words.weights.keys() & set(_groups_around(node, fit.paths))
            if around:
                group = next(other for other in words.weights if other in around)
                what = f'"{node}" lies inside "{group}", which has points here too'
                why = "these points would be counted twice"
                where = (*path, "weights", node)
                yield part.problem(where, "perspective-weights", what, why, "name one of the two", key=True)
        for index, gate in enumerate(words.lift_gates):
            yield from unknown(part, (*path, "lift-gates", index), "gate", gate, fit.gates)


def _groups_around(node: str, paths: Mapping[str, Path]) -> Path:
    """The groups that a criterion or group lies in, at any depth."""
    return paths.get(node, ())[1:-1:2]


def in_evidence(part: ParsedFile, documents: Known) -> Found:
    """Whether every claim's evidence leads to a document."""
    file: EvidenceFile = part.value
    for claim, words in file.claims.items():
        for side, notes in (("for", words.for_), ("against", words.against)):
            for citation in notes:
                path = ("claims", claim, side, citation)
                yield from unknown(part, path, "document", citation.partition(" ")[0], documents, key=True)


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def missing_scores(part: ParsedFile, path: Path, criterion: str, missing: list[str]) -> Problem:
    """Options that a criterion without a rule leaves unscored."""
    what = f'no score on "{criterion}" for {_some(missing)}'
    why = "a score left out is not a 0; nobody could tell what was meant"
    return part.problem(path, "missing-score", what, why, "add each; where it is not known, say unknown", key=True)
