"""appraise score: who passes the gates, who scores what, who goes forward."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from appraise import AppraisalError, Problem, Run
from appraise.cli.common import File, Force, Output, Quiet, put, run_of, sources, telling, words
from appraise.cli.console import show
from appraise.publish.summary import summary
from appraise.run import number_text


class Format(StrEnum):
    """What `score` can print."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def score(
    file: File = Path(),
    output: Output = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", help="json is the record; csv is a row an option. With -o, by default as its name ends."
        ),
    ] = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Score an appraisal: verdicts, scores, totals, ranks and the shortlist. With -o, write the record.

    Where the name after -o ends in .csv, it is a row an option instead, for a spreadsheet.
    """
    with telling("nothing was scored"):
        form = _form(format_, output)
        run = run_of(file, brief=form is not Format.JSON)
        if form is Format.JSON:
            put(run.to_json(), output, force, quiet, sources(file, run))
        elif form is Format.CSV:
            put(_csv(run), output, force, quiet, [file, *sources(file, run)])
        else:
            show(summary(run, words()), sys.stdout)


def _form(format_: Format | None, output: Path | None) -> Format:
    """What to print, or to write into a file whose name says what it holds.

    Raises: AppraisalError[not-written] where the two do not go together.
    """
    if output is None:
        return format_ or Format.TABLE
    by_name = {".csv": Format.CSV, ".json": Format.JSON}.get(output.suffix.lower())
    if output != Path("-") and (format_ is Format.TABLE or (format_ and by_name and format_ is not by_name)):
        why = (
            "a table is only printed" if format_ is Format.TABLE else f"its name says {by_name}, and --format {format_}"
        )
        fix = "leave out one of the two, or name another file"
        raise AppraisalError([Problem("not-written", f'"{output.as_posix()}" was not written', why, fix)])
    if output != Path("-") and not by_name:
        why, fix = "its name does not say what it holds", "end it in .json for the record, or in .csv for a spreadsheet"
        raise AppraisalError([Problem("not-written", f'"{output.as_posix()}" was not written', why, fix)])
    return format_ or by_name or Format.JSON


def _csv(run: Run) -> str:
    """A row an option. Spreadsheets take a text that begins with = + - or @ for a formula: a ' goes before it."""
    import csv
    import io

    text = io.StringIO()
    rows = run.rows()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows({name: _field(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _field(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return value if value is None or isinstance(value, int) else number_text(value)
