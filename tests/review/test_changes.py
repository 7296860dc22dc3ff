"""What people wrote otherwise: every fact once, at its place, and nothing where only the order differs."""

import random
from decimal import Decimal
from typing import Any, get_args

import pytest

from appraise.appraisal import Accepted, Characteristic, Requirement, Score, Verdict, Weighting, WeightSheet
from appraise.field_models import replaced
from appraise.review.changes import changes
from appraise.review_results import Change, ChangeGroup, Keys
from appraise.run import requirement
from tests.conftest import number
from tests.review.panels import NAMES, made
from tests.review.small import SMALL, every_edit, fields, get, put, turned

ROW = ("perspectives", "union", "scores", "pace")
EDITS = [edit for edit in every_edit(SMALL) if edit[0] != ROW]
FIGURES = {"scores": "score", "verdicts": "verdict", "characteristics": "level"}


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
    new = put(SMALL, at, now)
    assert new != SMALL
    found = changes(SMALL, new)
    if isinstance(was, tuple) and not hasattr(was, "_fields") and at[-1] != "range" and at[-1] != "operand":
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
        assert change == Change("gates", at[:3], *(requirement(side.gates[at[1]].requires) for side in (SMALL, new)))
    elif at[0] in ("scope",) or fields(was):
        figure = (FIGURES[at[-2]],) if len(at) > 3 and at[-2] in FIGURES and at[0] == "options" else ()
        figure = ("score",) if at[0] == "perspectives" and isinstance(was, Score) else figure
        assert change.at == at + figure
        assert change.was == (getattr(was, figure[0]) if figure else told(at, was))
        assert change.now is None
    else:
        assert change[1:] == (at, was, now)


def test_there_is_a_group_for_each_and_words_are_only_what_nothing_is_worked_out_from() -> None:
    groups: dict[Keys, set[ChangeGroup]] = {at: set() for at, _, _ in EDITS}
    for at, _, now in EDITS:
        if now is None or at[-2:] != ("scale", "5"):
            groups[at] |= {each.group for each in changes(SMALL, put(SMALL, at, now))}
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
    (change,) = changes(SMALL, put(SMALL, ("criteria", "pace", "scale", "5"), "Best of all"))
    assert change == Change("words", ("criteria", "pace", "scale", "5"), "Point 5", "Best of all")


def test_order_layout_files_and_how_a_number_is_written_say_nothing() -> None:
    other = replaced(turned(SMALL), files=())
    assert list(other.options) == ["company", "charity", "in-house"]
    assert other.options["charity"].scores["pace"].evidence.for_ == ("report 2", "report 1")
    assert changes(SMALL, other) == ()
    assert changes(SMALL, put(SMALL, ("criteria", "pace", "weight"), Decimal("60.00"))) == ()


def test_the_order_of_levels_says_which_is_more() -> None:
    levels = dict(reversed(list(SMALL.characteristics["independence"].levels.items())))
    (change,) = changes(SMALL, put(SMALL, ("characteristics", "independence", "levels"), levels))
    at = ("characteristics", "independence", "levels")
    assert change == Change("library", at, ("none", "some", "full"), ("full", "some", "none"))


def test_what_is_told_of_any_edits_together_is_true_and_told_the_other_way_round_from_the_other_side() -> None:
    rng = random.Random(1)
    plain = [(at, now) for at, was, now in EDITS if "operand" not in at and not (was.__class__ is tuple and now)]
    for _ in range(150):
        new = SMALL
        for at, now in rng.sample(plain, rng.randint(1, 8)):
            if get(new, at[:-1]) is not None and get(new, at) is not None:
                new = put(new, at, now)
        new = turned(new)
        found = changes(SMALL, new)
        assert found
        assert len({change[:2] for change in found}) == len(found)
        back = [Change(group, at, now, was) for group, at, was, now in changes(new, SMALL)]
        assert all(change in back for change in found)
        assert len(back) == len(found)
        for _, at, was, now in found:
            for side, says in ((SMALL, was), (new, now)):
                stands = get(side, at)
                stands = requirement(stands) if isinstance(stands, Requirement) else told(at, stands)
                listed = isinstance(stands, tuple) and at[-1] != "range"
                assert says is None or says in stands if listed else says == stands


def test_facts_come_by_group_and_then_as_the_record_has_them() -> None:
    new = SMALL
    for at, now in (
        (("title",), "Other"),
        (("options", "company", "scores", "cost", "score"), number(1)),
        (("options", "charity", "scores", "pace", "score"), number(1)),
        (("criteria", "cost", "weight"), number(1)),
        (("groups", "speed", "weight"), number(1)),
    ):
        new = put(new, at, now)
    assert [change.at[:2] for change in changes(SMALL, new)] == [
        ("groups", "speed"),
        ("criteria", "cost"),
        ("options", "charity"),
        ("options", "company"),
        ("title",),
    ]


def test_what_came_or_went_as_a_whole_stands_before_all_else_of_its_group() -> None:
    new = SMALL
    for at, now in (
        (("options", "in-house", "comparator"), False),
        (("options", "charity", "dimensions", "form"), None),
        (("options", "company"), None),
        (("options", "twin"), SMALL.options["charity"]),
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
    found = [change.at for change in changes(SMALL, new) if change.group in ("options", "criteria", "gates", "words")]
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
        less = put(SMALL, (field, name), None)
        options = {
            option: replaced(
                words,
                scores={each: score for each, score in words.scores.items() if each in less.criteria},
                verdicts={each: verdict for each, verdict in words.verdicts.items() if each in less.gates},
            )
            for option, words in less.options.items()
        }
        scores = SMALL.perspectives["union"].scores["pace"]
        view = {option: score for option, score in scores.items() if option in less.options}
        less = put(replaced(less, options=options), ("perspectives", "union", "scores", "pace"), view)
        named = getattr(SMALL, field)[name].name
        assert changes(SMALL, less) == (Change(field, (field, name), named, None),)  # type: ignore[arg-type]
        assert changes(less, SMALL) == (Change(field, (field, name), None, named),)  # type: ignore[arg-type]


def test_the_scores_of_a_perspective_are_told_one_by_one() -> None:
    found = changes(SMALL, put(SMALL, ROW, None))
    assert [change[1:] for change in found] == [
        ((*ROW, "charity", "score"), number(2), None),
        ((*ROW, "company", "score"), number(1), None),
    ]


def test_a_decision_that_came_is_told_by_its_verdict() -> None:
    at = ("options", "charity", "verdicts", "free")
    new = put(SMALL, at, Verdict(verdict="fail", reason="They said so", by="Board"))
    assert changes(SMALL, new) == (Change("verdicts", (*at, "verdict"), None, "fail"),)


def test_what_a_model_gives_is_the_librarys_where_its_file_is_another() -> None:
    at = ("options", "charity", "characteristics", "independence", "level")
    new = put(SMALL, at, "some")
    assert [change.group for change in changes(SMALL, new)] == ["options"]
    charity, company = SMALL.files
    for files, group in (
        ((charity._replace(sha256="d" * 64), company), "library"),
        ((charity._replace(path="models/charity.yaml", sha256="d" * 64), company), "library"),
        ((charity, company._replace(sha256="d" * 64)), "options"),
        ((company,), "options"),
    ):
        assert [change.group for change in changes(SMALL, replaced(new, files=files))] == [group]
    files = (charity._replace(sha256="d" * 64), company)
    scored = replaced(put(SMALL, ("options", "charity", "scores", "pace", "score"), number(1)), files=files)
    assert [change.group for change in changes(SMALL, scored)] == ["scores"]
    cited = replaced(put(SMALL, (*at[:-1], "evidence", "for"), ("report 1",)), files=files)
    assert [change.group for change in changes(SMALL, cited)] == ["evidence"]


def test_ids_that_are_words_of_the_format_change_no_group() -> None:
    odd = replaced(SMALL, options={"evidence": SMALL.options["charity"], "documents": SMALL.options["company"]})
    (change,) = changes(odd, put(odd, ("options", "evidence", "scores", "pace", "score"), number(1)))
    assert change.group == "scores"


def test_a_list_with_the_same_twice_is_another_list() -> None:
    twice = put(SMALL, ("options", "charity", "risks"), ("Costly", "Slow", "Slow"))
    assert changes(SMALL, twice) == (Change("words", ("options", "charity", "risks"), None, "Slow"),)


def test_what_people_accept_is_held_against_what_they_accepted_about_the_same() -> None:
    before = SMALL.accepted["one-sided-evidence"]
    new = put(
        SMALL, ("accepted", "one-sided-evidence"), (Accepted(reason="So it was", where="pace", by="Panel"), before[1])
    )
    at = ("accepted", "one-sided-evidence", "pace", "reason")
    assert changes(SMALL, new) == (Change("words", at, "So it is", "So it was"),)


def test_a_definition_that_came_is_told_by_its_name() -> None:
    new = put(
        SMALL,
        ("characteristics", "size"),
        Characteristic(name="Size", question="How big?", levels={"small": "S", "large": "L"}),
    )
    assert changes(SMALL, new) == (Change("library", ("characteristics", "size"), None, "Size"),)


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
