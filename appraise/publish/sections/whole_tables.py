"""Whole tables: those that the appendix has no room for, with as many options and criteria as the annex has."""

from decimal import Decimal

from appraise.publish.context import APPENDIX, Context
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section
from appraise.publish.language import number
from appraise.publish.sections.gate_effects import open_by_option
from appraise.publish.sections.gates import verdicts
from appraise.publish.sections.method import criteria
from appraise.publish.sections.options import option_in_a_line
from appraise.publish.sections.result import results
from appraise.publish.sections.robustness.perspectives import side_by_side
from appraise.publish.sections.robustness.weights import limits
from appraise.publish.sections.scores import any_known, matrix


def whole_tables(context: Context) -> Section:
    """The section; empty where the appendix has room for every option, every criterion and all that is open."""
    many_options = len(context.order) > APPENDIX.options
    many_criteria = len(context.inputs.criteria) > APPENDIX.rows
    blocks: list[Block] = [*map(Paragraph, _beyond(context))]
    if many_options:
        further = context.shown[APPENDIX.options :]
        blocks += [Bullets(tuple(option_in_a_line(context, option) for option in further)), results(context)]
        blocks += [verdicts(context)] if context.inputs.gates else []
    blocks += [criteria(context)] if many_criteria else []
    blocks += [matrix(context)] if (many_options or many_criteria) and any_known(context) else []
    blocks += limits(context) if many_criteria else []
    blocks += side_by_side(context) if many_options else []
    return Section("whole", context.text("whole.heading"), (*blocks, *open_by_option(context)))


def _beyond(context: Context) -> list[Line]:
    """What the annex has no room for either."""
    kinds = (
        ("options", len(context.shown), len(context.order)),
        ("criteria", len(first_criteria(context)), len(context.inputs.criteria)),
    )
    return [
        context.say(f"whole.first-{kind}", shown=str(shown), many=number(Decimal(many)))
        for kind, shown, many in kinds
        if shown < many
    ]
