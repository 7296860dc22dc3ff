"""Reader: YAML text to a tree of plain data, and everything that is refused on the way.

Reads pyyaml's events and nothing above them, so that no value is ever guessed: a plain number is a Decimal as
typed, `true` and `false` are booleans, everything else is text. Limits hold before anything is built.
Where libyaml is there it reads first, because it is fast. A file that libyaml finds fault with is read again by
pyyaml itself, so that the same file gives the same data, or the same problems, with and without libyaml; but only up
to a size that pyyaml reads in a second. Of larger files, problems are told as libyaml finds them.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from appraise.field_types import NUMBER
from appraise.files.text.source import HIDDEN, Source
from appraise.files.text.yaml_errors import DEPTH_LIMIT, EVENT_LIMIT, LINE_LIMIT, REFUSALS, SIGNS, TEXT_LIMIT
from appraise.files.text.yaml_tree import CITATION, Map, Seq
from appraise.problem import PROBLEM_LIMIT, AppraisalError, Place, Problem

_TWICE = 100_000
"""The most characters that are read a second time."""
_DIGITS = 15
"""The most digits of a number."""

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


def read_yaml(source: Source, kind: str = "appraisal") -> Map:
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


class _StopError(Exception):
    """What is wrong by now is enough, or keeps the rest from being read."""


class _Builder:
    """Builds one tree; collects what is wrong on the way.

    events:       those of the parser that are still to be read.
    line, column: where the value read last stands, counted from 0.
    """

    def __init__(self, source: Source, kind: str) -> None:
        self.source = source
        self.kind = kind
        self.problems: list[Problem] = []
        self.plain: dict[str, Any] = {"true": True, "false": False}
        self.hashes: set[int] = set()
        self.events: Iterator[Any] = iter(())
        self.line = self.column = 0

    def build(self, loader: Any) -> Any:
        """The root of the file; None where it cannot be read, and then there are problems."""
        if self.source.text.count("\n") > LINE_LIMIT:
            place = Place(self.source.shown, LINE_LIMIT + 1, 1, "")
            self.problems.append(Problem("too-long", *REFUSALS["too-long"], place))
            return None
        self.refuse_lines()
        if self.problems:
            return None
        if _HASH.search(self.source.text):
            self.hashes = {number for number, line in enumerate(self.source.lines) if _HASH.search(line)}
        self.events = self.within_limits(loader)
        try:
            root = self.root()
        except _StopError:
            return None
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

    def refuse_lines(self) -> None:
        """Refuse lines that hold what no file may hold, whatever YAML makes of them."""
        for line, text in enumerate(self.source.lines if _REFUSED.search(self.source.text) else []):
            if refused := _REFUSED.search(text):
                self.say(str(refused.lastgroup), line, refused.start(refused.lastgroup or 0))
            if len(self.problems) == PROBLEM_LIMIT:
                break

    def within_limits(self, loader: Any) -> Iterator[Any]:
        """The events of the parser, as long as they and the problems are not too many."""
        for count, event in enumerate(yaml.parse(self.source.text, Loader=loader)):
            yield event
            if count >= EVENT_LIMIT and isinstance(event, yaml.NodeEvent):
                self.say("too-long", self.line, self.column)
                raise _StopError
            if len(self.problems) >= PROBLEM_LIMIT:
                raise _StopError

    def root(self) -> Any:
        """The value of the only document; None where there is none."""
        root = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, False)
                self.fill(root, event, False, 1)
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                mark: Any = event.start_mark
                self.say("second-document", mark.line, mark.column)
                raise _StopError
        return root

    def node(self, event: Any, in_flow: bool) -> Any:
        """The value that begins with an event: a scalar, or a mapping or list that is still empty."""
        mark = event.start_mark
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.say("alias", mark.line, mark.column)
            return ""
        self.line, self.column = mark.line, mark.column
        if kind is yaml.ScalarEvent:
            value = self.plain.get(event.value) if not (event.style or in_flow or self.hashes) else None
            return self.scalar(event, in_flow) if value is None or event.tag or event.anchor else value
        self.no_anchor_or_tag(event)
        return Map(mark.line, mark.column) if kind is yaml.MappingStartEvent else Seq(mark.line, mark.column)

    def fill(self, value: Any, start: Any, in_flow: bool, depth: int) -> None:
        """Read what stands in a mapping or list up to its end; in a scalar stands nothing.

        start: the event that it begins with. depth: how many mappings and lists it lies in, with itself.
        """
        kind = type(start)
        if kind is not yaml.MappingStartEvent and kind is not yaml.SequenceStartEvent:
            return
        if depth > DEPTH_LIMIT:
            self.say("too-deep", self.line, self.column)
            raise _StopError
        fill = self.fill_map if kind is yaml.MappingStartEvent else self.fill_seq
        fill(value, in_flow or bool(start.flow_style), depth)

    def fill_seq(self, items: Seq, in_flow: bool, depth: int) -> None:
        """Read the items of a list."""
        for event in self.events:
            if type(event) is yaml.SequenceEndEvent:
                return
            value = self.node(event, in_flow)
            items.append(value)
            items.places.extend((self.line, self.column))
            self.fill(value, event, in_flow, depth + 1)

    def fill_map(self, items: Map, in_flow: bool, depth: int) -> None:
        """Read the keys and values of a mapping."""
        for event in self.events:
            if type(event) is yaml.MappingEndEvent:
                return
            key = self.node(event, in_flow)
            line, column = self.line, self.column
            if isinstance(key, Map | Seq):
                self.say("key", line, column)
                raise _StopError
            key = key if isinstance(key, str | Decimal) else event.value
            event = next(self.events)
            value = self.node(event, in_flow)
            if isinstance(value, Map) and value.empty:
                self.line, self.column = value.line, value.column = line, column
                if in_flow and event.value == "":
                    self.say("flow-value", line, column)
            if key in items:
                letters = key if isinstance(key, str) else f"{key:f}"
                self.say("duplicate-key", line, column, key=letters, first=items.places_of(key)[0] + 1)
            else:
                items[key] = value
                items.places.extend((line, column, self.line, self.column))
            self.fill(value, event, in_flow, depth + 1)

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
        if after := _COMMENT.match(lines[end.line], end.column):
            self.say("hash", end.line, after.end() - 1)
        elif event.value and end.line + 1 in self.hashes and _NOTHING_MORE.match(lines[end.line], end.column):
            below = _COMMENT.match(lines[end.line + 1])
            first = lines[event.start_mark.line]
            if below and below.end() - 1 > len(first) - len(first.lstrip(" ")):
                self.say("hash", end.line + 1, below.end() - 1)

    def no_anchor_or_tag(self, event: Any) -> None:
        """Refuse what would make one place of a file depend on another."""
        if event.anchor:
            self.say("anchor", event.start_mark.line, event.start_mark.column)
        if event.tag:
            self.say("tag", event.start_mark.line, event.start_mark.column)

    def syntax(self, error: Any) -> None:
        """Collect the problem of a line that is no YAML, at what was opened there or at what does not fit."""
        message = f"{error.context} {error.problem}"
        code, opening = next((code, opening) for sign, code, opening in SIGNS if sign in message)
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
        glued = _GLUED_KEY.match(lines[above])
        indent = len(lines[line]) - len(lines[line].lstrip(" "))
        return (above, indent) if glued and glued.end(1) == indent else None

    def say(self, code: str, line: int, column: int, **values: object) -> None:
        """Collect the problem of a code. values: what its sentences name."""
        what, why, fix = (text.format(**values) if values else text for text in REFUSALS[code])
        self.problems.append(Problem(code, what, why, fix, self.source.place(line, column)))


def _quoted(text: str) -> str:
    """A text in the quotes in which it can be written."""
    return f'"{text}"' if not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"
