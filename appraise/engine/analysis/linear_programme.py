"""Exact linear programmes: the simplex method on integers over one common denominator."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from appraise.engine.totals import in_integers

Numbers = Sequence[Fraction | int]
Limit = tuple[Numbers, Fraction | int]
"""A row of coefficients, one a variable, and the bound on their sum of products with the variables."""

Table = list[list[int]]


class Optimum(NamedTuple):
    """The greatest value of an objective, and variables that give it: a vertex of the feasible set."""

    value: Fraction
    at: tuple[Fraction, ...]


def maximise(
    objective: Numbers, at_most: Sequence[Limit], equal: Sequence[Limit] = ()
) -> Optimum | Literal["infeasible", "unbounded"]:
    """The greatest sum of objective times variables, none of them negative, under constraints.

    at_most: rows whose sum of products is at most the bound. equal: rows whose sum is the bound.

    The simplex method (Dantzig 1963): first on the dual, which ends at a feasible vertex, the best one if no variable
    adds to the objective; then on from there.
    """
    rows = [*at_most]
    for row, bound in equal:
        rows += [(row, bound), ([-number for number in row], -bound)]
    width, (gains, unit) = len(objective), in_integers(objective)
    table = [in_integers([*row, bound])[0] for row, bound in rows]
    beside, along = list(range(width, width + len(rows))), list(range(width))
    # The dual can start where nothing adds to the objective. If something does, any feasible vertex will do for now.
    costs = [-gain for gain in gains] if max(gains) <= 0 else [0] * width
    dual = _turned([*table, [*costs, 0]])
    denominator = _climb(dual, along, beside, 1)
    if denominator is None:
        return "infeasible"
    table = _turned(dual)[:-1]
    gain = {number: gains[number] if number < width else 0 for number in (*beside, *along)}
    costs = [-gain[number] * denominator for number in along] + [0]
    for number, row in zip(beside, table, strict=True):
        costs = [cost + gain[number] * entry for cost, entry in zip(costs, row, strict=True)]
    table.append(costs)
    denominator = _climb(table, beside, along, denominator)
    if denominator is None:
        return "unbounded"
    ends = dict(zip(beside, (row[-1] for row in table), strict=False))
    at = tuple(Fraction(ends.get(number, 0), denominator) for number in range(width))
    return Optimum(Fraction(table[-1][-1], denominator * unit), at)


def _turned(table: Table) -> Table:
    """The table of the dual programme: transposed, with the signs of its entries changed."""
    *columns, ends = [list(column) for column in zip(*table, strict=True)]
    turned = [[*(-entry for entry in column[:-1]), column[-1]] for column in columns]
    return [*turned, ends]


def _climb(table: Table, beside: list[int], along: list[int], denominator: int) -> int | None:
    """Pivot until no variable along the table adds to the objective; the new denominator, or None if it is unbounded.

    table:         changed in place. A row for each basic variable (`beside`): its coefficients on the others (`along`),
                   and its value. The last row is the objective's. No value is negative.
    beside, along: the numbers of these variables, changed in place.
    denominator:   that of the whole table.

    Of the variables that add to the objective the lowest-numbered enters, and replaces the lowest-numbered of those
    with the least ratio: that ends, ties or not (Bland 1977).
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
        factor = entries[column]
        if i != row:
            table[i] = [
                (pivot * mine - factor * theirs) // denominator for mine, theirs in zip(entries, across, strict=True)
            ]
            table[i][column] = -factor
    across[column] = denominator
    return pivot
