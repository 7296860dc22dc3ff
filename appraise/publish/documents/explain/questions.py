"""What can be asked of a whole result: about its gates, weights, scores, panel and costs, and whatever the weights."""

from collections.abc import Callable, Mapping, Sequence

from appraise.publish.context import Context
from appraise.publish.document import Block, Document, headed_list
from appraise.publish.documents.explain.costs import costs
from appraise.publish.documents.explain.page import At, page
from appraise.publish.sections.gate_effects import still_open, what_gates_decided
from appraise.publish.sections.gates import verdicts
from appraise.publish.sections.panel import in_full
from appraise.publish.sections.robustness import nothing_to_compare, options_compared
from appraise.publish.sections.robustness.any_weights import (
    always,
    any_weights,
    drawn_first_places,
    first_places,
    pairwise,
    ranks,
)
from appraise.publish.sections.robustness.exchange import against_each_other, in_units
from appraise.publish.sections.robustness.scores import scores
from appraise.publish.sections.robustness.weights import one_criterion, switching, weights
from appraise.publish.sections.views import dissent


def _gates(context: Context) -> Document:
    """What the gates decided: in sentences, then every verdict."""
    blocks: list[Block] = []
    if context.inputs.gates:
        blocks = [*what_gates_decided(context), *still_open(context), verdicts(context)]
    return page(context, context.text("decided.heading"), () if blocks else context.say("explain.no-gates"), blocks)


def _weights(context: Context) -> Document:
    """What other weights could change, and what these buy, which can be told of one option too."""
    if not nothing_to_compare(context):
        return _robustness(context, "weights.heading", weights, switching, against_each_other)
    blocks = [*in_units(context), *against_each_other(context)]
    return page(context, context.text("weights.heading"), context.say("compared.alone"), blocks)


def _whatever_the_weights(context: Context) -> list[Block]:
    """First places, with uncertain scores drawn and with the scores as they are; what always holds; then every rank."""
    robustness = context.run.analyses.robustness
    if robustness is None or one_criterion(context):
        return any_weights(context)
    parts = (drawn_first_places, first_places, always, ranks)
    return [block for part in parts for block in part(context, robustness)]


def _scores(context: Context) -> list[Block]:
    """What scores can change, in sentences, then in a table."""
    return sorted([*scores(context), *still_open(context)], key=lambda block: block.kind == "table")


def _robustness(context: Context, heading: str, *parts: Callable[[Context], Sequence[Block]]) -> Document:
    """Parts of the section on robustness, or that there is nothing to compare."""
    blocks: list[Block] = []
    if not nothing_to_compare(context):
        blocks = [block for part in (options_compared, *parts) for block in part(context)]
    nothing = context.say("compared.alone" if nothing_to_compare(context) else "weights.one-criterion")
    return page(context, context.text(heading), () if blocks else nothing, blocks)


def _panel(context: Context) -> Document:
    """Who gave what, what one voice decides, and dissent; or that no member's own scores or weights are recorded."""
    blocks = in_full(context)
    blocks += headed_list(context.text("views.dissent"), dissent(context)) if blocks else []
    return page(context, context.text("panel.heading"), () if blocks else context.say("panel.none"), blocks)


QUESTIONS: Mapping[str, Callable[[Context, At], Document]] = {
    "gates": lambda context, _: _gates(context),
    "weights": lambda context, _: _weights(context),
    "scores": lambda context, _: _robustness(context, "turning.heading", _scores),
    "robustness": lambda context, _: _robustness(context, "unagreed.heading", _whatever_the_weights, pairwise),
    "panel": lambda context, _: _panel(context),
    "costs": costs,
}
"""What can be asked of a whole result, by the word people type."""
