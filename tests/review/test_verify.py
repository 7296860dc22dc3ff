"""What a verification finds, on records small enough to see what was done to them."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from appraise import REGISTRY, Appraisal, Run, evaluate
from appraise.field_models import replaced
from appraise.files.record.read import fits, run_in
from appraise.files.text.source import Source
from appraise.review.verify import hold_page, hold_record
from appraise.review_results import FileState, Verification
from appraise.run import fingerprint
from tests.conftest import appraisal

SMALL = appraisal({"cost": 60, "pace": 40}, {"left": (10, 50), "right": (60, 20)})
"""Left comes to 26, 6 of it from cost; right to 44. Right goes before left."""
RUN = evaluate(SMALL)
RECORD = RUN.to_json()
LINES = RECORD.split("\n")

Change = Callable[[str], str]


def exchanged(old: str, new: str, after: str = "") -> Change:
    """The first text after another one, replaced."""

    def change(record: str) -> str:
        at = record.index(old, record.index(after))
        return record[:at] + new + record[at + len(old) :]

    return change


def signed(record: str) -> str:
    """The record with a fingerprint that fits it."""
    body = record[: record.rindex('  "fingerprint"')]
    return f'{body}  "fingerprint": "{fingerprint(body)}"\n}}\n'


def found(
    record: str, of_files: Appraisal | None = None, state: FileState = "unchanged", raw: bytes = b""
) -> Verification:
    run = run_in(Source(Path("run.json"), record), REGISTRY)
    given = evaluate(of_files) if of_files else None
    again = evaluate(run.appraisal())
    return hold_record(raw or record.encode(), record, run, again, given, {"a.yaml": state}, fits(record))


@pytest.mark.parametrize("of_files", [None, SMALL])
def test_an_untouched_record_holds(of_files: Appraisal | None) -> None:
    verified = found(RECORD, of_files)
    assert verified.holds
    assert verified[:5] == (RUN.appraise, RUN.appraise, True, True, None)
    assert verified[6:] == (None, False, {"a.yaml": "unchanged"})


RESULTS = [
    (("options", "left", "total"), "26", "27", '"left": {'),
    (("options", "right", "rank"), "1", "2", '"right": {'),
    (("options", "left", "would-rank"), "2", "1", '"left": {'),
    (("options", "left", "scores", "cost", "value"), "10", "11", '"score": 10'),
    (("criteria", "pace", "share"), "0.4", "0.5", '"pace": {'),
]


@pytest.mark.parametrize(("at", "true", "false", "after"), RESULTS, ids=lambda each: ".".join(each) if each else "")
def test_a_result_that_was_changed_is_named_whether_or_not_somebody_signed_it_anew(
    at: tuple[str, ...], true: str, false: str, after: str
) -> None:
    changed = exchanged(f'"{at[-1]}": {true}', f'"{at[-1]}": {false}', after)(RECORD)
    line = next(n for n, pair in enumerate(zip(changed.split("\n"), LINES, strict=True), 1) if pair[0] != pair[1])
    for record, fits_it, held_against in ((changed, False, "written"), (signed(changed), True, "inputs")):
        verified = found(record)
        assert verified.fact == (at, false, true, line)
        assert (verified.fits, verified.same, verified.held_against) == (fits_it, False, held_against)
        assert not verified.holds
    beside_its_files = found(signed(changed), SMALL)
    assert (beside_its_files.fact, beside_its_files.held_against) == ((at, false, true, line), "inputs")


def test_an_input_that_was_changed_shows_in_the_results_or_by_its_files() -> None:
    """Left's score for cost is 10 and reads 30. Worked out from 30, left comes to 38."""
    changed = exchanged('"score": 10', '"score": 30')(RECORD)
    verified = found(changed)
    assert verified.fact is not None
    assert verified.fact[:3] == (("options", "left", "total"), "26", "38")
    assert verified.held_against == "inputs"
    for state in ("unchanged", "changed"):
        verified = found(changed, SMALL, state)
        assert verified.fact is not None
        assert verified.fact[:3] == (("options", "left", "scores", "cost", "score"), "30", "10")
        assert verified.held_against == "written"


def test_a_record_made_of_other_inputs_is_held_against_its_files_only_where_these_are_unchanged() -> None:
    """It is whole, and signed by those who made it."""
    other = evaluate(appraisal({"cost": 60, "pace": 40}, {"left": (30, 50), "right": (60, 20)})).to_json()
    unchanged, moved_on = found(other, SMALL), found(other, SMALL, "changed")
    assert unchanged.fact is not None
    assert unchanged.fact[:3] == (("options", "left", "total"), "38", "26")
    assert (unchanged.held_against, unchanged.fits, unchanged.same, unchanged.holds) == ("files", True, True, False)
    assert moved_on.holds


def test_a_text_that_was_changed_cannot_be_told_without_its_files() -> None:
    changed = RECORD.replace('"title": "Test"', '"title": "Tests"', 1)
    verified = found(changed)
    assert (verified.fits, verified.same, verified.fact, verified.holds) == (False, True, None, False)
    verified = found(changed, SMALL)
    assert verified.fact is not None
    assert verified.fact[:3] == (("title",), "Tests", "Test")
    assert verified.fact.line == LINES.index('  "title": "Test",') + 1


def test_a_fingerprint_that_was_changed() -> None:
    stated = RECORD[-68:-4]
    changed = RECORD.replace(stated, "0" * 64)
    assert (found(changed).fits, found(changed).fact) == (False, None)
    fact = found(changed, SMALL).fact
    assert fact is not None
    assert (fact.at, fact.says, fact.ought) == (("fingerprint",), "0" * 64, stated)
    assert LINES[(fact.line or 0) - 1] == f'  "fingerprint": "{stated}"'


def test_what_was_put_in_and_what_was_taken_out() -> None:
    reason = replaced(SMALL, authority="Anytown Council")
    with_it, without = evaluate(reason).to_json(), RECORD
    more, less = found(with_it, SMALL).fact, found(without, reason).fact
    assert more is not None
    assert less is not None
    assert (more.at, more.says, more.ought) == (("authority",), "Anytown Council", None)
    assert (less.at, less.says, less.ought) == (("authority",), None, "Anytown Council")
    three = appraisal({"cost": 60, "pace": 40}, {"left": (10, 50), "right": (60, 20), "up": (0, 0)})
    fact = found(evaluate(three).to_json(), SMALL).fact
    assert fact is not None
    assert fact.at[:2] == ("options", "up")
    assert fact.ought is None


def test_a_place_in_a_list_counts_from_one() -> None:
    """Swapped at the head of the shortlist, and signed: right is first."""
    record = signed(RECORD.replace('"right",\n      "left"', '"left",\n      "right"', 1))
    fact = found(record).fact
    assert fact is not None
    assert (fact.at, fact.says, fact.ought) == (("shortlist", "options", "1"), "left", "right")


def test_long_texts_are_cut_to_where_they_differ() -> None:
    long = "A" * 300 + "B" + "C" * 300
    other = "A" * 300 + "D" + "C" * 300
    fact = found(evaluate(replaced(SMALL, question=other)).to_json(), replaced(SMALL, question=long)).fact
    assert fact is not None
    assert fact.says == f"\N{HORIZONTAL ELLIPSIS}{'A' * 30}D{'C' * 29}\N{HORIZONTAL ELLIPSIS}"
    assert fact.ought == fact.says.replace("D", "B")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (exchanged('  "kind"', '   "kind"'), 2),
        (exchanged('"kind": "run"', '"kind":  "run"'), 2),
        (exchanged('"weight": 60', '"weight": 60.0'), LINES.index('      "weight": 60,') + 1),
        (lambda record: record + "\n", len(LINES) + 1),
        (lambda record: record[:-1], len(LINES)),
    ],
)
def test_what_is_written_in_another_way_is_caught_though_no_fact_differs(change: Change, line: int) -> None:
    changed = change(RECORD)
    for record in (changed, signed(changed) if changed.endswith("}\n") else changed):
        verified = found(record)
        assert (verified.same, verified.fact, verified.odd_line, verified.holds) == (True, None, line, False)


def test_a_fact_in_a_record_that_somebody_laid_out_anew_has_no_line() -> None:
    changed = json.dumps(json.loads(exchanged('"total": 26', '"total": 27', '"left": {')(RECORD)), indent=1)
    verified = found(changed)
    assert verified.fact == (("options", "left", "total"), "27", "26", None)
    assert verified.odd_line == 2


def test_line_ends_and_a_byte_order_mark_do_no_harm_throughout_and_are_caught_alone() -> None:
    plain, bom = RECORD.encode(), b"\xef\xbb\xbf"
    crlf = plain.replace(b"\n", b"\r\n")
    for raw in (crlf, bom + plain, bom + crlf):
        assert found(RECORD, raw=raw).line_ends
        assert found(RECORD, raw=raw).holds
    for at, raw in ((2, plain.replace(b",\n", b",\r\n", 1)), (1, crlf.replace(b"\r\n", b"\n", 1))):
        verified = found(RECORD, raw=raw)
        assert not verified.line_ends
        assert not verified.holds
        assert verified.odd_line == at


def test_another_version_gives_the_same_but_for_its_own_line() -> None:
    older: Run = RUN._replace(appraise="0.0.1")
    verified = found(older.to_json())
    assert (verified.appraise, verified.by, verified.holds) == ("0.0.1", RUN.appraise, True)
    renamed = found(RECORD.replace(f'"appraise": "{RUN.appraise}"', '"appraise": "0.0.1"'))
    assert renamed.fact == (("appraise",), "0.0.1", RUN.appraise, 4)
    assert not renamed.holds


def test_the_whole_record_differs_from_its_first_fact_on() -> None:
    """Whatever one of two appraisals says otherwise, the first line that differs is the one named."""
    others = [
        replaced(SMALL, title="Other"),
        replaced(SMALL, date="2026-01-02"),
        replaced(SMALL, left_out={"up": "Too dear"}),
        replaced(SMALL, criteria={name: replaced(each, weight=Decimal(50)) for name, each in SMALL.criteria.items()}),
        replaced(SMALL, options=dict(reversed(list(SMALL.options.items())))),
    ]
    for other in others:
        record = evaluate(other).to_json()
        fact = found(record, SMALL).fact
        assert fact is not None
        first = next(n for n, pair in enumerate(zip(record.split("\n"), LINES, strict=False), 1) if pair[0] != pair[1])
        assert fact.line == first


PAGE = "<h1>Title</h1>\n<h2>1. The <b>scores</b></h2>\n<td>76</td>\n<h2>2. Gates</h2>\n<p class='a'>So it is.</p>\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("76", "79", (3, "1. The scores", "79", "76")),
        ("So it", "As it", (5, "2. Gates", "As it is.", "So it is.")),
        ("'a'", "'b'", (5, "2. Gates", "<p class='b'>So it is.</p>", "<p class='a'>So it is.</p>")),
        ("Title", "Titles", (1, "Title", "Titles", "Title")),
    ],
)
def test_the_first_line_of_a_page_that_differs(old: str, new: str, expected: tuple[Any, ...]) -> None:
    page = PAGE.replace(old, new, 1)
    assert hold_page(page.encode(), page, PAGE, None)[1:5] == expected
    assert hold_page(page.encode(), page, PAGE, "0.0.1") == hold_page(page.encode(), page, PAGE, None)._replace(
        by="0.0.1"
    )


def test_a_page_that_is_the_same() -> None:
    assert hold_page(PAGE.encode(), PAGE, PAGE, None).line is None
    assert hold_page(PAGE.encode(), PAGE, PAGE, "0.0.1").by is None
    crlf = hold_page(PAGE.encode().replace(b"\n", b"\r\n"), PAGE, PAGE, None)
    assert (crlf.line, crlf.line_ends) == (None, True)
    assert hold_page(PAGE.encode().replace(b"\n", b"\r\n", 1), PAGE, PAGE, None).line == 1
    assert hold_page(f"{PAGE}\n".encode(), f"{PAGE}\n", PAGE, None).line == 7
