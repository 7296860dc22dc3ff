"""What the appendix says, section by section."""

import re
from decimal import Decimal
from typing import Any

import pytest

from appraise.appraisal import (
    About,
    Choice,
    Criterion,
    Dissent,
    Document,
    Evidence,
    Gap,
    Gate,
    Group,
    Level,
    Note,
    Option,
    Perspective,
    Requirement,
    Scope,
    Score,
    ShortlistRule,
    Weighting,
)
from appraise.engine.gates import OPERATORS
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Table, plain
from appraise.publish.documents.appendix import SECTIONS, annex, appendix
from appraise.publish.sections.gates import asks
from appraise.run import Run, Standing, Viewed
from tests.publish import texts
from tests.publish.conftest import EN, cell, having, judged, turned, ungated

ALWAYS = ["answer", "options", "method", "gates", "scores", "change", "views", "sources"]
DASH = "\N{EN DASH}"


def said(run: Run, wanted: str) -> list[str]:
    return texts.said(appendix(run, EN), wanted)


def test_a_section_is_made_by_the_function_that_its_module_is_named_after() -> None:
    assert [section.__name__ for section in SECTIONS] == [section.__module__.split(".")[-1] for section in SECTIONS]


def test_sections_without_content_are_left_out(run: Run) -> None:
    assert [each.id for each in appendix(run, EN).sections] == ALWAYS
    assert "gates" not in [each.id for each in appendix(ungated(run), EN).sections]
    gap = having(run, unknowns={"price": Gap(text="The price")}, recommendation=Choice(options=("alpha",)))
    asked, unknowns = ("asked", *ALWAYS[1:-1]), ("unknowns", "sources")
    assert [each.id for each in appendix(gap, EN).sections] == ["answer", *asked, *unknowns]
    assert said(run, "views") == ["Equality", "None recorded."]
    assert said(run, "sources")[0] == "This appendix cites no document."


def test_tables_are_numbered_through(run: Run) -> None:
    numbers = [table.number for table in texts.tables(appendix(run, EN))]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_captions_of_what_was_judged_carry_the_status(run: Run) -> None:
    """Weights, verdicts, scores, totals: every table of the appendix holds some of these."""
    captions = [table.caption for table in texts.tables(appendix(run, EN))]
    assert len(captions) == 5
    assert all(caption.endswith(" (illustrative)") for caption in captions)
    agreed = texts.tables(appendix(having(run, status="agreed"), EN))
    assert not any("(" in table.caption for table in agreed)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "draft"}, "Draft. Not agreed by the panel; figures may change."),
        ({"status": "draft", "panel": None}, "Draft. Not agreed; figures may change."),
        ({"status": "agreed"}, "Agreed by Moderated panel, 25 August 2016."),
        ({"status": "agreed", "panel": None}, "Agreed. The record does not name who agreed it."),
    ],
)
def test_the_status_is_said_at_the_head(run: Run, changes: dict[str, Any], status: str) -> None:
    assert plain(appendix(having(run, **changes), EN).says) == status


def test_an_illustrative_one_says_what_was_made_up_when_and_that_it_is_not_the_councils(run: Run) -> None:
    document = appendix(run, EN)
    head = plain(document.says)
    assert head.startswith("Illustrative. Not a document of Anytown Council.")
    assert "25 August 2016" in head
    assert "verdicts" in head
    assert "Anytown Council" not in document.above
    bare = appendix(having(ungated(run), authority=None), EN)
    assert "verdicts" not in plain(bare.says)
    assert "Not a document of" not in plain(bare.says)


@pytest.mark.parametrize("status", ["draft", "agreed"])
def test_the_head_says_whose_it_is_for_which_meeting_and_of_when(run: Run, status: str) -> None:
    document = appendix(having(run, status=status), EN)
    assert document.above.startswith("Anytown Council. Appendix")
    assert document.above.endswith(" Cabinet. Dated 7 September 2016.")
    assert (document.title, document.below) == ("Delivery models for Anytown", "Which models go forward?")
    assert document.foot == "Anytown Council, Delivery models for Anytown, 7 September 2016"
    dated = appendix(having(run, status=status, gateway="Cabinet, 7 September 2016"), EN)
    assert dated.above.count("2016") == 1
    bare = appendix(having(run, status=status, authority=None, gateway=None, date=None), EN)
    assert bare.above.startswith("Appendix")
    assert bare.above.count(".") == 1


def test_a_criteria_set_on_its_own_has_no_question_and_no_date(run: Run) -> None:
    alone = having(run, question=None, gateway=None, date=None, authority=None, panel=None)
    document = appendix(alone, EN)
    assert "first sift" in plain(document.says)
    assert (document.below, document.foot) == ("", "Delivery models for Anytown")
    left_out = having(alone, uncounted={"fit": Group(name="Fit", question="Does it?")})
    left_out = left_out._replace(shares={**run.shares, "fit": Decimal("0.25")})
    assert said(left_out, "method")[0].endswith("The criteria that count share out the whole among themselves.")


def test_what_is_asked_names_the_options_by_whom_and_when(run: Run) -> None:
    asked = having(
        run,
        recommendation=Choice(options=("alpha", "beta"), reason="They lead"),
        decision=Choice(options=("alpha",), by="Cabinet", date="2016-09-20"),
    )
    assert texts.section(appendix(asked, EN), "asked").heading == "What is asked"
    found = said(asked, "asked")
    assert found[0] == "Recommendation (who made it is not recorded): Alpha and Beta. They lead."
    assert "Decision (Cabinet, 20 September 2016): Alpha." in found
    assert len(found) == 3
    decided = appendix(having(asked, recommendation=None), EN)
    assert texts.section(decided, "asked").heading == "What was decided"


def test_what_a_recommended_option_is_subject_to_stands_with_it(run: Run) -> None:
    """Also where it is not on the shortlist, which is when a reader is least likely to look for it."""
    verdicts = {
        "delegate": judged("conditional", from_="decision", rule=None, condition="Counsel agrees"),
        "vat": judged("unknown"),
    }
    asked = turned(having(run, recommendation=Choice(options=("alpha", "gamma"))), "gamma", verdicts=verdicts)
    subject = next(text for text in said(asked, "asked") if text.startswith("Gamma."))
    assert "“Lawful delegate” gate, on one condition: Counsel agrees." in subject
    assert "“VAT”" in subject


def test_options_say_what_they_are_and_what_is_left_out(run: Run) -> None:
    found = said(
        having(
            run,
            left_out={"old-plan": "Too slow"},
            scope=Scope(in_=("Care", "Play."), out=("Schools",), undecided=("Disabled children",)),
        ),
        "options",
    )
    assert found == [
        "Alpha. The first.",
        "Beta. None recorded.",
        "Gamma. Reason: Asked for.",
        "Delta (comparator). None recorded.",
        "Delta is the comparator: it is kept beside the others whatever its verdicts.",
        "Left out",
        "Old plan. Too slow.",
        "Scope",
        "In scope. Care. Play.",
        "Not in scope. Schools.",
        "Not decided. Disabled children.",
    ]


def test_the_short_name_stands_with_the_name_and_heads_columns(run: Run) -> None:
    options = {**run.inputs.options, "gamma": replaced(run.inputs.options["gamma"], short_name="Gam")}
    short = having(run, options=options)
    assert "Gamma (Gam). Reason: Asked for." in said(short, "options")
    matrix = next(table for table in texts.tables(appendix(short, EN)) if table.parts)
    assert [column.heading for column in matrix.columns[2:]] == ["Alpha", "Beta", "Gam", "Delta"]


def test_method_says_who_and_when_in_the_order_of_dates(run: Run) -> None:
    who = said(run, "method")[0]
    assert "“A set”" in who
    weights, scores = (
        who.index("Programme Board, 15 August 2016. Agreed."),
        who.index("Moderated panel, 25 August 2016."),
    )
    assert weights < scores
    assert who.endswith("The weights are dated before the scores.")
    late = said(having(run, weighting=Weighting(method="equal", date="2016-08-30")), "method")[0]
    assert late.index("Moderated panel") < late.index("The same for every criterion. On: 30 August 2016.")
    assert late.endswith("The weights are dated after the scores.")


@pytest.mark.parametrize(
    ("weights", "scores", "tells"),
    [
        ("2016-08-15", "2016-08-25", True),
        ("2016-08-25", "2016-08-25", False),
        ("2016-08", "2016-08-25", False),
        ("2016-07", "2016-08-25", True),
        ("2016", "2016-08", False),
        (None, "2016-08-25", False),
        ("2016-08-15", None, False),
    ],
)
def test_which_came_first_is_said_only_where_the_dates_tell(
    run: Run, weights: str | None, scores: str | None, tells: bool
) -> None:
    assert run.inputs.panel
    dated = having(run, weighting=Weighting(date=weights), panel=replaced(run.inputs.panel, date=scores))
    assert ("The weights are dated" in said(dated, "method")[0]) is tells


def test_criteria_stand_with_their_weights_and_the_ends_of_their_scales(run: Run) -> None:
    """Cost is worth 100 at 0 and 0 at 6 million pounds."""
    found = said(run, "method")
    assert "Strategy, 60% | Does it meet the aims?" in found
    assert "Pace, 20% | How soon? 0: Does not meet. 5: Fully meets." in found
    assert "Set-up cost, 40% | How much? Worth 100 at £0 and 0 at £6m." in found


@pytest.mark.parametrize(
    ("group", "weights", "sum_"), [(None, (10, 20, 5), "35"), (50, (40, 60, 40), "90"), (None, (40, 20, 40), None)]
)
def test_weights_that_do_not_add_up_to_100_are_said(
    run: Run, group: int | None, weights: tuple[int, int, int], sum_: str | None
) -> None:
    criteria = {
        name: replaced(words, weight=Decimal(weight))
        for (name, words), weight in zip(run.inputs.criteria.items(), weights, strict=True)
    }
    groups = {"strategy": Group(name="Strategy", weight=None if group is None else Decimal(group))}
    who = said(having(run, criteria=criteria, groups=groups), "method")[0]
    assert ("add up to" in who) is (sum_ is not None)
    assert f"The points given add up to {sum_}, not 100" in who or sum_ is None


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (ShortlistRule(top=1), "The eligible option with the highest total makes the shortlist"),
        (ShortlistRule(top=3), "The three eligible options with the highest totals make the shortlist"),
        (ShortlistRule(at_least=Decimal(60)), "Every eligible option with a total of at least 60 makes the shortlist"),
        (
            ShortlistRule(within=Decimal(5)),
            "Every eligible option within 5 points of the highest total makes the shortlist",
        ),
        (ShortlistRule(within=Decimal(0)), "The eligible option with the highest total makes the shortlist"),
    ],
)
def test_the_shortlist_rule_is_said(run: Run, rule: ShortlistRule, sentence: str) -> None:
    assert said(having(run, shortlist_rule=rule), "method")[1].startswith(sentence)


def test_verdicts_that_are_no_pass_say_who_gave_them_and_what_the_rule_says(run: Run) -> None:
    by_board = {"from_": "decision", "rule": "fail", "by": "Board", "date": "2016-08-30"}
    clearance = judged("conditional", **by_board, condition="Clearance", reason=None)
    not_given = judged("unknown", rule=None, reason=None)
    run = turned(run, "beta", verdicts={"delegate": not_given, "vat": clearance})
    found = said(run, "gates")
    assert "Beta | Unknown, Lawful delegate. The judgement has not been given." in found
    assert (
        "Beta | Conditional, VAT. Condition: Clearance. No reason is recorded. Decided by Board, 30 August 2016. "
        "The rule gives fail." in found
    )
    assert "Delta | Fail, Lawful delegate. As stated. Decided by Counsel, August 2016." in found
    assert "Beta | Unknown | Conditional" in found
    assert "Alpha | Pass | Pass" in found
    assert not any(text.startswith("Alpha | Pass,") for text in found)


def test_options_with_the_same_verdict_for_the_same_reason_share_a_row(run: Run) -> None:
    for option in ("alpha", "gamma"):
        run = turned(run, option, verdicts={"delegate": judged(), "vat": judged("unknown", reason="Not tested")})
    found = said(run, "gates")
    assert sum("Not tested" in text for text in found) == 1
    assert any(text.startswith("Alpha and Gamma | Unknown, VAT.") for text in found)
    for option in ("beta", "delta"):
        run = turned(run, option, verdicts={"delegate": judged(), "vat": judged("unknown", reason="Not tested")})
    assert any(text.startswith("Every option | Unknown, VAT.") for text in said(run, "gates"))


@pytest.mark.parametrize(
    ("requires", "asks"),
    [
        (Requirement("vat", None, "at-least", "likely"), "VAT recovery is at least “likely”. Likely: Likely back."),
        (
            Requirement("vat", None, "is", ("no", "likely")),
            "VAT recovery is “no” or “likely”. No: Lost. Likely: Likely back.",
        ),
        (Requirement(None, "pace", "at-most", Decimal("3.5")), "The score for Pace is at most 3.5."),
        (Requirement(None, "cost", "at-most", Decimal("4.5")), "The score for Set-up cost is at most £4.5m."),
        (Requirement(), "A judgement: people give each verdict."),
    ],
)
def test_a_gate_asks_in_a_sentence(run: Run, requires: Requirement, asks: str) -> None:
    gates = {
        "vat": Gate(name="Gate", requires=requires, reason="It is law", source="An Act", deadline="2017-04"),
        "delegate": Gate(name="D", requires=Requirement()),
    }
    assert f"Gate. {asks} Deadline: April 2017. It is law. Source: An Act." in said(having(run, gates=gates), "gates")


def test_a_verdict_by_rule_says_what_the_rule_read(run: Run) -> None:
    levels = {"vat": Level(level="no", reason="As stated")}
    options = {**run.inputs.options, "alpha": replaced(run.inputs.options["alpha"], characteristics=levels)}
    failed = turned(having(run, options=options), "alpha", verdicts={"delegate": judged(), "vat": judged("fail")})
    assert "Alpha | Fail, VAT. VAT recovery: “no”. As stated." in said(failed, "gates")
    on_pace = Gate(name="VAT", requires=Requirement(None, "pace", "at-least", Decimal(4)))
    on_score = having(run, gates={**run.inputs.gates, "vat": on_pace})
    short = judged("fail", margin=Decimal(1))
    on_score = turned(on_score, "beta", verdicts={"delegate": judged(), "vat": short})
    on_score = turned(on_score, "gamma", verdicts={"delegate": judged(), "vat": judged("unknown")})
    found = said(on_score, "gates")
    assert "Beta | Fail, VAT. Its score is 3. It fails by 1. As stated." in found
    assert "Gamma | Unknown, VAT. Its score is not known. As stated." in found
    assert "Beta | Pass | Fail, by 1" in found


def seen(run: Run, shortlist: tuple[str, ...], undetermined: tuple[str, ...] = (), **shares: str) -> Viewed:
    options = {
        name: Standing(found.total, found.rank, found.outcome, found.low_high, None, found.total_range, None)
        for name, found in run.options.items()
    }
    return Viewed(
        {**run.shares, **{name: Decimal(share) for name, share in shares.items()}}, options, shortlist, undetermined
    )


def test_points_of_view_stand_side_by_side(run: Run) -> None:
    views = {
        "fast": Perspective(
            name="Fast", weights={"pace": Decimal(60)}, scores={"pace": {"gamma": Score(Decimal(5), reason="New")}}
        ),
        "free": Perspective(name="Free", weights={"cost": Decimal(10)}, lift_gates=("delegate",)),
        "press": Perspective(name="The press", view="It is late", evidence=("doc 2 p4",)),
    }
    fast = seen(run, ("alpha", "beta"), independence="0.2", pace="0.6", cost="0.2")
    fast = fast._replace(options={**fast.options, "gamma": fast.options["gamma"]._replace(total=Decimal(72))})
    free = seen(run, ("delta", "alpha"))
    free = free._replace(
        options={**free.options, "delta": Standing(Decimal(60), 2, "shortlisted", None, None, None, None)}
    )
    shown = having(run, perspectives=views)._replace(viewed={"fast": fast, "free": free})
    assert f"Same shortlist? | {DASH} | Yes | No: Delta takes the place of Beta" in said(shown, "change")
    assert "The press. It is late. [doc 2 p4]" in said(shown, "views")
    table = next(t for t in texts.tables(appendix(shown, EN)) if t.parts and t.columns[1].heading == "As agreed")
    ranks, totals = table.single()
    assert [plain(each.line) for each in ranks.rows[3].cells] == ["Delta (comparator)", "excluded", "excluded", "2 ="]
    assert [plain(each.line) for each in totals.rows[2].cells] == ["Gamma", "24 to 44", "72", "24 to 44"]
    assert [each.tint for each in table.rows[3].cells] == ["", "", "", "in"]


def test_a_point_of_view_that_cannot_differ_is_no_column(run: Run) -> None:
    """All it does is to lift a gate that excludes nobody."""
    shown = having(run, perspectives={"p": Perspective(name="P", lift_gates=("vat",))})
    shown = shown._replace(viewed={"p": seen(run, ("alpha", "beta"))})
    assert not any(table.columns[1].heading == "As agreed" for table in texts.tables(appendix(shown, EN)))
    assert sum("P is not here" in text for text in said(shown, "change")) == 1


@pytest.mark.parametrize(
    ("shortlist", "undetermined", "same"),
    [
        (("alpha", "beta"), (), "Yes"),
        (("alpha", "gamma"), (), "No: Gamma takes the place of Beta"),
        (("alpha", "beta", "gamma"), (), "No: Gamma"),
        (("alpha",), (), "No: Beta"),
        (("alpha",), ("beta", "gamma"), "Not settled: "),
    ],
)
def test_what_a_point_of_view_changes(
    run: Run, shortlist: tuple[str, ...], undetermined: tuple[str, ...], same: str
) -> None:
    shown = having(run, perspectives={"p": Perspective(name="P", weights={"pace": Decimal(30)})})
    shown = shown._replace(viewed={"p": seen(run, shortlist, undetermined)})
    row = next(text for text in said(shown, "change") if text.startswith("Same shortlist?"))
    assert row.startswith(f"Same shortlist? | {DASH} | {same}")


def test_equality_consultation_and_dissent_stand_as_written(run: Run) -> None:
    written = having(
        run,
        dissent=(
            Dissent(by="Union", about=About(criterion="pace", option="gamma"), score=Decimal(3), reason="Seen"),
            Dissent(by="Finance", about=About(criterion="cost", option="beta"), score="unknown"),
        ),
        consultation=Note(text="Held", items=("In May", "In June")),
        equality=Note(text="Screened.", evidence=("doc 1",)),
    )
    found = said(written, "views")
    assert found[:6] == ["Equality", "Screened. [doc 1]", "Consultation", "Held.", "In May", "In June"]
    union, finance = found[7:]
    assert union.startswith("Union. ")
    assert union.endswith(" Seen.")
    assert all(word in union for word in ("Gamma", "Pace", "3", "unknown"))
    assert finance.startswith("Finance. ")
    assert all(word in finance for word in ("Beta", "Set-up cost", "£3", "unknown"))


def test_what_is_not_known_stands_under_who_settles_it(run: Run) -> None:
    """Those that nobody settles come last; a thing of no name goes by its id, a gate as one."""
    gaps = {
        "pace": Gap(text="How soon"),
        "price": Gap(text="The price", affects=("cost", "alpha", "elsewhere", "vat"), by="Cabinet, January"),
        "size": Gap(text="The size", by="Cabinet, January"),
    }
    found = said(having(run, unknowns=gaps), "unknowns")
    assert [text for text in found if "Cabinet" in text] == [found[0]]
    assert found[1].startswith("The price. ")
    assert all(named in found[1] for named in ("Set-up cost", "Alpha", "Elsewhere", "“VAT” gate"))
    assert found[2] == "The size."
    assert found[-1] == "How soon."
    assert len(found) == 5


@pytest.mark.parametrize(("words", "here"), [(349, True), (351, False)])
def test_a_list_too_long_for_the_appendix_stands_whole_in_the_annex_and_its_count_here(
    run: Run, words: int, here: bool
) -> None:
    """Room is for 350 words; the bold name before a position and an option left out are words too."""
    text = " ".join(["word"] * (words - 3) + ["end"])
    long = having(
        run,
        unknowns={"a": Gap(text=f"{text} a b"), "b": Gap(text="c")} if here else {"a": Gap(text=f"{text} a b c d")},
        left_out={"x": f"{text} a b"},
        perspectives={"p": Perspective(name="P", view=f"{text} a b")},
    )
    for wanted in ("unknowns", "options", "views"):
        assert any("end a b" in line for line in said(long, wanted)) is here, wanted
    assert any(line.startswith("One ") for line in said(long, "unknowns")) is not here
    background = [each for each in annex(long, EN).sections if each.id == "background"]
    whole = [line for each in background for line in texts.in_lines(each.blocks)]
    assert sum("end a b" in line for line in whole) == (0 if here else 3)
    assert ("What is not known" in whole) is not here


def test_documents_cited_are_numbered_in_the_order_of_the_file(run: Run) -> None:
    """The third alone is cited in the appendix; the first by a score, whose reason stands in the annex."""
    beta = run.options["beta"].cells["cost"]._replace(evidence=Evidence(for_=("one p3",)))
    cited = turned(
        having(
            run,
            documents={
                "one": Document(title="One"),
                "two": Document(title="Two"),
                "three": Document(title="Three.", publisher="Council", date="2016-09", address="https://a.example/3"),
            },
            equality=Note(text="Screened", evidence=("three 5.7", "three")),
        ),
        "beta",
        cells={**run.options["beta"].cells, "cost": beta},
    )
    assert "Screened. [3 at 5.7; 3]" in said(cited, "views")
    listed = said(cited, "sources")
    assert listed[0] == "[3] Three. Council. September 2016. https://a.example/3"
    assert len(listed) == 2
    assert "2" in re.findall(r"\d+|two", listed[-1]) or "two" in listed[-1].lower()
    assert run.fingerprint() != cited.fingerprint()
    assert cited.fingerprint() in listed[-1]
    assert "appraise 0.1.0" in listed[-1]


FORBIDDEN = {
    *("robust", "sensitivity", "optimal", "best", "winner", "beats", "clear", "significant", "marginal", "just"),
    *("proves", "objective", "scientific", "preferred", "dominated", "mcda", "smaa", "stakeholder", "we", "joint"),
    "firm",
}


def test_words_that_promise_too_much_are_not_ours(run: Run) -> None:
    words = re.findall(r"[a-z]+", texts.text(appendix(run, EN)).lower())
    assert set(words).isdisjoint(FORBIDDEN)


def test_a_bare_option_and_criterion_are_enough(run: Run) -> None:
    bare = having(
        run,
        groups={},
        criteria={
            name: Criterion(name=name, scale=words.scale, unit=words.unit, worst=words.worst, best=words.best)
            for name, words in run.inputs.criteria.items()
        },
        options={name: Option(name=name) for name in run.inputs.options},
        weighting=Weighting(method="equal"),
        panel=None,
        gates={"vat": Gate(name="V", requires=Requirement()), "delegate": Gate(name="D", requires=Requirement())},
        characteristics={},
    )
    assert [each.id for each in appendix(bare, EN).sections] == ALWAYS


@pytest.mark.parametrize(
    ("operator", "asked"),
    [*((name, name.replace("-", " ").removeprefix("is").strip()) for name in OPERATORS), ("is-not", "not")],
)
def test_a_requirement_reads_as_a_sentence_whatever_the_operator(run: Run, operator: str, asked: str) -> None:
    said = asks(Context.of(run, EN), Requirement("vat", None, operator, ("no", "likely")))
    assert said.startswith(f"VAT recovery is {asked} “no” or “likely”.".replace("  ", " "))


def test_no_cell_is_empty_but_where_another_says_it(run: Run) -> None:
    """A blank cell reads as forgotten: what has no value has a dash, but for sums of groups and what a total asks."""
    known = turned(run, "gamma", cells={**run.options["gamma"].cells, "pace": cell("1", "20")}, total=Decimal(28))
    for table in texts.tables(appendix(known, EN)):
        assert isinstance(table, Table)
        for row in table.rows:
            if row.role in ("plain", "group"):
                assert all(plain(each.line) or each.below for each in row.cells), (table.caption, row)
