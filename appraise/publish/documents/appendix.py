"""Appendix: the shortlisting appendix of a committee report, its sections in order, empty ones left out."""

from base64 import b64encode

from appraise.publish.context import Context
from appraise.publish.document import Document, numbered
from appraise.publish.language import Language
from appraise.publish.phrases import status
from appraise.publish.sections.answer import answer
from appraise.publish.sections.audit_trail import audit_trail
from appraise.publish.sections.consultation import consultation
from appraise.publish.sections.evidence import evidence
from appraise.publish.sections.gates import gates
from appraise.publish.sections.method import method
from appraise.publish.sections.option_records import option_records
from appraise.publish.sections.options import options
from appraise.publish.sections.previous_stage import previous_stage
from appraise.publish.sections.recommendation import recommendation
from appraise.publish.sections.result import result
from appraise.publish.sections.robustness import robustness
from appraise.publish.sections.score_reasons import score_reasons
from appraise.publish.sections.scores import scores
from appraise.publish.sections.unknowns import unknowns
from appraise.run import Run

SECTIONS = (
    answer,
    result,
    previous_stage,
    recommendation,
    options,
    method,
    gates,
    scores,
    robustness,
    consultation,
    unknowns,
    score_reasons,
    option_records,
    evidence,
    audit_trail,
)
"""The sections in their order: each a function from a `Context` to a `Section`, named as its module in `sections/`."""


def appendix(run: Run, language: Language) -> Document:
    """A run as the appendix people read: the answer first, then everything it rests on."""
    inputs, context = run.inputs, Context.of(run, language)
    when = language.date(inputs.date) if inputs.date else None
    given = (("question", inputs.question), ("gateway", inputs.gateway), ("date", when))
    labels = {key: f"page.{key}" for key in ("contents", "skip", "table", "points", "of", "sideways")}
    labels |= {"record": "check.download", "record-use": "check.use"}
    return Document(
        title=inputs.title,
        status=context.text(f"status.word.{inputs.status}"),
        says=status(context),
        sections=numbered(section(context) for section in SECTIONS),
        above=inputs.authority or "",
        below=context.text("page.below"),
        facts=tuple((context.text(f"page.{key}"), text) for key, text in given if text),
        foot=", ".join(part for part in (inputs.authority, inputs.title, when) if part),
        language=language.code,
        labels={label: context.text(key) for label, key in labels.items()},
        record=b64encode(run.to_json().encode()).decode(),
    )
