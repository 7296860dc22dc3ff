"""Short, and nothing twice: what appendix and annex say, they say once, in few words of the tool's own."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import pytest

from appraise import evaluate
from appraise.publish.context import APPENDIX, Context
from appraise.publish.document import PARAGRAPH, Block, Document, Paragraph, plain
from appraise.publish.documents.appendix import annex, appendix
from appraise.publish.sections.answer import facts
from tests.engine.analysis.test_witnesses import CASES
from tests.publish import texts
from tests.publish.conftest import EN
from tests.publish.everything import EXAMPLES, example
from tests.publish.test_every_value import ids_of, written

_LONG = 4
"""A sentence is longer than so many words."""
SAID_AGAIN = {
    "weights.note": "stands under each table that it explains, as tables get copied out",
    "weights.note-unknown": "likewise",
    "buys.a-step": "likewise",
    "unagreed.exact": "likewise",
    "gates.note-by-rule": "likewise",
    "gates.note-by-rule-or-cost": "likewise",
    "costs.dearer.surely": "what several options have in common, each in its item",
    "costs.dearer.as-given": "likewise",
    "cost-profile.per-cent": "what some amounts of a line and some of another have in common, each in its item",
    "result.below": "what several options have in common, each in its row",
    "result.below-at-least": "likewise",
    "result.ranges-could-lift": "likewise",
    "result.ranges-could-lift-members": "likewise",
    "result.ranges-could-drop": "likewise",
    "result.ranges-could-drop-members": "likewise",
    "weights.never": "likewise",
    "unagreed.never": "likewise",
}
"""Sentences of ours that may stand twice, by their keys, and why."""


def spoken(block: Block) -> Iterator[str]:
    """The running text of a block: paragraphs, items, cells and notes, but no heading or caption."""
    if block.kind == "paragraph":
        yield plain(block.line)
    elif block.kind == "bullets":
        yield from map(plain, block.items)
    elif block.kind == "table":
        yield from (plain(cell.line) for row in block.rows for cell in row.cells)
        yield block.note


def sentences(text: str) -> list[str]:
    """The sentences of a text, those of a few words left out."""
    split = (each.strip() for each in re.split(rf"(?<=[.!?:])[”\")\]]*\s+|{PARAGRAPH}|\n", text))
    return [each for each in split if len(each.split()) > _LONG and each[-1] in ".!?:"]


def said_by(document: Document) -> Counter[str]:
    """How often each sentence stands in a document, but for the lead, which both have."""
    blocks = (block for section in document.sections for block in section.blocks)
    lead = (block for block in blocks if not (isinstance(block, Paragraph) and block.role == "lead"))
    return Counter(each for block in lead for text in spoken(block) for each in sentences(text))


@cache
def recorded(name: str) -> tuple[str, ...]:
    """What people wrote, as the documents print it."""
    run = example(name)
    return tuple(" ".join(text.split()) for _, text in written(run.inputs, ids_of(run)))


def words(text: str) -> int:
    """Words with a letter in them."""
    return sum(any(mark.isalpha() for mark in word) for word in text.split())


def ours(text: str, theirs: Iterable[str]) -> str:
    """What is left of a text without what people wrote, the longest first."""
    for each in sorted(set(theirs), key=len, reverse=True):
        text = text.replace(each.rstrip("."), " ")
    return text


def by_us(sentence: str, theirs: Iterable[str]) -> bool:
    """Whether a sentence has more words of ours than a label has."""
    within = any(sentence.rstrip(".:") in text for text in theirs)
    return not within and words(ours(sentence, theirs)) > _LONG


def form_of(sentence: str) -> str | None:
    """The key of the exception that a sentence is, if it is one."""
    for key in SAID_AGAIN:
        form = EN.texts[key]
        for text in form.values() if isinstance(form, Mapping) else (form,):
            for each in sentences(text):
                if re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(each)), sentence):
                    return key
    return None


@pytest.mark.parametrize("make", [appendix, annex])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sentence_of_ours_stands_twice_in_a_document(name: str, make: Callable[..., Document]) -> None:
    said = said_by(make(example(name), EN))
    twice = (each for each, times in said.items() if times > 1 and by_us(each, recorded(name)))
    assert [each for each in twice if form_of(each) is None] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sentence_of_ours_stands_in_both(name: str) -> None:
    both = said_by(appendix(example(name), EN)).keys() & said_by(annex(example(name), EN)).keys()
    assert sorted(each for each in both if by_us(each, recorded(name)) and form_of(each) is None) == []


@pytest.mark.parametrize("make", [appendix, annex])
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_people_wrote_stands_as_often_as_they_wrote_it(name: str, make: Callable[..., Document]) -> None:
    """A condition stands in the answer and with its verdict; a name wherever it is about what has it."""
    run = example(name)
    wrote = Counter(each for text in recorded(name) for each in sentences(f"{text.rstrip('.')}."))
    given = (verdict.condition for option in run.inputs.options.values() for verdict in option.verdicts.values())
    wrote.update(each for condition in filter(None, given) for each in sentences(f"{condition.rstrip('.')}."))
    names = {f"{option.name}." for option in run.inputs.options.values()}
    said = said_by(make(run, EN))
    assert {each: times for each, times in said.items() if each not in names and 0 < wrote[each] < times} == {}


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_fact_that_there_is_stands_in_the_appendix_once(name: str) -> None:
    """The first four in the answer, the others where they belong. Harmless unknowns that are none of the four are told
    with all that is open."""
    run = evaluate(CASES[name])
    text = texts.text(appendix(run, EN)).splitlines()
    for fact in facts(Context.of(run, EN, APPENDIX, by_number=True)):
        open_too = fact.kind == "unknown" and any(each.startswith("What is open.") for each in text)
        assert text.count(plain(fact.line)) == 1 or open_too, fact


@pytest.mark.parametrize(("name", "most"), [("birmingham-2016", 800), ("leisure", 800), ("birmingham-2017", 800)])
def test_the_appendix_is_short(name: str, most: int) -> None:
    """Of its words with a letter, at most 800 are the tool's own; a name of one word counts as such."""
    document = appendix(example(name), EN)._replace(foot="")
    text = " ".join(texts.text(document).split())
    all_, own = words(text), words(ours(text, (each for each in recorded(name) if " " in each)))
    print(f"{name}: {all_} words, {own} ours, {all_ - own} people's, {len(texts.tables(document))} tables")
    assert own <= most
