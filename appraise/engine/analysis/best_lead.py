"""Potential: how far ahead of all others each option can get, by the choice of weights."""

from collections.abc import Sequence

from appraise.analyses import Contender
from appraise.engine.analysis.dominance import Values, by_criterion
from appraise.engine.analysis.linear_programme import maximise
from appraise.numbers import rounded


def potential(values: Values, criteria: Sequence[str]) -> dict[str, Contender]:
    """For each option the greatest lead, in points, that any weights give it over all others at once, and such weights.

    An option with nobody to lead is left out. The lead is the value of a game of weights against rivals, worked out
    as a linear programme.
    """
    if len(values) < 2:
        return {}
    return {option: _contender(option, values, criteria) for option in values}


def _contender(option: str, values: Values, criteria: Sequence[str]) -> Contender:
    leads = [
        [mine - theirs for mine, theirs in zip(values[option], row, strict=True)]
        for other, row in values.items()
        if other != option
    ]
    # Raised so that all are above 0, enough weight brings any option 1 ahead of all others at once. The least that does
    # it, divided by what it comes to in all, is the weights looked for: they are 1 in all and lead by 1 so divided.
    raised = 1 - min(map(min, leads))
    found = maximise([-1] * len(criteria), [([-lead - raised for lead in row], -1) for row in leads])
    assert not isinstance(found, str), "enough weight on any one criterion will do, and none will not"
    taken = -found.value
    return Contender(rounded(1 / taken - raised), by_criterion(criteria, [part / taken for part in found.at]))
