"""A document put into text by a template. What a template prints is escaped for its format, unasked."""

import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from appraise.problem import AppraisalError, Problem
from appraise.publish.document import Document
from appraise.publish.escape import cleaned, markdown, style

_WANTED = re.compile(r"""(?:attribute|element) ['"]?(.+?)['"]?$|^'(.+)' is undefined$""")
"""What jinja2 says of something that is not there, and the name of it."""


def render(document: Document, template: str, escape: str) -> str:
    """A document as text.

    template: the text of a jinja2 template; it sees `document`. Templates may come from anywhere, so they run in a
              sandbox, which keeps them from files and commands but does not limit how long they take.
    escape:   the format, "html" or "md", which says how what is printed is kept from being markup.
    Raises:   AppraisalError[template, template-format].
    """
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup
    from markupsafe import escape as html

    escapes: Mapping[str, Callable[[str], str]] = {"html": html, "md": markdown}
    if escape not in escapes:
        raise AppraisalError([_unknown_format(escape, list(escapes))])
    escaped = escapes[escape]

    def finalize(value: Any) -> Markup:
        return value if isinstance(value, Markup) else Markup(escaped(str(value)))

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["style"] = lambda text: Markup(style(text))
    try:
        return environment.from_string(template).render(document=cleaned(document))
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise AppraisalError([_fault(error)]) from error


def _unknown_format(escape: str, known: list[str]) -> Problem:
    return Problem(
        code="template-format",
        what=f'there is no format "{escape}"',
        why="it is not known how to print text safely in it",
        fix=f"use {' or '.join(known)}",
    )


def _fault(error: Exception) -> Problem:
    """What is wrong with a template: of what it cannot do no more than the line, as Python would name our classes."""
    from jinja2 import TemplateSyntaxError, UndefinedError

    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    at = f" at line {lines[-1]}" if lines else ""
    what, why = f"the template fails{at}", "it does what cannot be done, or what a template may not do"
    if isinstance(error, TemplateSyntaxError):
        what = f"the template fails at line {error.lineno}: {(error.message or '').rstrip('.')}"
        why = "it cannot be read as a template"
    elif isinstance(error, UndefinedError):
        wanted = _WANTED.search(error.message or "")
        name = f'"{wanted[1] or wanted[2]}"' if wanted else "something"
        what, why = f"the template asks{at} for {name}, which is not there", "nothing could be printed in its place"
    return Problem("template", what, why, "mend the template, or use the one that comes with appraise")
