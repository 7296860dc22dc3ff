"""Common to the commands: their arguments, reading what they name, writing results, and reporting problems."""

import errno
import importlib.util
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn, TextIO, TypeVar

import typer

from appraise import REGISTRY, Appraisal, AppraisalError, Place, Problem, Run, evaluate, read_run
from appraise.cli.console import drawing, print_problems
from appraise.files.library.languages import read_language
from appraise.files.library.library import base_of, file_state, is_shipped, own_files, recorded_file
from appraise.files.loading.load import load
from appraise.files.text.file_names import is_record
from appraise.files.text.locations import Locator
from appraise.files.text.source import repositories
from appraise.files.text.write import write
from appraise.publish.language import Language
from appraise.publish.render.escape import clean

FILE = "An appraisal, a criteria file, a folder with appraisal.yaml, or a record."
File = Annotated[Path, typer.Argument(metavar="FILE", help=FILE)]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; - is standard output.")]
Force = Annotated[
    bool,
    typer.Option("--force", help="Write over what is no earlier output of the same kind, or is read-only."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but the result.")]

_Form = TypeVar("_Form", bound=str)


def run_of(file: Path, brief: bool = False) -> Run:
    """The run that a file holds or comes to. Of a record that its files have outlived, that is said.

    brief: without the analyses that a terminal does not show.
    """
    if not is_record(file):
        return evaluated(load(file, REGISTRY).appraisal, brief)
    run = read_run(file)
    for source in own_files(run.inputs.files):
        if file_state(source, base_of(file)) == "changed":
            note(f"note: {source.path} has changed since this record was written; score again to bring it in")
    return run


def run_with_places(file: Path, brief: bool = False) -> tuple[Run, Locator, list[Place]]:
    """The run that a file holds or comes to, where people wrote each thing in it, and where its files still hold texts
    of a template."""
    if is_record(file):
        from appraise.files.record.read import places_in

        return run_of(file), places_in(file), []
    loaded = load(file, REGISTRY)
    return evaluated(loaded.appraisal, brief), loaded.locate, loaded.unreplaced


def evaluated(appraisal: Appraisal, brief: bool = False) -> Run:
    """The run that an appraisal comes to. A terminal that waits is shown how far it is."""
    with drawing() as tell:
        return evaluate(appraisal, brief=brief, tell=tell)


def language_of(code_or_file: str = "en") -> Language:
    """A language that comes with appraise, by its code, or one in a file of somebody's own."""
    return Language(*read_language(code_or_file))


def sources(file: Path, run: Run) -> list[Path]:
    """Where the files lie that a run was made from."""
    return [path for each in run.inputs.files if (path := recorded_file(each.path, base_of(file)))]


def in_repository(place: Place) -> Place:
    """A place as GitHub knows it, by the path from the top of the repository that the file is in; as it is, where it
    is in none, or comes with appraise."""
    file = Path(os.path.abspath(place.file))  # noqa: PTH100 - resolve() follows links
    tops = repositories(file.parent)
    return place._replace(file=file.relative_to(tops[0]).as_posix()) if tops and not is_shipped(file) else place


def note(text: str) -> None:
    """A line about what was done, beside the result. Names of files are data like any other text."""
    with _aside():
        sys.stderr.write(f"{clean(text)}\n")


@contextmanager
def reporting(undone: str) -> Iterator[None]:
    """Print an input's problems and end with 2; let a reader that stops listening go.

    undone: what did not happen because of them, for the last line.
    """
    try:
        yield
        sys.stdout.flush()
    except AppraisalError as error:
        _report(error.problems, undone)
    except MemoryError:
        what, fix = "what this would take does not fit into memory", "check that they are the right files"
        _report([Problem("too-large", what, "nothing can be worked out without it", fix)], undone)
    except OSError as error:
        if error.filename is not None:
            what, why = f'"{os.fsdecode(error.filename)}" cannot be used', (error.strerror or "").lower()
            _report([Problem("unreadable", what, why, "check the name and who may read and write it")], undone)
        listened_to = not _nobody_reads(error)
        _let_go_of(sys.stdout)
        if listened_to:
            why = (error.strerror or "it cannot be written").lower()
            fix = "check where it goes, or name a file with -o"
            _report([Problem("not-written", "standard output did not take the result", why, fix)], undone)


def _nobody_reads(error: OSError) -> bool:
    """Whether a reader stopped listening; on Windows, a pipe into which nothing can be written is an invalid
    argument."""
    piped = stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    return error.errno == errno.EPIPE or (error.errno == errno.EINVAL and piped)


def _report(problems: Sequence[Problem], undone: str) -> NoReturn:
    with _aside():
        print_problems(problems, undone, sys.stderr)
    raise typer.Exit(2)


@contextmanager
def _aside() -> Iterator[None]:
    """Say something beside the result. Where nobody takes it, that is no fault."""
    try:
        yield
        sys.stderr.flush()
    except OSError:
        _let_go_of(sys.stderr)


def _let_go_of(stream: TextIO) -> None:
    """Keep what is still buffered from failing again when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def put(result: str | bytes, output: Path | None, force: bool, quiet: bool, keep: Sequence[Path]) -> None:
    """What files and programs take, text as UTF-8 whatever a terminal takes: to standard output or, whole, into a file;
    `keep` are files that are never written over."""
    content = result.encode("utf-8", "backslashreplace") if isinstance(result, str) else result
    if not to_file(output):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    assert output is not None
    write(output, content, force, keep)
    if not quiet:
        note(f"wrote {output}")


def office(library: str, package: str, form: str, output: Path | None) -> None:
    """Refuse to make a file of an office program where the library for it is missing, or where it would go to a
    terminal, which cannot show it.

    library: as it is imported. package: as it is installed. form: such as "a Word file".
    Raises:  AppraisalError[not-written].
    """
    if importlib.util.find_spec(library) is None:
        what, why = f"{form} needs {package}, which is not installed", "it comes with the extra [office] of appraise"
        fix = "run: pip install python-docx xlsxwriter"
        raise AppraisalError([Problem("not-written", what, why, fix)])
    if output is None:
        what, why = f"{form} is not printed", "a terminal cannot show it"
        raise AppraisalError([Problem("not-written", what, why, "name a file with -o")])


def to_file(output: Path | None) -> bool:
    """Whether -o names a file."""
    return output is not None and output != Path("-")


def form_of(output: Path | None, asked: _Form | None, endings: Mapping[str, _Form], printed: _Form) -> _Form:
    """What to print, or to write into a file whose name says what it holds.

    endings: of names, with the form that each stands for. printed: the form for people, which is never written.
    Raises:  AppraisalError[not-written] where the name of the file and what is asked for do not go together.
    """
    if output is None or not to_file(output):
        return asked or printed
    by_name = endings.get(output.suffix.lower())
    fix = "leave out one of the two, or name another file"
    if asked is not None and asked not in endings.values():
        why, fix = f"{asked} is only printed", f"leave out --format, and end the name in {' or '.join(endings)}"
    elif by_name is None:
        why = f"nothing is written as {output.suffix}" if output.suffix else "its name does not say what it holds"
        fix = f"end it in {' or '.join(endings)}"
    elif asked not in (None, by_name):
        why = f"its name says {by_name}, and --format {asked}"
    else:
        return by_name
    raise AppraisalError([Problem("not-written", f'"{output.as_posix()}" was not written', why, fix)])
