"""What changed, as people read it: effects first, figures that add up, nothing left out in silence."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraise import evaluate
from appraise.appraisal import Appraisal, Score
from appraise.files.library import template
from appraise.publish.difference import LIMIT, difference, in_markdown, in_sentences
from appraise.publish.document import Document, Table, plain
from appraise.publish.leads import printed
from appraise.publish.text import BOLD, PLAIN, cells, lines
from appraise.review.difference import compare
from appraise.reviewed import Change, Difference, Lead, Share, Turning
from appraise.run import Run, rounded
from tests.conftest import X_SCORES, X_WEIGHTS, appraisal, number
from tests.publish.conftest import EN

SIDES = ("old.json", ".")
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
        return in_markdown(self.found, self.old, self.new, EN, SIDES, template("diff", "md"), limit)


def pair(old: Appraisal, new: Appraisal, **changes: Any) -> Pair:
    runs = evaluate(old, brief=True), evaluate(new, brief=True)
    return Pair(compare(*runs)._replace(**changes), *runs)


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if block.kind == "table"]


def named(appraisal: Appraisal, option: str, name: str) -> Appraisal:
    return appraisal._replace(options={**appraisal.options, option: appraisal.options[option]._replace(name=name)})


def test_the_first_sentence_says_who_goes_forward_and_the_next_why() -> None:
    """X of methods, reweighted and with one score less: worked on paper, the lead goes from 16.25 to -12.5, of which
    the weights make -23.75 and the score -5."""
    text = pair(X, appraisal(REWEIGHTED, X_SCORES | {"woc": (75, 75, 50, 50)})).text()
    assert text.startswith(
        "Outcome changed: in-house now goes forward and mutual no longer does.\n"
        "Changing the weights alone gives the new shortlist."
    )
    words = " ".join(text.split())
    assert (
        f"woc was 16.3 points ahead of in-house and is now 12.5 behind: weights {MINUS}23.8 and scores {MINUS}5.0."
        in words
    )
    assert f"Together {MINUS}23.8 {MINUS}5.0 {MINUS}28.8" in words
    assert "- pace: weight 25, now 30" in text
    assert "- woc, risk: 75, now 50" in text
    assert "in-house not shortlisted, rank 3, 55.0 shortlisted, rank 1, 75.0" in words


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (X, "Nothing changed."),
        (X._replace(title="Other"), "Only words changed; every number is the same."),
        (appraisal(X_WEIGHTS | {"ind": 41}, X_SCORES), "Numbers changed; the outcome is the same."),
        (
            appraisal(X_WEIGHTS, X_SCORES | {"trust": (90, 90, 90, 90)}),
            "Outcome changed: trust now goes forward and mutual no longer does.",
        ),
        (
            appraisal(X_WEIGHTS, {option: row for option, row in X_SCORES.items() if option != "woc"}),
            "Outcome changed: in-house now goes forward and woc no longer does.",
        ),
        (
            appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"charity": "fail"}}),
            "Outcome changed: charity is now excluded.",
        ),
        (
            appraisal(X_WEIGHTS, X_SCORES | {"mutual": (None, 50, 50, 50)}),
            "Outcome changed: it is now open whether in-house or mutual goes forward.",
        ),
    ],
)
def test_what_changed_in_one_sentence(new: Appraisal, sentence: str) -> None:
    assert pair(X, new).document().title == sentence


def test_what_opened_settles_again() -> None:
    """In-house loses its place in what was open; the mutual goes forward."""
    old = appraisal(X_WEIGHTS, X_SCORES | {"mutual": (None, 50, 50, 50)})
    assert pair(old, X).document().title == (
        "Outcome changed: mutual now goes forward and it is no longer open whether in-house goes forward, and it does "
        "not."
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
    assert "this would go forward now: mutual and in-house. - Then, this would have gone forward: woc and in-" in words
    assert "woc vat Pass Conditional" in words
    assert "jv vat" not in words
    assert "- mutual, law: unknown, now pass" in words


def test_a_gate_that_came_tells_who_does_not_pass_it() -> None:
    words = " ".join(pair(X, appraisal(X_WEIGHTS, X_SCORES, verdicts={"vat": {"charity": "fail"}})).text().split())
    assert "charity vat \N{EN DASH} Fail" in words
    assert "jv vat" not in words


def test_the_sides_tell_date_always_status_and_version_where_they_differ() -> None:
    old, new = X._replace(date="2016-09-07", status="draft"), X._replace(date="2016-09-08", status="agreed")
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
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), turning=Turning(units, sets, None))
    assert said in " ".join(told.text().split())


@pytest.mark.parametrize("why_not", ["too-many", "versions"])
def test_why_no_changes_are_named_is_said(why_not: Any) -> None:
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), turning=Turning((), (), why_not))
    assert {"too-many": "Too much changed", "versions": "by the same version"}[why_not] in told.text()


POINTS = st.integers(-100_000_000, 100_000_000).map(lambda millionths: Decimal(millionths).scaleb(-6))


@given(POINTS, st.lists(POINTS.filter(bool), max_size=8))
def test_the_printed_shares_add_up_to_the_printed_change(was: Decimal, points: list[Decimal]) -> None:
    shares = tuple(Share("weights", f"c{at}", each) for at, each in enumerate(points))
    lead = Lead("a", "b", was, was + sum(points, Decimal(0)), shares)
    shown, figures = printed(lead)
    change = rounded(lead.now, shown) - rounded(lead.was, shown)
    assert sum((figure for _, figure in figures), Decimal(0)) == change
    assert all(abs(figure - share.points) < Decimal(1).scaleb(-shown) for share, figure in figures)
    assert (rounded(lead.was, shown) == rounded(lead.now, shown)) == (lead.was == lead.now)
    assert 0 in (shown, lead.was, lead.now) or (rounded(lead.was, shown) and rounded(lead.now, shown))


@settings(max_examples=25)
@given(st.lists(st.integers(1, 100), min_size=4, max_size=4), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_every_table_of_shares_adds_up_to_what_its_sentence_says(weights: list[int], scores: list[int]) -> None:
    told = pair(X, appraisal(dict(zip(X_WEIGHTS, weights, strict=True)), X_SCORES | {"woc": tuple(scores)}))
    document = told.document(most=3)
    shares = [table for table in tables(document) if "change in points" in table.caption]
    assert len(shares) <= len(told.found.leads)
    for table in shares:
        figures = [[_figure(plain(cell.line)) for cell in row.cells[1:]] for row in table.rows]
        *parts, total = figures
        assert [sum(column, Decimal(0)) for column in zip(*parts, strict=True)] == total
        assert len(total) == 1 or all(sum(row[:-1], Decimal(0)) == row[-1] for row in figures)


def _figure(text: str) -> Decimal:
    return Decimal(0) if text == "\N{EN DASH}" else Decimal(text.replace(MINUS, "-"))


def test_a_long_text_is_shown_where_it_differs() -> None:
    before = "The council decided, after long talks that took all of the summer, to wait until "
    old, new = (X._replace(question=f"{before}{month} and then to begin at once") for month in ("May", "June"))
    text = " ".join(pair(old, new).text().split())
    found = re.search("Question: “(.*)”, now “(.*)”", text)
    assert found
    assert found[1].startswith("\N{HORIZONTAL ELLIPSIS}")
    assert "until May and" in found[1]
    assert "until June and" in found[2]
    assert all(len(each) <= 62 for each in found.groups())


def test_a_change_that_cannot_be_seen_is_told_all_the_same() -> None:
    assert (
        "- Question: written otherwise" in pair(X._replace(question="So  what"), X._replace(question="So what")).text()
    )


def test_no_line_is_wider_than_80_and_nothing_is_empty() -> None:
    old = named(X, "woc", "A company that " * 9)
    new = named(
        appraisal(REWEIGHTED, X_SCORES, verdicts={"vat": {"woc": "unknown"}}), "woc", "Supercalifragilistic" * 8
    )
    for told in (pair(old, new), pair(X, X), pair(X, X._replace(title="t" * 300))):
        assert max(map(cells, told.text().split("\n"))) <= 80
        assert all(section.blocks for section in told.document().sections)
        assert "\n\n\n" not in told.text()


def many(count: int) -> tuple[Appraisal, Appraisal]:
    """Two appraisals of so many options, each with a score that changed."""
    rows = {f"option-{at}": (at % 100, 50) for at in range(count)}
    return (
        appraisal({"one": 50, "two": 50}, rows),
        appraisal({"one": 50, "two": 50}, {option: (score, 51) for option, (score, _) in rows.items()}),
    )


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
        "option-0": new.options["option-0"]._replace(scores=dict.fromkeys(("one", "two"), Score(number(100)))),
    }
    text = pair(old, new._replace(options=worst)).text(most=2)
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
    assert text.count("\n<details>\n<summary>30 changes</summary>\n\n") == text.count("\n</details>\n") == 1
    assert text.index("<details>") < text.index(", two: 50, now 51") < text.index("</details>")


def test_markdown_stays_under_its_limit_whatever_is_written() -> None:
    gates = {f"g{at}" + "|<" * 3000: {"woc": "unknown"} for at in range(200)}
    old = named(X, "woc", "|<" * 40_000)._replace(title="<" * 100_000)
    new = named(appraisal(REWEIGHTED, X_SCORES, verdicts=gates), "woc", "<|" * 40_000)
    assert len(pair(old, new).markdown()) < LIMIT


HOSTILE = "<img src=x> | a [b](http://c) **d**\n# e\x1b[31m"


def test_what_people_wrote_is_never_markup() -> None:
    new = named(appraisal(REWEIGHTED, X_SCORES), "woc", HOSTILE)._replace(question=HOSTILE)
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
    assert not re.search("[\n\x1b]", title + why + "".join(change.said for change in changes))


def test_changes_in_sentences_are_those_that_bear_on_the_result_and_are_counted() -> None:
    new = appraisal(REWEIGHTED, X_SCORES)._replace(title="Other")
    told = pair(X, new)
    title, why, changes = in_sentences(told.found, told.old, told.new, EN, 2)
    assert title == "Outcome changed: in-house now goes forward and mutual no longer does."
    assert [change.said for change in changes] == ["ind: weight 40, now 20.", "pace: weight 25, now 30."]
    assert [(change.at, change.kind) for change in changes] == [
        (("criteria", "ind", "weight"), "Weights"),
        (("criteria", "pace", "weight"), "Weights"),
    ]
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
        (
            ("gates", ("gates", "vat", "requires"), "judgement", {"criterion": "pace", "at-least": Decimal(3)}),
            "vat: requires “judgement”, now criterion pace; at-least 3",
        ),
        (("evidence", ("documents", "doc-1"), "A report", None), "Documents, doc-1: taken out"),
        (
            ("evidence", ("options", "jv", "scores", "ind", "evidence", "for"), None, "doc-1"),
            "Joint venture, ind: evidence for “doc-1”, new",
        ),
        (
            ("perspectives", ("perspectives", "union", "scores", "ind", "jv", "score"), Decimal(1), Decimal(0)),
            "union, ind, Joint venture: 1, now 0",
        ),
        (("perspectives", ("perspectives", "union", "weights", "ind"), None, Decimal(9)), "union, ind: weights 9, new"),
        (
            ("words", ("dissent", "ind", "jv", "Ann", "score"), Decimal(1), Decimal(0)),
            "Dissent, ind, Joint venture, Ann: 1, now 0",
        ),
        (("words", ("left-out", "trust"), None, "Too slow"), "Left out: trust “Too slow”, new"),
        (("words", ("date",), "2016-09", "2016-10"), "Date: September 2016, now October 2016"),
        (("words", ("recommendation",), ("jv", "woc"), None), "Recommendation: Joint venture, woc, taken out"),
        (("words", ("unknowns", "who", "affects"), None, "jv"), "Unknowns, who: affects “Joint venture”, new"),
        (("values", ("criteria", "ind", "scale", "3"), None, "Some"), "ind: scale 3 “Some”, new"),
    ],
)
def test_a_change_in_words(change: tuple[Any, ...], said: str) -> None:
    called = named(X, "jv", "Joint venture")
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
    turning = Turning((("weights",),), ((0,),), None)
    told = pair(X, appraisal(REWEIGHTED, X_SCORES), turning=turning, leads=())
    assert "Why" not in told.text()


def test_a_score_has_its_unit() -> None:
    cost = X.criteria["ind"]._replace(scale=None, unit="GBP m", worst=number(0), best=number(100))
    old, new = (
        each._replace(criteria={**each.criteria, "ind": cost})
        for each in (X, appraisal(X_WEIGHTS, X_SCORES | {"jv": (70, 25, 25, 25)}))
    )
    assert "- jv, ind: 75 GBP m, now 70 GBP m" in pair(old, new).text()


def test_a_text_that_goes_on_is_shown_from_where_it_does_even_without_blanks() -> None:
    text = " ".join(pair(X._replace(question="a" * 100), X._replace(question="a" * 100 + "bc")).text().split())
    assert f"Question: “…{'a' * 20}”, now “…{'a' * 20}bc”" in text.replace("\N{HORIZONTAL ELLIPSIS}", "…")
