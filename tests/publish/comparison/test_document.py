"""What changed, as people read it: effects first, figures that add up, nothing left out in silence."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraise import evaluate
from appraise.appraisal import (
    About,
    Appraisal,
    Characteristic,
    Choice,
    Dissent,
    Gate,
    Perspective,
    Precedent,
    Requirement,
    Score,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from appraise.files.library.library import shipped_folder
from appraise.numbers import rounded
from appraise.publish.comparison.attribution import printed
from appraise.publish.comparison.document import LIMIT, difference, in_markdown, in_sentences, one_sided
from appraise.publish.document import Document, Table, plain
from appraise.publish.render.terminal import BOLD, PLAIN, cells, lines
from appraise.review.difference import compare
from appraise.review_results import Change, DecisiveChanges, Difference, Lead, Share
from appraise.run import Run
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number
from tests.publish.conftest import EN
from tests.review import panels

SIDES = ("old.json", ".")
COMMENT = (shipped_folder("templates") / "diff" / "comment.md.j2").read_text("utf-8")
MINUS = "\N{MINUS SIGN}"
REWEIGHTED = {"ind": 20, "pace": 30, "risk": 20, "aff": 30}
X = appraisal(X_WEIGHTS, X_SCORES)


@dataclass(frozen=True)
class Pair:
    """Two runs and what is between them."""

    found: Difference
    old: Run
    new: Run

    def document(self, most: int = 20) -> Document:
        return difference(self.found, self.old, self.new, EN, SIDES, most)

    def text(self, most: int = 20) -> str:
        return "\n".join(lines(self.document(most), 80)).replace(BOLD, "").replace(PLAIN, "")

    def markdown(self, limit: int = LIMIT) -> str:
        return in_markdown(self.found, self.old, self.new, EN, SIDES, COMMENT, limit)


def pair(old: Appraisal, new: Appraisal, **changes: Any) -> Pair:
    runs = evaluate(old, brief=True), evaluate(new, brief=True)
    return Pair(compare(*runs)._replace(**changes), *runs)


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if block.kind == "table"]


def named(appraisal: Appraisal, option: str, name: str) -> Appraisal:
    return replaced(appraisal, options={**appraisal.options, option: replaced(appraisal.options[option], name=name)})


def test_the_first_sentence_says_who_goes_forward_and_the_next_why() -> None:
    """X of methods, reweighted and with one score less: worked on paper, the lead goes from 16.25 to -12.5, of which
    the weights make -23.75 and the score -5."""
    text = pair(X, appraisal(REWEIGHTED, X_SCORES | {"woc": (75, 75, 50, 50)})).text()
    assert text.startswith(
        "Outcome changed: in-house now makes the shortlist and mutual is no longer on it.\n"
        "Changing the weights alone gives the new shortlist."
    )
    words = " ".join(text.split())
    assert (
        f"woc was 16.3 points ahead of in-house and is now 12.5 behind: weights {MINUS}23.8 and scores {MINUS}5.0."
        in words
    )
    assert f"Together {MINUS}23.8 {MINUS}5.0 woc was 11.3 points" in words
    assert "- pace: weight 25 (25%), now 30 (30%)" in text
    assert "- woc, risk: 75, now 50" in text
    assert "in-house not shortlisted, rank 3, 55.0 shortlisted, rank 1, 75.0" in words


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (X, "Nothing changed."),
        (replaced(X, title="Other"), "Only words changed; every number is the same."),
        (appraisal(X_WEIGHTS | {"ind": 41}, X_SCORES), "Numbers changed; the outcome is the same."),
        (
            appraisal(X_WEIGHTS, X_SCORES | {"trust": (90, 90, 90, 90)}),
            "Outcome changed: trust now makes the shortlist and mutual is no longer on it.",
        ),
        (
            appraisal(X_WEIGHTS, {option: row for option, row in X_SCORES.items() if option != "woc"}),
            "Outcome changed: in-house now makes the shortlist and woc is no longer on it.",
        ),
        (
            appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"charity": "fail"}}),
            "Outcome changed: charity is now excluded.",
        ),
        (
            appraisal(X_WEIGHTS, X_SCORES | {"mutual": (None, 50, 50, 50)}),
            "Outcome changed: it is now open whether in-house or mutual makes the shortlist.",
        ),
    ],
)
def test_what_changed_in_one_sentence(new: Appraisal, sentence: str) -> None:
    assert pair(X, new).document().title == sentence


def test_what_opened_settles_again() -> None:
    """In-house loses its place in what was open; the mutual goes forward."""
    old = appraisal(X_WEIGHTS, X_SCORES | {"mutual": (None, 50, 50, 50)})
    assert pair(old, X).document().title == (
        "Outcome changed: mutual now makes the shortlist and it is no longer open whether in-house makes the "
        "shortlist, and it does not."
    )


def test_options_that_came_or_went_are_told() -> None:
    came = pair(X, appraisal(X_WEIGHTS, X_SCORES | {"trust": (90, 90, 90, 90)}))
    assert "trust     was not an option              shortlisted, rank 1, 90.0" in came.text()
    assert "- trust: new" in came.text()
    went = Pair(compare(came.new, came.old), came.new, came.old)
    assert "is no longer an option" in went.text()
    assert "- trust: taken out" in went.text()


def test_a_name_is_that_of_the_newer_side_or_else_of_the_older() -> None:
    old = named(named(X, "jv", "Joint venture"), "woc", "Company")
    new = named(appraisal(REWEIGHTED, {name: row for name, row in X_SCORES.items() if name != "jv"}), "woc", "Firm")
    text = pair(old, new).text()
    assert "Joint venture" in text
    assert "Firm was 16.3 points ahead" in " ".join(text.split())
    assert "- Firm: name \N{LEFT DOUBLE QUOTATION MARK}Company\N{RIGHT DOUBLE QUOTATION MARK}, now" in text


def test_the_gates_that_the_shortlist_depends_on() -> None:
    old = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {}, "law": {"mutual": "unknown"}})
    new = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"woc": "conditional"}, "law": {}})
    words = " ".join(pair(old, new).text().split())
    assert "woc is now subject to the \N{LEFT DOUBLE QUOTATION MARK}vat" in words
    assert "mutual is no longer subject to the \N{LEFT DOUBLE QUOTATION MARK}law" in words
    assert (
        "this would be the shortlist now: mutual and in-house. - Before the change, it would have been: woc and in-"
        in words
    )
    assert "woc vat Pass Conditional" in words
    assert "jv vat" not in words
    assert "- mutual, law: unknown, now pass" in words


def test_a_gate_that_came_tells_who_does_not_pass_it() -> None:
    words = " ".join(pair(X, appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"charity": "fail"}})).text().split())
    assert "charity vat \N{EN DASH} Fail" in words
    assert "jv vat" not in words


def test_the_sides_tell_date_always_status_and_version_where_they_differ() -> None:
    old, new = replaced(X, date="2016-09-07", status="draft"), replaced(X, date="2016-09-08", status="agreed")
    text = pair(old, new).text()
    assert "- Then: Test, 7 September 2016, draft (old.json)\n- Now: Test, 8 September 2016, agreed (.)" in text
    assert "appraise 0" not in text
    first = pair(old, new)
    second = first.found.now._replace(appraise="9.9")
    told = Pair(first.found._replace(now=second), first.old, first.new).text()
    assert "agreed, appraise 9.9 (.)" in told


@pytest.mark.parametrize(
    ("units", "sets", "said"),
    [
        ((("weights",),), ((0,),), "Changing the weights alone gives the new shortlist."),
        (
            (("scores", "pace", "jv"), ("verdicts", "vat", "jv")),
            ((0, 1),),
            "It takes these together to give the new shortlist: changing the score of jv for pace and changing the "
            "verdict on jv at the “vat” gate.",
        ),
        (
            (("weights",), ("options", "jv"), ("values", "pace")),
            ((0,), (1, 2)),
            "Each of these alone gives the new shortlist: - Changing the weights. - Changing jv and changing what "
            "scores for pace are worth, together.",
        ),
    ],
)
def test_which_changes_alone_give_the_new_shortlist(
    units: tuple[tuple[str, ...], ...], sets: tuple[tuple[int, ...], ...], said: str
) -> None:
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), turning=DecisiveChanges(units, sets, None))
    assert said in " ".join(told.text().split())


@pytest.mark.parametrize("why_not", ["too-many", "too-large", "versions"])
def test_why_no_changes_are_named_is_said(why_not: Any) -> None:
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), turning=DecisiveChanges((), (), why_not))
    assert {"too-many": "Too much changed", "too-large": "is too large", "versions": "by the same version"}[
        why_not
    ] in (told.text())


POINTS = st.integers(-100_000_000, 100_000_000).map(lambda millionths: Decimal(millionths).scaleb(-6))
SHARES = st.lists(st.tuples(st.sampled_from(["weights", "scores", "values"]), POINTS.filter(bool)), max_size=12)


@given(POINTS, SHARES)
def test_the_printed_shares_add_up_and_none_is_a_unit_off(was: Decimal, points: list[tuple[Any, Decimal]]) -> None:
    shares = tuple(Share(due, f"c{at}", each) for at, (due, each) in enumerate(points))
    lead = Lead("a", "b", was, was + sum((each for _, each in points), Decimal(0)), shares)
    shown, figures = printed(lead)
    change = rounded(lead.now, shown) - rounded(lead.was, shown)
    assert [share for share, _ in figures] == list(shares)
    assert sum((figure for _, figure in figures), Decimal(0)) == change
    unit = Decimal(1).scaleb(-shown)
    assert all(abs(figure - share.points) < unit for share, figure in figures)
    for factor in ("weights", "scores", "values"):
        figure, exact = (
            sum((each for (due, _), each in zip(points, of, strict=True) if due == factor), Decimal(0))
            for of in ([figure for _, figure in figures], [each for _, each in points])
        )
        assert abs(figure - exact) < unit
    assert (rounded(lead.was, shown) == rounded(lead.now, shown)) == (lead.was == lead.now)
    assert 0 in (shown, lead.was, lead.now) or (rounded(lead.was, shown) and rounded(lead.now, shown))


def test_many_small_parts_leave_what_weights_and_scores_made_as_it_is() -> None:
    """Ten criteria get weight 11 for 10, with 40 points between the two, and on ten others of weight 10 one option
    scores 4.9 more: 110/1000 for 100/1000 of 40 points are 0.4, and 10 times 0.01 times 4.9 is 0.49."""
    weights = {f"w{at}": 10 for at in range(10)} | {f"s{at}": 10 for at in range(10)} | {"lead": 100, "rest": 700}
    x, y = [90] * 10 + [50] * 10 + [60, 50], [50] * 22
    old = appraisal(weights, {"x": tuple(x), "y": tuple(y)})
    more = {name: 11 if name[0] == "w" else 690 if name == "rest" else weight for name, weight in weights.items()}
    new = appraisal(
        more, {"x": tuple(["54.9" if at in range(10, 20) else each for at, each in enumerate(x)]), "y": tuple(y)}
    )
    words = " ".join(pair(old, new).text().split())
    assert "x was 5.0 points ahead of y and is now 5.9 ahead: weights +0.4 and scores +0.5." in words
    assert "Together +0.4 +0.5" in words


@settings(max_examples=25)
@given(st.lists(st.integers(1, 100), min_size=4, max_size=4), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_every_table_of_shares_adds_up_to_what_its_sentence_says(weights: list[int], scores: list[int]) -> None:
    told = pair(X, appraisal(dict(zip(X_WEIGHTS, weights, strict=True)), X_SCORES | {"woc": tuple(scores)}))
    blocks = next((each.blocks for each in told.document(most=3).sections if each.id == "why"), ())
    shares = [(said, table) for said, table in pairwise(blocks) if table.kind == "table"]
    assert len(shares) <= len(told.found.leads)
    for said, table in shares:
        assert said.kind == "paragraph"
        *parts, total = [[_figure(plain(cell.line)) for cell in row.cells[1:]] for row in table.rows]
        assert [sum(column, Decimal(0)) for column in zip(*parts, strict=True)] == total
        sentence = plain(said.line)
        assert [
            _figure(each) for each in re.findall(f"(?:weights|scores|values) ([+{MINUS}]?[0-9.]*[0-9])", sentence)
        ] == total
        was, now = re.findall(
            "level|[0-9.]+(?: points?)? (?:ahead|behind)", sentence.split(":")[0].replace(", as", " as")
        )[:2] or ("", "")
        if "as before" not in sentence:
            assert _lead(now) - _lead(was) == sum(total, Decimal(0))


def _lead(said: str) -> Decimal:
    return Decimal(0) if said == "level" else Decimal(said.split()[0]) * (-1 if "behind" in said else 1)


def _figure(text: str) -> Decimal:
    return Decimal(0) if text == "\N{EN DASH}" else Decimal(text.replace(MINUS, "-"))


def test_a_long_text_is_shown_where_it_differs() -> None:
    before = "The council decided, after long talks that took all of the summer, to wait until "
    old, new = (replaced(X, question=f"{before}{month} and then to begin at once") for month in ("May", "June"))
    text = " ".join(pair(old, new).text().split())
    found = re.search("Question: “(.*)”, now “(.*)”", text)
    assert found
    assert found[1].startswith("\N{HORIZONTAL ELLIPSIS}")
    assert "until May and" in found[1]
    assert "until June and" in found[2]
    assert all(len(each) <= 62 for each in found.groups())


def test_a_change_that_cannot_be_seen_is_told_all_the_same() -> None:
    assert (
        "- Question: written otherwise"
        in pair(replaced(X, question="So  what"), replaced(X, question="So what")).text()
    )


def test_no_line_is_wider_than_80_and_nothing_is_empty() -> None:
    old = named(X, "woc", "A company that " * 9)
    new = named(
        appraisal(REWEIGHTED, X_SCORES, verdicts={"vat": {"woc": "unknown"}}), "woc", "Supercalifragilistic" * 8
    )
    for told in (pair(old, new), pair(X, X), pair(X, replaced(X, title="t" * 300))):
        assert max(map(cells, told.text().split("\n"))) <= 80
        assert all(section.blocks for section in told.document().sections)
        assert "\n\n\n" not in told.text()


def many(count: int) -> tuple[Appraisal, Appraisal]:
    """Two appraisals of so many options, each with a score that changed, and why."""
    rows = {f"option-{at}": (at % 100, 50) for at in range(count)}
    old = appraisal({"one": 50, "two": 50}, rows)
    options = {
        name: replaced(option, scores={**option.scores, "two": Score(number(51), None, "Asked again")})
        for name, option in old.options.items()
    }
    return old, replaced(old, options=options)


def test_what_is_cut_is_counted() -> None:
    told = pair(*many(33))
    text = told.text()
    assert text.count("not shortlisted, rank") == 2 * 18
    assert text.count(", two: 50, now 51") == 20
    assert "Totals are out of 100. 13 more are not shown." in text
    assert "- and 13 more" in text


def test_cut_the_table_keeps_whose_outcome_changed() -> None:
    old, new = many(40)
    worst = {
        **new.options,
        "option-0": replaced(new.options["option-0"], scores=dict.fromkeys(("one", "two"), Score(number(100)))),
    }
    text = pair(old, replaced(new, options=worst)).text(most=2)
    assert "option-0 " in text
    assert "option-38" in text
    assert "38 more are not shown." in text
    assert "and 38 more" not in text


def test_markdown_stays_under_its_limit_with_thousands_of_changes() -> None:
    causes = (
        Change("scores", ("options", f"o-{at}", "scores", "ind", "score"), number(50), number(51)) for at in range(5000)
    )
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), causes=tuple(causes))
    whole = told.markdown(10**7)
    assert whole.count(", ind: 50, now 51") == 5000
    assert len(whole) > LIMIT
    text = told.markdown()
    assert len(text) < LIMIT < 65_536
    shown = text.count(", ind: 50, now 51")
    assert shown >= 20
    assert f"- and {5000 - shown} more\n" in text


def test_markdown_folds_a_long_list_of_changes_away() -> None:
    assert "<details>" not in pair(X, appraisal(REWEIGHTED, X_SCORES)).markdown()
    text = pair(*many(30)).markdown()
    assert text.count("\n<details>\n<summary>60 changes</summary>\n\n") == text.count("\n</details>\n") == 1
    assert text.index("<details>") < text.index(", two: 50, now 51") < text.index("</details>")


@pytest.mark.slow
def test_markdown_stays_under_its_limit_whatever_is_written() -> None:
    gates = {f"g{at}" + "|<" * 3000: {"woc": "unknown"} for at in range(200)}
    old = replaced(named(X, "woc", "|<" * 40_000), title="<" * 100_000)
    new = named(appraisal(REWEIGHTED, X_SCORES, verdicts=gates), "woc", "<|" * 40_000)
    assert len(pair(old, new).markdown()) < LIMIT


HOSTILE = "<img src=x> | a [b](http://c) **d**\n# e\x1b[31m"


def test_what_people_wrote_is_never_markup() -> None:
    new = replaced(named(appraisal(REWEIGHTED, X_SCORES), "woc", HOSTILE), question=HOSTILE)
    told = pair(X, new)
    text = told.markdown()
    assert "<img" not in text
    assert "[b](" not in text
    assert "\x1b" not in text
    assert not re.search("^# e", text, re.MULTILINE)
    rows = [row for row in text.split("\n") if row.startswith("| &lt;img")]
    assert rows
    assert all(row.count("|") == 4 for row in rows)
    assert "\x1b" not in told.text()
    title, why, changes = in_sentences(told.found, told.old, told.new, EN, 9)
    assert not re.search("[\n\x1b]", title + why + "".join(change.sentence for change in changes))


def test_changes_in_sentences_are_those_that_bear_on_the_result_and_are_counted() -> None:
    new = replaced(appraisal(REWEIGHTED, X_SCORES), title="Other", weighting=Weighting(reason="Agreed"))
    told = pair(X, new)
    title, why, changes = in_sentences(told.found, told.old, told.new, EN, 2)
    assert title == "Outcome changed: in-house now makes the shortlist and mutual is no longer on it."
    assert [change.sentence for change in changes] == [
        "ind: weight 40 (40%), now 20 (20%).",
        "pace: weight 25 (25%), now 30 (30%).",
    ]
    assert [(change.at, change.kind) for change in changes] == [
        (("criteria", "ind", "weight"), "Weights"),
        (("criteria", "pace", "weight"), "Weights"),
    ]
    assert not any(change.again for change in changes)
    assert why.endswith("Three changes can bear on the result. The first 2 are shown.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("scores", ("options", "jv", "scores", "ind", "score"), Decimal(75), "unknown"),
            "Joint venture, ind: 75, now unknown",
        ),
        (
            ("scores", ("options", "jv", "scores", "ind", "range"), None, (Decimal(1), Decimal(2))),
            "Joint venture, ind: range 1 to 2, new",
        ),
        (("shortlist-rule", ("shortlist-rule", "top"), 2, None), "Shortlist rule: top 2, taken out"),
        (("options", ("options", "jv", "comparator"), False, True), "Joint venture: comparator No, now Yes"),
        (("evidence", ("documents", "doc-1"), "A report", None), "Documents, doc-1: taken out"),
        (
            ("evidence", ("options", "jv", "scores", "ind", "evidence", "for"), None, "doc-1"),
            "Joint venture, ind: evidence for “doc-1”, new",
        ),
        (
            ("perspectives", ("perspectives", "union", "scores", "ind", "jv", "score"), Decimal(1), Decimal(0)),
            "union, ind, Joint venture: 1, now 0",
        ),
        (("perspectives", ("perspectives", "union", "weights", "ind"), None, Decimal(9)), "union, ind: weight 9, new"),
        (
            ("words", ("dissent", "ind", "jv", "Ann", "score"), Decimal(1), Decimal(0)),
            "Dissent, ind, Joint venture, Ann: 1, now 0",
        ),
        (("words", ("left-out", "trust"), None, "Too slow"), "Left out: trust “Too slow”, new"),
        (("words", ("date",), "2016-09", "2016-10"), "Date: September 2016, now October 2016"),
        (("words", ("recommendation",), ("jv", "woc"), None), "Recommendation: Joint venture, woc, taken out"),
        (("recommendation", ("recommendation", "options"), None, "jv"), "Recommendation: “Joint venture”, new"),
        (
            ("options", ("options", "jv", "dimensions", "legal-form"), "a", "b"),
            "Joint venture: legal form “a”, now “b”",
        ),
        (
            ("options", ("options", "jv", "precedents", "bath"), "Bath", None),
            "Joint venture, precedent “Bath Spa”: taken out",
        ),
        (
            ("options", ("options", "jv", "precedents", "bath", "year"), "2010", "2011"),
            "Joint venture, precedent “Bath Spa”: year “2010”, now “2011”",
        ),
        (
            ("options", ("options", "jv", "evolves-to", "mutual", "how"), None, "x"),
            "Joint venture, becoming mutual: how “x”, new",
        ),
        (("options", ("options", "jv", "models"), "jv", None), "Joint venture: models “Joint venture”, taken out"),
        (("options", ("options", "jv", "models"), None, "local-trust"), "Joint venture: models “Local trust”, new"),
        (
            ("options", ("options", "jv", "characteristics", "own", "level"), "no", "yes"),
            "Joint venture, Ownership: “no”, now “yes”",
        ),
        (
            ("library", ("characteristics", "own", "levels", "yes"), "a", "b"),
            "Ownership: what “yes” means: “a”, now “b”",
        ),
        (
            ("library", ("characteristics", "own", "levels"), ("no", "yes"), ("yes", "no")),
            "Ownership: levels no, yes, now yes, no",
        ),
        (("criteria", ("criteria", "ind", "group"), "pace", None), "ind: group “Speed”, taken out"),
        (
            ("scores", ("criteria", "ind", "rate-from", "scores", "full"), Decimal(3), Decimal(4)),
            "ind: score for “full” 3, now 4",
        ),
        (("scores", ("criteria", "ind", "rate-from"), None, "own"), "ind: scored from “Ownership”, new"),
        (
            ("values", ("criteria", "ind", "values", "4"), Decimal(60), Decimal(70)),
            "ind: a score of 4 is worth 60, now 70",
        ),
        (("words", ("panel", "members", "Ann"), None, "Finance"), "Panel: member Ann “Finance”, new"),
        (("words", ("follows", "options", "jv", "name"), "a", "b"), "Stage before, Joint venture: name “a”, now “b”"),
        (("words", ("unknowns", "who", "affects"), None, "jv"), "Unknowns, who: affects “Joint venture”, new"),
        (("values", ("criteria", "ind", "scale", "3"), None, "Some"), "ind: what 3 stands for: “Some”, new"),
    ],
)
def test_a_change_in_words(change: tuple[Any, ...], said: str) -> None:
    called = named(X, "jv", "Joint venture")
    jv = replaced(called.options["jv"], precedents={"bath": Precedent(name="Bath Spa")})
    called = replaced(
        called,
        options={**called.options, "jv": jv},
        criteria={**called.criteria, "pace": replaced(called.criteria["pace"], name="Speed")},
        characteristics={"own": Characteristic(name="Ownership", question="Whose?", levels={"no": "No", "yes": "Yes"})},
    )
    told = pair(called, called, causes=(Change(*change),))
    items = [item for block in told.document().sections[-1].blocks if block.kind == "bullets" for item in block.items]
    assert [plain(item) for item in items] == [said]


def test_the_same_input_gives_the_same_bytes() -> None:
    new = appraisal(REWEIGHTED, X_SCORES)
    assert pair(X, new).markdown() == pair(X, new).markdown()
    assert pair(X, new).text() == pair(X, new).text()


def test_a_table_of_shares_is_cut_to_the_largest_and_the_others_stay_together() -> None:
    told = pair(X, appraisal(REWEIGHTED, X_SCORES | {"woc": (75, 75, 50, 50)}))
    table = next(table for table in tables(told.document(most=2)) if "change in points" in table.caption)
    assert [plain(row.cells[0].line) for row in table.rows] == ["ind", "three others", "Together"]


def test_an_option_of_which_a_verdict_alone_changed_is_told_among_the_verdicts_alone() -> None:
    old = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"woc": "conditional"}})
    new = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"woc": "unknown"}})
    assert [len(table.rows) for table in tables(pair(old, new).document())] == [1]
    assert "What the shortlist depends on" not in pair(old, new).text()


def test_what_is_new_of_an_outcome_is_bold_and_totals_that_differ_look_different() -> None:
    text = pair(X, appraisal(X_WEIGHTS | {"ind": "40.01"}, X_SCORES | {"jv": (100, 100, 100, 100)})).markdown()
    assert "**shortlisted**, rank 1, 100" in text
    assert "| charity | not shortlisted, rank 4, 48.7500 | not shortlisted, rank 5, 48.7551 |" in text


def test_cut_the_table_keeps_an_outcome_that_changed_low_down() -> None:
    told = pair(X, appraisal({"ind": 100, "pace": 0, "risk": 0, "aff": 0}, X_SCORES))
    table = tables(told.document(most=1))[0]
    assert [plain(row.cells[0].line) for row in table.rows] == ["charity"]
    told = Pair(compare(told.new, told.old), told.new, told.old)
    table = tables(told.document(most=2))[0]
    assert {plain(row.cells[0].line) for row in table.rows} >= {"charity"}


def test_why_stands_once() -> None:
    assert pair(X, appraisal(REWEIGHTED, X_SCORES)).text().count("alone gives the new shortlist") == 1
    turning = DecisiveChanges((("weights",),), ((0,),), None)
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), turning=turning, leads=())
    assert "Why" not in told.text()


def test_a_score_has_its_unit() -> None:
    cost = replaced(X.criteria["ind"], scale=None, unit="GBP m", worst=number(0), best=number(100))
    old, new = (
        replaced(each, criteria={**each.criteria, "ind": cost})
        for each in (X, appraisal(X_WEIGHTS, X_SCORES | {"jv": (70, 25, 25, 25)}))
    )
    assert "- jv, ind: 75 GBP m, now 70 GBP m" in pair(old, new).text()


def test_a_text_that_goes_on_is_shown_from_where_it_does_even_without_blanks() -> None:
    text = " ".join(pair(replaced(X, question="a" * 100), replaced(X, question="a" * 100 + "bc")).text().split())
    assert f"Question: “…{'a' * 20}”, now “…{'a' * 20}bc”" in text.replace("\N{HORIZONTAL ELLIPSIS}", "…")


def test_what_is_recommended_decided_or_agreed_otherwise_is_in_the_first_sentence() -> None:
    old = replaced(X, recommendation=Choice(options=("woc",)), status="draft")
    told = pair(old, replaced(X, recommendation=Choice(options=("mutual", "jv")), status="draft"))
    assert told.document().title == "The recommendation changed from woc to mutual and jv; every number is the same."
    told = pair(old, replaced(X, status="agreed", decision=Choice(options=("woc",))))
    assert told.document().title == (
        "The recommendation of woc was taken out, there is now a decision: woc and the status changed from draft to "
        "agreed; every number is the same."
    )
    told = pair(X, replaced(X, recommendation=Choice(options=("woc",))))
    assert told.document().title == "There is now a recommendation: woc; every number is the same."
    told = pair(old, replaced(old, recommendation=Choice(options=("woc",), reason="Other")))
    assert told.document().title.endswith("words changed; every number is the same.")


def test_where_numbers_changed_too_what_is_recommended_is_in_the_next_sentence() -> None:
    new = appraisal(X_WEIGHTS | {"ind": 41}, X_SCORES)
    told = pair(
        replaced(X, recommendation=Choice(options=("woc",))), replaced(new, recommendation=Choice(options=("jv",)))
    )
    assert told.text().startswith(
        "Numbers changed; the outcome is the same.\nThe recommendation changed from woc to jv. Shortlisted now:"
    )
    _, why, changes = in_sentences(told.found, told.old, told.new, EN, 9)
    assert "The recommendation changed from woc to jv." in why
    assert why.endswith("One change can bear on the result.")
    assert {"Recommendation: “woc”, taken out.", "Recommendation: “jv”, new."} <= {each.sentence for each in changes}


def test_what_moves_no_total_rank_or_outcome_is_told_as_such() -> None:
    alike = appraisal({name: 2 * int(weight) for name, weight in X_WEIGHTS.items()}, X_SCORES)
    title = "What results are worked out from changed; every total, rank and outcome is the same."
    assert pair(X, alike).document().title == title
    both_forward = {"rule": ShortlistRule(at_least=number(58))}
    assert pair(X, appraisal(X_WEIGHTS, X_SCORES, **both_forward)).document().title == title  # type: ignore[arg-type]
    views = [{"u": Perspective(name="Union", weights={"ind": number(each)})} for each in (10, 90)]
    seen = [appraisal(X_WEIGHTS, X_SCORES, perspectives=each) for each in views]
    assert pair(*seen).document().title == "Numbers changed; the outcome is the same."


def test_who_is_first_now_is_the_second_sentence() -> None:
    """The mutual, 60, comes to 71.25 or 72.25 with 11.25 or 12.25 more for independence at a weight of 40."""
    for score, said in (
        ("103.125", "woc and mutual are now level at first place."),
        ("105.625", "mutual is now first."),
    ):
        row = (100, (number(score) - 75) * 40 / 25 + 10, 50, 50)
        told = pair(X, appraisal(X_WEIGHTS, X_SCORES | {"mutual": row}))
        assert told.text().split("\n")[:2] == [
            "Numbers changed; the outcome is the same.",
            f"{said} Shortlisted now: {'woc and mutual' if 'level' in said else 'mutual and woc'}.",
        ], score
    assert "first" not in pair(X, appraisal(X_WEIGHTS | {"ind": 41}, X_SCORES)).text()
    opened = appraisal(X_WEIGHTS, X_SCORES | {"mutual": (None, 75, 50, 50)})
    assert "It is now open which option is first." in " ".join(pair(X, opened).text().split())


def test_an_option_that_came_and_goes_no_further_is_told_as_such() -> None:
    more = X_SCORES | {"trust": (0, 0, 0, 0)}
    assert pair(X, appraisal(X_WEIGHTS, more)).document().title == (
        "Options changed; the outcome of the others is the same."
    )
    assert pair(appraisal(X_WEIGHTS, more), X).document().title == (
        "Options changed; the outcome of the others is the same."
    )
    assert pair(X, appraisal(X_WEIGHTS | {"ind": 41}, more)).document().title == (
        "Options and numbers changed; the outcome of the other options is the same."
    )
    out = appraisal(X_WEIGHTS, X_SCORES | {"trust": (90, 90, 90, 90)}, verdicts={"vat": {"trust": "fail"}})
    words = " ".join(pair(X, out).text().split())
    assert "trust was not an option excluded at the “vat” gate, 90 Totals" in words


def test_what_failed_a_gate_or_dropped_out_is_not_said_to_be_free_of_it() -> None:
    """On top 2 of woc and mutual: the mutual fails now; woc drops out; in-house comes forward, subject to the gate."""
    old = appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"mutual": "conditional"}})
    text = pair(old, appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"mutual": "fail"}})).text()
    assert "subject to" not in text
    assert "excluded at the “vat” gate" in " ".join(text.split())
    low = appraisal(X_WEIGHTS, X_SCORES | {"mutual": (0, 0, 0, 0)}, verdicts={"vat": {"in-house": "conditional"}})
    text = pair(old, low).text()
    assert "no longer subject" not in text
    assert "- in-house is shortlisted subject to the “vat” gate." in text


def test_weights_are_told_with_their_shares_and_that_the_others_follow() -> None:
    follow = "No other weight was changed; the shares of the others follow."
    text = pair(X, appraisal(X_WEIGHTS | {"ind": 60}, X_SCORES)).text()
    assert "- ind: weight 40 (40%), now 60 (50%)" in text
    assert follow in text
    assert follow not in pair(X, appraisal(REWEIGHTED, X_SCORES)).text()  # the one left as it was still has its share
    assert (
        follow
        not in pair(X, appraisal({**X_WEIGHTS, "ind": 60, "new": 1}, {o: (*r, 0) for o, r in X_SCORES.items()})).text()
    )


def test_what_a_gate_asks_is_told_in_a_sentence() -> None:
    asked = [Requirement(), Requirement(criterion="pace", operator="at-least", operand=number(3))]
    old, new = (replaced(X, gates={"law": Gate(name="Legal power", requires=each)}) for each in asked)
    words = " ".join(pair(old, new).text().split())
    assert "- Legal power: A judgement: people give each verdict. Now: The score for pace is at least 3." in words


def test_an_option_whose_id_was_changed_is_told_with_both_ids() -> None:
    old = named(X, "jv", "Joint venture")
    options = {("joint" if name == "jv" else name): option for name, option in old.options.items()}
    text = pair(old, replaced(old, options=options)).text()
    assert "- Joint venture (jv): taken out" in text
    assert "- Joint venture (joint): new" in text
    assert "Joint venture (joint)" in text.split("Options whose result changed")[1].split("Totals")[0]


def test_values_that_no_longer_run_straight_are_told_by_what_scores_are_worth() -> None:
    points = {number(score): number(value) for score, value in ((0, 0), (40, 75), (100, 100))}
    bent = replaced(X, criteria={**X.criteria, "pace": replaced(X.criteria["pace"], values=points)})
    words = " ".join(pair(X, bent).text().split())
    assert (
        "- pace: the value of a score now runs through points of its own: 0 is worth 0, 40 is worth 75 and 100 is "
        "worth 100" in words
    )
    assert "runs straight, no longer through points of its own: 0 is" in " ".join(pair(bent, X).text().split())


def test_units_of_one_thing_are_told_by_its_name() -> None:
    own = {"own": Characteristic(name="Ownership", question="Whose?", levels={"no": "No", "yes": "Yes"})}
    called = replaced(named(X, "jv", "Joint venture"), characteristics=own)
    called = replaced(called, criteria={**called.criteria, "pace": replaced(called.criteria["pace"], name="Speed")})
    units = (
        ("values", "pace"),
        ("scores", "pace"),
        ("characteristics", "jv", "own"),
        ("criteria", "pace"),
        ("gates", "x"),
    )
    turning = DecisiveChanges(units, ((0, 1, 2, 3, 4),), None)
    words = " ".join(pair(called, called, turning=turning).text().split())
    assert (
        "changing what scores for Speed are worth, changing the rule that scores Speed, changing the level of Joint "
        "venture for Ownership, changing Speed and leaving out the “x” gate." in words
    )


def test_a_record_that_came_or_went_whole_is_told_in_two_lines() -> None:
    run = evaluate(replaced(X, date="2016-09-07"), brief=True)
    told = [list(lines(one_sided(run, EN, came), 80)) for came in (True, False)]
    assert [[each.replace(BOLD, "").replace(PLAIN, "") for each in said] for said in told] == [
        ["There was no record: this one is new.", "Test, 7 September 2016. Shortlisted: woc and mutual."],
        ["The record was taken away.", "It was: Test, 7 September 2016. Shortlisted then: woc and mutual."],
    ]


def test_what_came_or_went_says_what_it_weighs_or_asks_for() -> None:
    old, new = (
        appraisal(X_WEIGHTS, X_SCORES),
        appraisal({**X_WEIGHTS, "law": 25}, {o: (*row, 0) for o, row in X_SCORES.items()}),
    )
    words = " ".join(pair(old, new).text().split())
    assert "law (weight 25, 20% of all): new" in words
    assert "law (weight 25, 20% of all): taken out" in " ".join(pair(new, old).text().split())
    gate = Gate(name="Affordable", requires=Requirement(criterion="aff", operator="at-least", operand=number(50)))
    gated = replaced(old, gates={"able": gate})
    assert "Affordable (The score for aff is at least 50): new" in " ".join(pair(old, gated).text().split())


def test_an_open_total_that_keeps_a_lead_from_being_told_is_named() -> None:
    scores = X_SCORES | {"mutual": (75, None, 50, 50)}
    old, new = appraisal(X_WEIGHTS, scores), appraisal(X_WEIGHTS, scores | {"mutual": (0, None, 50, 50)})
    assert "unknown scores leave the total of mutual open" in " ".join(pair(old, new).text().split())


def test_another_shortlist_from_a_point_of_view_is_told() -> None:
    old, new = (
        appraisal(X_WEIGHTS, X_SCORES, perspectives={"p": Perspective(name="Unions", weights={"ind": number(points)})})
        for points in (40, 95)
    )
    words = " ".join(pair(old, new).text().split())
    assert "Unions\N{RIGHT DOUBLE QUOTATION MARK}, this is the shortlist now: charity" in words


def test_what_to_look_at_again_is_named_as_people_know_it() -> None:
    """A criterion that scores of options, of a point of view and a gate were given for, and a gate that was asked."""
    gate = Gate(name="Free", requires=Requirement(None, "ind", "at-least", number(10)))
    view = Perspective(name="Union", scores={"ind": {"jv": Score(number(50))}})
    old = replaced(X, gates={"free": gate}, perspectives={"union": view})
    asked = replaced(old.criteria["ind"], question="Is it free?")
    told = pair(old, replaced(old, criteria={**old.criteria, "ind": asked}))
    block = told.text().split("Look again at\n\n")[1].split("\n\n")[0]
    assert " ".join(block.split()) == (
        "- ind: the question changed, and these did not: the scores of in-house, woc, mutual, jv and charity, "
        "scores from the point of view “Union” and what the "
        "“Free” gate asks for."
    )
    harder = replaced(gate, requires=Requirement(None, "ind", "at-least", number(20)))
    text = " ".join(pair(old, replaced(old, gates={"free": harder})).text().split())
    assert (
        "- Free: The score for ind is at least 10. Now: The score for ind is at least 20. No reason is given." in text
    )


def test_what_a_member_of_a_panel_changed_is_told_as_theirs_with_what_it_did() -> None:
    """As worked on paper for `panels`: by the mean B has 66 points and A 182/3. With 4 of Cat for A in place of 1 the
    mean of quality is 17/4 and A has 51 + 56/3 = 209/3; C gains 4/3 by the 3 of Dov, and turns nothing."""
    told = pair(panels.made(), panels.made(cat=("453", "235"), dov=("523", "-43"))).text()
    flat = " ".join(told.split())
    assert "Changing what “C Cedar, HR” gave A for Quality alone gives the new shortlist." in flat
    assert "- “C Cedar, HR”, Quality, A: 1, now 4 - “D Dogwood, Councillor”, Reach, C: 2, now 3" in flat
    assert "- “C Cedar, HR”, Quality, A: 1, now 4. No reason is given." in flat
    assert f"B was 5.3 points ahead of A and is now 3.7 behind: scores {MINUS}9.0." in flat


def test_the_panel_itself_is_told_in_words() -> None:
    mean, median = panels.made(), panels.made("median", cat=None)
    flat = " ".join(pair(mean, median).text().split())
    assert "- Panel: combine “mean”, now “median”" in flat
    assert "- “C Cedar, HR”: taken out" in flat
    criteria = {**mean.criteria, "q": replaced(mean.criteria["q"], question="How good?")}
    redefined = " ".join(pair(mean, replaced(mean, criteria=criteria)).text().split())
    assert (
        "- Quality: the question changed, and these did not: the scores by “A Ash, Finance”, “B Birch, Schools”, "
        "“C Cedar, HR” and “D Dogwood, Councillor”."
    ) in redefined


def test_weights_of_members_are_told_by_their_names() -> None:
    def weighed(method: Any, **said: Any) -> Appraisal:
        sheets = {name: WeightSheet(by=panels.NAMES[name], **each) for name, each in said.items()}
        return replaced(panels.made(), weighting=Weighting(method=method, sheets=sheets))

    swings = {"swings": {"q": number(100), "r": number(50)}, "reason": "Schools first"}
    fewer = {**swings, "swings": {"q": number(40), "r": number(100)}}
    flat = " ".join(pair(weighed("swing", ann=swings), weighed("swing", ann=fewer)).text().split())
    assert "- weights by “A Ash, Finance”, Quality: swing 100, now 40" in flat
    assert "The weights of Quality and Reach by “A Ash, Finance” changed. The reason is as before" in flat
    orders = ({"order": (("q",), ("r",))}, {"order": (("q", "r"),)})
    old, new = (weighed("rank-sum", ann=order) for order in orders)
    flat = " ".join(pair(old, new).text().split())
    assert "- weights by “A Ash, Finance”: order Quality, Reach, now Quality = Reach" in flat


def test_dissent_on_a_weight_is_told_by_its_criterion() -> None:
    dissent = Dissent(by="The union", about=About(criterion="r"), weight=number(60), reason="So")
    old, new = (replaced(panels.made(), dissent=each) for each in ((), (dissent,)))
    assert "- Dissent, Reach, The union: 60, new" in " ".join(pair(old, new).text().split())
