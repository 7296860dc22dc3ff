"""Changed without reason: a score, a verdict, a level or an amount is another than when its reason was written."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from appraise.numbers import number_text
from appraise.review_results import CheckInput, Keys, Occurrence, Severity, Unexplained
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = (
    "A score, a verdict, a level, an amount or what a gate asks changed, and the reason beside it is the one of before."
)
WHY = (
    "Nobody can tell why it changed. A court found that minimum requirements had been scored so that a bidder was not "
    "excluded, and another set an award aside where notes could not show how moderated scores came about."
)
FIX = "Say in the reason why it is what it is now; if the reason holds for both, say so in it."
SOURCE = (
    "EnergySolutions EU Ltd v Nuclear Decommissioning Authority [2016] EWHC 1988 (TCC); Lancashire Care NHS Foundation "
    "Trust v Lancashire County Council [2018] EWHC 1589 (TCC)"
)

_FIELDS = {"amount": "amount", "range": "range", "range-percent": "range in per cent"}


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each thing that is another under the same reason, or without one. A score of the agreed sheet without a reason is
    for checks of their own."""
    for each in checked.history.unexplained if checked.history else ():
        if each.reason or each.at[0] != "options" or each.at[2] != "scores":
            *about, _ = each.at
            yield Occurrence(_what(checked.run, each), tuple(about), _ids(each.at))


def _ids(at: Keys) -> Keys:
    """The ids of what a place is about, as other findings name them: a criterion or a gate before the option."""
    match at:
        case ("options", option, _, name, _):
            return name, option
        case ("panel", _, member, _, criterion, option, _):
            return member, criterion, option
        case ("perspectives", view, _, criterion, option, _):
            return view, criterion, option
        case ("costs", _, line, "options", option, _):
            return line, option
        case ("costs", _, line, _):
            return (line,)
    return at[1:2]


def _what(run: Run, unexplained: Unexplained) -> str:
    at, inputs = unexplained.at, run.inputs
    before = f"on {unexplained.since}, as git tells it," if unexplained.since else "in the record beside it,"
    reason = "with the same reason" if unexplained.reason else "and no reason is given"
    match at:
        case ("options", option, "scores", criterion, "given"):
            cell = f'"{inputs.options[option].name}" for "{inputs.criteria[criterion].name}"'
            is_, was = _text(unexplained.now), _text(unexplained.was)
            return f"What members gave under the moderated score of {cell} is {is_}; {before} it was {was}, {reason}."
        case ("options", option, "scores", criterion, _):
            of = f'{at[-1]} of "{inputs.options[option].name}" for "{inputs.criteria[criterion].name}"'
        case ("options", option, "verdicts", gate, _):
            of = f'verdict on "{inputs.options[option].name}" at "{inputs.gates[gate].name}"'
        case ("options", option, _, name, _):
            of = f'level of "{inputs.options[option].name}" for "{inputs.characteristics[name].name}"'
        case ("panel", _, member, _, criterion, option, _):
            of = (
                f'{at[-1]} of "{inputs.options[option].name}" for "{inputs.criteria[criterion].name}" '
                f'by "{inputs.member_name(member)}"'
            )
        case ("perspectives", view, _, criterion, option, _):
            of = (
                f'{at[-1]} of "{inputs.options[option].name}" for "{inputs.criteria[criterion].name}" '
                f'in "{inputs.perspectives[view].name}"'
            )
        case ("costs", _, line, "options", option, field):
            of = f'{_FIELDS[field]} of "{inputs.options[option].name}" under "{_line(run, line)}"'
        case ("costs", _, line, field):
            of = f'{_FIELDS[field]} under "{_line(run, line)}"'
        case _:
            return f'The gate "{inputs.gates[at[1]].name}" asks for something else than {before} {reason}.'
    is_, was = (_with_unit(run, at, _text(value)) for value in (unexplained.now, unexplained.was))
    return f"The {of} is {is_}; {before} it was {was}, {reason}."


def _with_unit(run: Run, at: Keys, text: str) -> str:
    """An amount with the currency of the costs; anything else as it is."""
    costs = run.inputs.costs
    return f"{text} ({costs.currency})" if costs and at[0] == "costs" and at[-1] != "range-percent" else text


def _line(run: Run, line: str) -> str:
    return run.inputs.costs.lines[line].name if run.inputs.costs else line


def _text(value: Any) -> str:
    """A score, a range, a verdict, a level or amounts by year as people write it."""
    if value is None:
        return "not given"
    if isinstance(value, Mapping):
        return ", ".join(f"{_text(amount)} in {year}" for year, amount in value.items())
    if isinstance(value, tuple):
        return " to ".join(map(_text, value))
    return number_text(value) if isinstance(value, Decimal) else str(value)
