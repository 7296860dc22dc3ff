"""The shortlisting appendix of a committee report, whole: sections in order, those with nothing to say left out."""

from appraise.publish.answer import answer
from appraise.publish.asked import asked
from appraise.publish.check import check
from appraise.publish.document import Document, numbered
from appraise.publish.evidence import evidence
from appraise.publish.gates import gates
from appraise.publish.method import method
from appraise.publish.options import options, recorded
from appraise.publish.perspectives import perspectives
from appraise.publish.reasons import reasons
from appraise.publish.result import result
from appraise.publish.scores import scores
from appraise.publish.status import status
from appraise.publish.unknowns import unknowns
from appraise.publish.view import view
from appraise.publish.views import views
from appraise.publish.words import date
from appraise.run import Run

_SECTIONS = (
    answer,
    result,
    asked,
    options,
    method,
    gates,
    scores,
    perspectives,
    views,
    unknowns,
    reasons,
    recorded,
    evidence,
    check,
)


def appendix(run: Run) -> Document:
    """A run as the appendix people read: the answer first, then everything it rests on."""
    inputs, shown = run.inputs, view(run)
    given = (("Question", inputs.question), ("Gateway", inputs.gateway), ("Date", inputs.date and date(inputs.date)))
    when = date(inputs.date) if inputs.date else None
    return Document(
        title=inputs.title,
        status=inputs.status.capitalize(),
        says=status(shown),
        sections=numbered(section(shown) for section in _SECTIONS),
        above=inputs.authority or "",
        below="Appendix: shortlisting",
        facts=tuple((name, text) for name, text in given if text),
        foot=", ".join(part for part in (inputs.authority, inputs.title, when) if part),
    )
