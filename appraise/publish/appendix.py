"""The shortlisting appendix of a committee report, whole: sections in order, those with nothing to say left out."""

from base64 import b64encode

from appraise.publish.answer import answer
from appraise.publish.asked import asked
from appraise.publish.check import carried, check
from appraise.publish.document import Document, numbered
from appraise.publish.evidence import evidence
from appraise.publish.firm import firm
from appraise.publish.gates import gates
from appraise.publish.method import method
from appraise.publish.options import options, recorded
from appraise.publish.reasons import reasons
from appraise.publish.result import result
from appraise.publish.scores import scores
from appraise.publish.since import since
from appraise.publish.status import status
from appraise.publish.unknowns import unknowns
from appraise.publish.view import view
from appraise.publish.views import views
from appraise.publish.words import Words
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


def appendix(run: Run, words: Words) -> Document:
    """A run as the appendix people read: the answer first, then everything it rests on."""
    inputs, shown = run.inputs, view(run, words)
    when = words.date(inputs.date) if inputs.date else None
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
        language=words.language,
        labels={key: shown.text(f"page.{key}") for key in labels} | carried(shown),
        record=b64encode(run.to_json().encode()).decode(),
    )
