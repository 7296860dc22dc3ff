"""If a score were different: the scores at which another option is level, and what ranges and unknown scores turn."""

from appraise.publish.answer import gates_ignore_ranges, ranges
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Table, line
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
        else:
            blocks.append(Paragraph(view.say("turning.none", leader=view.name(found.leader))))
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
        score=_about(view, score_text(criterion, cell._replace(score=rounded(score, 2))), rounded(score, 2) == score),
        now=score_text(criterion, cell),
        criterion=criterion.name,
        rival=view.name(rival),
    )


def _about(view: View, score: str, exactly: bool) -> str:
    """A score, said where it is rounded."""
    return score if exactly else view.text("weights.about", points=score)


def _table(view: View, leader: str, rivals: list[str]) -> Table:
    found = view.run.analyses.sensitivity
    assert found is not None
    rows = []
    for name, criterion in view.inputs.criteria.items():
        at = [found.scores[rival].get(name) for rival in rivals]
        cells = (Cell(line("\N{EN DASH}" if score is None else number(rounded(score, 2)))) for score in at)
        title = f"{criterion.name} ({criterion.unit})" if criterion.unit else criterion.name
        now = view.run.options[leader].cells[name].score
        rows.append(Row((Cell(line(title)), Cell(line("?" if now == "unknown" else number(now))), *cells)))
    columns = (
        Column(view.text("column.criterion")),
        Column(view.text("turning.column-now"), numeric=True),
        *(Column(view.name(rival), numeric=True) for rival in rivals),
    )
    return Table(
        view.caption("turning.caption", leader=view.name(leader)),
        columns,
        tuple(rows),
        note=view.text("turning.note", leader=view.name(leader)),
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
