"""One survivor: the gates leave a single option, so scoring decided nothing."""

from collections.abc import Iterator

from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The gates exclude every option but one."
WHY = "The choice was made when the gates were set, and members may think that the scores made it."
FIX = "Ask whether each gate must be met or is only wanted; look for further options that could meet them all."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, 2.4.11"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if one option is eligible and there are two others beside the comparator or more."""
    run = checked.run
    eligible = [option for option, result in run.options.items() if result.outcome != "excluded"]
    if len(eligible) == 1 and sum(not option.comparator for option in run.inputs.options.values()) > 1:
        name = run.inputs.options[eligible[0]].name
        what = f'Of {len(run.options)} options the gates leave only "{name}", so the scores decided nothing.'
        yield Occurrence(what, ("gates",))
