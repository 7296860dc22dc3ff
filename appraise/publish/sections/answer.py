"""Answer: what makes the shortlist in one sentence, the few facts that a reader must not miss, and the result."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from appraise.numbers import rounded
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, bold
from appraise.publish.language import number, spaced
from appraise.publish.phrases import few_names
from appraise.publish.sections.costs.dearer import shortlisted_and_dearer
from appraise.publish.sections.gate_effects import gates_decide, gates_make_no_difference, verdicts_could_turn
from appraise.publish.sections.panel.absences import voices
from appraise.publish.sections.previous_stage import since_previous_stage
from appraise.publish.sections.recommendation import choices, fit
from appraise.publish.sections.result import results
from appraise.publish.sections.robustness.changes import (
    could_change_shortlist,
    first_stays,
    not_worked_out,
    order_could_change,
    shortlist_stays,
)
from appraise.publish.sections.robustness.perspectives import another_shortlist, same_shortlist
from appraise.publish.sections.subject_to import subject_to
from appraise.publish.sections.unsettled import harmless, unsettled

_MOST = 4
"""Facts that the answer says; the others stand where they belong."""
_MANY = 6
"""Options named in the lead sentence; of more, only the count is given there."""
_FEW = 3
"""Criteria that are named as not counted, and options as level; of more, only the count is given."""

Kind = Literal[
    "choice",
    "unsettled",
    "subject-to",
    "one-option",
    "uncounted",
    "shortlist",
    "turns",
    "gate",
    "voice",
    "dearer",
    "view",
    "tie",
    "order",
    "not-worked-out",
    "stays",
    "gates-same",
    "views-same",
    "first",
    "unknown",
    "since",
]


class Fact(NamedTuple):
    """Something that there is to tell of a result, in a sentence or a few, and what it is about."""

    kind: Kind
    line: Line


def answer(context: Context) -> Section:
    """The lead sentence, the facts that matter most, and the table of results."""
    blocks: list[Block] = [Paragraph(lead(context), role="lead")]
    blocks += [Paragraph(fact.line) for fact in said(context)]
    return Section("answer", context.text("answer.heading"), (*blocks, results(context)))


def facts(context: Context) -> tuple[Fact, ...]:
    """All that there is to tell, the worst news first and the good news last."""
    every: tuple[tuple[Kind, Line], ...] = (
        *(("choice", line) for line in _other_choices(context)),
        ("unsettled", unsettled(context)),
        ("subject-to", subject_to(context)),
        ("one-option", context.say("answer.one-option") if len(context.order) == 1 else ()),
        ("uncounted", _uncounted(context)),
        ("shortlist", could_change_shortlist(context)),
        ("turns", verdicts_could_turn(context)),
        ("gate", gates_decide(context)),
        ("voice", voices(context)),
        ("dearer", shortlisted_and_dearer(context)),
        ("view", another_shortlist(context)),
        ("tie", _ties(context)),
        ("order", order_could_change(context)),
        ("not-worked-out", not_worked_out(context)),
        ("stays", shortlist_stays(context)),
        ("gates-same", gates_make_no_difference(context)),
        ("views-same", same_shortlist(context)),
        ("first", first_stays(context)),
        ("unknown", () if shortlist_stays(context) else harmless(context)),
        ("since", since_previous_stage(context)),
    )
    return tuple(Fact(kind, line) for kind, line in every if line)


def said(context: Context) -> tuple[Fact, ...]:
    """The facts that stand in the answer: the first few."""
    return facts(context)[:_MOST]


def unsaid(context: Context, *kinds: Kind) -> tuple[Line, ...]:
    """The facts of some kinds that do not stand in the answer, for where they belong."""
    return tuple(fact.line for fact in facts(context)[_MOST:] if fact.kind in kinds)


def lead(context: Context) -> Line:
    """What makes the shortlist, in one sentence; of a criteria set alone, after how much of the weight counts."""
    left_out = rounded(_uncounted_share(context), 3)
    sift = context.say("answer.lead.sift", share=context.language.percent(1 - left_out)) if 0 < left_out < 1 else ""
    return spaced(sift, _lead(context))


def _lead(context: Context) -> Line:
    shortlist, undetermined = context.run.shortlist.options, context.run.shortlist.undetermined
    if not context.eligible:
        return context.say("answer.lead.nobody-eligible")
    if not shortlist:
        if undetermined:
            return context.say("answer.lead.nobody-sure")
        key = "answer.lead.nobody" if len(context.eligible) == len(context.order) else "answer.lead.nobody-left"
        return context.say(
            key, line=context.language.points(number(context.inputs.shortlist_rule.at_least or Decimal(0)))
        )
    among = context.language.counted(len(context.order), "option")
    every = "one" if len(context.order) == 1 else "all" if len(shortlist) == len(context.order) else "some"
    how_many = "sure" if undetermined else every
    if len(shortlist) > _MANY:
        ends = [end for option in shortlist for end in context.totals[option]]
        totals = context.language.span(min(ends), max(ends), context.total_places)
        return context.say(f"answer.lead.{how_many}-many", len(shortlist), among=among, totals=totals)
    options = []
    for place, option in enumerate(shortlist):
        total = context.total(option)
        points = total if place else context.language.points(total)
        options.append(context.say("answer.lead.option", option=bold(context.marked(option)), points=points))
    return context.say(f"answer.lead.{how_many}", len(shortlist), among=among, options=options)


def _other_choices(context: Context) -> Iterator[Line]:
    """The recommendation and the decision that are not the shortlist; where both are the same, the decision."""
    for kind, choice in choices(context):
        fits, line = fit(context, kind, choice)
        decided = context.inputs.decision
        repeated = kind == "recommended" and decided is not None and {*decided.options} == {*choice.options}
        if not fits and not repeated:
            yield line


def _uncounted_share(context: Context) -> Decimal:
    return sum((context.run.shares[criterion] for criterion in context.inputs.uncounted), Decimal(0))


def _uncounted(context: Context) -> Line:
    """A criteria set on its own: criteria without a rule do not count."""
    uncounted = context.inputs.uncounted
    if not uncounted:
        return ()
    count = context.language.counted(len(uncounted), "criterion")
    share = context.language.percent(_uncounted_share(context))
    opening = context.say("answer.uncounted.opening")
    if len(uncounted) > _FEW:
        return spaced(opening, context.say("answer.uncounted.many", count=count, share=share))
    named = [f"{criterion.name} ({context.share(name)})" for name, criterion in uncounted.items()]
    values = {"count": count, "share": share, "criteria": named}
    return spaced(opening, context.say("answer.uncounted.few", len(uncounted), **values))


def _ties(context: Context) -> Line:
    """Options with the same total that all make the shortlist, and that there are more of them than the rule takes."""
    shortlist, top = context.run.shortlist.options, context.inputs.shortlist_rule.top
    ties = dict.fromkeys(context.tied(option) for option in shortlist)
    together = [tied for tied in ties if len(tied) > 1 and {*tied} <= {*shortlist}]
    if not together:
        return ()
    if len(together) == 1:
        (tied,) = together
        names = few_names(context, tied, most=_FEW, opening=True)
        tie = context.say("answer.tie.one", len(tied), options=names, total=context.total(tied[0]))
    else:
        tie = context.say("answer.tie.several", count=context.language.counted(sum(map(len, together)), "option"))
    at_line = top is not None and len(shortlist) > top
    takes = context.language.counted(top or 0, "option")
    return spaced(tie, context.say("answer.tie.at-line", takes=takes) if at_line else "")
