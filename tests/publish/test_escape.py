import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from appraise.publish.escape import clean, cleaned, markdown, style

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

HOSTILE = [
    "plain",
    "a | b || c \\| d \\",
    "*bold* **b** _i_ __b__ ~~gone~~ ~s~ ==m== ^u^ $x$ $$y$$",
    "# head",
    "head #",
    "- item",
    "+ item",
    "-",
    "---",
    "===",
    "= x",
    "1. first",
    "2016. A year",
    "1234567890) x",
    "1.5 is a number",
    "> quoted",
    "    code",
    "```fence",
    "~~~ fence",
    "`code` ``more``",
    "[link](http://a.example/ 'x') ![picture](y) [ref][1] [^1]",
    "[1]: http://a.example",
    "<b>x</b> <!-- y --> <?z?> <script>alert(1)</script>",
    "<http://a.example> http://a.example www.a.example a@b.example @someone",
    "&amp; &lt; &#65; R&D A & B &",
    ":smile: ::: note 12:30 a: b",
    "{{ 7*7 }} {% x %} {#id .class} {}",
    "{= x =}",
    ": definition",
    "two\nlines\r\nand\u2028more\u2029and\x85more\x0b\x0c\t.",
    "\x1b[31mred\x1b[0m \x00 \x07 \x9b31m",
    "\u202eturned\u202c \u2066round\u2069 \ufeff",
    "\ud800 alone",
    "\\* \\\\ \\",
    "  around  ",
    "]]>",
    '" onmouseover="x" \'',
    "-- a -- b --- c...",
    "C:\\temp",
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\r\nlines\x85three\u2028four", "two lines three four"),
        ("\x1b[31mred\x9b0m\u202e", "[31mred0m"),
        ("a\x00b\x7fc\ufeffd\u2066", "abcd"),
        ("\ud800x", "\ufffdx"),
        ("caf\u00e9 \u0177 \u4e2d \u00a3", "caf\u00e9 \u0177 \u4e2d \u00a3"),
    ],
)
def test_clean_text_is_one_line_that_anybody_can_see(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_everything_in_a_value_is_cleaned() -> None:
    assert cleaned(("a\n", (1, None, ("\x07b",)))) == ("a ", (1, None, ("b",)))


def text_of(tokens: list[Token]) -> list[str]:
    """The text of each heading, paragraph, item and cell; anything but text in one fails."""
    found = []
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "strong_open", "strong_close"}, token.content
            found.append("".join(child.content for child in children))
    return found


def blocks(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens if token.type != "inline"]


SHAPE = "# {0}\n\n{0}\n\n### {0}\n\n- {0}\n- **x** {0}\n\n1. {0}\n\n"
SHAPE += "| {0} | **a** {0} |\n| --- | ---: |\n| {0} | {0} |\n\n{0}\n"
NEUTRAL = blocks(READER.parse(SHAPE.format("x")))


@given(st.text() | st.text(alphabet="\\`*_[]()#+-.!|<>&@$:{}=^~ \n1aA'\"/"))
def test_any_text_comes_through_markdown_as_text(text: str) -> None:
    comes_through(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_through_markdown_as_text(text: str) -> None:
    comes_through(text)


def comes_through(text: str) -> None:
    wanted = clean(text).strip()
    if not wanted:
        return
    tokens = READER.parse(SHAPE.format(markdown(clean(text))))
    assert blocks(tokens) == NEUTRAL
    for found in text_of(tokens):
        assert re.sub("^(a|x) ", "", found).strip() == wanted or found.strip() == wanted


@pytest.mark.parametrize(
    "text",
    ["Employee-owned mutual (CIC).", "1,200 staff, 20.5% to 16.8%", "Cost: GBP 30 million!", "A & B", "5.2.6 and 1 ="],
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert markdown(text) == text


@pytest.mark.parametrize("text", ["</style><script>", '"; } body { x', "\\", "a\nb", "*/"])
def test_style_strings_hold_letters_figures_and_numbers_of_the_rest(text: str) -> None:
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*", style(clean(text)))
