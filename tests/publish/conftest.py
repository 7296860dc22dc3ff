"""Runs made by hand, with figures that can be checked on paper. No file is read and nothing is evaluated.

Three criteria: independence 40% and pace 20% in the group "Strategy", both scored 0 to 5, and cost 40%, measured
from 6 (value 0) to 0 (value 100).

| option | independence | pace       | cost    | total    |
| Alpha  | 5: 40        | 4: 16      | 1.5: 30 | 86       |
| Beta   | 4: 32        | 3: 12      | 3: 20   | 64       |
| Gamma  | 3: 24        | ?: 0 to 20  | 6: 0    | 24 to 44 |
| Delta  | 0: 0         | 5: 20      | 0: 40   | 60       |
"""

from decimal import Decimal
from typing import Any

import pytest

from appraise.analyses import AlternativeResult, Analyses, GateAnalysis, Ranges
from appraise.appraisal import (
    Appraisal,
    Characteristic,
    CriteriaSet,
    Criterion,
    Evidence,
    File,
    Gate,
    Group,
    Option,
    Panel,
    Requirement,
    ShortlistRule,
    Weighting,
)
from appraise.field_models import replaced
from appraise.field_types import Unknown
from appraise.files.library.languages import read_language
from appraise.publish.language import Language
from appraise.run import Judged, OutcomeReasons, Result, Run, ScoredCell, Shortlist

EN = Language(*read_language("en"))
SCALE = {Decimal(0): "Does not meet", Decimal(5): "Fully meets"}


def cell(score: str, value: str | None, **more: Any) -> ScoredCell:
    scored: Decimal | Unknown = "unknown" if score == "unknown" else Decimal(score)
    opens = {"value_range": (Decimal(0), Decimal(100))} if value is None else {}
    return ScoredCell(
        scored, None if value is None else Decimal(value), **{"from_": "sheet", "reason": "As seen", **opens, **more}
    )


def judged(verdict: Any = "pass", **more: Any) -> Judged:
    rule = verdict if verdict in ("pass", "fail", "unknown") else "unknown"
    return Judged(verdict, **{"from_": "rule", "rule": rule, "reason": "As stated", **more})


def result(
    cells: tuple[ScoredCell, ScoredCell, ScoredCell], total: str | None, rank: int | None, outcome: Any, **more: Any
) -> Result:
    given: dict[str, Any] = {
        "verdicts": {"delegate": judged(), "vat": judged()},
        "cells": dict(zip(("independence", "pace", "cost"), cells, strict=True)),
        "total": None if total is None else Decimal(total),
        "low_high": None,
        "total_range": None,
        "rank": rank,
        "best_worst": None,
        "rank_range": None,
        "would_rank": rank,
        "outcome": outcome,
        "because": OutcomeReasons(),
    }
    return Result(**given | more)


APPRAISAL = Appraisal(
    files=(File("appraisal.yaml", "0" * 64), File("library:models/alpha.yaml", "1" * 64)),
    title="Delivery models for Anytown",
    authority="Anytown Council",
    question="Which models go forward?",
    gateway="Cabinet",
    date="2016-09-07",
    criteria_set=CriteriaSet(title="A set", source="A source"),
    weighting=Weighting(by="Programme Board", date="2016-08-15", reason="Agreed"),
    groups={"strategy": Group(name="Strategy", question="Does it meet the aims?")},
    criteria={
        "independence": Criterion(
            name="Independence", group="strategy", question="How free is it?", weight=Decimal(40), scale=SCALE
        ),
        "pace": Criterion(name="Pace", group="strategy", question="How soon?", weight=Decimal(20), scale=SCALE),
        "cost": Criterion(
            name="Set-up cost",
            group=None,
            question="How much?",
            weight=Decimal(40),
            unit="GBP m",
            worst=Decimal(6),
            best=Decimal(0),
        ),
    },
    gates={
        "delegate": Gate(name="Lawful delegate", requires=Requirement()),
        "vat": Gate(
            name="VAT",
            requires=Requirement("vat", None, "at-least", "likely"),
            reason="It is money",
            source="HMRC",
            deadline="2017-04-01",
        ),
    },
    characteristics={
        "vat": Characteristic(
            name="VAT recovery", question="Will it come back?", levels={"no": "Lost", "likely": "Likely back"}
        )
    },
    options={
        "alpha": Option(name="Alpha", models=("alpha",), summary="The first", dimensions={"legal-form": "company"}),
        "beta": Option(name="Beta", models=("beta",)),
        "gamma": Option(name="Gamma", models=("alpha", "other-model"), reason="Asked for"),
        "delta": Option(name="Delta", models=(), comparator=True),
    },
    shortlist_rule=ShortlistRule(top=2),
    panel=Panel(by="Moderated panel", members={"Finance": "accountant"}, date="2016-08-25"),
)

AS_IT_IS = AlternativeResult(("alpha",), ("alpha", "beta"), ())

RUN = Run(
    appraise="0.1.0",
    inputs=APPRAISAL,
    shares={"independence": Decimal("0.4"), "pace": Decimal("0.2"), "strategy": Decimal("0.6"), "cost": Decimal("0.4")},
    options={
        "delta": result(
            (cell("0", "0"), cell("5", "100"), cell("0", "100")),
            "60",
            None,
            "excluded",
            would_rank=3,
            verdicts={
                "delegate": judged("fail", from_="decision", rule=None, by="Counsel", date="2016-08"),
                "vat": judged(),
            },
            because=OutcomeReasons(gate=("delegate",)),
        ),
        "gamma": result(
            (cell("3", "60"), cell("unknown", None, reason=None), cell("6", "0")),
            None,
            3,
            "not-shortlisted",
            total_range=(Decimal(24), Decimal(44)),
            low_high=(Decimal(24), Decimal(44)),
            because=OutcomeReasons(rank=3, line=Decimal(2)),
        ),
        "beta": result(
            (
                cell("4", "80", range=(Decimal(3), Decimal(5))),
                cell("3", "60"),
                cell("3", "50", evidence=Evidence(for_=("doc 1",), against=("doc 2",))),
            ),
            "64",
            2,
            "shortlisted",
            total_range=(Decimal(56), Decimal(72)),
            because=OutcomeReasons(rank=2, line=Decimal(2)),
        ),
        "alpha": result(
            (cell("5", "100"), cell("4", "80", from_="rule"), cell("1.5", "75")),
            "86",
            1,
            "shortlisted",
            because=OutcomeReasons(rank=1, line=Decimal(2)),
        ),
    },
    shortlist=Shortlist(("alpha", "beta"), (), {}, None),
    viewed={},
    analyses=Analyses(
        among=("alpha", "beta", "gamma", "delta"),
        left_out=0,
        undecided=("gamma",),
        gates=GateAnalysis({}, (), (), dict.fromkeys(("delegate", "vat"), AS_IT_IS), (), (), None, ()),
        ranges=Ranges((), (), ()),
        sensitivity=None,
        perspectives=None,
        robustness=None,
        why_not=None,
    ),
)


@pytest.fixture
def run() -> Run:
    return RUN


def having(run: Run, **inputs: Any) -> Run:
    """A run whose appraisal says something else as well."""
    return run._replace(inputs=replaced(run.inputs, **inputs))


def turned(run: Run, option: str, **changes: Any) -> Run:
    """A run in which an option came to something else."""
    return run._replace(options={**run.options, option: run.options[option]._replace(**changes)})


def ungated(run: Run) -> Run:
    """A run without gates."""
    run = turned(run, "delta", outcome="not-shortlisted", rank=3, because=OutcomeReasons(rank=3, line=Decimal(2)))
    run = turned(run, "gamma", rank=4)
    for option in run.options:
        run = turned(run, option, verdicts={})
    return having(run, gates={})
