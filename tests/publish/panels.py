"""Panels of four, whose figures can be worked out on paper: each member's scores of three options, 0 to 5.

Of quality (60%) and reach (40%), with a dash where a member abstains:

|     | quality: A B C | reach: A B C | combined by mean         | totals by mean      | by median       |
| ann | 4 3 2          | 2 4 3        | quality 7/2, 3, 11/4     | A 60 2/3            | A 64            |
| ben | 4 2 3          | 3 4 -        | reach 7/3, 15/4, 10/3    | B 66                | B 62            |
| cat | 1 5 3          | 2 3 5        |                          | C 59 2/3            | C 60            |
| dov | 5 2 3          | - 4 2        |                          |                     |                 |

Without one of them, A, B and C come by the mean to: ann 60, 65 1/3, 64; ben 56, 69 1/3, 58 2/3; cat 72, 60, 52;
dov 54 2/3, 69 1/3, 64. By the median: ann 68, 56, 64; ben 64, 68, 60; cat 68, 56, 56; dov 64, 68, 68.
"""

from collections.abc import Mapping
from typing import Any

from appraise import Run, evaluate
from appraise.appraisal import (
    Appraisal,
    CriteriaSet,
    Criterion,
    Document,
    Evidence,
    Option,
    Panel,
    Score,
    ScoreSheet,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.field_types import UNKNOWN
from tests.conftest import number

NAMES = {
    "ann": "Ann Ash, Finance",
    "ben": "Ben Birch, Service",
    "cat": "Cat Cedar, Human Resources",
    "dov": "Dov Dale, Councillor",
}
GIVEN = {
    "ann": {"quality": {"a": 4, "b": 3, "c": 2}, "reach": {"a": 2, "b": 4, "c": 3}},
    "ben": {"quality": {"a": 4, "b": 2, "c": 3}, "reach": {"a": 3, "b": 4}},
    "cat": {"quality": {"a": 1, "b": 5, "c": 3}, "reach": {"a": 2, "b": 3, "c": 5}},
    "dov": {"quality": {"a": 5, "b": 2, "c": 3}, "reach": {"b": 4, "c": 2}},
}
SWINGS = {"ann": (100, 50), "ben": (100, 80), "cat": (40, 100), "dov": (100, 60)}
"""Of quality and reach. The shares are 2/3, 5/9, 2/7 and 5/8 of quality: 1075/2016 on the mean."""

_SCALE = {number(0): "Nothing", number(5): "All of it"}


def score(value: Any) -> Score:
    """A cell as a member gives it: a number, "unknown", or a Score."""
    if isinstance(value, Score):
        return value
    return Score(UNKNOWN if value == UNKNOWN else number(value))


def reasoned(value: Any, reason: str | None = None, *ends: object, **cited: Any) -> Score:
    """A cell with a reason, a range and citations."""
    span = (number(ends[0]), number(ends[1])) if ends else None
    return Score(UNKNOWN if value == UNKNOWN else number(value), span, reason, Evidence(**cited))


def sheets(given: Mapping[str, Any], **dates: str) -> dict[str, ScoreSheet]:
    """The score sheets of members."""
    return {
        member: ScoreSheet(
            by=NAMES.get(member, member),
            date=dates.get(member),
            scores={name: {option: score(each) for option, each in row.items()} for name, row in rows.items()},
        )
        for member, rows in given.items()
    }


def weight_sheets(swings: Mapping[str, tuple[object, object]]) -> dict[str, WeightSheet]:
    """The weights sheets of members: swings of quality and reach."""
    return {
        member: WeightSheet(by=NAMES[member], swings={"quality": number(quality), "reach": number(reach)})
        for member, (quality, reach) in swings.items()
    }


def panel(combine: Any = "mean", given: Mapping[str, Any] = GIVEN, **more: Any) -> Panel:
    """A panel that gave these scores."""
    return Panel(combine=combine if len(given) > 1 else None, sheets=sheets(given), **more)


def appraisal(
    sat: Panel | None,
    agreed: Mapping[tuple[str, str], Any] | None = None,
    weighting: Weighting | None = None,
    **more: Any,
) -> Appraisal:
    """An appraisal of A, B and C by quality and reach, with a panel; one of the three goes forward.

    agreed: what the agreed sheet says, by criterion and option. weighting: that of members, or else 60 and 40.
    """
    on_sheet = agreed or {}
    weights = {"quality": number(60), "reach": number(40)} if weighting is None else {}
    criteria = {
        name: Criterion(name=name.capitalize(), question="How much?", weight=weights.get(name), scale=_SCALE)
        for name in ("quality", "reach")
    }
    options = {
        option: Option(
            name=option.upper(),
            scores={name: score(each) for (name, where), each in on_sheet.items() if where == option},
        )
        for option in ("a", "b", "c")
    }
    given: dict[str, Any] = {
        "files": (),
        "title": "Test",
        "question": "Which?",
        "status": "agreed",
        "criteria_set": CriteriaSet(title="Test"),
        "criteria": criteria,
        "options": options,
        "shortlist_rule": ShortlistRule(top=1),
        "panel": sat,
    }
    return Appraisal(**(given | ({"weighting": weighting} if weighting else {}) | more))


def run(combine: Any = "mean", **more: Any) -> Run:
    """The panel of four, with its scores combined, and nothing else."""
    return evaluate(appraisal(panel(combine), **more), brief=True)


def by_swings(**more: Any) -> Weighting:
    """The weights of all four, by swings."""
    return Weighting(method="swing", sheets=weight_sheets(SWINGS), **more)


MUCH = evaluate(
    appraisal(
        panel(
            "median",
            {
                **GIVEN,
                "ann": {
                    "quality": {"a": reasoned(0, "Reason of Ann for A", for_=("report 1",)), "b": 3, "c": 2},
                    "reach": {"a": "unknown", "b": 4, "c": reasoned(3, "Reason of Ann for C", 1, 4)},
                },
                "cat": {"quality": {"a": 1, "b": 5, "c": 3}, "reach": {"b": 3, "c": 5}},
            },
            by="Who moderated",
            date="2026-10-05",
            chair="Who led",
            facilitator="Who helped",
            met=("The first meeting", "The second meeting"),
            absent=("Who did not come",),
        ),
        {("reach", "b"): reasoned(2, "Why moderated", 1, 3, against=("report 2",))},
        by_swings(by="Who weighed", date="2026-10-01", reason="Why so weighed"),
        documents={"report": Document(title="The report")},
        shortlist_rule=ShortlistRule(top=2),
    )
)
"""A panel with everything that a panel can have: two camps on A's quality, a moderated score, abstentions, a statement
that nobody can know, reasons, evidence, and weights of its own."""
