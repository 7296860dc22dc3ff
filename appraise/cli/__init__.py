"""The command line: one thin module a command. This room alone knows all the others."""

import gc
import os
import re
import signal
import sys
from contextlib import suppress
from typing import Annotated

import typer

from appraise.cli import appendix, check, diff, explain, init, library, schema, score, seal, verify

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(init.init)
app.command()(seal.seal)
app.command()(check.check)
app.command()(score.score)
app.command()(appendix.appendix)
app.command()(diff.diff)
app.command()(explain.explain)
app.command()(verify.verify)
app.command()(library.library)
app.command()(schema.schema)


_SIZE = re.compile("[1-9][0-9]{0,3}", re.ASCII)
"""A size of a terminal. What is no number, or one that no terminal has, is for nobody to lay out lines by."""


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
    """Run the command line. Exit codes: 0 done, 1 the answer is "no", 2 not done, 3 our own fault, 130 interrupted; and
    what a shell says of a command that was ended, 143, or whose terminal was closed, 129."""
    # Whatever is being written is taken away again on the way out; what nohup and the like set aside stays aside.
    for name in ("SIGHUP", "SIGINT", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_, code=128 + number: sys.exit(code))
    for size in ("COLUMNS", "LINES"):
        if not _SIZE.fullmatch(os.environ.get(size, "")):
            os.environ.pop(size, None)
    # Starting the threads of numpy's linear algebra takes longer than all it is asked for. Before numpy is loaded, and
    # not where appraise is imported: what else a program works out is its own affair.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What importing made stays until the end: that the collector looks through it takes an eighth of `score`.
    gc.freeze()
    _make_streams()
    try:
        app(prog_name="appraise")
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        # What the commands themselves read and write, they tell; this is typer's help or usage that nobody took.
        ours = not isinstance(error, OSError)
        why = f"a fault of our own: {type(error).__name__}. Run again with --debug and tell us"
        why = (error.strerror or "").lower() if isinstance(error, OSError) else why
        with suppress(OSError):
            sys.stderr.write(f"appraise: {why}.\n")
        sys.exit(3 if ours else 2)


def _make_streams() -> None:
    """See that there are all three standard streams, that a letter never keeps anything from being printed, and that
    what goes to a file or a program is UTF-8 with one line end on every machine; a terminal takes what it says."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # The first file opened takes the number of the stream, so that nothing meant for it gets into another file.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            plain = {} if stream.isatty() else {"encoding": "utf-8", "newline": "\n"}
            stream.reconfigure(errors="backslashreplace", **plain)
