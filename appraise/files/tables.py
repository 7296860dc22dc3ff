"""Tables: what the engine and the checks hand to this room, so that it imports neither."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from appraise.appraisal import Appraisal
from appraise.files.criteria import Criteria
from appraise.files.part import Part
from appraise.problem import Problem


class Tables(NamedTuple):
    """What the engine takes: the kind of operand of each gate operator and each weighting method, and what finds
    weights that cannot be worked out. `findings` tells the codes of the findings that people can accept."""

    operators: Mapping[str, str]
    methods: Mapping[str, str]
    arithmetic: Callable[[Appraisal], list[Problem]]
    findings: Callable[[], Collection[str]]


def placed(problems: list[Problem], part: Part, criteria_part: Part, criteria: Criteria) -> Iterator[Problem]:
    """Problems of arithmetic with the places of what they are about."""
    for problem in problems:
        what, name = problem.about or ("", "")
        if what == "perspective-weights":
            place = part.place(("perspectives", name, "weights"), key=True)
        elif what == "weight":
            place = criteria_part.place((*criteria.paths[name], "weight"), key=True)
        else:
            place = criteria_part.place(("criteria",), key=True)
        yield problem._replace(place=place)
