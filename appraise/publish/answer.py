"""The answer: what goes forward in one sentence, then the few facts that a reader must not miss."""

from collections.abc import Iterator
from decimal import Decimal

from appraise.publish.asked import MATCHES, NOT_SETTLED, fit
from appraise.publish.document import Block, Line, Paragraph, Section, Span, bold, line, plain
from appraise.publish.result import at_gates, open_scores
from appraise.publish.view import View
from appraise.publish.words import count, few, listed, number, percent, quoted, sentence, spaced, start

_FEW = 4
"""Options whose unknown scores are named among the facts; of more, only the count is given there."""

Fact = Iterator[list[str | Span | Line]]


def answer(view: View) -> Section:
    """The lead sentence and the facts, each opening in bold."""
    blocks: list[Block] = [Paragraph(_lead(view), role="lead")]
    facts = (_left_out, _one_option, _ties, _subject_to, _unsettled, _excluded, _unknown_scores, _recommended)
    blocks += [Paragraph(line(*said)) for fact in facts for said in fact(view)]
    return Section("answer", "The answer", tuple(blocks))


def _lead(view: View) -> Line:
    shortlist, among = view.run.shortlist.options, len(view.order)
    if not view.eligible:
        return line("No option passes every gate. Nothing goes forward.")
    if not shortlist:
        if view.run.shortlist.undetermined:
            return line("No option is sure to go forward: it turns on scores that are not known.")
        least = view.inputs.shortlist_rule.at_least
        line_at = f"reaches the line of {number(least)} points" if least is not None else "reaches the line"
        return line(f"No option {line_at}. Nothing goes forward.")
    named = [line(bold(view.name(option)), f" with {_points(view, option)}") for option in shortlist]
    if view.run.shortlist.undetermined:
        sure = "is" if len(shortlist) == 1 else "are"
        opening = f"{start(few(len(shortlist)))} of the {count(among, 'option')} {sure} sure to go forward: "
        return line(opening, listed(named), ", out of 100. The rest of the shortlist is not settled.")
    if among == 1:
        return line("The one option goes forward: ", named[0], ", out of 100.")
    if len(shortlist) == among:
        opening = f"{'Both options' if among == 2 else 'All ' + count(among, 'option')} go forward"
    else:
        go = "goes" if len(shortlist) == 1 else "go"
        opening = f"{start(few(len(shortlist)))} of the {count(among, 'option')} {go} forward"
    return line(f"{opening}: ", listed(named), ", out of 100.")


def _points(view: View, option: str) -> str:
    total = view.total(option)
    return f"{total} {'point' if total == '1' else 'points'}"


def _left_out(view: View) -> Fact:
    """A criteria set on its own: criteria without a rule do not count."""
    uncounted = view.inputs.uncounted
    if uncounted:
        whole = sum((view.run.shares[name] for name in uncounted), Decimal(0))
        have = "has" if len(uncounted) == 1 else "have"
        named = [f"{words.name} ({percent(view.run.shares[name])})" for name, words in uncounted.items()]
        opening = (
            f" {start(count(len(uncounted), 'criterion', 'criteria'))} with {percent(whole)} of the weight of the set"
        )
        yield [bold("Not every criterion counts."), f"{opening} {have} no rule to score by: ", listed(named), "."]


def _one_option(view: View) -> Fact:
    if len(view.order) == 1:
        yield [bold("There is one option."), " It is compared with nothing."]


def _excluded(view: View) -> Fact:
    """Who fails which gate."""
    failed = {option: view.run.options[option].because.gate for option in view.order if option not in view.eligible}
    if failed:
        are = "is" if len(failed) == 1 else "are"
        said = [f"{view.marked(option)} fails {plain(at_gates(view, gates))}." for option, gates in failed.items()]
        yield [bold(f"{start(count(len(failed), 'option'))} {are} excluded."), f" {spaced(*said)}"]


def _ties(view: View) -> Fact:
    """Options on the same rank that all go forward."""
    seen: set[str] = set()
    shortlist = view.run.shortlist.options
    for option in shortlist:
        tied = view.tied(option)
        if len(tied) > 1 and option not in seen and set(tied) <= set(shortlist):
            seen.update(tied)
            together = "Both go" if len(tied) == 2 else f"All {few(len(tied))} go"
            names = plain(listed([view.name(each) for each in tied]))
            yield [bold("A tie."), f" {names} have the same total, {view.total(option)}. {together} forward."]
    top = view.inputs.shortlist_rule.top
    if seen and top is not None and len(shortlist) > top:
        yield [f"The rule takes {count(top, 'option')}; options level at the line go forward together."]


def _subject_to(view: View) -> Fact:
    """The conditional and unknown verdicts that what goes forward depends on."""
    conditions: dict[tuple[str, str], list[str]] = {}
    unknowns: dict[str, list[str]] = {}
    for option, gates in view.run.shortlist.subject_to.items():
        for gate in gates:
            judged = view.run.options[option].verdicts[gate]
            if judged.verdict == "conditional":
                conditions.setdefault((gate, judged.condition or ""), []).append(option)
            else:
                unknowns.setdefault(gate, []).append(option)
    if not conditions and not unknowns:
        return
    parts = [count(len(conditions), "condition")] if conditions else []
    if unknowns:
        parts.append(f"{count(len(unknowns), 'gate')} that {'is' if len(unknowns) == 1 else 'are'} not settled")
    said: list[str] = []
    for (gate, condition), options in conditions.items():
        names = plain(listed([view.name(option) for option in options]))
        passes = "passes" if len(options) == 1 else "pass"
        on = f"on one condition: {sentence(condition)}" if condition else "on a condition that is not stated."
        said.append(f"{names} {passes} the {quoted(view.inputs.gates[gate].name)} gate {on}")
    for gate, options in unknowns.items():
        name = quoted(view.inputs.gates[gate].name)
        if all(result.verdicts[gate].verdict == "unknown" for result in view.run.options.values()):
            said.append(f"The {name} gate is not resolved for any option.")
        else:
            names = plain(listed([view.name(option) for option in options], "or"))
            said.append(f"It is not known whether {names} passes the {name} gate.")
    yield [bold(f"Subject to {' and '.join(parts)}."), f" {spaced(*said)} {_if_they_fail(view)}"]


def _if_they_fail(view: View) -> str:
    """What is left if every conditional and unknown verdict turned out a fail."""
    left, open_ = view.run.shortlist.if_they_fail or (), view.run.shortlist.if_they_fail_undetermined
    opening = "If every conditional and unknown verdict turned out a fail,"
    names = plain(listed([view.name(option) for option in left]))
    if open_:
        would = plain(listed([view.name(option) for option in open_], "or"))
        return f"{opening} {names + ' would go forward, and ' if left else ''}it is open whether {would} would."
    if left:
        return f"{opening} {names} would go forward."
    return f"{opening} nothing would go forward."


def _unsettled(view: View) -> Fact:
    undetermined = view.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in view.run.options[option].because.undetermined_by]
        names = plain(listed([view.name(option) for option in undetermined], "or"))
        yield [
            bold("The shortlist is not settled."),
            f" Whether {names} goes forward turns on ",
            open_scores(view, tuple(dict.fromkeys(cells))),
            ".",
        ]


def _unknown_scores(view: View) -> Fact:
    """Unknown scores of each option, and what they leave open."""
    unknown = {
        option: [name for name, cell in view.run.options[option].cells.items() if cell.score == "unknown"]
        for option in view.order
    }
    many = sum(map(len, unknown.values()))
    if not many:
        return
    are = "One score is" if many == 1 else f"{start(count(many, 'score'))} are"
    if sum(map(bool, unknown.values())) > _FEW:
        yield [bold(f"{are} not known.")]
        return
    said = []
    for option, criteria in unknown.items():
        if criteria:
            names = plain(listed([view.inputs.criteria[name].name for name in criteria]))
            said.append(f"{view.name(option)} has no score for {names}. {what_is_open(view, option)}")
    yield [bold(f"{are} not known."), f" {spaced(*said)}"]


def what_is_open(view: View, option: str) -> str:
    """What the unknown scores of an option leave open: its total, and whether it goes forward."""
    low, high = view.totals[option]
    total = (
        f"Its total is between {number(low, view.total_places)} and {number(high, view.total_places)}"
        if low < high
        else ""
    )
    cells = view.run.options[option].cells
    gated = any(gate.requires.criterion in cells for gate in view.inputs.gates.values())
    could = {
        "shortlisted": f"no {'total' if gated else 'score'} could take it off the shortlist",
        "not-shortlisted": f"no score {'of its own ' if gated else ''}could bring it onto the shortlist",
        "excluded": "it is excluded whatever the score",
        "undetermined": "whether it goes forward is open",
    }[view.run.options[option].outcome]
    return f"{total}; {could}." if total else start(f"{could}.")


def _recommended(view: View) -> Fact:
    for said in (fit(view, view.inputs.recommendation, "recommended"), fit(view, view.inputs.decision, "decided on")):
        if said and said not in (MATCHES, NOT_SETTLED):
            yield [bold("Not the same as the shortlist."), f" {said}"]
