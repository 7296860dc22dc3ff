"""No comparator: nothing says how the service would fare as it is."""

from collections.abc import Iterator

from appraise.reviewed import Found, Seen, Severity

SEVERITY: Severity = "warning"
MEANS = "No option is kept beside the others as business as usual."
WHY = "Without it nobody can see what changing the service would add."
FIX = "Name the option that goes on as now under comparator; it stays in the tables even where a gate excludes it."
SOURCE = "HM Treasury, The Green Book"


def find(seen: Seen) -> Iterator[Found]:
    """The appraisal as a whole, if no option is the comparator."""
    options = seen.run.inputs.options
    if not any(option.comparator for option in options.values()):
        yield Found("No option is business as usual.", ("options",))
