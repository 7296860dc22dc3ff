"""What has to be looked at again: every kind of thing that people give with a reason, against one version and several.

The base of the findings, a well-made appraisal, is edited; what is expected was read off each edit.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from appraise import REGISTRY
from appraise.appraisal import Accepted, Appraisal, Choice, Requirement, Score, ShortlistRule, Verdict
from appraise.field_models import replaced
from appraise.files.loading.load import load
from appraise.review.look_again import look_again
from appraise.review.outdated import outdated
from appraise.review_results import Keys, Redefined, Unexplained
from tests.conftest import ROOT, number
from tests.review.small import SMALL, get, put, run

OPTIONS = ("in-house", "in-house-transformed", "wholly-owned-company", "shared-service", "charity")
COMPANY = ("options", "wholly-owned-company", "scores", "access")
STORES = ("options", "shared-service", "verdicts", "stores")
SAY = ("options", "charity", "characteristics", "council-control")
FRIENDS = ("perspectives", "friends", "scores", "access", "charity")


@cache
def base() -> Appraisal:
    """The base, with a score of a point of view and a gate that asks for a score."""
    made: Appraisal = load(ROOT / "tests" / "findings" / "base", REGISTRY).appraisal
    made = put(made, ("perspectives", "friends", "scores"), {"access": {"charity": Score(number(4), None, "Seen")}})
    gate = replaced(made.gates["say"], name="Open", requires=Requirement(None, "access", "at-least", number(1)))
    return replaced(made, gates={**made.gates, "open": gate})


def edited(*edits: tuple[Keys, Any]) -> Appraisal:
    made = base()
    for at, value in edits:
        made = put(made, at, value)
    return made


def cells(criterion: str, *options: str) -> tuple[Keys, ...]:
    return tuple(("options", option, "scores", criterion) for option in options or OPTIONS)


NEW: dict[Keys, Any] = {
    (*COMPANY, "score"): number(5),
    (*STORES, "verdict"): "pass",
    (*SAY, "level"): "owner",
    (*FRIENDS, "score"): number(1),
    ("options", "in-house-transformed", "scores", "cost", "range"): (number(3), number("3.4")),
    ("gates", "open", "requires"): Requirement(None, "access", "at-least", number(2)),
}
"""Something of each kind that changes."""


@pytest.mark.parametrize("at", NEW)
def test_what_changed_is_told_unless_its_reason_says_something_else(at: Keys) -> None:
    was, reason = get(base(), at), get(base(), (*at[:-1], "reason"))
    now = edited((at, NEW[at]))
    assert outdated(now, [(base(), "2026-05-04")]) == ((), (Unexplained(at, was, NEW[at], reason, "2026-05-04"),))
    settled = put(now, (*at[:-1], "reason"), "Seen again")
    assert outdated(settled, [(base(), None)]) == ((), ())
    # Another case, other blanks or another full stop are no other reason; none at all is none.
    same = put(now, (*at[:-1], "reason"), f"  {reason.upper().rstrip('.')} ")
    assert [each.at for each in outdated(same, [(base(), None)])[1]] == [at]
    taken = put(now, (*at[:-1], "reason"), None)
    assert outdated(taken, [(base(), None)])[1] == (Unexplained(at, was, NEW[at], None),)


def test_a_changed_reason_under_the_same_score_is_nothing_to_look_at() -> None:
    for at in NEW:
        assert outdated(put(base(), (*at[:-1], "reason"), "Seen again"), [(base(), None)]) == ((), ())


SCALE = ("criteria", "access", "scale")
QUESTION = ("criteria", "access", "question")
ON_ACCESS = (*cells("access"), FRIENDS, ("gates", "open"))
DEFINED: dict[str, tuple[tuple[tuple[Keys, Any], ...], Keys, Keys, tuple[Keys, ...]]] = {
    "the question": (((QUESTION, "Who comes?"),), QUESTION[:2], ("question",), ON_ACCESS),
    "a question that was not asked before": (((QUESTION, None),), QUESTION[:2], ("question",), ON_ACCESS),
    "what a point means": ((((*SCALE, "2"), "Some days"),), ("criteria", "access"), ("scale",), ON_ACCESS),
    "the top of the scale": ((((*SCALE, "6"), "Nights too"),), ("criteria", "access"), ("scale",), ON_ACCESS),
    "the unit": (((("criteria", "cost", "unit"), "pounds"),), ("criteria", "cost"), ("unit",), cells("cost")),
    "the anchors": (((("criteria", "cost", "worst"), number(5)),), ("criteria", "cost"), ("anchors",), cells("cost")),
    "two things at once": (
        ((("criteria", "cost", "best"), number(2)), (("criteria", "cost", "question"), "What is saved?")),
        ("criteria", "cost"),
        ("question", "anchors"),
        cells("cost"),
    ),
    "what a gate is called, which is all that it asks": (
        ((("gates", "stores", "name"), "Stores open by 2030"),),
        ("gates", "stores"),
        ("name",),
        tuple(("options", option, "verdicts", "stores") for option in OPTIONS),
    ),
    "what a level means": (
        ((("characteristics", "council-control", "levels", "direct"), "On paper"),),
        ("characteristics", "council-control"),
        ("levels",),
        (*(("options", option, "characteristics", "council-control") for option in OPTIONS), ("gates", "say")),
    ),
}


@pytest.mark.parametrize("name", DEFINED)
def test_what_was_given_for_something_that_is_defined_otherwise_is_told(name: str) -> None:
    edits, at, fields, given = DEFINED[name]
    now = edited(*edits)
    assert outdated(now, [(base(), "2026-05-04")]) == ((Redefined(at, fields, given, "2026-05-04"),), ())
    assert outdated(base(), [(now, None)]) == ((Redefined(at, fields, given),), ())
    settled = now
    for place in given:
        settled = put(settled, (*place, "reason"), "Given again")
    assert outdated(settled, [(base(), None)]) == ((), ())
    # Of two things, the one that was given again is settled.
    one = put(now, (*given[0], "reason"), "Given again")
    assert outdated(one, [(base(), None)])[0] == ((Redefined(at, fields, given[1:]),) if given[1:] else ())


def test_spelling_and_weights_are_no_other_definition_and_what_is_unknown_fits_any_scale() -> None:
    for edit in (
        (QUESTION, "How many  people can visit, and WHEN"),
        ((*SCALE, "2"), "the open days of 2025."),
        (("criteria", "access", "weight"), number(1)),
        (("criteria", "access", "name"), "Opening"),
        (("criteria", "access", "source"), "Elsewhere"),
    ):
        assert outdated(edited(edit), [(base(), None)]) == ((), ())
    unknown = edited(
        *(((*cell, "score"), "unknown") for cell in cells("access")), (FRIENDS[:-1], {}), (("gates", "open"), None)
    )
    assert outdated(put(unknown, (*SCALE, "2"), "Some days"), [(unknown, None)]) == ((), ())
    # Without a question, the name is what is asked.
    unasked = put(base(), QUESTION, None)
    renamed = put(unasked, ("criteria", "access", "name"), "Visits")
    assert [each.fields for each in outdated(renamed, [(unasked, None)])[0]] == [("question",)]


@pytest.mark.parametrize(("one", "other"), [("++", "--"), ("Up 3%", "Up \xa33"), ("Below <3", "Below >3"), ("-3", "3")])
def test_signs_say_something(one: str, other: str) -> None:
    at = (*COMPANY, "score")
    now = edited((at, NEW[at]), ((*COMPANY, "reason"), one))
    assert outdated(now, [(edited(((*COMPANY, "reason"), other)), None)]) == ((), ())


def test_hyphens_and_dashes_say_nothing() -> None:
    at = (*COMPANY, "score")
    now = edited((at, NEW[at]), ((*COMPANY, "reason"), "In-house \N{EN DASH} 2019-20"))
    then = edited(((*COMPANY, "reason"), "In house - 2019\N{EN DASH}20"))
    assert [each.at for each in outdated(now, [(then, None)])[1]] == [at]


def test_values_that_run_straight_are_those_that_are_not_given() -> None:
    ends = {number(0): number(0), number(5): number(100)}
    scale = base().criteria["access"].scale
    assert scale is not None
    assert (min(scale), max(scale)) == (0, 5)
    straight = edited((("criteria", "access", "values"), ends))
    assert outdated(straight, [(base(), None)]) == ((), ())
    bent = edited((("criteria", "access", "values"), {**ends, number(2): number(90)}))
    assert [each.fields for each in outdated(bent, [(base(), None)])[0]] == [("anchors",)]


def test_weights_that_give_the_same_shares_are_the_same() -> None:
    halves = base()
    for name, criterion in base().criteria.items():
        assert criterion.weight is not None
        halves = put(halves, ("criteria", name, "weight"), criterion.weight / 2)
    assert look_again(run(base()), run(halves)).unexplained == ()
    more = put(base(), ("criteria", "access", "weight"), number(99))
    assert [each.at for each in look_again(run(base()), run(more)).unexplained] == [("weighting",)]


def test_a_verdict_that_people_took_back_is_told_where_the_rule_gives_another() -> None:
    """The charity fails the gate by rule; people had let it pass, and say nothing now."""
    at = ("options", "charity", "verdicts", "say")
    let_through = put(base(), at, Verdict(verdict="pass", reason="It will be changed", by="Director"))
    told = (Unexplained((*at, "verdict"), "pass", "fail", None),)
    assert look_again(run(let_through), run(base())).unexplained == told
    assert look_again(run(base()), run(let_through)).unexplained == ()
    failed = put(base(), at, Verdict(verdict="fail", reason="By the contract alone", by="Director"))
    assert look_again(run(failed), run(base())).unexplained == ()


def test_a_score_that_people_took_back_is_told_where_the_rule_gives_another() -> None:
    at = ("options", "charity", "scores", "independence")
    ruled = put(SMALL, at, None)
    typed = put(ruled, at, Score(number(50), None, "As it will be"))
    told = Unexplained((*at, "score"), number(50), number(100), None)
    assert told in look_again(run(typed), run(ruled)).unexplained
    assert told not in look_again(run(ruled), run(ruled)).unexplained


def test_what_is_new_or_gone_was_never_given_for_anything_else() -> None:
    without = replaced(base(), options={name: each for name, each in base().options.items() if name != "charity"})
    assert outdated(base(), [(without, None)]) == ((), ())
    assert outdated(without, [(base(), None)]) == ((), ())


def scored(score: int, reason: str = "Days") -> Appraisal:
    return edited((COMPANY, Score(number(score), None, reason)))


VERSIONS: dict[str, tuple[list[tuple[int, str]], tuple[int, str] | None]] = {
    "the score changed last": ([(3, "Days")], (3, "1")),
    "the score changed before the last commit": ([(5, "Days"), (3, "Days")], (3, "2")),
    "it changed twice": ([(4, "Days"), (3, "Days")], (3, "2")),
    "it went back to what it was": ([(4, "Days"), (5, "Days")], None),
    "its reason was written when it was what it is": ([(5, "Days"), (3, "Nights")], None),
    "its reason was written in between": ([(4, "Days"), (3, "Nights"), (3, "Days")], (4, "1")),
    "it never changed": ([(5, "Days"), (5, "Days")], None),
    "nothing is known": ([], None),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_a_score_is_held_against_the_version_that_its_reason_was_written_for(name: str) -> None:
    """The company has 5 for its days now; earlier versions, the newest first, by score and reason."""
    earlier, told = VERSIONS[name]
    versions = [(scored(*each), str(at)) for at, each in enumerate(earlier, 1)]
    expected = (Unexplained((*COMPANY, "score"), number(told[0]), number(5), "Days", told[1]),) if told else ()
    assert outdated(scored(5), versions) == ((), expected)


def test_a_scale_that_changed_long_ago_is_told_until_the_score_is_given_again() -> None:
    asked = put(scored(5), QUESTION, "Who comes?")
    redefined, _ = outdated(asked, [(asked, "3"), (scored(5), "2"), (scored(5), "1")])
    assert redefined[0].since == "1"
    assert COMPANY in redefined[0].given
    again = put(asked, (*COMPANY, "reason"), "Who comes was asked")
    told = outdated(again, [(again, "3"), (asked, "2"), (scored(5), "1")])[0][0].given
    assert COMPANY not in told
    assert len(told) == len(ON_ACCESS) - 1
    # Back to the question that it was scored by.
    assert outdated(scored(5), [(asked, "2"), (scored(5), "1")]) == ((), ())


def test_the_day_that_is_told_is_one_since_which_all_of_it_stands() -> None:
    """The company was given its score on the 2nd, all others on the 1st; what is asked changed on the 3rd."""
    asked = put(scored(5), ("criteria", "access", "question"), "Who comes?")
    redefined, _ = outdated(asked, [(asked, "3"), (scored(5), "2"), (scored(4, "Nights"), "1")])
    assert [(each.given, each.since) for each in redefined] == [(ON_ACCESS, "2")]


def test_versions_that_are_not_needed_are_never_read() -> None:
    def versions() -> Iterator[tuple[Appraisal, str | None]]:
        other = base()
        for option in OPTIONS:
            for criterion in other.criteria:
                other = put(other, ("options", option, "scores", criterion, "reason"), "Other")
            other = put(other, ("options", option, "verdicts", "stores", "reason"), "Other")
            for name in other.options[option].characteristics:
                other = put(other, ("options", option, "characteristics", name, "reason"), "Other")
        for at in (FRIENDS, ("gates", "open"), ("gates", "say")):
            other = put(other, (*at, "reason"), "Other")
        yield other, None
        raise AssertionError

    assert outdated(base(), versions()) == ((), ())


SHORTLISTED = ("in-house-transformed", "wholly-owned-company")
"""The shortlist of the base."""


@pytest.mark.parametrize("kind", ["recommendation", "decision"])
def chosen(kind: str, *options: str) -> Appraisal:
    choice = Choice(options=options) if options else None
    return replaced(base(), **{"recommendation": None, "decision": None, kind: choice})


@pytest.mark.parametrize("kind", ["recommendation", "decision"])
def test_a_choice_is_told_where_it_or_the_shortlist_changed_and_they_differ(kind: str) -> None:
    right, wrong, none = chosen(kind, *SHORTLISTED), chosen(kind, "charity"), chosen(kind)
    shorter = replaced(right, shortlist_rule=ShortlistRule(top=1))

    def told(old: Appraisal, new: Appraisal) -> tuple[str, ...]:
        return look_again(run(old), run(new)).choices

    assert told(right, wrong) == told(right, shorter) == told(none, wrong) == (kind,)
    assert told(wrong, right) == told(right, right) == told(wrong, wrong) == told(wrong, none) == ()
    # Findings that say the same are not told beside it.
    codes = {each.code for each in look_again(run(right), run(wrong)).findings}
    assert not codes & {"recommendation-differs", "recommended-excluded"}


def test_an_option_of_which_it_is_open_whether_it_goes_forward_is_no_wrong_choice() -> None:
    old = run(base())
    new = run(edited(*(((*cell, "score"), "unknown") for cell in cells("access", "wholly-owned-company", "in-house"))))
    assert "wholly-owned-company" in new.shortlist.undetermined
    assert look_again(old, new).choices == ()


def test_new_findings_are_told_unless_they_were_there_or_are_accepted() -> None:
    quiet = put(base(), ("equality", "text"), None)
    assert [each.code for each in look_again(run(base()), run(quiet)).findings] == ["no-equality"]
    assert look_again(run(quiet), run(quiet)).findings == ()
    accepted = replaced(quiet, accepted={"no-equality": (Accepted(reason="Later"),)})
    assert look_again(run(base()), run(accepted)).findings == ()
    assert [each.code for each in look_again(run(accepted), run(quiet)).findings] == ["no-equality"]


def test_a_finding_about_the_whole_that_is_about_a_part_by_now_is_not_new() -> None:
    silent = base()
    for criterion in silent.criteria:
        for option in OPTIONS:
            silent = put(silent, ("options", option, "scores", criterion, "reason"), None)
    better = silent
    for option in OPTIONS:
        better = put(better, ("options", option, "scores", "access", "reason"), "Seen")
    codes = [each.code for each in look_again(run(silent), run(better)).findings]
    assert "score-without-reason" not in codes
