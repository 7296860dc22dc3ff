"""How to check: what the stage before is told by, and the findings that people live with."""

from appraise.appraisal import Accepted, Follows
from appraise.publish.context import Context
from appraise.publish.document import Bullets, Paragraph, Subheading, plain
from appraise.publish.sections.audit_trail import audit_trail
from appraise.run import Run
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
