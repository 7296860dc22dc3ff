"""Registry: what the engine and the checks of good practice hand to `files`, so that it imports neither."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from appraise.appraisal import Appraisal
from appraise.problem import Problem


class Registry(NamedTuple):
    """What the engine takes: the kind of operand of each gate operator and each weighting method, and what finds
    weights that cannot be worked out. `findings` tells the codes of the findings that people can accept."""

    operators: Mapping[str, str]
    methods: Mapping[str, str]
    arithmetic: Callable[[Appraisal], list[Problem]]
    findings: Callable[[], Collection[str]]
