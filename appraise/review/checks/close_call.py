"""Close call: one step on one criterion is more than what separates two options."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from appraise.appraisal import Score
from appraise.numbers import number_text
from appraise.review.exact import figure, points, standalone, total
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.run import Run, ScoredCell, low_high
from appraise.value_functions import anchors, value
from appraise.weighting import shares

SEVERITY: Severity = "warning"
MEANS = (
    "The gap between the leader and the next option, or between the last on the shortlist and the first below it, is "
    "smaller than what one step on one criterion moves: from one described point of its scale to the next or, where "
    "people scored between these points, by one unit of the last decimal place that they used."
)
WHY = "Had one score been a step different, the order could be too, so the appraisal hardly separates the two."
FIX = "Look at the scores of both again, give a range to those that are unsure, and say that the two are close."
SOURCE = "Prime Minister's Strategy Unit, Strategy Survival Guide, 2004"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each of two pairs of eligible options with settled totals that are closer than one step on the criterion where a
    step moves totals most."""
    run = checked.run
    if standalone(run):
        return
    share = shares(run.inputs)
    steps = {name: share[name] * _step(run, name) for name in run.inputs.criteria}
    widest = max(steps, key=steps.__getitem__)
    for ahead, behind in dict.fromkeys(_pairs(run)):
        lead = total(run, ahead) - total(run, behind)
        if lead < steps[widest]:
            first, second = run.inputs.options[ahead].name, run.inputs.options[behind].name
            places = 2 if figure(lead) not in ("0", figure(steps[widest])) else 6
            so = (
                f'"{first}" is {points(lead, places)} ahead of "{second}"'
                if lead
                else f'"{first}" and "{second}" are level'
            )
            what = f'{so}; one step on "{run.inputs.criteria[widest].name}" moves a total by {points(steps[widest])}.'
            yield Occurrence(what, ("options", ahead), (ahead, behind))


def _pairs(run: Run) -> Iterator[tuple[str, str]]:
    """The leader and the next, then the last option to go forward and the first not to, where these are certain."""
    eligible = {option: result for option, result in run.options.items() if result.outcome != "excluded"}
    leaders = [option for option, result in eligible.items() if result.rank == 1]
    forward = [option for option, result in eligible.items() if result.outcome == "shortlisted"]
    behind = [option for option, result in eligible.items() if result.outcome == "not-shortlisted"]
    sides = [(leaders[:1], [option for option in eligible if option not in leaders[:1]])]
    sides += [(forward, behind)] if not run.shortlist.undetermined else []
    for above, below in sides:
        if above and below:
            last = min(above, key=lambda option: low_high(eligible[option])[0])
            first = max(below, key=lambda option: low_high(eligible[option])[1])
            if eligible[last].total is not None and eligible[first].total is not None:
                yield last, first


def _step(run: Run, name: str) -> Fraction:
    """The least difference in value that one step on a criterion makes: from one described point of its scale to the
    next; of a scale with described ends alone, one whole point. A measure has no steps. Where people scored between
    the points, it is no more than one unit of the last decimal place that they used there."""
    criterion = run.inputs.criteria[name]
    scale, function = sorted(map(Fraction, criterion.scale or ())), anchors(criterion)
    values = [value(function, point) for point in scale]
    differences = [abs(high - low) for low, high in pairwise(values)]
    if len(scale) == 2:
        differences = [min(Fraction(100), 100 / (scale[1] - scale[0]))]
    used = _used(run, name)
    if scale and not used <= set(criterion.scale or ()):
        unit = Fraction(1, 10 ** max(map(_decimal_places, used)))
        differences += [unit * abs(high - low) / (end - start) for (start, low), (end, high) in pairwise(function)]
    return min((difference for difference in differences if difference), default=Fraction(0))


def _used(run: Run, criterion: str) -> set[Decimal]:
    """Every score that an option was given on a criterion, and the ends of the ranges recorded with them. Of a panel
    those that its members gave: what they combine to may lie between steps that nobody used."""
    cells = [result.cells[criterion] for result in run.options.values()]
    scores: list[ScoredCell | Score] = [cell for cell in cells if cell.from_ != "panel"]
    scores += [score for option in run.options for score in run.inputs.given(criterion, option).values()]
    ends = {end for score in scores for end in score.range or ()}
    return ends | {score.score for score in scores if isinstance(score.score, Decimal)}


def _decimal_places(score: Decimal) -> int:
    return len(number_text(score).partition(".")[2])
