"""The result: for each option its rank, its total, its outcome and why."""

from collections.abc import Iterable
from decimal import Decimal

from appraise.publish.document import Cell, Column, Line, Row, Section, Table, line, plain
from appraise.publish.view import View
from appraise.publish.words import MOST_LISTED, spaced

_FEW = 4
"""Unknown scores that are named in a sentence; of more, only the count is given."""


def result(view: View) -> Section:
    """The section with the table of results."""
    return Section("result", view.text("result.heading"), (results(view),))


def results(view: View) -> Table:
    """A row an option, in the order of every matrix."""
    rows = []
    for option in view.order:
        figures = Cell(line(view.rank(option))), Cell(line(view.total(option)))
        rows.append(Row((Cell(line(view.marked(option))), *figures, Cell(outcome(view, option)))))
    columns = (
        Column(view.text("column.option")),
        Column(view.text("column.rank"), numeric=True),
        Column(view.text("column.total"), numeric=True),
        Column(view.text("result.column")),
    )
    excluded = any(result.outcome == "excluded" for result in view.run.options.values())
    tied = any(len(view.tied(option)) > 1 for option in view.eligible)
    note = spaced(
        view.text("result.note-excluded" if excluded else "result.note"), view.text("result.note-tied") if tied else ""
    )
    return Table(view.caption("result.caption"), columns, tuple(rows), note=plain(note))


def outcome(view: View, option: str) -> Line:
    """What became of an option, why, and how far it is from the next or from the line."""
    found = view.run.options[option]
    subject_to = view.run.shortlist.subject_to.get(option, ())
    gates = at_gates(view, subject_to or found.because.gate)
    said: list[Line | str]
    if found.outcome == "shortlisted":
        key = "result.shortlisted-subject" if subject_to else "result.shortlisted"
        said = [view.say(key, gates=gates), _above(view, option), _ahead(view, option)]
    elif found.outcome == "undetermined":
        key = "result.undetermined-subject" if subject_to else "result.undetermined"
        said = [view.say(key, gates=gates, scores=open_scores(view, found.because.undetermined_by))]
    elif found.outcome == "excluded":
        would = "" if found.would_rank is None else view.text("result.would-have-ranked", rank=str(found.would_rank))
        said = [view.say("result.excluded", gates=gates), would]
    else:
        open_ = open_gates(view, option)
        subject = view.say("result.would-be-subject", gates=at_gates(view, open_)) if open_ else ""
        said = [view.say("result.not-shortlisted"), below(view, option), _ahead(view, option), subject]
    kept = view.inputs.options[option].comparator and found.outcome != "shortlisted"
    return spaced(*said, view.text("result.kept") if kept else "", _over_ranges(view, option))


def open_gates(view: View, option: str) -> tuple[str, ...]:
    """The gates at which an option's verdict is conditional or unknown."""
    verdicts = view.run.options[option].verdicts
    return tuple(gate for gate, judged in verdicts.items() if judged.verdict in ("conditional", "unknown"))


def at_gates(view: View, gates: tuple[str, ...]) -> Line:
    """ "the “VAT recovery” gate"."""
    names = [view.words.quoted(view.inputs.gates[gate].name) for gate in gates]
    return view.say("at-gates", len(names), names=names)


def open_scores(view: View, cells: Iterable[tuple[str, str]], most: int = _FEW) -> Line:
    """ "the score of X for Affordability": unknown cells, as criterion and option, gathered by option.

    most: of more than so many scores only the count is given.
    """
    by_option: dict[str, list[str]] = {}
    different = dict.fromkeys(cells)
    for criterion, option in different:
        by_option.setdefault(option, []).append(view.inputs.criteria[criterion].name)
    if len(different) > most:
        return view.say("open-scores-many", count=view.words.counted(len(different), "score"))
    said = [
        view.say("open-scores", len(names), option=view.name(option), criteria=names)
        for option, names in by_option.items()
    ]
    return view.words.listed(said)


def _ahead(view: View, option: str) -> str:
    """How far ahead of the next an option is; nothing where unknown scores leave that open or nobody is next."""
    level = view.tied(option)
    if len(level) > MOST_LISTED:
        return view.text("result.level", options=view.words.counted(len(level) - 1, "other-option"))
    if len(level) > 1:
        return view.text("result.level", options=[view.name(other) for other in level if other != option])
    others = view.eligible[view.eligible.index(option) + 1 :]
    if not others or view.run.options[option].rank is None:
        return ""
    low, high = view.totals[option][0], max(view.totals[other][1] for other in others)
    exactly = low == view.totals[option][1] and any(view.totals[other] == (high, high) for other in others)
    if low < high or (low == high and not exactly):
        return ""
    points = view.lead(low - high, at_least=not exactly)
    return view.text("result.ahead" if exactly else "result.ahead-at-least", points=points)


def _above(view: View, option: str) -> str:
    """How far above a threshold an option is, where the rule is one."""
    threshold, (low, high) = view.inputs.shortlist_rule.at_least, view.totals[option]
    if threshold is None:
        return ""
    if low <= threshold:
        return view.text("result.on-the-line") if low == high else ""
    points = view.lead(low - threshold, at_least=low < high)
    return view.text("result.above" if low == high else "result.above-at-least", points=points)


def line_in_points(view: View, option: str) -> Decimal | None:
    """The total an option not shortlisted would have had to reach; None where unknown scores leave it open."""
    rule = view.inputs.shortlist_rule
    if rule.at_least is not None:
        return rule.at_least
    if rule.within is not None:
        return view.run.options[option].because.line
    lasts = [view.run.options[other].total for other in view.run.shortlist.options]
    known = [total for total in lasts if total is not None]
    settled = known and len(known) == len(lasts) and not view.run.shortlist.undetermined
    return min(known) if settled else None


def below(view: View, option: str) -> str:
    """How far below the line an option is; nothing where that cannot be said."""
    line_at = line_in_points(view, option)
    low, high = view.totals[option]
    if line_at is None or line_at <= high:
        return ""
    within = view.inputs.shortlist_rule.within
    open_line = within is not None and any(view.totals[other][1] - within > line_at for other in view.eligible)
    exactly = low == high and not open_line
    points = view.lead(line_at - high, at_least=not exactly)
    return view.text("result.below" if exactly else "result.below-at-least", points=points)


def _over_ranges(view: View, option: str) -> str:
    """What the ranges recorded with scores add to the total and the rank shown."""
    found = view.run.options[option]
    parts = []
    if found.total_range is not None and found.total_range != found.low_high:
        parts.append(view.text("result.range-total", total=view.words.span(*found.total_range, view.total_places)))
    if found.rank_range is not None and found.rank_range != found.best_worst:
        parts.append(view.text("result.range-rank", rank=view.words.ranks(*found.rank_range)))
    return view.text("result.over-ranges", parts=parts) if parts else ""
