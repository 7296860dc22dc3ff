"""The criteria set."""

from collections.abc import Iterator

from appraise.files.checks.criteria import Criteria
from appraise.files.formats.parsed_file import ParsedFile
from appraise.problem import Problem


def placed(
    problems: list[Problem], part: ParsedFile, criteria_part: ParsedFile, criteria: Criteria
) -> Iterator[Problem]:
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
