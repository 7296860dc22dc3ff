"""YAML text to plain data that remembers where every key and value stands.

Reads pyyaml's events and nothing above them, so that no value is ever guessed: a plain number is a Decimal as
typed, `true` and `false` are booleans, everything else is text. Limits hold before anything is built.
Where libyaml is there it reads first, because it is fast. Whatever is not plain sailing for it is read again by
pyyaml itself, so that the same file gives the same data, or the same problems, with and without libyaml; but only up
to a size that pyyaml reads in a second. Of larger files, problems are told as libyaml finds them.
"""

import re
from array import array
from decimal import Decimal
from typing import Any

import yaml

from appraise.field_types import ID, NUMBER
from appraise.files.text.source import HIDDEN, Source
from appraise.files.text.yaml_errors import DEPTH_LIMIT, EVENT_LIMIT, LINE_LIMIT, SIGNS, TEXT_LIMIT, WORDS
from appraise.problem import PROBLEM_LIMIT, AppraisalError, Place, Problem

_TWICE = 100_000
"""The most characters that are read a second time."""
_DIGITS = 15
"""The most digits of a number."""

CITATION = re.compile(rf"{ID.pattern}( [^\s0-9]*[0-9]\S*)?")

_REFUSED = re.compile(
    r"^(?P<directive>%)|(?P<tab>\t)|^ *(?P<indent>\u00a0)|^ *[^ :\n]+: +(?P<question>\?)$", re.MULTILINE
)
_NOTHING_MORE = re.compile(r"\s*\Z")
_ALONE = re.compile(r"\? *([]},#]|$)")
_NO_CHARACTER = re.compile(r"\\U(?!000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})")
_HASH = re.compile(" #[^ ]")
_COMMENT = re.compile(" +#(?=[^ ])")
_GLUED_KEY = re.compile("( *(?:- +)?)[a-z][a-z0-9-]*:(?!//)[^ ]")
_GLUED = re.compile("[|>][-+0-9]*#")


class Map(dict[Any, Any]):
    """A mapping with places: four numbers a key, in order: line and column of the key, then of the value.

    `empty` says that nothing at all was typed for it.
    """

    __slots__ = ("_order", "column", "empty", "line", "places")

    def __init__(self, line: int, column: int, empty: bool = False) -> None:
        self.line = line
        self.column = column
        self.empty = empty
        self.places = array("I")
        self._order: dict[Any, int] | None = None

    def position(self, key: Any) -> int:
        """How many keys stand before a key. What is asked once is remembered for all of them."""
        known = self._order = {} if self._order is None else self._order
        for position, each in zip(range(len(self) - 1, len(known) - 1, -1), reversed(self), strict=False):
            known[each] = position
        return known[key]


class Seq(list[Any]):
    """A list with places: two numbers an item, line and column."""

    __slots__ = ("column", "line", "places")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.places = array("I")


def tree(source: Source, kind: str = "appraisal") -> Map:
    """The data of a YAML file.

    kind:   the kind of file that is wanted, for a file that does not say its own.
    Raises: AppraisalError with all problems found up to the first line that cannot be read.
    """
    readers = [getattr(yaml, "CLoader", yaml.Loader), *([yaml.Loader] if len(source.text) <= _TWICE else [])]
    for reader in readers:
        builder = _Builder(source, kind)
        root: Map = builder.build(reader)
        if not builder.problems:
            return root
    raise AppraisalError(builder.problems)


def place(source: Source, root: Map, path: tuple[Any, ...], key: bool = False) -> Place:
    """Where a path of keys and positions leads, as far as it leads; `key` points at the last key itself."""
    at: Any = root
    line, column = root.line, root.column
    width = 1
    for depth, step in enumerate(path):
        if isinstance(at, Map) and step in at:
            index = 4 * at.position(step)
            as_key = at.places[index], at.places[index + 1]
            as_value = at.places[index + 2], at.places[index + 3]
            at = at[step]
            here = (key and depth == len(path) - 1) or isinstance(at, Map | Seq)
            line, column = as_key if here else as_value
            width = len(str(step)) if here else _width(at)
        elif isinstance(at, Seq) and isinstance(step, int) and step < len(at):
            line, column = at.places[2 * step], at.places[2 * step + 1]
            at = at[step]
            width = _width(at)
    return source.place(line, column, width)


def _width(value: Any) -> int:
    if isinstance(value, Decimal):
        return len(format(value, "f"))
    return len(value) if isinstance(value, str) and "\n" not in value else 1


class _Builder:
    """Builds one tree; collects what is wrong on the way."""

    def __init__(self, source: Source, kind: str) -> None:
        self.source = source
        self.kind = kind
        self.problems: list[Problem] = []
        self.plain: dict[str, Any] = {"true": True, "false": False}
        self.hashes: set[int] = set()

    def build(self, loader: Any) -> Any:
        """The root of the file, as far as it can be read."""
        if self.source.text.count("\n") > LINE_LIMIT:
            place = Place(self.source.shown, LINE_LIMIT + 1, 1, "")
            self.problems.append(Problem("too-long", *WORDS["too-long"], place))
            return None
        suspect = self.source.lines if _REFUSED.search(self.source.text) else []
        for line, text in enumerate(suspect):
            refused = _REFUSED.search(text)
            if refused:
                self.say(str(refused.lastgroup), line, refused.start(refused.lastgroup or 0))
            if len(self.problems) == PROBLEM_LIMIT:
                break
        if self.problems:
            return None
        if _HASH.search(self.source.text):
            self.hashes = {number for number, line in enumerate(self.source.lines) if _HASH.search(line)}
        try:
            root = self.read(yaml.parse(self.source.text, Loader=loader))
        except yaml.MarkedYAMLError as error:
            self.syntax(error)
            return None
        except (ValueError, OverflowError):  # from pyyaml, for a code beyond the last character
            before = _NO_CHARACTER.split(self.source.text, maxsplit=1)[0]
            self.say("escape", before.count("\n"), len(before) - before.rfind("\n") - 1)
            return None
        if (not isinstance(root, Map) or root.empty) and not self.problems:
            self.say("not-a-mapping", 0, 0, kind=self.kind)
        return root

    def read(self, events: Any) -> Any:
        """The tree, as far as events go. It does not recurse, so depth is limited by us and not by the machine."""
        root: Any = None
        value: Any
        stack: list[Map | Seq] = []
        key: Any = None
        line = column = key_line = key_column = flows = documents = 0
        for count, event in enumerate(events):
            kind = type(event)
            mark = event.start_mark
            if kind is yaml.ScalarEvent:
                line, column = mark.line, mark.column
                value = self.plain.get(event.value) if not (event.style or flows or self.hashes) else None
                if value is None or event.tag or event.anchor:
                    value = self.scalar(event, bool(flows))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                line, column = mark.line, mark.column
                value = Map(line, column) if kind is yaml.MappingStartEvent else Seq(line, column)
                flows += bool(flows or event.flow_style)
                self.no_anchor_or_tag(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                flows -= bool(flows)
                continue
            elif kind is yaml.AliasEvent:
                self.say("alias", mark.line, mark.column)
                value = ""
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    self.say("second-document", mark.line, mark.column)
                    return root
                continue

            if not stack:
                root = value
            elif isinstance(top := stack[-1], Seq):
                top.append(value)
                top.places.extend((line, column))
            elif key is None:
                if isinstance(value, Map | Seq):
                    self.say("key", line, column)
                    return root
                key = value if isinstance(value, str | Decimal) else event.value
                key_line, key_column = line, column
            else:
                if isinstance(value, Map) and value.empty:
                    line, column = value.line, value.column = key_line, key_column
                    if flows and event.value == "":
                        self.say("flow-value", line, column)
                if key in top:
                    first = top.places[4 * top.position(key)] + 1
                    self.say("duplicate-key", key_line, key_column, key=_letters(key), first=first)
                else:
                    top[key] = value
                    top.places.extend((key_line, key_column, line, column))
                key = None
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                stack.append(value)
            if len(stack) > DEPTH_LIMIT or count >= EVENT_LIMIT:
                self.say("too-deep" if len(stack) > DEPTH_LIMIT else "too-long", line, column)
                return root
            if len(self.problems) >= PROBLEM_LIMIT:
                return root
        return root

    def scalar(self, event: Any, in_flow: bool) -> Any:
        """The value of a scalar, with everything checked that can be wrong with one."""
        self.no_anchor_or_tag(event)
        text, line, column = event.value, event.start_mark.line, event.start_mark.column
        if len(text) > TEXT_LIMIT:
            self.say("long-text", line, column)
            return text
        if event.style:
            if event.style in "|>" and _GLUED.match(self.source.lines[line], column):
                self.say("hash", line, self.source.lines[line].index("#", column))
            if HIDDEN.search(text):
                self.say("hidden-character", line, column)
            return text
        if self.hashes and event.end_mark.line < len(self.source.lines):
            self.no_text_lost(event)
        if text in ("", "~", "null"):
            if text:
                self.say("no-value", line, column)
            return Map(line, column, empty=True)
        if in_flow and ("?" in text or (" " in text and not CITATION.fullmatch(text))):
            self.say("flow-text", line, column, text=_quoted(text))
        value: Any = self.plain.get(text)
        if value is None:
            number = len(text) <= _DIGITS + 2 and NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) <= _DIGITS
            value = self.plain[text] = Decimal(text) if number else text
        return value

    def no_text_lost(self, event: Any) -> None:
        """Refuse a comment that may be meant for text: right after a plain text, or in a line that goes on from it."""
        lines, end = self.source.lines, event.end_mark
        after = _COMMENT.match(lines[end.line], end.column)
        if after:
            self.say("hash", end.line, after.end() - 1)
        elif event.value and end.line + 1 in self.hashes and _NOTHING_MORE.match(lines[end.line], end.column):
            below = _COMMENT.match(lines[end.line + 1])
            first = lines[event.start_mark.line]
            if below and below.end() - 1 > len(first) - len(first.lstrip(" ")):
                self.say("hash", end.line + 1, below.end() - 1)

    def no_anchor_or_tag(self, event: Any) -> None:
        """Refuse what would make one place of a file depend on another."""
        mark = event.start_mark
        if event.anchor:
            self.say("anchor", mark.line, mark.column)
        if event.tag:
            self.say("tag", mark.line, mark.column)

    def syntax(self, error: Any) -> None:
        """Collect a line that is no YAML, in our words, at what was opened there or at what does not fit."""
        said = f"{error.context} {error.problem}"
        code, opening = next((code, opening) for sign, code, opening in SIGNS if sign in said)
        mark = (error.context_mark if opening else None) or error.problem_mark
        line = min(mark.line, len(self.source.lines) - 1)
        text = self.source.lines[line]
        if code == "sign" and _ALONE.match(text, mark.column):
            code = "question"
        above = self.glued_key(line) if code in ("colon", "yaml-syntax") else None
        if above:
            self.say("no-colon", *above)
            return
        self.say(code, line, text.rfind("\\", 0, mark.column) if code == "escape" else min(mark.column, len(text)))

    def glued_key(self, line: int) -> tuple[int, int] | None:
        """Where in the line above a value stands right after the colon of its key: the two were read as one text,
        so that only the line below did not fit."""
        lines = self.source.lines
        above = next((number for number in reversed(range(line)) if lines[number].split("#")[0].strip()), None)
        if above is None:
            return None
        found = _GLUED_KEY.match(lines[above])
        indent = len(lines[line]) - len(lines[line].lstrip(" "))
        return (above, indent) if found and found.end(1) == indent else None

    def say(self, code: str, line: int, column: int, **words: object) -> None:
        """Collect a problem in the words kept for its code."""
        what, why, fix = (text.format(**words) if words else text for text in WORDS[code])
        self.problems.append(Problem(code, what, why, fix, self.source.place(line, column)))


def _quoted(text: str) -> str:
    """A text in the quotes in which it can be written."""
    return f'"{text}"' if not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"


def _letters(value: str | Decimal) -> str:
    return value if isinstance(value, str) else format(value, "f")
