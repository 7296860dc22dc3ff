"""What changed between two runs: every kind of edit, what is said to have caused it, and how far it reaches."""

from decimal import Decimal
from typing import Any

import pytest

from appraise import evaluate
from appraise.appraisal import Appraisal, Gate, Perspective, Requirement, ShortlistRule, Verdict
from appraise.field_models import replaced
from appraise.review.changes import changes
from appraise.review.difference import compare
from appraise.review_results import Change, ChangeGroup, DecisiveChanges, Effect, Keys, Side, StandingSummary
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number
from tests.review.small import SMALL, put, run, turned

PACE = ("options", "charity", "scores", "pace")
FREE = ("gates", "free", "requires")
NINE = number(9)

Edits = dict[Keys, Any]
Expected = list[tuple[ChangeGroup, Keys, Any, Any]]


def edited(edits: Edits) -> Appraisal:
    new = SMALL
    for at, value in edits.items():
        new = put(new, at, value)
    return new


def without_criterion(name: str) -> Edits:
    """A criterion that goes with its cells."""
    return {("criteria", name): None, **{("options", option, "scores", name): None for option in SMALL.options}}


OTHER_LIBRARY = tuple(file._replace(sha256="e" * 64) for file in SMALL.files)
RESCALED: Edits = {("criteria", "pace", "scale"): {number(0): "Point 0", number(1): "Point 1", number(10): "Point 5"}}
RESCALED |= {("gates", "quick", "requires", "operand"): number(2)}
for _option, _pace in (("in-house", 10), ("charity", 6), ("company", 8)):
    RESCALED[("options", _option, "scores", "pace", "score")] = number(_pace)
    RESCALED[("options", _option, "scores", "pace", "range")] = (number(0), number(10))

SCRIPTS: dict[str, tuple[Edits, str, Expected]] = {
    "a weight": (
        {("criteria", "cost", "weight"): number(200)},
        "numbers",
        [("weights", ("criteria", "cost", "weight"), 20, 200)],
    ),
    "a weight that turns it": (
        {("criteria", "independence", "weight"): number(100)},
        "outcome",
        [("weights", ("criteria", "independence", "weight"), 10, 100)],
    ),
    "all weights twice as large": (
        {
            ("groups", "speed", "weight"): number(120),
            ("uncounted", "later", "weight"): number(20),
            **{
                ("criteria", name, "weight"): words.weight and words.weight * 2
                for name, words in SMALL.criteria.items()
            },
        },
        "numbers",
        [
            ("weights", ("groups", "speed", "weight"), 60, 120),
            ("weights", ("uncounted", "later", "weight"), 10, 20),
            ("weights", ("criteria", "pace", "weight"), 60, 120),
            ("weights", ("criteria", "cost", "weight"), 20, 40),
            ("weights", ("criteria", "independence", "weight"), 10, 20),
        ],
    ),
    "a score": ({(*PACE, "score"): number(5)}, "outcome", [("scores", (*PACE, "score"), 3, 5)]),
    "a range": (
        {(*PACE, "range"): (number(2), number(4))},
        "numbers",
        [("scores", (*PACE, "range"), (0, 5), (2, 4))],
    ),
    "a score and its reason": (
        {(*PACE, "score"): number(2), (*PACE, "reason"): "Seen since"},
        "numbers",
        [("scores", (*PACE, "score"), 3, 2), ("words", (*PACE, "reason"), "Panel agreed", "Seen since")],
    ),
    "a gate that goes": ({("gates", "free"): None}, "outcome", [("gates", ("gates", "free"), "Free", None)]),
    "a gate that comes": (
        {("gates", "cheap"): Gate(name="Cheap", requires=Requirement(None, "cost", "at-most", number(45)))},
        "outcome",
        [("gates", ("gates", "cheap"), None, "Cheap")],
    ),
    "a gate that all pass": (
        {("gates", "cheap"): Gate(name="Cheap", requires=Requirement(None, "cost", "at-most", number(95)))},
        "numbers",
        [("gates", ("gates", "cheap"), None, "Cheap")],
    ),
    "what a gate asks": (
        {FREE: Requirement("independence", None, "at-least", "full")},
        "outcome",
        [
            (
                "gates",
                FREE,
                {"characteristic": "independence", "at-least": "some"},
                {"characteristic": "independence", "at-least": "full"},
            )
        ],
    ),
    "what a gate asks where all pass all the same": (
        {("gates", "quick", "requires", "operand"): number(2)},
        "numbers",
        [
            (
                "gates",
                ("gates", "quick", "requires"),
                {"criterion": "pace", "at-least": 1},
                {"criterion": "pace", "at-least": 2},
            )
        ],
    ),
    "a decision that is what the rule says": (
        {("options", "company", "verdicts", "free"): Verdict(verdict="pass", reason="Seen by counsel")},
        "numbers",
        [("verdicts", ("options", "company", "verdicts", "free", "verdict"), None, "pass")],
    ),
    "a gate's deadline": (
        {("gates", "free", "deadline"): "2027-01-01"},
        "words",
        [("words", ("gates", "free", "deadline"), "2026-06-01", "2027-01-01")],
    ),
    "a verdict": (
        {("options", "company", "verdicts", "vat", "verdict"): "fail"},
        "outcome",
        [("verdicts", ("options", "company", "verdicts", "vat", "verdict"), "pass", "fail")],
    ),
    "a verdict that only becomes open": (
        {("options", "company", "verdicts", "vat", "verdict"): "conditional"},
        "numbers",
        [("verdicts", ("options", "company", "verdicts", "vat", "verdict"), "pass", "conditional")],
    ),
    "an option that goes behind": (
        {
            ("options", "charity"): None,
            ("perspectives", "union", "scores", "pace", "charity"): None,
            ("recommendation", "options"): ("company",),
            ("decision", "options"): ("company",),
        },
        "numbers",
        [
            ("options", ("options", "charity"), "Charity", None),
            ("recommendation", ("recommendation", "options"), "charity", None),
            ("recommendation", ("decision", "options"), "charity", None),
            ("recommendation", ("decision", "options"), None, "company"),
        ],
    ),
    "an option that went forward": (
        {
            ("options", "company"): None,
            ("perspectives", "union", "scores", "pace", "company"): None,
            ("recommendation", "options"): ("charity",),
        },
        "outcome",
        [
            ("options", ("options", "company"), "Company", None),
            ("recommendation", ("recommendation", "options"), "company", None),
        ],
    ),
    "an option that comes behind": (
        {("options", "twin"): replaced(SMALL.options["charity"], name="Twin")},
        "numbers",
        [("options", ("options", "twin"), None, "Twin")],
    ),
    "a criterion that goes": (
        {**without_criterion("cost"), ("perspectives", "union", "weights", "cost"): None},
        "numbers",
        [
            ("criteria", ("criteria", "cost"), "Cost", None),
            ("perspectives", ("perspectives", "union", "weights", "cost"), 50, None),
        ],
    ),
    "a scale and its scores": (
        RESCALED,
        "numbers",
        [
            *(
                ("scores", ("options", option, "scores", "pace", field), was, now)
                for option, one, two in (("in-house", 5, 10), ("charity", 3, 6), ("company", 4, 8))
                for field, was, now in (("score", one, two), ("range", (0, 5), (0, 10)))
            ),
            ("values", ("criteria", "pace", "scale", "5"), "Point 5", None),
            ("values", ("criteria", "pace", "scale", "10"), None, "Point 5"),
            (
                "gates",
                ("gates", "quick", "requires"),
                {"criterion": "pace", "at-least": 1},
                {"criterion": "pace", "at-least": 2},
            ),
        ],
    ),
    "an anchor": (
        {("criteria", "cost", "worst"): number(200)},
        "numbers",
        [("values", ("criteria", "cost", "worst"), 100, 200)],
    ),
    "a fact that a rule scores": (
        {("options", "charity", "characteristics", "independence", "level"): "some"},
        "numbers",
        [("options", ("options", "charity", "characteristics", "independence", "level"), "full", "some")],
    ),
    "a fact that nothing reads": (
        {("options", "charity", "characteristics", "unread", "level"): "none"},
        "numbers",
        [("options", ("options", "charity", "characteristics", "unread", "level"), "some", "none")],
    ),
    "the library": (
        {("files",): OTHER_LIBRARY, ("options", "charity", "characteristics", "independence", "level"): "some"},
        "numbers",
        [("library", ("options", "charity", "characteristics", "independence", "level"), "full", "some")],
    ),
    "only files": ({("files",): OTHER_LIBRARY}, "none", []),
    "the rule": (
        {("shortlist-rule",): ShortlistRule(at_least=number(50))},
        "outcome",
        [
            ("shortlist-rule", ("shortlist-rule", "top"), 1, None),
            ("shortlist-rule", ("shortlist-rule", "at-least"), None, 50),
        ],
    ),
    "a perspective's weight": (
        {("perspectives", "union", "weights", "cost"): number(60)},
        "numbers",
        [("perspectives", ("perspectives", "union", "weights", "cost"), 50, 60)],
    ),
    "a stated position": (
        {("perspectives", "other"): Perspective(name="Other", view="Wait")},
        "numbers",
        [("perspectives", ("perspectives", "other"), None, "Other")],
    ),
    "a stated view": (
        {("perspectives", "position", "view"): "Wait"},
        "words",
        [("words", ("perspectives", "position", "view"), None, "Wait")],
    ),
    "what is recommended": (
        {("recommendation", "options"): ("charity",), ("recommendation", "by"): "Officers"},
        "words",
        [
            ("recommendation", ("recommendation", "options"), "company", None),
            ("recommendation", ("recommendation", "by"), "Panel", "Officers"),
        ],
    ),
    "what is decided": (
        {("decision",): None},
        "words",
        [("recommendation", ("decision",), ("charity",), None)],
    ),
    "whether it is agreed": ({("status",): "agreed"}, "words", [("recommendation", ("status",), "draft", "agreed")]),
    "a score that someone would have given": (
        {("dissent",): (replaced(SMALL.dissent[0], score=number(2)), SMALL.dissent[1])},
        "words",
        [("words", ("dissent", "pace", "charity", "Union", "score"), 1, 2)],
    ),
    "the stage before": (
        {("follows", "options", "charity", "total"): number(61)},
        "words",
        [("words", ("follows", "options", "charity", "total"), 60, 61)],
    ),
    "a setting": ({("robustness", "seed"): 2}, "numbers", [("settings", ("robustness", "seed"), 1, 2)]),
    "a text": ({("title",): "Other"}, "words", [("words", ("title",), "Delivery models", "Other")]),
    "a citation": (
        {(*PACE, "evidence", "against"): ("essay", "report 9")},
        "words",
        [("evidence", (*PACE, "evidence", "against"), None, "report 9")],
    ),
    "several at once": (
        {
            ("title",): "Other",
            ("gates", "either"): None,
            ("criteria", "cost", "weight"): number(30),
            (*PACE, "score"): number(5),
        },
        "outcome",
        [
            ("weights", ("criteria", "cost", "weight"), 20, 30),
            ("scores", (*PACE, "score"), 3, 5),
            ("gates", ("gates", "either"), "Either", None),
            ("words", ("title",), "Delivery models", "Other"),
        ],
    ),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_said_of_an_edit_is_what_was_edited(script: str) -> None:
    edits, change, told = SCRIPTS[script]
    old, new = run(SMALL), run(edited(edits))
    found = compare(old, new)
    assert found.change == change
    assert sorted(found.causes, key=str) == sorted((Change(*each) for each in told), key=str)
    back = compare(new, old)
    assert back.change == change
    assert {(group, at) for group, at, _, _ in back.causes} == {(group, at) for group, at, _, _ in found.causes}
    shuffled = compare(run(turned(SMALL)), run(turned(edited(edits))))
    assert shuffled.change == change
    assert sorted(shuffled.causes, key=str) == sorted(found.causes, key=str)
    assert shuffled.effects == found.effects


@pytest.mark.parametrize(
    "made", [SMALL, appraisal(X_WEIGHTS, X_SCORES), appraisal({"a": 1}, {"x": (None,), "y": (5,)})]
)
def test_the_same_in_another_order_is_no_difference(made: Appraisal) -> None:
    for other in (made, turned(made), replaced(made, files=())):
        found = compare(run(made), run(other))
        assert (found.change, found.effects, found.causes, found.leads) == ("none", {}, (), ())
        assert found.turning == DecisiveChanges((), (), None)


def test_effects_are_what_options_came_to_with_the_verdicts_that_differ() -> None:
    """Company 6400/90 and charity 5600/90 points; with a pace of 5 charity has 8000/90 and leads."""
    old, new = run(SMALL), run(put(SMALL, (*PACE, "score"), number(5)))
    assert compare(old, new).effects == {
        "charity": Effect(
            StandingSummary("not-shortlisted", 2, None, Decimal("62.222222"), None),
            StandingSummary("shortlisted", 1, None, Decimal("88.888889"), None),
            {},
        ),
        "company": Effect(
            StandingSummary("shortlisted", 1, None, Decimal("71.111111"), None),
            StandingSummary("not-shortlisted", 2, None, Decimal("71.111111"), None),
            {},
        ),
    }


def test_a_gate_that_an_option_simply_passes_is_no_effect_on_it() -> None:
    cheap = Gate(name="Cheap", requires=Requirement(None, "cost", "at-most", number(45)))
    new = run(put(SMALL, ("gates", "cheap"), cheap))
    effects = compare(run(SMALL), new).effects
    assert set(effects) == {"charity"}
    assert effects["charity"].verdicts == {"cheap": (None, "fail")}
    gone = compare(new, run(SMALL)).effects
    assert {option: effect.verdicts for option, effect in gone.items()} == {"charity": {"cheap": ("fail", None)}}
    open_now = compare(run(SMALL), run(put(SMALL, ("options", "company", "verdicts", "vat", "verdict"), "unknown")))
    assert {option: effect.verdicts for option, effect in open_now.effects.items()} == {
        "company": {"vat": ("pass", "unknown")}
    }


def test_an_option_that_came_was_nothing_before() -> None:
    twin = run(put(SMALL, ("options", "twin"), replaced(SMALL.options["charity"], name="Twin")))
    effect = compare(run(SMALL), twin).effects["twin"]
    assert effect == Effect(None, StandingSummary("not-shortlisted", 2, None, Decimal("62.222222"), None), {})
    assert compare(twin, run(SMALL)).effects["twin"] == Effect(effect.now, None, {})


def test_who_goes_or_may_go_forward_and_comes_or_leaves_changes_the_outcome_by_itself() -> None:
    """Against a line of 50 nobody else is touched."""
    line = ShortlistRule(at_least=number(50))
    rows: dict[str, tuple[object, ...]] = {"in": (80,), "open": (None,), "out": (20,)}
    old = run(appraisal({"a": 1}, rows, line))
    for gone, change in (("in", "outcome"), ("open", "outcome"), ("out", "numbers")):
        less = run(appraisal({"a": 1}, {name: row for name, row in rows.items() if name != gone}, line))
        assert (compare(old, less).change, compare(less, old).change) == (change, change)


def test_another_version_with_other_results_has_effects_and_no_causes() -> None:
    old = run(SMALL)
    result = old.options["charity"]
    moved = old._replace(appraise="9", options={**old.options, **{"charity": result._replace(total=NINE)}})
    found = compare(old, moved)
    assert (found.change, found.causes, set(found.effects)) == ("numbers", (), {"charity"})
    turned_out = result._replace(outcome="shortlisted")
    shortlist = old.shortlist._replace(options=("company", "charity"))
    other = old._replace(appraise="9", options={**old.options, **{"charity": turned_out}}, shortlist=shortlist)
    found = compare(old, other)
    assert (found.change, found.causes, found.turning.why_not) == ("outcome", (), "versions")
    cell = result.cells["pace"]._replace(value=NINE)
    cell_values = result._replace(cells={**result.cells, "pace": cell})
    assert compare(old, old._replace(options={**old.options, **{"charity": cell_values}})).change == "numbers"
    viewed = old.viewed["union"]._replace(shortlist=("charity", "company", "in-house"))
    assert compare(old, old._replace(viewed={"union": viewed})).change == "numbers"


def test_sides_say_what_is_held_against_what() -> None:
    old, new = run(SMALL), run(replaced(SMALL, title="Later", date="2026-02-02"))
    found = compare(old, new)
    assert found.was == Side("Delivery models", "2026-01-01", old.appraise, old.shortlist)
    assert found.now == Side("Later", "2026-02-02", new.appraise, new.shortlist)


def test_the_words_of_a_difference_hang_together() -> None:
    """Charity gains 40 of 100 on a criterion that has 60 of 90: 26.67 points, and that alone turns it."""
    found = compare(run(SMALL), run(put(SMALL, (*PACE, "score"), number(5))))
    (lead,) = found.leads
    assert lead[:2] == ("company", "charity")
    assert (lead.was, lead.now) == (Decimal("8.888889"), Decimal("-17.777778"))
    assert lead.shares == (("scores", "pace", Decimal("-26.666667")),)
    assert found.turning == DecisiveChanges((("scores", "pace", "charity"),), ((0,),), None)
    assert found.causes == changes(SMALL, put(SMALL, (*PACE, "score"), number(5)))


def test_figures_that_nothing_accounts_for_are_told() -> None:
    """Same inputs, other analyses: a record changed by hand, or one of another version."""
    made = evaluate(appraisal(X_WEIGHTS, X_SCORES))
    sensitivity = made.analyses.sensitivity
    assert sensitivity is not None
    other = made.analyses._replace(sensitivity=sensitivity._replace(shortlist_firm=not sensitivity.shortlist_firm))
    assert compare(made, made._replace(analyses=other)).change == "numbers"
    brief = made.analyses._replace(robustness=None, perspectives=None)
    assert compare(made, made._replace(analyses=brief)).change == "none"
    result = made.options["woc"]
    changed = {**made.options, "woc": result._replace(because=result.because._replace(line=number(7)))}
    assert compare(made, made._replace(options=changed)).change == "numbers"
