"""Syntax: what is told of a line that is no YAML, and where in it."""

import re
from typing import Any

from appraise.files.text.characters import UNSEEN, character_problem
from appraise.files.text.source import Source
from appraise.files.text.yaml_errors import refusal
from appraise.problem import Problem

_SIGNS = (
    ("scanning an alias", "alias", True),
    ("scanning an anchor", "anchor", True),
    (" a tag", "tag", True),
    ("tag handle", "tag", True),
    ("mapping values are not allowed", "colon", False),
    ("could not find expected ':'", "no-colon", True),
    ("a double-quoted scalar", "escape", False),
    ("a quoted scalar", "open-quote", True),
    ("expected ',' or", "open-bracket", True),
    ("but found '<scalar>'", "after-value", False),
    ("sequence entries are not allowed", "list", False),
    ("a block scalar", "block-text", False),
    ("'<stream end>'", "open-bracket", False),
    ("cannot start any token", "sign", False),
    ("mapping keys are not allowed", "sign", False),
    ("expected the node content", "sign", False),
    ("", "yaml-syntax", False),
)
"""What pyyaml says, the code we give it, and whether the place is what was opened, not where it was noticed."""
_ALONE = re.compile(r"\? *([]},#]|$)")
_BEGINS_UNSEEN = re.compile(f" *{UNSEEN.pattern}")
_GLUED_KEY = re.compile("( *(?:- +)?)[a-z][a-z0-9-]*:(?!//)[^ ]")
_CHARACTERS = ("hidden-character", "look-alike")


def syntax_problem(source: Source, error: Any, above: Problem | None) -> Problem | None:
    """The problem of a line that is no YAML, at what was opened there or at what does not fit; None where what is told
    of the line above keeps this one from fitting.

    error: what pyyaml says, with its marks. above: the problem told last.
    """
    message = f"{error.context} {error.problem}"
    code, opening = next((code, opening) for sign, code, opening in _SIGNS if sign in message)
    mark = (error.context_mark if opening else None) or error.problem_mark
    line = min(mark.line, len(source.lines) - 1)
    text = source.lines[line]
    if above and above.code in _CHARACTERS and above.place and above.place.line >= line:
        return None
    if unseen := UNSEEN.match(text, mark.column) or _BEGINS_UNSEEN.match(text):
        return character_problem(unseen[0][-1], source.place(line, unseen.end() - 1))
    if code == "sign" and _ALONE.match(text, mark.column):
        code = "question"
    if code in ("colon", "yaml-syntax") and (glued := _glued_key(source, line)):
        return refusal("no-colon", source.place(*glued))
    column = text.rfind("\\", 0, mark.column) if code == "escape" else min(mark.column, len(text))
    return refusal(code, source.place(line, column))


def _glued_key(source: Source, line: int) -> tuple[int, int] | None:
    """Where in the line above a value stands right after the colon of its key: the two were read as one text, so that
    only the line below did not fit."""
    lines = source.lines
    above = next((number for number in reversed(range(line)) if lines[number].split("#")[0].strip()), None)
    if above is None:
        return None
    glued = _GLUED_KEY.match(lines[above])
    indent = len(lines[line]) - len(lines[line].lstrip(" "))
    return (above, indent) if glued and glued.end(1) == indent else None
