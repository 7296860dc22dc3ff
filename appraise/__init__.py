"""Options appraisal and scoring for UK public bodies.

    run = appraise.evaluate(appraise.load("examples/birmingham-2016"))
    run.shortlist.options  # ('wholly-owned-company', 'employee-owned-mutual')
    run.options["wholly-owned-company"].total  # 79
    run.analyses.gates.certain  # 'wholly-owned-company'
    run.analyses.sensitivity.shortlist_firm  # False

`load` reads an appraisal from files, `evaluate` scores, gates and shortlists it, and `read_run` reads the record
of an earlier run. `run.to_json()` is that record, and `run.appraisal()` what it came from. `run.table()` is a pandas
DataFrame, a row an option; its numbers are floats, and those of the CSV exact. Whatever is wrong with an input is
raised as an AppraisalError that lists every Problem.
"""

from collections.abc import Callable, Collection
from os import PathLike
from pathlib import Path

from appraise import engine
from appraise.appraisal import Appraisal
from appraise.engine.gates import OPERATORS
from appraise.files.formats.registry import Registry
from appraise.files.loading.load import load as _load
from appraise.problem import AppraisalError, Place, Problem
from appraise.run import Run
from appraise.weighting import METHODS

__all__ = ["Appraisal", "AppraisalError", "Place", "Problem", "Run", "__version__", "evaluate", "load", "read_run"]

__version__ = "0.1.0"


def _findings() -> Collection[str]:
    """The codes of all findings, by which the files of the checks are named: reading an appraisal needs no check."""
    files = (Path(__file__).parent / "review" / "checks").glob("[a-z]*.py")
    return sorted(file.stem.replace("_", "-") for file in files)


REGISTRY = Registry(
    operators={name: operator.OPERAND for name, operator in OPERATORS.items()},
    methods={name: method.OPERAND for name, method in METHODS.items()},
    arithmetic=engine.arithmetic,
    findings=_findings,
)


def load(path: str | PathLike[str]) -> Appraisal:
    """The appraisal that a path names: an appraisal, a criteria file, or a folder with an `appraisal.yaml`.

    Raises: AppraisalError with everything that is wrong, each with file, line, why and fix.
    """
    return _load(Path(path), REGISTRY).appraisal


def evaluate(appraisal: Appraisal, *, brief: bool = False, tell: Callable[[int, int], None] | None = None) -> Run:
    """Score every option, hold it against the gates and the shortlist rule, and say how firm the result is.

    Pure: the same run every time.
    brief: leave out the comparison of perspectives and robustness, which take longest; a record holds them.
    tell:  is told how many sets of weights have been drawn, and of how many.
    """
    return engine.evaluate(appraisal, __version__, brief, tell or (lambda _drawn, _draws: None))


def read_run(path: str | PathLike[str]) -> Run:
    """The run that a record holds.

    Raises: AppraisalError where the file is not a record or was changed since it was written.
    """
    from appraise.files.record.read import read_run as read

    return read(Path(path), REGISTRY)
