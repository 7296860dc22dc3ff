"""What changed since the stage before, as it is told: on a run made by hand, and in the case of January 2017."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from appraise import AppraisalError, evaluate, load, read_run
from appraise.appraisal import Before, Follows, ShortlistRule
from appraise.publish.context import Context
from appraise.publish.document import Document, Paragraph, Section, Table, plain
from appraise.publish.documents.appendix import annex, appendix
from appraise.publish.documents.explain import explained
from appraise.publish.sections.previous_stage import previous_stage, since_previous_stage
from appraise.run import OutcomeReasons, Run, Shortlist
from tests.conftest import ROOT, SMALLEST
from tests.publish import texts
from tests.publish.conftest import EN, having, turned

THEN = Follows(
    title="Models for Anytown, first look",
    status="agreed",
    fingerprint="f" * 64,
    options={
        "beta": Before("Beta", "shortlisted", 1, Decimal("91.5")),
        "omega": Before("Omega", "shortlisted", 2, Decimal("73.5")),
        "alpha": Before("Alpha", "not-shortlisted", 3, Decimal("52.5")),
        "delta": Before("Delta", "excluded", None, Decimal("31.5")),
        "sigma": Before("Sigma", "undetermined", None, None),
    },
    gateway="Cabinet, March",
    date="2016-03-01",
)


def told(run: Run) -> Section:
    return previous_stage(Context.of(run, EN))


@pytest.mark.parametrize("status", ["agreed", "draft", "illustrative"])
def test_what_was_not_agreed_then_says_so_over_its_column(
    run: Run, status: Literal["agreed", "draft", "illustrative"]
) -> None:
    blocks = told(having(run, follows=THEN._replace(status=status))).blocks
    table = next(each for each in blocks if isinstance(each, Table))
    assert [column.small for column in table.columns] == ["", status.replace("agreed", ""), "", ""]


def paragraphs(section: Section) -> list[str]:
    return [plain(block.line) for block in section.blocks if isinstance(block, Paragraph)]


def changed(run: Run) -> str:
    """What is said above the table."""
    (said,) = paragraphs(told(run))
    return said


def rows(section: Section) -> dict[str, list[str]]:
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return {plain(row.cells[0].line): [plain(cell.line) for cell in row.cells[1:]] for row in table.rows}


def whole(section: Section) -> str:
    """Every text of a section."""
    cells = [text for row in rows(section).values() for text in row]
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return "\n".join([section.heading, *paragraphs(section), *cells, table.caption, table.note])


def test_without_a_stage_before_nothing_is_said(run: Run) -> None:
    assert told(run).blocks == ()
    assert "since" not in [section.id for section in annex(run, EN).sections]
    assert since_previous_stage(Context.of(run, EN)) == ()


def test_what_came_in_and_what_was_dropped(run: Run) -> None:
    """Alpha was not shortlisted then and Gamma was no option. Of the two shortlisted then, Beta is so now and Omega is
    no option. Sigma is the one other that went. Delta is the comparator, which is always kept."""
    run = having(run, follows=THEN)
    assert told(run).heading == "What changed since Cabinet, March"
    assert changed(run) == (
        "Two of the five options were shortlisted then: Beta and Omega. For Sigma it was not settled. "
        "Beta is still on the shortlist and Omega is no longer an option. One other is no longer an option. "
        "Gamma has come in and Alpha is considered again."
    )


def test_then_and_now_a_row_an_option(run: Run) -> None:
    assert rows(told(having(run, follows=THEN))) == {
        "Alpha": [
            "Not shortlisted, rank 3",
            "Shortlisted, rank 1",
            "It has 86 points.",
        ],
        "Beta": [
            "Shortlisted, rank 1",
            "Shortlisted, rank 2",
            "It has 64 points.",
        ],
        "Gamma": ["Not an option", "Not shortlisted, rank 3", "Asked for."],
        "Delta (comparator)": [
            "Excluded",
            "Excluded",
            "It fails the “Lawful delegate” gate.",
        ],
        "Omega": ["Shortlisted, rank 2", "No longer an option", "No reason is recorded."],
        "Sigma": ["Not settled", "No longer an option", "No reason is recorded."],
    }


def why(run: Run, option: str) -> str:
    return rows(told(run))[option][-1]


def test_why_holds_what_explains_and_does_not_say_the_outcome_again(run: Run) -> None:
    """Gamma has 24 to 44 and Beta, the last of the first two, 64: at least 20 below. With Gamma at 44 it is just so."""
    known = {name: Before(name.title(), "shortlisted", 1, None) for name in run.options}
    run = having(run, follows=THEN._replace(options=known))
    assert why(run, "Gamma") == "At least 20 points below the line."
    settled = turned(run, "gamma", total=Decimal(44), low_high=None)
    assert why(settled, "Gamma") == "20 points below the line."
    subject = run._replace(shortlist=run.shortlist._replace(subject_to={"beta": ("vat",)}))
    assert why(subject, "Beta") == "It is subject to the “VAT” gate."
    assert why(subject, "Alpha") == "It has 86 points."


def test_within_so_many_points_of_the_best_the_line_is_as_the_result_has_it(run: Run) -> None:
    """Within 10 of 86 the line is 76, and Beta is 12 below. Gamma, unknown from 24 to 44, cannot move it."""
    known = {name: Before(name.title(), "shortlisted", 1, None) for name in run.options}
    run = having(run, follows=THEN._replace(options=known), shortlist_rule=ShortlistRule(within=Decimal(10)))
    run = turned(run, "beta", outcome="not-shortlisted", because=OutcomeReasons(line=Decimal(76)))
    assert why(run, "Beta") == "12 points below the line."


def test_someone_is_not_settled_now(run: Run) -> None:
    """The score of Gamma for pace decides whether it or Beta is the second of two."""
    open_ = (("pace", "gamma"),)
    for option in ("beta", "gamma"):
        run = turned(
            run,
            option,
            outcome="undetermined",
            rank=None,
            best_worst=(2, 3),
            because=OutcomeReasons(undetermined_by=open_),
        )
    run = run._replace(shortlist=Shortlist(("alpha",), ("beta", "gamma"), {}, None))
    then = {name: Before(name.title(), "shortlisted", 1, None) for name in ("alpha", "beta", "gamma", "delta")}
    run = having(run, follows=THEN._replace(options=then))
    assert changed(run) == (
        "Four of the four options were shortlisted then: Alpha, Beta, Gamma and Delta. "
        "Alpha is still on the shortlist and Delta is no longer on the shortlist. "
        "Whether Beta and Gamma are on the shortlist now is not settled. The options are the same as then."
    )
    assert rows(told(run))["Beta"][1:] == ["Not settled, rank 2 or 3", "It turns on the score of Gamma for Pace."]
    run = turned(run, "beta", outcome="not-shortlisted", because=OutcomeReasons())
    assert why(having(run, follows=THEN), "Beta") == "It is below the line, whatever the unknown scores."


@pytest.mark.parametrize(
    ("shortlisted", "said"),
    [
        (["alpha"], "One of the six options was shortlisted then: Alpha. It is still on the shortlist."),
        (["alpha", "beta"], "Both are still on the shortlist."),
        (["gamma"], "It is not on the shortlist now."),
        (["gamma", "delta"], "Neither is on the shortlist now."),
        (["omega"], "It is no longer an option."),
        (["omega", "sigma"], "Neither is an option now."),
        (["gamma", "beta"], "Beta is still on the shortlist and Gamma is no longer on the shortlist."),
        (["gamma", "omega", "sigma"], "Gamma is no longer on the shortlist and Omega and Sigma are no longer options."),
    ],
)
def test_what_became_of_those_shortlisted_then(run: Run, shortlisted: list[str], said: str) -> None:
    """Alpha and Beta make the shortlist now, Gamma and Delta do not, and Omega and Sigma are no options."""
    then = {
        name: Before(name.title(), "shortlisted" if name in shortlisted else "not-shortlisted", None, None)
        for name in ("alpha", "beta", "gamma", "delta", "omega", "sigma")
    }
    assert said in changed(having(run, follows=THEN._replace(options=then)))


def test_why_an_option_was_dropped_is_the_reason_that_people_gave(run: Run) -> None:
    section = told(having(run, follows=THEN, left_out={"omega": "It has closed", "sigma": "It has no staff"}))
    assert rows(section)["Omega"][-1] == "It has closed."
    assert rows(section)["Sigma"][-1] == "It has no staff."


def test_totals_of_two_stages_are_not_compared(run: Run) -> None:
    """None of the totals of the stage before is printed, whole or as a difference from one of now."""
    section = told(having(run, follows=THEN))
    said = whole(section)
    then = [each.total for each in THEN.options.values() if each.total is not None]
    now = [result.total for result in run.options.values() if result.total is not None]
    for number in {*then, *(abs(one - other) for one in then for other in now)}:
        assert str(number) not in said
    assert "Totals of two stages are not compared" in said
    assert "(illustrative)" in said


def test_a_stage_is_named_by_its_meeting_or_by_title_and_date(run: Run) -> None:
    unnamed = THEN._replace(gateway=None)
    title = "What changed since Models for Anytown, first look"
    assert told(having(run, follows=unnamed)).heading == f"{title}, 1 March 2016"
    assert told(having(run, follows=unnamed._replace(date=None))).heading == title


def test_nobody_was_shortlisted_or_nothing_changed(run: Run) -> None:
    nobody = {name: each._replace(outcome="excluded") for name, each in THEN.options.items()}
    said = changed(having(run, follows=THEN._replace(options=nobody)))
    assert said == (
        "None of the five options was shortlisted then. Two of them are no longer options. "
        "Gamma has come in and Alpha and Beta are considered again."
    )
    again = {name: each.outcome for name, each in run.options.items()}
    same = {name: Before(name, outcome, None, None) for name, outcome in again.items()}
    said = changed(having(run, follows=THEN._replace(options=same)))
    assert said == (
        "Two of the four options were shortlisted then: Beta and Alpha. Both are still on the shortlist. "
        "The options are the same as then."
    )
    fewer = {name: each for name, each in same.items() if name != "gamma"}
    said = changed(having(run, follows=THEN._replace(options=fewer)))
    assert said.endswith("Both are still on the shortlist. Gamma has come in.")


def test_the_appendix_counts_them_and_the_annex_says_who(run: Run) -> None:
    """Of Beta and Omega one is on the shortlist now; Omega is no option any more, which the annex says."""
    run = having(run, follows=THEN)
    said = texts.text(appendix(run, EN))
    assert plain(since_previous_stage(Context.of(run, EN))) in said
    assert "Cabinet, March" in said
    assert changed(run) not in said
    assert [section.id for section in annex(run, EN).sections].index("since") == 1


def test_an_option_explained_says_what_it_came_to_then(run: Run) -> None:
    def said(run: Run) -> str:
        (document,) = explained(Context.of(run, EN), "alpha", lambda *_: "")
        assert isinstance(document, Document)
        return "\n".join(paragraphs(document.sections[0]))

    assert "Then (Cabinet, March): Not shortlisted, rank 3." in said(having(run, follows=THEN))
    assert "Then" not in said(run)


def test_an_option_left_open_then_needs_a_reason_and_is_not_said_to_have_been_turned_down(
    folder: Callable[..., Path],
) -> None:
    """Left has 24 and 0 to 40, Right 44: whether Left or Right is the first turns on the score that is not known."""
    here = folder(scores=SMALLEST["scores"].replace("left: 4", "left: unknown"))
    (here / "then.json").write_text(evaluate(load(here)).to_json(), "utf-8", newline="\n")
    folder(appraisal=SMALLEST["appraisal"].replace("status: draft\n", "status: draft\nfollows: then.json\n"))
    with pytest.raises(AppraisalError) as caught:
        load(here)
    assert [problem.what for problem in caught.value.problems] == [
        f'"{option}" was left open at the stage before and has no reason' for option in ("left", "right")
    ]


class TestJanuary2017:
    """The gateway after that of September 2016, with illustrative figures."""

    run = evaluate(load(ROOT / "examples" / "birmingham-2017"), brief=True)

    def test_it_follows_the_record_of_2016(self) -> None:
        before, record = self.run.inputs.follows, read_run(ROOT / "examples" / "birmingham-2016" / "run.json")
        assert before is not None
        assert (before.fingerprint, before.gateway) == (record.fingerprint(), "Cabinet, 20 September 2016")
        shortlisted = {name for name, each in before.options.items() if each.outcome == "shortlisted"}
        assert shortlisted == {"wholly-owned-company", "employee-owned-mutual"}
        assert before.options["in-house"][:3] == ("In-house delivery", "excluded", None)

    def test_totals_by_hand(self) -> None:
        """Weights 20 independence, 15 step-in, 10 cost, 5 flexibility, 15 risk, 15 disruption, 10 time, 10 purpose; a
        score is worth 20 a step, but independence 100 at 4 and 60 at 5.
        Status from the start, 4 4 4 3 4 4 3 5: 20 + 55 x .8 + 15 x .6 + 10 = 83.
        Company, 4 4 4 4 3 4 4 3: 20 + 55 x .8 + 25 x .6 = 79.
        Mutual, 5 1 2 3 1 3 2 3: 12 + 3 + 4 + 3 + 3 + 9 + 4 + 6 = 44."""
        totals = {option: result.total for option, result in self.run.options.items()}
        assert totals["wholly-owned-cic"] == 83
        assert totals["wholly-owned-company"] == 79
        assert totals["employee-owned-mutual"] == 44

    def test_too_much_independence_is_worse_than_enough(self) -> None:
        cells = {option: result.cells["independence"] for option, result in self.run.options.items()}
        assert (cells["employee-owned-mutual"].score, cells["employee-owned-mutual"].value) == (5, 60)
        assert (cells["wholly-owned-company"].score, cells["wholly-owned-company"].value) == (4, 100)

    def test_it_says_that_it_is_illustrative_and_records_no_decision(self) -> None:
        inputs = self.run.inputs
        assert inputs.status == "illustrative"
        assert inputs.panel is not None
        assert "llustrative" in (inputs.panel.by or "")
        assert "llustrative" in (inputs.weighting.by or "")
        assert inputs.decision is None
        assert inputs.recommendation is not None

    def test_every_score_has_a_reason_and_evidence_and_nothing_is_of_later(self) -> None:
        documents = self.run.inputs.documents
        assert all((document.date or "9") <= "2017-01-31" for document in documents.values())
        for option in self.run.inputs.options.values():
            for score in option.scores.values():
                assert score.reason
                assert score.evidence.for_ or score.evidence.against

    @pytest.mark.parametrize("later", ["2018-", "Ofsted judged", "good in 2023", "GBP 2.9 million"])
    def test_nothing_that_came_later_is_told(self, later: str) -> None:
        assert later not in self.run.to_json()
