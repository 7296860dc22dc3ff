"""Why a lead changed: in a sentence, and by criterion in a table whose figures add up to those of the sentence."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from appraise.publish.changes import Both
from appraise.publish.document import Block, Cell, Column, Paragraph, Row, Table, line
from appraise.publish.words import number, places, sentence, start
from appraise.reviewed import Lead, Share
from appraise.run import apportioned, rounded

_MOST_PLACES = 6
_DASH = "\N{EN DASH}"


def about_lead(both: Both, lead: Lead) -> list[Block]:
    """How a lead changed in a sentence, and by criterion in a table whose figures add up to those of the sentence."""
    shown, figures = printed(lead)
    leader, rival = both.option(lead.leader), both.option(lead.rival)
    was = _distance(both, "from", rounded(lead.was, shown), shown, rival)
    now = _distance(both, "now", rounded(lead.now, shown), shown, rival)
    same = rounded(lead.was, shown) == rounded(lead.now, shown)
    said = both.text("diff.lead-same" if same else "diff.lead-changed", leader=leader, was=was, now=now)
    parts = {
        due: sum((figure for share, figure in figures if share.due_to == due), Decimal(0))
        for due in ("weights", "scores", "values", "scores-and-values")
        if any(share.due_to == due for share, _ in figures)
    }
    if not parts:
        return [Paragraph(line(sentence(said)))]
    named = {due: both.text(f"diff.due.{due}") for due in parts}
    due_to = [f"{named[due]} {_signed(part, shown)}" for due, part in parts.items()]
    table = _shares(both, lead, figures, shown, named)
    return [Paragraph(both.say("diff.lead-due", said=said, parts=due_to)), *([table] if len(figures) > 1 else [])]


def printed(lead: Lead) -> tuple[int, list[tuple[Share, Decimal]]]:
    """The shares of a change of lead as printed, and with how many places: they add up to the printed change, and
    that is the printed lead now less the one then. As few places as do that and do not make a lead look level."""
    figures = [lead.was, lead.now, *(share.points for share in lead.shares)]
    shown = places(figures)
    while shown < _MOST_PLACES and not _holds(lead, shown):
        shown += 1
    parts = apportioned([Fraction(share.points) for share in lead.shares], shown)
    return shown, list(zip(lead.shares, parts, strict=True))


def _holds(lead: Lead, shown: int) -> bool:
    was, now = rounded(lead.was, shown), rounded(lead.now, shown)
    distinct = len({was, now, Decimal(0)}) == len({lead.was, lead.now, Decimal(0)})
    return distinct and now - was == rounded(lead.now - lead.was, shown)


def _distance(both: Both, form: str, points: Decimal, shown: int, rival: str) -> str:
    """ "16.3 points ahead of In-house", "12.5 behind", "level with it"."""
    how = "level" if not points else "ahead" if points > 0 else "behind"
    figure = number(abs(points), shown)
    return both.text(f"diff.{form}-{how}", points=both.words.points(figure), figure=figure, rival=rival)


def _signed(points: Decimal, shown: int) -> str:
    return ("+" if points > 0 else "") + number(points, shown)


def _shares(
    both: Both, lead: Lead, figures: list[tuple[Share, Decimal]], shown: int, named: Mapping[str, str]
) -> Table:
    """A row a criterion, the largest where there are many; the rest together in one row, so that all adds up."""
    by_criterion: dict[str, dict[str, Decimal]] = {}
    for share, figure in figures:
        by_criterion.setdefault(share.criterion, {})[share.due_to] = figure
    largest = sorted(by_criterion, key=lambda name: -max(map(abs, by_criterion[name].values())))
    kept = {*(largest if len(largest) <= both.most else largest[: max(both.most - 1, 1)])}
    ordered = [
        name
        for name in dict.fromkeys([*both.new.inputs.criteria, *both.old.inputs.criteria, *by_criterion])
        if name in kept
    ]
    rest = [by_criterion[name] for name in by_criterion if name not in kept]
    rows = [_row(both.criterion(name), by_criterion[name], shown, named) for name in ordered]
    if rest:
        rows.append(_row(both.text("diff.others", len(rest)), _summed(rest), shown, named))
    if len(rows) > 1:
        rows.append(
            _row(both.text("diff.together"), _summed(by_criterion.values()), shown, named)._replace(role="total")
        )
    kinds = (Column(start(name), numeric=True) for name in named.values())
    together = (Column(both.text("diff.together"), numeric=True),) if len(named) > 1 else ()
    names = {"leader": both.option(lead.leader), "rival": both.option(lead.rival)}
    caption = both.new.caption("diff.caption-shares", **names)
    return Table(caption, (Column(both.text("column.criterion")), *kinds, *together), tuple(rows))


def _row(heading: str, figures: Mapping[str, Decimal], shown: int, named: Mapping[str, str]) -> Row:
    cells = [Cell(line(_signed(figures[due], shown) if due in figures else _DASH)) for due in named]
    if len(named) > 1:
        cells.append(Cell(line(_signed(sum(figures.values(), Decimal(0)), shown))))
    return Row((Cell(line(heading)), *cells))


def _summed(rows: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for figures in rows:
        for due, figure in figures.items():
            total[due] = total.get(due, Decimal(0)) + figure
    return total
