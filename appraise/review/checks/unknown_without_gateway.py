"""Unknown without a gateway: nobody says who settles what is not known, or by when."""

from collections.abc import Iterator

from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "Something is named as not known, without who settles it or by when."
WHY = "A decision may then be taken before it is settled, and nobody would notice."
FIX = "Add by: the meeting or the person that settles it, and the date."
SOURCE = "HM Treasury, The Green Book, 2022, 4.24 to 4.26"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each unknown with nobody to settle it."""
    for name, gap in checked.run.inputs.unknowns.items():
        if gap.by is None:
            first = gap.text.partition(". ")[0].removesuffix(".")
            yield Occurrence(f"Nothing says who settles this, or by when: {first}.", ("unknowns", name), (name,))
