"""YAML text to plain data that remembers where every key and value stands.

Reads pyyaml's events and nothing above them, so that no value is ever guessed: a plain number is a Decimal as
typed, `true` and `false` are booleans, everything else is text. Limits hold before anything is built.
Where libyaml is there it reads first, because it is fast. Whatever is not plain sailing for it is read again by
pyyaml itself, so that the same file gives the same data, or the same problems, with and without libyaml.
"""

import re
from array import array
from decimal import Decimal
from typing import Any

import yaml

from appraise.files.source import HIDDEN, Source
from appraise.problem import AppraisalError, Place, Problem

DEPTH_LIMIT = 30
EVENT_LIMIT = 4_000_000
PROBLEM_LIMIT = 1000

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CITATION = re.compile(rf"{ID.pattern}( \S*[0-9]\S*)?")

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_REFUSED = re.compile(r"^(?P<directive>%)|(?P<tab>\t)|^ *(?P<indent>\u00a0)|^ *[^ :]+: +(?P<question>\?)$")
_NO_CHARACTER = re.compile(r"\\U(?!000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})")
_HASH = re.compile(" #[^ ]")
_COMMENT = re.compile(" +#(?=[^ ])")
_GLUED = re.compile("[|>][-+0-9]*#")


class Map(dict[Any, Any]):
    """A mapping with places: four numbers a key, in order: line and column of the key, then of the value.

    `empty` says that nothing at all was typed for it.
    """

    def __init__(self, line: int, column: int, empty: bool = False) -> None:
        self.line = line
        self.column = column
        self.empty = empty
        self.places = array("I")


class Seq(list[Any]):
    """A list with places: two numbers an item, line and column."""

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.places = array("I")


def tree(source: Source) -> Map:
    """The data of a YAML file.

    Raises: AppraisalError with all problems found up to the first line that cannot be read.
    """
    for loader in (getattr(yaml, "CLoader", yaml.Loader), yaml.Loader):
        builder = _Builder(source)
        root: Map = builder.build(loader)
        if not builder.problems:
            return root
        if builder.problems[0].code == "too-long":
            break
    raise AppraisalError(builder.problems)


def place(source: Source, root: Map, path: tuple[Any, ...], key: bool = False) -> Place:
    """Where a path of keys and positions leads, as far as it leads; `key` points at the last key itself."""
    at: Any = root
    line, column = root.line, root.column
    width = 1
    for depth, step in enumerate(path):
        if isinstance(at, Map) and step in at:
            index = 4 * list(at).index(step)
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

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.plain: dict[str, Any] = {"true": True, "false": False}
        self.hashes = {number for number, line in enumerate(source.lines) if _HASH.search(line)}

    def build(self, loader: Any) -> Any:
        """The root of the file, as far as it can be read."""
        for line, text in enumerate(self.source.lines):
            refused = _REFUSED.search(text)
            if refused:
                self.say(str(refused.lastgroup), line, refused.start(refused.lastgroup or 0))
            if len(self.problems) == PROBLEM_LIMIT:
                break
        if self.problems:
            return None
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
            self.say("not-a-mapping", 0, 0)
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
                    first = top.places[4 * list(top).index(key)] + 1
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
            self.say("flow-text", line, column)
        value: Any = self.plain.get(text)
        if value is None:
            number = _NUMBER.fullmatch(text) and sum(letter.isdigit() for letter in text) <= 15
            value = self.plain[text] = Decimal(text) if number else text
        return value

    def no_text_lost(self, event: Any) -> None:
        """Refuse a comment that may be meant for text: right after a plain text, or in a line that goes on from it."""
        lines, end = self.source.lines, event.end_mark
        after = _COMMENT.match(lines[end.line], end.column)
        if after:
            self.say("hash", end.line, after.end() - 1)
        elif event.value and end.line + 1 in self.hashes and not lines[end.line][end.column :].strip():
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
        code, opening = next((code, opening) for sign, code, opening in _SIGNS if sign in said)
        mark = (error.context_mark if opening else None) or error.problem_mark
        line = min(mark.line, len(self.source.lines) - 1)
        text = self.source.lines[line]
        self.say(code, line, text.rfind("\\", 0, mark.column) if code == "escape" else min(mark.column, len(text)))

    def say(self, code: str, line: int, column: int, **words: object) -> None:
        """Collect a problem in the words kept for its code."""
        what, why, fix = _WORDS[code]
        what = what.format(**words) if words else what
        self.problems.append(Problem(code, what, why, fix, self.source.place(line, column)))


def _letters(value: str | Decimal) -> str:
    return value if isinstance(value, str) else format(value, "f")


_WORDS: dict[str, tuple[str, str, str]] = {
    "alias": (
        "a text cannot begin with *",
        "* would repeat another part of the file here, and every part must be readable by itself",
        "put the whole text in quotes, or write the other part out in full",
    ),
    "anchor": (
        "a text cannot begin with &",
        "& would give this part of the file a name here, to be repeated elsewhere",
        "put the whole text in quotes, or leave out the & and the name",
    ),
    "tag": (
        "a text cannot begin with !",
        "! would say what type the value is here, and these files need no types",
        "put the whole text in quotes, or leave out the ! and the type",
    ),
    "directive": (
        "a line cannot begin with %",
        "% would change here how the rest of the file is read",
        "leave the line out, or indent it under the line it goes on from",
    ),
    "indent": (
        "this line is indented with a space that does not break",
        "it looks like a space and is not one; pasted text often holds it",
        "delete it and type spaces",
    ),
    "question": (
        "a ? stands alone as a value",
        "it has a meaning of its own in YAML",
        "write unknown for what is not known, or put the ? in quotes",
    ),
    "tab": (
        "a tab stands here",
        "tabs and spaces look alike, and how far a line is indented has a meaning",
        "use spaces",
    ),
    "escape": (
        "this backslash stands in double quotes, with letters after it that mean no character",
        "in double quotes a backslash begins a code for another character",
        "put the text in single quotes, or take the quotes away",
    ),
    "second-document": (
        "a second document begins here (---)",
        "only the first would be read",
        "take the line out, or use two files",
    ),
    "key": (
        "what stands here cannot be a key",
        "a key is one word or number, before its colon",
        "write a word, or put the text in quotes",
    ),
    "duplicate-key": (
        '"{key}" stands here for the second time; the first is on line {first}',
        "one of the two would be dropped without anyone seeing it",
        "keep one",
    ),
    "no-value": ("there is no value here", "nothing is not a value", "leave the line out, or give a value"),
    "flow-value": (
        "there is no value after this inside { }",
        "a text with a comma in it is broken in two there",
        "give it a value after a colon and a space, put the whole text in quotes, or write one fact a line",
    ),
    "hash": (
        "this # follows a space and begins a comment, but no space comes after it",
        "the text from here on would be dropped without anyone seeing it",
        "put the whole text in quotes, or write a space after the #",
    ),
    "flow-text": (
        "text with spaces stands inside { } or [ ]",
        "a comma or a colon in it would break it in two",
        "put it in quotes, put commas between if these are several, or write one fact a line",
    ),
    "hidden-character": (
        "this text holds a character that cannot be seen",
        "readers would not see it and programs would read it in different ways",
        "leave the escape out",
    ),
    "not-a-mapping": (
        "this file holds no keys",
        "every file begins with its kind",
        "begin with a line such as: kind: model",
    ),
    "too-deep": (
        f"this is more than {DEPTH_LIMIT} levels deep",
        "no appraisal needs more",
        "check the brackets and the indents",
    ),
    "too-long": (
        f"the file holds more than {EVENT_LIMIT:,} parts",
        "no appraisal needs more",
        "check that it is the right file",
    ),
    "colon": (
        "a text holds a colon with a space after it, or this line is indented too far",
        "it reads as a second key on the same line",
        "put the text in quotes, or set the line under the one it belongs to",
    ),
    "no-colon": (
        "a key is wanted here, but no colon with a space after it follows",
        "it cannot be told what this text belongs to",
        "write a key, a colon, a space and the value, or indent it under the line it goes on from",
    ),
    "open-quote": (
        "a quote is opened here and not closed",
        "the rest of the file would be part of this text",
        "close it with the same quote; inside single quotes an apostrophe is written twice",
    ),
    "open-bracket": (
        "this bracket is not closed, or something inside it is not parted by commas",
        "it cannot be told what belongs in it",
        "close it, put commas between, and put text with any other signs in quotes",
    ),
    "after-value": (
        "the text goes on here after the quote or bracket that ended it",
        "it cannot be told whether the rest belongs to it",
        "put the whole text in quotes: double ones round an apostrophe, single ones round double ones",
    ),
    "list": (
        "a list begins on the same line as its key",
        "its lines could not be told apart",
        "begin the list on the next line, or put the text in quotes",
    ),
    "block-text": (
        "| or > says that the text begins on the next line, but something stands here",
        "what stands on this line cannot be read",
        "begin the text on the next line, or put it in quotes",
    ),
    "sign": (
        "a text cannot begin with this sign",
        "the sign has a meaning of its own in these files",
        "put the whole text in quotes",
    ),
    "yaml-syntax": (
        "this line does not fit the ones before it",
        "it cannot be told what it belongs to",
        "check its indent and the one above; lines of one thing begin in the same column",
    ),
}

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
    ("expected the node content", "sign", False),
    ("", "yaml-syntax", False),
)
"""What pyyaml says, the code we give it, and whether the place is what was opened, not where it was noticed."""
