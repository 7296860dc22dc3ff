"""Workbook: a run as a spreadsheet whose formulas work everything out again when a weight or a score is changed."""

import io
import re

from appraise.publish.context import Context
from appraise.publish.document import plain
from appraise.publish.language import Language
from appraise.publish.phrases import status
from appraise.publish.render.archive import LONGEST_TITLE, stored
from appraise.publish.render.escape import clean
from appraise.publish.workbook.about import about
from appraise.publish.workbook.costs import costs
from appraise.publish.workbook.digits import refuse_too_fine
from appraise.publish.workbook.gates import gates
from appraise.publish.workbook.layout import SHEETS, Layout
from appraise.publish.workbook.panel import panel
from appraise.publish.workbook.reasons import reasons, sources
from appraise.publish.workbook.result import result
from appraise.publish.workbook.scales import bent, scales
from appraise.publish.workbook.scores import scores
from appraise.publish.workbook.sheet import Book, DoesNotFitError
from appraise.publish.workbook.working import working
from appraise.run import Run

__all__ = ["DoesNotFitError", "workbook"]

_KIND = "workbook"
_FILLED_BY = dict(
    zip(SHEETS, (about, result, scores, panel, costs, gates, working, scales, reasons, sources), strict=True)
)

_TOLD = re.compile(rb"<(dc:creator|cp:lastModifiedBy|dcterms:created|dcterms:modified)[ />].*?(</\1>|(?<=/>))")
"""Who made a file and when, as the library has it."""


def workbook(run: Run, language: Language) -> bytes:
    """A run as a file for spreadsheets (.xlsx), the same bytes on every machine.

    Raises: DoesNotFitError where a spreadsheet has no room for it, or too few digits.
    """
    context = Context.of(run, language, by_number=True)
    refuse_too_fine(context)
    layout, made = Layout.of(context), io.BytesIO()
    inputs = context.inputs
    empty = {"gates": not inputs.gates, "scales": not bent(context), "sources": not inputs.documents}
    empty |= {"panel": not inputs.members, "costs": inputs.costs is None}
    word = context.text(f"status.word.{inputs.status}")
    book = Book(made)
    for name, fill in _FILLED_BY.items():
        if not empty.get(name):
            title = context.text("workbook.title", sheet=layout.names[name], title=inputs.title)
            notes = plain(status(context)), context.text(f"workbook.note.{name}")
            fill(book.sheet(layout.names[name], title, notes, word), context, layout)
    titled = clean(f"{word}: {inputs.title}")[:LONGEST_TITLE]
    book.workbook.set_properties({"title": titled, "category": f"appraise {_KIND}", "status": word})
    book.workbook.close()
    return stored(made.getvalue(), _ours)


def _ours(part: str, content: bytes) -> bytes:
    """A part of the file without dates and people, and without the word that another program made it."""
    if part == "docProps/app.xml":
        return content.replace(b"Microsoft Excel", b"appraise")
    return _TOLD.sub(b"", content) if part == "docProps/core.xml" else content
