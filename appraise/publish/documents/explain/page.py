"""The page of an explanation, and the places in files that its sentences name."""

from collections.abc import Callable, Sequence
from typing import Literal

from appraise.publish.context import Context
from appraise.publish.document import Block, Document, Line, Paragraph, Section
from appraise.publish.language import Language
from appraise.publish.phrases import status
from appraise.publish.sections.panel.members import with_names

At = Callable[..., str]
"""From the keys of a thing in the record to where people wrote it, such as "scores.yaml:12"; "" where nobody did."""


def page(context: Context, title: str, says: Line, blocks: Sequence[Block]) -> Document:
    """A document of one section: what stands at its head, if anything, then the blocks."""
    head = [Paragraph(says)] if says else []
    return Document(title, "", status(context), (Section("explain", title, (*head, *blocks)),))


def left_out(language: Language, what: Literal["items", "rows", "columns"], many: int) -> Line:
    """That so many items, rows or columns more are not printed."""
    return language.say(f"explain.more.{what}", many)


def how_to_see_all(language: Language, command: str) -> str:
    """What to type to see all of an explanation."""
    return language.text("explain.all", command=command)


def placed(context: Context, place: str) -> str:
    """Where something stands, as a sentence after it."""
    return context.text("explain.place", place=place) if place else ""


def inside(context: Context, place: str) -> str:
    """The same inside a sentence."""
    return f" {placed(context, place)}" if place else ""


def by_members(context: Context, criterion: str, option: str, at: At) -> Line:
    """What each member of a panel gave for a score, and where; nothing where none gave anything."""

    def where(member: str) -> str:
        return inside(context, at("panel", "sheets", member, "scores", criterion, option))

    return with_names(context, criterion, option, where)


def verdict_place(context: Context, option: str, gate: str, at: At) -> str:
    """Where the decision, the level, the score or the cost stands that a verdict follows from."""
    requires = context.inputs.gates[gate].requires
    if context.run.options[option].verdicts[gate].from_ == "decision":
        return at("options", option, "verdicts", gate)
    if requires.characteristic is not None:
        return at("options", option, "characteristics", requires.characteristic)
    if requires.cost is not None:
        return cost_place(context, requires.cost, option, at)
    cell = context.run.options[option].cells.get(requires.criterion or "")
    return at("options", option, "scores", requires.criterion) if cell and cell.from_ != "panel" else ""


def cost_place(context: Context, line: str, option: str, at: At) -> str:
    """Where the amount of an option under a line stands, or that of all options; of a sum, where the lines begin."""
    costs = context.inputs.costs
    if costs is None or line not in costs.lines:
        return at("costs")
    own = ("options", option) if option in costs.lines[line].options else ()
    return at("costs", "lines", line, *own)
