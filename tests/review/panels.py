"""A panel of four who scored three options: Ann, Ben, Cat and Dov.

Of 0 to 5, with q weighing 3/5 and r 2/5; a dash is an abstention. One goes forward.

         q: A B C    r: A B C
    ann     4 3 2       2 4 3
    ben     4 2 3       3 4 -
    cat     1 5 3       2 3 5
    dov     5 2 3       - 4 2

By the mean A has 182/3 points, B 66 and C 179/3; by the median 64, 62 and 60.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from appraise.appraisal import Appraisal, CriteriaSet, Criterion, Option, Panel, Score, ScoreSheet, ShortlistRule
from appraise.field_types import UNKNOWN
from tests.conftest import number

GIVEN: Mapping[str, tuple[str, str]] = {
    "ann": ("432", "243"),
    "ben": ("423", "34-"),
    "cat": ("153", "235"),
    "dov": ("523", "-42"),
}
NAMES = {"ann": "A Ash, Finance", "ben": "B Birch, Schools", "cat": "C Cedar, HR", "dov": "D Dogwood, Councillor"}
SCALE = {number(point): f"Point {point}" for point in range(6)}
OPTIONS = ("A", "B", "C")


def sheet(member: str, rows: Iterable[str], **fields: Any) -> ScoreSheet:
    """The sheet of a member, a text for each criterion: a digit for each option, - for none, ? for unknown."""
    scores = {
        name: {
            option: Score(UNKNOWN if digit == "?" else number(digit))
            for option, digit in zip(OPTIONS, row, strict=True)
            if digit != "-"
        }
        for name, row in zip("qr", rows, strict=True)
    }
    return ScoreSheet(by=NAMES[member], scores=scores, **fields)


def made(combine: Any = "mean", agreed: Any = None, **sheets: Any) -> Appraisal:
    """The appraisal of the four. agreed: what the panel moderated, by option. sheets: others in place of theirs."""
    rows = {**GIVEN, **sheets}
    scored = {name: each if isinstance(each, ScoreSheet) else sheet(name, each) for name, each in rows.items() if each}
    return Appraisal(
        files=(),
        title="Four members",
        question="Which one?",
        status="draft",
        criteria_set=CriteriaSet(title="Two"),
        criteria={
            "q": Criterion(name="Quality", weight=number(60), scale=SCALE),
            "r": Criterion(name="Reach", weight=number(40), scale=SCALE),
        },
        shortlist_rule=ShortlistRule(top=1),
        options={name: Option(name=name, scores=(agreed or {}).get(name, {})) for name in OPTIONS},
        panel=Panel(combine=combine, sheets=scored),
    )
