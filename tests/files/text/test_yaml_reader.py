"""YAML text to data with places: what values become, what is refused, and that two readers agree on every text."""

import random
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from appraise.files.text import yaml_reader as module
from appraise.files.text.source import Source, read
from appraise.files.text.yaml_errors import LINE_LIMIT, TEXT_LIMIT
from appraise.files.text.yaml_reader import read_yaml
from appraise.files.text.yaml_tree import Map, Seq, place_of
from appraise.problem import AppraisalError
from tests.conftest import ROOT

Refusals = list[tuple[str, int, int]]


def outcome(source: Source) -> Any:
    """The data with all its places, or the code, line and column of every problem."""
    try:
        return ("data", laid_out(read_yaml(source, as_people_write=True)))
    except AppraisalError as error:
        return [(each.code, each.place.line, each.place.column) for each in error.problems if each.place]


def laid_out(value: Any) -> Any:
    if isinstance(value, Map):
        items = [(repr(key), laid_out(each)) for key, each in value.items()]
        return value.line, value.column, value.empty, list(value.places), items
    if isinstance(value, Seq):
        return value.line, value.column, list(value.places), [laid_out(each) for each in value]
    return repr(value)


def with_both(source: Source) -> Any:
    """The outcome, the same with and without libyaml."""
    fast = outcome(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CLoader", raising=False)
        assert outcome(source) == fast, source.text
    return fast


def data(text: str) -> Any:
    source = Source(Path("f.yaml"), text)
    assert with_both(source)[0] == "data", with_both(source)
    return read_yaml(source)


def refused(text: str) -> Refusals:
    found: Refusals = with_both(Source(Path("f.yaml"), text))
    assert found[0] != "data"
    return found


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", Decimal("0")),
        ("-0", Decimal("-0")),
        ("4", Decimal("4")),
        ("-2.50", Decimal("-2.50")),
        ("0.000000000000001", Decimal("0.000000000000001")),
        ("0.0016666666666666668", Decimal("0.0016666666666666668")),
        ("-16.666666666666664", Decimal("-16.666666666666664")),
        ("0.0000000000000000000000001", "0.0000000000000000000000001"),
        ("123456789012345678901234", Decimal("123456789012345678901234")),
        ("-123456789012.345", Decimal("-123456789012.345")),
        ("1234567890123456789012345", "1234567890123456789012345"),
        ("true", True),
        ("false", False),
        ("5 # five", Decimal("5")),
        *((text, text) for text in ("yes", "no", "on", "off", "True", "TRUE", "Null", "NULL", "y", "=", "<<")),
        *((text, text) for text in ("1:30", "010", "1e3", "+1", ".5", "1.", "1_000", "0x1f", "0o7", ".inf", ".nan")),
        *((text, text) for text in ("2016-09-07", "2016-09-07 10:00:00", "12,5", "\u0661", "a#b", "a:b", "?b", "-b")),
        ('"1"', "1"),
        ("'true'", "true"),
        ('"null"', "null"),
        ('"~"', "~"),
        ('""', ""),
        ('"a\\n\\nb"', "a\n\nb"),
        ('"Over.\\nNext\\n"', "Over.\nNext\n"),
        ("'it''s'", "it's"),
        ("one\n  two", "one two"),
    ],
)
def test_what_is_typed(typed: str, value: object) -> None:
    found = data(f"a: {typed}\n")["a"]
    assert (found, type(found)) == (value, type(value))
    assert not isinstance(value, Decimal) or str(found) == str(value)


def test_block_text() -> None:
    assert data("a: >-\n  one\n  two\n\n  three\n# end\n") == {"a": "one two\n\nthree"}
    assert data("a: |\n  one\n   two # no comment\n") == {"a": "one\n two # no comment\n"}


def test_an_empty_mapping_is_a_value() -> None:
    found = data("options:\n  in-house:\n  charity:\n")
    assert found == {"options": {"in-house": {}, "charity": {}}}
    assert found["options"]["in-house"].empty
    assert not found["options"].empty
    assert not data("a: {}\n")["a"].empty


def test_keys() -> None:
    assert list(data('0: a\n"1": b\ntrue: c\n"": e\n2.50: f\n')) == [Decimal(0), "1", "true", "", Decimal("2.5")]
    assert data("? a\n: b\n") == {"a": "b"}


REFUSED: list[tuple[str, Refusals]] = [
    ("a: ~\nb: null\n", [("no-value", 1, 4), ("no-value", 2, 4)]),
    ("a: b\nc: d\na: e\n", [("duplicate-key", 3, 1)]),
    ("1: a\n1.0: b\n", [("duplicate-key", 2, 1)]),
    ("true: a\ntrue: b\n", [("duplicate-key", 2, 1)]),
    ("a: &x b\nc: *x\n", [("anchor", 1, 4), ("alias", 2, 4)]),
    ("a: &x\n  b: c\nd: &y [e]\n", [("anchor", 1, 4), ("anchor", 3, 4)]),
    ("<<: *x\na: b\n", [("alias", 1, 5)]),
    ("a: !!str 1\nb: !c {d: e}\nc: !<x> y\n", [("tag", 1, 4), ("tag", 2, 4), ("tag", 3, 4)]),
    ("a: !c!d e\n", [("tag", 1, 4)]),
    ("a: **b**\n", [("alias", 1, 4)]),
    ("%YAML 1.1\n---\na: b\n", [("directive", 1, 1)]),
    ("a: b\n---\nc: d\n", [("second-document", 2, 1)]),
    ("---\na: b\n...\n---\nc: d\n", [("second-document", 4, 1)]),
    ("", [("not-a-mapping", 1, 1)]),
    ("---\n", [("not-a-mapping", 1, 1)]),
    ("- a\n", [("not-a-mapping", 1, 1)]),
    ("a:b\n", [("not-a-mapping", 1, 1)]),
    ("[a]: b\n", [("key", 1, 1)]),
    ("? {a: b}\n: c\n", [("key", 1, 3)]),
    (": a\n", [("yaml-syntax", 1, 1)]),
    ("~: a\n", [("no-value", 1, 1), ("key", 1, 1)]),
    ("a:\n\tb: c\nd: e\tf\n", [("tab", 2, 1), ("tab", 3, 5)]),
    ("a: Ranked #1\n", [("hash", 1, 11)]),
    ("a: #1\n", [("hash", 1, 4)]),
    ("- #1\n- one  #two\n", [("hash", 1, 3), ("hash", 2, 8)]),
    ("a: Ranked\n  #1 of five\n", [("hash", 2, 3)]),
    ("a:\n  - Ranked\n    as\n     #1\n", [("hash", 4, 6)]),
    ("a: >#1\n  b\n", [("block-text", 1, 5)]),
    ("a: {b c: d}\n", [("flow-text", 1, 5)]),
    ("a: [b c, d e 5]\n", [("flow-text", 1, 5), ("flow-text", 1, 10)]),
    ("a: {b, c: d, e: }\n", [("flow-value", 1, 5), ("flow-value", 1, 14)]),
    ("a: {b: ?}\n", [("question", 1, 8)]),
    ("a: {b: ?, c: d}\n", [("question", 1, 8)]),
    ("a:  ? # b\n", [("question", 1, 5)]),
    ("a: {b: ?c}\n", [("sign", 1, 8)]),
    ("a: ? b\n", [("sign", 1, 4)]),
    ("a: {b: c? , d: e}\n", [("open-bracket", 1, 4)]),
    ('a: "\\ud800"\n', [("hidden-character", 1, 4)]),
    ('a: "\\ud83d\\ude00"\n', [("hidden-character", 1, 4)]),
    ('a: "\\N \\x07"\n', [("hidden-character", 1, 4)]),
    ('a: "\\U00110000"\n', [("escape", 1, 5)]),
    ('a: "\\UFFFFFFFF"\n', [("escape", 1, 5)]),
    ('a: "\\xZZ"\nb: c\n', [("escape", 1, 5)]),
    ('a: "b\nc: d\n', [("open-quote", 1, 4)]),
    *(
        (f'a: "{before}\\{code}{after}"\n', [("backslash", 1, 5 + len(before))])
        for before, code, after in (
            *(("S:", letter, "eams") for letter in "0abtnvfreNLP_"),
            *(
                ("See S:", "n", "orth and more"),
                ("teams", "n", "orth"),
                ("teams", "t", "ables.docx"),
                ("", "n", "orth"),
            ),
            *(("..", "n", "ew"), ("S:", "x41", "b"), ("S:", "u00e9", "t"), ("S:", "n", ""), ("S:", " ", "b")),
            *(("S:", "/", "b"), ("docs", "xfa", "x.docx"), ("docs", "t", ".pdf"), ("One:", "n", "two")),
            ("\\\\\\\\server", "n", "ew"),
        )
    ),
    ('a: "one\n  two S:\\new"\n', [("backslash", 2, 9)]),
    ('"S:\\new": b\n', [("backslash", 1, 4)]),
    ("a: b: c: d\ne: f\ng: h: i\n", [("colon", 1, 5), ("colon", 3, 5)]),
    ("a: see:\nb: c:\n", [("colon", 1, 7), ("colon", 2, 5)]),
    ("a: b: c\nd: |\n  e: f: g\nh: 'i\n  j: k: l'\nm: n: o\n", [("colon", 1, 5), ("colon", 6, 5)]),
    ("a:\n  - b: c: d\n    e: f: g # h\n", [("colon", 2, 9), ("colon", 3, 9)]),
    ("a: b: c\nd: 'e\n", [("colon", 1, 5), ("open-quote", 2, 4)]),
    ("a: [4,990,000, 5,400]\n", [("flow-number", 1, 5), ("flow-number", 1, 16)]),
    ("a: {b: 4,990,000, c: d}\n", [("flow-number", 1, 8)]),
    ("a: [b, c\nd: e\n", [("flow-text", 1, 8), ("open-bracket", 1, 4)]),
    ("a: {b: [c, d}\n", [("open-bracket", 1, 8)]),
    ("a: [", [("open-bracket", 1, 5)]),
    ("a: b: c\n", [("colon", 1, 5)]),
    ("a: b\n  c: d\n", [("colon", 2, 4)]),
    ("a: b\nc\nd: e\n", [("no-colon", 2, 1)]),
    ("a:\n  b:c\n  d: e\n", [("no-colon", 2, 3)]),
    ("a:\n  b:c # d\n\n  # e\n  f: g\n", [("no-colon", 2, 3)]),
    ("a:\n  - b:c\n    d: e\n", [("no-colon", 2, 5)]),
    ("a-b:c\nd: e\n", [("no-colon", 1, 1)]),
    ("a: see\n  b://c\n  d: e\n", [("colon", 3, 4)]),
    ("a:\n  b:c\n d: e\n", [("colon", 3, 3)]),
    ("a: 'b' c\n", [("after-value", 1, 8)]),
    ("a: - b\n", [("list", 1, 4)]),
    ("a: > b\n", [("block-text", 1, 6)]),
    ("a: @b\n", [("sign", 1, 4)]),
    ("a: ]\n", [("sign", 1, 4)]),
    ("a:\n  b: c\n d: e\n", [("yaml-syntax", 3, 2)]),
    ("a: b\n- c\n", [("yaml-syntax", 2, 1)]),
]


@pytest.mark.parametrize(("text", "codes"), REFUSED, ids=[repr(text) for text, _ in REFUSED])
def test_refused(text: str, codes: Refusals) -> None:
    assert refused(text) == codes


def test_what_is_not_refused() -> None:
    assert data("a: b # c\n#d\ne: '#1' #f\ng: [h] #i\n") == {"a": "b", "e": "#1", "g": ["h"]}
    assert data("a:\n  b: c\n  #d: e\n#f: g\n  h:\n    #j: k\n  l: i\n    # j\n")
    assert data("a: [b-2 5.2, b 7, c]\nd: {e: 'f g', h: b 5.2}\n")["a"] == ["b-2 5.2", "b 7", "c"]
    assert data("a: C:\\Users\\x\nb: 100%\nc: '*d* & !e'\n")["a"] == "C:\\Users\\x"
    assert data('a: "\\u00e9\\U0001F600\\t"\n') == {"a": "\u00e9\U0001f600\t"}
    assert data("---\na: b\n...\n") == {"a": "b"}
    assert data('a: "S:\\\\north\\\\teams"\n') == {"a": "S:\\north\\teams"}
    assert data('a: "Say \\"new\\". \\u201cCaf\\xe9s\\u201d"\n') == {"a": 'Say "new". \u201cCaf\xe9s\u201d'}
    assert data('a: "One.\\n\\\n  \\nTwo."\n') == {"a": "One.\n\nTwo."}
    for end in ("(2024).", "by 4%.", "it may.)", "it is \u201cso.\u201d", '\\\\"so.\\\\"', "one;", "\u00a3?"):
        typed = end.replace("\\\\", "\\")
        assert data(f'a: "{typed}\\nTwo."\n') == {"a": typed.replace("\\", "") + "\nTwo."}
    assert data('a: "one \\\n  two\\n"\n') == {"a": "one two\n"}
    assert data("a: [1,100]\nb: [x, 100, 200]\n")["a"] == [1, 100]


def test_all_problems_up_to_what_cannot_be_read() -> None:
    assert refused("a: ~\na: b\nc: &d e\nf: g: h\ni: ~\n") == [
        ("no-value", 1, 4),
        ("duplicate-key", 2, 1),
        ("anchor", 3, 4),
        ("colon", 4, 5),
        ("no-value", 5, 4),
    ]


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "".join(f"{'  ' * level}a:\n" for level in range(29)) + "  " * 29 + "a: b\n"
    assert data(deep)
    assert refused(deep.replace("a: b", "a:\n" + "  " * 30 + "a: b")) == [("too-deep", 31, 61)]
    assert refused("a: " + "[" * 31) == [("too-deep", 1, 33)]
    start = time.perf_counter()
    assert refused("[" * 100_000)[0][0] == "too-deep"
    assert refused("- " * 100_000)[0][0] == "too-deep"
    assert len(refused("a: ~\n" * 5000)) <= 1001
    assert len(refused("\t\n" * 5000)) <= 1000
    assert time.perf_counter() - start < 10
    longest = "b" * TEXT_LIMIT
    assert data(f"a: {longest}\n")["a"] == longest
    for text in (f"a: {longest}b\n", f"a: >-\n  {longest}\n  b\n", f"a: '{longest}b'\n"):
        assert refused(text) == [("long-text", 1, 4)]
    assert refused(f"{longest}b: c\n")  # which YAML itself takes for no key
    assert read_yaml(Source(Path("f.yaml"), "a: b\n" + "\n" * (LINE_LIMIT - 1)))
    assert refused("a: b\n" + "\n" * LINE_LIMIT) == [("too-long", LINE_LIMIT + 1, 1)]
    monkeypatch.setattr(module, "EVENT_LIMIT", 20)
    assert data("a:\n" + "  - b\n" * 10)
    assert [code for code, *_ in refused("a:\n" + "  - b\n" * 20)] == ["too-long"]


def test_places() -> None:
    source = Source(Path("f.yaml"), "a:\n  b: [one, 2]\n  3.50: {d: four}\nempty:\nlong: >-\n  x\n")
    root = read_yaml(source)

    def at(*path: Any, key: bool = False) -> tuple[int, int, int]:
        found = place_of(source, root, path, key)
        assert found.text == source.lines[found.line - 1]
        return found.line, found.column, found.width

    assert at() == (1, 1, 1)
    assert at("a") == at("a", key=True) == (1, 1, 1)
    assert at("a", "b") == (2, 3, 1)
    assert at("a", "b", 0) == (2, 7, 3)
    assert at("a", "b", 1) == (2, 12, 1)
    assert at("a", Decimal("3.5"), "d", key=True) == (3, 10, 1)
    assert at("a", Decimal("3.5"), "d") == (3, 13, 4)
    assert at("empty") == (4, 1, 5)
    assert at("long") == (5, 7, 1)
    assert at("a", "missing", "deeper") == at("a")
    assert at("a", "b", 9) == at("a", "b")


def test_bytes(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"

    def of(raw: bytes) -> Any:
        file.write_bytes(raw)
        return with_both(read(file))

    plain = of(b"a: b\nc:\n  d: >-\n    e\n    f\n")
    assert plain[0] == "data"
    assert of(b"\xef\xbb\xbfa: b\r\nc:\r\n  d: >-\r\n    e\r\n    f\r\n") == plain
    assert of(b"a: b\rc:\r  d: >-\r    e\r    f\r") == plain


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe"])
def test_hidden_characters(letter: str, tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_text(f"a: b\nc: {letter}d\n", "utf-8")
    with pytest.raises(AppraisalError) as caught:
        read(file)
    (problem,) = caught.value.problems
    assert problem.place
    assert (problem.code, problem.place.line, problem.place.column) == ("hidden-character", 2, 4)


SIGNS = [
    *"!&*|>%@`#:-?,[]{}'\"\\ \t\n~=<.0\xe9\u200b\u2026\U0001f600",
    *["\n\n", ": ", " #", "# ", "- ", "? ", "\n---\n", "\n...\n", "--- a", "\n%YAML 1.1\n", "<<: ", "!!", "&a ", "*a"],
    *[">-\n", "|\n", "|2\n", ">+1\n", ">#", "\\x41", "\\ud83d\\ude00", "\\UFFFFFFFF", "\\N", "\\\n", "''", '""'],
    *["[]", "{}", "[a, b]", "{a: b}", "{a}", "{a:b}", "[a b]", "[a: b]", "{a: , b}", "{? a}", "{[a]: b}", "{'a':b}"],
    *["? a\n: b", ": a", "1.0", "\n  ", "\n    ", "'\n'", "!a ", "!<a> ", "- - a", "a: b: c", "[a]: b", "c? ,", "d:["],
]
"""What has a meaning in YAML, to be put where nobody expects it."""


def mutant(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        at, end = chance.randrange(len(text) + 1), chance.choice([0, 0, 0, 1, 1, 6, 20])
        text = text[:at] + chance.choice([*SIGNS, "", ""]) + text[at + end :]
    return text


def snippets() -> list[str]:
    """The shipped files, cut into pieces that are quick to read."""
    folders = ("models", "criteria", "templates/init", "examples/birmingham-2016")
    files = [file for folder in folders for file in sorted((ROOT / folder).glob("*.yaml"))]
    lines = [file.read_text("utf-8").splitlines(keepends=True) for file in files]
    found = ["".join(each[at : at + 12]) for each in lines for at in range(0, len(each), 12)]
    return found + ["a: {b: c, d: [e, 1]}\n", "a: 'b'\nc: \"d\"\n", "a: >-\n  b\n  c\nd: |\n  e\n"] * 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_two_readers_agree_on_any_text(seed: int) -> None:
    """The same data and places, or the same problems; and never an error of another kind."""
    chance = random.Random(seed)
    texts = snippets()
    outcomes = [with_both(Source(Path("f.yaml"), mutant(chance, chance.choice(texts)))) for _ in range(2500)]
    read = sum(each[0] == "data" for each in outcomes)
    codes = {code for each in outcomes if each[0] != "data" for code, *_ in each}
    assert read > 300
    assert len(codes) > 15


@pytest.mark.parametrize("seed", range(2))
def test_two_readers_agree_on_any_soup(seed: int) -> None:
    chance = random.Random(seed)
    words = ["a", "b", "c: d", "a: ", "b:\n", "\n", "\n  ", "\n    ", "- ", "1", "true", "null"]
    for _ in range(2500):
        with_both(Source(Path("f.yaml"), "".join(chance.choices(SIGNS + words * 6, k=chance.randrange(1, 14)))))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_any_bytes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    file = tmp_path / "f.yaml"
    for text in chance.choices(snippets(), k=300):
        raw = bytearray(text.encode())
        for _ in range(3):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        file.write_bytes(raw)
        try:
            source = read(file)
        except AppraisalError:
            continue
        with_both(source)
