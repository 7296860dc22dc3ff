"""The command line: one thin module a command. This room alone knows all the others."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from appraise.cli import appendix, check, diff, explain, init, library, schema, score, verify

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(init.init)
app.command()(check.check)
app.command()(score.score)
app.command()(appendix.appendix)
app.command()(diff.diff)
app.command()(explain.explain)
app.command()(verify.verify)
app.command()(library.library)
app.command()(schema.schema)


def _version(wanted: bool) -> None:
    if wanted:
        from appraise import __version__

        typer.echo(f"appraise {__version__}")
        raise typer.Exit


@app.callback()
def appraise(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault of our own.")] = False,
) -> None:
    """Appraise delivery options: gates, scores, a shortlist, and the appendix that shows how they come about.

    FILE is an appraisal, a criteria file, a folder that holds appraisal.yaml, or a record (run.json).
    """


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 the answer is "no", 2 not done, 3 our own fault, 130 interrupted."""
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="appraise")
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        sys.stderr.write(f"appraise: a fault of our own: {type(error).__name__}. Run again with --debug and tell us.\n")
        sys.exit(3)
