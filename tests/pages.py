"""The pages that people open, print, paste and convert: each document of each example, and of cases made here."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, partial
from typing import Any

from appraise import evaluate, read_run
from appraise.appraisal import Appraisal, Choice, Group, Note
from appraise.field_models import replaced
from appraise.files.library.languages import read_language
from appraise.files.library.library import template
from appraise.publish.document import Document
from appraise.publish.documents import appendix
from appraise.publish.language import Language
from appraise.publish.render.template import render
from appraise.run import Run
from tests.conftest import ROOT, appraisal

EN = Language(*read_language("en"))
DOCUMENTS = appendix.DOCUMENTS
"""What is written of a run, by the name of its kind."""
NAMES = (
    "Company limited by shares, wholly owned by the council",
    "Community benefit society owned by residents and staff",
    "Joint committee with the two neighbouring councils",
    "Contract with a national provider of care services",
    "Improved service inside the council, with a partner",
    "Charitable incorporated organisation led by trustees",
)
"""Names of options as long as people write them."""
BODY = "Unhurriedly"
"""A word that stands in sentences of the pages and nowhere else."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIVE = {Decimal(0): "Does not meet what people asked for", Decimal(5): "Meets all that people asked for"}
MILLIONS: dict[str, Any] = {"scale": None, "unit": "GBP m", "worst": Decimal("6.5"), "best": Decimal(2)}


def many(options: int) -> Run:
    """So many options with long names: six criteria in two groups, and two gates. Of five options one is excluded; the
    second passes a gate on a condition; each has a score with a range, and one of the third's is not known."""
    keys = [f"option-{letter.lower()}" for letter in LETTERS[:options]]
    weights = {"need": 20, "reach": 25, "voice": 15, "pace": 15, "cost": 15, "risk": 10}
    scores = {}
    for at, key in enumerate(keys):
        row: list[object] = [5 - (at * (column + 2) + column + at // 6) % 6 for column in range(len(weights))]
        row[at % 4] = (3, 2, 4)
        scores[key] = (*row[:-1], None if at == 2 else row[-1])
    verdicts = {"law": dict.fromkeys(keys[3::5], "fail"), "money": {keys[1]: "conditional"}}
    made = _titled(appraisal(weights, scores, verdicts=verdicts))
    around = {"people": ("need", "reach", "voice"), "money": ("pace", "cost", "risk")}
    return evaluate(
        replaced(
            made,
            groups={
                "people": Group(name="People and places", weight=Decimal(60)),
                "money": Group(name="Money and risk", weight=Decimal(40)),
            },
            criteria={
                name: replaced(made.criteria[name], name=f"{name.title()} as residents see it", group=group, scale=FIVE)
                for group, names in around.items()
                for name in names
            },
        )
    )


def costed() -> Run:
    """Six options with costs and their ranges in millions of pounds beside scores of 0 to 5."""
    scores = {
        "option-a": ((Decimal("4.87"), "4.5", "5.25"), 4, 5),
        "option-b": ((Decimal("3.1"), "2.95", "3.85"), (3, 2, 4), 2),
        "option-c": ((Decimal("6.25"), "5.75", "6.5"), 5, None),
        "option-d": (Decimal("2.04"), 1, 3),
        "option-e": ((Decimal("5.5"), "5.1", "5.95"), 4, (4, 3, 5)),
        "option-f": ((Decimal("4.15"), "3.65", "4.65"), 2, 1),
    }
    made = _titled(appraisal({"cost": 50, "quality": 30, "pace": 20}, scores))
    criteria = {
        name: replaced(criterion, name=name.title(), **(MILLIONS if name == "cost" else {"scale": FIVE}))
        for name, criterion in made.criteria.items()
    }
    return evaluate(replaced(made, criteria=criteria))


def _titled(made: Appraisal) -> Appraisal:
    """The same with what a page needs around its tables, and long names."""
    keys = list(made.options)
    return replaced(
        made,
        question="Which of them?",
        authority="Exampleshire County Council",
        recommendation=Choice(options=tuple(keys[:2]), reason=f"{BODY} put.", by="The panel"),
        background={"before": Note(title="What was before", text=f"{BODY} told.")},
        options={
            key: replaced(option, name=f"{NAMES[at % len(NAMES)]} {LETTERS[at]}")
            for at, (key, option) in enumerate(made.options.items())
        },
    )


EXAMPLES: Mapping[str, Callable[[], Run]] = {
    file.parent.name: partial(read_run, file) for file in sorted((ROOT / "examples").glob("*/run.json"))
}
CASES: Mapping[str, Callable[[], Run]] = {
    **EXAMPLES,
    "costed": costed,
    **{f"{count} options": partial(many, count) for count in (4, 9, 10, 13, 24)},
}
"""What the pages are of, by name."""


@cache
def run_of(case: str) -> Run:
    """The run of a case."""
    return CASES[case]()


@cache
def document_of(case: str, kind: str = "appendix") -> Document:
    """A document of a case."""
    return DOCUMENTS[kind](run_of(case), EN)


@cache
def written(case: str, kind: str = "appendix", form: str = "html") -> str:
    """The same as it is written to a file."""
    text, file = template("appendix", form)
    return render(document_of(case, kind), text, form, file)
