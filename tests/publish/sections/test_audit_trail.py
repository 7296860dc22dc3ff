"""How to check: what the stage before is told by, and the findings that people live with."""

from appraise.appraisal import Accepted, Follows, Seal
from appraise.publish.context import Context
from appraise.publish.document import Bullets, Paragraph, Subheading, Table, plain
from appraise.publish.sections.audit_trail import audit_trail
from appraise.run import Run
from appraise.seal import fingerprints
from tests.publish.conftest import EN, having

LIVED_WITH = "Findings of “appraise check” that are lived with"


def test_the_stage_before_is_told_by_a_record_that_can_be_checked(run: Run) -> None:
    def said(run: Run) -> list[str]:
        return [plain(block.line) for block in audit_trail(Context.of(run, EN)).blocks if isinstance(block, Paragraph)]

    then = Follows("A first look", "agreed", "f" * 64, {})
    (told,) = said(having(run, follows=then))
    assert told.endswith(f"The stage before is told by the record of “A first look”, fingerprint {'f' * 64}.")
    assert run.appraise in told
    assert "stage before" not in said(run)[0]


def test_what_people_live_with_is_told_with_its_reason_and_on_whose_word(run: Run) -> None:
    found = {
        "no-comparator": (Accepted(reason="None was recorded", by="Legal Ltd."),),
        "close-call": (
            Accepted(reason="It is close.", where="alpha beta", by="the panel"),
            Accepted(reason="So be it", where="set-up"),
        ),
    }
    *_, heading, listed = audit_trail(Context.of(having(run, accepted=found), EN)).blocks
    assert isinstance(heading, Subheading)
    assert heading.text == LIVED_WITH
    assert isinstance(listed, Bullets)
    assert [plain(each) for each in listed.items] == [
        "No comparator. None was recorded. Accepted by Legal Ltd.",
        "Close call (Alpha and Beta). It is close. Accepted by the panel.",
        "Close call (Set up). So be it.",
    ]


def test_where_nothing_was_accepted_nothing_is_said_of_it(run: Run) -> None:
    assert not any(isinstance(block, Subheading) for block in audit_trail(Context.of(run, EN)).blocks)


def test_what_was_sealed_is_told_with_whether_it_is_still_the_same(run: Run) -> None:
    sealed = Seal(date="2026-09-09", **fingerprints(run.inputs) | {"gates": "9d00e2f4b6aa"})
    tables = audit_trail(Context.of(having(run, seal=sealed), EN)).blocks
    (table,) = (each for each in tables if isinstance(each, Table) and each.caption == "Sealed on 9 September 2026")
    assert [[plain(cell.line) for cell in row.cells] for row in table.rows] == [
        ["Weights", sealed.weights, "As sealed"],
        ["Criteria and their scales", sealed.criteria, "As sealed"],
        ["Gates", "9d00e2f4b6aa", "Changed since"],
        ["Rule of the shortlist", sealed.shortlist, "As sealed"],
    ]
