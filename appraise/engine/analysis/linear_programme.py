"""Linear programmes, exactly: a table of integers over one common denominator, pivoted without fractions."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple

Numbers = Sequence[Fraction | int]
Limit = tuple[Numbers, Fraction | int]
"""A row of numbers, one a variable, and what the sum of them times the variables is held to."""

Table = list[list[int]]


class Optimum(NamedTuple):
    """The greatest value of an objective, and variables that give it: a corner of what the constraints allow."""

    value: Fraction
    at: tuple[Fraction, ...]


def maximise(
    objective: Numbers, at_most: Sequence[Limit], equal: Sequence[Limit] = ()
) -> Optimum | Literal["infeasible", "unbounded"]:
    """The greatest sum of objective times variables, none of them negative.

    at_most: the sum of each row times the variables is no more than its number. equal: it is just that.

    The simplex method (Dantzig 1963): first on the dual, which ends at a corner that is allowed, and at the best one if
    no variable adds to the objective; then on from there.
    """
    rows = [*at_most]
    for row, bound in equal:
        rows += [(row, bound), ([-number for number in row], -bound)]
    width, (gains, unit) = len(objective), _whole(objective)
    table = [_whole([*row, bound])[0] for row, bound in rows]
    beside, along = list(range(width, width + len(rows))), list(range(width))
    # The dual can start where nothing adds to the objective. If something does, any allowed corner will do for now.
    costs = [-gain for gain in gains] if max(gains) <= 0 else [0] * width
    dual = _turned([*table, [*costs, 0]])
    found = _climb(dual, along, beside, 1)
    if found is None:
        return "infeasible"
    table, denominator = _turned(dual)[:-1], found
    gain = {number: gains[number] if number < width else 0 for number in (*beside, *along)}
    costs = [-gain[number] * denominator for number in along] + [0]
    for number, row in zip(beside, table, strict=True):
        costs = [cost + gain[number] * entry for cost, entry in zip(costs, row, strict=True)]
    table.append(costs)
    found = _climb(table, beside, along, denominator)
    if found is None:
        return "unbounded"
    ends = dict(zip(beside, (row[-1] for row in table), strict=False))
    at = tuple(Fraction(ends.get(number, 0), found) for number in range(width))
    return Optimum(Fraction(table[-1][-1], found * unit), at)


def _whole(numbers: Numbers) -> tuple[list[int], int]:
    """The numbers times the least factor that makes all of them whole, and that factor."""
    unit = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (unit // number.denominator) for number in numbers], unit


def _turned(table: Table) -> Table:
    """The table of the dual programme: rows and columns change places, and what is given for what is taken."""
    *columns, ends = [list(column) for column in zip(*table, strict=True)]
    turned = [[*(-entry for entry in column[:-1]), column[-1]] for column in columns]
    return [*turned, ends]


def _climb(table: Table, beside: list[int], along: list[int], denominator: int) -> int | None:
    """Pivot until nothing along the table adds to the objective; the new denominator, None if there is no end to it.

    table:  a row for each variable beside it: the entries under the variables along it, and its value. The last row
            is the objective's. All over the denominator; no value is negative.

    Of the variables that add to it the lowest-numbered comes in, and takes the place of the lowest-numbered of those
    that allow the least: that ends, ties or not (Bland 1977).
    """
    while True:
        adding = [(number, j) for j, number in enumerate(along) if table[-1][j] < 0]
        if not adding:
            return denominator
        _, column = min(adding)
        leaving = [
            (Fraction(row[-1], row[column]), number, i)
            for i, (number, row) in enumerate(zip(beside, table, strict=False))
            if row[column] > 0
        ]
        if not leaving:
            return None
        _, _, place = min(leaving)
        denominator = _pivot(table, place, column, denominator)
        beside[place], along[column] = along[column], beside[place]


def _pivot(table: Table, row: int, column: int, denominator: int) -> int:
    """Exchange the variables of a row and a column; the new denominator. All divisions come out even (Edmonds 1967)."""
    across = table[row]
    pivot = across[column]
    for i, entries in enumerate(table):
        times = entries[column]
        if i != row:
            table[i] = [
                (pivot * mine - times * theirs) // denominator for mine, theirs in zip(entries, across, strict=True)
            ]
            table[i][column] = -times
    across[column] = denominator
    return pivot
