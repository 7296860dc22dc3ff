"""The explanation of an option: its verdicts, how its total comes about, and where that puts it."""

from decimal import Decimal
from itertools import pairwise

from appraise.appraisal import Criterion
from appraise.field_types import Unknown
from appraise.numbers import rounded
from appraise.publish.context import Context, range_text, score_text
from appraise.publish.document import Block, Bullets, Document, Line, Paragraph, Subheading, headed_list
from appraise.publish.documents.explain.page import At, inside, page, placed, verdict_place
from appraise.publish.language import number, spaced
from appraise.publish.sections.consultation import dissent
from appraise.publish.sections.gate_effects import without_gates
from appraise.publish.sections.gates import asked_for, read_level, reason_for_verdict
from appraise.publish.sections.method import rule
from appraise.publish.sections.options import described
from appraise.publish.sections.previous_stage import previous_outcome
from appraise.publish.sections.result import outcome
from appraise.publish.sections.robustness.any_weights import about_option
from appraise.publish.sections.robustness.perspectives import seen_from
from appraise.publish.sections.robustness.weights import one_criterion, order_firm, shift_text
from appraise.publish.sections.score_reasons import reason_for_score
from appraise.run import ScoredCell


def option(context: Context, name: str, at: At) -> Document:
    """An option: its gates, how its total comes about, and where that puts it."""
    summary = at("options", name, "summary") or at("options", name)
    verdicts = (_verdict(context, name, gate, at) for gate in context.inputs.gates)
    points = tuple(_points(context, name, criterion, at) for criterion in context.inputs.criteria)
    firmness = [*_against_the_leader(context, name), *about_option(context, name)]
    rank = spaced(
        _rank(context, name),
        rule(context),
        placed(context, at("shortlist-rule")),
        previous_outcome(context, name),
    )
    blocks: list[Block] = [
        Paragraph(spaced(described(context, context.inputs.options[name]), placed(context, summary))),
        *headed_list(context.text("explain.gates"), verdicts),
        *(Subheading(context.text("explain.total")), Bullets(points), Paragraph(_sum(context, name))),
        *(Subheading(context.text("explain.outcome")), Paragraph(rank)),
        *headed_list(context.text("firm.heading"), firmness),
        *headed_list(context.text("views.dissent"), dissent(context, lambda each: each.about.option == name)),
        *headed_list(context.text("perspectives.heading"), seen_from(context, name)),
    ]
    return page(context, context.marked(name), outcome(context, name), blocks)


def _rank(context: Context, option: str) -> Line:
    """The rank of an option among those eligible, and with whom it shares it; or that it is excluded."""
    result = context.run.options[option]
    tied = context.names(other for other in context.tied(option) if other != option)
    key = "explain.excluded" if result.outcome == "excluded" else "explain.rank-tied" if tied else "explain.rank"
    if not context.inputs.gates:
        key = "explain.rank-tied-ungated" if tied else "explain.rank-ungated"
    rank = str(result.rank) if result.rank is not None else context.rank(option)
    among = context.language.counted(len(context.eligible), "option")
    return context.say(key, len(context.eligible), rank=rank, among=among, options=tied)


def _against_the_leader(context: Context, option: str) -> list[Line]:
    """What it would take to bring an option level with the first, or off first place."""
    analyses = context.run.analyses
    if option in analyses.gates.excluded:
        return [without_gates(context, option)]
    sensitivity = analyses.sensitivity
    if sensitivity is not None and sensitivity.leader == option:
        return list(order_firm(context))
    if sensitivity is not None and sensitivity.leader is not None and option in sensitivity.overturn:
        shift, leader = sensitivity.overturn[option], context.name(sensitivity.leader)
        if shift is None:
            return [] if one_criterion(context) else [context.say("explain.never-level", leader=leader)]
        return [context.say("explain.level", shift=shift_text(context, shift), leader=leader)] if shift.moved else []
    if option in analyses.undecided:
        return [context.say("explain.could-lead" if option in analyses.gates.possible else "explain.cannot-lead")]
    return []


def _verdict(context: Context, option: str, gate: str, at: At) -> Line:
    """A verdict, what the gate asks, and what the verdict rests on."""
    asking, judged = context.inputs.gates[gate], context.run.options[option].verdicts[gate]
    level = context.inputs.options[option].characteristics.get(asking.requires.characteristic or "")
    return spaced(
        context.say("explain.verdict", gate=asking.name, verdict=context.text(f"verdict.{judged.verdict}").lower()),
        asked_for(context, asking.requires),
        placed(context, at("gates", gate)),
        reason_for_verdict(context, option, gate, inside(context, verdict_place(context, option, gate, at))),
        context.language.labelled("source", level.source) if level and judged.from_ == "rule" else "",
    )


def _points(context: Context, option: str, name: str, at: At) -> Line:
    """The points that a criterion adds, worked out from the score and the weight as people wrote them; then why."""
    criterion, cell = context.inputs.criteria[name], context.run.options[option].cells[name]
    low, high = (rounded(end, 3) for end in context.points[option][name])
    points = context.language.span(low, high)
    share = context.text("percent.figure", figure=number(context.run.shares[name] * 100))
    if cell.value is None:
        ends = cell.value_range or (Decimal(0), Decimal(100))
        value = context.say("explain.value-open", value=context.language.span(*ends))
        product = context.say("explain.points-open", points=points, share=share)
    else:
        value = _value(context, criterion, cell.score, cell.value)
        figures = {"value": number(cell.value), "equals": _equals(cell.value * context.run.shares[name], low)}
        product = context.say("explain.points", points=points, share=share, **figures)
    return spaced(
        context.say("explain.criterion", criterion=criterion.name, points=context.language.points(points)),
        _score(context, criterion, cell, inside(context, at("options", option, "scores", name))),
        value,
        _weight(context, name, share, inside(context, at("criteria", name, "weight"))),
        product,
        *_reason(context, option, criterion, cell, at),
    )


def _weight(context: Context, name: str, share: str, place: str) -> Line:
    """The weight of a criterion: as given, within its group, and as a share of the whole."""
    given, groups = context.inputs.criteria[name].weight, context.inputs.groups
    around = (groups[group] for group in reversed(context.inputs.around(name)))
    group = next((group.name for group in around if group.weight is not None), "")
    as_given = given is None or number(given) == number(context.run.shares[name] * 100)
    key = "explain.weight" if as_given else "explain.weight-inside" if group else "explain.weight-given"
    return context.say(key, given=number(given or Decimal(0)), group=group, place=place, share=share)


def _reason(context: Context, option: str, criterion: Criterion, cell: ScoredCell, at: At) -> list[Line | str]:
    """The reason of a score; where a rule gave it, after the level that the rule read and before its source."""
    reason = reason_for_score(context, cell)
    if cell.from_ != "rule" or criterion.rate_from is None:
        return [reason]
    characteristic = criterion.rate_from.characteristic
    place = inside(context, at("options", option, "characteristics", characteristic))
    level = context.inputs.options[option].characteristics.get(characteristic)
    source = context.language.labelled("source", level.source) if level else ""
    return [read_level(context, option, characteristic, place), reason, source]


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
