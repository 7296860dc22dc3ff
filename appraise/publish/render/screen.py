"""Screen, drawn: its lines with their styles for a terminal so many characters wide. rich turns styles into codes."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rich.text import Text

from appraise.publish.document import Cell, Line, Row, Table, bold, plain
from appraise.publish.documents.screen import Listed, Ranked, Screen, Sign
from appraise.publish.render.terminal import BOLD, PLAIN, cells, marked, wrap

LEAST_WIDTH = 40
"""Characters a line, where a terminal has fewer."""
_MOST = 120
"""The most characters of a line of sentences; more are hard to read."""
_GREY = "color(243)"
"""#767676: its contrast is at least 4.5 to 1 on white and on black."""
_BLUE = "color(26)"
"""#005fd7: at least 3.6 to 1 on white and on black; bright blue where a terminal has sixteen colours."""
_INK = "#000000"
_TINTS = {"0": "#ffffff", "1": "#f1f6fb", "2": "#dfecf6", "3": "#c6dcee", "4": "#a9cae5", "5": "#86b4d9"}
"""How high a value is, in six steps; black on any of them is at least 8.9 to 1."""

_GAP = "  "
_NAME = 30, 38
"""The widest column of names in the list: usually, and from 100 characters a line."""
_BAR = 24, 50
"""The shortest and the longest bar, in characters; where the shortest has no room there are none."""
_COST_HEAD = 2
"""The most lines of what stands over the costs."""
_NARROW = 16
"""What a column of names is narrowed to before bars or scores give way."""
_COLUMN = 4, 6, 14
"""What a column of scores needs beside long names of criteria; and the widest, under a letter and under a name."""
_HEAD = 3
"""The most lines that a name takes over a column; where one takes more, letters stand there."""
_MOST_ROWS = 24
"""The most rows of a matrix that comes in blocks, all of them together."""
_AXIS = (0, 25, 50, 75, 100)


class Signs(NamedTuple):
    """The characters that bars and rules are made of. rest: beyond a bar, up to 100."""

    points: str
    fewer: str
    unknown: str
    more: str
    rest: str
    rule: str


BLOCKS = Signs(
    "\N{FULL BLOCK}", "\N{DARK SHADE}", "?", "\N{LIGHT SHADE}", "\N{MIDDLE DOT}", "\N{BOX DRAWINGS LIGHT HORIZONTAL}"
)
LETTERS = Signs("#", "=", "?", "-", ".", "-")
"""For a stream that holds no blocks."""


class _Widths(NamedTuple):
    """How wide the columns of the list are. bar, cost: 0 where there is none. stacked: figures stand under the name."""

    name: int
    rank: int
    total: int
    bar: int
    stacked: bool
    cost: int = 0

    @property
    def whole(self) -> int:
        figures = 2 + 2 + self.rank + 2 + self.total + (self.cost and self.cost + 2)
        return max(self.name + 2, figures) if self.stacked else self.name + figures + (self.bar and self.bar + 2)


def drawn(screen: Screen, width: int, signs: Signs) -> Iterator[Text]:
    """The lines of a screen whose texts are clean. None but a command is longer than the width; those stay whole, as
    people copy them."""
    width = max(width, LEAST_WIDTH)
    measure = min(width, _MOST)
    yield from _said((bold(screen.title),), measure)
    yield from _status(screen.says, measure)
    yield Text()
    yield from _said(screen.lead, measure)
    yield Text()
    yield from _list(screen, width, signs)
    yield Text()
    yield from _scores(screen, width)
    if screen.facts:
        yield Text()
    for fact in screen.facts:
        yield from _said(fact, measure, "- ")
    yield Text()
    for at, command in enumerate(screen.commands):
        opening = screen.opening if at == 0 else " " * cells(screen.opening)
        yield Text(f"{opening} {command}", _GREY)


def _said(line: Line, width: int, opening: str = "", style: str = "") -> Iterator[Text]:
    """Sentences in lines, bold words in bold. opening: stands before the first line, as wide a gap before the rest."""
    for at, each in enumerate(wrap(marked(line), width - len(opening))):
        yield Text(" " * len(opening) if at else opening, style) + _styled(each, style)


def _styled(marked_line: str, style: str = "") -> Text:
    """A line with marks, as a text with styles."""
    text = Text(style=style)
    for part in marked_line.split(BOLD):
        strong, _, rest = part.rpartition(PLAIN)
        text.append(strong, "bold").append(rest)
    return text


def _status(says: Line, width: int) -> Iterator[Text]:
    """The status, its word set off from the sentence."""
    word = says[0].text if says and says[0].bold else ""
    for at, text in enumerate(_said(says, width)):
        if at == 0:
            text.stylize("reverse", 0, len(word))
        yield text


def _list(screen: Screen, width: int, signs: Signs) -> Iterator[Text]:
    """The options by outcome: the first heading stands over the columns, the others between them."""
    widths = _widths(screen, width)
    occurring: set[Sign] = set()
    for at, listed in enumerate(screen.listed):
        if at == 0:
            yield from _heads((_first_heading(screen), *screen.heads[1:]), screen.costs, widths)
        if at or listed.options[0].outcome == "excluded":
            yield from _rule(listed, widths.whole, signs.rule)
        for option in listed.options:
            bar = _bar(option, widths.bar)
            occurring |= {sign for sign, length in bar if length}
            yield from _ranked(option, widths, bar, signs)
    if occurring - {"points"}:
        key = ", ".join(f"{getattr(signs, sign)} {text}" for sign, text in screen.key if sign in occurring)
        yield from (Text(f"  {each}", _GREY) for each in wrap(key, widths.whole - 2))
    if screen.in_a_line and not widths.cost:
        measure = min(width, _MOST) - len(_GAP)
        costs = next((each for each in screen.in_a_line if cells(each) <= measure), screen.in_a_line[-1])
        yield from (Text(f"{_GAP}{each}", _GREY) for each in wrap(costs, measure))
    yield from (Text(each, _GREY) for each in wrap(screen.unlisted, min(width, _MOST)) if each)


def _first_heading(screen: Screen) -> str:
    """What stands over the names: whose they are, unless all are excluded, which takes a line of its own."""
    first = screen.listed[0]
    return screen.heads[0] if first.options[0].outcome == "excluded" else first.heading


def _widths(screen: Screen, width: int) -> _Widths:
    """Names as wide as they are, up to a measure; costs, if there is room beside the shortest bar; then a bar, if that
    leaves room for one or names can make it."""
    options = [option for listed in screen.listed for option in listed.options]
    _, rank_head, total_head = screen.heads
    rank = max(cells(text) for text in (rank_head, *(option.rank for option in options)))
    total = max(cells(text) for text in (total_head, *(option.total for option in options)))
    room = width - 2 - 2 - rank - 2 - total
    heading = _first_heading(screen)
    name = min(max(cells(text) for text in (heading, *(option.name for option in options))), _NAME[width >= 100])
    if room < _NARROW:
        return _Widths(min(name, width - 2), rank, total, 0, stacked=True)
    shortest, longest = _BAR
    cost = max(_head_width(screen.costs), *(cells(option.cost) for option in options)) if screen.costs else 0
    if cost and room - 2 - cost - 2 - shortest >= name:
        return _Widths(name, rank, total, min(longest, room - 2 - cost - 2 - name), stacked=False, cost=cost)
    if room - 2 - shortest >= min(name, _NARROW):
        name = min(name, room - 2 - shortest)
        return _Widths(name, rank, total, min(longest, room - 2 - name), stacked=False)
    return _Widths(min(name, room), rank, total, 0, stacked=False)


def _head_width(heading: str) -> int:
    """How wide a column is over which a heading has two lines at most."""
    return next(width for width in range(1, cells(heading) + 1) if len(wrap(heading, width)) <= _COST_HEAD)


def _heads(heads: tuple[str, str, str], costs: str, widths: _Widths) -> Iterator[Text]:
    """What stands over the columns; over the costs in two lines, if need be."""
    name, *figures = heads
    *above, cost = wrap(costs, widths.cost) if widths.cost else [""]
    for each in above:
        yield Text(
            " " * (2 + widths.name + 2 + widths.rank + 2 + widths.total) + _GAP + _right(each, widths.cost), "bold"
        )
    axis = f"{_GAP}{_axis(widths.bar)}" if widths.bar else ""
    yield from _entry(" ", name, (*figures, cost), widths, "bold", Text(axis, "bold"))


def _axis(length: int) -> str:
    """The figures from 0 to 100 over the bars, each beginning where its points are."""
    axis = ""
    for points in _AXIS:
        axis = axis.ljust(min(_cells(Decimal(points), length), length - len(str(points)))) + str(points)
    return axis


def _rule(listed: Listed, width: int, sign: str) -> Iterator[Text]:
    """A heading in a rule across the list."""
    opening = sign * 2 + " "
    lines = wrap(listed.heading, width - len(opening) - 2)
    for at, each in enumerate(lines):
        text = f"{opening if at == 0 else ' ' * len(opening)}{each}"
        yield Text(f"{text} {sign * (width - cells(text) - 1)}" if at == len(lines) - 1 else text, _GREY)


def _bar(option: Ranked, length: int) -> tuple[tuple[Sign, int], ...]:
    """How many characters each part of a bar is long."""
    least, low, high, greatest = (_cells(end, length) for end in option.ends)
    return (("points", least), ("fewer", low - least), ("unknown", high - low), ("more", greatest - high))


def _cells(points: Decimal, length: int) -> int:
    """How many characters of a bar so many points of 100 are, rounded half up."""
    return int((points * length / 100).to_integral_value(ROUND_HALF_UP))


def _ranked(option: Ranked, widths: _Widths, bar: Iterable[tuple[Sign, int]], signs: Signs) -> Iterator[Text]:
    """An option: letter, name, rank, total and bar."""
    style = {"shortlisted": "bold", "excluded": _GREY}.get(option.outcome, "")
    drawn = Text()
    if widths.bar:
        drawn.append(_GAP)
        for sign, length in bar:
            drawn.append(getattr(signs, sign) * length, _BLUE if option.outcome == "shortlisted" else _GREY)
        drawn.append(signs.rest * (widths.bar + len(_GAP) - len(drawn)), _GREY)
    return _entry(option.letter, option.name, (option.rank, option.total, option.cost), widths, style, drawn)


def _entry(letter: str, name: str, figures: Sequence[str], widths: _Widths, style: str, after: Text) -> Iterator[Text]:
    """A name with its figures and what comes after them beside its first line; stacked, the figures are under it."""
    rank, total, cost = figures
    shown = f"{_GAP}{_right(rank, widths.rank)}{_GAP}{_right(total, widths.total)}"
    shown += f"{_GAP}{_right(cost, widths.cost)}" if widths.cost else ""
    first, *more = wrap(name, widths.name)
    if widths.stacked:
        yield Text(f"{letter} {first}", style)
    else:
        yield Text(f"{letter} {_left(first, widths.name)}{shown}", style) + after
    yield from (Text(f"  {each}", style) for each in more)
    if widths.stacked:
        yield Text(f"  {shown}", style)


class _Grid(NamedTuple):
    """How the columns of the matrix are laid out: how wide each is, how many columns of scores a block has, and what
    stands over each of them."""

    name: int
    weight: int
    column: int
    block: int
    heads: tuple[list[str], ...]


def _scores(screen: Screen, width: int) -> Iterator[Text]:
    """The matrix, in blocks if need be; and what it leaves out, or why there is none."""
    table = screen.scores
    grid = table and _grid(table, width)
    if table and grid:
        options = range(len(grid.heads))
        for first in options[:: grid.block]:
            yield from _block(table, options[first:][: grid.block], grid)
    said = screen.unscored if grid or not table else f"{screen.too_wide} {screen.unscored}"
    yield from (Text(each, _GREY) for each in wrap(said, min(width, _MOST)) if each)


def _grid(table: Table, width: int) -> _Grid | None:
    """The layout of a matrix; None where even in blocks it has no room on a screen."""
    criterion, weighs, *options = table.columns
    weight = max(cells(text) for text in (weighs.heading, *(plain(row.cells[1].line) for row in table.rows)))
    least = 2 + max(cells(plain(cell.line)) for row in table.rows for cell in row.cells[table.fixed :])
    room = width - weight - 2
    needed, lettered, named = _COLUMN
    names = (len(_indent(row)) + cells(plain(row.cells[0].line)) for row in table.rows)
    longest = max(cells(criterion.heading), *names)
    narrowest = min(longest, _NARROW)
    fitting = (room - narrowest) // least
    blocks = -(-len(options) // max(fitting, 1))
    if fitting < 1 or (blocks > 1 and blocks * len(table.rows) > _MOST_ROWS):
        return None
    block = -(-len(options) // blocks)
    name = min(longest, max(narrowest, room - block * max(least, needed)))
    column = min(max(least, named), (room - name) // block)
    heads = tuple(wrap(option.heading, column - 2) for option in options)
    words = (word for option in options for word in option.heading.replace("-", "- ").split())
    if any(len(head) > _HEAD for head in heads) or any(cells(word) > column - 2 for word in words):
        column, heads = min(max(least, lettered), column), tuple([option.small] for option in options)
    return _Grid(name, weight, column, block, heads)


def _block(table: Table, options: Sequence[int], grid: _Grid) -> Iterator[Text]:
    """Some of the columns, after the names and weights of all rows."""
    criterion, weighs, *_ = table.columns
    heads = [wrap(criterion.heading, grid.name), [weighs.heading], *(grid.heads[option] for option in options)]
    deep = max(map(len, heads))
    for name, weight, *rest in zip(*([""] * (deep - len(head)) + head for head in heads), strict=True):
        beside = "".join(f"{_right(each, grid.column - 2)}{_GAP}" for each in rest)
        yield Text(f"{_left(name, grid.name)} {_right(weight, grid.weight)} {beside}", "bold")
    for row in table.rows:
        yield from _row(row, [row.cells[table.fixed + option] for option in options], grid)


def _row(row: Row, scores: Sequence[Cell], grid: _Grid) -> Iterator[Text]:
    """A criterion or a group: name, weight, and scores on the tint of their value."""
    indent = _indent(row)
    name, share = (plain(cell.line) for cell in row.cells[:2])
    first, *more = wrap(name, grid.name - len(indent))
    style = "bold" if row.role == "group" else ""
    text = Text(f"{_left(indent + first, grid.name)} {_right(share, grid.weight)} ", style)
    for score in scores:
        text.append_text(_score(score, grid.column))
    yield text
    yield from (Text(indent + each, style) for each in more)


def _indent(row: Row) -> str:
    """How far in a row stands: further in than four groups there would be no room for names."""
    return _GAP * min(row.depth, 4)


def _score(cell: Cell, width: int) -> Text:
    tint = _TINTS.get(cell.tint)
    shown = f"{_right(plain(cell.line), width - 2)}{cell.beside:1} "
    return Text(shown, f"{_INK} on {tint}" if tint else "")


def _left(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text
