"""Appendix and annex: what a committee reads of a run, and everything else that the record holds."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Literal

from appraise.publish.context import ANNEX, APPENDIX, Context
from appraise.publish.document import Document, Section, numbered
from appraise.publish.language import Language, sentence
from appraise.publish.phrases import status
from appraise.publish.sections.answer import answer
from appraise.publish.sections.audit_trail import audit_trail
from appraise.publish.sections.background import background
from appraise.publish.sections.change import change
from appraise.publish.sections.cost_profile import cost_profile
from appraise.publish.sections.costs import costs
from appraise.publish.sections.evidence import evidence
from appraise.publish.sections.gates import every_verdict, gates
from appraise.publish.sections.method import method
from appraise.publish.sections.option_records import option_records
from appraise.publish.sections.options import options
from appraise.publish.sections.panel import panel
from appraise.publish.sections.previous_stage import previous_stage
from appraise.publish.sections.recommendation import recommendation
from appraise.publish.sections.robustness import robustness
from appraise.publish.sections.scales import scales
from appraise.publish.sections.score_reasons import score_reasons
from appraise.publish.sections.scores import scores
from appraise.publish.sections.short_answer import short_answer
from appraise.publish.sections.sources import documents_cited, sources
from appraise.publish.sections.unknowns import unknowns
from appraise.publish.sections.views import views
from appraise.publish.sections.whole_tables import whole_tables
from appraise.run import Run

SECTIONS = (answer, recommendation, options, method, gates, scores, change, costs, views, unknowns)
"""The sections of the appendix above its sources, in their order: each a function from a `Context` to a `Section`."""
ANNEX_SECTIONS = (
    short_answer,
    whole_tables,
    previous_stage,
    option_records,
    scales,
    every_verdict,
    panel,
    score_reasons,
    robustness,
    cost_profile,
    background,
)
"""The sections of the annex above its evidence, likewise."""


def appendix(run: Run, language: Language) -> Document:
    """A run as the appendix people read: the answer first, then what it rests on and what could change it."""
    context = Context.of(run, language, APPENDIX, by_number=True)
    above = tuple(section(context) for section in SECTIONS)
    return _document(context, "appendix", (*above, sources(context, above)))


def annex(run: Run, language: Language) -> Document:
    """Everything else in the record, for scrutiny: every scale, verdict, reason, limit and file."""
    context = Context.of(run, language, APPENDIX, by_number=True)
    listed = documents_cited(section(context) for section in SECTIONS)
    context = Context.of(run, language, ANNEX, by_number=True)
    above = (section(context) for section in ANNEX_SECTIONS)
    return _document(context, "annex", (*above, evidence(context, listed), audit_trail(context)))


DOCUMENTS = {"appendix": appendix, "annex": annex}
"""Both, by kind."""


def _document(context: Context, kind: Literal["appendix", "annex"], sections: Iterable[Section]) -> Document:
    inputs, language = context.inputs, context.language
    when = language.date(inputs.date) if inputs.date else ""
    whose = "" if inputs.status == "illustrative" else inputs.authority
    labels = {key: f"page.{key}" for key in ("skip", "table", "points", "page", "of", "word")}
    labels |= {"record": "check.download", "record-use": "check.use"}
    return Document(
        title=inputs.title,
        status=context.text(f"status.word.{inputs.status}"),
        says=status(context),
        sections=numbered(sections),
        above=_above(context, kind, when),
        below=inputs.question or "",
        foot=", ".join(part for part in (whose, inputs.title, when) if part),
        kind=kind,
        language=language.code,
        labels={label: context.text(key) for label, key in labels.items()},
        record=b64encode(context.run.to_json().encode()).decode(),
    )


def _above(context: Context, kind: str, when: str) -> str:
    """Whose document it is, what kind, for which meeting and of when; an illustrative one is nobody's but ours."""
    inputs = context.inputs
    if inputs.status == "illustrative":
        opening = context.text(f"page.example.{kind}")
    else:
        opening = context.text(f"page.kind.{kind}")
        opening = f"{inputs.authority}. {opening}" if inputs.authority else opening
    meeting = inputs.gateway or ""
    dated = context.text("page.dated", date=when) if when and when not in meeting else ""
    return " ".join(part for part in (opening, sentence(meeting), dated) if part)
