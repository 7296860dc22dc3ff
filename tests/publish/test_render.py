from pathlib import Path
from typing import Any

import html5lib
import pytest

from appraise.appraisal import Choice, Claim, Document, Gap, Level, Note, Perspective
from appraise.problem import AppraisalError
from appraise.publish.appendix import appendix
from appraise.publish.document import plain
from appraise.publish.escape import clean
from appraise.publish.render import render
from appraise.run import Run
from tests.publish.conftest import EN, having
from tests.publish.test_escape import HOSTILE, READER, blocks, text_of

ENCODABLE = [name for name in HOSTILE if "\ud800" not in name]

TEMPLATES = Path(__file__).parents[2] / "templates"


def template(name: str) -> str:
    return (TEMPLATES / f"appendix.{name}.j2").read_text(encoding="utf-8")


def named(run: Run, name: str) -> Run:
    """The run with the same text for everything that people name or write."""
    inputs = run.inputs
    renamed: dict[str, Any] = {
        kind: {each: words._replace(name=name) for each, words in getattr(inputs, kind).items()}
        for kind in ("criteria", "groups", "gates", "options", "characteristics")
    }
    renamed["options"]["alpha"] = renamed["options"]["alpha"]._replace(
        summary=name,
        dimensions={"owner": name},
        risks=(name,),
        advantages=(name,),
        characteristics={"vat": Level("likely", name, name)},
    )
    return having(
        run,
        **renamed,
        title=name,
        authority=name,
        question=name,
        background={"a": Note(name, name, (name,), (name,))},
        unknowns={"a": Gap(name, by=name)},
        documents={"d": Document(name, name)},
        claims={"c": Claim(name, {name: name})},
        perspectives={"p": Perspective(name, name)},
        recommendation=Choice(("alpha",), name, name),
    )


def html(run: Run) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        render(appendix(run, EN), template("html"), "html")
    )


def tags(tree: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(each.tag), tuple(sorted(each.attrib))) for each in tree.iter()]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ENCODABLE)
def test_hostile_text_is_text_in_html(run: Run, name: str) -> None:
    tree = html(named(run, name))
    assert tags(tree) == tags(html(named(run, "x")))
    assert words("".join(tree.find(".//h1").itertext())) == words(clean(name))
    heads = ["".join(each.itertext()) for each in tree.iterfind(".//section[@id='result']//tbody/tr/th")]
    assert [words(head) for head in heads] == [words(clean(name))] * 3 + [words(f"{clean(name)} (comparator)")]


@pytest.mark.parametrize("name", ENCODABLE)
def test_hostile_text_is_text_in_markdown(run: Run, name: str) -> None:
    tokens = READER.parse(render(appendix(named(run, name), EN), template("md"), "md"))
    neutral = READER.parse(render(appendix(named(run, "x"), EN), template("md"), "md"))
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
        "| Set-up cost | 40% | **1.5 GBP m** | **3 GBP m** | **6 GBP m** | **0 GBP m** |",
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


def test_templates_cannot_reach_out_and_must_not_guess(run: Run) -> None:
    document = appendix(run, EN)
    assert render(document, "{{ ''.join(['a']) }}", "md") == "a"
    for faulty, what in {
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}": "the template fails at line 1",
        "\n{{ document.nothing }}": 'the template asks at line 2 for "nothing", which is not there',
        "{{ document['it\\'s'] }}": 'the template asks at line 1 for "it\'s", which is not there',
        "{{ document[99] }}": 'the template asks at line 1 for "99", which is not there',
        "{{ titel }}": 'the template asks at line 1 for "titel", which is not there',
        "{{ super() }}{% block a %}{% endblock %}": 'the template asks at line 1 for "super", which is not there',
        "{% block a %}{{ super() }}{% endblock %}": "the template asks at line 1 for something, which is not there",
        "\n{% if %}": "the template fails at line 2: Expected an expression, got 'end of statement block'",
        "{{ document|bold }}": "the template fails at line 1: No filter named 'bold'",
        "{{ 1 / 0 }}": "the template fails at line 1",
        "{{ document() }}": "the template fails at line 1",
        "{{ document.__class__ }}": "the template fails at line 1",
        "{% include 'x' %}": "the template fails at line 1",
    }.items():
        with pytest.raises(AppraisalError) as raised:
            render(document, faulty, "html")
        assert [(problem.code, problem.what) for problem in raised.value.problems] == [("template", what)]
    with pytest.raises(AppraisalError) as raised:
        render(document, "", "docx")
    assert [problem.code for problem in raised.value.problems] == ["template-format"]
    assert render(document._replace(title="<*>"), "{{ document.title }}", "html") == "&lt;*&gt;"
    assert render(document._replace(title="<*>"), "{{ document.title }}", "md") == "&lt;\\*&gt;"
