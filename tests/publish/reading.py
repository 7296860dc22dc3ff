"""How hard the answer of a run is to read, and how long: names masked, and recorded conditions left out."""

import re

from appraise.publish.context import Context
from appraise.publish.document import Line, plain
from appraise.publish.sections.answer import lead, said
from appraise.run import Run
from tests.publish.conftest import EN

NAME = "Cost"


def masked(run: Run, line: Line) -> str:
    """A text with one short word for each name that people gave, and without the conditions they wrote."""
    inputs, text = run.inputs, plain(line)
    kinds = (inputs.options, inputs.criteria, inputs.gates, inputs.perspectives, inputs.groups, inputs.uncounted)
    names = {each.name for kind in kinds for each in kind.values()}
    if inputs.follows:
        names |= {inputs.follows.gateway or "", inputs.follows.title}
    conditions = {judged.condition or "" for result in run.options.values() for judged in result.verdicts.values()}
    for condition in sorted(conditions, key=len, reverse=True):
        text = text.replace(f"only if: {condition}", "only if: ") if condition else text
    for name in sorted(names - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NAME, text)
    return re.sub(r": \.? ?", ": ", text)


def answered(run: Run) -> list[str]:
    """The lead and the facts that stand in the answer, masked."""
    context = Context.of(run, EN)
    return [masked(run, line) for line in (lead(context), *(fact.line for fact in said(context)))]


def grade(text: str) -> float:
    """Its Flesch-Kincaid grade: the years at school that it takes to read."""
    sentences = len(re.findall(r"[.:;?!](?= |$)", text))
    words = re.findall(r"[A-Za-z0-9']+", text)
    syllables = sum(max(1, len(re.findall("[aeiouy]+", re.sub("e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
