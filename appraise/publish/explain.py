"""Why a thing is as it is, number by number, back to the file and line where people wrote each.

`at` says where: from the keys of a thing in the record to "scores.yaml:12", or nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from appraise.analyses import PerspectiveAnalysis
from appraise.appraisal import Criterion, Unknown
from appraise.publish.decided import each_gate, still_open, what_gates_decided, without_gates
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Line,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    bold,
    line,
)
from appraise.publish.firm import among, nobody_else
from appraise.publish.gates import asked_for, read_level, why
from appraise.publish.gates import verdicts as gate_verdicts
from appraise.publish.method import how_scored, rule
from appraise.publish.options import what
from appraise.publish.perspectives import perspectives, seen_from
from appraise.publish.reasons import why as why_scored
from appraise.publish.result import outcome
from appraise.publish.since import then
from appraise.publish.status import status
from appraise.publish.turning import about_ranges, level_scores
from appraise.publish.unagreed import about_option, pairs, whatever_the_weights
from appraise.publish.view import View, added_up, range_text, score_text
from appraise.publish.views import dissent
from appraise.publish.weights import how_far, order_firm, shift_text, switching
from appraise.publish.words import number, sentence, spaced
from appraise.run import Cell as Scored
from appraise.run import rounded

At = Callable[..., str]


def explained(view: View, name: str, at: At) -> list[Document]:
    """All that a name stands for in an appraisal, an option first; nothing where nothing has it."""
    inputs = view.inputs
    kinds: list[tuple[Collection[str], Callable[[View, str, At], Document]]] = [
        (inputs.options, _option),
        (inputs.gates, _gate),
        (inputs.criteria, _criterion),
        (inputs.uncounted, _uncounted),
        (inputs.groups, _group),
        (inputs.perspectives, _perspective),
    ]
    asked = [QUESTIONS[name](view)] if name in QUESTIONS else []
    return asked + [explain(view, name, at) for known, explain in kinds if name in known]


def _about_gates(view: View) -> Document:
    """What the gates decided."""
    blocks = [gate_verdicts(view), *what_gates_decided(view)[1:], *still_open(view)] if view.inputs.gates else []
    return _question(view, "decided.heading", blocks, "explain.no-gates")


def _about_weights(view: View) -> Document:
    """How far every weight can move, and where each rival is level."""
    blocks = [*among(view), *how_far(view), *switching(view)] if not nobody_else(view) else []
    return _question(view, "weights.heading", blocks, "firm.alone")


def _about_scores(view: View) -> Document:
    """The scores at which others are level, and what ranges and unknown scores can change."""
    blocks: list[Block] = []
    if not nobody_else(view):
        blocks = [*among(view), *level_scores(view), *about_ranges(view), *still_open(view)]
    return _question(view, "turning.heading", blocks, "firm.alone")


def _about_robustness(view: View) -> Document:
    """What holds whatever the weights."""
    blocks = [*among(view), *whatever_the_weights(view), *pairs(view)] if not nobody_else(view) else []
    return _question(view, "unagreed.heading", blocks, "firm.alone")


def _question(view: View, heading: str, blocks: Sequence[Block], nothing: str) -> Document:
    return _document(view, view.text(heading), () if blocks else view.say(nothing), [*blocks])


QUESTIONS: Mapping[str, Callable[[View], Document]] = {
    "gates": _about_gates,
    "weights": _about_weights,
    "scores": _about_scores,
    "robustness": _about_robustness,
}
"""What can be asked of a whole result."""


def _document(view: View, title: str, says: Line, blocks: list[Block]) -> Document:
    head = [Paragraph(says)] if says else []
    return Document(title, "", status(view), (Section("explain", title, (*head, *blocks)),))


def _placed(view: View, place: str) -> str:
    """Where something stands, after it."""
    return view.text("explain.place", place=place) if place else ""


def _inside(view: View, place: str) -> str:
    """The same inside a sentence."""
    return f" {_placed(view, place)}" if place else ""


def _option(view: View, name: str, at: At) -> Document:
    """An option: its gates, how its total comes about, and where that puts it."""
    option, found = view.inputs.options[name], view.run.options[name]
    blocks: list[Block] = [
        Paragraph(spaced(what(view, option), _placed(view, at("options", name, "summary") or at("options", name))))
    ]
    if view.inputs.gates:
        said = (_verdict(view, name, gate, at) for gate in view.inputs.gates)
        blocks += [Subheading(view.text("explain.gates")), Bullets(tuple(said))]
    cells = tuple(_points(view, name, criterion, at) for criterion in view.inputs.criteria)
    blocks += [Subheading(view.text("explain.total")), Bullets(cells), Paragraph(_sum(view, name))]
    placed = _placed(view, at("shortlist-rule"))
    tied = [view.name(other) for other in view.tied(name) if other != name]
    key = "explain.excluded" if found.outcome == "excluded" else "explain.rank-tied" if tied else "explain.rank"
    rank = str(found.rank) if found.rank is not None else view.rank(name)
    among = view.words.counted(len(view.eligible), "option")
    ranks = view.say(key, len(view.eligible), rank=rank, among=among, options=tied)
    blocks += [Subheading(view.text("explain.outcome")), Paragraph(spaced(ranks, rule(view), placed, then(view, name)))]
    firmness = _how_firm(view, name)
    if firmness:
        blocks += [Subheading(view.text("firm.heading")), Bullets(tuple(firmness))]
    dissents = dissent(view, lambda each: each.about.option == name)
    if dissents:
        blocks += [Subheading(view.text("views.dissent")), Bullets(tuple(dissents))]
    theirs = seen_from(view, name)
    if theirs:
        blocks += [Subheading(view.text("perspectives.heading")), Bullets(tuple(theirs))]
    return _document(view, view.marked(name), outcome(view, name), blocks)


def _how_firm(view: View, option: str) -> list[Line]:
    """What it would take to bring an option level with the first, or off first place; and what holds anyway."""
    analyses, said = view.run.analyses, []
    found = analyses.sensitivity
    if option in analyses.gates.excluded:
        said.append(without_gates(view, option))
    elif found is not None and found.leader == option:
        said += order_firm(view)
    elif found is not None and found.leader is not None and found.overturn.get(option) is not None:
        shift = found.overturn[option]
        if shift is not None and shift.moved:
            said.append(view.say("explain.level", shift=shift_text(view, shift), leader=view.name(found.leader)))
    elif found is not None and option in found.overturn and found.leader is not None:
        said.append(view.say("explain.never-level", leader=view.name(found.leader)))
    elif option in analyses.undecided:
        said.append(view.say("explain.could-lead" if option in analyses.gates.possible else "explain.cannot-lead"))
    return [*said, *about_option(view, option)]


def _verdict(view: View, option: str, gate: str, at: At) -> Line:
    """A verdict, what the gate asks, and what the verdict rests on."""
    words, judged = view.inputs.gates[gate], view.run.options[option].verdicts[gate]
    level = view.inputs.options[option].characteristics.get(words.requires.characteristic or "")
    return spaced(
        view.say("explain.verdict", gate=words.name, verdict=view.text(f"verdict.{judged.verdict}").lower()),
        asked_for(view, words.requires),
        _placed(view, at("gates", gate)),
        why(view, option, gate, _inside(view, _rests_on(view, option, gate, at))),
        view.words.labelled("source", level.source) if level and judged.from_ == "rule" else "",
    )


def _rests_on(view: View, option: str, gate: str, at: At) -> str:
    """Where the decision, the level or the score stands that a verdict follows from."""
    requires = view.inputs.gates[gate].requires
    if view.run.options[option].verdicts[gate].from_ == "decision":
        return at("options", option, "verdicts", gate)
    if requires.characteristic is not None:
        return at("options", option, "characteristics", requires.characteristic)
    return at("options", option, "scores", requires.criterion) if requires.criterion in view.inputs.criteria else ""


def _points(view: View, option: str, name: str, at: At) -> Line:
    """The points that a criterion adds, worked out from the score and the weight as people wrote them; then why."""
    criterion, cell = view.inputs.criteria[name], view.run.options[option].cells[name]
    share, typed = number(view.run.shares[name] * 100), criterion.weight
    shares = {"share": view.text("percent.figure", figure=share)}
    low, high = (rounded(end, 3) for end in view.points[option][name])
    points = view.words.span(low, high)
    if cell.value is None:
        value = view.say("explain.value-open", value=view.words.span(*(cell.value_range or (Decimal(0), Decimal(100)))))
        product = view.say("explain.points-open", points=points, **shares)
    else:
        value = _value(view, criterion, cell.score, cell.value)
        equals = _equals(cell.value * view.run.shares[name], low)
        product = view.say("explain.points", value=number(cell.value), equals=equals, points=points, **shares)
    as_given = typed is None or number(typed) == share
    around = (view.inputs.groups[name] for name in _around(view, criterion.group))
    group = next((words for words in around if words.weight is not None), None)
    by_rule = criterion.rate_from if cell.from_ == "rule" else None
    level = by_rule and view.inputs.options[option].characteristics.get(by_rule.characteristic)
    rested = at("options", option, "characteristics", by_rule.characteristic) if by_rule else ""
    return spaced(
        view.say("explain.criterion", criterion=criterion.name, points=view.words.points(points)),
        _score(view, criterion, cell, _inside(view, at("options", option, "scores", name))),
        value,
        view.say(
            "explain.weight" if as_given else "explain.weight-inside" if group else "explain.weight-given",
            given=number(typed or Decimal(0)),
            group=group.name if group else "",
            place=_inside(view, at("criteria", name, "weight")),
            **shares,
        ),
        product,
        read_level(view, option, by_rule.characteristic, _inside(view, rested)) if by_rule else "",
        why_scored(view, cell),
        view.words.labelled("source", level.source) if level else "",
    )


def _score(view: View, criterion: Criterion, cell: Scored, place: str) -> Line:
    """A score as recorded, with where it stands."""
    if isinstance(cell.score, Decimal):
        return view.say("explain.score", score=spaced(score_text(criterion, cell), range_text(cell)), place=place)
    key = "explain.score-unknown-range" if cell.range else "explain.score-unknown"
    return view.say(key, range=view.words.span(*cell.range) if cell.range else "", place=place)


def _value(view: View, criterion: Criterion, score: Decimal | Unknown, value: Decimal) -> Line:
    """How a score becomes a value: on the straight line between the two anchors around it."""
    if not isinstance(score, Decimal):
        return view.say("explain.value-whatever", value=number(value))
    (low, least), (high, most) = next(pair for pair in pairwise(criterion.points) if score <= pair[1][0])
    if {least, most} != {Decimal(0), Decimal(100)}:
        ends = {"low": number(low), "least": number(least), "high": number(high), "most": number(most)}
        return view.say("explain.value-between", value=number(value), **ends)
    worst, best = (low, high) if least < most else (high, low)
    ends = {
        "worst": number(worst),
        "best": number(best),
        "equals": _equals((score - worst) * 100, value * (best - worst)),
    }
    return view.say("explain.value", score=number(score), value=number(value), **ends)


def _equals(worked_out: Decimal, shown: Decimal) -> str:
    """The sign between what is worked out and what is shown of it."""
    return "=" if worked_out == shown else "\N{ALMOST EQUAL TO}"


def _sum(view: View, option: str) -> Line:
    """The points added up to the total. Shares are recorded to 6 places, so that a sum may differ in the third."""
    ends = [view.points[option][name] for name in view.inputs.criteria]
    low, high = (rounded(end, 3) for end in view.totals[option])
    total = view.words.points(view.words.span(low, high))
    if any(least != most for least, most in ends):
        return view.say("explain.sum-open", total=total)
    if len(ends) == 1:
        return view.say("explain.sum-one", total=total)
    points = [rounded(least, 3) for least, _ in ends]
    exact = sum(points, Decimal(0)) == low
    return view.say(
        "explain.sum" if exact else "explain.sum-about", points=" + ".join(map(number, points)), total=total
    )


def _gate(view: View, name: str, at: At) -> Document:
    """A gate: what it asks, and every option's verdict with what it rests on."""
    gate = view.inputs.gates[name]
    says = spaced(
        asked_for(view, gate.requires),
        view.text("gates.deadline", date=view.words.date(gate.deadline)) if gate.deadline else "",
        sentence(gate.reason),
        view.words.labelled("source", gate.source),
        _placed(view, at("gates", name)),
    )
    rows = []
    for option in view.order:
        verdict = bold(f"{view.text(f'verdict.{view.run.options[option].verdicts[name].verdict}')}.")
        said = why(view, option, name, _inside(view, _rests_on(view, option, name, at)))
        rows.append(Row((Cell(line(view.marked(option))), Cell(spaced(verdict, said)))))
    columns = Column(view.text("column.option")), Column(view.text("gates.column-reason"))
    return _document(
        view,
        view.text("explain.title.gate", name=gate.name),
        says,
        [Paragraph(each_gate(view, name)), Table(view.caption("explain.caption-verdicts"), columns, tuple(rows))],
    )


def _criterion(view: View, name: str, at: At) -> Document:
    """A criterion: what it asks and counts for, how scores become values, and every option's score."""
    criterion = view.inputs.criteria[name]
    group = criterion.group
    within = ""
    if group is not None:
        share = view.words.percent(view.run.shares[group])
        within = view.text("explain.in-group", group=view.inputs.groups[group].name, share=share)
    says = spaced(
        sentence(criterion.question),
        view.words.labelled("source", criterion.source),
        _placed(view, at("criteria", name)),
        view.say("explain.share", share=view.words.percent(view.run.shares[name])),
        _placed(view, at("criteria", name, "weight")),
        within,
    )
    rows = []
    for option in view.order:
        cell = view.run.options[option].cells[name]
        scored, points = spaced(score_text(criterion, cell), range_text(cell)), view.added(*view.points[option][name])
        rule = criterion.rate_from if cell.from_ == "rule" else None
        where = ("characteristics", rule.characteristic) if rule else ("scores", name)
        reason = spaced(why_scored(view, cell), _placed(view, at("options", option, *where)))
        rows.append(Row((Cell(line(view.marked(option))), Cell(scored), Cell(line(points)), Cell(reason))))
    columns = (
        Column(view.text("column.option")),
        Column(view.text("column.score"), numeric=True),
        Column(view.text("column.points"), numeric=True),
        Column(view.text("column.reason")),
    )
    alone = view._replace(run=view.run._replace(inputs=view.inputs._replace(criteria={name: criterion})))
    table = Table(view.caption("explain.caption-scores"), columns, tuple(rows))
    return _document(view, view.text("explain.title.criterion", name=criterion.name), says, [*how_scored(alone), table])


def _uncounted(view: View, name: str, at: At) -> Document:
    """A criterion that does not count, as a set that runs alone has no rule to score by."""
    words = view.inputs.uncounted[name]
    share = view.words.percent(view.run.shares[name])
    said = spaced(sentence(words.question), _placed(view, at("uncounted", name)))
    title = view.text("explain.title.criterion", name=words.name)
    return _document(view, title, spaced(said, view.say("explain.uncounted", share=share)), [])


def _group(view: View, name: str, at: At) -> Document:
    """A group: its weight, what is in it, and the points it gives each option."""
    inputs = view.inputs
    inside, counted = (
        [key for key, words in kind.items() if name in _around(view, words.group)]
        for kind in (inputs.uncounted, inputs.criteria)
    )
    words = inputs.groups[name]
    says = spaced(
        sentence(words.question),
        _placed(view, at("groups", name)),
        view.say("explain.share", share=view.words.percent(view.run.shares[name])),
        view.say("explain.holds", criteria=[inputs.criteria[key].name for key in counted]) if counted else "",
        view.say("explain.holds-uncounted", criteria=[inputs.uncounted[key].name for key in inside]) if inside else "",
    )
    rows = []
    for option in view.order if counted else ():
        points = view.added(*added_up(view.points[option][key] for key in counted))
        rows.append(Row((Cell(line(view.marked(option))), Cell(line(points)))))
    columns = Column(view.text("column.option")), Column(view.text("column.points"), numeric=True)
    table: list[Block] = [Table(view.caption("scores.caption-points"), columns, tuple(rows))] if rows else []
    return _document(view, view.text("explain.title.group", name=words.name), says, table)


def _around(view: View, group: str | None) -> list[str]:
    """A group and the groups around it."""
    found = []
    while group is not None:
        found.append(group)
        group = view.inputs.groups[group].group
    return found


def _perspective(view: View, name: str, at: At) -> Document:
    """A point of view by itself: what it changes, and every option's rank and total."""
    inputs, viewed, found = view.inputs, view.run.viewed, view.run.analyses.perspectives
    if found is not None:
        with_it = tuple(each for each in found.reconcile if {each.view, each.other} == {None, name})
        found = PerspectiveAnalysis((), found.same_shortlist, {}, with_it)
    alone = view.run._replace(
        inputs=inputs._replace(perspectives={name: inputs.perspectives[name]}),
        viewed={name: viewed[name]} if name in viewed else {},
        analyses=view.run.analyses._replace(perspectives=found),
    )
    title = view.text("explain.title.perspective", name=inputs.perspectives[name].name)
    where = line(_placed(view, at("perspectives", name)))
    return _document(view, title, where, [*perspectives(view._replace(run=alone), alone=True).blocks])
