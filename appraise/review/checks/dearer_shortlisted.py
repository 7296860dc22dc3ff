"""Dearer and shortlisted: an option goes forward that costs more than another one and has no more points."""

from collections.abc import Iterator

from appraise.review.exact import points, total
from appraise.review.money import cheaper_with_points, cost, written
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.run import Run, low_high

SEVERITY: Severity = "warning"
MEANS = "An option goes forward although an eligible one costs less and has no fewer points."
WHY = "By these figures nothing speaks for it, neither money nor points, so a reader asks why it was not left behind."
FIX = "Say what speaks for it that neither the criteria nor the costs show, or leave it behind."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.24"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each option on the shortlist, save the comparator, with the first of those, if that one passes every gate."""
    run = checked.run
    for option in run.shortlist.options:
        if run.inputs.options[option].comparator:
            continue
        for other in cheaper_with_points(run, option):
            if all(judged.verdict == "pass" for judged in run.options[other].verdicts.values()):
                yield Occurrence(_what(run, option, other), ("options", option), (option,))
                break


def _what(run: Run, option: str, other: str) -> str:
    assert run.inputs.costs is not None
    assert run.analyses.costs is not None
    name, cheaper = run.inputs.options[option].name, run.inputs.options[other].name
    over = run.analyses.costs.beaten[option][other]
    unless = " Over the ranges recorded that could be otherwise." if over == "as-given" else ""
    return (
        f'"{name}" goes forward, and "{cheaper}" {_cost(run, option, other)} and {_points(run, option, other)}.{unless}'
    )


def _cost(run: Run, option: str, other: str) -> str:
    """ "costs £395k less"; "costs less" where unknown amounts leave open by how much."""
    assert run.inputs.costs is not None
    (low, high, *_), (cheapest, dearest, *_) = cost(run, option), cost(run, other)
    known = low == high and cheapest == dearest
    return f"costs {written(low - dearest, run.inputs.costs.currency)} less" if known else "costs less"


def _points(run: Run, option: str, other: str) -> str:
    """ "has 8 points more" """
    (low, high), (fewest, most) = low_high(run.options[option]), low_high(run.options[other])
    if low < high or fewest < most:
        return "has no fewer points"
    lead = total(run, other) - total(run, option)
    return f"has {points(lead)} more" if lead else "has as many points"
