"""Dates out of order: something is dated after what it must have come before."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from appraise.appraisal import Choice, ScoreSheet, WeightSheet
from appraise.review.dates import later
from appraise.review.members import member_scores
from appraise.review.money import cost_citations
from appraise.review_results import CheckInput, Keys, Occurrence, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = "Something is dated after what it must have come before: scores after the decision, evidence after its use."
WHY = "Readers then cannot tell what was known when it was decided, and time to challenge runs from such dates."
FIX = "Mend the date that is wrong; if both are right, say in a reason how that came about, and accept this."
SOURCE = "Nash v Barnet London Borough Council [2013] EWHC 1067 (Admin)"


class _Dated(NamedTuple):
    """Something with a date.

    about: the ids that name it where people accept a finding.
    many:  whether its name is a plural.
    """

    name: str
    date: str | None
    at: Keys
    about: Keys
    many: bool = False


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each two dates in the wrong order, as far as that is sure, at the later one. What illustrates has no dates to be
    held to; weights after scores have a check of their own."""
    if checked.run.inputs.status == "illustrative":
        return
    for first, then in _in_order(checked.run):
        if later(first.date, then.date):
            what = f"{first.name} {'are' if first.many else 'is'} dated {first.date}, after {then.name} of {then.date}."
            yield Occurrence(what[0].upper() + what[1:], first.at, (*first.about, *then.about))


def _in_order(run: Run) -> Iterator[tuple[_Dated, _Dated]]:
    """Every two things of which the first cannot come after the other. The date of an appraisal is that of the meeting
    that uses it, or of the report to it: nothing in it is younger, and no decision on it is older."""
    inputs, panel = run.inputs, run.inputs.panel
    appraisal = _Dated("the appraisal", inputs.date, ("date",), ("date",))
    agreed = _Dated("the scores", panel.date if panel else None, ("panel", "date"), ("scores",), many=True)
    scores = {agreed.about: agreed, **{each.about: each for each in _sheets(run, "scores")}}
    weights = _Dated("the weights", inputs.weighting.date, ("weighting", "date"), ("weights",), many=True)
    costs = _Dated("the costs", inputs.costs.date if inputs.costs else None, ("costs", "date"), ("costs",), many=True)
    seal = _Dated("the seal", inputs.seal.date if inputs.seal else None, ("seal", "date"), ("seal",))
    weighed = (weights, *_sheets(run, "weights"))
    given = (*weighed, *scores.values())
    recommendation = _choice("recommendation", inputs.recommendation)
    decision = _choice("decision", inputs.decision)
    verdicts = {each.about: each for each in _verdicts(run)}
    if inputs.follows:
        yield _Dated("the stage before", inputs.follows.date, ("follows",), ("follows",)), appraisal
    for part in (*given, seal, costs, *verdicts.values()):
        yield part, appraisal
        yield part, decision
    for part in weighed:
        yield part, seal
    for part in (*given, costs):
        yield part, recommendation
    yield recommendation, decision
    yield appraisal, decision
    yield from _cited(run, scores, verdicts, costs)


def _choice(key: str, choice: Choice | None) -> _Dated:
    return _Dated(f"the {key}", choice.date if choice else None, (key, "date"), (key,))


def _verdicts(run: Run) -> Iterator[_Dated]:
    """The verdicts that people decided."""
    for option, result in run.options.items():
        for gate, judged in result.verdicts.items():
            name = f'the verdict on "{run.inputs.options[option].name}" at the gate "{run.inputs.gates[gate].name}"'
            yield _Dated(name, judged.date, ("options", option, "verdicts", gate, "date"), (gate, option))


def _sheets(run: Run, kind: Literal["scores", "weights"]) -> Iterator[_Dated]:
    """The scores, or the weights, of each member of the panel."""
    part = "panel" if kind == "scores" else "weighting"
    for member, sheet in _of_members(run, kind).items():
        at = (part, "sheets", member, "date")
        yield _Dated(f'the {kind} of "{sheet.by}"', sheet.date, at, (kind, member), many=True)


def _of_members(run: Run, kind: Literal["scores", "weights"]) -> Mapping[str, ScoreSheet | WeightSheet]:
    if kind == "weights":
        return run.inputs.weighting.sheets
    return run.inputs.panel.sheets if run.inputs.panel else {}


def _cited(
    run: Run, scores: Mapping[Keys, _Dated], verdicts: Mapping[Keys, _Dated], costs: _Dated
) -> Iterator[tuple[_Dated, _Dated]]:
    """Every document with the scores and the costs, if one of these cites it, and with each verdict that does."""
    citing: dict[str, dict[Keys, _Dated]] = {}
    for citation in cost_citations(run.inputs.costs):
        citing.setdefault(citation.partition(" ")[0], {})[costs.about] = costs
    resting = [(score.evidence, scores["scores", member]) for member, _, _, score in member_scores(run.inputs)]
    for option, result in run.options.items():
        resting += [(cell.evidence, scores["scores",]) for cell in result.cells.values() if cell.from_ == "sheet"]
        resting += [(judged.evidence, verdicts[gate, option]) for gate, judged in result.verdicts.items()]
    for evidence, on_it in resting:
        for citation in evidence.citations:
            citing.setdefault(citation.partition(" ")[0], {})[on_it.about] = on_it
    for name, document in run.inputs.documents.items():
        dated = _Dated(f'"{document.title}"', document.date, ("documents", name, "date"), (name,))
        for on_it in citing.get(name, {}).values():
            yield dated, on_it._replace(name=f"{on_it.name} that {'cite' if on_it.many else 'cites'} it,")
