import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from appraise.publish.render.escape import clean, cleaned, markdown, style

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
    "@octocat, @org/team, @octo-cat's (@x) /@y `@z` \\@a &#64;b &commat;c",
    "#12 (#3), \\#4 &#35;5 GH-6 gh-7. owner/repo#8 owner#9",
    "https://a.example/b_c?d=e&f=%20#g http://a.example. ftp://a.example HTTPS://A.EXAMPLE www.a.example WWW.A.EXAMPLE",
    "a.b+c@a.example mailto:a@b.example a@-b.example a@b",
    "8de3202c0ffee8de3202c0ffee8de3202c0ffee1 8de3202 x@8de3202 o/r@8de3202 8de3202...c0ffee1 effaced",
    "`@a``@b`@c@d|@e|#1#2",
    ":+1: :100: a:b:c",
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
            assert {child.type for child in children} <= SHOWN, token.content
            found.append("".join(child.content for child in children))
    return found


def open_text(tokens: list[Token]) -> list[str]:
    """The pieces of text in which GitHub looks for mentions, references and links: all but code."""
    pieces = []
    for token in tokens:
        pieces.append("")
        for child in token.children or []:
            if child.type == "text":
                pieces[-1] += child.content
            else:
                pieces.append("")
    return pieces


def blocks(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens if token.type != "inline"]


SHOWN = {"text", "code_inline", "strong_open", "strong_close"}
CALLS_OR_LEADS = [
    r"(^|[^a-z0-9_`/])@[a-z0-9]",
    r"[a-z0-9._+-]@[a-z0-9._-]*[a-z0-9]",
    r"(^|[^&])#[0-9]",
    r"\bgh-[0-9]",
    r"(https?|ftp)://",
    r"(^|[\s*_~(])www\.",
    r"\b(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,40}\b",
    r":(?![0-9]+:)[a-z0-9+_-]+:",
]
"""What GitHub makes a mention, a link for mail, a reference, a link, a commit or a picture of. Its own account is
"Autolinked references and URLs"; that backslashes and entities do not help and code does is in issue 181 of
github/cmark-gfm. A figure and a word stay what they are, as they are the number of a commit by chance alone."""
SHAPE = "# {0}\n\n{0}\n\n### {0}\n\n- {0}\n- **x** {0}\n\n1. {0}\n\n"
SHAPE += "| {0} | **a** {0} |\n| --- | ---: |\n| {0} | {0} |\n\n{0}\n"
NEUTRAL = blocks(READER.parse(SHAPE.format("x")))


@given(st.text() | st.text(alphabet="\\`*_[]()#+-.!|<>&@$:{}=^~ \n1aA'\"/"))
def test_any_text_comes_through_markdown_as_text(text: str) -> None:
    comes_through(text)


@given(st.text(alphabet="@#:/.-_ \nwghWGH017abcdef`|\\*&;<(,\u200d\u00e9"))
def test_text_that_nearly_calls_somebody_comes_through_markdown_as_text(text: str) -> None:
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
    for piece in open_text(tokens):
        assert not any(re.search(each, piece, re.IGNORECASE) for each in CALLS_OR_LEADS), piece
    for found in text_of(tokens):
        assert re.sub("^(a|x) ", "", found).strip() == wanted or found.strip() == wanted


@pytest.mark.parametrize(
    "text",
    ["Employee-owned mutual (CIC).", "1,200 staff, 20.5% to 16.8%", "Cost: GBP 30 million!", "A & B", "5.2.6 and 1 ="],
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert markdown(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ask @octocat (#12), GH-3.", "ask `@octocat` (`#12`), `GH-3`."),
        ("owner/repo#7 and a@b.org", "`owner/repo#7` and `a@b.org`"),
        ("https://a.example/b_c?d=1&e=2", "`https://a.example/b_c?d=1&e=2`"),
        ("www.example.org: a page", "`www.example.org`: a page"),
        ("since 8de3202c0ffee8de3202c0ffee8de3202c0ffee1", "since `8de3202c0ffee8de3202c0ffee8de3202c0ffee1`"),
        ("C# at 5 @ 3, part # 2", "C\\# at 5 &#64; 3, part \\# 2"),
    ],
)
def test_what_would_call_somebody_is_code_as_it_was_written(text: str, written: str) -> None:
    assert markdown(text) == written


@pytest.mark.parametrize("text", ["</style><script>", '"; } body { x', "\\", "a\nb", "*/"])
def test_style_strings_hold_letters_figures_and_numbers_of_the_rest(text: str) -> None:
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*", style(clean(text)))
