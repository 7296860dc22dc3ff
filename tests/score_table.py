"""The numbers of the score table, worked out from a run, and the same as they are found in a text or in tables.

A cell is a bag of its numbers, in whatever order a form prints them: score, ends of its range, points. Two that run
together are another number, or one too few.
"""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import html5lib

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.criteria_tree import tree
from appraise.run import Run, ScoredCell, low_high
from tests.pages import EN

Bag = Counter[Decimal | str]
Grid = list[list[str]]
UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
"""Pounds by what stands after an amount."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows(run: Run) -> dict[str, list[Bag]]:
    """The table, by what each row begins with: its weight, then a cell for each option in the order of the tables."""
    context, inputs = Context.of(run, EN), run.inputs
    points = {
        option: {name: tuple(run.shares[name] * end for end in _ends(cell)) for name, cell in result.cells.items()}
        for option, result in run.options.items()
    }
    places = _places(rounded(end, 3) for each in points.values() for ends in each.values() for end in ends)
    found: dict[str, list[Bag]] = {}
    for node in tree(context):
        cells = [
            _bag(
                (sum((points[option][leaf][end] for leaf in node.leaves), Decimal(0)) for end in (0, 1)), places=places
            )
            for option in context.order
        ]
        if not node.group:
            money = node.id in context.money
            for option, cell in zip(context.order, cells, strict=True):
                scored = run.options[option].cells[node.id]
                unit = UNITS[(inputs.criteria[node.id].unit or "").removeprefix("GBP").strip() if money else ""]
                figures = (scored.score, *(scored.range or ()))
                cell.update("?" if figure == "unknown" else figure * unit for figure in figures)
        name = (inputs.groups if node.group else inputs.criteria)[node.id].name
        found[name] = [_bag([run.shares[node.id] * 100], places=1), *cells]
    criteria = inputs.criteria.values()
    totals = [low_high(run.options[option]) for option in context.order]
    places = _places((end for ends in totals for end in ends), distinct=True)
    found["Total"] = [Bag([Decimal(100)]), *(_bag(ends, places=places) for ends in totals)]
    scales = {(min(each.scale), max(each.scale)) if each.scale and not each.values else None for each in criteria}
    if len(scales) == 1 and (scale := scales.pop()):
        least, most = scale
        on_scale = [[least + (most - least) * end / 100 for end in ends] for ends in totals]
        places = _places((end for ends in on_scale for end in ends), distinct=True)
        name = f"Total on the scale from {least} to {most}"
        found[name] = [Bag(), *(_bag(ends, places=places) for ends in on_scale)]
    return found


def _ends(cell: ScoredCell) -> tuple[Decimal, Decimal]:
    """The least and the greatest value of a score, the same but where it is not known."""
    return (cell.value, cell.value) if cell.value is not None else cell.value_range or (Decimal(0), Decimal(100))


def _places(numbers: Iterable[Decimal], distinct: bool = False) -> int:
    """No decimal places if all are whole, else one; more only until distinct numbers look distinct."""
    different = set(numbers)
    places = int(any(number % 1 for number in different))
    while distinct and len({rounded(number, places) for number in different}) < len(different):
        places += 1
    return places


def _bag(ends: Iterable[Decimal], places: int) -> Bag:
    """One number, or the two between which something lies. Shares are recorded to 6 places, so sums hold to 3."""
    return Bag({rounded(rounded(end, 3), places) for end in ends})


def numbers(text: str) -> list[Decimal | str]:
    """The numbers of a text in turn, money in pounds, and its signs of what is not known."""
    found = re.finditer(r"(?P<unknown>\?)|(?P<pounds>£?)(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<unit>[km]?)", text)
    return [
        "?" if each["unknown"] else Decimal(each["figure"].replace(",", "")) * UNITS[each["pounds"] and each["unit"]]
        for each in found
    ]


def whole_rows(run: Run) -> dict[str, Bag]:
    """The numbers of each row, its cells together, and of what it begins with."""
    return {name: sum(cells, Bag(numbers(name))) for name, cells in rows(run).items()}


def rows_in_text(text: str, run: Run, caption: str, above: bool = True) -> dict[str, Bag]:
    """The numbers of each row as a text has them, in which the cells of a row may stand in any order.

    above: whether the caption stands above the table in this form, or below.
    """
    assert text.count(caption) == 1, caption
    before, after = text.split(caption)
    wanted = whole_rows(run)
    many = sum(sum(row.values()) for row in wanted.values())
    left = numbers(after)[:many] if above else numbers(before)[-many:]
    found = {}
    for name, row in wanted.items():
        size = sum(row.values())
        found[name], left = Bag(left[:size]), left[size:]
    return found


def rows_in_tables(grids: Iterable[Grid], run: Run) -> dict[str, list[Bag]]:
    """The cells of each row as tables have them, one or two, which have the options at their heads and the criteria at
    the sides."""
    wanted = rows(run)
    options = [run.inputs.options[option].name for option in Context.of(run, EN).order]
    found: dict[str, list[Bag]] = {}
    for heads, *body in grids:
        named = {name: cells for first, *cells in body for name in [_named(first, wanted)] if name}
        if [_named(head, options) for head in heads[2:]] != options or not {
            criterion.name for criterion in run.inputs.criteria.values()
        } <= set(named):
            continue
        for name, (weight, *cells) in named.items():
            seen = found.setdefault(name, [Bag() for _ in wanted[name]])
            found[name] = [
                seen[0] | Bag(numbers(weight)),
                *(before + Bag(numbers(cell)) for before, cell in zip(seen[1:], cells, strict=True)),
            ]
    return found


def _named(text: str, names: Iterable[str]) -> str:
    """The longest of the names that a cell begins with."""
    return max((name for name in names if text.strip(" *\n").startswith(name)), key=len, default="")


def tables_of_markdown(text: str) -> list[Grid]:
    """Pipe tables, heads first."""
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for at, line in enumerate(block.splitlines()) if at != 1]
        for block in blocks
    ]


def tables_of_html(text: str) -> list[Grid]:
    """The tables of a page."""
    page = html5lib.parse(text, namespaceHTMLElements=False)
    return [
        [[_text(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
        for table in page.iter("table")
    ]


def _text(element: ElementTree.Element) -> str:
    """What an element of a page says; where a paragraph or a line begins, a line."""
    inside = "".join(_text(each) + (each.tail or "") for each in element)
    return ("\n" if element.tag in ("p", "br") else "") + (element.text or "") + inside


def tables_of_word(file: Path) -> list[Grid]:
    """The tables of a Word file; where a paragraph or a line begins, a line."""
    with ZipFile(file) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    between = {f"{WORD}p": "\n", f"{WORD}br": "\n", f"{WORD}tab": "\t"}
    return [
        [
            [
                "".join(
                    each.text or "" if each.tag == f"{WORD}t" else between.get(each.tag, "") for each in cell.iter()
                )
                for cell in row.iter(f"{WORD}tc")
            ]
            for row in table.iter(f"{WORD}tr")
        ]
        for table in body.iter(f"{WORD}tbl")
    ]
