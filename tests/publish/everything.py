"""An appraisal that has everything: each key of each file at least once, and something for each analysis to tell.

| weight       | 30 freedom | 10 pace | 20 quality | 40 cost, GBP m | total |
| company      | 4: 80      | 4: 80   | 4: 100     | 1.5: 75        | 82    |
| mutual       | 5: 100     | 3: 60   | 5: 60      | 3: 50          | 68    |
| charity      | 3: 60      | 2: 40   | ?          | 2.4: 60        | 46 to 66 |
| twin         | 3: 60      | 2: 40   | 3: 75      | 2.4: 60        | 61    |
| provider     | 5: 100     | 1: 20   | 2: 50      | 4.5: 25        | 52    |
| in-house     | 0: 0       | 5: 100  | 4: 100     | 0.6: 90        | 66    |
"""

from decimal import Decimal
from functools import cache
from typing import Any

from appraise import evaluate, load, read_run
from appraise.appraisal import (
    About,
    Accepted,
    Appraisal,
    Before,
    Characteristic,
    Choice,
    Claim,
    CriteriaSet,
    Criterion,
    Dissent,
    Document,
    Evidence,
    Evolution,
    File,
    Follows,
    Gap,
    Gate,
    Group,
    Level,
    Note,
    Option,
    Panel,
    Perspective,
    Precedent,
    RateFrom,
    Requirement,
    RobustnessSettings,
    Scope,
    Score,
    Seal,
    ShortlistRule,
    Verdict,
    Weighting,
)
from appraise.run import Run
from tests.conftest import ROOT, number


def points(*ends: object) -> dict[Decimal, str]:
    """A scale of these points, each with a meaning of its own."""
    return {number(end): f"What {end} of {len(ends)} on this scale stands for" for end in ends}


def scored(value: object, why: str, *ends: object, **cited: Any) -> Score:
    """A score with a reason, a range and evidence."""
    low, high = (number(end) for end in ends) if ends else (None, None)
    given: Any = "unknown" if value == "unknown" else number(value)
    span = None if low is None or high is None else (low, high)
    return Score(given, span, f"Reason for {why}", Evidence(**cited))


def option(name: str, models: tuple[str, ...], scores: dict[str, Score], **more: Any) -> Option:
    return Option(name=name, models=models, scores=scores, **more)


def level(word: str, of: str, **more: Any) -> Level:
    return Level(level=word, reason=f"Level of {of}", **more)


def decided(verdict: Any, why: str, **more: Any) -> Verdict:
    return Verdict(verdict=verdict, reason=f"Verdict on {why}", by=f"Who judged {why}", date="2026-11-02", **more)


OPTIONS = {
    "in-house": option(
        "The council as now",
        (),
        {
            "freedom": scored(0, "in-house freedom"),
            "pace": scored(5, "in-house pace"),
            "quality": scored(4, "in-house quality"),
            "cost": scored("0.6", "in-house cost"),
        },
        comparator=True,
        summary="Summary of the first",
        characteristics={
            "control": level(
                "direct", "in-house control", source="The first source", evidence=Evidence(for_=("act s3",))
            )
        },
        verdicts={"lawful": decided("pass", "in-house law")},
    ),
    "company": option(
        "A company of its own",
        ("company",),
        {
            "freedom": scored(4, "company freedom", 3, 5, for_=("report 5.1",), against=("press 2",)),
            "pace": scored(4, "company pace"),
            "quality": scored(4, "company quality"),
            "cost": scored("1.5", "company cost", 1, "4.5", for_=("report 5.3",)),
        },
        short_name="Company",
        reason="Considered because of this",
        summary="Summary of the second",
        dimensions={"owner": "Who owns it"},
        characteristics={
            "control": level("shared", "company control", source="Where that level comes from"),
            "assets": level("locked", "company assets", evidence=Evidence(for_=("act s4",), against=("press 3",))),
        },
        evolves_to={"mutual": Evolution(how="How it becomes one", source="Where that way comes from")},
        precedents={"there": Precedent(name="There", year="2019", outcome="What came of it", source="Who says so")},
        advantages=("First advantage", "Second advantage"),
        risks=("First risk",),
        verdicts={
            "lawful": decided(
                "conditional", "company law", condition="What must come true", evidence=Evidence(for_=("act s9",))
            )
        },
    ),
    "mutual": option(
        "A mutual of its staff",
        ("mutual", "company"),
        {
            "freedom": scored(5, "mutual freedom"),
            "pace": scored(3, "mutual pace", 2, 4),
            "quality": scored(5, "mutual quality"),
            "cost": scored(3, "mutual cost", 2, 4),
        },
        characteristics={"control": level("shared", "mutual control")},
        evolves_to={"trust-port": Evolution(how="How it becomes another")},
        verdicts={"lawful": decided("pass", "mutual law", evidence=Evidence(for_=("act s8",), against=("press 4",)))},
    ),
    "charity": option(
        "A charity",
        ("charity",),
        {
            "pace": scored(2, "charity pace"),
            "quality": scored("unknown", "charity quality", 2, 4),
            "cost": scored("2.4", "charity cost"),
        },
        summary="Summary of the fourth",
        characteristics={"control": level("shared", "charity control")},
        verdicts={"lawful": decided("unknown", "charity law", evidence=Evidence(for_=("act s7",)))},
    ),
    "twin": option(
        "A twin",
        (),
        {
            "pace": scored(2, "twin pace"),
            "quality": scored(3, "twin quality"),
            "cost": scored("2.4", "twin cost"),
        },
        characteristics={"control": level("shared", "twin control")},
        verdicts={"lawful": decided("pass", "twin law")},
    ),
    "third": option(
        "A third",
        (),
        {
            "pace": scored(2, "third pace"),
            "quality": scored(3, "third quality"),
            "cost": scored("2.4", "third cost"),
        },
        characteristics={"control": level("shared", "third control")},
        verdicts={"lawful": decided("pass", "third law")},
    ),
    "provider": option(
        "A provider",
        (),
        {
            "freedom": scored(5, "provider freedom"),
            "pace": scored(1, "provider pace"),
            "quality": scored(2, "provider quality"),
            "cost": scored("5.1", "provider cost", "4.6", "5.4"),
        },
        characteristics={"control": level("shared", "provider control")},
        verdicts={"lawful": decided("pass", "provider law"), "ruled": decided("fail", "provider rule")},
    ),
}

APPRAISAL = Appraisal(
    files=(File("appraisal.yaml", "a" * 64), File("library:models/company.yaml", "b" * 64)),
    title="Ways to run it",
    authority="The council of everything",
    question="Which of them?",
    gateway="Its meeting",
    date="2026-12-01",
    status="draft",
    follows=Follows(
        title="The stage before",
        status="draft",
        fingerprint="c" * 64,
        options={
            "company": Before("The company then", "shortlisted", 2, Decimal(61)),
            "charity": Before("The charity then", "not-shortlisted", 4, Decimal(41)),
            "harbour": Before("The harbour then", "shortlisted", 1, Decimal(71)),
            "museum": Before("The museum then", "undetermined", None, None),
            "in-house": Before("The council then", "excluded", None, Decimal(31)),
        },
        gateway="An earlier meeting",
        date="2026-03-01",
    ),
    scope=Scope(in_=("Inside one", "Inside two"), out=("Outside",), undecided=("Undecided",)),
    left_out={"harbour": "Why the harbour is left out", "other-way": "Why the other way is left out"},
    recommendation=Choice(options=("company", "provider"), reason="Why these", by="Who recommends", date="2026-11-20"),
    decision=Choice(options=("company",), reason="Why this", by="Who decides", date="2026-12-02"),
    unknowns={
        "pensions": Gap(text="What of pensions", affects=("cost", "mutual", "lawful", "aims"), by="Who settles it"),
        "premises": Gap(text="What of premises"),
    },
    background={
        "causes": Note(
            title="Why it changes", text="What is so", items=("Item one", "Item two"), evidence=("report 2.1",)
        )
    },
    consultation=Note(title="Who was heard", text="What they said", items=("Voice one",), evidence=("report 2.2",)),
    equality=Note(title="Who is affected", text="What was found", items=("Effect one",), evidence=("report 2.3",)),
    accepted={
        "close-call": (
            Accepted(reason="Why it is lived with", where="company mutual", by="Who lives with it"),
            Accepted(reason="Why that is lived with"),
        )
    },
    robustness=RobustnessSettings(within=Decimal(4), draws=2_000, seed=7),
    criteria_set=CriteriaSet(title="Title of the set", source="Source of the set"),
    weighting=Weighting(by="Who weighed", date="2026-10-01", reason="Why so weighed"),
    seal=Seal(date="2026-10-02", weights="3f5c", criteria="8a0d", gates="61be", shortlist="61ab664af4b8"),
    groups={
        "aims": Group(name="The aims", question="Does it meet them?"),
        "inner": Group(name="The inner aims", question="And these?", group="aims"),
    },
    criteria={
        "freedom": Criterion(
            name="Freedom",
            group="inner",
            question="How free?",
            weight=Decimal(30),
            scale=points(0, 3, 5),
            rate_from=RateFrom(
                characteristic="control", scores={"direct": Decimal(0), "shared": Decimal(3), "none": Decimal(5)}
            ),
            source="Where freedom comes from",
        ),
        "pace": Criterion(name="Pace", group="aims", question="How soon?", weight=Decimal(10), scale=points(0, 5)),
        "quality": Criterion(
            name="Quality",
            question="How well?",
            weight=Decimal(20),
            scale=points(0, 4, 5),
            values={Decimal(0): Decimal(0), Decimal(4): Decimal(100), Decimal(5): Decimal(60)},
        ),
        "cost": Criterion(
            name="Cost", question="How dear?", weight=Decimal(40), unit="GBP m", worst=Decimal(6), best=Decimal(0)
        ),
    },
    gates={
        "ruled": Gate(
            name="Some control",
            requires=Requirement("control", None, "is", ("shared", "none")),
            deadline="2027-04-01",
            reason="Why some control",
            source="Where control is asked for",
        ),
        "afford": Gate(
            name="Within means", requires=Requirement(None, "cost", "at-most", Decimal(5)), reason="Why within means"
        ),
        "lawful": Gate(name="Lawful", requires=Requirement(), reason="Why lawful"),
    },
    shortlist_rule=ShortlistRule(top=2),
    options=OPTIONS,
    panel=Panel(by="Who scored", members={"finance": "In what capacity"}, date="2026-11-01"),
    dissent=(
        Dissent(
            by="Who dissents",
            about=About(criterion="pace", option="mutual"),
            score=Decimal(1),
            reason="Why dissent",
        ),
        Dissent(by="Who else dissents", about=About(criterion="cost", option="charity"), score="unknown"),
    ),
    documents={
        "report": Document(
            title="The report", publisher="Who published", date="2026-09", address="https://www.example.org/report"
        ),
        "act": Document(title="The Act"),
        "press": Document(title="The press", publisher="A paper", date="2025"),
        "unread": Document(title="The unread one", publisher="Nobody", date="2024-01-02"),
    },
    claims={
        "works": Claim(
            text="That it works",
            for_={"report 3.1": "What speaks for it"},
            against={"press 9": "What does not"},
        )
    },
    characteristics={
        "control": Characteristic(
            name="Control",
            question="Who controls it?",
            levels={"direct": "The council itself", "shared": "The council and others", "none": "Others alone"},
        ),
        "assets": Characteristic(name="Assets", question="Whose are they?", levels={"free": "All", "locked": "Its"}),
    },
    perspectives={
        "union": Perspective(
            name="The union",
            view="What the union says",
            evidence=("press 5",),
            weights={"pace": Decimal(40), "cost": Decimal(20)},
            scores={
                "pace": {"mutual": scored(5, "the union's pace", 4, 5, for_=("press 6",), against=("report 7",))},
            },
        ),
        "staff": Perspective(name="The staff", view="What staff say", weights={"aims": Decimal(80)}),
        "business": Perspective(name="Business", view="What business says", lift_gates=("ruled",)),
        "press": Perspective(name="The papers", view="What papers say", evidence=("press 7",)),
    },
)
"""What people wrote. Of freedom the charity, the twin and the third one are scored by rule."""


EVERYTHING = evaluate(APPRAISAL)
"""What it comes to."""
EXAMPLES = ("everything", *sorted(folder.name for folder in (ROOT / "examples").iterdir() if folder.is_dir()))
"""It and the examples, by name."""


@cache
def example(name: str) -> Run:
    """The run of an example: of its record, where one lies there."""
    folder = ROOT / "examples" / name
    if name == "everything":
        return EVERYTHING
    return read_run(folder / "run.json") if (folder / "run.json").exists() else evaluate(load(folder))
