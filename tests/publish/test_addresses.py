"""Addresses of documents: what is one, and a link wherever documents are listed, which leads there and nowhere else."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from appraise import AppraisalError, Run, load
from appraise.appraisal import Document
from appraise.field_types import is_address
from appraise.files.library.library import template
from appraise.publish.documents.appendix import annex
from appraise.publish.render.template import render
from tests.conftest import SMALLEST, call
from tests.publish.conftest import EN, having

Folder = Callable[..., Path]

GOOD = [
    "https://www.gov.uk/guidance",
    "http://example.org",
    "HTTPS://EXAMPLE.ORG/A",
    "https://example.org:8443/a?b=1&copy=2&amp;c#p3",
    "https://example.org?q=@a",
    "https://intranet/minutes",
    "https://b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.example/stra\N{LATIN SMALL LETTER SHARP S}e",
    "https://xn--bcher-kva.example/",
    "https://example.org/a_(b)_[c]*d*~e~!$,;'=+",
    "https://example.org/a|b|c",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>alert(1)</script>",
    "https://example.org/a>)[x](javascript:alert(1))",
    "https://example.org/`code`\\`{{7*7}}",
    "https://example.org/%20%3Ca%3E",
    "https://example.org/" + "long-" * 2_000,
]
BAD = [
    "javascript:alert(1)",
    "JaVaScRiPt://example.org/%0Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/hosts",
    "ftp://example.org/a",
    "mailto:a@example.org",
    "//example.org/a",
    "/a/b.pdf",
    "www.example.org",
    "https:example.org",
    "https:/example.org",
    "https://",
    "https:///a",
    "https://?a",
    "https://:80/",
    "https://user@example.org/",
    "https://user:word@example.org/",
    "https://example.org\\@other.example/",
    "https://example.org:port/",
    "https://example.org:/",
    "https://[::1]/",
    "https://.example.org/",
    "https://exa mple.org/",
    "https://example.org/a b",
    "https://example.org/a\N{NO-BREAK SPACE}b",
    "https://example.org/a\N{SOFT HYPHEN}b",
    "https://example.org/a\N{RIGHT-TO-LEFT MARK}b",
    "https://example.org/a\nb",
    "https://example.org/a\tb",
    "https://example.org\N{FULLWIDTH SOLIDUS}other.example/",
    "https://exam\N{ZERO WIDTH JOINER}ple.org/",
    " https://example.org/",
    "https://example.org/ ",
    "https://example.org/\n",
]


class Links(HTMLParser):
    """The links of a page that lead elsewhere, and everything in it that could do more than be read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.active: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.active += [tag] if tag in ("script", "iframe", "img", "object") else []
        self.active += [name for name in given if name.startswith("on")]
        target = given.get("href") or "#"
        self.found += [target] if tag == "a" and not target.startswith(("#", "data:application/json")) else []


def page(run: Run, address: str, form: str) -> str:
    document = Document(title="The report", publisher="A council", date="2016", address=address)
    return render(annex(having(run, documents={"report": document}), EN), template("appendix", form)[0], form)


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_a_link_in_html(run: Run, address: str) -> None:
    assert is_address(address)
    links = Links(page(run, address, "html"))
    assert links.found == [address]
    assert links.active == []


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_a_link_in_markdown(run: Run, address: str) -> None:
    """The one of its line: whatever stands in an address, the list goes on below it."""
    text = page(run, address, "md")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    opened = [child for token in tokens for child in token.children or [] if child.type == "link_open"]
    assert [unquote(str(each.attrs["href"])) for each in opened] == [unquote(reader(address))]
    assert not [child for token in tokens for child in token.children or [] if child.type == "image"]


def reader(address: str) -> str:
    """An address as a reader of Markdown hands it on: a host of other letters in those that every computer knows."""
    return address.replace("b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher", "xn--bcher-kva")


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_is_refused_and_from_a_record_never_a_link(run: Run, address: str) -> None:
    assert not is_address(address)
    assert Links(page(run, address, "html")).found == []
    assert "](<" not in page(run, address, "md")


def test_it_is_told_with_what_to_write(folder: Folder) -> None:
    evidence = 'kind: evidence\nversion: 1\ndocuments:\n  a: {{title: A}}\n  b:\n    title: B\n    address: "{}"\n'
    own = SMALLEST["appraisal"].replace("options:", "evidence: evidence.yaml\noptions:")
    for address, fix in (
        ("www.example.org/a", "write https://www.example.org/a"),
        ("https://a:b@example.org/", "take out what stands before the @, and the @"),
        ("javascript:alert(1)", "write it as a browser shows it"),
        ("nothing", "write it as a browser shows it"),
    ):
        with pytest.raises(AppraisalError) as caught:
            load(folder(appraisal=own, evidence=evidence.format(address)))
        (problem,) = caught.value.problems
        assert (problem.code, problem.place and problem.place.line) == ("not-an-address", 7)
        assert problem.fix.startswith(fix)


def test_two_documents_may_lie_at_one_address(folder: Folder) -> None:
    """Such as a report and its annex in one file."""
    head = "kind: evidence\nversion: 1\ndocuments:\n"
    each = "  {0}:\n    title: {0}\n    address: https://example.org/all.pdf\n"
    own = SMALLEST["appraisal"].replace("options:", "evidence: evidence.yaml\noptions:")
    where = folder(appraisal=own, evidence=head + each.format("report") + each.format("annex"))
    assert {document.address for document in load(where).documents.values()} == {"https://example.org/all.pdf"}


def test_a_changed_address_is_words(folder: Folder) -> None:
    evidence = "kind: evidence\nversion: 1\ndocuments:\n  report:\n    title: A\n    address: https://example.org/{}\n"
    own = SMALLEST["appraisal"].replace("options:", "evidence: evidence.yaml\noptions:")
    where = folder(appraisal=own, evidence=evidence.format("old"))
    assert call("score", where, "-o", where / "run.json").exit_code == 0
    assert '"address": "https://example.org/old"' in (where / "run.json").read_text("utf-8")
    assert call("verify", where / "run.json").exit_code == 0
    folder(appraisal=own, evidence=evidence.format("new"))
    said = " ".join(call("diff", where / "run.json", where).stdout.split())
    assert "Only words changed" in said
    assert "Documents, report: address “https://example.org/old”, now “https://example.org/new”" in said
    assert Links(call("diff", where / "run.json", where, "--format", "md").stdout).found == []
