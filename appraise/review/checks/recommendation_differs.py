"""Recommendation differs: what is recommended or decided is not what the appraisal comes to."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "The options recommended or decided on are not those on the shortlist."
WHY = "A reader asks what the appraisal was for, if something else than its result was chosen."
FIX = "Say under reason why, and accept this finding; or recommend what is shortlisted."
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """The recommendation and the decision, each if it names what is surely not shortlisted, or not all that is.

    Excluded options are for a check of their own.
    """
    inputs, shortlist = checked.run.inputs, checked.run.shortlist
    names = {option: each.name for option, each in inputs.options.items()}
    for key, choice in (("recommendation", inputs.recommendation), ("decision", inputs.decision)):
        if choice is None:
            continue
        below = [option for option in choice.options if checked.run.options[option].outcome == "not-shortlisted"]
        missing = [option for option in shortlist.options if option not in choice.options]
        parts = []
        if below:
            parts.append(f"names {named([names[option] for option in below], 'options')}, not on the shortlist")
        if missing:
            parts.append(f"leaves out {named([names[option] for option in missing], 'options')}, on the shortlist")
        if parts:
            yield Occurrence(f"The {key} {', and '.join(parts)}.", (key,), (key,))
