"""The shortlisting appendix of a committee report, whole: sections in order, those with nothing to say left out."""

from base64 import b64encode

from appraise.publish.context import Context
from appraise.publish.document import Document, numbered
from appraise.publish.language import Language
from appraise.publish.sections.answer import answer
from appraise.publish.sections.audit_trail import carried, check
from appraise.publish.sections.consultation import views
from appraise.publish.sections.evidence import evidence
from appraise.publish.sections.gates import gates
from appraise.publish.sections.method import method
from appraise.publish.sections.options import options, recorded
from appraise.publish.sections.previous_stage import since
from appraise.publish.sections.recommendation import asked
from appraise.publish.sections.result import result
from appraise.publish.sections.robustness.section import firm
from appraise.publish.sections.score_reasons import reasons
from appraise.publish.sections.scores import scores
from appraise.publish.sections.status import status
from appraise.publish.sections.unknowns import unknowns
from appraise.run import Run

_SECTIONS = (
    answer,
    result,
    since,
    asked,
    options,
    method,
    gates,
    scores,
    firm,
    views,
    unknowns,
    reasons,
    recorded,
    evidence,
    check,
)


def appendix(run: Run, language: Language) -> Document:
    """A run as the appendix people read: the answer first, then everything it rests on."""
    inputs, shown = run.inputs, Context.of(run, language)
    when = language.date(inputs.date) if inputs.date else None
    given = (("question", inputs.question), ("gateway", inputs.gateway), ("date", when))
    labels = ("contents", "skip", "table", "points", "of", "sideways")
    return Document(
        title=inputs.title,
        status=shown.text(f"status.word.{inputs.status}"),
        says=status(shown),
        sections=numbered(section(shown) for section in _SECTIONS),
        above=inputs.authority or "",
        below=shown.text("page.below"),
        facts=tuple((shown.text(f"page.{key}"), text) for key, text in given if text),
        foot=", ".join(part for part in (inputs.authority, inputs.title, when) if part),
        language=language.code,
        labels={key: shown.text(f"page.{key}") for key in labels} | carried(shown),
        record=b64encode(run.to_json().encode()).decode(),
    )
