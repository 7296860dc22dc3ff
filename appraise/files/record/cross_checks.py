"""Misfits: what no files could have said, in a record whose every part has the right shape.

A record that passes can be shown and evaluated again. Rules are those of `criteria`, `anchors` and `names`.
"""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from operator import itemgetter
from posixpath import normpath

from appraise.analyses import AlternativeResult, GateAnalysis, PerspectiveAnalysis, Robustness, Sensitivity
from appraise.appraisal import Appraisal, Criterion, Group, Score
from appraise.field_types import SETTINGS
from appraise.files.checks.anchors import anchored, ends, outside, rates
from appraise.files.checks.criteria import required
from appraise.files.checks.references import levels
from appraise.files.formats.parsed_file import ParsedFile, Path
from appraise.files.formats.registry import Registry
from appraise.files.formats.score_sheet import range_problems
from appraise.problem import Problem
from appraise.run import Run, ScoredCell, requirement

Found = Iterator[Problem]

_MOST_FILES = 5_000


def misfits(part: ParsedFile, run: Run, registry: Registry) -> Found:
    """Every name that leads nowhere; if there is none, everything that nothing could be worked out from."""
    for view, seen in run.viewed.items():
        if None in seen:
            yield _misfit(part, ("perspectives", view), "this perspective is worked out in part only")
            return
    shortlist, analyses = run.shortlist, run.analyses
    lists: list[tuple[Path, tuple[str, ...] | None]] = [
        (("shortlist",), each) for each in (shortlist.options, shortlist.undetermined, shortlist.if_they_fail)
    ]
    lists += [(("analyses",), each) for each in (analyses.among, analyses.undecided)]
    for view, seen in run.viewed.items():
        lists += [(("perspectives", view), each) for each in (seen.shortlist, seen.undetermined)]
    for where, names in lists:
        if names and len({*names}) < len(names):
            yield _misfit(part, where, "an option is named here twice")
    nowhere = False
    for where, name, known in _names(run):
        if name not in known:
            nowhere = True
            yield _misfit(part, where, f'"{name}" is named here, but the record holds none')
    if nowhere:
        return
    inputs = run.inputs
    paths = [file.path for file in inputs.files]
    if len(paths) > _MOST_FILES:
        yield _misfit(part, ("files",), "more files are named here than any appraisal is made of")
    if len({normpath(path) for path in paths}) < len(paths):
        yield _misfit(part, ("files",), "a file is named here twice")
    if inputs.weighting.method not in registry.methods:
        yield _misfit(part, ("weighting", "method"), "this way of weighting is not known here")
    if sum(value is not None for _, value in inputs.shortlist_rule) != 1 or inputs.shortlist_rule.top == 0:
        yield _misfit(part, ("shortlist-rule",), "the shortlist wants exactly one rule")
    yield from _rules(part, inputs, registry)
    robust = run.analyses.robustness
    if robust is not None and any(len(row) != len(robust.ranks) for row in robust.ranks.values()):
        yield _misfit(part, ("analyses",), "the ranks here are not as many as the options")
    for field, bounds in SETTINGS.items():
        # A program may ask for fewer draws than files may.
        if not min(1, bounds.least) <= getattr(inputs.robustness, field) <= bounds.most:
            yield _misfit(part, ("robustness", field), "nothing can be worked out with this number")
    rows = [result.cells for result in run.options.values()]
    for name, criterion in inputs.criteria.items():
        between = ends(criterion)
        # Cells that recur are one value; on one criterion each is looked at once.
        for cell in {id(cell): cell for cell in map(itemgetter(name), rows)}.values():
            if next(_on_scale(part, (), cell, criterion, between), None):
                option = next(option for option, result in run.options.items() if result.cells[name] is cell)
                yield from _on_scale(part, ("options", option, "scores", name), cell, criterion, between)
    for view, words in inputs.perspectives.items():
        for name, row in words.scores.items():
            between = ends(inputs.criteria[name])
            for option, score in row.items():
                path = ("perspectives", view, "scores", name, option)
                yield from _on_scale(part, path, score, inputs.criteria[name], between)


def _rules(part: ParsedFile, inputs: Appraisal, registry: Registry) -> Found:
    known = inputs.characteristics
    for name, criterion in inputs.criteria.items():
        path = ("criteria", name)
        yield from list(anchored(part, path, criterion)) or rates(part, path, criterion, known)
    leaves = {**inputs.criteria, **{name: Criterion(name=words.name) for name, words in inputs.uncounted.items()}}
    for gate, words in inputs.gates.items():
        typed = requirement(words.requires)
        if isinstance(words.requires.operand, tuple):
            typed[words.requires.operator] = list(words.requires.operand)
        yield from required(part, ("gates", gate), typed, registry.operators, leaves, known)[1]
    for option, stated in inputs.options.items():
        yield from levels(part, ("options", option, "characteristics"), stated.characteristics, known)


def _on_scale(
    part: ParsedFile, path: Path, score: Score | ScoredCell, criterion: Criterion, between: tuple[Decimal, Decimal]
) -> Found:
    yield from outside(part, (*path, "score"), [score.score], criterion, between)
    yield from outside(part, (*path, "range"), score.range or (), criterion, between)
    yield from range_problems(part, path, score)


def _misfit(part: ParsedFile, path: Path, what: str) -> Problem:
    return part.problem(path, "not-a-record", what, "", "")


def _names(run: Run) -> Iterator[tuple[Path, str, Collection[str]]]:
    """Every name that a part of a record takes from another part: where, which, and the names there are."""
    inputs = run.inputs
    options, gates, criteria, groups = inputs.options, inputs.gates, inputs.criteria, inputs.groups
    nodes: dict[str, Group | Criterion] = {**groups, **criteria, **inputs.uncounted}
    seen: set[str] = set()
    for name, node in nodes.items():
        if node.group is not None:
            yield ("groups", name), node.group, seen
        seen |= {name} if name in groups else set()
    for gate, words in gates.items():
        requires = words.requires
        if requires.characteristic is not None:
            yield ("gates", gate), requires.characteristic, inputs.characteristics
        if requires.criterion is not None:
            yield ("gates", gate), requires.criterion, nodes
    for option, result in run.options.items():
        where = ("options", option)
        for wanted, there in ((gates, result.verdicts), (criteria, result.cells)):
            if wanted.keys() != there.keys():
                yield from ((where, name, there) for name in wanted)
                yield from ((where, name, wanted) for name in there)
        yield from ((where, name, gates) for name in result.because.gate)
        for criterion, other in result.because.undetermined_by:
            yield where, criterion, criteria
            yield where, other, options
    listed = run.shortlist
    for name in (*listed.options, *listed.undetermined, *listed.subject_to, *(listed.if_they_fail or ())):
        yield ("shortlist",), name, options
    yield from ((("shortlist",), gate, gates) for each in listed.subject_to.values() for gate in each)
    for view, perspective in inputs.perspectives.items():
        where = ("perspectives", view)
        yield from ((where, name, nodes) for name in perspective.weights)
        yield from ((where, name, gates) for name in perspective.lift_gates)
        for name, row in perspective.scores.items():
            yield where, name, criteria
            yield from ((where, option, options) for option in row)
    for view, found in run.viewed.items():
        where = ("perspectives", view)
        yield from ((where, option, found.options) for option in options)
        yield from ((where, option, options) for option in (*found.options, *found.shortlist, *found.undetermined))
        yield from ((where, criterion, found.shares) for criterion in criteria)
    for chosen in (inputs.recommendation, inputs.decision):
        yield from ((("recommendation",), option, options) for option in (chosen.options if chosen else ()))
    for dissent in inputs.dissent:
        yield ("dissent",), dissent.about.criterion, criteria
        yield ("dissent",), dissent.about.option, options
    for name, known in _analysed(run):
        yield ("analyses",), name, known


def _analysed(run: Run) -> Iterator[tuple[str, Collection[str]]]:
    """Every name that the analyses take from another part, and the names there are."""
    found, options = run.analyses, run.inputs.options
    yield from ((name, options) for each in (found.among, found.undecided, *found.ranges) for name in each)
    yield from _about_gates(run, found.gates)
    if found.sensitivity is not None:
        yield from _about_weights(run, found.sensitivity)
    if found.perspectives is not None:
        yield from _about_views(run, found.perspectives)
    if found.robustness is not None:
        yield from _about_robustness(run, found.robustness)


def _about_gates(run: Run, found: GateAnalysis) -> Iterator[tuple[str, Collection[str]]]:
    options, gates = run.inputs.options, run.inputs.gates
    excluded = {name: result for name, result in run.options.items() if result.outcome == "excluded"}
    yield from _same(found.excluded, excluded)
    yield from _same(found.without, gates)
    sets = (*found.decisive, *found.decisive_for_shortlist, *(each.failed for each in found.excluded.values()))
    yield from ((gate, gates) for each in (*sets, found.redundant) for gate in each)
    named = [*found.possible, *(each.option for each in found.matters), *_instead(found.without.values())]
    yield from ((name, options) for name in (*named, *([found.certain] if found.certain is not None else [])))
    for each in found.matters:
        yield each.gate or each.criterion or "", gates if each.gate is not None else run.inputs.criteria


def _about_weights(run: Run, found: Sensitivity) -> Iterator[tuple[str, Collection[str]]]:
    criteria, nodes = run.inputs.criteria, {**run.inputs.groups, **run.inputs.criteria}
    led = nodes if found.leader is not None else {}
    named = [*found.level_with, *found.overturn, *([found.leader] if found.leader is not None else [])]
    without = [each for each in found.without.values() if each is not None]
    yield from ((name, run.inputs.options) for name in (*named, *_instead([found.equal, *without])))
    yield from _same(found.stability, led)
    yield from _same(found.shortlist_stability, nodes)
    yield from _same(found.switching, led if found.overturn else {})
    yield from _same(found.scores, found.overturn)
    yield from _same(found.without, criteria)
    for inner in found.switching.values():
        yield from _same(inner, found.overturn)
    for each in found.scores.values():
        yield from _same(each, criteria)
    for shift in found.overturn.values():
        yield from ((name, criteria) for each in (shift[1:] if shift else ()) for name in each)


def _about_views(run: Run, found: PerspectiveAnalysis) -> Iterator[tuple[str, Collection[str]]]:
    named = [*found.regret, *(name for pair in found.unanimous for name in pair)]
    yield from ((name, run.inputs.options) for name in (*named, *(each.option for each in found.reconcile)))
    for each in found.reconcile:
        yield each.view or "", {"": None, **run.viewed}
        yield each.other or "", {"", *run.viewed} - {each.view or ""}
        weights = each.shift[1:] if each.shift else ()
        yield from ((name, run.inputs.criteria) for each_way in weights for name in each_way)


def _about_robustness(run: Run, found: Robustness) -> Iterator[tuple[str, Collection[str]]]:
    options, eligible = run.inputs.options, found.ranks
    pairs = (*found.identical, *((each.ahead, each.behind) for each in found.necessary))
    yield from ((name, options) for name in (*found.pairwise, *found.ranks, *(name for pair in pairs for name in pair)))
    yield from ((name, eligible) for name in (*found.first, *found.central, *found.potential, *found.confidence))
    for option, row in found.pairwise.items():
        yield from _same(row, dict.fromkeys(name for name in found.pairwise if name != option))
    at = [*found.central.values(), *(each.at for each in found.potential.values())]
    at += [each.at for each in found.necessary]
    yield from ((name, run.inputs.criteria) for weights in at for name in weights)


def _instead(results: Iterable[AlternativeResult]) -> list[str]:
    """The options that results name."""
    return [name for each in results for names in each for name in names]


def _same(found: Collection[str], wanted: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    """That two lots of names are the same."""
    yield from ((name, wanted) for name in found)
    yield from ((name, found) for name in wanted)
