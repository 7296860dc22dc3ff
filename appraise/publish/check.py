"""Words used, and how to check: the terms of the appraisal, the files it came from and the record's fingerprint."""

from appraise.publish.document import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table, bold, line
from appraise.publish.view import View

_WORDS = {
    "Option": "A delivery model as it is considered here.",
    "Criterion": "Something that options are judged on.",
    "Weight": "A criterion's part of the whole.",
    "Score": "What was recorded for an option on a criterion, on the criterion's own scale.",
    "Value": "The score on a scale from 0 to 100.",
    "Points": "What a criterion adds to a total: weight times value.",
    "Total": "The sum of the points, out of 100.",
    "Gate": "A requirement that no strength elsewhere can make up for.",
    "Verdict": "Pass, fail, conditional or unknown: one option at one gate.",
    "Excluded": "Fails a gate. A conditional or unknown verdict does not exclude.",
    "Shortlist": "The options that are not excluded and that the stated rule takes forward.",
    "Comparator": "The option kept beside the others whatever its verdicts.",
}


def check(view: View) -> Section:
    """The section with which a reader can trace every figure."""
    blocks: list[Block] = [Bullets(tuple(line(bold(f"{word}."), f" {meaning}") for word, meaning in _WORDS.items()))]
    run = view.run
    blocks.append(
        Paragraph(
            line(
                f"Every figure here comes from one record, made with appraise {run.appraise}. Its fingerprint is ",
                bold(run.fingerprint()),
                ". That is the SHA-256 of all lines of the record above the one that states it.",
            )
        )
    )
    rows = tuple(Row((Cell(line(file.path)), Cell(line(file.sha256)))) for file in view.inputs.files)
    if rows:
        note = "The SHA-256 is that of the text with line feeds as line ends and without a byte order mark."
        blocks.append(Table("Files behind the record", (Column("File"), Column("SHA-256")), rows, note=note))
    return Section("check", "Words used, and how to check", tuple(blocks))
