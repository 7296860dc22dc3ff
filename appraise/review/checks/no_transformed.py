"""No in-house transformed: staying in house is appraised as today's service, not as what it could become."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The service in house is an option as it is today, and not as it would be once changed."
WHY = "A changed service held against today's proves only that change helps, not that a new body has to bring it."
FIX = "Add the option in-house-transformed, or say under left-out, by that id, why it is not considered."
SOURCE = "DCMS, Libraries alternative delivery models toolkit, Alternative delivery models explained, 28 March 2017"

_TODAY, _TRANSFORMED = "in-house", "in-house-transformed"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The comparator that is in house as today, if none is in house transformed and nothing says why not. An in-house
    option that is not the comparator may be a changed one, whatever its model."""
    inputs = checked.run.inputs
    if inputs.question is None or _TRANSFORMED in inputs.left_out:
        return
    models = {option: each.models for option, each in inputs.options.items()}
    today = [option for option, behind in models.items() if _TODAY in behind and inputs.options[option].comparator]
    if today and not any(_TRANSFORMED in behind for behind in models.values()):
        name = named([inputs.options[today[0]].name], "options")
        yield Occurrence(f"{name} is an option, and the service in house transformed is not.", ("options", today[0]))
