"""If a score were different: scores at which another option draws level, and what ranges and unknown scores change."""

from decimal import Decimal

from appraise.analyses import Sensitivity
from appraise.numbers import rounded
from appraise.publish.context import Context, score_places
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Line, Paragraph, Table, plain, row
from appraise.publish.figures import leads
from appraise.publish.language import DASH, number, places, spaced
from appraise.publish.phrases import gates_ignore_ranges, ranges


def scores(context: Context) -> list[Block]:
    """The nearest score at which another draws level in a sentence, all of them in a table, and what ranges change."""
    full = (*over_ranges(context), *in_full(context))
    return [*nearest_score(context), *full, *(Paragraph(sentence) for sentence in _ranges(context))]


def nearest_score(context: Context) -> list[Block]:
    """The nearest score of the leader at which another option draws level, or that there is none."""
    found = _leader_and_rivals(context)
    if found is None:
        return []
    sensitivity, leader, rivals = found
    if any(score is not None for rival in rivals for score in sensitivity.scores[rival].values()):
        nearest = _nearest(context, sensitivity, leader)
        return [Paragraph(nearest)] if nearest else []
    if context.run.analyses.left_out:
        return []
    some_open = any(option in context.run.analyses.undecided for option in context.eligible)
    key = "turning.none-known" if some_open else "turning.none"
    return [Paragraph(context.say(key, leader=context.name(leader)))]


def in_full(context: Context) -> list[Block]:
    """The lead across each recorded range, Figure 3 in its table; and every score at which another draws level."""
    blocks: list[Block] = [*_across_ranges(context)]
    if context.run.analyses.sensitivity is None:
        return [*blocks, Paragraph(context.say("compared.too-many-options"))]
    found = _leader_and_rivals(context)
    if found is None or not any(score is not None for rival in found[2] for score in found[0].scores[rival].values()):
        return blocks
    return [*blocks, _table(context, *found)]


def over_ranges(context: Context) -> list[Table]:
    """Each option with its total and its rank, now and over the ranges recorded with scores."""
    rows = []
    for option in context.shown:
        result = context.run.options[option]
        low, high = result.total_range or context.totals[option]
        total = context.language.span(low, high, context.total_places)
        rank = context.language.ranks(*result.rank_range) if result.rank_range else context.rank(option)
        rows.append(row(context.marked(option), context.total(option), total, context.rank(option), rank))
    cells = (cell for result in context.run.options.values() for cell in result.cells.values())
    if not any(cell.range and cell.range[0] != cell.range[1] for cell in cells):
        return []
    keys = ("column.option", "column.total", "turning.column-total", "column.rank", "turning.column-rank")
    columns, note = context.columns(*keys, numeric=range(1, 5)), context.text("turning.note-ranges")
    return [Table(context.caption("turning.caption-ranges"), columns, tuple(rows), note=note)]


def _across_ranges(context: Context) -> list[Table]:
    """The lead of the first option over the next while one uncertain score moves: Figure 3 in its table; nothing where
    nothing is known of the first."""
    found = leads.leads(context)
    if found is None or context.totals[found.leader] == (Decimal(0), Decimal(100)):
        return []
    decimals = places((end for lead in found.rows for end in lead.points), distinct=True)
    rows = []
    for lead in found.rows:
        option, criterion = lead.option, lead.criterion
        what = context.say("turning.score-of", option=context.name(option), criterion=context.criterion(criterion))
        low, high = (context.amount(criterion, end) for end in lead.range)
        figures = (number(end, decimals) for end in lead.points)
        words = row(what, context.score(option, criterion), context.text("span", low=low, high=high), *figures)
        rows.append(words._replace(drawing=leads.drawing(found, lead)))
    names = {"leader": context.name(found.leader), "rival": context.name(found.rival)}
    ends = ("from", "to") if found.exact else ("least-from", "least-to")
    columns = (f"turning.column-{key}" for key in ("score", "now", "range", *ends))
    table = Table(
        context.caption("turning.caption-leads", **names),
        context.columns(*columns, numeric=range(1, 5)),
        tuple(rows),
        key=leads.key(context, found),
        axis=leads.axis(found),
    )
    return [table]


def _leader_and_rivals(context: Context) -> tuple[Sensitivity, str, list[str]] | None:
    """Who leads, and the options that could draw level with it; None where nobody does or nothing was worked out."""
    sensitivity = context.run.analyses.sensitivity
    if sensitivity is None or sensitivity.leader is None:
        return None
    rivals = [option for option in context.order if option in sensitivity.scores]
    return (sensitivity, sensitivity.leader, rivals) if rivals else None


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
    level, scored = _score(context, name, score), context.score(leader, name)
    if level.endswith(f" {scored}"):
        names = {"leader": context.name(leader), "rival": context.name(rival), "criterion": context.criterion(name)}
        return context.say("turning.nearest-now", now=scored, **names)
    return context.say(
        "turning.nearest",
        leader=context.name(leader),
        score=level,
        now=scored,
        criterion=context.criterion(name),
        rival=context.name(rival),
    )


def _score(context: Context, name: str, score: Decimal) -> str:
    """A score with its unit, marked as approximate where it is rounded."""
    if name in context.money:
        return context.money[name].about(score)
    shown = rounded(score, score_places(context.inputs.criteria[name]))
    figure = context.amount(name, shown)
    return figure if shown == score else context.text("weights.about", points=figure)


def _table(context: Context, sensitivity: Sensitivity, leader: str, rivals: list[str]) -> Table:
    """Criteria by rivals: the leader's score at which each rival is level."""
    rows = []
    for name, criterion in ((name, context.inputs.criteria[name]) for name in first_criteria(context)):
        level = [sensitivity.scores[rival].get(name) for rival in rivals]
        cells = (DASH if score is None else _score(context, name, score) for score in level)
        rows.append(row(criterion.name, context.score(leader, name), *cells))
    heads, gates = map(context.head, rivals), context.inputs.gates.values()
    gates_read_scores = any(gate.requires.criterion in context.inputs.criteria for gate in gates)
    note = context.say("turning.note", leader=context.name(leader))
    return Table(
        context.caption("turning.caption", leader=context.name(leader)),
        context.columns("column.criterion", "turning.column-now", numeric=[1], figures=heads),
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
