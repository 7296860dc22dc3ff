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
from itertools import pairwise
from typing import Any

import yaml

from appraise.files.text.backslashes import code_in_path
from appraise.files.text.characters import HIDDEN, UNSEEN, character_problem, is_mistyped_entry, mistaken_character
from appraise.files.text.commas import goes_on, parted_number
from appraise.files.text.comments import glued_hashes, lost_text
from appraise.files.text.layout import set_apart
from appraise.files.text.mending import STAND_IN, Mended, mended
from appraise.files.text.source import Source
from appraise.files.text.syntax import syntax_problem
from appraise.files.text.yaml_errors import DEPTH_LIMIT, EVENT_LIMIT, LINE_LIMIT, TEXT_LIMIT, refusal
from appraise.files.text.yaml_tree import CITATION, Map, Seq
from appraise.plain_numbers import NUMBER, plain_number
from appraise.problem import PROBLEM_LIMIT, AppraisalError, Place, Problem

_TWICE = 100_000
"""The most characters that are read a second time, by the other reader."""
_MENDED = 500_000
"""The most characters of a text that is mended where it cannot be read, so that more of it can."""

_REFUSED = re.compile(
    r"^(?P<directive>%)|(?P<tab>\t)|^ *(?P<indent>\u00a0)|^ *[^ :\n]+: +(?P<question>\?)$", re.MULTILINE
)
_NO_CHARACTER = re.compile(r"\\U(?!000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})")
_GLUED = re.compile("[|>][-+0-9]*#")
_TWO_NUMBERS = re.compile(
    rf"(?P<low>{NUMBER.pattern})(?! -[0-9]) ?(?:to|and|[-;\u2013\u2014])? ?(?P<high>{NUMBER.pattern})"
)


def read_yaml(source: Source, kind: str = "appraisal", as_people_write: bool = False) -> Map:
    """The data of a YAML file. A blank line in a text is two line ends, in whatever form the text is written.

    kind:            the kind of file that is wanted, for a file that does not say its own.
    as_people_write: whether more is asked of a text than that it can be read, as of what people can still mend: that
                     it is not laid out as a list, a table or a heading, which print would run together, and that no
                     code in it may have swallowed a letter.
    Raises: AppraisalError with all problems found up to the first line that cannot be read.
    """
    readers = [getattr(yaml, "CLoader", yaml.Loader), *([yaml.Loader] if len(source.text) <= _TWICE else [])]
    for reader in readers:
        builder = _Builder(source, kind, as_people_write)
        root: Map = builder.build(reader)
        if not builder.problems:
            return root
    raise AppraisalError(builder.problems)


class _StopError(Exception):
    """What is wrong by now is enough, or keeps the rest from being read."""


class _Builder:
    """Builds one tree; collects what is wrong on the way.

    mended:       what is parsed: the text of the source as it is, or with what looks wrong mended.
    strange:      whether the file may hold what nobody sees, or codes.
    parted:       where the last three digits stand that a comma parts from the number they belong to.
    events:       those of the parser that are still to be read.
    line, column: where the value read last stands, counted from 0.
    """

    def __init__(self, source: Source, kind: str, as_people_write: bool) -> None:
        self.source = source
        self.kind = kind
        self.as_people_write = as_people_write
        self.problems: list[Problem] = []
        self.mended = Mended(source.text, {}, {})
        self.parted = (-1, -1)
        self.strange = not source.text.isascii() or "\\" in source.text
        self.plain: dict[str, Any] = {"true": True, "false": False}
        self.hashes: set[int] = set()
        self.events: Iterator[Any] = iter(())
        self.line = self.column = 0

    def build(self, loader: Any) -> Any:
        """The root of the file; None where it cannot be read, and then there are problems."""
        if self.source.text.count("\n") > LINE_LIMIT:
            place = Place(self.source.shown, LINE_LIMIT + 1, 1, "")
            self.problems.append(refusal("too-long", place))
            return None
        self.refuse_lines()
        if self.problems:
            return None
        if " #" in self.source.text:
            self.hashes = glued_hashes(self.source.lines)
        root = self.parsed(loader)
        if root is None and self.problems and len(self.source.text) <= _MENDED:
            self.mended = mended(self.source.lines)
            if self.mended.alike or self.mended.colons:
                found, self.problems = self.problems, []
                root = self.parsed(loader)
                self.problems = self.problems or found
        if root is None and self.problems:
            return None
        if (not isinstance(root, Map) or root.empty) and not self.problems:
            self.say("not-a-mapping", 0, 0, kind=self.kind)
        return root

    def parsed(self, loader: Any) -> Any:
        """The root of the file; None where it cannot be read, and then there are problems, or where it is empty."""
        self.events = self.within_limits(loader)
        try:
            return self.root()
        except _StopError:
            return None
        except yaml.MarkedYAMLError as error:
            last = self.problems[-1] if self.problems else None
            self.problems += filter(None, [syntax_problem(self.source, error, last)])
            return None
        except (ValueError, OverflowError):  # from pyyaml, for a code beyond the last character
            before = _NO_CHARACTER.split(self.source.text, maxsplit=1)[0]
            self.say("escape", before.count("\n"), len(before) - before.rfind("\n") - 1)
            return None

    def refuse_lines(self) -> None:
        """Refuse lines that hold what no file may hold, whatever YAML makes of them."""
        for line, text in enumerate(self.source.lines if _REFUSED.search(self.source.text) else []):
            if refused := _REFUSED.search(text):
                self.say(str(refused.lastgroup), line, refused.start(refused.lastgroup or 0))
            if len(self.problems) == PROBLEM_LIMIT:
                break

    def within_limits(self, loader: Any) -> Iterator[Any]:
        """The events of the parser, as long as they and the problems are not too many."""
        for count, event in enumerate(yaml.parse(self.mended.text, Loader=loader)):
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
                if in_flow and len(items) > 2:
                    for line, column in zip(items.places[::2], items.places[1::2], strict=True):
                        self.is_parted(line, column)
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
            seen = self.is_seen(key, line, column) if self.strange else True
            event = next(self.events)
            value = self.node(event, in_flow)
            if isinstance(value, Map) and value.empty:
                self.line, self.column = value.line, value.column = line, column
                if in_flow and event.value == "":
                    seen = seen and not self.is_parted(line, column)
                    if seen:
                        self.say("flow-value", line, column)
            if not seen:
                pass
            elif key in items:
                letters = key if isinstance(key, str) else f"{key:f}"
                self.say("duplicate-key", line, column, key=letters, first=items.places_of(key)[0] + 1)
            else:
                items[key] = value
                items.places.extend((line, column, self.line, self.column))
            self.fill(value, event, in_flow, depth + 1)

    def is_seen(self, key: Any, line: int, column: int) -> bool:
        """Whether every character of a key, and of the colon and the space after it, is what people take it for."""
        text = self.source.line(line)
        if line in self.mended.alike:
            column = self.mended.alike.pop(line)
            self.problems.append(character_problem(text[column], self.source.place(line, column)))
            return False
        odd = mistaken_character(key.partition(" ")[0]) if isinstance(key, str) else None
        if odd:
            self.problems.append(character_problem(odd, self.source.place(line, max(column, text.find(odd, column)))))
        return odd is None

    def is_parted(self, line: int, column: int) -> bool:
        """Whether what begins in a place goes on from a number that a comma parts; told where the first part ends."""
        text = self.source.line(line)
        if not goes_on(text, column):
            return False
        if self.parted != (line, column - 4):
            start, typed = parted_number(text, column)
            fix = plain_number(typed) or "write the number without thousands separators"
            self.say("flow-number", line, start, typed=typed, fix=fix)
        self.parted = line, column
        return True

    def scalar(self, event: Any, in_flow: bool) -> Any:
        """The value of a scalar, with everything checked that can be wrong with one."""
        self.no_anchor_or_tag(event)
        line, column = event.start_mark.line, event.start_mark.column
        text = self.with_blank_lines(event) if "\n" in event.value else event.value
        if len(text) > TEXT_LIMIT:
            self.say("long-text", line, column)
            return text
        if self.as_people_write and (event.end_mark.line > line or "\n" in text):
            self.no_layout(event)
        return self.quoted_or_block(event, text) if event.style else self.plain_value(event, text, in_flow)

    def quoted_or_block(self, event: Any, text: str) -> str:
        """The text of a scalar in quotes or after | or >, with what can be wrong with such a one."""
        (line, column), end = _mark(event.start_mark), _mark(event.end_mark)
        if event.style in "|>" and _GLUED.match(self.source.lines[line], column):
            self.say("hash", line, self.source.lines[line].index("#", column))
        codes = self.strange and event.style == '"'
        if codes and self.as_people_write and (found := code_in_path(self.source.lines, (line, column), end)):
            self.say("backslash", *found[:2], typed=found[2])
        elif HIDDEN.search(text):
            self.say("hidden-character", line, column)
        return text

    def plain_value(self, event: Any, text: str, in_flow: bool) -> Any:
        """The value of a plain scalar, with what can be wrong with such a one."""
        (line, column), end = _mark(event.start_mark), _mark(event.end_mark)
        if self.mended.colons and STAND_IN in text:
            for each in range(line, end[0] + 1):
                if each in self.mended.colons:
                    self.say("colon", each, self.mended.colons.pop(each))
            text = text.replace(STAND_IN, ":")
        hashes = self.hashes and end[0] < len(self.source.lines)
        if hashes and (lost := lost_text(self.source.lines, self.hashes, line, end, not event.value)):
            self.say("hash", *lost)
        if text in ("", "~", "null"):
            if text:
                self.say("no-value", line, column)
            return Map(line, column, empty=True)
        if in_flow and ("?" in text or (" " in text and not CITATION.fullmatch(text))):
            unseen = UNSEEN.search(text) if CITATION.fullmatch(UNSEEN.sub("", text)) else None
            if unseen:
                self.problems.append(character_problem(unseen[0], self.source.place(line, column + unseen.start())))
            else:
                is_key = self.source.line(line)[column + len(text) :].lstrip(" ").startswith(":")
                hyphened = f"write it with hyphens: {text.replace(' ', '-')}"
                self.say("flow-text", line, column, fix=hyphened if is_key else _parted(text))
        value: Any = self.plain.get(text)
        if value is None:
            value = self.plain[text] = Decimal(text) if NUMBER.fullmatch(text) else text
        return value

    def with_blank_lines(self, event: Any) -> str:
        """A text in which each blank line is two line ends. YAML folds them into one, except in `|` and around lines
        that are indented further; in double quotes line ends can be codes, too."""
        text: str = event.value
        inside = self.source.lines[event.start_mark.line : event.end_mark.line]
        if event.style == "|" or (event.style == '"' and all(map(str.strip, inside))):
            return text
        lines = text.split("\n")
        ends = ("\n" if "" in two or " " in (two[0][:1], two[1][:1]) else "\n\n" for two in pairwise(lines))
        return lines[0] + "".join(end + line for end, line in zip(ends, lines[1:], strict=True))

    def no_layout(self, event: Any) -> None:
        """Refuse a text of several lines, typed as such or by codes, of which one is meant to stand by itself."""
        start, end, block = event.start_mark, event.end_mark, bool(event.style) and event.style in "|>"
        first = start.line + block
        lines = self.source.lines[first : end.line + (not block or end.column > 0)]
        texts = [*map(str.strip, lines)]
        if not block:
            texts[0] = lines[0][start.column :].strip("\"' ")
        listed = self.source.lines[start.line][: start.column].endswith("- ")
        if found := set_apart(texts, event.style == "|", listed):
            at, like = found
            before = self.source.lines[start.line][: start.column]
            if not (event.style or before.strip()) and is_mistyped_entry(event.value):
                odd = self.source.place(start.line, start.column + 1)
                self.problems.append(character_problem(event.value[1], odd))
                return
            column = len(lines[at]) - len(lines[at].lstrip()) if at or block else start.column
            self.say("layout", first + at, column, like=like)
        elif event.style == '"' and (found := set_apart([*map(str.strip, event.value.split("\n"))], True)):
            self.say("layout", start.line, start.column, like=found[1])

    def no_anchor_or_tag(self, event: Any) -> None:
        """Refuse what would make one place of a file depend on another."""
        if event.anchor:
            self.say("anchor", event.start_mark.line, event.start_mark.column)
        if event.tag:
            self.say("tag", event.start_mark.line, event.start_mark.column)

    def say(self, code: str, line: int, column: int, **values: object) -> None:
        """Collect the problem of a code. values: what its sentences name."""
        self.problems.append(refusal(code, self.source.place(line, column), **values))


def _mark(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


def _parted(text: str) -> str:
    """How to write a text with spaces inside brackets; of two numbers, which are no text, with a comma."""
    if two := _TWO_NUMBERS.fullmatch(text):
        return f"put a comma between the two numbers: {two['low']}, {two['high']}"
    several = "put commas between if these are several, or write one fact a line"
    return f"write it in quotes: {_quoted(text)}; {several}"


def _quoted(text: str) -> str:
    """A text in the quotes in which it can be written."""
    return f'"{text}"' if not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"
