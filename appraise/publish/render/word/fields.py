"""Fields of Word in a letterhead: those of pages stay; what others say of the file goes."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml.ns import qn

_OF_PAGES = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "IF", "="}
"""What tells nothing of the file."""
_TEXT = {"HYPERLINK"}
"""What shows a text that people wrote."""
_MARK, _ASKED, _SHOWN = qn("w:fldChar"), qn("w:instrText"), qn("w:t")


def forget(root: Any) -> None:
    """Take what fields say of a file out of a part of it, and the fields with it."""
    for simple in [*root.iter(qn("w:fldSimple"))]:
        name = _name(simple.get(qn("w:instr"), ""))
        if name not in _OF_PAGES | _TEXT:
            silence(simple.iter(_SHOWN))
        if name not in _OF_PAGES:
            unwrap(simple)
    field: list[Any] = []
    depth = 0
    for each in [*root.iter(_MARK, _ASKED, _SHOWN)]:
        kind = _kind(each)
        depth += kind == "begin"
        field += [each] if depth else []
        depth -= kind == "end" and depth > 0
        if field and not depth:
            _forget(field, closed=True)
            field = []
    _forget(field, closed=False)


def _forget(field: Sequence[Any], closed: bool) -> None:
    """Take out a field with all that lies within it, unless it is of pages alone."""
    names = {_name("".join(_asked(field, at))) for at, each in enumerate(field) if _kind(each) == "begin"}
    if closed and names <= _OF_PAGES:
        return
    if not names <= _TEXT:
        silence(each for each in field if each.tag == _SHOWN)
    for each in field:
        if each.tag != _SHOWN:
            each.getparent().remove(each)


def _asked(field: Sequence[Any], begin: int) -> Iterable[str]:
    """The pieces of an instruction up to the next mark: Word parts them as it likes."""
    for each in field[begin + 1 :]:
        if each.tag == _MARK:
            return
        yield each.text or ""


def _kind(each: Any) -> str | None:
    found: str | None = each.get(qn("w:fldCharType"))
    return found


def silence(texts: Iterable[Any]) -> None:
    """Leave texts empty where they stand."""
    for each in texts:
        each.text = ""


def unwrap(each: Any) -> None:
    """Put what an element holds in its place."""
    parent = each.getparent()
    at = parent.index(each)
    parent[at : at + 1] = list(each)


def instruction_words(instruction: str) -> list[str]:
    """The words of an instruction in capitals: what is asked for, then how."""
    return instruction.upper().replace("\\", " ").split()


def _name(instruction: str) -> str:
    first, *_ = [*instruction_words(instruction), ""]
    return "=" if first.startswith("=") else first
