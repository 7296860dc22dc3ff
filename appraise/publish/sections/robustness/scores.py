"""If a score were different: the scores at which another option is level, and what ranges and unknown scores turn."""

from decimal import Decimal

from appraise.appraisal import Criterion
from appraise.numbers import rounded
from appraise.publish.context import Context, score_text
from appraise.publish.document import Block, Column, Line, Paragraph, Table, plain, row
from appraise.publish.language import number, spaced
from appraise.publish.phrases import gates_ignore_ranges, ranges


def level_scores(context: Context) -> list[Block]:
    """The nearest score that brings another level in a sentence, then all of them in a table."""
    found = context.run.analyses.sensitivity
    if found is None:
        return [Paragraph(context.say("firm.too-many-options"))]
    blocks: list[Block] = []
    rivals = [option for option in context.order if option in found.scores]
    nearest = _nearest(context)
    if nearest:
        blocks.append(Paragraph(nearest))
    if found.leader is not None and rivals:
        if any(score is not None for rival in rivals for score in found.scores[rival].values()):
            blocks.append(_table(context, found.leader, rivals))
        elif not context.run.analyses.left_out:
            known = any(option in context.run.analyses.undecided for option in context.eligible)
            key = "turning.none-known" if known else "turning.none"
            blocks.append(Paragraph(context.say(key, leader=context.name(found.leader))))
    return blocks


def _nearest(context: Context) -> Line:
    """The one score of the leader that has to move least of its scale for another to be level."""
    found = context.run.analyses.sensitivity
    if found is None or found.leader is None:
        return ()
    moves = []
    for rival, by_criterion in found.scores.items():
        for name, score in by_criterion.items():
            now = context.run.options[found.leader].cells[name].score
            if score is not None and now != "unknown" and score != now:
                ends = [end for end, _ in context.inputs.criteria[name].points]
                moves.append((abs(score - now) / (max(ends) - min(ends)), rival, name, score))
    if not moves:
        return ()
    _, rival, name, score = min(moves, key=lambda move: move[0])
    criterion, cell = context.inputs.criteria[name], context.run.options[found.leader].cells[name]
    return context.say(
        "turning.nearest",
        leader=context.name(found.leader),
        score=_score(context, criterion, score),
        now=score_text(criterion, cell),
        criterion=criterion.name,
        rival=context.name(rival),
    )


def _score(context: Context, criterion: Criterion, score: Decimal) -> str:
    """A score as people would write it, with its unit; said where it is rounded."""
    shown = rounded(score, _places(criterion))
    figure = number(shown) + (f" {criterion.unit}" if criterion.unit else "")
    return figure if shown == score else context.text("weights.about", points=figure)


def _places(criterion: Criterion) -> int:
    """How many places tell scores of a criterion apart: two, more where its scale is finer."""
    ends = [end for end, _ in criterion.points]
    return max(2, 2 - (max(ends) - min(ends)).adjusted())


def _table(context: Context, leader: str, rivals: list[str]) -> Table:
    found = context.run.analyses.sensitivity
    assert found is not None
    rows = []
    for name, criterion in context.inputs.criteria.items():
        at = [found.scores[rival].get(name) for rival in rivals]
        cells = ("\N{EN DASH}" if score is None else number(rounded(score, _places(criterion))) for score in at)
        title = f"{criterion.name} ({criterion.unit})" if criterion.unit else criterion.name
        now = context.run.options[leader].cells[name].score
        rows.append(row(title, "?" if now == "unknown" else number(now), *cells))
    read = any(gate.requires.criterion in context.inputs.criteria for gate in context.inputs.gates.values())
    gates = context.say("turning.note-gates")
    columns = (
        *context.columns("column.criterion", "turning.column-now", numeric=[1]),
        *(Column(context.name(rival), numeric=True) for rival in rivals),
    )
    return Table(
        context.caption("turning.caption", leader=context.name(leader)),
        columns,
        tuple(rows),
        note=plain(spaced(context.say("turning.note", leader=context.name(leader)), gates if read else "")),
        matrix=True,
        fixed=2,
    )


def about_ranges(context: Context) -> list[Block]:
    """What the ranges recorded with scores can change, or that they change nothing."""
    said = list(ranges(context))
    recorded = any(cell.range for result in context.run.options.values() for cell in result.cells.values())
    if recorded and not said and not context.run.shortlist.undetermined:
        said.append(spaced(context.say("turning.ranges-same"), gates_ignore_ranges(context)))
    return [Paragraph(each) for each in said]
