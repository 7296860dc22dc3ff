"""What people wrote otherwise: every fact once, at its place, and nothing where only the order differs."""

import random
from decimal import Decimal
from typing import Any, get_args

import pytest

from appraise.appraisal import (
    Accepted,
    Characteristic,
    CostLine,
    OptionAmount,
    Requirement,
    Score,
    Verdict,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from appraise.review.changes import changes
from appraise.review_results import Change, ChangeGroup, Keys
from appraise.run import requirement
from tests.conftest import number
from tests.review.panels import NAMES, made
from tests.review.small import COSTS, WHOLE, every_edit, fields, get, put, turned

ROW = ("perspectives", "union", "scores", "pace")
OWN = ("costs", "lines", "vat", "options", "in-house")
CURRENCY = ("costs", "currency")
EDITS = [edit for edit in every_edit(WHOLE) if edit[0] not in (ROW, OWN, CURRENCY)]
FIGURES = {"scores": "score", "verdicts": "verdict", "characteristics": "level"}
RANGES = ("range", "range-percent")


def told(at: Keys, thing: Any) -> Any:
    """What is told of a thing that came or went, as a reader would name it."""
    if not fields(thing):
        return thing
    for field in ("name", "title", "text", "how", "reason"):
        if getattr(thing, field, None) is not None:
            return getattr(thing, field)
    return at[-1]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: " ".join(edit[0]))
def test_every_fact_that_differs_is_told_once_at_its_place_with_what_was_and_is(edit: tuple[Keys, Any, Any]) -> None:
    at, was, now = edit
    new = put(WHOLE, at, now)
    assert new != WHOLE
    found = changes(WHOLE, new)
    if isinstance(was, tuple) and not hasattr(was, "_fields") and at[-1] not in (*RANGES, "operand"):
        went = [item for item in was if item not in (now or ())]
        came = [item for item in now or () if item not in was]
        assert [each.now for each in found if each.was is None] == came
        if at[0] in ("accepted", "dissent"):
            assert [each.at[: len(at)] for each in found] == [at] * len(went)
        else:
            assert [(each.at, each.was) for each in found if each.now is None] == [(at, item) for item in went]
        return
    (change,) = found
    if at[0] == "gates" and "requires" in at:
        assert change == Change("gates", at[:3], *(requirement(side.gates[at[1]].requires) for side in (WHOLE, new)))
    elif at[0] in ("scope",) or fields(was):
        figure = (FIGURES[at[-2]],) if len(at) > 3 and at[-2] in FIGURES and at[0] == "options" else ()
        figure = ("score",) if at[0] == "perspectives" and isinstance(was, Score) else figure
        figure = ("amount",) if isinstance(was, OptionAmount) else figure
        assert change.at == at + figure
        assert change.was == (getattr(was, figure[0]) if figure else told(at, was))
        assert change.now is None
    else:
        assert change[1:] == (at, was, now)


def test_there_is_a_group_for_each_and_words_are_only_what_nothing_is_worked_out_from() -> None:
    groups: dict[Keys, set[ChangeGroup]] = {at: set() for at, _, _ in EDITS}
    for at, _, now in EDITS:
        if now is None or at[-2:] != ("scale", "5"):
            groups[at] |= {each.group for each in changes(WHOLE, put(WHOLE, at, now))}
    assert set().union(*groups.values()) == set(get_args(ChangeGroup))
    expected = {
        ("criteria", "pace", "weight"): "weights",
        ("groups", "speed", "weight"): "weights",
        ("weighting", "method"): "weights",
        ("weighting", "by"): "words",
        ("options", "charity", "scores", "pace", "score"): "scores",
        ("options", "charity", "scores", "pace", "range"): "scores",
        ("options", "charity", "scores", "pace"): "scores",
        ("options", "charity", "scores", "pace", "reason"): "words",
        ("options", "charity", "scores", "pace", "evidence", "for"): "evidence",
        ("criteria", "independence", "rate-from", "scores", "some"): "scores",
        ("criteria", "cost", "worst"): "values",
        ("criteria", "cost", "unit"): "values",
        ("criteria", "independence", "values", "50"): "values",
        ("criteria", "pace", "scale", "5"): "values",
        ("criteria", "pace", "scale", "1"): "words",
        ("costs", "lines", "set-up"): "costs",
        ("costs", "lines", "set-up", "optimism-bias"): "costs",
        ("costs", "lines", "set-up", "options", "charity", "amount"): "costs",
        ("costs", "lines", "set-up", "options", "charity", "range"): "costs",
        ("costs", "lines", "set-up", "options", "company", "amount", "2027-28"): "costs",
        ("costs", "lines", "set-up", "options", "company", "range-percent"): "costs",
        ("costs", "lines", "vat", "amount"): "costs",
        ("costs", "lines", "vat", "from"): "costs",
        ("costs", "lines", "vat", "transfer"): "costs",
        ("costs", "period", "years"): "costs",
        ("costs", "discount-rate", "3"): "costs",
        ("costs", "prices"): "costs",
        ("costs", "by"): "words",
        ("costs", "lines", "vat", "name"): "words",
        ("costs", "lines", "vat", "reason"): "words",
        ("costs", "lines", "set-up", "options", "charity", "evidence"): "evidence",
        ("options", "charity", "verdicts", "vat", "verdict"): "verdicts",
        ("options", "charity", "verdicts", "vat", "condition"): "words",
        ("gates", "free", "requires", "operand"): "gates",
        ("gates", "free"): "gates",
        ("gates", "free", "reason"): "words",
        ("shortlist-rule", "top"): "shortlist-rule",
        ("options", "charity"): "options",
        ("options", "in-house", "comparator"): "options",
        ("options", "charity", "models"): "options",
        ("options", "charity", "dimensions", "owner"): "options",
        ("options", "charity", "characteristics", "independence", "level"): "options",
        ("options", "charity", "characteristics", "independence", "reason"): "words",
        ("options", "charity", "evolves-to", "trust"): "options",
        ("options", "charity", "summary"): "words",
        ("options", "charity", "short-name"): "words",
        ("criteria", "cost"): "criteria",
        ("criteria", "pace", "group"): "criteria",
        ("uncounted", "later"): "criteria",
        ("characteristics", "unread", "levels", "some"): "library",
        ("perspectives", "union", "weights", "cost"): "perspectives",
        ("perspectives", "union", "scores", "pace", "charity", "score"): "perspectives",
        ("perspectives", "union", "lift-gates"): "perspectives",
        ("perspectives", "union", "evidence"): "evidence",
        ("perspectives", "union", "view"): "words",
        ("robustness", "seed"): "settings",
        ("documents", "report", "title"): "evidence",
        ("claims", "free", "text"): "evidence",
        ("background", "causes", "evidence"): "evidence",
        ("follows", "title"): "words",
        ("recommendation", "options"): "recommendation",
        ("recommendation", "reason"): "recommendation",
        ("decision", "by"): "recommendation",
        ("status",): "recommendation",
        ("dissent",): "words",
        ("left-out", "trust"): "words",
    }
    assert {at: groups[at] for at in expected} == {at: {group} for at, group in expected.items()}


def test_an_end_of_a_scale_that_is_only_described_otherwise_is_words() -> None:
    (change,) = changes(WHOLE, put(WHOLE, ("criteria", "pace", "scale", "5"), "Best of all"))
    assert change == Change("words", ("criteria", "pace", "scale", "5"), "Point 5", "Best of all")


def test_order_layout_files_and_how_a_number_is_written_say_nothing() -> None:
    other = replaced(turned(WHOLE), files=())
    assert list(other.options) == ["company", "charity", "in-house"]
    assert other.options["charity"].scores["pace"].evidence.for_ == ("report 2", "report 1")
    assert changes(WHOLE, other) == ()
    assert changes(WHOLE, put(WHOLE, ("criteria", "pace", "weight"), Decimal("60.00"))) == ()


def test_the_order_of_levels_says_which_is_more() -> None:
    levels = dict(reversed(list(WHOLE.characteristics["independence"].levels.items())))
    (change,) = changes(WHOLE, put(WHOLE, ("characteristics", "independence", "levels"), levels))
    at = ("characteristics", "independence", "levels")
    assert change == Change("library", at, ("none", "some", "full"), ("full", "some", "none"))


def test_what_is_told_of_any_edits_together_is_true_and_told_the_other_way_round_from_the_other_side() -> None:
    rng = random.Random(1)
    plain = [(at, now) for at, was, now in EDITS if "operand" not in at and not (was.__class__ is tuple and now)]
    for _ in range(150):
        new = WHOLE
        for at, now in rng.sample(plain, rng.randint(1, 8)):
            if get(new, at[:-1]) is not None and get(new, at) is not None:
                new = put(new, at, now)
        new = turned(new)
        found = changes(WHOLE, new)
        assert found
        assert len({change[:2] for change in found}) == len(found)
        back = [Change(group, at, now, was) for group, at, was, now in changes(new, WHOLE)]
        assert all(change in back for change in found)
        assert len(back) == len(found)
        for _, at, was, now in found:
            for side, says in ((WHOLE, was), (new, now)):
                stands = get(side, at)
                stands = requirement(stands) if isinstance(stands, Requirement) else told(at, stands)
                listed = isinstance(stands, tuple) and at[-1] not in RANGES
                assert says is None or says in stands if listed else says == stands


def test_facts_come_by_group_and_then_as_the_record_has_them() -> None:
    new = WHOLE
    for at, now in (
        (("title",), "Other"),
        (("options", "company", "scores", "cost", "score"), number(1)),
        (("options", "charity", "scores", "pace", "score"), number(1)),
        (("criteria", "cost", "weight"), number(1)),
        (("groups", "speed", "weight"), number(1)),
    ):
        new = put(new, at, now)
    assert [change.at[:2] for change in changes(WHOLE, new)] == [
        ("groups", "speed"),
        ("criteria", "cost"),
        ("options", "charity"),
        ("options", "company"),
        ("title",),
    ]


def test_what_came_or_went_as_a_whole_stands_before_all_else_of_its_group() -> None:
    new = WHOLE
    for at, now in (
        (("options", "in-house", "comparator"), False),
        (("options", "charity", "dimensions", "form"), None),
        (("options", "company"), None),
        (("options", "twin"), WHOLE.options["charity"]),
        (("criteria", "pace", "group"), "speed"),
        (("criteria", "cost"), None),
        (("gates", "free", "requires"), Requirement("independence", None, "at-least", "full")),
        (("gates", "vat"), None),
        (("title",), "Other"),
        (("weighting", "by"), None),
        (("left-out", "trust"), "Far too slow"),
        (("left-out", "mutual"), None),
    ):
        new = put(new, at, now)
    found = [change.at for change in changes(WHOLE, new) if change.group in ("options", "criteria", "gates", "words")]
    assert found == [
        ("gates", "vat"),
        ("gates", "free", "requires"),
        ("options", "company"),
        ("options", "twin"),
        ("options", "in-house", "comparator"),
        ("options", "charity", "dimensions", "form"),
        ("criteria", "cost"),
        ("criteria", "pace", "group"),
        ("left-out", "mutual"),
        ("title",),
        ("left-out", "trust"),
        ("weighting", "by"),
    ]


def test_of_what_came_or_went_only_the_name_is_told() -> None:
    for field, name in (("options", "charity"), ("criteria", "cost"), ("gates", "vat")):
        less = put(WHOLE, (field, name), None)
        options = {
            option: replaced(
                words,
                scores={each: score for each, score in words.scores.items() if each in less.criteria},
                verdicts={each: verdict for each, verdict in words.verdicts.items() if each in less.gates},
            )
            for option, words in less.options.items()
        }
        scores = WHOLE.perspectives["union"].scores["pace"]
        view = {option: score for option, score in scores.items() if option in less.options}
        less = put(replaced(less, options=options), ("perspectives", "union", "scores", "pace"), view)
        named = getattr(WHOLE, field)[name].name
        assert changes(WHOLE, less) == (Change(field, (field, name), named, None),)  # type: ignore[arg-type]
        assert changes(less, WHOLE) == (Change(field, (field, name), None, named),)  # type: ignore[arg-type]


def test_the_scores_of_a_perspective_are_told_one_by_one() -> None:
    found = changes(WHOLE, put(WHOLE, ROW, None))
    assert [change[1:] for change in found] == [
        ((*ROW, "charity", "score"), number(2), None),
        ((*ROW, "company", "score"), number(1), None),
    ]


def test_a_decision_that_came_is_told_by_its_verdict() -> None:
    at = ("options", "charity", "verdicts", "free")
    new = put(WHOLE, at, Verdict(verdict="fail", reason="They said so", by="Board"))
    assert changes(WHOLE, new) == (Change("verdicts", (*at, "verdict"), None, "fail"),)


def test_what_a_model_gives_is_the_librarys_where_its_file_is_another() -> None:
    at = ("options", "charity", "characteristics", "independence", "level")
    new = put(WHOLE, at, "some")
    assert [change.group for change in changes(WHOLE, new)] == ["options"]
    charity, company = WHOLE.files
    for files, group in (
        ((charity._replace(sha256="d" * 64), company), "library"),
        ((charity._replace(path="models/charity.yaml", sha256="d" * 64), company), "library"),
        ((charity, company._replace(sha256="d" * 64)), "options"),
        ((company,), "options"),
    ):
        assert [change.group for change in changes(WHOLE, replaced(new, files=files))] == [group]
    files = (charity._replace(sha256="d" * 64), company)
    scored = replaced(put(WHOLE, ("options", "charity", "scores", "pace", "score"), number(1)), files=files)
    assert [change.group for change in changes(WHOLE, scored)] == ["scores"]
    cited = replaced(put(WHOLE, (*at[:-1], "evidence", "for"), ("report 1",)), files=files)
    assert [change.group for change in changes(WHOLE, cited)] == ["evidence"]


def test_ids_that_are_words_of_the_format_change_no_group() -> None:
    odd = replaced(WHOLE, options={"evidence": WHOLE.options["charity"], "documents": WHOLE.options["company"]})
    (change,) = changes(odd, put(odd, ("options", "evidence", "scores", "pace", "score"), number(1)))
    assert change.group == "scores"


def test_a_list_with_the_same_twice_is_another_list() -> None:
    twice = put(WHOLE, ("options", "charity", "risks"), ("Costly", "Slow", "Slow"))
    assert changes(WHOLE, twice) == (Change("words", ("options", "charity", "risks"), None, "Slow"),)


def test_what_people_accept_is_held_against_what_they_accepted_about_the_same() -> None:
    before = WHOLE.accepted["one-sided-evidence"]
    new = put(
        WHOLE, ("accepted", "one-sided-evidence"), (Accepted(reason="So it was", where="pace", by="Panel"), before[1])
    )
    at = ("accepted", "one-sided-evidence", "pace", "reason")
    assert changes(WHOLE, new) == (Change("words", at, "So it is", "So it was"),)


def test_a_definition_that_came_is_told_by_its_name() -> None:
    new = put(
        WHOLE,
        ("characteristics", "size"),
        Characteristic(name="Size", question="How big?", levels={"small": "S", "large": "L"}),
    )
    assert changes(WHOLE, new) == (Change("library", ("characteristics", "size"), None, "Size"),)


SWINGS = {who: WeightSheet(by=NAMES[who], swings={"q": number(100), "r": number(50)}) for who in ("ann", "ben")}
PANEL = replaced(made(), weighting=Weighting(method="swing", sheets=SWINGS))
OF_CAT = ("panel", "sheets", "cat", "scores", "q", "A")


@pytest.mark.parametrize(
    ("at", "now", "group", "told_at", "was"),
    [
        ((*OF_CAT, "score"), number(4), "scores", (*OF_CAT, "score"), number(1)),
        ((*OF_CAT, "range"), (number(1), number(2)), "scores", (*OF_CAT, "range"), None),
        (OF_CAT, None, "scores", (*OF_CAT, "score"), number(1)),
        ((*OF_CAT, "reason"), "Seen", "words", (*OF_CAT, "reason"), None),
        (("panel", "sheets", "cat"), None, "scores", ("panel", "sheets", "cat"), NAMES["cat"]),
        (("panel", "combine"), "median", "scores", ("panel", "combine"), "mean"),
        (("panel", "chair"), "P Green", "words", ("panel", "chair"), None),
        (
            ("weighting", "sheets", "ann", "swings", "r"),
            number(60),
            "weights",
            ("weighting", "sheets", "ann", "swings", "r"),
            number(50),
        ),
        (("weighting", "sheets", "ann", "reason"), "So", "words", ("weighting", "sheets", "ann", "reason"), None),
        (("weighting", "sheets", "ann"), None, "weights", ("weighting", "sheets", "ann"), NAMES["ann"]),
        (("weighting", "swings"), {"q": number(100)}, "weights", ("weighting", "swings", "q"), None),
    ],
)
def test_what_members_gave_is_told_as_theirs(at: Keys, now: Any, group: ChangeGroup, told_at: Keys, was: Any) -> None:
    new = put(PANEL, at, now)
    (change,) = changes(PANEL, new)
    assert (change.group, change.at, change.was) == (group, told_at, was)
    (back,) = changes(new, PANEL)
    assert (back.at, back.was, back.now) == (change.at, change.now, change.was)


def test_the_order_in_which_people_put_criteria_says_something() -> None:
    one, other = (("q",), ("r",)), (("r",), ("q",))
    old, new = (replaced(PANEL, weighting=Weighting(method="rank-sum", order=order)) for order in (one, other))
    assert changes(old, new) == (Change("weights", ("weighting", "order"), one, other),)


def test_what_members_gave_for_an_option_that_came_is_not_told() -> None:
    few = replaced(PANEL, options={name: option for name, option in PANEL.options.items() if name != "C"})
    assert [each.at for each in changes(few, PANEL)] == [("options", "C")]


def test_an_option_without_an_amount_of_its_own_has_that_of_the_line() -> None:
    found = changes(WHOLE, put(WHOLE, OWN, None))
    costs = [change for change in found if change.group == "costs"]
    assert costs == [
        Change("costs", (*OWN, "amount"), number(0), "unknown"),
        Change("costs", (*OWN, "range"), None, (number(0), number(9))),
    ]
    assert {change.at for change in found if change.group == "words"} == {(*OWN, "reason")}
    vat = COSTS.lines["vat"]
    again = OptionAmount(amount="unknown", range=vat.range, reason=vat.reason, evidence=vat.evidence)
    said_again = put(WHOLE, (*OWN[:-1], "charity"), again)
    assert changes(WHOLE, said_again) == changes(said_again, WHOLE) == ()


def test_a_cost_file_or_a_line_that_came_or_went_is_one_change() -> None:
    for at, name in ((("costs",), "Finance"), (("costs", "lines", "vat"), "VAT")):
        less = put(WHOLE, at, None)
        assert changes(WHOLE, less) == (Change("costs", at, name, None),)
        assert changes(less, WHOLE) == (Change("costs", at, None, name),)


def test_what_an_option_pays_that_came_or_went_is_not_told() -> None:
    less = put(WHOLE, ("options", "charity"), None)
    less = put(less, ("costs", "lines", "set-up", "options", "charity"), None)
    assert [change.at for change in changes(less, WHOLE) if change.group in ("costs", "options")] == [
        ("options", "charity")
    ]


def test_another_currency_with_as_many_pounds_is_that_and_no_more() -> None:
    """420 in thousands are 0.42 in millions. Then 0.45 in place of that; or the same figures, a thousand times as
    much, which nobody typed anew."""
    at = ("costs", "lines", "set-up", "options", "charity")
    millions = put(WHOLE, CURRENCY, "GBP m")
    currency = Change("costs", CURRENCY, "GBP k", "GBP m")
    assert changes(WHOLE, millions) == (currency,)
    scaled = replaced(
        millions,
        costs=replaced(
            COSTS,
            currency="GBP m",
            lines={name: in_millions(line) for name, line in COSTS.lines.items()},
        ),
    )
    assert changes(WHOLE, scaled) == (currency,)
    assert changes(scaled, WHOLE) == (Change("costs", CURRENCY, "GBP m", "GBP k"),)
    dearer = put(scaled, (*at, "amount"), number("0.45"))
    assert changes(WHOLE, dearer) == (currency, Change("costs", (*at, "amount"), number(420), number("0.45")))
    wider = put(scaled, (*at, "range"), (number("0.3"), number("0.7")))
    ends = (number(300), number(600)), (number("0.3"), number("0.7"))
    assert changes(WHOLE, wider) == (currency, Change("costs", (*at, "range"), *ends))


def in_millions(line: CostLine) -> CostLine:
    """A line of costs in thousands, in millions."""

    def scaled(amount: Any) -> Any:
        if isinstance(amount, dict):
            return {year: scaled(each) for year, each in amount.items()}
        if isinstance(amount, tuple):
            return tuple(map(scaled, amount))
        return amount / 1000 if isinstance(amount, Decimal) else amount

    def stated(each: OptionAmount | CostLine) -> dict[str, Any]:
        return {"amount": scaled(each.amount), "range": scaled(each.range)}

    return replaced(
        line, options={name: replaced(each, **stated(each)) for name, each in line.options.items()}, **stated(line)
    )


def test_an_amount_that_becomes_amounts_by_year_is_told_as_a_whole() -> None:
    at = ("costs", "lines", "set-up", "options", "charity", "amount")
    years = {"2026-27": number(90), "2027-28": number(330)}
    assert changes(WHOLE, put(WHOLE, at, years)) == (Change("costs", at, number(420), years),)
    assert changes(put(WHOLE, at, years), WHOLE) == (Change("costs", at, years, number(420)),)
    rates = ("costs", "discount-rate")
    assert changes(WHOLE, put(WHOLE, rates, number(5))) == (Change("costs", rates, COSTS.discount_rate, number(5)),)
