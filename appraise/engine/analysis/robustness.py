"""Robustness: what holds whatever the weights, and how often what depends on them does.

Imported only where it is asked for: it brings numpy along.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import isqrt

from appraise.analyses import Robustness, Sampled, Weights
from appraise.appraisal import Criterion
from appraise.engine.analysis import sampling
from appraise.engine.analysis.best_lead import potential
from appraise.engine.analysis.dominance import identical, necessary
from appraise.engine.analysis.first_place import first
from appraise.engine.analysis.pairwise import pairwise
from appraise.engine.evaluation import Evaluation
from appraise.engine.values import Valued, anchors, value
from appraise.numbers import rounded


def robustness(agreed: Evaluation, among: tuple[str, ...], tell: Callable[[int, int], None]) -> Robustness:
    """What holds of these options whatever the weights; sets of weights are all equally likely.

    Options some of whose cells are open are in `ranks` alone, excluded ones only where two options are compared.
    tell: is told how many sets of weights or scores have been drawn, and of how many.
    """
    settings, criteria = agreed.appraisal.robustness, tuple(agreed.appraisal.criteria)
    settled = {option: [cell.low for cell in agreed.table[option].values()] for option in among if agreed.known(option)}
    eligible = [option for option in among if not agreed.failed[option]]
    contenders = {option: settled[option] for option in eligible if option in settled}
    leads = potential(contenders, criteria)
    # One that is behind somebody whatever the weights takes part in nothing that follows, and takes most time.
    first_at_all = {option: row for option, row in contenders.items() if option not in leads or leads[option].lead >= 0}
    rows = [
        [_cell(cell, agreed.appraisal.criteria[name]) for name, cell in agreed.table[option].items()]
        for option in eligible
    ]
    uncertain = any(not isinstance(cell, Fraction) for row in rows for cell in row)
    exactly = first(first_at_all)
    tells = _in_turn(tell, settings.draws, 1 + (exactly is None) + (uncertain and bool(contenders)))
    shares, central = exactly or sampling.first(first_at_all, settings.draws, settings.seed, next(tells))
    counts = sampling.ranks(rows, settings.draws, settings.seed, next(tells))
    confidence = dict.fromkeys(central, settings.draws)
    if uncertain and central:
        at = {eligible.index(option): weights for option, weights in central.items()}
        found = sampling.confidence(rows, at, settings.draws, settings.seed, next(tells))
        confidence = {eligible[row]: count for row, count in found.items()}
    return Robustness(
        identical=identical(settled),
        pairwise=pairwise(settled),
        exact=exactly is not None,
        first={option: _figure(shares.get(option, 0)) for option in contenders},
        central={option: _weights(criteria, parts) for option, parts in central.items()},
        potential=leads,
        necessary=necessary(
            settled, [agreed.shares[name] for name in criteria], criteria, Fraction(settings.within) / 100
        ),
        ranks={
            option: tuple(rounded(Fraction(count, settings.draws), 4) for count in row)
            for option, row in zip(eligible, counts, strict=True)
        },
        confidence={option: rounded(Fraction(count, settings.draws), 4) for option, count in confidence.items()},
        sampled=Sampled(settings.draws, settings.seed, _half_width(settings.draws)),
    )


def _cell(valued: Valued, criterion: Criterion) -> sampling.Drawn:
    """The value of a cell; of one that is unknown or has a range and so can take several, the points between which
    the value runs straight."""
    if valued.least == valued.most:
        return valued.low
    points = anchors(criterion)
    low, high = map(Fraction, valued.cell.range or (points[0][0], points[-1][0]))
    between = [(score, worth) for score, worth in points if low < score < high]
    return [(low, value(points, low)), *between, (high, value(points, high))]


def _in_turn(tell: Callable[[int, int], None], draws: int, rounds: int) -> Iterator[Callable[[int, int], None]]:
    """For each round of draws whom to tell, as if all rounds were one."""
    for before in range(rounds):
        yield partial(_told, tell, before * draws, rounds * draws)


def _told(tell: Callable[[int, int], None], before: int, draws: int, done: int, _: int) -> None:
    tell(before + done, draws)


def _weights(criteria: Sequence[str], parts: Sequence[float | Fraction]) -> Weights:
    found = {name: _figure(part) for name, part in zip(criteria, parts, strict=True)}
    return {name: part for name, part in found.items() if part}


def _figure(number: float | Fraction) -> Decimal:
    """To 4 places, after what floats lose on the way: half a unit stays half a unit."""
    return rounded(rounded(Fraction(number), 12), 4)


def _half_width(draws: int) -> Decimal:
    """Half the width of the 95% interval of a share where it is widest, 1.96 times 0.5 / sqrt(draws), rounded up."""
    units = -(-(9800**2) // draws)
    return rounded(Fraction(isqrt(units - 1) + 1, 10_000), 4)
