"""Answer: what goes forward in one sentence, then the few facts that a reader must not miss."""

from collections.abc import Mapping
from decimal import Decimal

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, bold
from appraise.publish.language import number, sentence, spaced
from appraise.publish.phrases import Fact, at_gates, gate_ranges, open_scores, ranges, what_is_open
from appraise.publish.sections.gate_effects import decisive_gates
from appraise.publish.sections.previous_stage import since_previous_stage
from appraise.publish.sections.recommendation import choices, depends_on, fit
from appraise.publish.sections.robustness.perspectives import compared, differing
from appraise.publish.sections.robustness.weights import order_firm, shortlist_firm

_FEW = 4
"""Unknown scores that are named among the facts; of more, only the count is given there."""
_MANY = 6
"""Options named in the lead sentence; of more, only the count is given there."""


def answer(context: Context) -> Section:
    """The lead sentence and the facts, each opening in bold."""
    left_out = rounded(_uncounted_share(context), 3)
    sift = context.say("answer.lead.sift", share=context.language.percent(1 - left_out)) if 0 < left_out < 1 else ""
    blocks: list[Block] = [Paragraph(spaced(sift, _lead(context)), role="lead")]
    facts = (
        *(since_previous_stage, _left_out, _one_option, _ties, _subject_to, _unsettled, shortlist_firm, order_firm),
        *(_excluded, decisive_gates, gate_ranges, _unknown_scores, ranges, _views, _recommended),
    )
    blocks += [Paragraph(paragraph) for fact in facts for paragraph in fact(context)]
    return Section("answer", context.text("answer.heading"), tuple(blocks))


def _uncounted_share(context: Context) -> Decimal:
    return sum((context.run.shares[criterion] for criterion in context.inputs.uncounted), Decimal(0))


def _lead(context: Context) -> Line:
    """What goes forward, in one sentence."""
    shortlist, among = context.run.shortlist.options, len(context.order)
    if not context.eligible:
        return context.say("answer.lead.nobody-eligible")
    if not shortlist:
        if context.run.shortlist.undetermined:
            return context.say("answer.lead.nobody-sure")
        return context.say("answer.lead.nobody", line=number(context.inputs.shortlist_rule.at_least or Decimal(0)))
    options = []
    for option in shortlist:
        points = context.language.points(context.total(option))
        options.append(context.say("answer.lead.option", option=bold(context.marked(option)), points=points))
    count = context.language.counted(among, "option")
    if len(shortlist) > _MANY:
        ends = [end for option in shortlist for end in context.totals[option]]
        totals = context.language.span(min(ends), max(ends), context.total_places)
        key = "answer.lead.many-sure" if context.run.shortlist.undetermined else "answer.lead.many"
        return context.say(key, len(shortlist), among=count, totals=totals)
    every = "one" if among == 1 else "all" if len(shortlist) == among else "some"
    how_many = "sure" if context.run.shortlist.undetermined else every
    return context.say(f"answer.lead.{how_many}", len(shortlist), among=count, options=options)


def _left_out(context: Context) -> Fact:
    """A criteria set on its own: criteria without a rule do not count."""
    uncounted = context.inputs.uncounted
    if uncounted:
        yield context.say(
            "answer.uncounted",
            len(uncounted),
            count=context.language.counted(len(uncounted), "criterion"),
            share=context.language.percent(_uncounted_share(context)),
            criteria=[f"{criterion.name} ({context.share(name)})" for name, criterion in uncounted.items()],
        )


def _one_option(context: Context) -> Fact:
    if len(context.order) == 1:
        yield context.say("answer.one-option")


def _excluded(context: Context) -> Fact:
    """Who fails which gate."""
    excluded = [option for option in context.order if option not in context.eligible]
    if excluded:
        gates = {option: at_gates(context, context.run.options[option].because.gate) for option in excluded}
        fails = (context.say("answer.fails", option=context.marked(each), gates=gates[each]) for each in excluded)
        count = context.language.counted(len(excluded), "option")
        yield context.say("answer.excluded", len(excluded), count=count, which=spaced(*fails))


def _ties(context: Context) -> Fact:
    """Options on the same rank that all go forward."""
    shortlist = context.run.shortlist.options
    ties = dict.fromkeys(context.tied(option) for option in shortlist)
    together = [tied for tied in ties if len(tied) > 1 and {*tied} <= {*shortlist}]
    for tied in together:
        yield context.say("answer.tie", len(tied), options=context.names(tied), total=context.total(tied[0]))
    top = context.inputs.shortlist_rule.top
    if together and top is not None and len(shortlist) > top:
        yield context.say("answer.tie-at-line", count=context.language.counted(top, "option"))


def _subject_to(context: Context) -> Fact:
    """The conditional and unknown verdicts that what goes forward depends on."""
    conditions: dict[tuple[str, str | None], list[str]] = {}
    unknowns: dict[str, list[str]] = {}
    for option, gates in context.run.shortlist.subject_to.items():
        for gate in gates:
            judged = context.run.options[option].verdicts[gate]
            if judged.verdict == "conditional":
                conditions.setdefault((gate, judged.condition), []).append(option)
            else:
                unknowns.setdefault(gate, []).append(option)
    if not conditions and not unknowns:
        return
    parts = [context.language.counted(len(conditions), "condition")] if conditions else []
    if unknowns:
        count = context.language.counted(len(unknowns), "gate")
        parts.append(context.text("answer.gates-open", len(unknowns), gates=count))
    sentences = [*_on_conditions(context, conditions), *_open_for(context, unknowns)]
    yield spaced(context.say("answer.subject-to", parts=parts), *sentences, _if_they_fail(context))


def _on_conditions(context: Context, conditions: Mapping[tuple[str, str | None], list[str]]) -> Fact:
    """The options that pass a gate on a condition, by gate and condition."""
    for (gate, condition), options in conditions.items():
        values = {"options": context.names(options), "gate": context.gate(gate), "condition": sentence(condition)}
        yield context.say("answer.on-condition" if condition else "answer.on-a-condition", len(options), **values)


def _open_for(context: Context, unknowns: Mapping[str, list[str]]) -> Fact:
    """The options whose verdict is unknown, by gate."""
    for gate, options in unknowns.items():
        if all(result.verdicts[gate].verdict == "unknown" for result in context.run.options.values()):
            yield context.say("answer.open-for-all", gate=context.gate(gate))
        else:
            yield context.say("answer.open-for", options=context.one_of(options), gate=context.gate(gate))


def _if_they_fail(context: Context) -> Line:
    """What is left if every conditional and unknown verdict turned out a fail."""
    shortlist = context.run.shortlist
    left = context.names(shortlist.if_they_fail or ())
    open_ = context.one_of(shortlist.if_they_fail_undetermined)
    if open_:
        key = "answer.if-they-fail.some-open" if left else "answer.if-they-fail.open"
        return context.say(key, sure=left, open=open_)
    if not left:
        return context.say("answer.if-they-fail.nothing")
    fewer = {*(shortlist.if_they_fail or ())} < {*shortlist.options}
    return context.say("answer.if-they-fail.left" if fewer else "answer.if-they-fail.others", sure=left)


def _unsettled(context: Context) -> Fact:
    undetermined = context.run.shortlist.undetermined
    if undetermined:
        cells = [cell for option in undetermined for cell in context.run.options[option].because.undetermined_by]
        scores = open_scores(context, cells)
        yield context.say("answer.unsettled", options=context.one_of(undetermined), scores=scores)


def _unknown_scores(context: Context) -> Fact:
    """Unknown scores of each option, and what they leave open."""
    unknown = {
        option: [name for name, cell in context.run.options[option].cells.items() if cell.score == "unknown"]
        for option in context.order
    }
    many = sum(map(len, unknown.values()))
    if not many:
        return
    sentences: list[Line | str] = []
    if many <= _FEW:
        for option, criteria in unknown.items():
            if criteria:
                names = [context.criterion(name) for name in criteria]
                sentences.append(context.say("answer.no-score", option=context.name(option), criteria=names))
                sentences.append(what_is_open(context, option))
    yield spaced(context.say("answer.unknown", many, count=context.language.counted(many, "score")), *sentences)


def _views(context: Context) -> Fact:
    """Whether a point of view gives another shortlist."""
    same = None if context.run.shortlist.undetermined else differing(context)
    if same:
        yield spaced(context.say("answer.views" if same == "no" else "answer.views-perhaps"), compared(context))


def _recommended(context: Context) -> Fact:
    """Where recommendation or decision is not the shortlist, and what options that are not on it depend on."""
    for kind, choice in choices(context):
        fits, line = fit(context, kind, choice)
        if not fits:
            others = (option for option in choice.options if option not in context.run.shortlist.subject_to)
            depends = {option: depends_on(context, option) for option in others}
            on = (spaced(bold(sentence(context.name(option))), *on) for option, on in depends.items() if on)
            yield spaced(context.say("answer.not-the-same"), line, *on)
