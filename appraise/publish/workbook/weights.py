"""Weights: what each criterion, and each group with a weight of its own, weighs: as typed, or by a formula."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from appraise.appraisal import Criterion, Group, Judgement
from appraise.numbers import number_text
from appraise.publish.context import Context
from appraise.publish.workbook.sheet import average
from appraise.weighting import METHODS, judged_shares


class Weight(NamedTuple):
    """What a node weighs, exactly. formula: how that follows from what people gave. typed: whether it is theirs as it
    stands, and may be changed."""

    figure: Fraction
    formula: str = ""
    typed: bool = False


def weights_of(context: Context) -> dict[str, Weight]:
    """The weight of each criterion, counted or not, and of each group that has one of its own."""
    inputs, weighting = context.inputs, context.inputs.weighting
    leaves: dict[str, Criterion | Group] = {**inputs.criteria, **inputs.uncounted}
    if weighting.by_members:
        return dict(_by_members(context))
    operand = METHODS[weighting.method].OPERAND
    if operand == "order":
        parts = judged_shares(inputs, weighting)
        return {leaf: Weight(part, _fraction(part)) for leaf, part in parts.items()}
    if operand == "swings":
        return {leaf: Weight(Fraction(weighting.swings[leaf]), typed=True) for leaf in leaves}
    if operand == "nothing":
        return {leaf: Weight(Fraction(1)) for leaf in leaves}
    given = {name: node.weight for name, node in (*leaves.items(), *inputs.groups.items())}
    return {name: Weight(Fraction(weight), typed=True) for name, weight in given.items() if weight is not None}


def _by_members(context: Context) -> Iterator[tuple[str, Weight]]:
    """The mean of the parts of the whole that each member gave."""
    inputs, sheets = context.inputs, context.inputs.weighting.sheets.values()
    parts = [judged_shares(inputs, sheet) for sheet in sheets]
    written = [_written(sheet, part) for sheet, part in zip(sheets, parts, strict=True)]
    for leaf in parts[0]:
        mean = sum((part[leaf] for part in parts), Fraction(0)) / len(parts)
        yield leaf, Weight(mean, average([each[leaf] for each in written]))


def _written(judgement: Judgement, parts: Mapping[str, Fraction]) -> dict[str, str]:
    """Each part of the whole as people can check it: a swing over the sum of all swings, or a fraction."""
    if not judgement.swings:
        return {leaf: _fraction(part) for leaf, part in parts.items()}
    whole = number_text(sum(judgement.swings.values()))
    return {leaf: f"{number_text(judgement.swings[leaf])}/{whole}" for leaf in parts}


def _fraction(part: Fraction) -> str:
    return f"{part.numerator}/{part.denominator}"
