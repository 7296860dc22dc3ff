"""Explanations: what the code of each problem means, with an example, from `templates/problems.yaml`."""

from typing import NamedTuple

from appraise.files.library.library import shipped_folder
from appraise.files.text.source import read
from appraise.files.text.yaml_reader import read_yaml


class Explanation(NamedTuple):
    """What a problem or a finding means and how to mend it; an example as it is told, where one can be shown; of a
    finding, why it matters, who says so, and for an example how people say that they live with it."""

    means: str
    fix: str
    example: str = ""
    why: str = ""
    source: str = ""


def explanations() -> dict[str, Explanation]:
    """Every code with its explanation."""
    root = read_yaml(read(shipped_folder("templates") / "problems.yaml"))
    return {code: Explanation(**fields) for code, fields in root.items()}
