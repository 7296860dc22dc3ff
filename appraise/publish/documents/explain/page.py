"""The page of an explanation, and the places in files that its sentences name."""

from collections.abc import Callable, Sequence
from typing import Literal

from appraise.publish.context import Context
from appraise.publish.document import Block, Document, Line, Paragraph, Section
from appraise.publish.language import Language
from appraise.publish.phrases import status

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


def verdict_place(context: Context, option: str, gate: str, at: At) -> str:
    """Where the decision, the level or the score stands that a verdict follows from."""
    requires = context.inputs.gates[gate].requires
    if context.run.options[option].verdicts[gate].from_ == "decision":
        return at("options", option, "verdicts", gate)
    if requires.characteristic is not None:
        return at("options", option, "characteristics", requires.characteristic)
    return at("options", option, "scores", requires.criterion) if requires.criterion in context.inputs.criteria else ""
