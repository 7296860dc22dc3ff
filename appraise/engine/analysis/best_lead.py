"""Best lead: how far ahead of all others each option can get by the choice of weights."""

from collections.abc import Sequence

from appraise.analyses import Contender
from appraise.engine.analysis.dominance import Values, by_criterion
from appraise.engine.analysis.linear_programme import maximise
from appraise.numbers import rounded


def best_leads(values: Values, criteria: Sequence[str]) -> dict[str, Contender]:
    """For each option the greatest lead, in points, that any weights give it over all others at once, and such weights;
    empty if there are fewer than two options.

    The lead is the value of a game of weights against rivals, solved as a linear programme.
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
    # With all leads raised above 0, enough weight brings the option 1 ahead of all others at once. The least that does,
    # divided by its sum, gives the weights wanted: they add up to 1, and the lead is 1 divided by that sum.
    raised = 1 - min(map(min, leads))
    optimum = maximise([-1] * len(criteria), [([-lead - raised for lead in row], -1) for row in leads])
    assert not isinstance(optimum, str), "enough weight on any one criterion will do, and none will not"
    weight = -optimum.value
    return Contender(rounded(1 / weight - raised), by_criterion(criteria, [part / weight for part in optimum.at]))
