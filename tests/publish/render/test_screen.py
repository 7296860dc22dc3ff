"""The screen, drawn: bars as long as their points, nothing wider than the terminal, nothing lost, everywhere."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appraise import Run, evaluate, load
from appraise.appraisal import Criterion, Group, ShortlistRule
from appraise.cli.console import show_screen
from appraise.field_models import replaced
from appraise.publish.documents.screen import screen
from appraise.publish.render.escape import clean, cleaned
from appraise.publish.render.screen import BLOCKS, LETTERS, Signs, drawn
from appraise.publish.render.terminal import cells
from tests.conftest import ROOT, appraisal, number
from tests.publish.conftest import EN, RUN, having
from tests.publish.render.test_escape import HOSTILE
from tests.publish.render.test_terminal import stream, written

NEXT = ("appraise score --full", "appraise explain scores", "appraise appendix -o appendix.html")


def lines(run: Run, width: int = 80, signs: Signs = BLOCKS) -> list[str]:
    return [text.plain.rstrip() for text in drawn(cleaned(screen(run, EN, NEXT)), width, signs)]


def printed(run: Run, encoding: str = "utf-8", terminal: bool = False) -> str:
    file = stream(encoding, terminal)
    show_screen(screen(run, EN, NEXT), file)
    return written(file)


def bars(found: Sequence[str]) -> dict[str, str]:
    """The bar of each option, by its letter."""
    rows = (re.match(r"([A-L]) .*?  ([█▓?░·]+)$", line) for line in found)
    return {row[1]: row[2] for row in rows if row}


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "TERM", "COLORTERM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("width", "most"), [(80, 48), (120, 42)])
@pytest.mark.parametrize("name", ["birmingham-2016", "school-meals"])
def test_an_example_is_one_screen(name: str, width: int, most: int) -> None:
    found = lines(evaluate(load(ROOT / "examples" / name), brief=True), width)
    assert len(found) <= most
    assert max(map(cells, found)) <= width


def test_bars_are_as_long_as_their_points() -> None:
    """At 200 characters a bar has 50: one for two points. Alpha 86; Beta 56, to its total of 64, to 72; Gamma 24 to 44;
    Delta 60."""
    assert bars(lines(RUN, 200)) == {
        "A": "█" * 43 + "·" * 7,
        "B": "█" * 28 + "▓" * 4 + "░" * 4 + "·" * 14,
        "C": "█" * 12 + "?" * 10 + "·" * 28,
        "D": "█" * 30 + "·" * 20,
    }


def test_half_a_character_is_one() -> None:
    """A bar of 50: 1 point is half a character, 0.9 is less."""
    run = evaluate(appraisal({"c": 1}, {"a": (100,), "b": (1,), "c": (number("0.9"),), "d": (0,)}), brief=True)
    assert [bar.count("█") for bar in bars(lines(run, 200)).values()] == [50, 1, 0, 0]


def test_the_axis_stands_over_the_points_it_names() -> None:
    """A bar of 50 has 25 points after 12.5 of its characters, so from the thirteenth or fourteenth; 100 ends it."""
    head = next(line for line in lines(RUN, 200) if "Shortlisted" in line)
    start = next(line for line in lines(RUN, 200) if line.startswith("A ")).index("█")
    assert [head[start:].index(each) for each in ("0", "25", "50", "75", "100")] == [0, 13, 25, 38, 47]
    assert len(head) == start + 50


def test_the_key_names_the_signs_that_occur_and_no_other() -> None:
    def key(*scores: Any) -> str:
        run = evaluate(appraisal({"c": 1}, {"a": (scores,), "b": (10,)}), brief=True)
        return next((line.strip() for line in lines(run) if line.startswith("  █ ")), "")

    assert key(50, 50, 50) == ""
    assert key(50, 0, 50) == "█ points, ▓ fewer within the ranges"
    assert key(50, 50, 90) == "█ points, ░ more within the ranges"
    assert key(None, 20, 80) == "█ points, ? not known"
    nothing = evaluate(appraisal({"c": 1}, {"a": (None,)}), brief=True)
    assert "  ? not known" in lines(nothing)
    run = evaluate(load(ROOT / "examples" / "birmingham-2016"), brief=True)
    assert "  █ points, ▓ fewer within the ranges, ░ more within the ranges, ? not known" in lines(run)


def test_names_head_the_columns_where_they_fit_in_three_lines_else_letters() -> None:
    """Seven long names have no room at 80 characters; short names have."""
    run = evaluate(load(ROOT / "examples" / "birmingham-2016"), brief=True)
    assert any(re.fullmatch(r"Score .* Weight +A +B +C +D +E +F +G", line) for line in lines(run))
    short = ("CIC", "Mutual", "JV", "Private", "In-house", "Company", "Charity")
    options = {
        name: replaced(option, short_name=text)
        for (name, option), text in zip(run.inputs.options.items(), short, strict=True)
    }
    named = [line for line in lines(having(run, options=options), 120) if line.startswith("Score ")]
    assert sorted(named[0].partition("Weight")[2].split()) == sorted(short)
    leisure = lines(evaluate(load(ROOT / "examples" / "leisure"), brief=True))
    at = next(at for at, line in enumerate(leisure) if line.startswith("Score out of 5 ("))
    assert leisure[at - 2].split() == ["Single"]
    assert leisure[at - 1].split() == ["in-house", "Wholly", "owned", "Procured"]
    assert leisure[at].split()[-3:] == ["model", "company", "operator"]


def test_a_name_of_four_lines_makes_letters_of_all() -> None:
    """Twelve letters a line: three words of eleven have room, four have none."""
    inputs = appraisal({"c": 1}, {"a": (50,), "b": (40,)})
    for words, heads in ((3, ["Wholesomely", "b"]), (4, ["A", "B"])):
        options = {**inputs.options, "a": replaced(inputs.options["a"], name=" ".join(["Wholesomely"] * words))}
        found = lines(evaluate(replaced(inputs, options=options), brief=True))
        assert next(line.split()[-2:] for line in found if line.startswith("Score ")) == heads


def wide(options: int, criteria: int = 2) -> Run:
    """Costs of seven figures, which take nine characters each."""
    scores = {f"o{at}": (50,) * criteria for at in range(options)}
    run = evaluate(appraisal({f"c{at}": 1 for at in range(criteria)}, scores), brief=True)
    cost = Criterion(name="Cost", weight=number(1), unit="hours", worst=number(9_000_000), best=number(0))
    results = {
        name: result._replace(
            cells={each: cell._replace(score=number(4_870_000)) for each, cell in result.cells.items()}
        )
        for name, result in run.options.items()
    }
    costs = {name: replaced(cost, name=f"Cost {name}") for name in run.inputs.criteria}
    return having(run, criteria=costs)._replace(options=results)


def test_a_matrix_without_room_comes_in_blocks_or_says_where_it_stands() -> None:
    """Twelve columns of eleven characters: five fit beside names of sixteen on a page of 80, so two rows come in three
    blocks of four; of nine rows that would make 27, which is no screen any more."""
    few = lines(wide(12))
    assert [line.count("4,870,000") for line in few if "4,870,000" in line] == [4] * 6
    assert sum(line.startswith("Score ") for line in few) == 3
    assert max(map(cells, few)) <= 80
    many = lines(wide(12, 9))
    assert not any("4,870,000" in line for line in many)
    assert "The scores need a wider terminal; with --full they come in blocks." in many
    assert sum(line.count("4,870,000") for line in lines(wide(12, 9), 200)) == 108
    for width in range(40, 201):
        assert max(map(cells, lines(wide(7, 3), width)[: -len(NEXT)])) <= width


def test_criteria_in_many_groups_keep_room_for_their_names() -> None:
    inputs = appraisal({"c": 1}, {"a": (50,), "b": (40,)})
    groups = {f"g{at}": Group(name=f"Group {at}", group=f"g{at - 1}" if at else None) for at in range(12)}
    criteria = {"c": replaced(inputs.criteria["c"], name="A criterion with a long name", group="g11")}
    found = lines(evaluate(replaced(inputs, criteria=criteria, groups=groups), brief=True), 40)[: -len(NEXT)]
    assert max(map(cells, found)) <= 40
    assert all(any(f"Group {at} " in line for line in found) for at in range(12))
    assert any("criterion" in line for line in found)


_ANY_LETTER = st.characters(min_codepoint=33, max_codepoint=0x2FFF, categories=["L", "M", "N", "P"])
NAMES = st.one_of(
    st.sampled_from(
        ["A", "Joint venture with a not-for-profit", "\u4e2d\u6587" * 10, "e\N{COMBINING ACUTE ACCENT}" * 30]
    ),
    st.text(_ANY_LETTER, min_size=1, max_size=70),
    st.lists(st.text("abcdefgh-", min_size=1, max_size=25), min_size=1, max_size=9).map(" ".join),
)
SCORES = st.one_of(
    st.integers(0, 100),
    st.none(),
    st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda ends: (max(ends), min(ends), max(ends))),
)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Appraisals of one to fifteen options with names, scores, ranges, gates and rules of all kinds."""
    many, wide = draw(st.integers(1, 15)), draw(st.integers(1, 5))
    scores = {f"o{at}": draw(st.tuples(*[SCORES] * wide)) for at in range(many)}
    verdicts = {"law": {f"o{at}": draw(st.sampled_from(["pass", "fail", "conditional"])) for at in range(many)}}
    rules = [ShortlistRule(top=3), ShortlistRule(at_least=number(50)), ShortlistRule(within=number(5))]
    rule = draw(st.sampled_from(rules))
    inputs = appraisal({f"c{at}": 1 for at in range(wide)}, scores, rule, verdicts)
    options = {name: replaced(option, name=draw(NAMES)) for name, option in inputs.options.items()}
    criteria = {name: replaced(each, name=draw(NAMES)) for name, each in inputs.criteria.items()}
    return evaluate(replaced(inputs, options=options, criteria=criteria), brief=True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(runs(), st.integers(40, 200))
def test_nothing_but_a_command_is_wider_than_the_terminal_and_each_option_is_there_once(run: Run, width: int) -> None:
    found = lines(run, width)[: -len(NEXT)]
    assert max(map(cells, found)) <= width
    listed = [option for each in screen(run, EN, NEXT).listed for option in each.options]
    assert [option.letter for option in listed] == [*"ABCDEFGHIJKL"[: len(listed)]]
    heads = next(at for at, line in enumerate(found) if "Rank" in line)
    letters = [line[0] for line in found[heads : found.index("", heads)] if re.match(r"[A-L] ", line)]
    assert letters == [option.letter for option in listed]


@pytest.mark.parametrize("width", [0, 20, 40, 80, 200])
@pytest.mark.parametrize("name", [*HOSTILE, "Long " * 60, "Unbroken" * 40, "\u4e2d\u6587" * 50])
def test_names_wrap_and_no_control_code_gets_through(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    options = {each: replaced(words, name=name) for each, words in RUN.inputs.options.items()}
    text = printed(having(RUN, options=options, title="T"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    first = re.sub(r"\s", "", clean(name))
    if width:
        assert first[: min(len(first), 8)] in re.sub(r"\s", "", text)


def test_a_pipe_gets_plain_text_without_blanks_at_the_ends_of_lines() -> None:
    text = printed(RUN)
    assert "\x1b" not in text
    assert not re.search(r"[ \t]$", text, re.M)
    assert text.splitlines() == lines(RUN)


def test_a_terminal_gets_the_status_reversed_the_shortlisted_bold_and_black_on_tints(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    text = printed(RUN, terminal=True)
    assert "\x1b[1;7mIllustrative.\x1b[0m" in text
    assert re.search(r"\x1b\[1mA Alpha ", text)
    assert not re.search(r"\x1b\[1mC Gamma", text)
    assert re.search(r"\x1b\[38;2;0;0;0;48;2;134;180;217m +5", text)
    assert not re.search(r"\x1b\[(1;)?(33|36|93|96)m", text)


def test_without_colour_bold_and_the_status_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    text = printed(RUN, terminal=True)
    assert "\x1b[1;7mIllustrative.\x1b[0m" in text
    assert re.search(r"\x1b\[1mA Alpha ", text)
    assert set(re.findall(r"\x1b\[([\d;]*)m", text)) == {"0", "1", "1;7"}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_stream_without_blocks_gets_signs_of_ascii(encoding: str) -> None:
    run = having(RUN, title="Caf\u00e9 \u0141\u00f3d\u017a")
    text = printed(run, encoding)
    assert re.search(r"^B Beta +2 +64  #+=+-+\.+$", text, re.M)
    assert re.search(r"^C Gamma +3 +24 to 44  #+\?+\.+$", text, re.M)
    assert "  # points, = fewer within the ranges, - more within the ranges, ? not known" in text
    assert re.search('^-- Excluded: D at ["“]Lawful delegate["”] -+$', text, re.M)
    assert "\\u0141" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_name_that_is_spelled_out_is_laid_out_as_it_is_printed() -> None:
    """Each letter is six signs then: 240 places in lines of the column."""
    options = {each: replaced(words, name="\u0141" * 40) for each, words in RUN.inputs.options.items()}
    text = printed(having(RUN, options=options), "ascii")
    assert max(map(len, text.splitlines())) <= 80
    assert re.sub(r"\s", "", text).count("\\u0141") >= 40


def test_commands_stay_whole() -> None:
    long = f"appraise score {'x' * 100} --full"
    found = [text.plain for text in drawn(screen(RUN, EN, [long]), 80, LETTERS)]
    assert found[-1] == f"Next: {long}"
