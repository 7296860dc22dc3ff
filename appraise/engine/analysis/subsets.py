"""Subsets of a few things, numbered, each with its neighbours of one less and one more."""

from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np

from appraise.engine.analysis.double_floats import Array


class Subsets(NamedTuple):
    """All subsets of one size, a row each.

    members, others: who is in and who is out, both ascending.
    without, joined: the row, among the subsets of one less or one more, of the subset without each member or with each
                     of the others; place: where that one then stands among the members.
    """

    members: Array
    others: Array
    without: Array
    joined: Array
    place: Array


def subsets(count: int, largest: int) -> list[Subsets]:
    """All subsets of 0 to count - 1 by size, those of one size in the order of the combinatorial number system."""
    choose = np.array([[comb(x, size) for size in range(1, largest + 2)] for x in range(count)])

    def rank(members: Array) -> Array:
        return np.asarray(choose[members, np.arange(members.shape[-1])].sum(-1))

    by_size = []
    for size in range(largest + 1):
        members = np.array(list(combinations(range(count), size)), int).reshape(comb(count, size), size)
        members = members[np.argsort(rank(members))]
        out = np.ones((len(members), count), bool)
        np.put_along_axis(out, members, False, 1)
        # The largest are never joined by another, and they are the most.
        more = count - size if size < largest else 0
        others = np.nonzero(out)[1].reshape(len(members), count - size)[:, :more]
        each = np.broadcast_to(members[:, None], (*others.shape, size))
        without = np.array([rank(np.delete(members, p, 1)) for p in range(size)], int).reshape(size, len(members)).T
        by_size.append(
            Subsets(
                members,
                others,
                without,
                joined=rank(np.sort(np.concatenate((each, others[:, :, None]), 2), 2)),
                place=(each < others[:, :, None]).sum(2),
            )
        )
    return by_size
