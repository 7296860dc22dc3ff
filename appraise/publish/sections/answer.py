"""The answer: what goes forward in one sentence, then the few facts that a reader must not miss."""

from decimal import Decimal

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, bold, line
from appraise.publish.language import number, sentence, spaced
from appraise.publish.phrases import Fact, at_gates, open_scores, ranges, what_is_open
from appraise.publish.sections.gate_effects import deciding
from appraise.publish.sections.previous_stage import fact as since
from appraise.publish.sections.recommendation import depends_on, fit
from appraise.publish.sections.robustness.perspectives import compared, differing
from appraise.publish.sections.robustness.weights import order_firm, shortlist_firm

_FEW = 4
"""Unknown scores that are named among the facts; of more, only the count is given there."""
_MANY = 6
"""Options named in the lead sentence; of more, only the count is given there."""


def answer(context: Context) -> Section:
    """The lead sentence and the facts, each opening in bold."""
    left_out = rounded(sum((context.run.shares[name] for name in context.inputs.uncounted), Decimal(0)), 3)
    sift = context.say("answer.lead.sift", share=context.language.percent(1 - left_out)) if 0 < left_out < 1 else ""
    blocks: list[Block] = [Paragraph(spaced(sift, _lead(context)), role="lead")]
    facts = (
        *(since, _left_out, _one_option, _ties, _subject_to, _unsettled, shortlist_firm, order_firm),
        *(_excluded, deciding, _unknown_scores, ranges, _views, _recommended),
    )
    blocks += [Paragraph(said) for fact in facts for said in fact(context)]
    return Section("answer", context.text("answer.heading"), tuple(blocks))


def _lead(context: Context) -> Line:
    shortlist, among = context.run.shortlist.options, len(context.order)
    if not context.eligible:
        return context.say("answer.lead.nobody-eligible")
    if not shortlist:
        if context.run.shortlist.undetermined:
            return context.say("answer.lead.nobody-sure")
        return context.say("answer.lead.nobody", line=number(context.inputs.shortlist_rule.at_least or Decimal(0)))
    named: list[Line | str] = [
        context.say(
            "answer.lead.option",
            option=bold(context.marked(option)),
            points=context.language.points(context.total(option)),
        )
        for option in shortlist
    ]
    count = context.language.counted(among, "option")
    if len(shortlist) > _MANY:
        ends = [end for option in shortlist for end in context.totals[option]]
        totals = context.language.span(min(ends), max(ends), context.total_places)
        key = "answer.lead.many-sure" if context.run.shortlist.undetermined else "answer.lead.many"
        return context.say(key, len(shortlist), among=count, totals=totals)
    if context.run.shortlist.undetermined:
        return context.say("answer.lead.sure", len(shortlist), among=count, options=named)
    if among == 1:
        return context.say("answer.lead.one", options=named)
    if len(shortlist) == among:
        return context.say("answer.lead.all", among, among=count, options=named)
    return context.say("answer.lead.some", len(shortlist), among=count, options=named)


def _left_out(context: Context) -> Fact:
    """A criteria set on its own: criteria without a rule do not count."""
    uncounted = context.inputs.uncounted
    if uncounted:
        shares = context.run.shares
        yield context.say(
            "answer.uncounted",
            len(uncounted),
            count=context.language.counted(len(uncounted), "criterion"),
            share=context.language.percent(sum((shares[name] for name in uncounted), Decimal(0))),
            criteria=[f"{words.name} ({context.language.percent(shares[name])})" for name, words in uncounted.items()],
        )


def _one_option(context: Context) -> Fact:
    if len(context.order) == 1:
        yield context.say("answer.one-option")


def _excluded(context: Context) -> Fact:
    """Who fails which gate."""
    failed = {
        option: context.run.options[option].because.gate for option in context.order if option not in context.eligible
    }
    if failed:
        said = [
            context.say("answer.fails", option=context.marked(option), gates=at_gates(context, gates))
            for option, gates in failed.items()
        ]
        count = context.language.counted(len(failed), "option")
        yield context.say("answer.excluded", len(failed), count=count, which=spaced(*said))


def _ties(context: Context) -> Fact:
    """Options on the same rank that all go forward."""
    seen: set[str] = set()
    shortlist = context.run.shortlist.options
    for option in shortlist:
        tied = context.tied(option)
        if len(tied) > 1 and option not in seen and set(tied) <= set(shortlist):
            seen.update(tied)
            names = context.names(tied)
            yield context.say("answer.tie", len(tied), options=names, total=context.total(option))
    top = context.inputs.shortlist_rule.top
    if seen and top is not None and len(shortlist) > top:
        yield context.say("answer.tie-at-line", count=context.language.counted(top, "option"))


def _subject_to(context: Context) -> Fact:
    """The conditional and unknown verdicts that what goes forward depends on."""
    conditions: dict[tuple[str, str], list[str]] = {}
    unknowns: dict[str, list[str]] = {}
    for option, gates in context.run.shortlist.subject_to.items():
        for gate in gates:
            judged = context.run.options[option].verdicts[gate]
            if judged.verdict == "conditional":
                conditions.setdefault((gate, judged.condition or ""), []).append(option)
            else:
                unknowns.setdefault(gate, []).append(option)
    if not conditions and not unknowns:
        return
    parts = [context.language.counted(len(conditions), "condition")] if conditions else []
    if unknowns:
        parts.append(
            context.text("answer.gates-open", len(unknowns), gates=context.language.counted(len(unknowns), "gate"))
        )
    said: list[Line] = []
    for (gate, condition), options in conditions.items():
        names = context.names(options)
        name = context.gate(gate)
        key = "answer.on-condition" if condition else "answer.on-a-condition"
        said.append(context.say(key, len(options), options=names, gate=name, condition=sentence(condition)))
    for gate, options in unknowns.items():
        name = context.gate(gate)
        if all(result.verdicts[gate].verdict == "unknown" for result in context.run.options.values()):
            said.append(context.say("answer.open-for-all", gate=name))
        else:
            names = context.names(options)
            said.append(context.say("answer.open-for", options=context.language.listed(names, "or"), gate=name))
    yield spaced(context.say("answer.subject-to", parts=parts), *said, _if_they_fail(context))


def _if_they_fail(context: Context) -> Line:
    """What is left if every conditional and unknown verdict turned out a fail."""
    shortlist = context.run.shortlist
    left = context.names(shortlist.if_they_fail or ())
    open_ = context.one_of(shortlist.if_they_fail_undetermined)
    if open_:
        return context.say(
            "answer.if-they-fail.some-open" if left else "answer.if-they-fail.open", sure=left, open=open_
        )
    if not left:
        return context.say("answer.if-they-fail.nothing")
    fewer = {*(shortlist.if_they_fail or ())} < {*shortlist.options}
    return context.say("answer.if-they-fail.left" if fewer else "answer.if-they-fail.others", sure=left)


def _unsettled(context: Context) -> Fact:
    undetermined = context.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in context.run.options[option].because.undetermined_by]
        names = context.one_of(undetermined)
        scores = open_scores(context, cells)
        yield context.say("answer.unsettled", options=names, scores=scores)


def _unknown_scores(context: Context) -> Fact:
    """Unknown scores of each option, and what they leave open."""
    unknown = {
        option: [name for name, cell in context.run.options[option].cells.items() if cell.score == "unknown"]
        for option in context.order
    }
    many = sum(map(len, unknown.values()))
    if not many:
        return
    said: list[Line] = []
    if many <= _FEW:
        for option, criteria in unknown.items():
            if criteria:
                names = [context.criterion(name) for name in criteria]
                said.append(context.say("answer.no-score", option=context.name(option), criteria=names))
                said.append(line(what_is_open(context, option)))
    yield spaced(context.say("answer.unknown", many, count=context.language.counted(many, "score")), *said)


def _views(context: Context) -> Fact:
    """Whether a point of view gives another shortlist."""
    differ = None if context.run.shortlist.undetermined else differing(context)
    if differ:
        yield spaced(context.say("answer.views" if differ == "no" else "answer.views-perhaps"), compared(context))


def _recommended(context: Context) -> Fact:
    """Where recommendation or decision is not the shortlist, and what options that are not on it depend on."""
    for kind, choice in (("recommended", context.inputs.recommendation), ("decided", context.inputs.decision)):
        if choice is None or fit(context, kind, choice).fits:
            continue
        on = []
        for option in (option for option in choice.options if option not in context.run.shortlist.subject_to):
            said = depends_on(context, option)
            on += [spaced(bold(sentence(context.name(option))), *said)] if said else []
        yield spaced(context.say("answer.not-the-same"), fit(context, kind, choice).said, *on)
