"""Explanations: why a thing is as it is, number by number, back to the file and line where people wrote each."""

from collections.abc import Callable, Mapping

from appraise.appraisal import Appraisal
from appraise.publish.context import Context
from appraise.publish.document import Document
from appraise.publish.documents.explain.criteria import criterion, group, uncounted
from appraise.publish.documents.explain.gate import gate
from appraise.publish.documents.explain.option import option
from appraise.publish.documents.explain.page import At
from appraise.publish.documents.explain.perspective import perspective
from appraise.publish.documents.explain.questions import QUESTIONS

_KINDS: Mapping[str, Callable[[Context, str, At], Document]] = {
    "options": option,
    "gates": gate,
    "criteria": criterion,
    "uncounted": uncounted,
    "groups": group,
    "perspectives": perspective,
}
"""How each kind of thing in an appraisal is explained."""


def explainable(inputs: Appraisal) -> list[str]:
    """Everything that can be explained: the questions, then everything in an appraisal by id, lines of costs last."""
    costs = inputs.costs.lines if inputs.costs else ()
    named = (id_ for kind in _KINDS for id_ in getattr(inputs, kind))
    return [*QUESTIONS, *(name for name in dict.fromkeys((*named, *costs)) if name not in QUESTIONS)]


def explained(context: Context, name: str, at: At) -> list[Document]:
    """All that a name stands for in an appraisal, an option first; of a line of costs, the page of costs. Nothing where
    nothing has it."""
    costs = context.inputs.costs
    asked = "costs" if costs is not None and name in costs.lines else name
    question = [QUESTIONS[asked](context, at)] if asked in QUESTIONS else []
    named = (explain for kind, explain in _KINDS.items() if name in getattr(context.inputs, kind))
    return question + [explain(context, name, at) for explain in named]
