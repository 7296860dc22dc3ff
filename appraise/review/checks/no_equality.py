"""No equality: nothing says what the options would mean for people with protected characteristics."""

from collections.abc import Iterator

from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The appraisal says nothing about equality."
WHY = "Section 149 of the Equality Act 2010 asks for due regard while there is still room to change course."
FIX = "Write under equality what was screened, when and with what result; if nothing was yet, say so and by when."
SOURCE = "HM Treasury, The Green Book, 2018, 4.24 and 4.25"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The appraisal as a whole, if it has no note on equality. A criteria set that runs alone is no appraisal."""
    note = checked.run.inputs.equality
    if checked.run.inputs.question is not None and (note is None or not (note.text or note.items)):
        yield Occurrence("Nothing is said about equality.", ("equality",))
