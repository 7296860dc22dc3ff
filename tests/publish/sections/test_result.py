from decimal import Decimal

from appraise import engine
from appraise.appraisal import ShortlistRule
from appraise.publish.context import Context
from appraise.publish.document import plain
from appraise.publish.sections.result import outcome, results
from appraise.run import OutcomeReasons, Run, Shortlist
from tests.conftest import appraisal
from tests.publish.conftest import EN, having, turned


def said(run: Run, option: str) -> str:
    return plain(outcome(Context.of(run, EN), option))


def test_rank_total_and_why_in_the_order_of_the_matrix(run: Run) -> None:
    table = results(Context.of(run, EN))
    assert [[plain(each.line) for each in row.cells] for row in table.rows] == [
        ["Alpha", "1", "86", "Shortlisted. 22 points ahead of the next."],
        [
            "Beta",
            "2",
            "64",
            "Shortlisted. At least 20 points ahead of the next. Over the recorded ranges its total is 56 to 72.",
        ],
        ["Gamma", "3", "24 to 44", "Not shortlisted. At least 20 points below the line."],
        [
            "Delta (comparator)",
            "\N{EN DASH}",
            "60",
            "Excluded at the “Lawful delegate” gate. With every gate set aside it would have ranked 3. "
            "Kept to compare with.",
        ],
    ]
    assert table.caption == "Result (illustrative)"


def test_a_tie_shares_its_rank(run: Run) -> None:
    tied = turned(turned(run, "alpha", total=Decimal(64)), "beta", rank=1)
    assert Context.of(tied, EN).rank("alpha") == Context.of(tied, EN).rank("beta") == "1 ="
    assert said(tied, "alpha") == "Shortlisted. Level with Beta."


def test_a_lead_never_looks_like_none(run: Run) -> None:
    close = turned(run, "alpha", total=Decimal("64.003"))
    assert "0.003 points ahead" in said(close, "alpha")
    level = turned(run, "alpha", total=Decimal(64))
    assert "under 0.000001 points ahead" in said(level, "alpha")


def test_the_line_of_each_rule(run: Run) -> None:
    at_least = having(run, shortlist_rule=ShortlistRule(at_least=Decimal(64)))
    assert said(at_least, "alpha").startswith("Shortlisted. 22 points above the line.")
    assert said(at_least, "beta").startswith("Shortlisted. On the line.")
    assert said(at_least, "gamma") == "Not shortlisted. At least 20 points below the line."
    within = turned(
        having(run, shortlist_rule=ShortlistRule(within=Decimal(30))), "gamma", because=OutcomeReasons(line=Decimal(56))
    )
    assert said(within, "gamma") == "Not shortlisted. At least 12 points below the line."


def test_what_is_open_and_what_it_is_subject_to_is_said(run: Run) -> None:
    turns_on = OutcomeReasons(undetermined_by=(("pace", "gamma"), ("cost", "gamma"), ("pace", "beta")))
    open_ = turned(run, "gamma", outcome="undetermined", because=turns_on, rank=None, total_range=None)
    open_ = open_._replace(
        shortlist=Shortlist(("alpha",), ("gamma",), {"alpha": ("vat", "delegate"), "gamma": ("vat",)}, ())
    )
    assert said(open_, "alpha").startswith("Shortlisted, subject to the “VAT” and “Lawful delegate” gates.")
    assert said(open_, "gamma") == (
        "Not settled, and subject to the “VAT” gate. It turns on the scores of Gamma for Pace and Set-up cost "
        "and the score of Beta for Pace."
    )


def test_open_ranks_and_the_ranges_recorded(run: Run) -> None:
    ranged = turned(turned(run, "beta", rank=None, best_worst=(2, 3)), "gamma", rank=None, best_worst=(2, 3))
    assert Context.of(ranged, EN).rank("beta") == Context.of(ranged, EN).rank("gamma") == "2 or 3"
    wide = turned(run, "alpha", total_range=(Decimal(60), Decimal(90)), rank_range=(1, 2))
    assert said(wide, "alpha").endswith("Over the recorded ranges its total is 60 to 90 and its rank is 1 or 2.")
    assert "ranked" not in said(turned(run, "delta", would_rank=None), "delta")


def test_options_that_are_level_with_very_many_say_with_how_many() -> None:
    """Each of 4,000 that named all the others would fill a hundred thousand lines; 30 are named."""
    for many, said in (
        (30, "Level with o1, o2, "),
        (31, "Level with 30 other options."),
        (4000, "Level with 3999 other options."),
    ):
        scored = appraisal({"a": 1}, {f"o{index}": (3,) for index in range(many)})
        run = engine.evaluate(scored, "1", True, lambda done, draws: None)
        first = plain(outcome(Context.of(run, EN), "o0"))
        assert said in first
        assert len(first) < 200
