"""appraise score: who passes the gates, who scores what, who goes forward."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from appraise import Run
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
        Format, typer.Option("--format", help="json is the record; csv is a row an option.")
    ] = Format.TABLE,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Score an appraisal: verdicts, scores, totals, ranks and the shortlist. With -o, write the record."""
    with telling("nothing was scored"):
        run = run_of(file)
        if format_ is Format.JSON or (output and format_ is Format.TABLE):
            put(run.to_json(), output, force, quiet, sources(file, run))
        elif format_ is Format.CSV:
            put(_csv(run), output, force, quiet, [file, *sources(file, run)])
        else:
            show(summary(run, words()), sys.stdout)


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
