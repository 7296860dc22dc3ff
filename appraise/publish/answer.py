"""The answer: what goes forward in one sentence, then the few facts that a reader must not miss."""

from collections.abc import Iterator
from decimal import Decimal

from appraise.publish.asked import depends_on, fit
from appraise.publish.decided import deciding
from appraise.publish.document import Block, Line, Paragraph, Section, bold, line
from appraise.publish.perspectives import compared, differing
from appraise.publish.result import at_gates, open_scores
from appraise.publish.since import fact as since
from appraise.publish.view import View
from appraise.publish.weights import order_firm, shortlist_firm
from appraise.publish.words import number, sentence, spaced, start
from appraise.run import rounded

_FEW = 4
"""Unknown scores that are named among the facts; of more, only the count is given there."""
_MANY = 6
"""Options named in the lead sentence; of more, only the count is given there."""

Fact = Iterator[Line]


def answer(view: View) -> Section:
    """The lead sentence and the facts, each opening in bold."""
    left_out = rounded(sum((view.run.shares[name] for name in view.inputs.uncounted), Decimal(0)), 3)
    sift = view.say("answer.lead.sift", share=view.words.percent(1 - left_out)) if 0 < left_out < 1 else ""
    blocks: list[Block] = [Paragraph(spaced(sift, _lead(view)), role="lead")]
    facts = (
        *(since, _left_out, _one_option, _ties, _subject_to, _unsettled, shortlist_firm, order_firm),
        *(_excluded, deciding, _unknown_scores, ranges, _views, _recommended),
    )
    blocks += [Paragraph(said) for fact in facts for said in fact(view)]
    return Section("answer", view.text("answer.heading"), tuple(blocks))


def _lead(view: View) -> Line:
    shortlist, among = view.run.shortlist.options, len(view.order)
    if not view.eligible:
        return view.say("answer.lead.nobody-eligible")
    if not shortlist:
        if view.run.shortlist.undetermined:
            return view.say("answer.lead.nobody-sure")
        return view.say("answer.lead.nobody", line=number(view.inputs.shortlist_rule.at_least or Decimal(0)))
    named: list[Line | str] = [
        view.say("answer.lead.option", option=bold(view.marked(option)), points=view.words.points(view.total(option)))
        for option in shortlist
    ]
    count = view.words.counted(among, "option")
    if len(shortlist) > _MANY:
        ends = [end for option in shortlist for end in view.totals[option]]
        totals = view.words.span(min(ends), max(ends), view.total_places)
        key = "answer.lead.many-sure" if view.run.shortlist.undetermined else "answer.lead.many"
        return view.say(key, len(shortlist), among=count, totals=totals)
    if view.run.shortlist.undetermined:
        return view.say("answer.lead.sure", len(shortlist), among=count, options=named)
    if among == 1:
        return view.say("answer.lead.one", options=named)
    if len(shortlist) == among:
        return view.say("answer.lead.all", among, among=count, options=named)
    return view.say("answer.lead.some", len(shortlist), among=count, options=named)


def _left_out(view: View) -> Fact:
    """A criteria set on its own: criteria without a rule do not count."""
    uncounted = view.inputs.uncounted
    if uncounted:
        shares = view.run.shares
        yield view.say(
            "answer.uncounted",
            len(uncounted),
            count=view.words.counted(len(uncounted), "criterion"),
            share=view.words.percent(sum((shares[name] for name in uncounted), Decimal(0))),
            criteria=[f"{words.name} ({view.words.percent(shares[name])})" for name, words in uncounted.items()],
        )


def _one_option(view: View) -> Fact:
    if len(view.order) == 1:
        yield view.say("answer.one-option")


def _excluded(view: View) -> Fact:
    """Who fails which gate."""
    failed = {option: view.run.options[option].because.gate for option in view.order if option not in view.eligible}
    if failed:
        said = [
            view.say("answer.fails", option=view.marked(option), gates=at_gates(view, gates))
            for option, gates in failed.items()
        ]
        count = view.words.counted(len(failed), "option")
        yield view.say("answer.excluded", len(failed), count=count, which=spaced(*said))


def _ties(view: View) -> Fact:
    """Options on the same rank that all go forward."""
    seen: set[str] = set()
    shortlist = view.run.shortlist.options
    for option in shortlist:
        tied = view.tied(option)
        if len(tied) > 1 and option not in seen and set(tied) <= set(shortlist):
            seen.update(tied)
            names = [view.name(each) for each in tied]
            yield view.say("answer.tie", len(tied), options=names, total=view.total(option))
    top = view.inputs.shortlist_rule.top
    if seen and top is not None and len(shortlist) > top:
        yield view.say("answer.tie-at-line", count=view.words.counted(top, "option"))


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
    parts = [view.words.counted(len(conditions), "condition")] if conditions else []
    if unknowns:
        parts.append(view.text("answer.gates-open", len(unknowns), gates=view.words.counted(len(unknowns), "gate")))
    said: list[Line] = []
    for (gate, condition), options in conditions.items():
        names = [view.name(option) for option in options]
        name = view.words.quoted(view.inputs.gates[gate].name)
        key = "answer.on-condition" if condition else "answer.on-a-condition"
        said.append(view.say(key, len(options), options=names, gate=name, condition=sentence(condition)))
    for gate, options in unknowns.items():
        name = view.words.quoted(view.inputs.gates[gate].name)
        if all(result.verdicts[gate].verdict == "unknown" for result in view.run.options.values()):
            said.append(view.say("answer.open-for-all", gate=name))
        else:
            names = [view.name(option) for option in options]
            said.append(view.say("answer.open-for", options=view.words.listed(names, "or"), gate=name))
    yield spaced(view.say("answer.subject-to", parts=parts), *said, _if_they_fail(view))


def _if_they_fail(view: View) -> Line:
    """What is left if every conditional and unknown verdict turned out a fail."""
    shortlist = view.run.shortlist
    left = [view.name(option) for option in shortlist.if_they_fail or ()]
    open_ = view.words.listed([view.name(option) for option in shortlist.if_they_fail_undetermined], "or")
    if open_:
        return view.say("answer.if-they-fail.some-open" if left else "answer.if-they-fail.open", sure=left, open=open_)
    if not left:
        return view.say("answer.if-they-fail.nothing")
    fewer = {*(shortlist.if_they_fail or ())} < {*shortlist.options}
    return view.say("answer.if-they-fail.left" if fewer else "answer.if-they-fail.others", sure=left)


def _unsettled(view: View) -> Fact:
    undetermined = view.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in view.run.options[option].because.undetermined_by]
        names = view.words.listed([view.name(option) for option in undetermined], "or")
        scores = open_scores(view, cells)
        yield view.say("answer.unsettled", options=names, scores=scores)


def _unknown_scores(view: View) -> Fact:
    """Unknown scores of each option, and what they leave open."""
    unknown = {
        option: [name for name, cell in view.run.options[option].cells.items() if cell.score == "unknown"]
        for option in view.order
    }
    many = sum(map(len, unknown.values()))
    if not many:
        return
    said: list[Line] = []
    if many <= _FEW:
        for option, criteria in unknown.items():
            if criteria:
                names = [view.inputs.criteria[name].name for name in criteria]
                said.append(view.say("answer.no-score", option=view.name(option), criteria=names))
                said.append(line(what_is_open(view, option)))
    yield spaced(view.say("answer.unknown", many, count=view.words.counted(many, "score")), *said)


def what_is_open(view: View, option: str) -> str:
    """What the unknown scores of an option leave open: its total, and whether it goes forward."""
    low, high = view.totals[option]
    cells = view.run.options[option].cells
    read = {gate.requires.criterion for gate in view.inputs.gates.values()}
    gated = any(name in read and cell.score == "unknown" for name, cell in cells.items())
    outcome = view.run.options[option].outcome
    turns_gates = gated and "shortlisted" in outcome
    could = view.text(f"answer.could-gated.{outcome}" if turns_gates else f"answer.could.{outcome}")
    if low == high:
        return f"{start(could)}."
    ends = {"low": number(low, view.total_places), "high": number(high, view.total_places)}
    return view.text("answer.total-between", could=could, **ends)


def ranges(view: View) -> Fact:
    """Whether the ranges recorded with scores could change what is settled of the shortlist."""
    found, said = view.run.analyses.ranges, []
    if found.could_join:
        said.append(view.say("answer.could-come", options=[view.name(option) for option in found.could_join]))
    if found.could_leave:
        said.append(
            view.say(
                "answer.could-leave",
                len(found.could_leave),
                options=[view.name(option) for option in found.could_leave],
            )
        )
    if said:
        yield spaced(view.say("answer.ranges"), *said, gates_ignore_ranges(view))


def gates_ignore_ranges(view: View) -> Line:
    """That gates read scores and not their ranges, where there is a gate that does."""
    read = {gate.requires.criterion for gate in view.inputs.gates.values()}
    cells = ((name, cell) for result in view.run.options.values() for name, cell in result.cells.items())
    return view.say("answer.ranges-not-gates") if any(name in read and cell.range for name, cell in cells) else ()


def _views(view: View) -> Fact:
    """Whether a point of view gives another shortlist."""
    differ = None if view.run.shortlist.undetermined else differing(view)
    if differ:
        yield spaced(view.say("answer.views" if differ == "no" else "answer.views-perhaps"), compared(view))


def _recommended(view: View) -> Fact:
    """Where recommendation or decision is not the shortlist, and what options that are not on it depend on."""
    for kind, choice in (("recommended", view.inputs.recommendation), ("decided", view.inputs.decision)):
        if choice is None or fit(view, kind, choice).fits:
            continue
        on = []
        for option in (option for option in choice.options if option not in view.run.shortlist.subject_to):
            said = depends_on(view, option)
            on += [spaced(bold(sentence(view.name(option))), *said)] if said else []
        yield spaced(view.say("answer.not-the-same"), fit(view, kind, choice).said, *on)
