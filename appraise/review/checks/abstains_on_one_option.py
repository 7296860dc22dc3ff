"""Abstains on one option: a member scores every option but one."""

from collections.abc import Iterator, Set

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = "A member of the panel gave no score for one option, on criteria on which this member scored all the others."
WHY = (
    "How strict or lenient this member is then counts in the scores of the other options and not in those of this "
    "one, which moves it among them."
)
FIX = (
    "Ask for the scores; if there is a reason to give none, such as an interest in the option, accept this and say so."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, A3.3 to A3.6"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each member who left out cells of exactly one option, of those for which another member gave something, and where
    one of these cells at least was not moderated.

    On a criterion of which a member scored nothing this member left nothing out. Unknown is a statement, and no
    abstention.
    """
    run, panel = checked.run, checked.run.inputs.panel
    if panel is None:
        return
    scorers = {name: dict(_scorers(run, name)) for name in run.inputs.criteria}
    for member in panel.sheets:
        left: dict[str, list[str]] = {}
        for name, by_option in scorers.items():
            if any(member in members for members in by_option.values()):
                for option, members in by_option.items():
                    if member not in members:
                        left.setdefault(option, []).append(name)
        combined = [
            (option, name)
            for option in left
            for name in left[option]
            if run.options[option].cells[name].combined is None
        ]
        if len(left) == 1 and combined:
            ((option, names),) = left.items()
            criteria = named([run.inputs.criteria[name].name for name in names], "criteria")
            what = (
                f'"{run.inputs.member_name(member)}" gave no score for "{run.inputs.options[option].name}" on '
                f"{criteria}, and gave something for every other option there."
            )
            yield Occurrence(what, ("panel", "sheets", member), (member, option))


def _scorers(run: Run, criterion: str) -> Iterator[tuple[str, Set[str]]]:
    """Who gave something for each option on a criterion, where anybody did."""
    for option in run.options:
        if given := run.inputs.given(criterion, option):
            yield option, given.keys()
