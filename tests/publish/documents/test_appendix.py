"""What the appendix says, section by section."""

import re
from decimal import Decimal
from typing import Any

import pytest

from appraise.appraisal import (
    About,
    Choice,
    Claim,
    Criterion,
    Dissent,
    Document,
    Evidence,
    Evolution,
    Gap,
    Gate,
    Group,
    Level,
    Note,
    Option,
    Perspective,
    Precedent,
    RateFrom,
    Requirement,
    Scope,
    Score,
    ShortlistRule,
    Weighting,
)
from appraise.engine.gates import OPERATORS
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import Section, Table, plain
from appraise.publish.documents.appendix import SECTIONS, appendix
from appraise.publish.sections.gates import asks
from appraise.run import Run, Standing, Viewed
from tests.publish.conftest import EN, having, judged, turned, ungated


def section(run: Run, wanted: str) -> Section:
    return next(each for each in appendix(run, EN).sections if each.id == wanted)


def said(run: Run, wanted: str) -> list[str]:
    """A section as a line for each paragraph, item, caption, note and row."""
    found: list[str] = []
    for block in section(run, wanted).blocks:
        if block.kind == "paragraph":
            found.append(plain(block.line))
        elif block.kind == "subheading":
            found.append(block.text)
        elif block.kind == "bullets":
            found += [plain(item) for item in block.items]
        else:
            found.append(block.caption)
            found += [" | ".join(plain(each.line) or each.below for each in row.cells) for row in block.rows]
            found += [block.note] if block.note else []
    return found


ALWAYS = [
    "answer",
    "result",
    "options",
    "method",
    "gates",
    "scores",
    "firm",
    "views",
    "unknowns",
    "reasons",
    "evidence",
    "check",
]


def test_a_section_is_made_by_the_function_that_its_module_is_named_after() -> None:
    assert [section.__name__ for section in SECTIONS] == [section.__module__.split(".")[-1] for section in SECTIONS]


def test_sections_without_content_are_left_out(run: Run) -> None:
    assert [each.id for each in appendix(run, EN).sections] == ALWAYS
    less = turned(ungated(run), "gamma", cells=run.options["beta"].cells, total=Decimal(64))
    assert {"gates", "unknowns"}.isdisjoint(each.id for each in appendix(less, EN).sections)
    assert said(run, "views") == ["Equality", "None recorded."]
    assert said(run, "evidence") == ["None recorded."]


def test_tables_are_numbered_through(run: Run) -> None:
    tables = [block for each in appendix(run, EN).sections for block in each.blocks if isinstance(block, Table)]
    assert [table.number for table in tables] == [str(n) for n in range(1, len(tables) + 1)]


def test_captions_of_what_was_judged_carry_the_status(run: Run) -> None:
    tables = [block for each in appendix(run, EN).sections for block in each.blocks if isinstance(block, Table)]
    plainly = {"Options considered", "What each gate asks", "Criteria that are measured", "Files behind the record"}
    for table in tables:
        unmarked = table.caption in plainly or table.caption.startswith("Scale for")
        assert table.caption.endswith(" (illustrative)") is not unmarked
    agreed = appendix(having(run, status="agreed"), EN)
    assert not any("(" in b.caption for each in agreed.sections for b in each.blocks if isinstance(b, Table))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (
            {},
            "Illustrative. The scores, weights and some verdicts below were made up to show the method. "
            "They are not those of Anytown Council.",
        ),
        ({"status": "draft"}, "Draft. Not agreed by the panel; figures may change."),
        ({"status": "draft", "panel": None}, "Draft. Not agreed; figures may change."),
        ({"status": "agreed"}, "Agreed by Moderated panel, 25 August 2016."),
        ({"status": "agreed", "panel": None}, "Agreed. The record does not name who agreed it."),
    ],
)
def test_the_status_is_said_at_the_head(run: Run, changes: dict[str, Any], status: str) -> None:
    assert plain(appendix(having(run, **changes), EN).says) == status


def test_the_status_speaks_of_verdicts_and_of_the_authority_only_where_there_are_any(run: Run) -> None:
    bare = appendix(having(ungated(run), authority=None), EN)
    assert plain(bare.says) == "Illustrative. The scores and weights below were made up to show the method."


def test_a_criteria_set_on_its_own_has_no_question_and_no_date(run: Run) -> None:
    alone = having(
        run,
        question=None,
        gateway=None,
        date=None,
        authority=None,
        panel=None,
        uncounted={"fit": Group(name="Fit", group=None, question="Does it?")},
    )
    document = appendix(alone._replace(shares={**run.shares, "fit": Decimal("0.25")}), EN)
    assert document.facts == ()
    assert "first sift" in plain(document.says)
    assert document.foot == "Delivery models for Anytown"
    method = said(alone._replace(shares={**run.shares, "fit": Decimal("0.25")}), "method")
    assert "Fit | 25% | Does it?" in method
    assert method[1].endswith("The criteria that count share out the whole among themselves.")


def test_what_is_asked_names_the_options_and_whether_they_fit(run: Run) -> None:
    asked = having(
        run,
        recommendation=Choice(options=("alpha", "beta"), reason="They lead"),
        decision=Choice(options=("alpha",), by="Cabinet", date="2016-09-20"),
    )
    assert section(asked, "asked").heading == "What is asked"
    assert said(asked, "asked") == [
        "Recommended to go forward:",
        "Alpha.",
        "Beta.",
        "They lead.",
        "This matches the shortlist.",
        "Decided on by Cabinet, 20 September 2016:",
        "Alpha.",
        "Alpha is decided on and on the shortlist. Beta is on the shortlist and not decided on.",
    ]
    assert section(having(asked, recommendation=None), "asked").heading == "What was decided"


def test_options_say_what_they_are_and_what_is_left_out(run: Run) -> None:
    found = said(
        having(
            run,
            left_out={"old-plan": "Too slow"},
            scope=Scope(in_=("Care",), out=("Schools",), undecided=("Disabled children",)),
        ),
        "options",
    )
    assert "Alpha | The first. Legal form: company." in found
    assert "Gamma | Combines Alpha and Other model. Reason: Asked for." in found
    assert found[-8:] == [
        "Left out",
        "Old plan. Too slow.",
        "In scope",
        "Care.",
        "Out of scope",
        "Schools.",
        "Undecided",
        "Disabled children.",
    ]


def test_method_says_who_and_when_in_the_order_of_dates(run: Run) -> None:
    found = said(run, "method")
    assert found[:3] == [
        "Criteria. From the set “A set”. Source: A source.",
        "Weights. Points are given to each criterion. By: Programme Board, 15 August 2016. Agreed.",
        "Scores. By: Moderated panel, 25 August 2016. Members: Finance (accountant).",
    ]
    assert "Strategy | 60% | Does it meet the aims?" in found
    assert "Set-up cost | In GBP m. The value is 0 at 6 and 100 at 0." in found
    late = having(run, weighting=Weighting(method="equal", date="2016-08-30"))
    assert said(late, "method")[1].startswith("Scores.")
    assert said(late, "method")[2] == "Weights. The same for every criterion. On: 30 August 2016."


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
    weights_said = said(having(run, criteria=criteria, groups=groups), "method")[1]
    assert ("add up to" in weights_said) is (sum_ is not None)
    assert f"The points given add up to {sum_}, not 100" in weights_said or sum_ is None


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (ShortlistRule(top=1), "The eligible option with the highest total goes on the shortlist."),
        (ShortlistRule(top=3), "The three eligible options with the highest totals go on the shortlist."),
        (
            ShortlistRule(at_least=Decimal(60)),
            "Every eligible option with a total of at least 60 goes on the shortlist.",
        ),
        (
            ShortlistRule(within=Decimal(5)),
            "Every eligible option within 5 points of the highest total goes on the shortlist.",
        ),
        (ShortlistRule(within=Decimal(0)), "The eligible option with the highest total goes on the shortlist."),
    ],
)
def test_the_shortlist_rule_is_said(run: Run, rule: ShortlistRule, sentence: str) -> None:
    assert any(each.startswith(sentence) for each in said(having(run, shortlist_rule=rule), "method"))


def test_values_that_fall_and_scores_by_rule_are_said(run: Run) -> None:
    pace = replaced(
        run.inputs.criteria["pace"],
        values={Decimal(4): Decimal(100), Decimal(0): Decimal(0), Decimal(5): Decimal(60)},
        rate_from=RateFrom(characteristic="vat", scores={"no": Decimal(0), "likely": Decimal(4)}),
    )
    found = said(having(run, criteria={**run.inputs.criteria, "pace": pace}), "method")
    assert "Value of a score for Pace" in found
    assert any("The value falls from 4 to 5: there a higher score counts for less." in each for each in found)
    assert "Likely | 4 | Likely back." in found


def test_verdicts_say_who_gave_them_and_what_the_rule_says(run: Run) -> None:
    by_board = {"from_": "decision", "rule": "fail", "by": "Board", "date": "2016-08-30"}
    run = turned(run, "alpha", verdicts={"delegate": judged(**{**by_board, "rule": None}), "vat": judged(**by_board)})
    clearance = judged("conditional", **by_board | {"rule": "conditional"}, condition="Clearance", reason=None)
    not_given = judged("unknown", rule=None, reason=None)
    run = turned(run, "beta", verdicts={"delegate": not_given, "vat": clearance})
    found = said(run, "gates")
    assert "Alpha | Pass, VAT. As stated. Decided by Board, 30 August 2016. The rule gives fail." in found
    assert "Alpha | Pass, Lawful delegate. As stated. Decided by Board, 30 August 2016." in found
    assert "Beta | Unknown, Lawful delegate. The judgement has not been given." in found
    assert (
        "Beta | Conditional, VAT. Condition: Clearance. No reason is recorded. Decided by Board, 30 August 2016."
        in found
    )
    assert "Delta (comparator) | Fail, Lawful delegate. As stated. Decided by Counsel, August 2016." in found
    assert "Beta | Unknown | Conditional" in found
    assert "Alpha | Pass | Pass" in found


@pytest.mark.parametrize(
    ("requires", "asks"),
    [
        (Requirement("vat", None, "at-least", "likely"), "VAT recovery is at least “likely”. Likely: Likely back."),
        (
            Requirement("vat", None, "is", ("no", "likely")),
            "VAT recovery is “no” or “likely”. No: Lost. Likely: Likely back.",
        ),
        (Requirement(None, "pace", "at-most", Decimal("3.5")), "The score for Pace is at most 3.5."),
        (Requirement(), "A judgement: people give each verdict."),
    ],
)
def test_a_gate_asks_in_a_sentence(run: Run, requires: Requirement, asks: str) -> None:
    gates = {
        "vat": Gate(name="Gate", requires=requires, reason="It is law"),
        "delegate": Gate(name="D", requires=Requirement()),
    }
    assert f"Gate | {asks} It is law." in said(having(run, gates=gates), "gates")


def test_a_verdict_by_rule_says_what_the_rule_read(run: Run) -> None:
    levels = {"vat": Level(level="likely", reason="As stated")}
    options = {**run.inputs.options, "alpha": replaced(run.inputs.options["alpha"], characteristics=levels)}
    assert "Alpha | Pass, VAT. VAT recovery: “likely”. As stated. By rule." in said(
        having(run, options=options), "gates"
    )
    on_score = having(
        run,
        gates={**run.inputs.gates, "vat": Gate(name="VAT", requires=Requirement(None, "pace", "at-least", Decimal(2)))},
    )
    assert "Beta | Pass, VAT. Its score is 3. As stated. By rule." in said(on_score, "gates")
    assert "Gamma | Pass, VAT. Its score is not known. As stated. By rule." in said(on_score, "gates")


def test_what_a_recommended_option_is_subject_to_stands_with_it_wherever_it_stands(run: Run) -> None:
    """Also where it is not on the shortlist, which is when a reader is least likely to look for it."""
    verdicts = {
        "delegate": judged("conditional", from_="decision", rule=None, condition="Counsel agrees"),
        "vat": judged("unknown"),
    }
    asked = turned(having(run, recommendation=Choice(options=("alpha", "gamma"))), "gamma", verdicts=verdicts)
    assert said(asked, "asked")[2] == (
        "Gamma. Subject to the “Lawful delegate” gate, on one condition: Counsel agrees. "
        "It is not known whether it passes the “VAT” gate."
    )
    assert any(
        text.startswith("Not the same as the shortlist.")
        and text.endswith(
            "Gamma. Subject to the “Lawful delegate” gate, on one condition: Counsel agrees. "
            "It is not known whether it passes the “VAT” gate."
        )
        for text in said(asked, "answer")
    )
    assert any(
        text.startswith("Gamma | 3") and "It would be subject to the “Lawful delegate” and “VAT” gates." in text
        for text in said(asked, "result")
    )


def seen(run: Run, shortlist: tuple[str, ...], undetermined: tuple[str, ...] = (), **shares: str) -> Viewed:
    options = {
        name: Standing(found.total, found.rank, found.outcome, found.low_high, None, found.total_range, None)
        for name, found in run.options.items()
    }
    return Viewed(
        {**run.shares, **{name: Decimal(share) for name, share in shares.items()}}, options, shortlist, undetermined
    )


def points_of_view(run: Run) -> list[str]:
    """What the section on how firm the result is says from the heading on other points of view."""
    found = said(run, "firm")
    return found[found.index("Other points of view") + 1 :]


def test_points_of_view_stand_side_by_side(run: Run) -> None:
    views = {
        "fast": Perspective(
            name="Fast",
            view="Soon",
            evidence=("doc 1",),
            weights={"pace": Decimal(60)},
            scores={"pace": {"gamma": Score(Decimal(5), reason="New")}},
        ),
        "free": Perspective(name="Free", lift_gates=("delegate",)),
        "press": Perspective(name="The press", view="It is late", evidence=("doc 2 p4",)),
    }
    fast = seen(run, ("alpha", "beta"), independence="0.2", pace="0.6", cost="0.2")
    fast = fast._replace(options={**fast.options, "gamma": fast.options["gamma"]._replace(total=Decimal(72))})
    free = seen(run, ("delta", "alpha"))
    free = free._replace(
        options={**free.options, "delta": Standing(Decimal(60), 2, "shortlisted", None, None, None, None)}
    )
    shown = having(run, perspectives=views)._replace(viewed={"fast": fast, "free": free})
    found = points_of_view(shown)
    assert found[0] == (
        "One of the two calculated points of view gives the same shortlist. "
        "From the point of view “Free”, which sets the “Lawful delegate” gate aside, Delta takes the place of Beta."
    )
    assert (
        "Fast. Weights: Pace 60%; the rest keep their proportions. Scores for Pace: Gamma 5. New. Soon. (doc 1)"
        in found
    )
    assert "Free. Without the “Lawful delegate” gate." in found
    assert "Same shortlist? | – | Yes | No: Delta takes the place of Beta" in found  # noqa: RUF001
    assert "Pace | 20% | 60% | 20%" in found
    assert found[-3:] == [
        "Positions stated",
        "These positions are printed as recorded. Nothing is calculated from them.",
        "The press. It is late. (doc 2 p4)",
    ]
    table = next(b for b in section(shown, "firm").blocks if isinstance(b, Table) and b.parts)
    ranks, totals = table.single()
    assert [plain(each.line) for each in ranks.rows[3].cells] == ["Delta (comparator)", "excluded", "excluded", "2 ="]
    assert [plain(each.line) for each in totals.rows[2].cells] == ["Gamma", "24 to 44", "72", "24 to 44"]
    assert [each.tint for each in table.rows[3].cells] == ["", "", "", "in"]


@pytest.mark.parametrize(
    ("shortlist", "undetermined", "same", "changes"),
    [
        (("alpha", "beta", "gamma"), (), "No", "Gamma goes forward too"),
        (("alpha",), (), "No", "Beta does not go forward"),
        (("alpha",), ("beta", "gamma"), "Not settled", "it is open whether Beta or Gamma goes forward"),
    ],
)
def test_what_a_point_of_view_changes(
    run: Run, shortlist: tuple[str, ...], undetermined: tuple[str, ...], same: str, changes: str
) -> None:
    shown = having(run, perspectives={"p": Perspective(name="P", lift_gates=("vat",))})
    shown = shown._replace(viewed={"p": seen(run, shortlist, undetermined)})
    found = points_of_view(shown)
    assert found[0] == f"From the point of view “P”, which sets the “VAT” gate aside, {changes}."
    assert f"Same shortlist? | – | {same}: {changes}" in found  # noqa: RUF001


def test_dissent_background_consultation_and_equality_stand_as_written(run: Run) -> None:
    written = having(
        run,
        dissent=(
            Dissent(by="Union", about=About(criterion="pace", option="gamma"), score=Decimal(3), reason="Seen"),
            Dissent(by="Finance", about=About(criterion="cost", option="beta"), score="unknown"),
        ),
        background={
            "causes": Note(title="Root causes", text="Six", items=("One", "Two"), evidence=("doc 1",)),
            "bare": Note(),
        },
        consultation=Note(text="Held"),
        equality=Note(text="Screened."),
    )
    assert said(written, "views") == [
        "Dissent",
        "Union. Gamma, Pace: would give 3; the score is unknown. Seen.",
        "Finance. Beta, Set-up cost: would leave it unknown; the score is 3.",
        "Root causes",
        "Six. (doc 1)",
        "One",
        "Two",
        "bare",
        "None recorded.",
        "Consultation",
        "Held.",
        "Equality",
        "Screened.",
    ]


def test_what_is_not_known_gathers_gaps_scores_and_verdicts(run: Run) -> None:
    gap = Gap(text="The price", affects=("cost", "alpha", "elsewhere"), by="Cabinet, January")
    run = turned(
        having(run, unknowns={"price": gap}), "beta", verdicts={"delegate": judged(), "vat": judged("unknown")}
    )
    run = turned(run, "alpha", verdicts={"delegate": judged(), "vat": judged("conditional", condition="Clearance")})
    assert said(run, "unknowns")[2:] == [
        "Set-up cost, Alpha and Elsewhere | Cabinet, January | The price.",
        "Gamma | – | Its score for Pace. Its total is between 24 and 44; "  # noqa: RUF001
        "with the other scores as they are, it stays off the shortlist.",
        "Alpha | – | Whether the condition of the “VAT” gate is met: Clearance. "  # noqa: RUF001
        "Whichever way that turns out, the shortlist is the same.",
        "Beta | – | Whether it passes the “VAT” gate. As stated. "  # noqa: RUF001
        "Whichever way that turns out, the shortlist is the same.",
    ]


def test_every_score_has_its_reason_and_its_sources(run: Run) -> None:
    found = said(run, "reasons")
    assert found[0] == (
        "Every score is illustrative. One score follows by rule from a recorded characteristic; "
        "what follows is said of the others. "
        "10 of the 11 scores cite no evidence. Sources stand in brackets. "
        "One of the 11 scores gives no reason."
    )
    assert "Pace, weight 20%: scores and reasons (illustrative)" in found
    assert "Alpha | 4 | As seen. By rule." in found
    assert "Gamma | ? | No reason is recorded." in found
    assert "Beta | 3 GBP m | As seen. (doc 1; against: doc 2)" in found


def test_what_is_recorded_about_each_option(run: Run) -> None:
    told = replaced(
        run.inputs.options["beta"],
        characteristics={
            "vat": Level(level="likely", reason="Advice", source="HMRC", evidence=Evidence(for_=("doc 1",)))
        },
        evolves_to={"alpha": Evolution(how="By vote", source="Act"), "new-form": Evolution(how="By sale")},
        precedents={
            "x": Precedent(name="Sunderland", year="2017", outcome="Good", source="Ofsted"),
            "y": Precedent(name="Slough"),
        },
        advantages=("Quick",),
        risks=("Dear",),
    )
    assert said(having(run, options={**run.inputs.options, "beta": told}), "recorded") == [
        "Characteristics and levels",
        "VAT recovery | Will it come back?",
        "no | Lost.",
        "likely | Likely back.",
        "Beta",
        "Characteristics of Beta (illustrative)",
        "VAT recovery | likely | Advice. (doc 1) Source: HMRC.",
        "Advantages",
        "Quick.",
        "Risks",
        "Dear.",
        "Precedents",
        "Sunderland, 2017. Good. Source: Ofsted.",
        "Slough.",
        "What it can become",
        "Alpha. By vote. Source: Act.",
        "New form. By sale.",
    ]


def test_evidence_lists_documents_and_both_sides_of_each_claim(run: Run) -> None:
    cited = having(
        run,
        documents={
            "doc": Document(title="Report", publisher="Council", date="2016-09"),
            "note": Document(title="Note"),
        },
        claims={"c": Claim(text="It works", for_={"doc 1": "It did"}, against={"note": "Not here"})},
    )
    assert said(cited, "evidence")[2:] == [
        "doc | September 2016 | Report. Council.",
        "note | – | Note.",  # noqa: RUF001
        "Claims",
        "It works.",
        "For: It did. (doc 1)",
        "Against: Not here. (note)",
    ]


def test_files_version_and_fingerprint_are_there_to_check(run: Run) -> None:
    found = said(run, "check")
    assert any(run.fingerprint() in each and "appraise 0.1.0" in each for each in found)
    assert f"library:models/alpha.yaml | {'1' * 64}" in found


FORBIDDEN = {
    *("robust", "sensitivity", "optimal", "best", "winner", "beats", "clear", "significant", "marginal", "just"),
    *("proves", "objective", "scientific", "preferred", "dominated", "mcda", "smaa", "stakeholder", "we", "joint"),
}


def test_words_that_promise_too_much_are_not_ours(run: Run) -> None:
    text = " ".join(line for each in appendix(run, EN).sections for line in [each.heading, *said(run, each.id)])
    assert set(re.findall(r"[a-z]+", text.lower())).isdisjoint(FORBIDDEN)


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


def test_an_eligible_comparator_is_said_to_compete(run: Run) -> None:
    competes = "The comparator competes like any other option."
    assert not any(competes in text for text in said(run, "method"))
    assert any(competes in text for text in said(ungated(run), "method"))


def test_nobody_settles_what_nobody_is_named_for(run: Run) -> None:
    """The column of who settles it stands only where somebody is named once."""
    tables = [block for block in section(run, "unknowns").blocks if isinstance(block, Table)]
    assert [column.heading for column in tables[0].columns] == ["What it affects", "What is not known"]
    named = having(run, unknowns={"pace": Gap(text="How soon", affects=("gamma", "pace"), by="Cabinet")})
    tables = [block for block in section(named, "unknowns").blocks if isinstance(block, Table)]
    assert [column.heading for column in tables[0].columns][1] == "Settled by"
    assert [plain(row.cells[1].line) for row in tables[0].rows] == ["Cabinet", "Cabinet"]
