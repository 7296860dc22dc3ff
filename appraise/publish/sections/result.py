"""Result: for each option its rank, its total, its outcome and why."""

from appraise.publish.context import Context
from appraise.publish.document import Line, Section, Table, plain, row
from appraise.publish.language import MOST_LISTED, spaced
from appraise.publish.phrases import at_gates, below, open_gates, open_scores


def result(context: Context) -> Section:
    """The section with the table of results."""
    return Section("result", context.text("result.heading"), (results(context),))


def results(context: Context) -> Table:
    """A row an option, in the order of every matrix."""
    rows = tuple(
        row(context.marked(option), context.rank(option), context.total(option), outcome(context, option))
        for option in context.order
    )
    columns = context.columns("column.option", "column.rank", "column.total", "result.column", numeric=[1, 2])
    excluded = any(result.outcome == "excluded" for result in context.run.options.values())
    tied = any(len(context.tied(option)) > 1 for option in context.eligible)
    note = spaced(
        context.text("result.note-excluded" if excluded else "result.note"),
        context.text("result.note-tied") if tied else "",
    )
    return Table(context.caption("result.caption"), columns, rows, note=plain(note))


def outcome(context: Context, option: str) -> Line:
    """What became of an option, why, and how far it is from the next or from the line."""
    result = context.run.options[option]
    subject_to = context.run.shortlist.subject_to.get(option, ())
    gates = at_gates(context, subject_to or result.because.gate)
    sentences: list[Line | str]
    if result.outcome == "shortlisted":
        key = "result.shortlisted-subject" if subject_to else "result.shortlisted"
        sentences = [context.say(key, gates=gates), _above(context, option), _ahead(context, option)]
    elif result.outcome == "undetermined":
        key = "result.undetermined-subject" if subject_to else "result.undetermined"
        sentences = [context.say(key, gates=gates, scores=open_scores(context, result.because.undetermined_by))]
    elif result.outcome == "excluded":
        rank = result.would_rank
        would = "" if rank is None else context.text("result.would-have-ranked", rank=str(rank))
        sentences = [context.say("result.excluded", gates=gates), would]
    else:
        open_ = open_gates(context, option)
        subject = context.say("result.would-be-subject", gates=at_gates(context, open_)) if open_ else ""
        sentences = [context.say("result.not-shortlisted"), below(context, option), _ahead(context, option), subject]
    kept = context.inputs.options[option].comparator and result.outcome != "shortlisted"
    return spaced(*sentences, context.text("result.kept") if kept else "", _over_ranges(context, option))


def _ahead(context: Context, option: str) -> str:
    """How far ahead of the next an option is; nothing where unknown scores leave that open or nobody is next."""
    level = context.tied(option)
    if len(level) > MOST_LISTED:
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


def _above(context: Context, option: str) -> str:
    """How far above a threshold an option is, where the rule is one."""
    threshold, (low, high) = context.inputs.shortlist_rule.at_least, context.totals[option]
    if threshold is None:
        return ""
    if low <= threshold:
        return context.text("result.on-the-line") if low == high else ""
    points = context.lead(low - threshold, at_least=low < high)
    return context.text("result.above" if low == high else "result.above-at-least", points=points)


def _over_ranges(context: Context, option: str) -> str:
    """What the ranges recorded with scores add to the total and the rank shown."""
    result = context.run.options[option]
    parts = []
    if result.total_range is not None and result.total_range != result.low_high:
        total = context.language.span(*result.total_range, context.total_places)
        parts.append(context.text("result.range-total", total=total))
    if result.rank_range is not None and result.rank_range != result.best_worst:
        parts.append(context.text("result.range-rank", rank=context.language.ranks(*result.rank_range)))
    return context.text("result.over-ranges", parts=parts) if parts else ""
