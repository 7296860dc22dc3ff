"""Changed after scores: what people scored, judged or gave amounts by is another since, and what they gave stands."""

from collections.abc import Iterator

from appraise.problem import listed
from appraise.review.exact import named
from appraise.review_results import CheckInput, Keys, Occurrence, Redefined, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = (
    "The question, scale, anchors or unit of a criterion changed after it had been scored, or what a gate or a "
    "characteristic asks after people had judged by it, or what a line of costs is of, and what they gave stands with "
    "its reason as it was."
)
WHY = (
    "A score answers the question and means the point of the scale that it was given for, as an amount is for its line "
    "in the prices of a year; these are others now."
)
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
    "when": "other years of payment",
    "prices": "prices of another year",
    "period": "another period",
}
_GIVEN = {"scores": "scores", "verdicts": "verdicts", "characteristics": "levels"}
_COUNTED = {"the scores given by": "members", "amounts under": "lines"}


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion, gate, characteristic and line of costs that something was given for that stands as it was."""
    for each in checked.history.redefined if checked.history else ():
        about = (each.at[2:] or each.fields) if each.at[0] == "costs" else each.at[1:]
        yield Occurrence(_what(checked.run, each), each.at, about)


def _what(run: Run, redefined: Redefined) -> str:
    fields = listed([_FIELDS[field] for field in redefined.fields])
    before = f"on {redefined.since}, as git tells it" if redefined.since else "in the record beside it"
    return (
        f"{_named(run, redefined.at)} {fields} than {before}, "
        f"and these did not change: {'; '.join(_given(run, redefined.given))}."
    )


def _named(run: Run, at: Keys) -> str:
    """What is defined otherwise and has, or the costs have, something else."""
    match at:
        case ("costs",):
            return "The costs have"
        case ("costs", _, line):
            return f'"{_line(run, line)}" has'
    kind, name = at
    return f'"{getattr(run.inputs, kind)[name].name}" has'


def _line(run: Run, line: str) -> str:
    return run.inputs.costs.lines[line].name if run.inputs.costs else line


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
            case ("costs", _, line, *_):
                kinds.setdefault("amounts under", []).append(_line(run, line))
            case ("gates", gate):
                kinds.setdefault("what is asked at the gate", []).append(inputs.gates[gate].name)
    for kind, names in kinds.items():
        of = _COUNTED.get(kind, "options")
        yield f"{kind} {named(list(dict.fromkeys(names)), of)}"
