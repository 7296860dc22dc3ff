"""Result: for each option its rank, its total and what became of it, in one table."""

from decimal import Decimal

from appraise.publish.context import Context
from appraise.publish.costs import amount, compared, head, known, money
from appraise.publish.document import Line, Row, Table, bold, row
from appraise.publish.figures import totals
from appraise.publish.language import number, spaced
from appraise.publish.money import Money
from appraise.publish.phrases import below, gates_by_name, of_members
from appraise.run import Outcome


def results(context: Context) -> Table:
    """A row an option, in the order of every matrix, and lines where the shortlist ends and the excluded begin."""
    rows: list[Row] = []
    heads = ("column.rank", "column.total", *([head(context)] if known(context) else []))
    how = money(context) if known(context) else None
    for place, option in enumerate(context.shown):
        now = context.run.options[option].outcome
        before = context.run.options[context.shown[place - 1]].outcome if place else None
        if now != before and (text := _opens(context, now, before)):
            rows.append(_line(text, 2 + len(heads)))
        total = context.total(option)
        name = context.marked(option)
        named = name if now == "excluded" else bold(name)
        figures = [context.rank(option), total, *([cost_in_short(context, option, how)] if how else [])]
        words = row(named, *figures, outcome(context, option))
        rows.append(words._replace(drawing=totals.drawing(context, option)))
    columns = context.columns("column.option", *heads, "result.column", numeric=range(1, 1 + len(heads)))
    tied = any(len(context.tied(option)) > 1 for option in context.eligible)
    note = context.text("result.note-tied") if tied else ""
    table = Table(context.caption("result.caption"), columns, tuple(rows), note=note)
    return table._replace(key=totals.key(context), axis=totals.axis())


def cost_in_short(context: Context, option: str, how: Money) -> str:
    """What options are compared by, of this one; that it is not known, without the part that is."""
    cost = context.run.options[option].cost
    if cost is None or compared(cost).not_known:
        return context.text("costs.not-known")
    return amount(context, compared(cost), how)


def _line(text: str, columns: int) -> Row:
    """A line across the table."""
    return row(text, *[""] * (columns - 1), role="line")


def _opens(context: Context, now: Outcome, before: Outcome | None) -> str:
    """What stands above the first option of an outcome."""
    if now == "excluded":
        return context.text("result.line-excluded")
    if now == "undetermined":
        return context.text("result.line-open")
    return context.text("result.line", rule=rule_in_short(context)) if before else ""


def rule_in_short(context: Context) -> str:
    """ "top 2", "at least 60 points": the shortlist rule in a few words."""
    rule = context.inputs.shortlist_rule
    if rule.top is not None:
        return context.text("result.rule.top", figure=str(rule.top))
    if rule.within == 0:
        return context.text("result.rule.first")
    points = context.language.points(number(rule.at_least or rule.within or Decimal(0)))
    return context.text("result.rule.at-least" if rule.at_least is not None else "result.rule.within", points=points)


def outcome(context: Context, option: str) -> Line:
    """What became of an option, and how far it is from the next or from the line, in at most ten words."""
    result = context.run.options[option]
    subject_to = gates_by_name(context, context.run.shortlist.subject_to.get(option, ()))
    if result.outcome == "shortlisted":
        if subject_to:
            return context.say("result.shortlisted-subject", gates=subject_to)
        dropped = option in context.run.analyses.ranges.could_leave
        how_far = context.text(of_members(context, "result.ranges-could-drop")) if dropped else _above(context, option)
        return spaced(context.say("result.shortlisted"), how_far)
    if result.outcome == "undetermined":
        if subject_to:
            return context.say("result.undetermined-subject", gates=subject_to)
        return context.say("result.undetermined", len(result.because.undetermined_by))
    if result.outcome == "excluded":
        rank, gates = result.would_rank, gates_by_name(context, result.because.gate)
        place = "" if rank is None else context.text("result.on-points-alone", ordinal=_ordinal(context, rank))
        return spaced(context.say("result.excluded", gates=gates), place)
    lifted = option in context.run.analyses.ranges.could_join
    how_far = context.text(of_members(context, "result.ranges-could-lift")) if lifted else below(context, option)
    return spaced(context.say("result.not-shortlisted"), how_far)


def _ordinal(context: Context, rank: int) -> str:
    """ "4th"."""
    return context.text("result.ordinal", rank)


def _above(context: Context, option: str) -> str:
    """How far above the line of a threshold an option is; by another rule, how far ahead of the next."""
    if context.inputs.shortlist_rule.at_least is None:
        return _ahead(context, option)
    threshold, (low, high) = context.inputs.shortlist_rule.at_least, context.totals[option]
    if low <= threshold:
        return context.text("result.on-the-line") if low == high else ""
    points = context.lead(low - threshold, at_least=low < high)
    return context.text("result.above" if low == high else "result.above-at-least", points=points)


def _ahead(context: Context, option: str) -> str:
    """How far ahead of the next an option is; nothing where unknown scores leave that open or nobody is next."""
    level = context.tied(option)
    if len(level) > 2:
        return context.text("result.level", options=context.language.counted(len(level) - 1, "other-option"))
    if len(level) > 1:
        return context.text("result.level", options=[context.name(other) for other in level if other != option])
    others = context.eligible[context.eligible.index(option) + 1 :]
    if not others or context.run.options[option].rank is None:
        return ""
    low, high = context.totals[option][0], max(context.totals[other][1] for other in others)
    exactly = low == context.totals[option][1] and any(context.totals[other] == (high, high) for other in others)
    if low < high or (low == high and not exactly):
        return ""
    points = context.lead(low - high, at_least=not exactly)
    return context.text("result.ahead" if exactly else "result.ahead-at-least", points=points)


def over_ranges(context: Context, option: str) -> str:
    """What the ranges recorded with scores add to the total and the rank shown; nothing where they add nothing."""
    result = context.run.options[option]
    parts = []
    if result.total_range is not None and result.total_range != result.low_high:
        total = context.language.span(*result.total_range, context.total_places)
        parts.append(context.text("result.range-total", total=total))
    if result.rank_range is not None and result.rank_range != result.best_worst:
        parts.append(context.text("result.range-rank", rank=context.language.ranks(*result.rank_range)))
    return context.text("result.over-ranges", parts=parts) if parts else ""
