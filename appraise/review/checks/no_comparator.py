"""No comparator: nothing says how the service would fare as it is."""

from collections.abc import Iterator

from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "No option is kept beside the others as business as usual."
WHY = "Without it nobody can see what changing the service would add."
FIX = "Name the option that goes on as now under comparator; it stays in the tables even where a gate excludes it."
SOURCE = "DCMS, Libraries alternative delivery models toolkit, stage 5, 28 March 2017"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if no option is the comparator. A criteria set that runs alone is no appraisal."""
    inputs = checked.run.inputs
    if inputs.question is not None and not any(option.comparator for option in inputs.options.values()):
        yield Occurrence("No option is business as usual.", ("options",))
