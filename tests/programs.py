"""Programs and libraries of other people that some tests drive, and that not every machine has.

`.ci/run` installs them and asks for them by setting APPRAISE_TESTS_DEMAND; elsewhere a test that misses one is skipped.
"""

import importlib
import os
import shutil
from typing import Any, NoReturn

import pytest

DEMAND = "APPRAISE_TESTS_DEMAND"
"""What says, set to anything, that no test may be skipped for want of a program."""


def program(*names: str) -> str:
    """Where a program lies, by the first of its names that is on the path."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing(f"needs {names[0]}")


def library(name: str) -> Any:
    """A library of the extra `browser`."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        missing(f"needs {name.partition('.')[0]}: pip install -e '.[test,browser]'")


def missing(what: str) -> NoReturn:
    """Skip the test that needs something, or let it fail where none may be skipped."""
    if os.environ.get(DEMAND):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)
