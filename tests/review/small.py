"""A small appraisal that says something of everything, and edits of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import appraise
from appraise.appraisal import (
    About,
    Accepted,
    Appraisal,
    Before,
    Characteristic,
    Choice,
    Claim,
    CostLine,
    Costs,
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
    OptionAmount,
    Panel,
    Period,
    Perspective,
    Precedent,
    RateFrom,
    Requirement,
    RobustnessSettings,
    Scope,
    Score,
    ShortlistRule,
    Verdict,
    Weighting,
)
from appraise.field_models import FieldModel, replaced
from appraise.field_types import UNKNOWN, key
from appraise.numbers import number_text
from appraise.run import Run
from tests.conftest import PERCENT, number

CITED = Evidence(for_=("report 1", "report 2"), against=("essay",))
FIVE = {number(point): f"Point {point}" for point in (0, 1, 5)}


def _level(level: str) -> Level:
    return Level(level=level, reason="As drafted", source="Report", evidence=CITED)


def _option(name: str, independence: str, pace: object, cost: object, vat: str) -> Option:
    return Option(
        name=name,
        short_name=name[:2],
        models=(name.lower(), "other"),
        reason="Asked for",
        summary=f"{name} in short",
        dimensions={"owner": "Council", "form": name},
        characteristics={"independence": _level(independence), "unread": _level("some")},
        evolves_to={"mutual": Evolution(how="By a ballot", source="Report"), "trust": Evolution(how="By order")},
        precedents={"elsewhere": Precedent(name="Elsewhere", year="2014", outcome="Closed", source="Report")},
        advantages=("Known", "Quick"),
        risks=("Costly", "Slow"),
        verdicts={
            "vat": Verdict(
                verdict=vat,  # type: ignore[arg-type]
                reason="HMRC said so",
                condition="If cleared",
                evidence=CITED,
                by="Board",
                date="2026-01-02",
            )
        },
        scores={
            "pace": Score(number(pace), (number(0), number(5)), "Panel agreed", CITED),
            "cost": Score(number(cost), None, "From the model", CITED),
        },
    )


SMALL = Appraisal(
    files=(File("library:models/charity.yaml", "a" * 64), File("models/company.yaml", "b" * 64)),
    title="Delivery models",
    authority="Council",
    question="Which?",
    gateway="Cabinet",
    date="2026-01-01",
    status="draft",
    follows=Follows(
        *("Before", "agreed", "c" * 64),
        {"charity": Before("Charity", "shortlisted", 1, number(60))},
        "Gate",
        "2025-01-01",
    ),
    scope=Scope(in_=("Care", "Youth"), out=("Schools", "Roads"), undecided=("Play",)),
    recommendation=Choice(options=("charity", "company"), reason="Best", by="Panel", date="2026-01-03"),
    decision=Choice(options=("charity",), reason="Best", by="Cabinet", date="2026-01-04"),
    unknowns={
        "setup": Gap(text="What setting up costs", affects=("cost", "vat"), by="Finance"),
        "tax": Gap(text="Tax"),
    },
    background={
        "causes": Note(title="Causes", text="Six of them", items=("One", "Two"), evidence=("report", "essay")),
        "bare": Note(),
    },
    consultation=Note(title=None, text="Staff were asked"),
    equality=Note(title="Equality", text="No effect"),
    left_out={"mutual": "Nobody wants it", "trust": "Too slow"},
    accepted={
        "one-sided-evidence": (
            Accepted(reason="So it is", where="pace", by="Panel"),
            Accepted(reason="So be it", where="cost"),
        ),
        "no-equality": (Accepted(reason="Later"),),
    },
    robustness=RobustnessSettings(draws=100),
    criteria_set=CriteriaSet(title="Criteria", source="Report"),
    weighting=Weighting(method="direct", by="Panel", date="2026-01-01", reason="Agreed"),
    groups={
        "speed": Group(name="Speed", group=None, question="How fast?", weight=number(60)),
        "fast": Group(name="Fast", group="speed", question="How?"),
    },
    uncounted={"later": Group(name="Later", group=None, question="When?", weight=number(10))},
    criteria={
        "pace": Criterion(
            name="Pace", group="fast", question="How quick?", weight=number(60), scale=FIVE, source="Report"
        ),
        "cost": Criterion(
            name="Cost",
            group=None,
            question="How dear?",
            weight=number(20),
            unit="GBP",
            worst=number(100),
            best=number(0),
            source="Report",
        ),
        "independence": Criterion(
            name="Independence",
            group=None,
            question="How free?",
            weight=number(10),
            scale=PERCENT,
            values={number(0): number(0), number(50): number(40), number(100): number(100)},
            rate_from=RateFrom(
                characteristic="independence", scores={"none": number(0), "some": number(50), "full": number(100)}
            ),
        ),
    },
    gates={
        "free": Gate(
            name="Free",
            requires=Requirement("independence", None, "at-least", "some"),
            reason="Law",
            source="Act",
            deadline="2026-06-01",
        ),
        "either": Gate(name="Either", requires=Requirement("independence", None, "is", ("none", "some", "full"))),
        "quick": Gate(name="Quick", requires=Requirement(None, "pace", "at-least", number(1))),
        "vat": Gate(name="VAT", requires=Requirement()),
    },
    shortlist_rule=ShortlistRule(top=1),
    options={
        "in-house": replaced(_option("In-house", "none", 5, 10, "pass"), comparator=True),
        "charity": _option("Charity", "full", 3, 50, "conditional"),
        "company": _option("Company", "some", 4, 40, "pass"),
    },
    panel=Panel(by="Panel", members={"finance": "Accountant", "law": "Solicitor"}, date="2026-01-01"),
    dissent=(
        Dissent(by="Union", about=About(criterion="pace", option="charity"), score=number(1), reason="Too hopeful"),
        Dissent(by="Union", about=About(criterion="cost", option="charity"), score=UNKNOWN, reason="Nobody knows"),
    ),
    documents={
        "report": Document(title="The report", publisher="Council", date="2025"),
        "essay": Document(title="An essay"),
    },
    claims={
        "free": Claim(
            text="Freedom helps", for_={"report 1": "It does"}, against={"essay": "It costs", "essay 2": "It does not"}
        )
    },
    characteristics={
        "independence": Characteristic(
            name="Independence", question="How free?", levels={"none": "None", "some": "Some", "full": "Full"}
        ),
        "unread": Characteristic(name="Unread", question="Who reads it?", levels={"none": "None", "some": "Some"}),
    },
    perspectives={
        "union": Perspective(
            name="Union",
            view="It goes too far",
            evidence=("essay", "report"),
            weights={"cost": number(50), "speed": number(10)},
            scores={
                "pace": {
                    "charity": Score(number(2), (number(1), number(3)), "Slow", CITED),
                    "company": Score(number(1)),
                }
            },
            lift_gates=("vat", "quick"),
        ),
        "position": Perspective(name="Position"),
    },
)
"""Charity 60% of pace 3 of 5 and so on: worked out in the tests that need it."""

COSTS = Costs(
    by="Finance",
    date="2026-01-02",
    currency="GBP k",
    prices="2026-27",
    period=Period(from_="2026-27", years=5),
    discount_rate={number(0): number("3.5"), number(3): number(3)},
    lines={
        "set-up": CostLine(
            name="Set-up",
            when="once",
            optimism_bias=number(10),
            options={
                "in-house": OptionAmount(amount=number(0)),
                "charity": OptionAmount(
                    amount=number(420),
                    range=(number(300), number(600)),
                    reason="Quote of May",
                    evidence=("report 3", "essay"),
                ),
                "company": OptionAmount(
                    amount={"2026-27": number(90), "2027-28": number(160)}, range_percent=(number(-10), number(30))
                ),
            },
        ),
        "vat": CostLine(
            name="VAT",
            when="yearly",
            from_="2027-28",
            transfer=True,
            amount=UNKNOWN,
            range=(number(0), number(9)),
            reason="Nobody asked HMRC",
            evidence=("report 4", "essay"),
            options={"in-house": OptionAmount(amount=number(0))},
        ),
    },
)

WHOLE = replaced(SMALL, costs=COSTS)
"""The same with money beside it."""


def run(appraisal: Appraisal) -> Run:
    """The run of an appraisal, with the analyses that are quick."""
    return appraise.evaluate(appraisal, brief=True)


def put(thing: Any, at: tuple[str, ...], value: Any) -> Any:
    """The same thing with something else at a place in it; None takes out what stands in a mapping."""
    if not at:
        return value
    first, *rest = at
    if isinstance(thing, Mapping):
        name: Any = first if not thing or isinstance(next(iter(thing)), str) else Decimal(first)
        inner = put(thing.get(name), tuple(rest), value)
        return {**thing, name: inner} if inner is not None else {each: thing[each] for each in thing if each != name}
    field = next(field for field in fields(thing) if key(field) == first)
    changed = {field: put(getattr(thing, field), tuple(rest), value)}
    return replaced(thing, **changed) if isinstance(thing, FieldModel) else thing._replace(**changed)


def fields(thing: Any) -> list[str]:
    """The fields of a thing that has some."""
    return thing.recorded() if isinstance(thing, FieldModel) else list(getattr(thing, "_fields", ()))


def get(thing: Any, at: tuple[str, ...]) -> Any:
    """What stands at a place, as it is told of there: of what has a name the name; None where there is nothing."""
    for position, name in enumerate(at):
        if thing is None:
            return None
        if isinstance(thing, Mapping):
            thing = next((each for named, each in thing.items() if name in (named, str(named))), None)
        elif fields(thing):
            thing = next(getattr(thing, field) for field in fields(thing) if key(field) == name)
        else:
            return get_stated(thing, at[position:])
    return thing


def get_stated(statements: tuple[Any, ...], at: tuple[str, ...]) -> Any:
    """The same in a list of statements, which are told of by what they are about."""
    for each in statements:
        about = (each.about.criterion, each.about.option, each.by) if isinstance(each, Dissent) else (each.where or "",)
        if about == at[: len(about)]:
            return get(each, at[len(about) :])
    return None


def every_edit(thing: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Every place of a thing with what stands there and something else to put there: another text, number or truth,
    nothing where a mapping holds it, a list without one of its items."""
    if isinstance(thing, Mapping):
        for name, inner in thing.items():
            place = (*at, name if isinstance(name, str) else number_text(name))
            yield place, inner, None
            yield from every_edit(inner, place)
    elif fields(thing):
        for field in fields(thing):
            if (at, field) != ((), "files"):
                yield from every_edit(getattr(thing, field), (*at, key(field)))
    elif isinstance(thing, tuple):
        for item, inner in enumerate(thing):
            yield at, thing, (*thing[:item], *thing[item + 1 :])
            changed = inner + 1 if isinstance(inner, Decimal) else f"{inner} x" if isinstance(inner, str) else None
            if changed is not None:
                yield at, thing, (*thing[:item], changed, *thing[item + 1 :])
    elif isinstance(thing, bool):
        yield at, thing, not thing
    elif isinstance(thing, Decimal | int):
        yield at, thing, thing + 1
    elif isinstance(thing, str):
        yield at, thing, f"{thing}x"


def turned(thing: Any, at: tuple[str, ...] = ()) -> Any:
    """The same with every mapping and list the other way round, but what has an order that says something."""
    if isinstance(thing, Mapping):
        pairs = [(name, turned(each, (*at, str(name)))) for name, each in thing.items()]
        ordered = at == ("groups",) or (at[:1] == ("characteristics",) and at[-1] == "levels")
        return dict(pairs if ordered else reversed(pairs))
    if fields(thing):
        inner = {field: turned(getattr(thing, field), (*at, field)) for field in fields(thing)}
        return replaced(thing, **inner) if isinstance(thing, FieldModel) else thing._replace(**inner)
    if isinstance(thing, tuple):
        each_turned = tuple(turned(each, at) for each in thing)
        return each_turned if at[-1:] in (("range",), ("range_percent",)) else each_turned[::-1]
    return thing
