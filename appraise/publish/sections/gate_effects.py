"""Effects of the gates: who would make the shortlist without them, and what is open can still change."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from appraise.analyses import AlternativeResult, Matter
from appraise.publish.context import APPENDIX, Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, bold, headed_list, line
from appraise.publish.language import number, sentence, spaced
from appraise.publish.phrases import at_gates, few_names, gates_by_name, one_for_one, open_gates, turns

_FEW = 2
"""Sets of gates that are told of; of more, how many more there are."""
_NAMED = 3
"""Options that are named among the effects of gates; of more, only the count is given."""


def decisive_gates(context: Context) -> Iterator[Line]:
    """What the gates decide of the shortlist, or that they decide nothing."""
    yield from filter(None, (gates_decide(context), gates_make_no_difference(context)))


def gates_decide(context: Context) -> Line:
    """The gates without which the shortlist, or what is open of it, would differ; nothing where there are none."""
    sets = context.run.analyses.gates.decisive_for_shortlist
    if not sets:
        return ()
    if len(sets) > 1:
        opening = context.say("decided.several")
    else:
        opening = context.say("decided.one" if len(sets[0]) == 1 else "decided.together", len(sets[0]))
    told = sets[:_FEW] if all(_in_few_words(context, gates) for gates in sets[:_FEW]) else sets[:1]
    more = len(sets) - len(told)
    without = (_without_set(context, gates) for gates in told)
    return spaced(opening, *without, context.say("decided.more", more) if more else "")


def gates_make_no_difference(context: Context) -> Line:
    """That the excluded would not make the shortlist without the gates, and who they are; where an open verdict could
    still take an option off it, no more than that."""
    effects = context.run.analyses.gates
    if effects.decisive_for_shortlist or not effects.excluded:
        return ()
    opens = any(matter.gate is not None for matter in effects.matters)
    excluded = [option for option in context.order if option in effects.excluded]
    count = context.language.counted(len(excluded), "option")
    opening = context.say("decided.none-so-far" if opens else "decided.none")
    if sum(len(effects.excluded[option].failed) for option in excluded) > _NAMED:
        return spaced(opening, context.say("decided.excluded-many", len(excluded), count=count))
    fails = [
        context.text("decided.fails", option=context.name(option), gates=gates_by_name(context, each.failed))
        for option, each in ((option, effects.excluded[option]) for option in excluded)
    ]
    return spaced(opening, context.say("decided.excluded", len(excluded), count=count, which="; ".join(fails)))


def verdicts_could_turn(context: Context) -> Line:
    """Which verdicts the recorded ranges could turn, so that an option on the shortlist is excluded or one excluded is
    not; of many, how many."""
    turning = [option for option in context.order if turns(context, option)]
    could: dict[tuple[str, str], list[str]] = {}
    for gate in context.inputs.gates:
        for option in turning:
            judged = context.run.options[option].verdicts[gate]
            if judged.could_turn:
                could.setdefault((gate, "pass" if judged.verdict == "fail" else "fail"), []).append(option)
    if not could:
        return ()
    if len(could) > _FEW:
        count = sum(map(len, could.values()))
        return context.say("answer.turns.many", count)
    each = (
        context.say(
            f"answer.turns.{then}",
            options=few_names(context, options, "or", _FEW, opening=True),
            gate=context.gate(gate),
        )
        for (gate, then), options in could.items()
    )
    return spaced(context.say("answer.turns.opening"), *each)


class _Effect(NamedTuple):
    """How a shortlist would differ from that of the appraisal: who would come, go, be open, or be out for sure."""

    comes: tuple[str, ...]
    goes: tuple[str, ...]
    opens: tuple[str, ...]
    settles: tuple[str, ...]


def _effect(context: Context, then: AlternativeResult) -> _Effect:
    now, listed = context.run.shortlist, then.shortlist + then.undetermined
    return _Effect(
        comes=tuple(option for option in then.shortlist if option not in now.options),
        goes=tuple(option for option in now.options if option not in listed),
        opens=tuple(option for option in then.undetermined if option not in now.undetermined),
        settles=tuple(option for option in now.undetermined if option not in listed),
    )


def _in_few_words(context: Context, gates: tuple[str, ...]) -> bool:
    """Whether what a set of gates decides is one option, or one in the place of another."""
    if len(gates) > 1:
        return False
    effect = _effect(context, context.run.analyses.gates.without[gates[0]])
    return len(effect.comes) + len(effect.goes) <= _FEW and not effect.opens and not effect.settles


def _without_set(context: Context, gates: tuple[str, ...]) -> Line:
    """Who would make the shortlist without a set of gates, and in whose place; what is open, where that is all."""
    effects = context.run.analyses.gates
    if len(gates) == 1:
        effect = _effect(context, effects.without[gates[0]])
        changes = _changes(context, effect._replace(opens=(), settles=()) if effect.comes or effect.goes else effect)
    else:
        outcomes = {option: each.outcome_without for option, each in effects.excluded.items() if each.failed == gates}
        enter = [option for option, outcome in outcomes.items() if outcome != "not-shortlisted"]
        surely = all(outcomes[option] == "shortlisted" for option in enter)
        key = "decided.comes" if surely else "decided.may-come"
        changes = context.say(key, options=_with_totals(context, enter)) if enter else ()
    names = gates_by_name(context, gates, most=3)
    return context.say("decided.without", gates=names, changes=changes) if changes else ()


def _changes(context: Context, effect: _Effect) -> Line:
    """An effect in words; nothing where there is none."""
    clauses = []
    if effect.comes:
        exchange = one_for_one(context, effect.comes, effect.goes)
        key = "instead" if exchange else "comes-and-goes" if effect.goes else "comes"
        gone = few_names(context, effect.goes, most=_NAMED)
        clauses.append(context.say(f"decided.{key}", options=_with_totals(context, effect.comes), goes=gone))
    elif effect.goes:
        clauses.append(context.say("decided.goes", goes=few_names(context, effect.goes, most=_NAMED)))
    if effect.opens:
        clauses.append(context.say("decided.opens", options=few_names(context, effect.opens, "or", most=_NAMED)))
    if effect.settles:
        clauses.append(context.say("decided.settles", options=few_names(context, effect.settles, most=_NAMED)))
    return line(*(part for place, clause in enumerate(clauses) for part in (("; " if place else ""), clause)))


def _with_totals(context: Context, options: Sequence[str]) -> Line:
    if len(options) > _NAMED:
        return line(few_names(context, options, most=_NAMED))
    names_and_totals = ((context.name(option), context.total(option)) for option in options)
    named = [context.say("decided.with-total", option=name, total=total) for name, total in names_and_totals]
    return context.language.listed(named)


def what_gates_decided(context: Context) -> list[Block]:
    """What the gates decide together, what each does, and each excluded option without the gates it fails."""
    return [*map(Paragraph, decisive_gates(context)), *each_gate(context)]


def each_gate(context: Context) -> list[Block]:
    """What each gate does, and each excluded option without the gates it fails."""
    if not context.inputs.gates:
        return []
    gates = context.inputs.gates.items()
    effects = (spaced(bold(sentence(gate.name)), effect_of_gate(context, name)) for name, gate in gates)
    blocks: list[Block] = [Bullets(tuple(effects))]
    excluded = [option for option in context.order if option in context.run.analyses.gates.excluded]
    return [*blocks, Bullets(tuple(without_gates(context, option) for option in excluded))] if excluded else blocks


def effect_of_gate(context: Context, gate: str) -> Line:
    """Whom a gate excludes, the shortlist without it, and for whom it is open."""
    effects = context.run.analyses.gates
    excludes = [
        option for option in context.order if option in effects.excluded and gate in effects.excluded[option].failed
    ]
    open_for = [option for option in context.eligible if gate in open_gates(context, option)]
    opens = _open_at(context, gate, open_for) if open_for else ()
    if not excludes:
        return spaced(context.say("decided.excludes-nobody"), *opens)
    names, changes = context.names(excludes), _changes(context, _effect(context, effects.without[gate]))
    if gate in effects.redundant:
        said = context.say("decided.excludes-elsewhere-too", len(excludes), options=names)
    elif changes:
        said = context.say("decided.excludes-and-changes", options=names, changes=changes)
    else:
        said = context.say("decided.excludes-and-changes-nothing", options=names)
    return spaced(said, *opens)


def _open_at(context: Context, gate: str, options: Sequence[str]) -> tuple[Line, Line]:
    """For whom the verdict at a gate is open, and whether that can change the shortlist."""
    opening = context.say("decided.open-at", options=context.names(options))
    matters = [option for option in options if can_change(context, option, gate)]
    if not matters:
        return opening, context.say("decided.open-harmless", len(options))
    if len(matters) == len(options):
        return opening, context.say("decided.open-matters", len(options))
    return opening, context.say("decided.open-some", options=context.one_of(matters))


def can_change(context: Context, option: str, gate: str) -> bool:
    """Whether an open verdict can still change the shortlist."""
    return any(matter.option == option and matter.gate == gate for matter in context.run.analyses.gates.matters)


def without_gates(context: Context, option: str) -> Line:
    """What an excluded option would come to if the gates it fails were set aside, for everybody."""
    excluded = context.run.analyses.gates.excluded[option]
    gates = at_gates(context, excluded.failed)
    if excluded.rank_without is None:
        standing = context.say(f"decided.rank-open.{excluded.outcome_without}", gates=gates)
    else:
        rank = str(excluded.rank_without)
        standing = context.say(f"decided.rank.{excluded.outcome_without}", rank=rank, gates=gates)
    return spaced(bold(sentence(context.marked(option))), standing, _from_the_line(context, option))


def _from_the_line(context: Context, option: str) -> Line:
    """How far the total of an excluded option is from the shortlist line; nothing where that is open."""
    line_at, (low, high) = _shortlist_line(context), context.totals[option]
    if line_at is None or low < line_at < high:
        return ()
    line_text = context.language.points(number(line_at, context.total_places))
    if low == high == line_at:
        return context.say("decided.on-the-line", line=line_text)
    side, distance = ("above", low - line_at) if low >= line_at else ("below", line_at - high)
    if not distance:
        return ()
    key = f"decided.{side}-the-line" if low == high else f"decided.at-least-{side}"
    return context.say(key, points=context.lead(distance, at_least=low < high), line=line_text)


def _shortlist_line(context: Context) -> Decimal | None:
    """The total that makes the shortlist as it stands; None where that is open, or where there is room for all."""
    rule, shortlist = context.inputs.shortlist_rule, context.run.shortlist
    if rule.at_least is not None:
        return rule.at_least
    if shortlist.undetermined or len(shortlist.options) < (rule.top or 1):
        return None
    totals = [context.totals[option] for option in context.eligible]
    if rule.within is not None:
        first = max(low for low, _ in totals)
        return first - rule.within if all(high <= first for _, high in totals) else None
    last = [context.totals[option] for option in shortlist.options]
    lowest = min(low for low, _ in last)
    return lowest if all(low == high or low > lowest for low, high in last) else None


def still_open(context: Context) -> list[Block]:
    """What is open of the eligible options, whether it can change the shortlist, and who could lead."""
    effects = context.run.analyses.gates
    verdicts, scores = _open_verdicts(context), _open_scores(context)
    many = verdicts + scores
    if not many:
        return []
    counts = [context.language.counted(verdicts, "verdict")] if verdicts else []
    counts += [context.language.counted(scores, "score")] if scores else []
    opening = context.say("decided.open", many, counts=counts)
    leaders: Line = ()
    if effects.certain is not None:
        leaders = context.say("decided.certain", option=context.name(effects.certain))
    elif effects.possible:
        options = few_names(context, effects.possible, "or") if context.room else context.one_of(effects.possible)
        leaders = context.say("decided.possible", options=options)
    if not effects.matters:
        return [Paragraph(spaced(opening, context.say("decided.nothing-matters", many), leaders))]
    matters = len(effects.matters)
    which = context.say("decided.all-matter" if matters == many else "decided.some-matter", matters)
    if context.room and matters > context.room.options:
        in_annex = context.say("decided.in-annex") if matters < many else ""
        return [Paragraph(spaced(opening, leaders, which, in_annex))]
    first = [_item(context, matter) for matter in effects.matters if matter.leader]
    others = [_item(context, matter) for matter in effects.matters if not matter.leader]
    return [
        Paragraph(spaced(opening, leaders, which)),
        *headed_list(context.say("decided.matter-first", len(first)), first),
        *headed_list(context.say("decided.matter-shortlist", len(others)), others),
    ]


def open_by_option(context: Context) -> list[Block]:
    """What of all that is open can still change the shortlist, an item an option, where the appendix has no room for
    a list; nothing where all of it can."""
    matters = context.run.analyses.gates.matters
    if not APPENDIX.options < len(matters) < _open_verdicts(context) + _open_scores(context):
        return []
    items = []
    for option in dict.fromkeys(matter.option for matter in matters):
        mine = [matter for matter in matters if matter.option == option]
        gates = [context.gate(matter.gate) for matter in mine if matter.gate is not None]
        criteria = [context.criterion(matter.criterion) for matter in mine if matter.criterion is not None]
        named = [context.text("at-gates", len(gates), names=gates)] if gates else []
        items.append(spaced(bold(sentence(context.name(option))), sentence(context.language.names(named + criteria))))
    return [*headed_list(context.text("decided.by-option"), items[: context.room and context.room.options])]


def _open_verdicts(context: Context) -> int:
    """How many verdicts of eligible options are conditional or unknown."""
    return sum(len(open_gates(context, option)) for option in context.eligible)


def _open_scores(context: Context) -> int:
    """How many scores of eligible options leave a value open that counts."""
    cells = (cell for option in context.eligible for cell in context.run.options[option].cells.items())
    return sum(cell.value is None and bool(context.run.shares[criterion]) for criterion, cell in cells)


def _item(context: Context, matter: Matter) -> Line:
    """An open verdict or an unknown score."""
    option = context.name(matter.option)
    if matter.gate is not None:
        return context.say("decided.item-verdict", option=option, gate=context.gate(matter.gate))
    return context.say("decided.item-score", option=option, criterion=context.criterion(matter.criterion or ""))
