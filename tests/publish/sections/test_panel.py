"""What people read of a panel, worked out on paper: see the table in tests/publish/panels.py."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from appraise import Run, evaluate, read_run
from appraise.appraisal import (
    About,
    Dissent,
    Document,
    Gate,
    Option,
    Panel,
    Requirement,
    Score,
    Seal,
    ShortlistRule,
    Weighting,
    WeightSheet,
)
from appraise.field_models import replaced
from appraise.publish.context import ANNEX, APPENDIX, Context
from appraise.publish.document import Block, Table, plain
from appraise.publish.documents.appendix import annex, appendix
from appraise.publish.documents.explain import explained
from appraise.publish.documents.screen import screen
from appraise.publish.sections.answer import said
from appraise.publish.sections.panel import in_a_line, in_full, one_member_less
from appraise.publish.sections.panel.cells import differing, left_open, moderated_cells, to_look_at
from appraise.publish.sections.panel.own import own_results, own_weights
from appraise.publish.sections.score_reasons import score_reasons
from appraise.seal import fingerprints
from tests.conftest import number
from tests.publish import texts
from tests.publish.conftest import EN
from tests.publish.panels import (
    GIVEN,
    NAMES,
    appraisal,
    by_swings,
    panel,
    reasoned,
    run,
    sheets,
    weight_sheets,
)


def context(of: Run) -> Context:
    return Context.of(of, EN, APPENDIX)


def told(blocks: list[Block]) -> str:
    return "\n".join(texts.in_lines(blocks))


def rows(blocks: list[Block], caption: str) -> dict[str, list[str]]:
    """The rows of the table whose caption begins so, by their first cells."""
    table = next(each for each in blocks if isinstance(each, Table) and each.caption.startswith(caption))
    return {plain(row.cells[0].line): [plain(cell.line) for cell in row.cells[1:]] for row in table.rows}


def line(of: Run) -> str:
    """What the screen says of a panel, with the facts before it."""
    found = screen(of, EN, [])
    return "\n".join(map(plain, found.facts))


MEMBERS = "What each member's own sheets put forward"


def without(of: Run) -> dict[str, str]:
    """What the appendix says would change without each member."""
    return {who.partition(",")[0]: cells[-1] for who, cells in rows(one_member_less(context(of)), MEMBERS).items()}


def own(of: Run) -> dict[str, str]:
    """What each member's own sheets put forward, as the appendix says."""
    return {who.partition(",")[0]: cells[0] for who, cells in rows(one_member_less(context(of)), MEMBERS).items()}


class TestOneVoice:
    def test_one_that_decides_is_a_fact_of_the_answer_and_says_how(self) -> None:
        """By the mean B leads with 66. Without Cat A has 72 and B 60; without each other B stays first."""
        facts = {fact.kind: plain(fact.line) for fact in said(context(run()))}
        assert facts["voice"] == "The shortlist turns on one member. Without Cat Cedar, A would take the place of B."
        changes = without(run())
        assert changes == {
            "Ann Ash": "No change",
            "Ben Birch": "No change",
            "Cat Cedar": "A would take the place of B",
            "Dov Dale": "No change",
        }

    def test_level_is_said_as_level(self) -> None:
        """By the median A leads with 64. Without Ben B has 68 and A 64; without Dov B and C both have 68."""
        changes = without(run("median"))
        assert changes["Ben Birch"] == "B would take the place of A"
        assert changes["Dov Dale"] == (
            "B and C would make the shortlist and A would not; B and C would be level in first place"
        )
        facts = {fact.kind: plain(fact.line) for fact in said(context(run("median")))}
        assert facts["voice"].startswith("The shortlist turns on each of two members. Without Ben Birch, B would take")

    def test_where_two_go_forward_a_change_of_the_first_alone_is_one_of_who_is_first(self) -> None:
        """By the median, two places: A 64 and B 62. Without Ben they are B 68 and A 64; without Ann A 68 and C 64."""
        of = run("median", shortlist_rule=ShortlistRule(top=2))
        changes = without(of)
        assert changes["Ben Birch"] == "B would be first"
        assert changes["Ann Ash"] == "C would take the place of B"
        # Without Cat A has 68, and B and C both 56: C comes too.
        assert changes["Cat Cedar"] == "C would make the shortlist; options would be level at the line"
        words = "The shortlist turns on each of three members. They are Ann Ash, Cat Cedar and Dov Dale. "
        assert words + "Who is first turns on one member. Without Ben Birch, B would be first." in line(of)

    def test_where_none_decides_the_screen_says_so_in_its_last_line(self) -> None:
        """Everybody gives A 5 and the others 0, but for Ann, who gives C 1: nobody's absence changes anything."""
        same = {"quality": {"a": 5, "b": 0, "c": 0}, "reach": {"a": 5, "b": 0, "c": 0}}
        given = dict.fromkeys(GIVEN, same) | {"ann": {**same, "quality": {"a": 5, "b": 0, "c": 1}}}
        of = evaluate(appraisal(panel("mean", given)), brief=True)
        assert line(of).endswith(
            "Four members scored, and the mean of what they gave counts. "
            "Leaving out any one member would change neither the shortlist nor who is first."
        )
        assert set(without(of).values()) == {"No change"}
        assert plain(differing(context(of))) == (
            "On one score members differ, or some abstained. "
            "Another score between the lowest and the highest given would not change the shortlist by itself."
        )

    def test_the_screen_says_it_first_where_the_answer_has_no_room_for_it(self) -> None:
        of = run()
        assert plain(in_a_line(context(of), told=False)) == (
            "The shortlist turns on one member. Without Cat Cedar, A would take the place of B. "
            "Four members scored, and the mean of what they gave counts."
        )
        assert plain(in_a_line(context(of), told=True)) == "Four members scored, and the mean of what they gave counts."

    def test_a_screen_stays_a_screen(self) -> None:
        """One line of facts more than without a panel."""
        bare = evaluate(
            appraisal(None, {(name, each): 3 for name in ("quality", "reach") for each in "abc"}), brief=True
        )
        assert len(screen(run(), EN, []).facts) <= 5
        assert len(screen(bare, EN, []).facts) <= 4

    def test_one_member_alone_has_no_absence(self) -> None:
        of = evaluate(appraisal(panel(given={"ann": GIVEN["ann"]})), brief=True)
        assert line(of).endswith("One member scored.")
        assert rows(one_member_less(context(of)), MEMBERS) == {NAMES["ann"]: ["As the panel"]}
        assert "eaving out" not in told(one_member_less(context(of)))

    def test_who_only_weighed_or_only_scored_is_marked(self) -> None:
        """Ann and Cat did both, Ben and Dov scored alone; then Dov weighed alone."""
        some = Weighting(method="swing", sheets=weight_sheets({"ann": (100, 50), "cat": (40, 100)}))
        assert list(rows(one_member_less(context(run(weighting=some))), MEMBERS)) == [
            NAMES["ann"],
            f"{NAMES['ben']} (scores only)",
            NAMES["cat"],
            f"{NAMES['dov']} (scores only)",
        ]
        three = {member: given for member, given in GIVEN.items() if member != "dov"}
        of = evaluate(appraisal(panel("mean", three), weighting=by_swings()), brief=True)
        assert list(rows(one_member_less(context(of)), MEMBERS))[-1] == f"{NAMES['dov']} (weights only)"
        left = rows(own_results(context(of)), "Total by each member's own sheets")["Abstained from, scores"]
        assert left[1:] == ["0", "1", "0", "–"]  # noqa: RUF001
        assert list(rows(one_member_less(context(run())), MEMBERS)) == list(NAMES.values())

    def test_where_nobody_is_eligible_nobody_is_first(self) -> None:
        """A gate that asks more of quality than any option has, whoever is left out: the means are 7/2, 3 and 11/4."""
        high = {"high": Gate(name="High", requires=Requirement(None, "quality", "at-least", number(5)))}
        of = run(gates=high, agreed={("quality", "a"): reasoned(5, "As seen")})
        assert of.shortlist.options == ("a",)
        without = rows(in_full(context(of)), "Result without each member")
        before = rows(in_full(context(of)), "Result without each member, with nothing moderated")
        assert {cells[0] for cells in without.values()} == {"A"}
        assert before["Nobody left out"] == ["None", "None"]
        assert {tuple(cells) for cells in before.values()} == {("None", "None")}

    def test_of_many_voices_the_count_alone_is_given(self) -> None:
        """Seven of 15 would rather have A, and eight B: without any of the eight it is level, and both go forward."""
        first = {"quality": {"a": 5, "b": 0, "c": 0}, "reach": {"a": 3, "b": 3, "c": 0}}
        other = {"quality": {"a": 0, "b": 5, "c": 0}, "reach": {"a": 3, "b": 3, "c": 0}}
        given = {f"m{at}": first if at < 7 else other for at in range(15)}
        of = evaluate(appraisal(panel("mean", given)), brief=True)
        facts = {fact.kind: plain(fact.line) for fact in said(context(of))}
        assert facts["voice"] == "The shortlist turns on each of eight members."
        table = rows(one_member_less(context(of)), MEMBERS)
        assert table["m7"] == ["As the panel", "A would make the shortlist; A and B would be level in first place"]

    def test_many_members_have_as_many_rows_as_there_is_room_for_those_who_decide_first(self) -> None:
        """Fourteen: Cat, who decides nothing among so many, stands in the file before the one who does."""
        names = {f"m{at}": GIVEN["ann"] for at in range(13)}
        # 13 members have A 4 and 2 and B 3 and 4: by the mean A 64, B 68. The last one's 0 and 0 of B, 5 and 5 of A:
        # A (52+5)/14 and (26+5)/14, B 39/14 and 52/14.
        last = {"quality": {"a": 5, "b": 0, "c": 0}, "reach": {"a": 5, "b": 0, "c": 0}}
        of = evaluate(appraisal(panel("mean", {**names, "last": last})), brief=True)
        blocks = one_member_less(context(of))
        assert of.shortlist.options == ("a",)
        assert next(iter(rows(blocks, MEMBERS))) == "last"
        assert len(rows(blocks, MEMBERS)) == 12
        assert "Two more members are in the annex." in told(blocks)


class TestModeration:
    AGREED: Mapping[tuple[str, str], Any] = {("quality", "b"): reasoned(2, "Two had read the plan otherwise")}
    """B's quality is moderated from 3 to 2: by the mean B has 24 + 30 = 54, and A leads with 60 2/3."""

    def test_that_it_changed_the_shortlist_is_said_and_how(self) -> None:
        of = run(agreed=self.AGREED)
        text = told(one_member_less(context(of)))
        assert "Moderation changed the shortlist. Without it, B would take the place of A." in text

    def test_beside_each_absence_stands_what_it_would_have_changed_before(self) -> None:
        """After: A 60 2/3, B 54, C 59 2/3. Without Ann A 60 and C 64; without Ben 56 and 58 2/3; without Dov 54 2/3 and
        64; without Cat A 72. Before: B, but without Cat."""
        changes = without(run(agreed=self.AGREED))
        assert changes == {
            "Ann Ash": "C would take the place of A (before moderation: no change)",
            "Ben Birch": "C would take the place of A (before moderation: no change)",
            "Cat Cedar": "No change (before moderation: A would take the place of B)",
            "Dov Dale": "C would take the place of A (before moderation: no change)",
        }

    def test_with_nothing_moderated_every_shortlist_is_by_name(self) -> None:
        """Then B leads, and without Cat A: beside the result as it is now "the same" would be read as that."""
        table = rows(in_full(context(run(agreed=self.AGREED))), "Result without each member, with nothing moderated")
        assert table == {
            "Nobody left out": ["B", "B"],
            NAMES["ann"]: ["B", "B"],
            NAMES["ben"]: ["B", "B"],
            NAMES["cat"]: ["A", "A"],
            NAMES["dov"]: ["B", "B"],
        }

    def test_the_appendix_shows_what_was_moderated_without_its_reasons(self) -> None:
        blocks = list(appendix(run(agreed=self.AGREED), EN).sections)
        change = next(section.blocks for section in blocks if section.id == "change")
        assert rows(list(change), "Scores that were moderated") == {"B, Quality": ["3, 2, 5, 2 (mean 3)", "2"]}
        words = "A moderated score shows no range of what members gave."
        assert words in texts.text(appendix(run(agreed=self.AGREED), EN))
        assert words not in texts.text(appendix(run(), EN))

    def test_of_many_moderated_the_appendix_has_the_count_alone(self) -> None:
        """Nine options by one criterion, all moderated; of eight there is room for each."""
        made = appraisal(panel())
        for many, told_of in (
            (8, "Scores that were moderated"),
            (9, "Nine scores were moderated; the annex lists them."),
        ):
            names = [f"o{at}" for at in range(many)]
            given = {member: {"quality": dict.fromkeys(names, 4)} for member in ("ann", "ben")}
            agreed = {name: Option(name=name, scores={"quality": reasoned(3, "So agreed")}) for name in names}
            quality = {"quality": made.criteria["quality"]}
            sat = panel("mean", given)
            of = evaluate(replaced(made, panel=sat, criteria=quality, options=agreed), brief=True)
            text = texts.text(appendix(of, EN))
            assert told_of in text
            assert ("the annex lists them" in text) == (many == 9)
            assert "Scores that were moderated" in texts.text(annex(of, EN))

    def test_a_single_voice_before_moderation_is_named_with_the_office(self) -> None:
        """Moderated to 5 for B, which then leads by 12 more points than anybody's absence takes."""
        of = run(agreed={("quality", "b"): reasoned(5, "As the plan says")})
        assert plain(in_a_line(context(of), told=False)) == (
            "Four members scored, and the mean of what they gave counts where nothing was moderated. Leaving out any "
            "one member would change neither the shortlist nor who is first. Before moderation, leaving out one would "
            "have made a difference: Cat Cedar, Human Resources."
        )

    def test_the_table_says_what_was_given_what_that_came_to_and_what_counts(self) -> None:
        table = rows(moderated_cells(context(run(agreed=self.AGREED)), reasons=True), "Scores that were moderated")
        assert table == {"B, Quality": ["3, 2, 5, 2 (mean 3)", "2", "Two had read the plan otherwise."]}

    def test_outside_what_anybody_gave_and_without_a_reason(self) -> None:
        of = run(agreed={("quality", "b"): 1, ("reach", "c"): reasoned(5, "So agreed")})
        table = rows(moderated_cells(context(of)), "Scores that were moderated")
        assert table["B, Quality"] == ["3, 2, 5, 2 (mean 3)", "1", "Outside what anybody gave. No reason is recorded."]
        # A third is shown with two decimals.
        assert table["C, Reach"] == ["3, –, 5, 2 (mean 3.33)", "5", ""]  # noqa: RUF001

    def test_the_appendix_says_how_many_were_moderated_and_by_whom(self) -> None:
        sat = panel("mean", by="The panel", date="2026-10-05")
        of = evaluate(appraisal(sat, self.AGREED), brief=True)
        text = "\n".join(texts.said(appendix(of, EN), "method"))
        assert "One of these 6 scores was moderated." in text
        assert "Moderated by: The panel, 5 October 2026." in text

    def test_reasons_have_the_moderated_figure_its_reason_and_those_of_members(self) -> None:
        given = {**GIVEN, "cat": {**GIVEN["cat"], "quality": {"a": 1, "b": reasoned(5, "As in the plan"), "c": 3}}}
        of = evaluate(appraisal(panel("mean", given), self.AGREED), brief=True)
        table = rows(list(score_reasons(context(of)).blocks), "Quality")
        assert table["B"] == [
            "2, moderated",
            "3, 2, 5, 2 (mean 3)",
            "Two had read the plan otherwise. Cat Cedar (5): As in the plan.",
        ]


class TestHowTheyWereJudged:
    def method(self, sat: Panel | None, **more: Any) -> str:
        return "\n".join(texts.said(appendix(evaluate(appraisal(sat, **more), brief=True), EN), "method"))

    def test_who_met_when_who_led_and_who_was_absent(self) -> None:
        text = self.method(
            panel(
                "median",
                chair="P Green, Monitoring Officer",
                facilitator="R Stone, Finance",
                met=("2 October 2026, Town Hall", "5 October 2026"),
                absent=("UNISON branch, asked on 1 September",),
            )
        )
        assert (
            "Panel. Chair: P Green, Monitoring Officer. Facilitator: R Stone, Finance. Met: 2 October 2026, Town Hall. "
            "Met: 5 October 2026. Absent: UNISON branch, asked on 1 September."
        ) in text
        assert "Scores. Four members scored, and the median of what they gave counts." in text

    def test_nothing_is_said_of_an_agreed_sheet_that_there_is_not(self) -> None:
        text = self.method(panel())
        assert "by:" not in text
        assert "None" not in text

    def test_the_scores_that_nobody_gave_have_their_author(self) -> None:
        given = {member: {"quality": rows["quality"]} for member, rows in GIVEN.items()}
        agreed = {("reach", option): 3 for option in "abc"}
        text = self.method(panel("mean", given, by="Finance"), agreed=agreed)
        assert "What no member scored is by: Finance." in text
        assert "moderated" not in text

    @pytest.mark.parametrize(
        ("weights", "scores", "words"),
        [
            (["2026-09-01"] * 4, ["2026-09-02"] * 4, "The weights are dated before the scores."),
            (["2026-09-03"] * 4, ["2026-09-02"] * 4, "The weights are dated after the scores."),
            (
                ["2026-09-01"] * 3 + ["2026-09-03"],
                ["2026-09-02"] * 4,
                "Some weights are dated after some of the scores.",
            ),
            (["2026-09"] * 4, ["2026-09-02"] * 4, ""),
            (["2026-09-01"] * 3 + [None], ["2026-09-02"] * 4, ""),
            (["2026-09-01"] * 4, ["2026-09-02"] * 3 + [None], ""),
        ],
    )
    def test_weights_and_scores_are_held_against_each_other_by_the_dates_of_every_member(
        self, weights: list[str | None], scores: list[str | None], words: str
    ) -> None:
        dated = {member: date for member, date in zip(GIVEN, scores, strict=True) if date}
        sat = Panel(combine="mean", sheets=sheets(GIVEN, **dated))
        weighed = {
            member: replaced(sheet, date=date)
            for (member, sheet), date in zip(by_swings().sheets.items(), weights, strict=True)
        }
        text = self.method(sat, weighting=Weighting(method="swing", sheets=weighed))
        every = ("dated before", "dated after")
        assert (words in text) if words else not any(each in text for each in every)

    def test_days_of_scoring_are_a_span(self) -> None:
        sat = Panel(combine="mean", sheets=sheets(GIVEN, ann="2026-09-01", ben="2026-09-02", cat="2026-09-04"))
        assert "counts. On: 1 September 2026 to 4 September 2026." in self.method(sat)

    @pytest.mark.parametrize(
        ("weighting", "words"),
        [
            (
                by_swings(),
                "Each swing from worst to best was given points, 100 for the one that is worth most. "
                "Each weight is the mean of four members' weights.",
            ),
            (
                by_swings(swings={"quality": number(100), "reach": number(70)}, reason="As discussed"),
                "They were agreed instead of the mean of four members' weights. As discussed.",
            ),
            (
                Weighting(method="swing", swings={"quality": number(100), "reach": number(70)}),
                "100 for the one that is worth most. Scores.",
            ),
            (
                Weighting(method="rank-order", order=(("quality",), ("reach",))),
                "Worked out from an order of the criteria, as rank-order centroid weights.",
            ),
            (
                Weighting(method="rank-sum", sheets={"ann": WeightSheet(by="Ann", order=(("quality", "reach"),))}),
                "Worked out from an order of the criteria, as rank sum weights. They are the weights of one member.",
            ),
        ],
    )
    def test_each_method_of_weighting_has_its_sentence(self, weighting: Weighting, words: str) -> None:
        assert words in self.method(panel(), weighting=weighting)

    SEALED = "Weights, criteria, gates and the rule of the shortlist were sealed on 20 September 2026"

    def sealed(self, sat: Panel, *others: str, date: str = "2026-09-20", **more: Any) -> str:
        """What is said where these parts have other fingerprints than were sealed."""
        stands = fingerprints(appraisal(sat, **more))
        seal = Seal(date=date, **(stands | dict.fromkeys(others, "0123456789ab")))
        return self.method(sat, seal=seal, **more)

    def test_a_seal_has_its_date(self) -> None:
        assert f"{self.SEALED}." in self.sealed(panel())
        assert "sealed" not in self.method(panel())

    def test_what_changed_after_it_was_sealed_is_named(self) -> None:
        assert f"{self.SEALED}; since then the gates changed." in self.sealed(panel(), "gates")
        words = "since then the weights, the criteria, the gates and the rule of the shortlist changed."
        assert words in self.sealed(panel(), "weights", "criteria", "gates", "shortlist")

    def test_weights_that_changed_after_the_seal_are_not_told_as_given_before_the_scores(self) -> None:
        dates = dict.fromkeys(GIVEN, "2026-09-22")
        sat, weighting = panel(), by_swings()
        sat = replaced(sat, sheets=sheets(GIVEN, **dates))
        early = replaced(
            weighting,
            sheets={member: replaced(sheet, date="2026-09-18") for member, sheet in weighting.sheets.items()},
        )
        first = "The weights are dated before the scores."
        assert first in self.sealed(sat, "gates", weighting=early)
        assert first not in self.sealed(sat, "weights", weighting=early)

    @pytest.mark.parametrize(("date", "early"), [("2026-09-19", True), ("2026-09-20", False), ("2026-09", False)])
    def test_scores_surely_dated_before_the_seal_are_told(self, date: str, early: bool) -> None:
        """One member's sheet, or the agreed one; a month alone leaves it open."""
        words = f"{self.SEALED}, and some scores are dated before that"
        one = replaced(panel(), sheets=sheets(GIVEN, ann=date, ben="2026-09-21"))
        assert (f"{words}." in self.sealed(one)) == early
        agreed = panel(by="The panel", date=date)
        assert (f"{words}; since then the weights changed." in self.sealed(agreed, "weights")) == early

    def test_of_weights_that_were_agreed_the_dates_of_members_count_for_nothing(self) -> None:
        """Members weighed on the 1st, scored on the 2nd, and the panel agreed on other swings on the 3rd."""
        sat = replaced(panel(), sheets=sheets(GIVEN, **dict.fromkeys(GIVEN, "2026-09-02")))
        weighed = {member: replaced(sheet, date="2026-09-01") for member, sheet in by_swings().sheets.items()}
        swings = {"quality": number(100), "reach": number(70)}
        instead = Weighting(method="swing", swings=swings, sheets=weighed, date="2026-09-03", reason="So")
        assert "The weights are dated after the scores." in self.method(sat, weighting=instead)
        undated = Weighting(method="swing", swings=swings, sheets=weighed, reason="So")
        assert "dated" not in self.method(sat, weighting=undated)

    @pytest.mark.parametrize(
        ("given", "moderated", "words"),
        [
            (GIVEN, 2, "Four members scored, and the mean of what they gave counts where nothing was moderated."),
            (GIVEN, 2, "Two of these 6 scores were moderated."),
            (GIVEN, 6, "Four members scored. All that they gave was moderated."),
            ({"ann": GIVEN["ann"]}, 1, "One member scored. One of the 6 scores that the member gave was moderated."),
            ({"ann": GIVEN["ann"]}, 6, "Six of the 6 scores that the member gave were moderated."),
        ],
    )
    def test_what_counts_of_what_members_gave(self, given: Any, moderated: int, words: str) -> None:
        every = [(name, option) for name in ("quality", "reach") for option in "abc"]
        agreed = {cell: reasoned(3, "So agreed") for cell in every[:moderated]}
        text = self.method(panel("mean", given), agreed=agreed)
        assert words in text
        assert len(given) > 1 or "combined" not in text

    def test_a_moderated_score_of_one_member_came_to_nothing_but_itself(self) -> None:
        sat = replaced(panel(given={"ann": GIVEN["ann"]}), combine="mean")
        of = evaluate(appraisal(sat, {("quality", "a"): reasoned(3, "So agreed")}), brief=True)
        assert "(mean" not in texts.text(annex(of, EN))
        (document,) = explained(Context.of(of, EN), "quality", lambda *_: "")
        assert "Given: 4 by Ann Ash; moderated." in texts.text(document)

    def test_an_agreed_sheet_without_a_score_is_not_told(self) -> None:
        text = self.method(panel(by="Finance", date="2026-10-05"))
        assert "Finance" not in text
        assert "moderated" not in text


class TestCells:
    def test_the_one_to_look_at_first_could_change_the_shortlist(self) -> None:
        """By the mean A has 60 2/3, B 66, C 59 2/3. A's quality of 5, in place of 7/2, adds 18 points; at 1, B stays.
        B's quality from 2 to 5: at 2 it has 54. B's reach of 3 takes 6: level at 60, below A. C's quality of 3 adds 3,
        to 62 2/3; its reach of 5 adds 13 1/3. A's reach of 3 adds 5 1/3: level with B at 66, and both go forward."""
        table = rows(to_look_at(context(run())), "Where members differ")
        could = {where for where, cells in table.items() if "Could change the shortlist." in cells[-1]}
        assert could == {"A, Quality", "B, Quality", "B, Reach", "C, Reach", "A, Reach"}
        assert table["A, Quality"] == ["4, 4, 1, 5", "48.0", "Could change the shortlist."]
        assert table["C, Reach"] == ["3, –, 5, 2", "24.0", "Could change the shortlist. Abstained: Ben Birch."]  # noqa: RUF001
        assert list(table)[-1] == "C, Quality"
        assert plain(differing(context(run()))) == (
            "On six scores members differ, or some abstained. Five of these would each change the shortlist by itself, "
            "at another score between the lowest and the highest given."
        )

    def test_two_camps_are_named_with_what_they_gave(self) -> None:
        """Quality of A: 0 and 1 from two, 4 and 4 from two; a gap of 3 of 5, 60 points of value."""
        given = {
            member: {**rows, "quality": {"a": first, "b": 3, "c": 3}}
            for (member, rows), first in zip(GIVEN.items(), (0, 4, 1, 4), strict=True)
        }
        of = evaluate(appraisal(panel("median", given)), brief=True)
        assert (
            "Two camps: Ann Ash and Cat Cedar at 0 to 1; Ben Birch and Dov Dale at 4."
            in (rows(to_look_at(context(of)), "Where members differ")["A, Quality"][-1])
        )
        assert "On one the panel parts into two camps. It is the score of A for Quality." in plain(
            differing(context(of))
        )

    def test_who_abstained_and_who_said_that_nobody_can_know(self) -> None:
        given = {**GIVEN, "ann": {**GIVEN["ann"], "reach": {"a": "unknown", "b": 4, "c": 3}}}
        text = told(left_open(context(evaluate(appraisal(panel("mean", given)), brief=True))))
        assert "Ann Ash said that nobody can know the score of A for Reach." in text
        assert "Ben Birch abstained from the score of C for Reach." in text
        assert "Dov Dale abstained from the score of A for Reach." in text
        assert "Cat" not in text

    def test_scores_to_talk_about_come_first_where_there_are_any(self) -> None:
        """Five could change the shortlist by the mean. Where nobody's score could, the members stand first."""

        def captions(of: Run) -> list[str]:
            return [block.caption for block in in_full(context(of)) if isinstance(block, Table)][:2]

        assert [each.partition(":")[0] for each in captions(run())] == ["Where members differ", captions(run())[1]]
        same = {"quality": {"a": 5, "b": 0, "c": 0}, "reach": {"a": 5, "b": 0, "c": 0}}
        given = dict.fromkeys(GIVEN, same) | {"ann": {**same, "quality": {"a": 5, "b": 0, "c": 1}}}
        of = evaluate(appraisal(panel("mean", given)), brief=True)
        assert captions(of)[0].startswith(MEMBERS)
        assert captions(of)[1].startswith("Where members differ")

    def test_where_all_meet_nothing_is_to_look_at(self) -> None:
        of = evaluate(appraisal(panel("mean", {"ann": GIVEN["ann"], "ben": GIVEN["ann"]})), brief=True)
        assert to_look_at(context(of)) == []
        assert differing(context(of)) == ()

    def test_beyond_twenty_the_rest_is_counted(self) -> None:
        """26 options by one criterion, on each of which two members differ."""
        of = run()
        analysis = of.analyses.panel
        assert analysis
        many = of._replace(analyses=of.analyses._replace(panel=analysis._replace(cells=analysis.cells[:1] * 26)))
        assert "Six more scores on which members differ have no row." in told(to_look_at(context(many)))


class TestOwn:
    def test_what_each_alone_puts_forward(self) -> None:
        """By 60 and 40 Ann has A 64, B 68; Ben A 72; Cat B 84; Dov, with the panel's 7/3 for A's reach, A 78 2/3."""
        assert own(run()) == {
            "Ann Ash": "As the panel",
            "Ben Birch": "A",
            "Cat Cedar": "As the panel",
            "Dov Dale": "A",
        }
        table = rows(own_results(context(run())), "Total by each member's own sheets")
        assert table["A"] == ["60.7", "64.0", "72.0", "28.0", "78.7"]
        assert table["B"] == ["66.0", "68.0", "56.0", "84.0", "56.0"]
        assert table["Same shortlist?"][1:] == ["Yes", "No", "Yes", "No"]
        assert table["Abstained from, scores"][1:] == ["0", "1", "0", "1"]

    def test_level_alone_is_said(self) -> None:
        """Ann alone gives A and B the same."""
        even = {"quality": {"a": 3, "b": 3, "c": 0}, "reach": {"a": 3, "b": 3, "c": 0}}
        of = evaluate(appraisal(panel("mean", {**GIVEN, "ann": even})), brief=True)
        assert own(of)["Ann Ash"] == "A and B (A and B level in first place)"

    def test_weights_of_each_with_the_swings_and_the_mean(self) -> None:
        """2/3, 5/9, 2/7 and 5/8 of quality: 1075/2016 is 53.3%."""
        of = run(weighting=by_swings())
        (table,) = own_weights(context(of))
        assert isinstance(table, Table)
        assert [column.heading for column in table.columns] == [
            "Criterion",
            "Mean",
            "Ann Ash",
            "Ben Birch",
            "Cat Cedar",
            "Dov Dale",
        ]
        first = [(plain(cell.line), cell.below) for cell in table.rows[0].cells]
        assert first == [
            ("Quality", ""),
            ("53.3%", ""),
            ("66.7%", "100"),
            ("55.6%", "100"),
            ("28.6%", "40"),
            ("62.5%", "100"),
        ]

    def test_a_weight_from_several_members_is_said_to_be_the_mean_of_percentages(self) -> None:
        words = "The weight is the mean of each member's percentages."
        assert words in told(own_weights(context(run(weighting=by_swings()))))
        instead = by_swings(swings={"quality": number(100), "reach": number(70)}, reason="As discussed")
        assert words not in told(own_weights(context(run(weighting=instead))))

    def test_places_in_an_order_are_shared_by_level_ones(self) -> None:
        orders = {
            "ann": WeightSheet(by=NAMES["ann"], order=(("quality", "reach"),)),
            "ben": WeightSheet(by=NAMES["ben"], order=(("reach",), ("quality",))),
        }
        of = run(weighting=Weighting(method="rank-sum", sheets=orders, order=(("quality",), ("reach",)), reason="So"))
        (table,) = own_weights(context(of))
        assert isinstance(table, Table)
        assert [column.heading for column in table.columns][1] == "Agreed"
        assert [cell.below for cell in table.rows[0].cells[1:]] == ["1", "1 =", "2"]

    def test_weights_of_members_without_a_panel_that_scored(self) -> None:
        agreed = {
            (name, option): value
            for name in ("quality", "reach")
            for option, value in zip("abc", (4, 3, 2), strict=True)
        }
        of = evaluate(appraisal(None, agreed, by_swings()), brief=True)
        assert line(of).endswith(
            "Four members gave weights. Leaving out any one member would change neither the shortlist nor who is first."
        )
        blocks = one_member_less(context(of))
        assert set(rows(blocks, MEMBERS)) == set(NAMES.values())
        assert "The weights of the member are left out." in told(blocks)

    def test_weights_that_were_agreed_instead_stay_whoever_is_not_there(self) -> None:
        agreed = {(name, option): 3 for name in ("quality", "reach") for option in "abc"}
        instead = by_swings(swings={"quality": number(100), "reach": number(70)}, reason="As discussed")
        of = evaluate(appraisal(None, agreed, instead), brief=True)
        assert "The weights were agreed, so they stay." in told(one_member_less(context(of)))

    @pytest.mark.parametrize(
        ("swings", "words"),
        [
            ({}, "The scores of the member are left out; the weights stay."),
            (("ann", "ben"), "are left out; without Cat Cedar and Dov Dale the weights stay."),
            (tuple(GIVEN), "Both scores and weights of the member are left out."),
        ],
    )
    def test_it_is_said_whether_weights_go_with_the_member(self, swings: Any, words: str) -> None:
        every = by_swings().sheets
        some = Weighting(method="swing", sheets={member: every[member] for member in swings}) if swings else None
        assert words in told(one_member_less(context(run(weighting=some))))


class TestReasons:
    GIVEN: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
        "ann": {"quality": {"a": reasoned(4, "Seen in use", for_=("report 2",)), "b": 3, "c": 2}},
        "ben": {"quality": {"a": reasoned(2, "Slow in winter", 1, 3, against=("report 5",)), "b": 2}},
    }

    def of(self) -> Run:
        agreed = {("reach", option): reasoned(3, "By rule of thumb") for option in "abc"}
        report = {"report": Document(title="The report")}
        return evaluate(appraisal(panel("mean", self.GIVEN), agreed, documents=report), brief=True)

    def test_each_member_s_score_reason_and_evidence_stand_with_the_score(self) -> None:
        table = rows(list(score_reasons(Context.of(self.of(), EN, ANNEX)).blocks), "Quality")
        assert table["A"] == [
            "3 (1–4)",  # noqa: RUF001
            "4, 2 (1–3)",  # noqa: RUF001
            "Ann Ash (4): Seen in use. [report 2] Ben Birch (2 (1–3)): Slow in winter. [against: report 5]",  # noqa: RUF001
        ]
        assert table["B"] == ["2.5 (2–3)", "3, 2", "No reason is recorded."]  # noqa: RUF001
        assert table["C"] == ["2", "2, –", "No reason is recorded."]  # noqa: RUF001

    def test_what_lacks_a_reason_or_evidence_is_counted_over_all_members(self) -> None:
        """Of six scores A's quality has both; B's and C's have neither; the three of reach have a reason alone."""
        opening = plain(score_reasons(context(self.of())).blocks[0].line)  # type: ignore[union-attr]
        assert "Five of the 6 scores cite no evidence." in opening
        assert "Two of the 6 scores give no reason." in opening
        assert "What members gave stands in the order Ann Ash and Ben Birch." in opening

    def test_explanations_say_who_gave_what_and_where(self) -> None:
        def at(*keys: str) -> str:
            return f"{keys[2]}.yaml:7" if keys[:2] == ("panel", "sheets") else ""

        made = Context.of(self.of(), EN)
        for wanted in ("a", "quality"):
            (document,) = explained(made, wanted, at)
            text = texts.text(document)
            assert "Given: 4 by Ann Ash [ann.yaml:7]; 2 (1–3) by Ben Birch [ben.yaml:7]." in text  # noqa: RUF001
            assert "Ann Ash (4): Seen in use. [report 2]" in text

    def test_explanations_of_a_moderated_score_say_what_it_came_from(self) -> None:
        of = run(agreed=TestModeration.AGREED)
        (document,) = explained(Context.of(of, EN), "quality", lambda *_: "")
        text = texts.text(document)
        assert "Given: 3 by Ann Ash; 2 by Ben Birch and Dov Dale; 5 by Cat Cedar (mean 3); moderated." in text

    def test_a_criterion_has_the_weights_of_members_and_dissent_about_it(self) -> None:
        apart = (Dissent(by="Cat", about=About(criterion="reach"), weight=number(70), reason="Far away"),)
        of = run(weighting=by_swings(), dissent=apart)
        (document,) = explained(Context.of(of, EN), "reach", lambda *_: "")
        text = texts.text(document)
        assert "Its weight is 33.3% by Ann Ash, 44.4% by Ben Birch, 71.4% by Cat Cedar and 37.5% by Dov Dale." in text
        assert "Cat. Reach: would give 70% of the weight; it has 46.7%. Far away." in text


def test_thirds_are_shown_with_two_decimals_everywhere() -> None:
    """A's reach is 7/3, and C's 10/3, by the mean."""
    made = Context.of(run(), EN)
    assert made.score("a", "reach") == "2.33"
    assert made.score("c", "reach") == "3.33"
    for document in (appendix(run(), EN), annex(run(), EN)):
        assert "2.333" not in texts.text(document)
    (document,) = explained(made, "a", lambda *_: "")
    assert "2.333" not in texts.text(document)
    assert "(2.33 − 0) ÷ (5 − 0) × 100 ≈" in texts.text(document)  # noqa: RUF001


def test_a_margin_of_a_third_is_shown_with_two_decimals_and_a_small_one_is_not_none() -> None:
    gate = {"near": Gate(name="Near", requires=Requirement(None, "reach", "at-least", number(2)))}
    text = texts.text(appendix(run(gates=gate), EN))
    assert "Pass, by 0.33" in text
    assert "0.333" not in text


def test_money_that_is_the_mean_of_thirds_is_printed_as_money() -> None:
    """3.9, 4 and 4.2 million: 4.033333."""
    given = {
        member: {"quality": {"a": amount, "b": 3, "c": 5}}
        for member, amount in zip(("ann", "ben", "cat"), ("3.9", "4", "4.2"), strict=True)
    }
    made = appraisal(panel("mean", given))
    cost = replaced(made.criteria["quality"], scale=None, unit="GBP m", worst=number(6), best=number(0))
    of = evaluate(replaced(made, criteria={**made.criteria, "quality": cost}), brief=True)
    assert Context.of(of, EN).score("a", "quality") == "£4.03m"
    assert "4.0333" not in texts.text(annex(of, EN))


def test_names_are_cut_at_the_comma_only_where_that_tells_them_apart() -> None:
    given = {"one": GIVEN["ann"], "two": GIVEN["ben"], "three": GIVEN["cat"]}
    made = appraisal(panel("mean", given))
    assert made.panel
    named = dict(zip(given, ("Councillor, North ward", "Councillor, South ward", "Human resources"), strict=True))
    own_names = {member: replaced(sheet, by=named[member]) for member, sheet in made.panel.sheets.items()}
    of = evaluate(replaced(made, panel=replaced(made.panel, sheets=own_names)), brief=True)
    (table, *_) = (each for each in own_results(context(of)) if isinstance(each, Table))
    headings = [column.heading for column in table.columns][2:]
    assert headings == ["Councillor (North ward)", "Councillor (South ward)", "Human resources"]


def test_that_too_many_scores_leave_absences_out_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Worked out again from its record alone it is the same."""
    monkeypatch.setattr(import_module("appraise.engine.analysis.panel"), "_MOST_SAID", 10)
    of = evaluate(appraisal(panel("mean", GIVEN)), brief=True)
    assert of.analyses.panel
    assert (of.analyses.panel.without, of.analyses.panel.own) == ({}, {})
    assert "not worked out: there are too many members and scores." in told(in_full(context(of)))
    assert "not worked out" in told(one_member_less(context(of)))
    (tmp_path / "run.json").write_text(of.to_json(), "utf-8", newline="\n")
    assert read_run(tmp_path / "run.json") == of


def test_the_question_is_answered_with_and_without_a_panel() -> None:
    bare = evaluate(appraisal(None, {("quality", "a"): 3}), brief=True)
    (document,) = explained(Context.of(bare, EN), "panel", lambda *_: "")
    assert "No member's own scores or weights are recorded." in texts.text(document)
    assert in_full(context(bare)) == one_member_less(context(bare)) == []
    assert in_a_line(context(bare), told=False) == ()
    (document,) = explained(Context.of(run(weighting=by_swings()), EN), "panel", lambda *_: "")
    for caption in (
        MEMBERS,
        "Where members differ",
        "Weights by member",
        "Total by each member's own sheets",
        "Result without each member",
    ):
        assert caption in texts.text(document)


def test_what_is_agreed_is_agreed_by_the_panel_and_not_by_who_filled_its_gaps() -> None:
    sat = Panel(combine="mean", sheets=sheets(GIVEN, ann="2026-09-01", ben="2026-09-02"), by="Finance")
    assert plain(appendix(evaluate(appraisal(sat)), EN).says) == "Agreed by the panel, 2 September 2026."
    alone = Panel(by="Moderated panel", date="2026-09-03")
    agreed = {("quality", "a"): 3}
    assert "Agreed by Moderated panel, 3 September 2026." in plain(
        appendix(evaluate(appraisal(alone, agreed)), EN).says
    )


class TestRangesOfMembers:
    """By the mean A has 60 2/3, B 66 and C 59 2/3 today, and each can be first over what members gave."""

    def test_they_are_told_neither_as_recorded_nor_as_uncertain(self) -> None:
        text = texts.text(appendix(run(), EN))
        assert "Recorded ranges" not in text
        assert "Uncertain scores" not in text
        assert (
            "Weights, or scores within their ranges, could change the shortlist." in text
            or "Where members differ, and within recorded ranges, the shortlist could change." in text
        )
        assert "Moved together, these scores could put any eligible option first or last." in text
        assert "Scores that differ, or have ranges, could take it off." in text
        assert "Scores that differ, or have ranges, could lift it." in text

    def test_ranges_on_the_agreed_sheet_alone_keep_their_words(self) -> None:
        """One member alone has a range too, which is as recorded."""
        cells = [(name, option) for name in ("quality", "reach") for option in "abc"]
        agreed = {cell: Score(number(3), (number(1), number(5))) for cell in cells}
        alone = {"ann": {name: {option: agreed[name, option] for option in "abc"} for name in ("quality", "reach")}}
        for of in (
            evaluate(appraisal(None, agreed), brief=True),
            evaluate(appraisal(panel(given=alone)), brief=True),
        ):
            text = texts.text(appendix(of, EN))
            assert "Moved together" not in text
            assert "Where members differ" not in text
            assert "Uncertain scores could take it off." in text


def test_a_range_of_members_is_told_as_such() -> None:
    """Not where one member alone gave the scores: a range is then as recorded."""
    words = "it runs from the lowest to the highest given"
    assert words in texts.text(appendix(run(), EN))
    agreed = {
        (name, option): Score(number(3), (number(2), number(4))) for name in ("quality", "reach") for option in "abc"
    }
    assert words not in texts.text(appendix(evaluate(appraisal(None, agreed)), EN))


def test_what_people_called_themselves_is_data() -> None:
    """Names with marks of every form are printed as they are."""
    made = appraisal(panel("mean", {"ann": GIVEN["ann"], "ben": GIVEN["ben"]}))
    assert made.panel
    odd = replaced(made.panel.sheets["ann"], by="*Ann* {B} <i>, | Finance")
    of = evaluate(replaced(made, panel=replaced(made.panel, sheets={**made.panel.sheets, "ann": odd})), brief=True)
    assert "*Ann* {B} <i>, | Finance" in rows(one_member_less(context(of)), MEMBERS)


def test_an_option_that_nobody_scored_is_unknown_and_an_abstention_of_all_too() -> None:
    given = {member: {"quality": {"a": 4, "b": 3}, "reach": {"a": 4, "b": 3}} for member in GIVEN}
    of = evaluate(appraisal(panel("mean", given)), brief=True)
    assert Context.of(of, EN).score("c", "quality") == "?"
    assert own(of)["Ann Ash"] == "As the panel"


def test_a_score_that_every_member_left_to_others_is_nobody_s() -> None:
    """Nobody gives C anything, and no rule does either."""
    given = {member: {"quality": {"a": 4, "b": 3}, "reach": {"a": 4, "b": 3}} for member in ("ann", "ben")}
    of = evaluate(appraisal(panel("mean", given)), brief=True)
    reasons = rows(list(score_reasons(context(of)).blocks), "Quality")
    assert reasons["C"][-1] == "No member gave a score."
    for wanted in ("c", "quality"):
        (document,) = explained(Context.of(of, EN), wanted, lambda *_: "")
        text = texts.text(document)
        assert "No member gave a score." in text
        assert "rule" not in text.replace("shortlist rule", "")
    assert "Ann Ash abstained from the scores of C for Quality and Reach." in told(left_open(context(of)))
    assert "Ben Birch abstained from the scores of C for Quality and Reach." in told(left_open(context(of)))
    moderated = evaluate(appraisal(panel("mean", given), {("quality", "a"): reasoned(3, "So agreed")}), brief=True)
    assert "One of these 4 scores was moderated." in texts.text(appendix(moderated, EN))


def test_a_range_stands_beside_what_a_member_gave() -> None:
    given = {"ann": {"quality": {"a": Score("unknown", (number(1), number(4)))}}, "ben": {"quality": {"a": 3}}}
    of = evaluate(appraisal(panel("mean", given)), brief=True)
    assert rows(to_look_at(context(of)), "Where members differ")["A, Quality"][0] == "? (1–4), 3"  # noqa: RUF001


def test_weights_by_two_of_four_members_are_the_mean_of_two() -> None:
    some = Weighting(method="swing", sheets=weight_sheets({"ann": (100, 50), "cat": (40, 100)}))
    (table,) = own_weights(context(run(weighting=some)))
    assert isinstance(table, Table)
    # 2/3 and 2/7 of quality: 10/21 is 47.6%.
    assert [plain(cell.line) for cell in table.rows[0].cells[1:]] == ["47.6%", "66.7%", "28.6%"]
