"""No comparator: nothing says how the service would fare as it is."""

from collections.abc import Iterator

from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "warning"
MEANS = "No option is kept beside the others as business as usual."
WHY = "Without it nobody can see what changing the service would add."
FIX = "Name the option that goes on as now under comparator; it stays in the tables even where a gate excludes it."
SOURCE = "DCMS, Libraries alternative delivery models toolkit, stage 5, 28 March 2017"


def find(seen: Seen) -> Iterator[Found]:
    """The appraisal as a whole, if no option is the comparator. A criteria set that runs alone is no appraisal."""
    words = seen.run.inputs
    if words.question is not None and not any(option.comparator for option in words.options.values()):
        yield Found("No option is business as usual.", ("options",))
