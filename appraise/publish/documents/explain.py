"""Why a thing is as it is, number by number, back to the file and line where people wrote each.

`at` says where: from the keys of a thing in the record to "scores.yaml:12", or nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from appraise.analyses import PerspectiveAnalysis
from appraise.appraisal import Criterion, Unknown
from appraise.field_models import replaced
from appraise.numbers import rounded
from appraise.publish.context import Context, added_up, range_text, score_text
from appraise.publish.document import (
    Block,
    Bullets,
    Document,
    Line,
    Paragraph,
    Section,
    Subheading,
    Table,
    bold,
    line,
    row,
)
from appraise.publish.language import number, sentence, spaced
from appraise.publish.sections.consultation import dissent
from appraise.publish.sections.gate_effects import each_gate, still_open, what_gates_decided, without_gates
from appraise.publish.sections.gates import asked_for, read_level, why
from appraise.publish.sections.gates import verdicts as gate_verdicts
from appraise.publish.sections.method import how_scored, rule
from appraise.publish.sections.options import what
from appraise.publish.sections.previous_stage import then
from appraise.publish.sections.result import outcome
from appraise.publish.sections.robustness.any_weights import about_option, pairs, whatever_the_weights
from appraise.publish.sections.robustness.perspectives import perspectives, seen_from
from appraise.publish.sections.robustness.scores import about_ranges, level_scores
from appraise.publish.sections.robustness.section import among, nobody_else
from appraise.publish.sections.robustness.weights import how_far, order_firm, shift_text, switching
from appraise.publish.sections.score_reasons import why as why_scored
from appraise.publish.sections.status import status
from appraise.run import ScoredCell

At = Callable[..., str]


def explained(context: Context, name: str, at: At) -> list[Document]:
    """All that a name stands for in an appraisal, an option first; nothing where nothing has it."""
    inputs = context.inputs
    kinds: list[tuple[Collection[str], Callable[[Context, str, At], Document]]] = [
        (inputs.options, _option),
        (inputs.gates, _gate),
        (inputs.criteria, _criterion),
        (inputs.uncounted, _uncounted),
        (inputs.groups, _group),
        (inputs.perspectives, _perspective),
    ]
    asked = [QUESTIONS[name](context)] if name in QUESTIONS else []
    return asked + [explain(context, name, at) for known, explain in kinds if name in known]


def _about_gates(context: Context) -> Document:
    """What the gates decided."""
    blocks = (
        [gate_verdicts(context), *what_gates_decided(context)[1:], *still_open(context)] if context.inputs.gates else []
    )
    return _question(context, "decided.heading", blocks, "explain.no-gates")


def _about_weights(context: Context) -> Document:
    """How far every weight can move, and where each rival is level."""
    blocks = [*among(context), *how_far(context), *switching(context)] if not nobody_else(context) else []
    return _question(context, "weights.heading", blocks, "firm.alone")


def _about_scores(context: Context) -> Document:
    """The scores at which others are level, and what ranges and unknown scores can change."""
    blocks: list[Block] = []
    if not nobody_else(context):
        blocks = [*among(context), *level_scores(context), *about_ranges(context), *still_open(context)]
    return _question(context, "turning.heading", blocks, "firm.alone")


def _about_robustness(context: Context) -> Document:
    """What holds whatever the weights."""
    blocks = [*among(context), *whatever_the_weights(context), *pairs(context)] if not nobody_else(context) else []
    return _question(context, "unagreed.heading", blocks, "firm.alone")


def _question(context: Context, heading: str, blocks: Sequence[Block], nothing: str) -> Document:
    return _document(context, context.text(heading), () if blocks else context.say(nothing), [*blocks])


QUESTIONS: Mapping[str, Callable[[Context], Document]] = {
    "gates": _about_gates,
    "weights": _about_weights,
    "scores": _about_scores,
    "robustness": _about_robustness,
}
"""What can be asked of a whole result."""


def _document(context: Context, title: str, says: Line, blocks: list[Block]) -> Document:
    head = [Paragraph(says)] if says else []
    return Document(title, "", status(context), (Section("explain", title, (*head, *blocks)),))


def _placed(context: Context, place: str) -> str:
    """Where something stands, after it."""
    return context.text("explain.place", place=place) if place else ""


def _inside(context: Context, place: str) -> str:
    """The same inside a sentence."""
    return f" {_placed(context, place)}" if place else ""


def _option(context: Context, name: str, at: At) -> Document:
    """An option: its gates, how its total comes about, and where that puts it."""
    option, found = context.inputs.options[name], context.run.options[name]
    blocks: list[Block] = [
        Paragraph(
            spaced(what(context, option), _placed(context, at("options", name, "summary") or at("options", name)))
        )
    ]
    if context.inputs.gates:
        said = (_verdict(context, name, gate, at) for gate in context.inputs.gates)
        blocks += [Subheading(context.text("explain.gates")), Bullets(tuple(said))]
    cells = tuple(_points(context, name, criterion, at) for criterion in context.inputs.criteria)
    blocks += [Subheading(context.text("explain.total")), Bullets(cells), Paragraph(_sum(context, name))]
    placed = _placed(context, at("shortlist-rule"))
    tied = [context.name(other) for other in context.tied(name) if other != name]
    key = "explain.excluded" if found.outcome == "excluded" else "explain.rank-tied" if tied else "explain.rank"
    rank = str(found.rank) if found.rank is not None else context.rank(name)
    among = context.language.counted(len(context.eligible), "option")
    ranks = context.say(key, len(context.eligible), rank=rank, among=among, options=tied)
    blocks += [
        Subheading(context.text("explain.outcome")),
        Paragraph(spaced(ranks, rule(context), placed, then(context, name))),
    ]
    firmness = _how_firm(context, name)
    if firmness:
        blocks += [Subheading(context.text("firm.heading")), Bullets(tuple(firmness))]
    dissents = dissent(context, lambda each: each.about.option == name)
    if dissents:
        blocks += [Subheading(context.text("views.dissent")), Bullets(tuple(dissents))]
    theirs = seen_from(context, name)
    if theirs:
        blocks += [Subheading(context.text("perspectives.heading")), Bullets(tuple(theirs))]
    return _document(context, context.marked(name), outcome(context, name), blocks)


def _how_firm(context: Context, option: str) -> list[Line]:
    """What it would take to bring an option level with the first, or off first place; and what holds anyway."""
    analyses, said = context.run.analyses, []
    found = analyses.sensitivity
    if option in analyses.gates.excluded:
        said.append(without_gates(context, option))
    elif found is not None and found.leader == option:
        said += order_firm(context)
    elif found is not None and found.leader is not None and found.overturn.get(option) is not None:
        shift = found.overturn[option]
        if shift is not None and shift.moved:
            said.append(
                context.say("explain.level", shift=shift_text(context, shift), leader=context.name(found.leader))
            )
    elif found is not None and option in found.overturn and found.leader is not None:
        said.append(context.say("explain.never-level", leader=context.name(found.leader)))
    elif option in analyses.undecided:
        said.append(context.say("explain.could-lead" if option in analyses.gates.possible else "explain.cannot-lead"))
    return [*said, *about_option(context, option)]


def _verdict(context: Context, option: str, gate: str, at: At) -> Line:
    """A verdict, what the gate asks, and what the verdict rests on."""
    words, judged = context.inputs.gates[gate], context.run.options[option].verdicts[gate]
    level = context.inputs.options[option].characteristics.get(words.requires.characteristic or "")
    return spaced(
        context.say("explain.verdict", gate=words.name, verdict=context.text(f"verdict.{judged.verdict}").lower()),
        asked_for(context, words.requires),
        _placed(context, at("gates", gate)),
        why(context, option, gate, _inside(context, _rests_on(context, option, gate, at))),
        context.language.labelled("source", level.source) if level and judged.from_ == "rule" else "",
    )


def _rests_on(context: Context, option: str, gate: str, at: At) -> str:
    """Where the decision, the level or the score stands that a verdict follows from."""
    requires = context.inputs.gates[gate].requires
    if context.run.options[option].verdicts[gate].from_ == "decision":
        return at("options", option, "verdicts", gate)
    if requires.characteristic is not None:
        return at("options", option, "characteristics", requires.characteristic)
    return at("options", option, "scores", requires.criterion) if requires.criterion in context.inputs.criteria else ""


def _points(context: Context, option: str, name: str, at: At) -> Line:
    """The points that a criterion adds, worked out from the score and the weight as people wrote them; then why."""
    criterion, cell = context.inputs.criteria[name], context.run.options[option].cells[name]
    share, typed = number(context.run.shares[name] * 100), criterion.weight
    shares = {"share": context.text("percent.figure", figure=share)}
    low, high = (rounded(end, 3) for end in context.points[option][name])
    points = context.language.span(low, high)
    if cell.value is None:
        value = context.say(
            "explain.value-open", value=context.language.span(*(cell.value_range or (Decimal(0), Decimal(100))))
        )
        product = context.say("explain.points-open", points=points, **shares)
    else:
        value = _value(context, criterion, cell.score, cell.value)
        equals = _equals(cell.value * context.run.shares[name], low)
        product = context.say("explain.points", value=number(cell.value), equals=equals, points=points, **shares)
    as_given = typed is None or number(typed) == share
    around = (context.inputs.groups[name] for name in _around(context, criterion.group))
    group = next((words for words in around if words.weight is not None), None)
    by_rule = criterion.rate_from if cell.from_ == "rule" else None
    level = by_rule and context.inputs.options[option].characteristics.get(by_rule.characteristic)
    rested = at("options", option, "characteristics", by_rule.characteristic) if by_rule else ""
    return spaced(
        context.say("explain.criterion", criterion=criterion.name, points=context.language.points(points)),
        _score(context, criterion, cell, _inside(context, at("options", option, "scores", name))),
        value,
        context.say(
            "explain.weight" if as_given else "explain.weight-inside" if group else "explain.weight-given",
            given=number(typed or Decimal(0)),
            group=group.name if group else "",
            place=_inside(context, at("criteria", name, "weight")),
            **shares,
        ),
        product,
        read_level(context, option, by_rule.characteristic, _inside(context, rested)) if by_rule else "",
        why_scored(context, cell),
        context.language.labelled("source", level.source) if level else "",
    )


def _score(context: Context, criterion: Criterion, cell: ScoredCell, place: str) -> Line:
    """A score as recorded, with where it stands."""
    if isinstance(cell.score, Decimal):
        return context.say("explain.score", score=spaced(score_text(criterion, cell), range_text(cell)), place=place)
    key = "explain.score-unknown-range" if cell.range else "explain.score-unknown"
    return context.say(key, range=context.language.span(*cell.range) if cell.range else "", place=place)


def _value(context: Context, criterion: Criterion, score: Decimal | Unknown, value: Decimal) -> Line:
    """How a score becomes a value: on the straight line between the two anchors around it."""
    if not isinstance(score, Decimal):
        return context.say("explain.value-whatever", value=number(value))
    (low, least), (high, most) = next(pair for pair in pairwise(criterion.points) if score <= pair[1][0])
    if {least, most} != {Decimal(0), Decimal(100)}:
        ends = {"low": number(low), "least": number(least), "high": number(high), "most": number(most)}
        return context.say("explain.value-between", value=number(value), **ends)
    worst, best = (low, high) if least < most else (high, low)
    ends = {
        "worst": number(worst),
        "best": number(best),
        "equals": _equals((score - worst) * 100, value * (best - worst)),
    }
    return context.say("explain.value", score=number(score), value=number(value), **ends)


def _equals(worked_out: Decimal, shown: Decimal) -> str:
    """The sign between what is worked out and what is shown of it."""
    return "=" if worked_out == shown else "\N{ALMOST EQUAL TO}"


def _sum(context: Context, option: str) -> Line:
    """The points added up to the total. Shares are recorded to 6 places, so that a sum may differ in the third."""
    ends = [context.points[option][name] for name in context.inputs.criteria]
    low, high = (rounded(end, 3) for end in context.totals[option])
    total = context.language.points(context.language.span(low, high))
    if any(least != most for least, most in ends):
        return context.say("explain.sum-open", total=total)
    if len(ends) == 1:
        return context.say("explain.sum-one", total=total)
    points = [rounded(least, 3) for least, _ in ends]
    exact = sum(points, Decimal(0)) == low
    return context.say(
        "explain.sum" if exact else "explain.sum-about", points=" + ".join(map(number, points)), total=total
    )


def _gate(context: Context, name: str, at: At) -> Document:
    """A gate: what it asks, and every option's verdict with what it rests on."""
    gate = context.inputs.gates[name]
    says = spaced(
        asked_for(context, gate.requires),
        context.text("gates.deadline", date=context.language.date(gate.deadline)) if gate.deadline else "",
        sentence(gate.reason),
        context.language.labelled("source", gate.source),
        _placed(context, at("gates", name)),
    )
    rows = []
    for option in context.order:
        verdict = bold(f"{context.text(f'verdict.{context.run.options[option].verdicts[name].verdict}')}.")
        said = why(context, option, name, _inside(context, _rests_on(context, option, name, at)))
        rows.append(row(context.marked(option), spaced(verdict, said)))
    columns = context.columns("column.option", "gates.column-reason")
    return _document(
        context,
        context.text("explain.title.gate", name=gate.name),
        says,
        [Paragraph(each_gate(context, name)), Table(context.caption("explain.caption-verdicts"), columns, tuple(rows))],
    )


def _criterion(context: Context, name: str, at: At) -> Document:
    """A criterion: what it asks and counts for, how scores become values, and every option's score."""
    criterion = context.inputs.criteria[name]
    group = criterion.group
    within = ""
    if group is not None:
        share = context.share(group)
        within = context.text("explain.in-group", group=context.inputs.groups[group].name, share=share)
    says = spaced(
        sentence(criterion.question),
        context.language.labelled("source", criterion.source),
        _placed(context, at("criteria", name)),
        context.say("explain.share", share=context.share(name)),
        _placed(context, at("criteria", name, "weight")),
        within,
    )
    rows = []
    for option in context.order:
        cell = context.run.options[option].cells[name]
        scored, points = (
            spaced(score_text(criterion, cell), range_text(cell)),
            context.added(*context.points[option][name]),
        )
        rule = criterion.rate_from if cell.from_ == "rule" else None
        where = ("characteristics", rule.characteristic) if rule else ("scores", name)
        reason = spaced(why_scored(context, cell), _placed(context, at("options", option, *where)))
        rows.append(row(context.marked(option), scored, points, reason))
    columns = context.columns("column.option", "column.score", "column.points", "column.reason", numeric=[1, 2])
    alone = context._replace(run=context.run._replace(inputs=replaced(context.inputs, criteria={name: criterion})))
    table = Table(context.caption("explain.caption-scores"), columns, tuple(rows))
    return _document(
        context, context.text("explain.title.criterion", name=criterion.name), says, [*how_scored(alone), table]
    )


def _uncounted(context: Context, name: str, at: At) -> Document:
    """A criterion that does not count, as a set that runs alone has no rule to score by."""
    words = context.inputs.uncounted[name]
    share = context.share(name)
    said = spaced(sentence(words.question), _placed(context, at("uncounted", name)))
    title = context.text("explain.title.criterion", name=words.name)
    return _document(context, title, spaced(said, context.say("explain.uncounted", share=share)), [])


def _group(context: Context, name: str, at: At) -> Document:
    """A group: its weight, what is in it, and the points it gives each option."""
    inputs = context.inputs
    inside, counted = (
        [key for key, words in kind.items() if name in _around(context, words.group)]
        for kind in (inputs.uncounted, inputs.criteria)
    )
    words = inputs.groups[name]
    says = spaced(
        sentence(words.question),
        _placed(context, at("groups", name)),
        context.say("explain.share", share=context.share(name)),
        context.say("explain.holds", criteria=[inputs.criteria[key].name for key in counted]) if counted else "",
        context.say("explain.holds-uncounted", criteria=[inputs.uncounted[key].name for key in inside])
        if inside
        else "",
    )
    rows = []
    for option in context.order if counted else ():
        points = context.added(*added_up(context.points[option][key] for key in counted))
        rows.append(row(context.marked(option), points))
    columns = context.columns("column.option", "column.points", numeric=[1])
    table: list[Block] = [Table(context.caption("scores.caption-points"), columns, tuple(rows))] if rows else []
    return _document(context, context.text("explain.title.group", name=words.name), says, table)


def _around(context: Context, group: str | None) -> list[str]:
    """A group and the groups around it."""
    found = []
    while group is not None:
        found.append(group)
        group = context.inputs.groups[group].group
    return found


def _perspective(context: Context, name: str, at: At) -> Document:
    """A point of view by itself: what it changes, and every option's rank and total."""
    inputs, viewed, found = context.inputs, context.run.viewed, context.run.analyses.perspectives
    if found is not None:
        with_it = tuple(each for each in found.reconcile if {each.view, each.other} == {None, name})
        found = PerspectiveAnalysis((), found.same_shortlist, {}, with_it)
    alone = context.run._replace(
        inputs=replaced(inputs, perspectives={name: inputs.perspectives[name]}),
        viewed={name: viewed[name]} if name in viewed else {},
        analyses=context.run.analyses._replace(perspectives=found),
    )
    title = context.text("explain.title.perspective", name=inputs.perspectives[name].name)
    where = line(_placed(context, at("perspectives", name)))
    return _document(context, title, where, [*perspectives(context._replace(run=alone), alone=True).blocks])
