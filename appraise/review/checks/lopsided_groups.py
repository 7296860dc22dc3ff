"""Lopsided groups: a group outweighs the rest because it was split into more criteria."""

from collections.abc import Iterator
from fractions import Fraction

from appraise.review.exact import percent, whole_shares
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = (
    "A group has more than 60% of the weight, though its criteria weigh no more on average than the others, "
    "and nobody gave the group a weight of its own."
)
WHY = "A subject gains weight when it is split into more criteria, without anybody having said that it matters more."
FIX = "Weigh the groups against each other first, as weight of each group, then share that out among its criteria."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 7.4.5"

_MUCH = Fraction(60, 100)


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The group at the top of the tree of which this is so."""
    inputs = checked.run.inputs
    shares = whole_shares(inputs)
    inside: dict[str, list[Fraction]] = {}
    for name in (*inputs.criteria, *inputs.uncounted):
        for outermost in inputs.around(name)[:1]:
            inside.setdefault(outermost, []).append(shares[name])
    for group, parts in inside.items():
        share, others = sum(parts, Fraction(0)), len(shares) - len(parts)
        split = others > 0 and share * others <= (1 - share) * len(parts)
        if inputs.groups[group].weight is None and share > _MUCH and split:
            what = (
                f'The group "{inputs.groups[group].name}" weighs {percent(share)} because it holds {len(parts)} of '
                f"{len(shares)} criteria: on average each weighs {percent(share / len(parts))}, "
                f"and each of the others {percent((1 - share) / others)}."
            )
            yield Occurrence(what, ("groups", group), (group,))
