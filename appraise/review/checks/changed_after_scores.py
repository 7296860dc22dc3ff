"""Changed after scores: what people scored or judged by is defined otherwise since, and what they gave stands."""

from collections.abc import Iterator

from appraise.problem import listed
from appraise.review.exact import named
from appraise.review_results import CheckInput, Keys, Occurrence, Redefined, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = (
    "The question, scale, anchors or unit of a criterion changed after it had been scored, or what a gate or a "
    "characteristic asks after people had judged by it, and what they gave stands with its reason as it was."
)
WHY = "A score answers the question and means the point of the scale that it was given for, and these are others now."
FIX = (
    "Score or judge again by what is asked now and say so in each reason; if all of it still holds, say why and "
    "accept this."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"

_FIELDS = {
    "question": "another question",
    "scale": "another scale",
    "unit": "another unit",
    "anchors": "other anchors",
    "name": "another name",
    "requires": "another requirement",
    "levels": "other levels",
}
_GIVEN = {"scores": "scores", "verdicts": "verdicts", "characteristics": "levels"}


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion, gate and characteristic that something was given for that stands as it was."""
    for each in checked.history.redefined if checked.history else ():
        yield Occurrence(_what(checked.run, each), each.at, each.at[1:])


def _what(run: Run, redefined: Redefined) -> str:
    kind, name = redefined.at
    fields = listed([_FIELDS[field] for field in redefined.fields])
    before = f"on {redefined.since}, as git tells it" if redefined.since else "in the record beside it"
    return (
        f'"{getattr(run.inputs, kind)[name].name}" has {fields} than {before}, '
        f"and these did not change: {'; '.join(_given(run, redefined.given))}."
    )


def _given(run: Run, places: tuple[Keys, ...]) -> Iterator[str]:
    """What was given, such as: the scores of "A" and "B"."""
    inputs = run.inputs
    kinds: dict[str, list[str]] = {}
    for at in places:
        match at:
            case ("options", option, kind, _):
                kinds.setdefault(f"the {_GIVEN[kind]} of", []).append(inputs.options[option].name)
            case ("panel", "sheets", member, *_):
                kinds.setdefault("the scores given by", []).append(inputs.member_name(member))
            case ("perspectives", view, *_):
                kinds.setdefault("scores in the perspective", []).append(inputs.perspectives[view].name)
            case ("gates", gate):
                kinds.setdefault("what is asked at the gate", []).append(inputs.gates[gate].name)
    for kind, names in kinds.items():
        of = "members" if kind == "the scores given by" else "options"
        yield f"{kind} {named(list(dict.fromkeys(names)), of)}"
