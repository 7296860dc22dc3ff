"""The records and appendices committed in `examples/` are what the commands give.

After a change that is meant, write them anew: pytest tests/test_examples.py --refresh
"""

import os
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from appraise import evaluate, load, read_run
from appraise.appraisal import Level, Score
from appraise.cli import app
from appraise.run import Cost, CostSum
from tests.conftest import ROOT

EXAMPLES = sorted(
    path.parent for path in (ROOT / "examples").glob("*/appraisal.yaml") if path.parent.name != "every-key"
)
"""The cases. What shows every key is no case, and keeps no record: `tests/test_every_key.py` is about it."""
OUTPUTS = {
    "run.json": ["score", "-o", "run.json"],
    "appendix.md": ["appendix", "run.json", "-o", "appendix.md"],
    "appendix.html": ["appendix", "run.json", "-o", "appendix.html"],
    "annex.md": ["appendix", "run.json", "--annex", "-o", "annex.md"],
}


COUNTS = {"1": 1, "2": 5, "3": 2, "4": 4, "5": 11, "5.2": 6, "6": 3, "7": 1}
REPORT = {f"{part}.{number}" for part, count in COUNTS.items() for number in range(1, count + 1)}
"""The paragraphs of the Cabinet report of 7 September 2016."""
ESSAY = {"1", "2", "3", "4", "5", "5.i", "5.ii", "5.iii", "6", "6.i", "6.ii", "6.iii", "6.iv"}
"""The sections of A matter of trust!, 4 July 2016."""
NAMES = {"cabinet-2016-09": "Cabinet report|version 8", "essay-2016-07": "A matter of trust!"}
"""What prose calls the documents of these ids."""


def _places(text: str, document: str) -> set[str]:
    """The places at which a text, on one line, cites a document, by its id or by its name in prose. A bare paragraph in
    brackets is one of the report."""
    place = r"[0-9]+(?:\.[0-9]+)*(?:\([ivx]+\))?"
    cited = set(re.findall(rf"{document} ([0-9]+(?:\.[0-9ivx]+)*)", text))
    # Not the day of a date, nor the beginning of a longer place.
    end = "(?![.(]?[0-9ivx]| [A-Z])"
    prose = re.findall(rf"(?:{NAMES[document]})(?:, [0-9]+ \w+ 2016)?((?:(?:, | and ){place})+){end}", text)
    if document == "cabinet-2016-09":
        prose += re.findall(r"\(([0-9]+\.[0-9.]+(?: and [0-9.]+)?)\)", text)
    for places in prose:
        cited |= {each.replace("(", ".").strip(")") for each in re.findall(place, places)}
    return cited


@pytest.mark.parametrize("example", ["birmingham-2016", "birmingham-2017"])
def test_every_place_that_is_cited_is_there(example: str) -> None:
    """In the report and in the essay, by citation or in brackets in a text."""
    texts = [file.read_text("utf-8") for file in (ROOT / "examples" / example).glob("*.yaml")]
    text = " ".join(" ".join(texts).split())
    report, essay = (_places(text, document) for document in NAMES)
    assert {"5.5", "5.7", "5.2.6"} <= report <= REPORT
    assert {"6.iii", "6.iv"} <= essay <= ESSAY


def test_a_place_is_found_where_it_stands() -> None:
    text = (
        "[cabinet-2016-09 5.2, x], cabinet-2016-09 9.9: so (Cabinet report, 2.2 and 5.5), developed (4.3) and (5.3 and "
        "6.1), version 8, 7 September 2016, 5.7 reason: (Cabinet report, 7 September 2016, 5.1)"
    )
    assert _places(text, "cabinet-2016-09") == {"5.2", "9.9", "2.2", "5.5", "4.3", "5.3", "6.1", "5.7", "5.1"}
    essay = "essay-2016-07 6.iv] (A matter of trust!, 4 July 2016, 1 and 5(i)). A matter of trust!, 3). In May"
    assert _places(essay, "essay-2016-07") == {"6.iv", "1", "5.i", "3"}


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_what_is_committed_is_what_the_commands_give(
    example: Path, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example)
    if request.config.getoption("--refresh"):
        assert CliRunner().invoke(app, [*OUTPUTS[name], "--force"]).exit_code == 0
    command = [*OUTPUTS[name][:-1], "-", "--format", name.rpartition(".")[2]]
    assert CliRunner().invoke(app, command).stdout_bytes == Path(name).read_bytes()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_law_of_the_record_on_examples(example: Path) -> None:
    run = evaluate(load(example))
    assert evaluate(run.appraisal()) == run
    assert read_run(example / "run.json") == run


@pytest.mark.parametrize("more", [["--format", "md"], ["--format", "html"], ["--format", "md", "--annex"]])
def test_an_appendix_is_made_from_the_record_alone(more: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "birmingham-2016")
    from_record, from_files = (
        CliRunner().invoke(app, ["appendix", source, *more]).stdout_bytes for source in ("run.json", ".")
    )
    assert from_record == from_files


@pytest.mark.parametrize(
    "machine",
    [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "COLUMNS": "40"},
    ],
)
def test_the_same_bytes_everywhere(machine: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "appraise", "score", str(ROOT / "examples/birmingham-2016"), "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **machine}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout == (ROOT / "examples/birmingham-2016/run.json").read_bytes()


def test_the_same_bytes_without_libyaml_and_with_other_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (ROOT / "examples/birmingham-2016").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.delattr(yaml, "CLoader", raising=False)
    assert evaluate(load(tmp_path)).to_json() == (ROOT / "examples/birmingham-2016/run.json").read_text("utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
class TestThreeQuestions:
    """What a reader asks of the appendix alone, without any other file."""

    def test_who_was_excluded_and_on_whose_word(self, example: Path) -> None:
        text, run = (example / "appendix.md").read_text("utf-8"), read_run(example / "run.json")
        excluded = [option for option, result in run.options.items() if result.outcome == "excluded"]
        assert excluded
        for option in excluded:
            result, words = run.options[option], run.inputs.options[option]
            row = next(
                line for line in text.splitlines() if line.startswith(f"| {words.name}") and "**Excluded**" in line
            )
            for gate in result.because.gate:
                name = run.inputs.gates[gate].name
                assert name in row
                judged = result.verdicts[gate]
                why = next(line for line in text.splitlines() if f"**Fail, {name}.**" in line and words.name in line)
                assert (judged.reason or "").split(". ")[0].rstrip(".") in why
                if judged.from_ == "decision":
                    assert f"Decided by {judged.by}" in why

    def test_how_a_total_comes_about_by_hand(self, example: Path) -> None:
        """With the two tables of weights and scores, the sentence above them, and nothing else; of a measure with what
        is said of its ends; where the value of a score does not run straight, with the table of its values in the
        annex. Weights that are rounded in print give a total that is right as far as they are."""
        text, annex = ((example / f"{kind}.md").read_text("utf-8") for kind in ("appendix", "annex"))
        assert "Points are the weight times the place of the score on its scale, from 0 to 100 per cent" in text
        out_of = re.search("Scores out of ([0-9]+)", text)

        def worth(name: str, score: str) -> Fraction:
            """The part of a criterion's weight that a score is worth."""
            if f"Value of a score for {name}**" in annex:
                return Fraction(dict(_table(annex, f"Value of a score for {name}**")[1:])[score]) / 100
            if ends := re.search(rf"^\| {name}, .* Worth 100 at £(.*)m and 0 at £(.*)m\. \|$", text, re.MULTILINE):
                best, worst = map(Fraction, ends.groups())
                return (worst - Fraction(score.strip("£m"))) / (worst - best)
            highest = out_of[1] if out_of else _table(annex, _scale(annex, name))[-1][0]
            return Fraction(score) / Fraction(highest)

        scores = _table(text, "Scores out of" if out_of else "Scores (illustrative)")
        points = {row[0]: row for row in _table(text, "Points (illustrative)")}
        for column in range(2, len(scores[0])):
            rows = [(row[0], row[1], row[column].split(" ")[0].strip("*")) for row in scores[1:] if row[column]]
            if any(score == "?" for *_, score in rows):
                continue
            parts = [(Fraction(weight.strip("%")), worth(name, score)) for name, weight, score in rows]
            shares = read_run(example / "run.json").shares.values()
            rounded = any(share * 1000 % 1 for share in shares)
            off = Fraction(1, 20) * (1 + sum(value for _, value in parts)) if rounded else 0
            printed = Fraction(points["**Total**"][column].strip("*"))
            assert abs(sum(weight * value for weight, value in parts) - printed) <= off, scores[0][column]

    def test_what_is_not_known(self, example: Path) -> None:
        """What people recorded stands in the appendix or, where that is long, in the annex; a score is a question mark
        in the one, with its reason in the other."""
        text, run = (example / "appendix.md").read_text("utf-8"), read_run(example / "run.json")
        annex = (example / "annex.md").read_text("utf-8")
        section = re.search(r"^## [0-9]+\. What is not known\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
        assert section
        for gap in run.inputs.unknowns.values():
            assert gap.text.rstrip(".") in (annex if "the annex has them whole" in section[1] else section[1])
        caption = "Scores out of" if "Scores out of" in text else "Scores (illustrative)"
        scores = {row[0]: row for row in _table(text, caption)}
        columns = [re.sub(r" \(.*", "", heading) for heading in scores["Criterion"]]
        for option, result in run.options.items():
            for criterion, cell in result.cells.items():
                shown = scores[run.inputs.criteria[criterion].name][columns.index(run.inputs.options[option].name)]
                assert (cell.score == "unknown") == ("?" in shown)


def _scale(text: str, name: str) -> str:
    """The caption of the table that says what each score on a criterion means."""
    found = re.search(rf"Scale for [^*]*{name}", text)
    assert found
    return found[0]


def _table(text: str, caption: str) -> list[list[str]]:
    """The rows of a table of an appendix in Markdown, headings first."""
    lines = text[text.index(caption) :].split("\n\n")[1].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [rows[0], *rows[2:]]


class TestLeisure:
    run = evaluate(load(ROOT / "examples" / "leisure"))

    def test_it_says_that_it_is_illustrative(self) -> None:
        assert self.run.inputs.status == "illustrative"
        assert self.run.inputs.panel is not None
        assert "llustrative" in (self.run.inputs.panel.by or "")

    def test_a_newcomer_reads_it_in_five_minutes(self) -> None:
        files = (ROOT / "examples" / "leisure").glob("*.yaml")
        assert sum(len(file.read_text("utf-8").splitlines()) for file in files) <= 300


class TestBirmingham:
    """What the case must show, whatever its illustrative figures are."""

    run = evaluate(load(ROOT / "examples" / "birmingham-2016"))

    def test_it_says_that_it_is_illustrative(self) -> None:
        assert self.run.inputs.status == "illustrative"
        assert self.run.inputs.panel is not None
        assert "llustrative" in (self.run.inputs.panel.by or "")

    def test_in_house_fails_independence_and_stays_as_comparator(self) -> None:
        assert self.run.inputs.options["in-house"].comparator
        assert self.run.options["in-house"].because.gate == ("independence",)

    def test_the_company_and_the_mutual_go_forward(self) -> None:
        assert set(self.run.shortlist.options) == {"wholly-owned-company", "employee-owned-mutual"}

    def test_totals_by_hand(self) -> None:
        """Shares .15 scope, .2 independence, .1 split, .15 principles, .15 complexity, .1 market gaps, .15
        affordability; a score of 0 to 5 is worth 20 a step. Company 4 4 4 4 4 5 3:
        .85 - .1 - 0 = .75 of the weight at 80 is 60, .1 at 100 is 10, .15 at 60 is 9: 79.
        Mutual 4 5 5 3 2 4 3: .25 at 80 is 20, .3 at 100 is 30, .3 at 60 is 18, .15 at 40 is 6: 74."""
        assert self.run.options["wholly-owned-company"].total == 79
        assert self.run.options["employee-owned-mutual"].total == 74

    def test_every_score_has_a_reason_and_every_reason_evidence(self) -> None:
        for option in self.run.inputs.options.values():
            for score in option.scores.values():
                assert score.reason
                assert score.evidence.for_ or score.evidence.against

    def test_no_cost_is_known_and_each_says_what_a_source_says(self) -> None:
        """Where a new body is set up, nothing at all is known; in house, nothing of what the services cost."""
        costs = self.run.inputs.costs
        assert costs is not None
        for line in costs.lines.values():
            assert line.amount == "unknown"
            assert line.reason
            assert line.evidence
            assert {option: amount.amount for option, amount in line.options.items()} in ({}, {"in-house": 0})
        for option, result in self.run.options.items():
            assert result.cost is not None
            assert result.cost.cash.not_known == (("running",) if option == "in-house" else tuple(costs.lines))
        assert self.run.analyses.costs is not None
        assert self.run.analyses.costs.options == ()

    def test_perspectives_are_named_for_views(self) -> None:
        assert set(self.run.viewed) == {"independence-first", "least-complexity", "improve-from-within"}

    def test_no_score_rests_on_what_came_later(self) -> None:
        """No score and no level cites or names what was published after the report of 7 September 2016. What three
        later documents say is given with its date; nothing is of October or later."""
        documents = self.run.inputs.documents
        last = {name: f"{document.date}-12-31"[:10] for name, document in documents.items()}
        later = {name for name, date in last.items() if date > "2016-09-07"}
        undated = {"unison-2016"}  # It speaks of a Prime Minister who resigned in July.
        assert later == {"essay-2016-09", "community-care-2016-09", "chamberlain-2016-09"} | undated
        assert all((document.date or "9") < "2016-10" for document in documents.values())
        for option in self.run.inputs.options.values():
            facts: list[Score | Level] = [*option.scores.values(), *option.characteristics.values()]
            for fact in facts:
                assert not {citation.partition(" ")[0] for citation in fact.evidence.citations} & later
                assert not re.search(
                    "Green light|Community Care|UNISON|1[0-9] September|2[0-9] September", fact.reason or ""
                )


class TestCommunityCentres:
    """Costs by hand, in thousands of pounds. Factors at 3.5% are as tables print them: 1, 0.966184, 0.933511, 0.901943,
    0.871442 and 0.841973. With six places each, a sum of some thousands comes out within 0.01."""

    run = evaluate(load(ROOT / "examples" / "community-centres"))
    FIRST_TWO = 0.966184 + 0.933511
    LAST_THREE = 0.901943 + 0.871442 + 0.841973
    AS_NOW = 1.2 * 60 * (1 + 0.933511 + 0.871442) + 780 * FIRST_TWO + 810 * LAST_THREE - 120 * (FIRST_TWO + LAST_THREE)
    """Building work at 120%, running cost with its step in 2029-30, less what hirers pay."""
    WORK = 1.2 * (300 + 500 * 0.966184 + 200 * 0.933511)
    TRANSFORMED = WORK + (780 - 120) * FIRST_TWO + (700 - 170) * LAST_THREE
    CHARITY = (
        (WORK + 40 + 110 * 0.966184)
        + (780 * 0.966184 + 870 * 0.933511 + 790 * LAST_THREE)
        - (120 * FIRST_TWO + 200 * LAST_THREE)
    )
    PROVIDER = 1.2 * (200 + 400 * 0.966184 + 200 * 0.933511) + 90 * 0.966184
    """Without what a provider would ask for each year, 690 to 800."""

    @staticmethod
    def sum_of(cost: CostSum | None) -> float:
        assert cost is not None
        assert cost.total is not None
        return float(cost.total)

    def cost(self, option: str) -> Cost:
        cost = self.run.options[option].cost
        assert cost is not None
        return cost

    def test_it_says_that_it_is_illustrative(self) -> None:
        assert self.run.inputs.status == "illustrative"
        assert self.run.inputs.costs is not None
        assert "made them up" in self.run.inputs.costs.by

    def test_net_present_costs(self) -> None:
        """As now £3.26m, in-house transformed £3.80m, the charity £4.19m, and a provider £4.13m to £4.63m."""
        worked = {"in-house": self.AS_NOW, "in-house-transformed": self.TRANSFORMED, "charity": self.CHARITY}
        assert [round(each) for each in worked.values()] == [3260, 3804, 4191]
        for option, cost in worked.items():
            assert self.sum_of(self.cost(option).net_present) == pytest.approx(cost, abs=0.01)
            if option != "in-house":
                assert self.sum_of(self.cost(option).difference) == pytest.approx(cost - self.AS_NOW, abs=0.02)
        provider = self.cost("private-provider").net_present
        assert provider is not None
        assert provider.low_high is not None
        asked = [each * (self.FIRST_TWO + self.LAST_THREE) for each in (690, 800)]
        assert [float(end) for end in provider.low_high] == pytest.approx(
            [self.PROVIDER + each for each in asked], abs=0.01
        )
        assert [round(end) for end in provider.low_high] == [4130, 4627]

    def test_ranges_with_every_line_at_the_same_end(self) -> None:
        """As now at the least: repairs 10% and running cost 3% less; at the most 50% and 3% more."""
        repairs, running = 1.2 * 60 * (1 + 0.933511 + 0.871442), 780 * self.FIRST_TWO + 810 * self.LAST_THREE
        cost = self.cost("in-house").net_present
        assert cost is not None
        assert cost.range is not None
        worked = [self.AS_NOW - 0.1 * repairs - 0.03 * running, self.AS_NOW + 0.5 * repairs + 0.03 * running]
        assert [float(end) for end in cost.range] == pytest.approx(worked, abs=0.01)

    def test_cash(self) -> None:
        """As typed: as now 3 x 60 + 2 x 780 + 3 x 810 - 5 x 120; of the charity 1,000 + 150 + 780 + 870 + 3 x 790 - 2 x
        120 - 3 x 200, and VAT of 0 to 45 in four years, which is in no net present cost."""
        assert self.cost("in-house").cash.total == 3570
        assert self.cost("charity").cash.low_high == (4330, 4330 + 4 * 45)

    def test_a_cost_that_nothing_bounds(self) -> None:
        """Of the joint venture what is known is its buildings and setting up, less what hirers pay."""
        known = 1.2 * (1500 * 0.966184 + 1100 * 0.933511 + 40 * 0.871442) + 160 * 0.966184
        cost = self.cost("joint-venture")
        assert cost.net_present is not None
        assert cost.net_present.not_known == ("running",)
        assert cost.cash.not_known == ("running", "vat")
        assert self.sum_of(cost.net_present) == pytest.approx(
            known - 170 * (self.FIRST_TWO + self.LAST_THREE), abs=0.01
        )
        assert cost.difference is None

    def test_money_excludes_by_a_gate_alone(self) -> None:
        """Buildings of £2.64m, where there are £1.3m; without the gate it would have the second place."""
        joint = self.run.options["joint-venture"]
        assert joint.because.gate == ("capital",)
        assert joint.verdicts["capital"].margin == Decimal("1.34")
        assert self.run.shortlist.options == ("charity", "in-house-transformed")
        excluded = self.run.analyses.gates.excluded["joint-venture"]
        assert excluded.outcome_without == "shortlisted"

    def test_what_the_next_points_cost(self) -> None:
        """Totals 39, 65 and 80: 26 points for £543,000, then 15 for £387,000. A provider has 56 and costs more than the
        65, whatever it would ask for."""
        found = self.run.analyses.costs
        assert found is not None
        transformed, charity = found.steps
        assert (transformed.option, transformed.cheapest.over, transformed.next) == (
            "in-house-transformed",
            "in-house",
            None,
        )
        assert charity.option == "charity"
        assert charity.next is not None
        assert charity.next.over == "in-house-transformed"
        per_point = (self.TRANSFORMED - self.AS_NOW) / 26, (self.CHARITY - self.TRANSFORMED) / 15
        for step, worked in zip((transformed.cheapest, charity.next), per_point, strict=True):
            assert step.per_point is not None
            assert [float(end) for end in step.per_point] == pytest.approx([worked, worked], abs=0.002)
        assert found.beaten["private-provider"]["in-house-transformed"] == "as-given"
