"""Templates: a document put into text by one. What a template prints is escaped for its format, unasked."""

import re
import traceback
from collections.abc import Callable, Mapping, Sized
from typing import Any

from appraise.problem import AppraisalError, Place, Problem
from appraise.publish.document import PARAGRAPH, Document, in_paragraphs
from appraise.publish.render.escape import cleaned, markdown, style, target

_WANTED = re.compile(r"""(?:attribute|element) ['"]?(.+?)['"]?$|^'(.+)' is undefined$""")
"""The message of jinja2 about something undefined, with its name in a group."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST = 10_000_000
"""The most characters, or bits of a number, that `*` or `**` in a template may produce."""


def render(document: Document, template: str, escape: str, file: str | None = None) -> str:
    """A document as text.

    template: the text of a jinja2 template; it sees `document`. Templates may come from anywhere, so they run in a
              sandbox, which keeps them from files and commands but does not limit how long they take.
    escape:   the format, "html" or "md", which says how what is printed is kept from being markup.
    file:     where people wrote the template; what fails is then theirs to mend. In one of our own it is a fault of
              ours, and stays one.
    Raises:   AppraisalError[template, template-format].
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup
    from markupsafe import escape as html

    escapes: Mapping[str, Callable[[str], str]] = {"html": html, "md": markdown}
    if escape not in escapes:
        raise AppraisalError([_unknown_format(escape, list(escapes))])
    escaped = escapes[escape]

    def finalize(value: Any) -> Markup:
        if isinstance(value, Markup):
            return value
        return Markup("<br>".join(escaped(part) for part in str(value).split(PARAGRAPH)))

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["style"] = lambda text: Markup(style(text))
    environment.filters["target"] = lambda address: Markup(target(address))
    environment.intercepted_binops = frozenset(_BOUNDED)
    environment.binop_table.update(_BOUNDED)
    printed = in_paragraphs(cleaned(document))
    try:
        text = environment.from_string(template).render(document=printed)
        text.encode()
    except Exception as error:
        if file is None:
            raise
        raise AppraisalError([_fault(error, template, file)]) from error
    return text


def _times(left: Any, right: Any) -> Any:
    """A product; of a text or a list, as far as people could read it."""
    for many, count in ((left, right), (right, left)):
        if isinstance(many, Sized) and isinstance(count, int) and len(many) * count > _MOST:
            raise OverflowError
    return left * right


def _power(base: Any, exponent: Any) -> Any:
    """A power, as far as people could read it."""
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > _MOST:
        raise OverflowError
    return base**exponent


_BOUNDED = {"*": _times, "**": _power}
"""Bounded versions of the operators by which a short template could fill the memory."""


def _unknown_format(escape: str, known: list[str]) -> Problem:
    what, why = f'there is no format "{escape}"', "it is not known how to print text safely in it"
    return Problem("template-format", what, why, f"use {' or '.join(known)}")


def _fault(error: Exception, template: str, file: str) -> Problem:
    """A fault in a template as a problem: its line, and no message of Python's, which would name our classes."""
    from jinja2 import TemplateSyntaxError, UndefinedError

    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    lines = [error.lineno] if isinstance(error, TemplateSyntaxError) else lines
    place = _place(file, lines[-1], template) if lines and lines[-1] else None
    what = "the template fails" if place else f'the template "{file}" fails'
    why = "it does what cannot be done, or what a template may not do"
    if isinstance(error, TemplateSyntaxError):
        what, why = f"{what}: {(error.message or '').rstrip('.')}", "it cannot be read as a template"
    elif isinstance(error, UndefinedError):
        wanted = _WANTED.search(error.message or "")
        name = f'"{wanted[1] or wanted[2]}"' if wanted else "something"
        what, why = f"the template asks for {name}, which is not there", "nothing could be printed in its place"
    elif isinstance(error, MemoryError | OverflowError | RecursionError | SyntaxError):
        why = "it makes too much of something, nests too deep or says a thing twice"
    return Problem("template", what, why, "mend the template, or use the one that comes with appraise", place)


def _place(file: str, line: int, template: str) -> Place:
    """A line of a template, all of it."""
    text = _LINE_END.split(template)[line - 1]
    return Place(file, line, 1 + len(text) - len(text.lstrip()), text, len(text.strip()))
