"""If a score were different: scores at which another option draws level, and what ranges and unknown scores change."""

from decimal import Decimal

from appraise.analyses import Sensitivity
from appraise.appraisal import Criterion
from appraise.numbers import rounded
from appraise.publish.context import Context, score_text
from appraise.publish.document import Block, Line, Paragraph, Table, plain, row
from appraise.publish.language import DASH, number, spaced
from appraise.publish.phrases import gates_ignore_ranges, ranges


def scores(context: Context) -> list[Block]:
    """The nearest score at which another draws level in a sentence, all of them in a table, and what ranges change."""
    return [*_level_scores(context), *(Paragraph(sentence) for sentence in _ranges(context))]


def _level_scores(context: Context) -> list[Block]:
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None:
        return [Paragraph(context.say("firm.too-many-options"))]
    leader, rivals = sensitivity.leader, [option for option in context.order if option in sensitivity.scores]
    if leader is None or not rivals:
        return []
    if any(score is not None for rival in rivals for score in sensitivity.scores[rival].values()):
        nearest = _nearest(context, sensitivity, leader)
        return [*([Paragraph(nearest)] if nearest else []), _table(context, sensitivity, leader, rivals)]
    if context.run.analyses.left_out:
        return []
    some_open = any(option in context.run.analyses.undecided for option in context.eligible)
    key = "turning.none-known" if some_open else "turning.none"
    return [Paragraph(context.say(key, leader=context.name(leader)))]


def _nearest(context: Context, sensitivity: Sensitivity, leader: str) -> Line:
    """The one score of the leader that has to move least, as a part of its scale, for another option to be level."""
    moves = []
    for rival, by_criterion in sensitivity.scores.items():
        for name, score in by_criterion.items():
            now = context.run.options[leader].cells[name].score
            if score is not None and now != "unknown" and score != now:
                ends = [end for end, _ in context.inputs.criteria[name].points]
                moves.append((abs(score - now) / (max(ends) - min(ends)), rival, name, score))
    if not moves:
        return ()
    _, rival, name, score = min(moves, key=lambda move: move[0])
    criterion = context.inputs.criteria[name]
    return context.say(
        "turning.nearest",
        leader=context.name(leader),
        score=_score(context, criterion, score),
        now=score_text(criterion, context.run.options[leader].cells[name]),
        criterion=criterion.name,
        rival=context.name(rival),
    )


def _score(context: Context, criterion: Criterion, score: Decimal) -> str:
    """A score with its unit, marked as approximate where it is rounded."""
    shown = rounded(score, _places(criterion))
    figure = number(shown) + (f" {criterion.unit}" if criterion.unit else "")
    return figure if shown == score else context.text("weights.about", points=figure)


def _places(criterion: Criterion) -> int:
    """How many places tell scores of a criterion apart: two, more where its scale is finer."""
    ends = [end for end, _ in criterion.points]
    return max(2, 2 - (max(ends) - min(ends)).adjusted())


def _table(context: Context, sensitivity: Sensitivity, leader: str, rivals: list[str]) -> Table:
    """Criteria by rivals: the leader's score at which each rival is level."""
    rows = []
    for name, criterion in context.inputs.criteria.items():
        level = [sensitivity.scores[rival].get(name) for rival in rivals]
        cells = (DASH if score is None else number(rounded(score, _places(criterion))) for score in level)
        heading = f"{criterion.name} ({criterion.unit})" if criterion.unit else criterion.name
        now = context.run.options[leader].cells[name].score
        rows.append(row(heading, "?" if now == "unknown" else number(now), *cells))
    names, gates = context.names(rivals), context.inputs.gates.values()
    gates_read_scores = any(gate.requires.criterion in context.inputs.criteria for gate in gates)
    note = context.say("turning.note", leader=context.name(leader))
    return Table(
        context.caption("turning.caption", leader=context.name(leader)),
        context.columns("column.criterion", "turning.column-now", numeric=[1], figures=names),
        tuple(rows),
        note=plain(spaced(note, context.say("turning.note-gates") if gates_read_scores else "")),
        matrix=True,
        fixed=2,
    )


def _ranges(context: Context) -> list[Line]:
    """What the ranges recorded with scores can change, or that they change nothing."""
    sentences = list(ranges(context))
    recorded = any(cell.range for result in context.run.options.values() for cell in result.cells.values())
    if recorded and not sentences and not context.run.shortlist.undetermined:
        sentences.append(spaced(context.say("turning.ranges-same"), gates_ignore_ranges(context)))
    return sentences
