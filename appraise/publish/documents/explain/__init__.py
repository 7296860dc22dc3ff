"""Explanations: why a thing is as it is, number by number, back to the file and line where people wrote each."""

from collections.abc import Callable, Collection

from appraise.publish.context import Context
from appraise.publish.document import Document
from appraise.publish.documents.explain.criteria import criterion, group, uncounted
from appraise.publish.documents.explain.gate import gate
from appraise.publish.documents.explain.option import option
from appraise.publish.documents.explain.page import At
from appraise.publish.documents.explain.perspective import perspective
from appraise.publish.documents.explain.questions import QUESTIONS


def explained(context: Context, name: str, at: At) -> list[Document]:
    """All that a name stands for in an appraisal, an option first; nothing where nothing has it."""
    inputs = context.inputs
    kinds: list[tuple[Collection[str], Callable[[Context, str, At], Document]]] = [
        (inputs.options, option),
        (inputs.gates, gate),
        (inputs.criteria, criterion),
        (inputs.uncounted, uncounted),
        (inputs.groups, group),
        (inputs.perspectives, perspective),
    ]
    question = [QUESTIONS[name](context)] if name in QUESTIONS else []
    return question + [explain(context, name, at) for ids, explain in kinds if name in ids]
