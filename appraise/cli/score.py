"""appraise score: who passes the gates, who scores what, who goes forward."""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from appraise import AppraisalError, Problem, Run
from appraise.cli.common import (
    File,
    Force,
    Output,
    Quiet,
    form_of,
    language_of,
    office,
    put,
    reporting,
    run_of,
    sources,
    to_file,
)
from appraise.cli.console import show, show_screen
from appraise.files.text.shell import shell_word
from appraise.numbers import number_text
from appraise.publish.documents.screen import screen
from appraise.publish.documents.summary import summary

Format = Literal["table", "json", "csv", "xlsx"]
"""What `score` can print or write."""


def score(
    file: File = Path(),
    output: Output = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="json is the record, csv one row per option, xlsx a workbook. With -o, by default as its name ends.",
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Print all of it: verdicts, scores with points, results, the whole answer.")
    ] = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Score an appraisal: the shortlist, ranks, totals and scores on one screen. With -o, write the record.

    Where the name after -o ends in .xlsx, it is a workbook instead, with formulas
    that work everything out again when a weight, a score or an amount is changed. A change
    in it changes no record.

    Where the name ends in .csv, it has one row per option. In it, low and high are
    the least and the greatest total over unknown scores and recorded ranges, and
    a total or a cost that is not known is empty. It has no status: it is for
    working with, not for print.
    """
    with reporting("nothing was scored"):
        form: Format = form_of(output, format_, {".csv": "csv", ".json": "json", ".xlsx": "xlsx"}, "table")
        if format_ is None and output == Path("-"):
            form = "json"
        if form == "xlsx":
            office("xlsxwriter", "xlsxwriter", "a workbook", output)
        run = run_of(file, brief=form in ("table", "csv"))
        if form == "json":
            put(run.to_json(), output, force, quiet, sources(file, run))
        elif form == "csv":
            # Excel takes a file without a byte order mark for one in the code page of its machine.
            table = f"\ufeff{_csv(run)}" if to_file(output) else _csv(run)
            put(table, output, force, quiet, [file, *sources(file, run)])
        elif form == "xlsx":
            put(_workbook(run), output, force, quiet, [file, *sources(file, run)])
        elif full:
            show(summary(run, language_of()), sys.stdout)
        else:
            show_screen(screen(run, language_of(), _next(file, run)), sys.stdout)


def _next(file: Path, run: Run) -> list[str]:
    """What to type next, as a shell takes it: all of it, what could change it, and the appendix."""
    named = "" if file == Path() else f" {shell_word(file)}"
    eligible = [option for option, result in run.options.items() if result.outcome != "excluded"]
    question = "explain scores" if len(eligible) > 1 else "explain gates" if run.inputs.gates else "check"
    return [
        f"appraise score{named} --full",
        f"appraise {question}{named}",
        f"appraise appendix{named} -o appendix.html",
    ]


def _workbook(run: Run) -> bytes:
    from appraise.publish.workbook import DoesNotFitError, workbook

    try:
        return workbook(run, language_of())
    except DoesNotFitError as error:
        what = "no workbook has room for this"
        why = "a sheet has 16,384 columns, a cell 32,767 letters, and a formula 8,192"
        if error.too_fine:
            what = f'a workbook cannot hold "{error.too_fine}" exactly enough'
            why = "a spreadsheet has some 15 digits, and would take different figures for the same"
        fix = "end the name after -o in .json or .csv"
        raise AppraisalError([Problem("not-written", what, why, fix)]) from None


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
