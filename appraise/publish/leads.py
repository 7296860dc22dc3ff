"""Why: which changes alone give the newer shortlist, and what the change of each lead is due to.

A lead is told in a sentence, and by criterion in a table whose figures add up to those of the sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from appraise.publish.both import FEW, Both, bullets, not_shown
from appraise.publish.changes import label
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Subheading, Table, line
from appraise.publish.words import number, places, sentence, start
from appraise.reviewed import Keys, Lead, Share
from appraise.run import apportioned, rounded

_MOST_PLACES = 6
_DASH = "\N{EN DASH}"


def turned(both: Both) -> Line:
    """Which changes alone give the newer shortlist, where a sentence holds them; else nothing."""
    turning = both.found.turning
    if len(turning.sets) == 1:
        units = [_unit(both, turning.units[at]) for at in turning.sets[0]]
        if len(units) <= FEW:
            return both.say("diff.turning.set", len(units), units=units)
    return ()


def why(both: Both, said: bool) -> Iterable[Block]:
    """What the change of each lead is due to, and which changes alone give the newer shortlist.

    said: whether the last stands above all else already.
    """
    blocks: list[Block] = []
    for lead in both.found.leads[: both.most]:
        blocks += _about(both, lead)
    more = not_shown(both, len(both.found.leads) - both.most)
    blocks += [Paragraph(line(more))] if more else []
    blocks += [] if both.found.leads else _not_itemised(both)
    turning = both.found.turning
    if turning.why_not:
        blocks.append(Paragraph(both.say(f"diff.why-not.{turning.why_not}")))
    elif turning.sets and not said:
        blocks.append(Paragraph(both.say("diff.turning.sets")))
        named = [both.named([_unit(both, turning.units[at]) for at in each]) for each in turning.sets]
        sets = (
            both.say("diff.turning.one-set", len(each), units=units)
            for each, units in zip(turning.sets, named, strict=True)
        )
        blocks.append(bullets(both, list(sets)))
    if blocks:
        yield Subheading(both.text("diff.why"))
        yield from blocks


def _not_itemised(both: Both) -> list[Block]:
    """That no lead is told, where unknown scores leave totals open that weights, scores or their values moved."""
    if not any(cause.group in ("weights", "scores", "values", "criteria") for cause in both.found.causes):
        return []
    stands = {option: (effect.was, effect.now) for option, effect in both.found.effects.items()}
    open_ = [
        both.option(option)
        for option in both.order()
        if any(each and each.total is None and each.outcome != "excluded" for each in stands.get(option, ()))
    ]
    said = both.say("diff.not-itemised", len(open_), options=both.named(open_)) if open_ else ()
    return [Paragraph(said)] if said else []


def printed(lead: Lead) -> tuple[int, list[tuple[Share, Decimal]]]:
    """The shares of a change of lead as printed, and with how many places.

    What weights, scores and values make together adds up to the printed change, which is the printed lead now less the
    one then; and the shares of each add up to what it makes. No figure is a unit of its last place off what is exact.
    As few places as do that and do not make a lead look level.
    """
    figures = [lead.was, lead.now, *(share.points for share in lead.shares)]
    shown = places(figures)
    while shown < _MOST_PLACES and not _holds(lead, shown):
        shown += 1
    exact: dict[str, list[Fraction]] = {}
    for share in lead.shares:
        exact.setdefault(share.due_to, []).append(Fraction(share.points))
    totals = apportioned([sum(parts, Fraction(0)) for parts in exact.values()], shown)
    parted = {due: iter(_adding_up(exact[due], total, shown)) for due, total in zip(exact, totals, strict=True)}
    return shown, [(share, next(parted[share.due_to])) for share in lead.shares]


def _adding_up(parts: Sequence[Fraction], total: Decimal, shown: int) -> list[Decimal]:
    """Parts rounded up or down so that they add up to a total that is itself their sum rounded up or down."""
    unit = 10**shown
    down = [floor(part * unit) for part in parts]
    most = sorted(range(len(parts)), key=lambda at: down[at] - parts[at] * unit)
    for at in most[: int(total * unit) - sum(down)]:
        down[at] += 1
    return [Decimal(each).scaleb(-shown) for each in down]


def _holds(lead: Lead, shown: int) -> bool:
    was, now = rounded(lead.was, shown), rounded(lead.now, shown)
    distinct = len({was, now, Decimal(0)}) == len({lead.was, lead.now, Decimal(0)})
    return distinct and now - was == rounded(lead.now - lead.was, shown)


def _about(both: Both, lead: Lead) -> list[Block]:
    """How a lead changed in a sentence, and by criterion in a table whose figures add up to those of the sentence."""
    shown, figures = printed(lead)
    leader, rival = both.option(lead.leader), both.option(lead.rival)
    was = _distance(both, "from", rounded(lead.was, shown), shown, rival)
    now = _distance(both, "now", rounded(lead.now, shown), shown, rival)
    same = rounded(lead.was, shown) == rounded(lead.now, shown)
    said = both.text("diff.lead-same" if same else "diff.lead-changed", leader=leader, was=was, now=now)
    by_criterion: dict[str, dict[str, Decimal]] = {}
    for share, figure in figures:
        by_criterion.setdefault(share.criterion, {})[share.due_to] = figure
    together = _summed(by_criterion.values())
    named: dict[str, str] = {
        due: both.text(f"diff.due.{due}")
        for due in ("weights", "scores", "values", "scores-and-values")
        if due in together
    }
    if not named:
        return [Paragraph(line(sentence(said)))]
    due_to = [f"{name} {_signed(together[due], shown)}" for due, name in named.items()]
    table = _shares(both, lead, by_criterion, shown, named)
    return [Paragraph(both.say("diff.lead-due", said=said, parts=due_to)), *([table] if len(figures) > 1 else [])]


def _distance(both: Both, form: str, points: Decimal, shown: int, rival: str) -> str:
    """ "16.3 points ahead of In-house", "12.5 behind", "level with it"."""
    how = "level" if not points else "ahead" if points > 0 else "behind"
    figure = number(abs(points), shown)
    return both.text(f"diff.{form}-{how}", points=both.words.points(figure), figure=figure, rival=rival)


def _signed(points: Decimal, shown: int) -> str:
    return ("+" if points > 0 else "") + number(points, shown)


def _shares(
    both: Both, lead: Lead, by_criterion: Mapping[str, Mapping[str, Decimal]], shown: int, named: Mapping[str, str]
) -> Table:
    """A row a criterion, the largest where there are many; the rest together in one row, so that all adds up."""
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
        together = _row(both.text("diff.together"), _summed(by_criterion.values()), shown, named)
        rows.append(together._replace(role="total"))
    kinds = (Column(start(name), numeric=True) for name in named.values())
    names = {"leader": both.option(lead.leader), "rival": both.option(lead.rival)}
    caption = both.new.caption("diff.caption-shares", **names)
    return Table(caption, (Column(both.text("column.criterion")), *kinds), tuple(rows))


def _row(heading: str, figures: Mapping[str, Decimal], shown: int, named: Mapping[str, str]) -> Row:
    cells = (Cell(line(_signed(figures[due], shown) if due in figures else _DASH)) for due in named)
    return Row((Cell(line(heading)), *cells))


def _summed(rows: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for figures in rows:
        for due, figure in figures.items():
            total[due] = total.get(due, Decimal(0)) + figure
    return total


def _unit(both: Both, unit: Keys) -> str:
    """Changes that go together, such as "changing the weights"."""
    match unit:
        case ("scores", criterion, option):
            return both.text("diff.unit.score", criterion=both.criterion(criterion), option=both.option(option))
        case ("verdicts", gate, option):
            return both.text("diff.unit.verdict", gate=both.gate(gate), option=both.option(option))
        case ("characteristics", option, name):
            characteristic = both.name("characteristics", name)
            return both.text("diff.unit.level", characteristic=characteristic, option=both.option(option))
        case ("scores" | "values" as kind, criterion):
            return both.text(f"diff.unit.{kind}-for", criterion=both.criterion(criterion))
        case (kind, name):
            there = [name in getattr(side.inputs, kind) for side in (both.old, both.new)]
            how = "changing" if all(there) else "adding" if there[1] else "leaving-out"
            gate = both.text("at-gates", 1, names=both.gate(name)) if kind == "gates" else ""
            return both.text(f"diff.unit.{how}", thing=gate or label(both, unit)[0])
    return both.text(f"diff.unit.{unit[0]}")
