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
    """Everything that can be explained: the questions, then everything in an appraisal by id."""
    return [*QUESTIONS, *dict.fromkeys(id_ for kind in _KINDS for id_ in getattr(inputs, kind))]


def explained(context: Context, name: str, at: At) -> list[Document]:
    """All that a name stands for in an appraisal, an option first; nothing where nothing has it."""
    question = [QUESTIONS[name](context, at)] if name in QUESTIONS else []
    named = (explain for kind, explain in _KINDS.items() if name in getattr(context.inputs, kind))
    return question + [explain(context, name, at) for explain in named]
