"""Attribution: which changes alone give the newer shortlist, and what the change of each lead is due to.

A lead is put in a sentence, and by criterion in a table whose figures add up to those of the sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from appraise.numbers import apportioned, rounded
from appraise.publish.comparison.changes import label
from appraise.publish.comparison.pair import FEW, Pair
from appraise.publish.document import Block, Line, Paragraph, Row, Subheading, Table, line, row
from appraise.publish.language import DASH, MOST_PLACES, number, places, sentence, start
from appraise.review_results import Keys, Lead, Share, StandingSummary

_DUE_TO = ("weights", "scores", "values", "scores-and-values")


def decisive(pair: Pair) -> Line:
    """Which changes alone give the newer shortlist, where a sentence holds them; else nothing."""
    turning = pair.difference.turning
    if len(turning.sets) == 1:
        units = [_unit(pair, turning.units[at]) for at in turning.sets[0]]
        if len(units) <= FEW:
            return pair.say("diff.turning.set", len(units), units=units)
    return ()


def attribution(pair: Pair, decisive_named: bool) -> Iterable[Block]:
    """What the change of each lead is due to, and which changes alone give the newer shortlist.

    decisive_named: whether `decisive` named them above already.
    """
    blocks = [block for lead in pair.difference.leads[: pair.most] for block in _about(pair, lead)]
    more = pair.not_shown(len(pair.difference.leads) - pair.most)
    blocks += [Paragraph(line(more))] if more else []
    blocks += [] if pair.difference.leads else _not_itemised(pair)
    turning = pair.difference.turning
    if turning.why_not:
        blocks.append(Paragraph(pair.say(f"diff.why-not.{turning.why_not}")))
    elif turning.sets and not decisive_named:
        blocks.append(Paragraph(pair.say("diff.turning.sets")))
        sets = [[_unit(pair, turning.units[at]) for at in positions] for positions in turning.sets]
        items = (pair.say("diff.turning.one-set", len(units), units=pair.named(units)) for units in sets)
        blocks.append(pair.bullets(items, len(sets)))
    if blocks:
        yield Subheading(pair.text("diff.why"))
        yield from blocks


def _not_itemised(pair: Pair) -> list[Block]:
    """That no change of a lead can be itemised, where unknown scores leave the totals open that changes moved."""
    if not any(cause.group in ("weights", "scores", "values", "criteria") for cause in pair.difference.causes):
        return []
    open_ = [option for option, effect in pair.effects() if _is_open(effect.was) or _is_open(effect.now)]
    return [Paragraph(pair.say("diff.not-itemised", len(open_), options=pair.options(open_)))] if open_ else []


def _is_open(side: StandingSummary | None) -> bool:
    """Whether unknown scores leave the total of an option that is not excluded open."""
    return side is not None and side.total is None and side.outcome != "excluded"


def printed(lead: Lead) -> tuple[int, list[tuple[Share, Decimal]]]:
    """The shares of a change of lead as printed, and with how many places.

    What weights, scores and values make together adds up to the printed change, which is the printed lead now less the
    one then; and the shares of each add up to what it makes. No figure is a unit of its last place off what is exact.
    As few places as do that and do not make a lead look level.
    """
    decimals = places([lead.was, lead.now, *(share.points for share in lead.shares)])
    while decimals < MOST_PLACES and not _holds(lead, decimals):
        decimals += 1
    exact: dict[str, list[Fraction]] = {}
    for share in lead.shares:
        exact.setdefault(share.due_to, []).append(Fraction(share.points))
    totals = apportioned([sum(parts, Fraction(0)) for parts in exact.values()], decimals)
    parted = {due: iter(_adding_up(exact[due], total, decimals)) for due, total in zip(exact, totals, strict=True)}
    return decimals, [(share, next(parted[share.due_to])) for share in lead.shares]


def _adding_up(parts: Sequence[Fraction], total: Decimal, decimals: int) -> list[Decimal]:
    """Parts rounded up or down so that they add up to a total that is itself their sum rounded up or down."""
    unit = 10**decimals
    down = [floor(part * unit) for part in parts]
    most = sorted(range(len(parts)), key=lambda at: down[at] - parts[at] * unit)
    for at in most[: int(total * unit) - sum(down)]:
        down[at] += 1
    return [Decimal(units).scaleb(-decimals) for units in down]


def _holds(lead: Lead, decimals: int) -> bool:
    was, now = rounded(lead.was, decimals), rounded(lead.now, decimals)
    distinct = len({was, now, Decimal(0)}) == len({lead.was, lead.now, Decimal(0)})
    return distinct and now - was == rounded(lead.now - lead.was, decimals)


def _about(pair: Pair, lead: Lead) -> list[Block]:
    """How a lead changed in a sentence, and by criterion in a table whose figures add up to those of the sentence."""
    decimals, figures = printed(lead)
    leader, rival = pair.option(lead.leader), pair.option(lead.rival)
    was = _distance(pair, "from", rounded(lead.was, decimals), decimals, rival)
    now = _distance(pair, "now", rounded(lead.now, decimals), decimals, rival)
    same = rounded(lead.was, decimals) == rounded(lead.now, decimals)
    change = pair.text("diff.lead-same" if same else "diff.lead-changed", leader=leader, was=was, now=now)
    by_criterion: dict[str, dict[str, Decimal]] = {}
    for share, figure in figures:
        by_criterion.setdefault(share.criterion, {})[share.due_to] = figure
    together = _summed(by_criterion.values())
    named = {due: pair.text(f"diff.due.{due}") for due in _DUE_TO if due in together}
    if not named:
        return [Paragraph(line(sentence(change)))]
    due_to = [f"{name} {_signed(together[due], decimals)}" for due, name in named.items()]
    table = _shares(pair, lead, by_criterion, decimals, named)
    return [Paragraph(pair.say("diff.lead-due", said=change, parts=due_to)), *([table] if len(figures) > 1 else [])]


def _distance(pair: Pair, form: str, points: Decimal, decimals: int, rival: str) -> str:
    """ "16.3 points ahead of In-house", "12.5 behind", "level with it"."""
    how = "level" if not points else "ahead" if points > 0 else "behind"
    figure = number(abs(points), decimals)
    return pair.text(f"diff.{form}-{how}", points=pair.language.points(figure), figure=figure, rival=rival)


def _signed(points: Decimal, decimals: int) -> str:
    return ("+" if points > 0 else "") + number(points, decimals)


def _shares(
    pair: Pair, lead: Lead, by_criterion: Mapping[str, Mapping[str, Decimal]], decimals: int, named: Mapping[str, str]
) -> Table:
    """A row a criterion, the largest where there are many; the rest together in one row, so that all adds up."""
    largest = sorted(by_criterion, key=lambda name: -max(map(abs, by_criterion[name].values())))
    kept = {*(largest if len(largest) <= pair.most else largest[: max(pair.most - 1, 1)])}
    every = dict.fromkeys([*pair.new.inputs.criteria, *pair.old.inputs.criteria, *by_criterion])
    ordered = [name for name in every if name in kept]
    rest = [by_criterion[name] for name in by_criterion if name not in kept]
    rows = [_row(pair.criterion(name), by_criterion[name], decimals, named) for name in ordered]
    if rest:
        rows.append(_row(pair.text("diff.others", len(rest)), _summed(rest), decimals, named))
    if len(rows) > 1:
        together = _row(pair.text("diff.together"), _summed(by_criterion.values()), decimals, named)
        rows.append(together._replace(role="total"))
    names = {"leader": pair.option(lead.leader), "rival": pair.option(lead.rival)}
    caption = pair.new.caption("diff.caption-shares", **names)
    columns = pair.language.columns("column.criterion", figures=map(start, named.values()))
    return Table(caption, columns, tuple(rows))


def _row(heading: str, figures: Mapping[str, Decimal], decimals: int, named: Mapping[str, str]) -> Row:
    return row(heading, *(_signed(figures[due], decimals) if due in figures else DASH for due in named))


def _summed(rows: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for figures in rows:
        for due, figure in figures.items():
            total[due] = total.get(due, Decimal(0)) + figure
    return total


def _unit(pair: Pair, unit: Keys) -> str:
    """Changes that go together, such as "changing the weights"."""
    match unit:
        case ("scores", criterion, option):
            return pair.text("diff.unit.score", criterion=pair.criterion(criterion), option=pair.option(option))
        case ("panel", member, criterion, option):
            names = {"criterion": pair.criterion(criterion), "option": pair.option(option)}
            return pair.text("diff.unit.member-score", member=pair.member(member), **names)
        case ("panel", member):
            sheets = pair.new.inputs.panel.sheets if pair.new.inputs.panel else {}
            how = "adding" if member in sheets else "leaving-out"
            return pair.text(f"diff.unit.{how}", thing=pair.member(member))
        case ("costs", *keys):
            return _cost_unit(pair, keys)
        case ("verdicts", gate, option):
            return pair.text("diff.unit.verdict", gate=pair.gate(gate), option=pair.option(option))
        case ("characteristics", option, name):
            characteristic = pair.name("characteristics", name)
            return pair.text("diff.unit.level", characteristic=characteristic, option=pair.option(option))
        case ("scores" | "values" as kind, criterion):
            return pair.text(f"diff.unit.{kind}-for", criterion=pair.criterion(criterion))
        case (kind, name):
            there = [name in getattr(side.inputs, kind) for side in (pair.old, pair.new)]
            how = "changing" if all(there) else "adding" if there[1] else "leaving-out"
            gate = pair.text("at-gates", 1, names=pair.gate(name)) if kind == "gates" else ""
            return pair.text(f"diff.unit.{how}", thing=gate or label(pair, unit)[0])
    return pair.text(f"diff.unit.{unit[0]}")


def _cost_unit(pair: Pair, keys: Sequence[str]) -> str:
    """Changes of costs: all of them or what is said of all, a line, or what an option pays under it."""
    sides = [side.inputs.costs for side in (pair.old, pair.new)]
    if not keys:
        finer = any(unit[0] == "costs" and len(unit) > 1 for unit in pair.difference.turning.units)
        changed = pair.text("diff.unit.period-or-rate" if finer else "diff.unit.costs")
        thing, there = pair.text("diff.part.costs"), [side is not None for side in sides]
    else:
        thing = pair.language.quoted(pair.line(keys[0]))
        there = [side is not None and keys[0] in side.lines for side in sides]
        changed = pair.text("diff.unit.line", line=thing)
    if len(keys) > 1:
        return pair.text("diff.unit.amount", option=pair.option(keys[1]), line=thing)
    return changed if all(there) else pair.text(f"diff.unit.{'adding' if there[1] else 'leaving-out'}", thing=thing)
