"""Change: what could change the result, as far as the answer has not said it: weights, scores, what is open, views,
and members of the panel."""

from appraise.publish.context import Context
from appraise.publish.document import Block, Paragraph, Section
from appraise.publish.sections.answer import Kind, unsaid
from appraise.publish.sections.gate_effects import still_open
from appraise.publish.sections.panel import one_member_less
from appraise.publish.sections.robustness import nothing_to_compare
from appraise.publish.sections.robustness.perspectives import side_by_side
from appraise.publish.sections.robustness.scores import nearest_score
from appraise.publish.sections.robustness.weights import limits

_FACTS: tuple[Kind, ...] = (
    *("unsettled", "one-option", "uncounted", "shortlist", "voice", "view", "tie", "order"),
    *("not-worked-out", "stays", "views-same", "first"),
)
"""What the answer has to say of what could change it, where it has no room for it."""


def change(context: Context) -> Section:
    """The section: a sentence each, then the limits of the weights, the result from each point of view and without each
    member of the panel."""
    alone = nothing_to_compare(context)
    open_ = [] if alone else still_open(context)
    kinds: tuple[Kind, ...] = _FACTS if open_ else (*_FACTS, "unknown")
    blocks: list[Block] = [Paragraph(fact) for fact in unsaid(context, *kinds)]
    if alone:
        blocks.append(Paragraph(context.say("compared.alone")))
    else:
        blocks += [*nearest_score(context), *open_, *limits(context)]
    blocks += [*side_by_side(context), *one_member_less(context)]
    return Section("change", context.text("change.heading"), tuple(blocks))
