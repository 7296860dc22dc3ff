"""Absences: whether one voice decides the shortlist or who is first, and what comes out without each member."""

from collections.abc import Callable, Mapping
from typing import Literal

from appraise.analyses import Absence, AlternativeResult, PanelAnalysis
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Table, line, row
from appraise.publish.language import MOST_LISTED, spaced, start
from appraise.publish.phrases import few_names, one_for_one
from appraise.publish.sections.panel.members import by_name, name, scorers
from appraise.publish.sections.robustness.weights import forward, put_forward

_TOLD = 2
"""Members of whom a fact tells what their absence would change; of more, only who they are."""
_MOST = 6
"""Members that a sentence names; of more, it gives the count alone."""
_NAMED = 3
"""Options that are named as coming or going; of more, only the count is given."""
_ROWS = 12
"""Members that the appendix has room for."""


def voices(context: Context) -> Line:
    """That the shortlist turns on one member, or on each of several, and who is first on others; nothing where neither
    does."""
    without = _without(context)
    shortlist = {member: absence for member, absence in without.items() if absence.shortlist}
    first = {member: absence for member, absence in without.items() if absence.leaders and not absence.shortlist}
    return spaced(_turns_on(context, "shortlist", shortlist), _turns_on(context, "first", first))


def _turns_on(context: Context, what: Literal["shortlist", "first"], found: Mapping[str, Absence]) -> Line:
    """That the shortlist, or who is first, turns on each of some members; nothing where there are none."""
    if not found:
        return ()
    opening = context.say(f"panel.voice.{what}", len(found))
    if len(found) > _MOST:
        return opening
    if len(found) > _TOLD:
        return spaced(opening, context.say("panel.voices-are", members=by_name(context, found)))
    told = (
        context.say("panel.without", member=name(context, member), change=_changed(context, absence))
        for member, absence in found.items()
    )
    return spaced(opening, *told)


def no_voice(context: Context) -> Line:
    """That leaving out any one member would change nothing, and before moderation whom it would have; nothing where one
    would."""
    without, analysis = _without(context), context.run.analyses.panel
    if analysis is not None and analysis.why_not:
        return context.say("panel.too-large")
    if not without or any(absence.shortlist or absence.leaders for absence in without.values()):
        return ()
    before = [member for member, absence in without.items() if _before(context, absence)]
    if not before or len(before) > _MOST:
        return spaced(context.say("panel.no-voice"), context.say("panel.before-many", len(before)) if before else "")
    who = [context.inputs.member_name(before[0])] if len(before) == 1 else by_name(context, before)
    return spaced(context.say("panel.no-voice"), context.say("panel.before", len(before), members=who))


def moderation_decides(context: Context) -> Line:
    """That moderation changed the shortlist or who is first, and how; nothing where it did not."""
    analysis = context.run.analyses.panel
    if analysis is None or analysis.before_moderation is None:
        return ()
    then, today = analysis.before_moderation, now(context)
    change = _change(context, today, then, {*then.leaders} != {*today.leaders})
    if not change:
        return ()
    kind = "shortlist" if _listed(then) != _listed(today) else "first"
    return context.say(f"panel.moderation-decides.{kind}", change=change)


def by_member(context: Context, whole: bool = False) -> list[Block]:
    """A row a member: what the member's own sheets put forward, and what would change without this member. whole: with
    every member; else with those whose absence would change something first, as many as there is room for."""
    analysis = context.run.analyses.panel
    if analysis is None or not analysis.own:
        return []
    rows = {member: _absent(context, analysis, member) for member in analysis.own}
    shown = list(rows)
    if not whole and len(shown) > _ROWS:
        shown = sorted(shown, key=lambda member: rows[member] == _nothing(context))[:_ROWS]
    keys = ["panel.column-member", "panel.column-own", *(["panel.column-without"] if analysis.without else [])]
    table = Table(
        context.caption("panel.caption-members"),
        context.columns(*keys),
        tuple(
            row(
                _in_part(context, member),
                own_shortlist(context, analysis.own[member].result),
                *([rows[member]] if analysis.without else []),
            )
            for member in shown
        ),
        note=_note(context, analysis, len(rows) - len(shown)),
    )
    return [table]


def without_each(context: Context) -> list[Block]:
    """Who comes first and who goes forward without each member; where something was moderated, also before that."""
    analysis = context.run.analyses.panel
    if analysis is None or not analysis.without:
        return []
    cases = [(context.inputs.member_name(member), absence.result) for member, absence in analysis.without.items()]
    tables = [_results(context, "panel.caption-without", cases, forward)]
    if analysis.before_moderation is not None:
        before = [(context.text("panel.everybody"), analysis.before_moderation)]
        for member, absence in analysis.without.items():
            if absence.before_moderation is not None:
                before.append((context.inputs.member_name(member), absence.before_moderation))
        tables.append(_results(context, "panel.caption-before", before, put_forward))
    return [*tables]


def _in_part(context: Context, member: str) -> str:
    """A member by the whole name, and whether this one gave weights or scores alone, where others gave both."""
    named, weighed = context.inputs.member_name(member), context.inputs.weighting.sheets
    if scorers(context) and member not in scorers(context):
        return context.text("panel.weights-only", member=named)
    return context.text("panel.scores-only", member=named) if weighed and member not in weighed else named


def own_shortlist(context: Context, result: AlternativeResult) -> Line:
    """What a member's own sheets put forward, by rank, and who is level in first place; or that it is the panel's."""
    today = now(context)
    if (result.shortlist, result.undetermined) == (today.shortlist, today.undetermined) and (
        {*result.leaders} == {*today.leaders}
    ):
        return context.say("panel.as-panel")
    sure = (
        few_names(context, result.shortlist, most=MOST_LISTED) if result.shortlist else context.text("weights.nobody")
    )
    if len(result.leaders) > 1:
        sure = context.text("panel.level", options=sure, leaders=few_names(context, result.leaders, most=_NAMED))
    if not result.undetermined:
        return line(sure)
    return line(sure, "; ", context.say("weights.or-open", open=context.one_of(result.undetermined)))


def now(context: Context) -> AlternativeResult:
    """The result as it is, with those who lead: exactly, or by totals where that was not worked out."""
    shortlist, sensitivity = context.run.shortlist, context.run.analyses.sensitivity
    if sensitivity is not None:
        leaders = () if sensitivity.leader is None else (sensitivity.leader, *sensitivity.level_with)
    else:
        ends = {option: context.totals[option] for option in context.eligible}
        first = [each for each in ends if all(ends[each][0] >= ends[other][1] for other in ends if other != each)]
        leaders = tuple(option for option in ends if first and ends[option] == ends[first[0]])
    return AlternativeResult(leaders, shortlist.options, shortlist.undetermined)


def _results(
    context: Context,
    caption: str,
    cases: list[tuple[str, AlternativeResult]],
    forward: Callable[[Context, AlternativeResult], Line],
) -> Table:
    """A row a case. forward: how a shortlist is told: beside today's, or always by name."""
    rows = tuple(
        row(
            who,
            context.language.listed(context.names(result.leaders) or [_no_leader(context, result)]),
            forward(context, result),
        )
        for who, result in cases
    )
    columns = context.columns("panel.column-absent", "weights.column-first", "weights.column-forward")
    return Table(context.caption(caption), columns, rows)


def _no_leader(context: Context, result: AlternativeResult) -> str:
    """That it is not settled who is first, or that no option is, as none is eligible."""
    by_line = context.inputs.shortlist_rule.at_least is not None and context.eligible
    return context.text("weights.open" if result.shortlist or result.undetermined or by_line else "weights.nobody")


def _without(context: Context) -> Mapping[str, Absence]:
    analysis = context.run.analyses.panel
    return analysis.without if analysis else {}


def _changed(context: Context, absence: Absence) -> str:
    """What an absence would change; nothing where that is nothing."""
    return _change(context, now(context), absence.result, absence.leaders)


def _before(context: Context, absence: Absence) -> str:
    """What an absence would have changed before moderation; nothing where that is nothing."""
    analysis = context.run.analyses.panel
    if analysis is None or analysis.before_moderation is None or absence.before_moderation is None:
        return ""
    was, then = analysis.before_moderation, absence.before_moderation
    return _change(context, was, then, {*then.leaders} != {*was.leaders})


def _absent(context: Context, analysis: PanelAnalysis, member: str) -> Line:
    """What would change without a member, and what would have before moderation."""
    absence = analysis.without.get(member)
    if absence is None:
        return ()
    changed, before = _changed(context, absence), _before(context, absence)
    if analysis.before_moderation is None or not (changed or before):
        return line(start(changed)) if changed else _nothing(context)
    if changed == before:
        return context.say("panel.both", change=start(changed))
    now_text = start(changed) or context.text("panel.no-change")
    before_text = before or context.text("panel.no-change-before")
    return context.say("panel.and-before", change=now_text, before=before_text)


def _nothing(context: Context) -> Line:
    return context.say("panel.no-change")


def _note(context: Context, analysis: PanelAnalysis, left_out: int) -> str:
    """What goes with a member, what stays, and how many members have no row."""
    if not analysis.without:
        return ""
    stay = [member for member, absence in analysis.without.items() if absence.weights_stay]
    weights = "stay" if len(stay) == len(analysis.without) else "some" if stay else "go"
    if not scorers(context):
        weights = "agreed" if weights == "stay" else "alone"
    return " ".join(
        filter(
            None,
            (
                context.text(f"panel.note.{weights}", members=by_name(context, stay)),
                context.text("panel.note.moderated") if analysis.before_moderation else "",
                context.text("panel.note.left-out", left_out) if left_out else "",
            ),
        )
    )


def _listed(result: AlternativeResult) -> tuple[set[str], set[str]]:
    return {*result.shortlist}, {*result.undetermined}


def _change(context: Context, was: AlternativeResult, then: AlternativeResult, leaders: bool) -> str:
    """How one result differs from another, in clauses; nothing where it does not. leaders: whether others lead."""
    listed = (*then.shortlist, *then.undetermined)
    comes = [option for option in then.shortlist if option not in was.shortlist]
    goes = [option for option in (*was.shortlist, *was.undetermined) if option not in listed]
    opens = [option for option in then.undetermined if option not in was.undetermined]
    clauses = []
    if comes or goes:
        exchange = one_for_one(context, comes, goes)
        key = "instead" if exchange else "comes-and-goes" if comes and goes else "comes" if comes else "goes"
        gone = few_names(context, goes, most=_NAMED)
        clauses.append(context.text(f"decided.{key}", options=few_names(context, comes, most=_NAMED), goes=gone))
    if opens:
        clauses.append(context.text("decided.opens", options=few_names(context, opens, "or", most=_NAMED)))
    top = context.inputs.shortlist_rule.top
    if (comes or goes) and top is not None and len(then.shortlist) > max(top, len(then.leaders)):
        clauses.append(context.text("panel.level-at-line"))
    alone = then.leaders == then.shortlist and len(then.leaders) == 1 and not then.undetermined
    if leaders and not (alone and comes):
        clauses.append(_lead(context, then))
    return "; ".join(clauses)


def _lead(context: Context, then: AlternativeResult) -> str:
    """Who would lead, or be level in first place, or that it would be open."""
    if not then.leaders:
        return context.text("panel.lead-open" if then.shortlist or then.undetermined else "panel.nobody")
    names = few_names(context, then.leaders, most=_NAMED)
    return context.text("panel.would-lead" if len(then.leaders) == 1 else "panel.would-be-level", leaders=names)
