"""How firm the result is: if weights or scores were different, if nobody agreed on the weights, and other views."""

from appraise.publish.document import Block, Paragraph, Section, Subheading
from appraise.publish.perspectives import perspectives
from appraise.publish.turning import about_ranges, level_scores
from appraise.publish.unagreed import whatever_the_weights
from appraise.publish.view import View
from appraise.publish.weights import how_far

_FEW = 4
"""Options left out that are named; of more, only the count is given."""


def firm(view: View) -> Section:
    """The section, with a part for each question that has something to say."""
    alone = nobody_else(view)
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("weights.heading", [] if alone else how_far(view)),
        ("turning.heading", [] if alone else [*level_scores(view), *about_ranges(view)]),
        ("unagreed.heading", [] if alone else whatever_the_weights(view)),
        ("perspectives.heading", list(perspectives(view).blocks)),
    )
    blocks: list[Block] = [Paragraph(view.say("firm.alone"))] if alone else list(among(view))
    for heading, said in parts:
        blocks += [Subheading(view.text(heading)), *said] if said else []
    return Section("firm", view.text("firm.heading"), tuple(blocks))


def nobody_else(view: View) -> bool:
    """Whether there is nothing to compare: fewer than two options are eligible, and the line is drawn by the others."""
    return len(view.eligible) < (2 if view.inputs.shortlist_rule.at_least is None else 1)


def among(view: View) -> list[Paragraph]:
    """Which options are looked at, where not all are, and whose totals are open."""
    analyses = view.run.analyses
    said = []
    left_out = [option for option in view.eligible if option not in analyses.among]
    if left_out:
        count = view.words.counted(len(analyses.among), "option")
        names = (
            [view.name(option) for option in left_out]
            if len(left_out) <= _FEW
            else view.words.counted(len(left_out), "option")
        )
        said.append(Paragraph(view.say("firm.among", len(left_out), count=count, options=names)))
    open_ = [view.name(option) for option in analyses.undecided if option in view.eligible]
    if open_:
        said.append(Paragraph(view.say("firm.undecided", len(open_), options=open_)))
    return said
