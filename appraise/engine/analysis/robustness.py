"""Robustness: what holds whatever the weights, and for what share of all weights anything else does.

Imported only where it is needed: it imports numpy.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from appraise.analyses import Robustness, Sampling
from appraise.appraisal import Criterion
from appraise.engine.analysis import sampling
from appraise.engine.analysis.best_lead import best_leads
from appraise.engine.analysis.dominance import by_criterion, identical, necessary_preferences
from appraise.engine.analysis.first_place import first_place_shares
from appraise.engine.analysis.pairwise import pairwise
from appraise.engine.evaluation import Evaluation
from appraise.engine.values import CellValue
from appraise.numbers import rounded
from appraise.value_functions import anchors, possible_values


def robustness(agreed: Evaluation, among: tuple[str, ...], tell: Callable[[int, int], None]) -> Robustness:
    """What holds of these options whatever the weights, and the shares of weights for what does not; all sets of
    weights are equally likely.

    Options with an unknown score are in `ranks` alone, excluded ones only where two options are compared.
    tell: is called with how many sets of weights or scores have been drawn, and of how many.
    """
    settings, criteria = agreed.appraisal.robustness, tuple(agreed.appraisal.criteria)
    settled = {option: [cell.low for cell in agreed.table[option].values()] for option in among if agreed.known(option)}
    eligible = [option for option in among if not agreed.failed[option]]
    contenders = {option: settled[option] for option in eligible if option in settled}
    leads = best_leads(contenders, criteria)
    # An option that is never first changes nothing in what follows, and takes most time there.
    can_be_first = {option: row for option, row in contenders.items() if option not in leads or leads[option].lead >= 0}
    rows = [
        [_drawn(cell, agreed.appraisal.criteria[name]) for name, cell in agreed.table[option].items()]
        for option in eligible
    ]
    uncertain = any(not isinstance(cell, Fraction) for row in rows for cell in row)
    exact = first_place_shares(can_be_first)
    tells = _in_turn(tell, settings.draws, 1 + (exact is None) + (uncertain and bool(contenders)))
    shares, central = exact or sampling.first_place_shares(can_be_first, settings.draws, settings.seed, next(tells))
    counts = sampling.rank_counts(rows, settings.draws, settings.seed, next(tells))
    confidence = dict.fromkeys(central, settings.draws)
    if uncertain and central:
        at = {eligible.index(option): weights for option, weights in central.items()}
        by_row = sampling.confidence_counts(rows, at, settings.draws, settings.seed, next(tells))
        confidence = {eligible[row]: count for row, count in by_row.items()}
    return Robustness(
        identical=identical(settled),
        pairwise=pairwise(settled),
        exact=exact is not None,
        first={option: _figure(shares.get(option, 0)) for option in contenders},
        central={option: by_criterion(criteria, map(_figure, parts)) for option, parts in central.items()},
        potential=leads,
        necessary=necessary_preferences(
            settled, [agreed.shares[name] for name in criteria], criteria, Fraction(settings.within) / 100
        ),
        ranks={
            option: tuple(rounded(Fraction(count, settings.draws), 4) for count in row)
            for option, row in zip(eligible, counts, strict=True)
        },
        confidence={option: rounded(Fraction(count, settings.draws), 4) for option, count in confidence.items()},
        sampled=Sampling(settings.draws, settings.seed, _half_width(settings.draws)),
    )


def _drawn(valued: CellValue, criterion: Criterion) -> sampling.Drawn:
    """The value of a cell; where it can have several, the value function over the scores it can have."""
    if valued.least == valued.most:
        return valued.low
    return possible_values(anchors(criterion), valued.cell)


def _in_turn(tell: Callable[[int, int], None], draws: int, rounds: int) -> Iterator[Callable[[int, int], None]]:
    """For each round of draws the progress to call, as if all rounds were one."""
    for before in range(rounds):

        def progress(done: int, _: int, before: int = before) -> None:
            tell(before * draws + done, rounds * draws)

        yield progress


def _figure(number: float | Fraction) -> Decimal:
    """A sampled or float figure to 4 places, rounded to 12 first so that float errors do not tip half a unit."""
    return rounded(rounded(Fraction(number), 12), 4)


def _half_width(draws: int) -> Decimal:
    """The half-width of the 95% interval of a share where it is widest, 1.96 times 0.5 / sqrt(draws), rounded up."""
    units = -(-(9800**2) // draws)
    return rounded(Fraction(isqrt(units - 1) + 1, 10_000), 4)
