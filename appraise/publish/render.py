"""A document put into text by a template. What a template prints is escaped for its format, unasked."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from appraise.publish.document import Document
from appraise.publish.escape import cleaned, markdown, style

Format = Literal["html", "md"]


def render(document: Document, template: str, escape: Format) -> str:
    """A document as text.

    template: the text of a jinja2 template; it sees `document`. Templates may come from anywhere, so they run in a
              sandbox, which keeps them from files and commands but does not limit how long they take.
    escape:   the format, which says how what is printed is kept from being markup.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup
    from markupsafe import escape as html

    escapes: Mapping[Format, Callable[[str], str]] = {"html": html, "md": markdown}
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
    return environment.from_string(template).render(document=cleaned(document))
