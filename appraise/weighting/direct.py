"""Direct weights: points as typed on criteria and groups.

A group without a weight weighs what its children add up to. With one, its children add up to it, or to 100 and are
percentages of it; so the tree is worked out from the leaves up.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from appraise.appraisal import Criterion, Group, Judgement
from appraise.numbers import number_text, rounded
from appraise.problem import AppraisalError, Problem

OPERAND = "weights"


def weights(
    leaves: Mapping[str, Criterion | Group], groups: Mapping[str, Group], _judgement: Judgement
) -> dict[str, Fraction]:
    """Points for each leaf, on one scale for the whole tree.

    groups: in file order, each before the groups inside it.
    Raises: AppraisalError[group-weight] where children fit neither their group's weight nor 100.
    """
    inside: defaultdict[str | None, list[Fraction]] = defaultdict(list)
    for leaf in leaves.values():
        inside[leaf.group].append(Fraction(leaf.weight or 0))
    factors: dict[str | None, Fraction] = {}
    problems = []
    for name in reversed(list(groups)):
        group = groups[name]
        children = sum(inside[name], Fraction(0))
        weight = children if group.weight is None else Fraction(group.weight)
        inside[group.group].append(weight)
        factors[name] = Fraction(1) if children == weight else weight / 100
        if children not in (weight, 100):
            problems.append(_group_weight(name, number_text(rounded(weight)), number_text(rounded(children))))
    if problems:
        raise AppraisalError(problems[::-1])
    for name, group in groups.items():
        factors[name] *= factors.get(group.group, 1)
    return {name: Fraction(leaf.weight or 0) * factors.get(leaf.group, 1) for name, leaf in leaves.items()}


def _group_weight(group: str, weight: str, children: str) -> Problem:
    return Problem(
        code="group-weight",
        what=f'the group "{group}" weighs {weight}, but what is in it adds up to {children}',
        why="it is not clear how the group's weight is shared out",
        fix=f"make the weights inside add up to {weight} or to 100, or leave the group's weight out",
        about=("weight", group),
    )
