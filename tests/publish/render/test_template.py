from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jinja2 import UndefinedError
from typer.testing import CliRunner

from appraise.appraisal import Choice, Claim, Document, Gap, Level, Note, Perspective
from appraise.cli import app
from appraise.field_models import replaced
from appraise.problem import AppraisalError
from appraise.publish.document import Document as Page
from appraise.publish.document import plain
from appraise.publish.documents.appendix import annex, appendix
from appraise.publish.language import Language
from appraise.publish.render.escape import clean
from appraise.publish.render.template import render
from appraise.run import Run
from tests.conftest import SMALLEST
from tests.publish.conftest import EN, having
from tests.publish.render.test_escape import HOSTILE, READER, blocks, text_of

ENCODABLE = [name for name in HOSTILE if "\ud800" not in name]

TEMPLATES = Path(__file__).parents[3] / "templates"


def template(name: str) -> str:
    return (TEMPLATES / f"appendix.{name}.j2").read_text(encoding="utf-8")


def named(run: Run, name: str) -> Run:
    """The run with the same text for everything that people name or write."""
    inputs = run.inputs
    renamed: dict[str, Any] = {
        kind: {each: replaced(entry, name=name) for each, entry in getattr(inputs, kind).items()}
        for kind in ("criteria", "groups", "gates", "options", "characteristics")
    }
    renamed["options"]["alpha"] = replaced(
        renamed["options"]["alpha"],
        summary=name,
        dimensions={"owner": name},
        risks=(name,),
        advantages=(name,),
        characteristics={"vat": Level(level="likely", reason=name, source=name)},
    )
    return having(
        run,
        **renamed,
        title=name,
        authority=name,
        question=name,
        background={"a": Note(title=name, text=name, items=(name,), evidence=(name,))},
        unknowns={"a": Gap(text=name, by=name)},
        documents={"d": Document(title=name, publisher=name)},
        claims={"c": Claim(text=name, for_={name: name})},
        perspectives={"p": Perspective(name=name, view=name)},
        recommendation=Choice(options=("alpha",), reason=name, by=name),
    )


def html(run: Run, make: Callable[[Run, Language], Page] = appendix) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        render(make(run, EN), template("html"), "html")
    )


def tags(tree: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(each.tag), tuple(sorted(each.attrib))) for each in tree.iter()]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ENCODABLE)
def test_hostile_text_is_text_in_html(run: Run, name: str) -> None:
    for make in (appendix, annex):
        tree = html(named(run, name), make)
        assert tags(tree) == tags(html(named(run, "x"), make))
        assert words("".join(tree.find(".//h1").itertext())) == words(clean(name))
    heads = [
        "".join(each.itertext()) for each in html(named(run, name)).iterfind(".//section[@id='answer']//tbody/tr/th")
    ]
    assert [words(head) for head in heads] == [words(clean(name))] * 3 + [words(f"{clean(name)} (comparator)")]


@pytest.mark.parametrize("name", ENCODABLE)
def test_hostile_text_is_text_in_markdown(run: Run, name: str) -> None:
    for make in (appendix, annex):
        tokens = READER.parse(render(make(named(run, name), EN), template("md"), "md"))
        neutral = READER.parse(render(make(named(run, "x"), EN), template("md"), "md"))
        assert blocks(tokens) == blocks(neutral)
        found = [words(text) for text in text_of(tokens)]
        assert found[0] == words(clean(name))
        assert found.count(words(f"{clean(name)} (comparator)")) >= 2


def test_the_page_is_valid_and_can_be_read_without_seeing_it(run: Run) -> None:
    tree = html(run)
    assert tree.attrib["lang"] == "en-GB"
    assert "".join(tree.find(".//title").itertext()) == "Illustrative: Delivery models for Anytown"
    assert len(tree.findall(".//main")) == len(tree.findall(".//h1")) == 1
    assert tree.find(".//body/a").attrib["href"] == "#answer"
    ids = [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    for page in (tree, html(named(run, "x"))):
        links = {each.attrib["href"] for each in page.iterfind(".//a") if "download" not in each.attrib}
        assert links <= {f"#{each.attrib['id']}" for each in page.iter() if "id" in each.attrib}
    for table in tree.iterfind(".//table"):
        assert "".join(table.find("caption").itertext()).startswith("Table ")
        assert all(each.attrib["scope"] in ("col", "row", "rowgroup") for each in table.iterfind(".//th"))
    for scroller in tree.iterfind(".//section[@tabindex]"):
        assert scroller.find("./table/caption").attrib["id"] == scroller.attrib["aria-labelledby"]
    assert not [each for each in tree.iter() if each.tag in ("script", "link", "img", "iframe")]


def test_headings_are_numbered_in_the_text_in_both_forms(run: Run) -> None:
    document = appendix(run, EN)
    numbered = [f"{number}. {each.heading}" for number, each in enumerate(document.sections, start=1)]
    assert ["".join(each.itertext()) for each in html(run).iterfind(".//h2")] == numbered
    markdown = render(document, template("md"), "md")
    assert [text.removeprefix("## ") for text in markdown.splitlines() if text.startswith("## ")] == numbered


def test_both_forms_say_the_same_sentences(run: Run) -> None:
    document = appendix(run, EN)
    page = words("".join(html(run).find(".//main").itertext()))
    text = text_of(READER.parse(render(document, template("md"), "md")))
    for section in document.sections:
        for block in section.blocks:
            if block.kind == "paragraph":
                assert plain(block.line) in page
                assert plain(block.line) in text


def test_markdown_keeps_scores_and_points_apart(run: Run) -> None:
    markdown = render(appendix(run, EN), template("md"), "md").splitlines()
    first = next(at for at, text in enumerate(markdown) if "a: Scores (illustrative)" in text)
    second = next(at for at, text in enumerate(markdown) if "b: Points (illustrative)" in text)
    assert markdown[first + 2 : first + 8] == [
        "| Criterion | Weight | Alpha | Beta | Gamma | Delta (excluded) |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| **Strategy** | **60%** |  |  |  |  |",
        "| Independence | 40% | **5** | **4** (3\N{EN DASH}5) | **3** | **0** |",
        "| Pace | 20% | **4** | **3** | **?** | **5** |",
        "| Set-up cost | 40% | **£1.5m** | **£3m** | **£6m** | **£0** |",
    ]
    assert markdown[second + 8] == "| **Total** | **100%** | **86** | **64** | **24 to 44** | **60** |"


def test_same_run_same_text(run: Run) -> None:
    assert render(appendix(run, EN), template("html"), "html") == render(appendix(run, EN), template("html"), "html")
    assert render(appendix(run, EN), template("md"), "md") == render(appendix(run, EN), template("md"), "md")


def test_markdown_has_no_stray_lines(run: Run) -> None:
    markdown = render(appendix(run, EN), template("md"), "md")
    assert "\n\n\n" not in markdown
    assert markdown.endswith(".\n")
    assert all(text == text.rstrip() for text in markdown.splitlines())


NOT_THERE = "the template asks for {}, which is not there"
FAILS = "the template fails"
FAULTY: dict[str, tuple[int | None, str]] = {
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}": (1, FAILS),
    "\n{{ document.nothing }}": (2, NOT_THERE.format('"nothing"')),
    "\r\n\r\n{{ document.nothing }}": (3, NOT_THERE.format('"nothing"')),
    "{{ document['it\\'s'] }}": (1, NOT_THERE.format('"it\'s"')),
    "{{ document[99] }}": (1, NOT_THERE.format('"99"')),
    "{{ titel }}": (1, NOT_THERE.format('"titel"')),
    "{{ super() }}{% block a %}{% endblock %}": (1, NOT_THERE.format('"super"')),
    "{% block a %}{{ super() }}{% endblock %}": (1, NOT_THERE.format("something")),
    "\n{% if %}": (2, f"{FAILS}: Expected an expression, got 'end of statement block'"),
    "{{ document|bold }}": (1, f"{FAILS}: No filter named 'bold'"),
    "\n{% debug %}": (2, f"{FAILS}: Encountered unknown tag 'debug'"),
    "{% do 1 %}": (1, f"{FAILS}: Encountered unknown tag 'do'"),
    "{{ 1 / 0 }}": (1, FAILS),
    "{{ document() }}": (1, FAILS),
    "{{ document.__class__ }}": (1, FAILS),
    "{% include 'x' %}": (1, FAILS),
    "{% extends 'x' %}": (1, FAILS),
    "{% import 'x' as y %}": (1, FAILS),
    "\n\n{{ 'a council of many words'|truncate(1) }}": (3, FAILS),
    "\n{{ 1e400|int }}": (2, FAILS),
    "{{ dict(a=1, a=2) }}": (None, FAILS),
    "{% macro a(b, b) %}{% endmacro %}": (None, FAILS),
    "{% for a in [1] %}" * 25 + "{% endfor %}" * 25: (None, FAILS),
    "{% if 1 %}" * 200 + "{% endif %}" * 200: (None, FAILS),
    "{% if 1 %}" * 5000 + "{% endif %}" * 5000: (None, FAILS),
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}": (None, FAILS),
    "{{ " + "[" * 150 + "1" + "]" * 150 + " }}": (None, FAILS),
    "{{ " + " + ".join(["1"] * 20_000) + " }}": (None, FAILS),
    "{{ 1" + "|string" * 5000 + " }}": (None, FAILS),
    "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}": (1, FAILS),
    "{% block a %}{{ self.a() }}{% endblock %}": (1, FAILS),
    "{{ 'a' * 10_000_000_000 }}": (1, FAILS),
    "{{ 10_000_000_000 * ['a'] }}": (1, FAILS),
    "{{ 10 ** 10_000_000 }}": (1, FAILS),
    "{{ 'a'.ljust(10 ** 15) }}": (1, FAILS),
    "{{ 'a'|center(10 ** 15) }}": (1, FAILS),
    "{{ '\\ud800' }}": (None, FAILS),
    "{{ 'a'.encode('nothing') }}": (1, FAILS),
}
"""Templates that fail, the line where that is known, and what is said."""


@pytest.mark.parametrize("faulty", FAULTY, ids=lambda text: text[:40])
def test_whatever_fails_in_a_template_of_peoples_own_is_theirs_to_mend(faulty: str) -> None:
    line, what = FAULTY[faulty]
    with pytest.raises(AppraisalError) as raised:
        render(Page("Title", "draft", (), ()), faulty, "html", "council.html.j2")
    (problem,) = raised.value.problems
    assert problem.code == "template"
    if line is None:
        assert problem.what == what.replace("template", 'template "council.html.j2"')
        assert problem.place is None
    else:
        assert problem.what == what
        assert problem.place is not None
        assert (problem.place.file, problem.place.line) == ("council.html.j2", line)
        assert problem.place.text == faulty.splitlines()[line - 1]


def test_what_fails_in_a_template_of_ours_is_a_fault_of_our_own() -> None:
    with pytest.raises(UndefinedError):
        render(Page("Title", "draft", (), ()), "{{ titel }}", "html")


def test_a_template_prints_what_it_is_asked_to_and_escapes_it() -> None:
    page = Page("<*>", "draft", (), ())
    assert render(page, "{{ ''.join(['a']) }}", "md") == "a"
    assert render(page, "{{ 'ab' * 3 }} {{ 2 * 3 }} {{ 2 ** 10 }} {{ 0.5 * 3 }}", "md") == "ababab 6 1024 1.5"
    assert render(page, "{{ document.title }}", "html") == "&lt;*&gt;"
    assert render(page, "{{ document.title }}", "md") == "&lt;\\*&gt;"
    with pytest.raises(AppraisalError) as raised:
        render(page, "", "docx")
    assert [problem.code for problem in raised.value.problems] == ["template-format"]


@pytest.mark.parametrize("command", [["appendix"], ["verify", "run.html"]])
def test_a_command_tells_where_a_template_fails(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in SMALLEST.items():
        Path(f"{name}.yaml").write_text(text, "utf-8")
    assert CliRunner().invoke(app, ["appendix", "-o", "run.html"]).exit_code == 0
    Path("council.html.j2").write_text("{{ document.title }}\n{{ 'a b c'|truncate(1) }}\n", "utf-8")
    done = CliRunner().invoke(app, [*command, "--template", "council.html.j2"])
    assert done.exit_code == 2
    assert done.stderr.startswith("council.html.j2:2:1: error[template]: the template fails\n")
    Path("council.html.j2").write_bytes(b"\xff{{ document.title }}")
    done = CliRunner().invoke(app, [*command, "--template", "council.html.j2"])
    assert done.exit_code == 2
    assert "error[not-text]" in done.stderr
