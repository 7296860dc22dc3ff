"""If a score were different: the scores at which another option is level, and what ranges and unknown scores turn."""

from decimal import Decimal

from appraise.appraisal import Criterion
from appraise.publish.answer import gates_ignore_ranges, ranges
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Table, line, plain
from appraise.publish.view import View, score_text
from appraise.publish.words import number, spaced
from appraise.run import rounded


def level_scores(view: View) -> list[Block]:
    """The nearest score that brings another level in a sentence, then all of them in a table."""
    found = view.run.analyses.sensitivity
    if found is None:
        return [Paragraph(view.say("firm.too-many-options"))]
    blocks: list[Block] = []
    rivals = [option for option in view.order if option in found.scores]
    nearest = _nearest(view)
    if nearest:
        blocks.append(Paragraph(nearest))
    if found.leader is not None and rivals:
        if any(score is not None for rival in rivals for score in found.scores[rival].values()):
            blocks.append(_table(view, found.leader, rivals))
        elif not view.run.analyses.left_out:
            known = any(option in view.run.analyses.undecided for option in view.eligible)
            key = "turning.none-known" if known else "turning.none"
            blocks.append(Paragraph(view.say(key, leader=view.name(found.leader))))
    return blocks


def _nearest(view: View) -> Line:
    """The one score of the leader that has to move least of its scale for another to be level."""
    found = view.run.analyses.sensitivity
    if found is None or found.leader is None:
        return ()
    moves = []
    for rival, by_criterion in found.scores.items():
        for name, score in by_criterion.items():
            now = view.run.options[found.leader].cells[name].score
            if score is not None and now != "unknown" and score != now:
                ends = [end for end, _ in view.inputs.criteria[name].points]
                moves.append((abs(score - now) / (max(ends) - min(ends)), rival, name, score))
    if not moves:
        return ()
    _, rival, name, score = min(moves, key=lambda move: move[0])
    criterion, cell = view.inputs.criteria[name], view.run.options[found.leader].cells[name]
    return view.say(
        "turning.nearest",
        leader=view.name(found.leader),
        score=_score(view, criterion, score),
        now=score_text(criterion, cell),
        criterion=criterion.name,
        rival=view.name(rival),
    )


def _score(view: View, criterion: Criterion, score: Decimal) -> str:
    """A score as people would write it, with its unit; said where it is rounded."""
    shown = rounded(score, _places(criterion))
    figure = number(shown) + (f" {criterion.unit}" if criterion.unit else "")
    return figure if shown == score else view.text("weights.about", points=figure)


def _places(criterion: Criterion) -> int:
    """How many places tell scores of a criterion apart: two, more where its scale is finer."""
    ends = [end for end, _ in criterion.points]
    return max(2, 2 - (max(ends) - min(ends)).adjusted())


def _table(view: View, leader: str, rivals: list[str]) -> Table:
    found = view.run.analyses.sensitivity
    assert found is not None
    rows = []
    for name, criterion in view.inputs.criteria.items():
        at = [found.scores[rival].get(name) for rival in rivals]
        cells = (
            Cell(line("\N{EN DASH}" if score is None else number(rounded(score, _places(criterion))))) for score in at
        )
        title = f"{criterion.name} ({criterion.unit})" if criterion.unit else criterion.name
        now = view.run.options[leader].cells[name].score
        rows.append(Row((Cell(line(title)), Cell(line("?" if now == "unknown" else number(now))), *cells)))
    read = any(gate.requires.criterion in view.inputs.criteria for gate in view.inputs.gates.values())
    gates = view.say("turning.note-gates")
    columns = (
        Column(view.text("column.criterion")),
        Column(view.text("turning.column-now"), numeric=True),
        *(Column(view.name(rival), numeric=True) for rival in rivals),
    )
    return Table(
        view.caption("turning.caption", leader=view.name(leader)),
        columns,
        tuple(rows),
        note=plain(spaced(view.say("turning.note", leader=view.name(leader)), gates if read else "")),
        matrix=True,
        fixed=2,
    )


def about_ranges(view: View) -> list[Block]:
    """What the ranges recorded with scores can change, or that they change nothing."""
    said = list(ranges(view))
    recorded = any(cell.range for result in view.run.options.values() for cell in result.cells.values())
    if recorded and not said and not view.run.shortlist.undetermined:
        said.append(spaced(view.say("turning.ranges-same"), gates_ignore_ranges(view)))
    return [Paragraph(each) for each in said]
