"""Misfits: what no files could have said, in a record whose every part has the right shape.

A record that passes can be shown and evaluated again. Rules are those of `criteria`, `anchors` and `names`.
"""

from collections.abc import Collection, Iterator

from appraise.appraisal import Appraisal, Criterion, Group, Score
from appraise.files.anchors import anchored, outside, rates
from appraise.files.cells import range_problems
from appraise.files.criteria import required
from appraise.files.names import levels
from appraise.files.part import Part, Path
from appraise.files.tables import Tables
from appraise.problem import Problem
from appraise.run import Cell, Run, requirement

Found = Iterator[Problem]


def misfits(part: Part, run: Run, tables: Tables) -> Found:
    """Every name that leads nowhere; if there is none, everything that nothing could be worked out from."""
    nowhere = False
    for where, name, known in _names(run):
        if name not in known:
            nowhere = True
            yield _misfit(part, where, f'"{name}" is named here, but the record holds none')
    if nowhere:
        return
    inputs = run.inputs
    if inputs.weighting.method not in tables.methods:
        yield _misfit(part, ("weighting", "method"), "this way of weighting is not known here")
    if sum(each is not None for each in inputs.shortlist_rule) != 1 or inputs.shortlist_rule.top == 0:
        yield _misfit(part, ("shortlist-rule",), "the shortlist wants exactly one rule")
    yield from _rules(part, inputs, tables)
    for option, result in run.options.items():
        for name, cell in result.cells.items():
            yield from _on_scale(part, ("options", option, "scores", name), cell, inputs.criteria[name])
    for view, words in inputs.perspectives.items():
        for name, row in words.scores.items():
            for option, score in row.items():
                path = ("perspectives", view, "scores", name, option)
                yield from _on_scale(part, path, score, inputs.criteria[name])


def _rules(part: Part, inputs: Appraisal, tables: Tables) -> Found:
    known = inputs.characteristics
    for name, criterion in inputs.criteria.items():
        path = ("criteria", name)
        yield from list(anchored(part, path, criterion)) or rates(part, path, criterion, known)
    leaves = {**inputs.criteria, **{name: Criterion(words.name) for name, words in inputs.uncounted.items()}}
    for gate, words in inputs.gates.items():
        typed = requirement(words.requires)
        if isinstance(words.requires.operand, tuple):
            typed[words.requires.operator] = list(words.requires.operand)
        yield from required(part, ("gates", gate), typed, tables.operators, leaves, known)[1]
    for option, stated in inputs.options.items():
        yield from levels(part, ("options", option, "characteristics"), stated.characteristics, known)


def _on_scale(part: Part, path: Path, score: Score | Cell, criterion: Criterion) -> Found:
    yield from outside(part, (*path, "score"), [score.score], criterion)
    yield from outside(part, (*path, "range"), score.range or (), criterion)
    yield from range_problems(part, path, score)


def _misfit(part: Part, path: Path, what: str) -> Problem:
    return part.problem(path, "not-a-record", what, "", "")


def _names(run: Run) -> Iterator[tuple[Path, str, Collection[str]]]:
    """Every name that a part of a record takes from another part: where, which, and the names there are."""
    inputs = run.inputs
    options, gates, criteria, groups = inputs.options, inputs.gates, inputs.criteria, inputs.groups
    nodes: dict[str, Group | Criterion] = {**groups, **criteria, **inputs.uncounted}
    seen: list[str] = []
    for name, node in nodes.items():
        if node.group is not None:
            yield ("groups", name), node.group, seen
        seen += [name] if name in groups else []
    for gate, words in gates.items():
        requires = words.requires
        if requires.characteristic is not None:
            yield ("gates", gate), requires.characteristic, inputs.characteristics
        if requires.criterion is not None:
            yield ("gates", gate), requires.criterion, nodes
    for option, result in run.options.items():
        where = ("options", option)
        for wanted, there in ((gates, result.verdicts), (criteria, result.cells)):
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
    inputs, found = run.inputs, run.analyses
    options, gates, criteria = inputs.options, inputs.gates, inputs.criteria
    decided, moved, views, robust = found.gates, found.sensitivity, found.perspectives, found.robustness
    named: list[str | None] = [*found.among, *found.undecided, *decided.excluded, *decided.possible, decided.certain]
    named += [option for each in decided.shortlist_without.values() for option in each]
    named += [option for _, option in decided.matters] + [option for each in found.ranges for option in each]
    yield from ((name, {**gates, **criteria}) for name, _ in decided.matters)
    sets = (*decided.decisive, *decided.decisive_for_shortlist, *(each.failed for each in decided.excluded.values()))
    yield from ((gate, gates) for each in (*sets, decided.redundant) for gate in each)
    yield from _same(decided.shortlist_without, gates)
    if moved is not None:
        instead = [moved.equal, *(each for each in moved.without.values() if each is not None)]
        named += [moved.leader, *moved.level_with, *moved.overturn]
        named += [option for each in instead for option in (each.leader, *each.shortlist, *each.undetermined)]
        led = {**inputs.groups, **criteria} if moved.leader is not None else {}
        yield from _same(moved.stability, led)
        yield from _same(moved.shortlist_stability, {**inputs.groups, **criteria})
        yield from _same(moved.switching, led if moved.overturn else {})
        yield from _same(moved.scores, moved.overturn)
        yield from _same(moved.without, criteria)
        for inner, outer in ((each, moved.overturn) for each in moved.switching.values()):
            yield from _same(inner, outer)
        for each in moved.scores.values():
            yield from _same(each, criteria)
    shifts = [*moved.overturn.values()] if moved is not None else []
    if views is not None:
        named += [*views.regret, *(option for pair in views.unanimous for option in pair)]
        named += [each.option for each in views.reconcile]
        shifts += [each.shift for each in views.reconcile]
        pairs = ((each.view, each.other) for each in views.reconcile)
        yield from ((name, run.viewed) for pair in pairs for name in pair if name is not None)
        yield from (("", ()) for each in views.reconcile if each.view == each.other)
    weights = [each for shift in shifts if shift is not None for each in (shift.from_, shift.to)]
    if robust is not None:
        named += [option for pair in (*robust.dominance, *robust.identical) for option in pair]
        named += [
            *robust.first,
            *robust.central,
            *robust.potential,
            *robust.confidence,
            *robust.ranks,
            *robust.pairwise,
        ]
        named += [option for each in robust.necessary for option in (each.ahead, each.behind)]
        weights += [*robust.central.values(), *(each.at for each in robust.potential.values())]
        weights += [each.at for each in robust.necessary]
        yield from (("", ()) for each in robust.ranks.values() if len(each) != len(robust.ranks))
    yield from ((name, options) for name in named if name is not None)
    yield from ((name, criteria) for each in weights for name in each)


def _same(found: Collection[str], wanted: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    """That two lots of names are the same."""
    yield from ((name, wanted) for name in found)
    yield from ((name, found) for name in wanted)
