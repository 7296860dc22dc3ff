"""What the annex says, section by section, and how it and the appendix share out a record."""

from decimal import Decimal

from appraise.appraisal import (
    Claim,
    Criterion,
    Document,
    Evidence,
    Evolution,
    Group,
    Level,
    Note,
    Option,
    Perspective,
    Precedent,
    RateFrom,
    Requirement,
    Score,
    Weighting,
)
from appraise.field_models import replaced
from appraise.publish.documents.appendix import annex, appendix
from appraise.run import Run
from tests.publish import texts
from tests.publish.conftest import EN, having, judged, turned, ungated
from tests.publish.documents.test_appendix import seen

ALWAYS = ["answer", "recorded", "scales", "verdicts", "reasons", "more", "check"]


def said(run: Run, wanted: str) -> list[str]:
    return texts.said(annex(run, EN), wanted)


def test_sections_without_content_are_left_out(run: Run) -> None:
    assert [each.id for each in annex(run, EN).sections] == ALWAYS
    noted = having(run, background={"a": Note(text="So")}, documents={"d": Document(title="D")})
    assert [each.id for each in annex(noted, EN).sections] == [*ALWAYS[:-1], "background", "evidence", "check"]


def test_each_says_which_it_is_and_names_the_other(run: Run) -> None:
    both = appendix(run, EN), annex(run, EN)
    assert [each.kind for each in both] == ["appendix", "annex"]
    assert both[0].above != both[1].above
    assert (both[0].title, both[0].says, both[0].record) == (both[1].title, both[1].says, both[1].record)
    assert "annex" in texts.said(both[0], "sources")[-1]
    assert "appendix" in said(run, "answer")[1]


def test_the_annex_opens_with_the_lead_of_the_appendix(run: Run) -> None:
    assert said(run, "answer")[0] == texts.said(appendix(run, EN), "answer")[0]


def test_tables_are_numbered_through(run: Run) -> None:
    numbers = [table.number for table in texts.tables(annex(run, EN))]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_captions_of_what_was_judged_carry_the_status(run: Run) -> None:
    """Scales and files were judged by nobody."""
    for table in texts.tables(annex(run, EN)):
        unmarked = table.caption.startswith("Scale for") or "Files" in table.caption
        assert table.caption.endswith(" (illustrative)") is not unmarked, table.caption
    assert not any("(agreed)" in table.caption for table in texts.tables(annex(having(run, status="agreed"), EN)))


def test_where_the_criteria_come_from_and_who_sat_on_the_panel(run: Run) -> None:
    sourced = replaced(run.inputs.criteria["pace"], source="A guide")
    found = said(having(run, criteria={**run.inputs.criteria, "pace": sourced}), "scales")
    assert found[:2] == ["“A set”: A source.", "“Pace”: A guide."]
    assert "Finance (accountant)" in found[2]


def test_a_criterion_that_is_not_counted_stands_with_its_part_of_the_whole_set(run: Run) -> None:
    left_out = having(run, uncounted={"fit": Group(name="Fit", question="Does it?")})
    assert "Fit | 25% | Does it?" in said(left_out._replace(shares={**run.shares, "fit": Decimal("0.25")}), "scales")


def test_a_scale_that_several_criteria_share_stands_once(run: Run) -> None:
    found = said(run, "scales")
    assert found.count("Scale for Independence and Pace") == 1
    assert found.count("0 | Does not meet") == 1


def test_values_that_fall_and_scores_by_rule_are_said(run: Run) -> None:
    pace = replaced(
        run.inputs.criteria["pace"],
        values={Decimal(4): Decimal(100), Decimal(0): Decimal(0), Decimal(5): Decimal(60)},
        rate_from=RateFrom(characteristic="vat", scores={"no": Decimal(0), "likely": Decimal(4)}),
    )
    found = said(having(run, criteria={**run.inputs.criteria, "pace": pace}), "scales")
    at = found.index("Value of a score for Pace")
    assert found[at + 2 : at + 5] == ["0 | 0", "4 | 100", "5 | 60"]
    assert "The value falls from 4 to 5: there a higher score counts for less." in found[at + 5]
    assert "Likely | 4 | Likely back." in found


def test_every_score_has_its_reason_and_its_sources(run: Run) -> None:
    """Of 12 scores one follows by rule; of the 11 others, 10 cite nothing and one has no reason."""
    found = said(run, "reasons")
    assert "One score follows by rule from a recorded characteristic" in found[0]
    assert "10 of the 11 scores cite no evidence." in found[0]
    assert "One of the 11 scores gives no reason." in found[0]
    assert "Pace, weight 20%: scores and reasons (illustrative)" in found
    assert any(text.startswith("Alpha | 4 | As seen. ") for text in found)
    assert "Gamma | ? | No reason is recorded." in found
    assert "Beta | 4 (3–5) | As seen." in found  # noqa: RUF001
    assert "Beta | £3m | As seen. [doc 1; against: doc 2]" in found


def test_options_with_the_same_score_for_the_same_reason_share_a_row(run: Run) -> None:
    """Both have 3 for pace as seen; Alpha's 4 is by rule."""
    gamma = run.options["gamma"]
    alike = turned(run, "gamma", cells={**gamma.cells, "pace": run.options["beta"].cells["pace"]})
    assert "Beta and Gamma | 3 | As seen." in said(alike, "reasons")


def test_passes_that_people_decided_or_a_score_gave_stand_with_their_reasons(run: Run) -> None:
    """A pass that follows from a level has its reason among the levels."""
    decided = judged(from_="decision", rule="fail", by="Board", date="2016-08-30", evidence=Evidence(for_=("doc 1",)))
    run = turned(run, "alpha", verdicts={"delegate": judged(), "vat": decided})
    found = said(run, "verdicts")
    assert "Alpha | Pass, VAT. As stated. [doc 1] Decided by Board, 30 August 2016. The rule gives fail." in found
    assert not any("Lawful delegate" in text and text.startswith("Alpha |") for text in found)
    by_score = turned(run, "beta", verdicts={"delegate": judged(), "vat": judged(margin=Decimal(0), reason=None)})
    on_pace = replaced(run.inputs.gates["vat"], requires=Requirement(None, "pace", "at-least", Decimal(3)))
    by_score = having(by_score, gates={**run.inputs.gates, "vat": on_pace})
    assert "Beta | Pass, VAT. Its score is 3. That is exactly the limit." in said(by_score, "verdicts")


def told(run: Run) -> Option:
    return replaced(
        run.inputs.options["beta"],
        models=("beta", "other-model"),
        dimensions={"owner": "The council"},
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


def test_what_is_recorded_about_each_option(run: Run) -> None:
    found = said(having(run, options={**run.inputs.options, "beta": told(run)}), "recorded")
    assert found[2:5] == ["VAT recovery | Will it come back?", "no | Lost.", "likely | Likely back."]
    at = found.index("Beta")
    assert found[at + 1] == "Owner: The council. Combines Beta and Other model."
    assert found[at + 2 : found.index("Gamma")] == [
        "Characteristics of Beta (illustrative)",
        "Characteristic | Level | Reason",
        "VAT recovery | likely | Advice. [doc 1] Source: HMRC.",
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


def test_the_reason_for_a_level_at_which_an_option_fails_stands_in_one_of_both(run: Run) -> None:
    """In the appendix, with the verdict; in the annex, where the appendix has no room for the option."""
    failed = turned(
        having(run, options={**run.inputs.options, "beta": told(run)}),
        "beta",
        verdicts={"delegate": judged(), "vat": judged("fail", reason="Advice", evidence=Evidence(for_=("doc 1",)))},
    )
    assert "Beta | Fail, VAT. VAT recovery: “likely”. Advice. [doc 1]" in texts.said(appendix(failed, EN), "gates")
    row = next(text for text in said(failed, "recorded") if text.startswith("VAT recovery | likely"))
    assert row == "VAT recovery | likely | In the appendix. Source: HMRC."


def test_what_points_of_view_replace_and_how_they_weigh(run: Run) -> None:
    views = {
        "fast": Perspective(
            name="Fast",
            view="Soon",
            evidence=("doc 1",),
            weights={"pace": Decimal(60)},
            scores={"pace": {"gamma": Score(Decimal(5), reason="New", evidence=Evidence(for_=("doc 3",)))}},
        ),
        "free": Perspective(name="Free", lift_gates=("delegate",)),
    }
    viewed = {
        "fast": seen(run, ("alpha", "beta"), independence="0.2", pace="0.6", cost="0.2"),
        "free": seen(run, ("alpha", "beta")),
    }
    found = said(having(run, perspectives=views)._replace(viewed=viewed), "more")
    assert (
        "Fast. Weights: Pace 60%; the rest keep their proportions. Scores for Pace: Gamma 5. New. [doc 3] Soon. [doc 1]"
        in found
    )
    assert "Free. Without the “Lawful delegate” gate." in found
    assert "Pace | 20% | 60% | 20%" in found


def test_background_stands_as_written(run: Run) -> None:
    written = having(
        run,
        background={
            "causes": Note(title="Root causes", text="Six", items=("One", "Two"), evidence=("doc 1",)),
            "bare": Note(),
        },
    )
    assert said(written, "background") == ["Root causes", "Six. [doc 1]", "One", "Two", "bare", "None recorded."]


def test_evidence_lists_the_other_documents_and_both_sides_of_each_claim(run: Run) -> None:
    """The appendix cites and lists the second; the annex the first, under the number that it has in the file."""
    cited = having(
        run,
        documents={
            "doc": Document(title="Report", publisher="Council", date="2016-09"),
            "note": Document(title="Note"),
        },
        equality=Note(text="Screened", evidence=("note",)),
        claims={"c": Claim(text="It works", for_={"doc 1": "It did"}, against={"note": "Not here"})},
    )
    found = said(cited, "evidence")
    assert "[1] Report. Council. September 2016." in found
    assert not any(text.startswith("[2]") for text in found)
    assert "[2] Note." in texts.said(appendix(cited, EN), "sources")
    assert found[-4:] == ["Claims", "It works.", "For: It did. [1 at 1]", "Against: Not here. [2]"]


def test_files_version_and_fingerprint_are_there_to_check(run: Run) -> None:
    found = said(run, "check")
    assert any(run.fingerprint() in each and "appraise 0.1.0" in each for each in found)
    assert f"library:models/alpha.yaml | {'1' * 64}" in found


def test_a_bare_option_and_criterion_are_enough(run: Run) -> None:
    run = ungated(run)
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
        files=(),
        characteristics={},
    )
    bare = bare._replace(analyses=run.analyses._replace(gates=run.analyses.gates._replace(without={})))
    ids = [each.id for each in annex(bare, EN).sections]
    assert ids == [wanted for wanted in ALWAYS if wanted not in ("recorded", "verdicts")]
