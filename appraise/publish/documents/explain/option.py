"""The explanation of an option: where it is, how its total comes about, its verdicts, and what could change that."""

from decimal import Decimal
from itertools import pairwise

from appraise.appraisal import Criterion
from appraise.field_types import Unknown
from appraise.numbers import rounded
from appraise.publish.context import Context, added_up
from appraise.publish.criteria_tree import row_of, tree
from appraise.publish.document import (
    Block,
    Bullets,
    Document,
    Line,
    Paragraph,
    Subheading,
    Table,
    headed_list,
    plain,
    row,
)
from appraise.publish.documents.explain.page import At, by_members, inside, page, placed, verdict_place
from appraise.publish.language import number, spaced
from appraise.publish.sections.gate_effects import without_gates
from appraise.publish.sections.gates import asked_for, read_level, reason_for_verdict
from appraise.publish.sections.method import rule
from appraise.publish.sections.options import described
from appraise.publish.sections.previous_stage import previous_outcome
from appraise.publish.sections.result import outcome, over_ranges
from appraise.publish.sections.robustness.any_weights import about_option
from appraise.publish.sections.robustness.perspectives import seen_from
from appraise.publish.sections.robustness.weights import first_place, one_criterion, shift_text
from appraise.publish.sections.score_reasons import why_so_scored
from appraise.publish.sections.views import dissent
from appraise.run import ScoredCell

_FEW = 6
"""Options on the same rank that are named; of more, only the count is given."""


def option(context: Context, name: str, at: At) -> Document:
    """An option: where it is and why, the gates it does not pass, how its total comes about and what could change that;
    then the rest that is recorded of it, and every number line by line."""
    summary = at("options", name, "summary") or at("options", name)
    verdicts = {gate: _verdict(context, name, gate, at) for gate in context.inputs.gates}
    passed = [gate for gate in verdicts if context.run.options[name].verdicts[gate].verdict == "pass"]
    points = tuple(_points(context, name, criterion, at) for criterion in context.inputs.criteria)
    change = [*_against_the_leader(context, name), *about_option(context, name)]
    rank = spaced(
        _rank(context, name),
        over_ranges(context, name),
        rule(context),
        placed(context, at("shortlist-rule")),
        previous_outcome(context, name),
    )
    blocks: list[Block] = [
        Paragraph(rank),
        *headed_list(context.text("explain.not-passed"), (verdicts[gate] for gate in verdicts if gate not in passed)),
        *headed_list(context.text("explain.change"), change),
        _total(context, name),
        *headed_list(context.text("views.dissent"), dissent(context, lambda each: each.about.option == name)),
        *headed_list(context.text("perspectives.heading"), seen_from(context, name)),
        Subheading(context.text("explain.recorded")),
        Paragraph(spaced(described(context, context.inputs.options[name]), placed(context, summary))),
        *headed_list(context.text("explain.passed"), (verdicts[gate] for gate in passed)),
        *(Subheading(context.text("explain.lines")), Bullets(points), Paragraph(_sum(context, name))),
    ]
    return page(context, context.marked(name), outcome(context, name), blocks)


def _rank(context: Context, option: str) -> Line:
    """The rank of an option among those eligible, and with whom it shares it; or that it is excluded."""
    result = context.run.options[option]
    tied = [other for other in context.tied(option) if other != option]
    level = context.names(tied) if len(tied) <= _FEW else context.language.counted(len(tied), "other-option")
    key = "explain.excluded" if result.outcome == "excluded" else "explain.rank-tied" if tied else "explain.rank"
    if not context.inputs.gates:
        key = "explain.rank-tied-ungated" if tied else "explain.rank-ungated"
    rank = str(result.rank) if result.rank is not None else context.rank(option)
    among = context.language.counted(len(context.eligible), "option")
    return context.say(key, len(context.eligible), rank=rank, among=among, options=level)


def _against_the_leader(context: Context, option: str) -> list[Line]:
    """What it would take to bring an option level with the first, or off first place."""
    analyses = context.run.analyses
    if option in analyses.gates.excluded:
        return [without_gates(context, option)]
    sensitivity = analyses.sensitivity
    if sensitivity is not None and sensitivity.leader == option:
        return list(first_place(context))
    if sensitivity is not None and sensitivity.leader is not None and option in sensitivity.overturn:
        shift, leader = sensitivity.overturn[option], context.name(sensitivity.leader)
        if shift is None:
            return [] if one_criterion(context) else [context.say("explain.never-level", leader=leader)]
        if not shift.moved:
            return []
        key = "explain.level" if len(shift.from_) == len(shift.to) == 1 else "explain.level-many"
        moved = context.language.percent(shift.moved)
        return [context.say(key, shift=shift_text(context, shift), leader=leader, moved=moved)]
    if option in analyses.undecided:
        return [context.say("explain.could-lead" if option in analyses.gates.possible else "explain.cannot-lead")]
    return []


def _verdict(context: Context, option: str, gate: str, at: At) -> Line:
    """A verdict, what the gate asks, and what the verdict rests on."""
    asking, judged = context.inputs.gates[gate], context.run.options[option].verdicts[gate]
    level = context.inputs.options[option].characteristics.get(asking.requires.characteristic or "")
    return spaced(
        context.say("explain.verdict", of=asking.name, verdict=context.text(f"verdict.{judged.verdict}").lower()),
        asked_for(context, asking.requires),
        placed(context, at("gates", gate)),
        reason_for_verdict(context, option, gate, inside(context, verdict_place(context, option, gate, at))),
        context.language.labelled("source", level.source) if level and judged.from_ == "rule" else "",
    )


def _total(context: Context, name: str) -> Table:
    """From scores to points to the total, a row a criterion."""
    rows = []
    for node in tree(context):
        points = context.added(*added_up(context.points[name][leaf] for leaf in node.leaves))
        if node.group:
            rows.append(row_of(context, node, "", "", context.share(node.id), points))
            continue
        score = spaced(context.score(name, node.id), context.range(name, node.id))
        least, most = _value_ends(context.run.options[name].cells[node.id])
        value = context.language.span(rounded(least, 1), rounded(most, 1))
        rows.append(row_of(context, node, score, value, context.share(node.id), points))
    whole = context.language.percent(Decimal(1))
    rows.append(row(context.say("column.total"), "", "", whole, context.total(name), role="total"))
    keys = ("column.criterion", "column.score", "explain.column-value", "column.weight", "column.points")
    columns = context.columns(*keys, numeric=range(1, 5))
    rounds = context.say("scores.points-rounded") if _rounds(context, name) else ""
    note = spaced(context.say("explain.note-total"), rounds)
    return Table(context.caption("explain.total"), columns, tuple(rows), note=plain(note))


def _value_ends(cell: ScoredCell) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that a score has or could have."""
    return (cell.value, cell.value) if cell.value is not None else cell.value_range or (Decimal(0), Decimal(100))


def _rounds(context: Context, name: str) -> bool:
    """Whether the points shown do not add up to the total shown."""
    shown = [[rounded(end, context.point_places) for end in ends] for ends in context.points[name].values()]
    sums = [sum(ends, Decimal(0)) for ends in zip(*shown, strict=True)]
    return sums != [rounded(end, context.total_places) for end in context.totals[name]]


def _points(context: Context, option: str, name: str, at: At) -> Line:
    """The points that a criterion adds, worked out from the score and the weight as people wrote them; then why."""
    criterion, cell = context.inputs.criteria[name], context.run.options[option].cells[name]
    place = "" if cell.from_ == "panel" else inside(context, at("options", option, "scores", name))
    low, high = (rounded(end, 3) for end in context.points[option][name])
    points = context.language.span(low, high)
    share = context.text("percent.figure", figure=number(context.run.shares[name] * 100))
    if cell.value is None:
        value = context.say("explain.value-open", value=context.language.span(*_value_ends(cell)))
        product = context.say("explain.points-open", points=points, share=share)
    else:
        value = _value(context, criterion, context.scored(option, name), cell.value)
        figures = {"value": number(cell.value), "equals": _equals(cell.value * context.run.shares[name], low)}
        product = context.say("explain.points", points=points, share=share, **figures)
    return spaced(
        context.say("explain.criterion", criterion=criterion.name, points=context.language.points(points)),
        _score(context, option, name, place),
        by_members(context, name, option, at),
        value,
        _weight(context, name, share, inside(context, at("criteria", name, "weight"))),
        product,
        *_reason(context, option, name, at),
    )


def _weight(context: Context, name: str, share: str, place: str) -> Line:
    """The weight of a criterion: as given, within its group, and as a share of the whole."""
    given, groups = context.inputs.criteria[name].weight, context.inputs.groups
    around = (groups[group] for group in reversed(context.inputs.around(name)))
    group = next((group.name for group in around if group.weight is not None), "")
    as_given = given is None or number(given) == number(context.run.shares[name] * 100)
    key = "explain.weight" if as_given else "explain.weight-inside" if group else "explain.weight-given"
    return context.say(key, given=number(given or Decimal(0)), group=group, place=place, share=share)


def _reason(context: Context, option: str, name: str, at: At) -> list[Line | str]:
    """The reason of a score; where a rule gave it, after the level that the rule read and before its source."""
    cell, criterion = context.run.options[option].cells[name], context.inputs.criteria[name]
    reason = why_so_scored(context, option, name)
    if cell.from_ != "rule" or criterion.rate_from is None:
        return [reason]
    characteristic = criterion.rate_from.characteristic
    place = inside(context, at("options", option, "characteristics", characteristic))
    level = context.inputs.options[option].characteristics.get(characteristic)
    source = context.language.labelled("source", level.source) if level else ""
    return [read_level(context, option, characteristic, place), reason, source]


def _score(context: Context, option: str, criterion: str, place: str) -> Line:
    """A score as recorded, with where it stands."""
    cell = context.run.options[option].cells[criterion]
    if isinstance(cell.score, Decimal):
        score = spaced(context.score(option, criterion), context.range(option, criterion))
        return context.say("explain.score", score=score, place=place)
    key = "explain.score-unknown-range" if cell.range else "explain.score-unknown"
    return context.say(key, range=context.span(criterion, cell.range) if cell.range else "", place=place)


def _value(context: Context, criterion: Criterion, score: Decimal | Unknown, value: Decimal) -> Line:
    """How a score becomes a value: on the straight line between the two anchors around it."""
    if not isinstance(score, Decimal):
        return context.say("explain.value-whatever", value=number(value))
    (low, least), (high, most) = next(pair for pair in pairwise(criterion.points) if score <= pair[1][0])
    if {least, most} != {Decimal(0), Decimal(100)}:
        ends = {"low": number(low), "least": number(least), "high": number(high), "most": number(most)}
        return context.say("explain.value-between", value=number(value), **ends)
    worst, best = (low, high) if least < most else (high, low)
    ends = {"worst": number(worst), "best": number(best)}
    equals = _equals((score - worst) * 100, value * (best - worst))
    return context.say("explain.value", score=number(score), value=number(value), equals=equals, **ends)


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
    key = "explain.sum" if sum(points, Decimal(0)) == low else "explain.sum-about"
    return context.say(key, points=" + ".join(map(number, points)), total=total)
