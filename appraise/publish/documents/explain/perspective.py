"""The explanation of a point of view."""

from appraise.analyses import PerspectiveAnalysis
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Document, line
from appraise.publish.documents.explain.page import At, page, placed
from appraise.publish.sections.robustness.perspectives import perspectives


def perspective(context: Context, name: str, at: At) -> Document:
    """A point of view by itself: what it changes, and every option's rank and total."""
    inputs, viewed, analysis = context.inputs, context.run.viewed, context.run.analyses.perspectives
    if analysis is not None:
        with_it = tuple(each for each in analysis.reconcile if {each.view, each.other} == {None, name})
        analysis = PerspectiveAnalysis((), analysis.same_shortlist, {}, with_it)
    alone = context.run._replace(
        inputs=replaced(inputs, perspectives={name: inputs.perspectives[name]}),
        viewed={name: viewed[name]} if name in viewed else {},
        analyses=context.run.analyses._replace(perspectives=analysis),
    )
    title = context.text("explain.title.perspective", name=inputs.perspectives[name].name)
    where = line(placed(context, at("perspectives", name)))
    return page(context, title, where, perspectives(context._replace(run=alone), alone=True))
