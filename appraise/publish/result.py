"""The result: for each option its rank, its total, its outcome and why."""

from decimal import Decimal

from appraise.publish.document import Cell, Column, Line, Row, Section, Span, Table, bold, line, plain
from appraise.publish.view import View
from appraise.publish.words import listed, quoted, ranks, span


def result(view: View) -> Section:
    """The section with the table of results."""
    return Section("result", "The result", (results(view),))


def results(view: View) -> Table:
    """A row an option, in the order of every matrix."""
    rows = []
    for option in view.order:
        figures = Cell(line(view.rank(option))), Cell(line(view.total(option)))
        rows.append(Row((Cell(line(view.marked(option))), *figures, Cell(outcome(view, option)))))
    columns = (
        Column("Option"),
        Column("Rank", numeric=True),
        Column("Total", numeric=True),
        Column("Outcome and why"),
    )
    note = "Totals are out of 100."
    if any(result.outcome == "excluded" for result in view.run.options.values()):
        note += " An excluded option has no rank; its total is for information."
    return Table(view.caption("Result"), columns, tuple(rows), note=note)


def outcome(view: View, option: str) -> Line:
    """What became of an option, why, and how far it is from the next or from the line."""
    found = view.run.options[option]
    said: list[str | Span | Line]
    if found.outcome == "shortlisted":
        said = [
            bold("Shortlisted"),
            _subject_to(view, option, ", subject to "),
            ".",
            _above(view, option),
            _ahead(view, option),
        ]
    elif found.outcome == "undetermined":
        turns_on = open_scores(view, found.because.undetermined_by)
        said = [bold("Not settled"), _subject_to(view, option, ", and subject to "), ". It turns on ", turns_on, "."]
    elif found.outcome == "excluded":
        would = f" Would have ranked {found.would_rank}." if found.would_rank is not None else ""
        said = [bold("Excluded"), " at ", at_gates(view, found.because.gate), ".", would]
    else:
        said = ["Not shortlisted.", _below(view, option), _ahead(view, option)]
    if view.inputs.options[option].comparator and found.outcome != "shortlisted":
        said.append(" Kept to compare with.")
    return line(*said, _over_ranges(view, option))


def _subject_to(view: View, option: str, opening: str) -> Line:
    gates = view.run.shortlist.subject_to.get(option, ())
    return line(opening, at_gates(view, gates)) if gates else ()


def at_gates(view: View, gates: tuple[str, ...]) -> Line:
    """ "the “VAT recovery” gate"."""
    names = [quoted(view.inputs.gates[gate].name) for gate in gates]
    return line("the ", listed(names), " gate" if len(gates) == 1 else " gates")


def open_scores(view: View, cells: tuple[tuple[str, str], ...]) -> Line:
    """ "the score of X for Affordability": unknown cells, as criterion and option, gathered by option."""
    by_option: dict[str, list[str]] = {}
    for criterion, option in cells:
        by_option.setdefault(option, []).append(view.inputs.criteria[criterion].name)
    said = [
        line(f"the {'score' if len(names) == 1 else 'scores'} of {view.name(option)} for ", listed(names))
        for option, names in by_option.items()
    ]
    return listed(said)


def _ahead(view: View, option: str) -> str:
    """How far ahead of the next an option is; nothing where unknown scores leave that open or nobody is next."""
    others = view.eligible[view.eligible.index(option) + 1 :]
    tied = [view.name(other) for other in view.tied(option) if other != option]
    if tied:
        return f" Level with {plain(listed(tied))}."
    if not others or view.run.options[option].rank is None:
        return ""
    low, high = view.totals[option][0], max(view.totals[other][1] for other in others)
    exactly = low == view.totals[option][1] and any(view.totals[other] == (high, high) for other in others)
    if low < high or (low == high and not exactly):
        return ""
    return f" {'' if exactly else 'At least '}{view.lead(low - high)} ahead of the next."


def _above(view: View, option: str) -> str:
    """How far above a threshold an option is, where the rule is one."""
    threshold, (low, high) = view.inputs.shortlist_rule.at_least, view.totals[option]
    if threshold is None:
        return ""
    if low <= threshold:
        return " On the line." if low == high else ""
    return f" {'' if low == high else 'At least '}{view.lead(low - threshold)} above the line."


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


def _below(view: View, option: str) -> str:
    """How far below the line an option is."""
    line_at = line_in_points(view, option)
    low, high = view.totals[option]
    if line_at is None or line_at <= high:
        return ""
    within = view.inputs.shortlist_rule.within
    open_line = within is not None and any(view.totals[other][1] - within > line_at for other in view.eligible)
    exactly = low == high and not open_line
    return f" {'' if exactly else 'At least '}{view.lead(line_at - high)} below the line."


def _over_ranges(view: View, option: str) -> str:
    """What the ranges recorded with scores add to the total and the rank shown."""
    found = view.run.options[option]
    parts = []
    if found.total_range is not None and found.total_range != found.low_high:
        parts.append(f"its total is {span(*found.total_range, view.total_places)}")
    if found.rank_range is not None and found.rank_range != found.best_worst:
        parts.append(f"its rank is {ranks(*found.rank_range)}")
    return f" Over the recorded ranges {' and '.join(parts)}." if parts else ""
