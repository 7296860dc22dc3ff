"""Fields of Word in a letterhead: those of pages stay; what others say of the file goes, and those that would ask for
what is no longer there go with it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_OF_PAGES = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "IF", "="}
"""What tells nothing of the file, unless there are other fields within."""
_FILLED_AGAIN = {"DATE", "TIME", "TITLE", "FILENAME"}
"""What Word fills in again, of the new file."""
_BARE = {"TITLE", "FILENAME"}
"""What is asked for without more: a title to set, or the folder of a file."""
_TEXT = "HYPERLINK"
_MARK, _ASKED, _SHOWN = qn("w:fldChar"), qn("w:instrText"), qn("w:t")


def forget(root: Any) -> None:
    """Take what fields say of a file out of a part of it."""
    for simple in [*root.iter(qn("w:fldSimple"))]:
        name = _name(simple.get(qn("w:instr"), ""))
        if name not in _OF_PAGES | {_TEXT}:
            silence(simple.iter(_SHOWN))
        if name in _BARE:
            simple.set(qn("w:instr"), name)
        if name not in _OF_PAGES | _FILLED_AGAIN:
            unwrap(simple)
    kept = set()
    for field in _fields(root):
        name = _name("".join(each.text or "" for each in field.asked))
        stays = field.ends and (name in _FILLED_AGAIN or (name in _OF_PAGES and not field.around))
        if not stays or name in _FILLED_AGAIN:
            silence(field.shown if name != _TEXT else ())
        if stays:
            kept |= {*field.marks, *field.asked}
        if stays and name in _BARE:
            silence(field.asked)
            field.asked[0].text = f" {name} "
    for each in [*root.iter(_MARK, _ASKED)]:
        if each not in kept:
            each.getparent().remove(each)


def silence(texts: Iterable[Any]) -> None:
    """Leave texts empty where they stand."""
    for each in texts:
        each.text = ""


def unwrap(each: Any) -> None:
    """Put what an element holds in its place."""
    parent = each.getparent()
    at = parent.index(each)
    parent[at : at + 1] = list(each)


class _Field(NamedTuple):
    """A field. marks: where it begins, shows and ends. asked: its instruction. shown: what it came to.

    around: the fields within it that do not stay. ends: filled where it is closed.
    """

    marks: list[Any]
    asked: list[Any]
    shown: list[Any]
    around: list[str]
    ends: list[Any]


def _fields(root: Any) -> Iterator[_Field]:
    """The fields of a part, each after those within it; last those that are never closed."""
    open_: list[_Field] = []
    showing: list[bool] = []
    for each in [*root.iter(_MARK, _ASKED, _SHOWN)]:
        kind = each.get(qn("w:fldCharType"))
        if kind == "begin":
            open_.append(_Field([], [], [], [], []))
            showing.append(False)
        if not open_:
            continue
        if each.tag == _ASKED:
            open_[-1].asked.append(each)
        elif each.tag == _SHOWN:
            for field, shows in zip(open_, showing, strict=True):
                if shows:
                    field.shown.append(each)
        else:
            open_[-1].marks.append(each)
            showing[-1] = kind == "separate"
        if kind == "end":
            field = open_.pop()
            showing.pop()
            field.ends.append(each)
            name = _name("".join(each.text or "" for each in field.asked))
            if open_ and (name not in _OF_PAGES or field.around):
                open_[-1].around.append(name)
            yield field
    yield from open_


def _name(instruction: str) -> str:
    first, *_ = [*instruction.upper().split(), ""]
    return "=" if first.startswith("=") else first
