"""Effects of the gates: who would go forward without them, and what open verdicts and scores can still change."""

from collections.abc import Iterator, Sequence

from appraise.analyses import AlternativeResult, Matter
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Subheading, bold
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import at_gates, open_gates


def decisive_gates(context: Context) -> Iterator[Line]:
    """Which gates decide the shortlist, in a paragraph; nothing where nobody is excluded."""
    effects = context.run.analyses.gates
    sets = effects.decisive_for_shortlist
    if sets:
        one = len(sets) == 1 and len(sets[0]) == 1
        without = (_without_set(context, gates) for gates in sets)
        yield spaced(context.say("decided.one" if one else "decided.several"), *without, _open_too(context))
    elif effects.excluded:
        yield spaced(context.say("decided.none", len(effects.excluded)), _open_too(context))


def _open_too(context: Context) -> Line:
    """That a verdict which is not settled can still change the shortlist, where one can."""
    many = sum(matter.gate is not None for matter in context.run.analyses.gates.matters)
    return context.say("decided.open-too", many) if many else ()


def _without_set(context: Context, gates: tuple[str, ...]) -> Line:
    """Who would go forward without a set of gates, and whether as the first."""
    effects = context.run.analyses.gates
    if len(gates) == 1:
        changes = _changes(context, effects.without[gates[0]])
    else:
        outcomes = {option: each.outcome_without for option, each in effects.excluded.items() if each.failed == gates}
        enter = [option for option, outcome in outcomes.items() if outcome != "not-shortlisted"]
        surely = all(outcomes[option] == "shortlisted" for option in enter)
        key = "decided.comes" if surely else "decided.may-come"
        changes = context.say(key, options=_with_totals(context, enter))
    names = [context.gate(gate) for gate in gates]
    return context.say("decided.without", len(gates), gates=names, changes=changes) if changes else ()


def _changes(context: Context, then: AlternativeResult) -> Line:
    """How a shortlist differs from that of the appraisal; nothing where it is the same."""
    now = context.run.shortlist
    comes = [option for option in then.shortlist if option not in now.options]
    goes = [option for option in now.options if option not in then.shortlist + then.undetermined]
    opens = [option for option in then.undetermined if option not in now.undetermined]
    settles = [option for option in now.undetermined if option not in then.shortlist + then.undetermined]
    first = [option for option in then.leaders if option in comes]
    clauses = []
    if comes:
        if goes:
            key = "decided.instead-first" if first == comes else "decided.instead"
        else:
            key = "decided.comes-first" if first == comes else "decided.comes"
        clauses.append(context.say(key, options=_with_totals(context, comes), goes=context.names(goes)))
        if first and first != comes:
            clauses = [context.say("decided.with-first", changes=clauses[0], options=context.names(first))]
    elif goes:
        clauses.append(context.say("decided.goes", options=context.names(goes)))
    if opens:
        clauses.append(context.say("decided.opens", options=context.one_of(opens)))
    if settles:
        clauses.append(context.say("decided.settles", options=context.names(settles)))
    return context.language.listed(clauses)


def _with_totals(context: Context, options: Sequence[str]) -> Line:
    names_and_totals = ((context.name(option), context.total(option)) for option in options)
    named = [context.say("decided.with-total", option=name, total=total) for name, total in names_and_totals]
    return context.language.listed(named)


def what_gates_decided(context: Context) -> list[Block]:
    """What the gates decide together, what each does, and each excluded option without the gates it fails."""
    if not context.inputs.gates:
        return []
    gates = (
        spaced(bold(sentence(gate.name)), effect_of_gate(context, name)) for name, gate in context.inputs.gates.items()
    )
    blocks: list[Block] = [
        Subheading(context.text("decided.heading")),
        *(Paragraph(paragraph) for paragraph in decisive_gates(context)),
        Bullets(tuple(gates)),
    ]
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
    changes = _changes(context, effects.without[gate])
    if gate in effects.redundant:
        without = context.say("decided.redundant", len(excludes))
    elif changes:
        without = context.say("decided.changes-without", changes=changes)
    else:
        without = context.say("decided.same-without")
    return spaced(context.say("decided.excludes", options=context.names(excludes)), without, *opens)


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
    if not context.eligible:
        distance: Line = ()
    elif excluded.draws_level:
        distance = context.say("decided.draws-level")
    elif excluded.margin is not None:
        key = "decided.ahead" if excluded.margin > 0 else "decided.behind"
        distance = context.say(key, points=context.lead(abs(excluded.margin)))
    elif excluded.ahead_of_leader is not None:
        distance = context.say("decided.surely-ahead" if excluded.ahead_of_leader else "decided.surely-behind")
    else:
        distance = context.say("decided.ahead-open")
    return spaced(bold(sentence(context.marked(option))), standing, distance)


def still_open(context: Context) -> list[Block]:
    """Who can lead however what is open turns out, and which of it can change the shortlist."""
    effects = context.run.analyses.gates
    many = _open_items(context)
    if not many:
        return []
    leaders: Line = ()
    if effects.certain is not None:
        leaders = context.say("decided.certain", option=context.name(effects.certain))
    elif effects.possible:
        leaders = context.say("decided.possible", options=context.one_of(effects.possible))
    if not effects.matters:
        return [Paragraph(spaced(leaders, context.say("decided.nothing-matters", many)))]
    if len(effects.matters) == many:
        matter = context.say("decided.all-matter", many)
    else:
        matter = context.say("decided.some-matter", many, matter=context.language.few(len(effects.matters)))
    items = tuple(_item(context, matter) for matter in effects.matters)
    return [Paragraph(spaced(leaders, matter)), Bullets(items)]


def _open_items(context: Context) -> int:
    """How many verdicts and scores of eligible options are open."""
    results = [context.run.options[option] for option in context.eligible]
    cells = (cell for result in results for cell in result.cells.items())
    scores = sum(cell.value is None and bool(context.run.shares[criterion]) for criterion, cell in cells)
    return scores + sum(len(open_gates(context, option)) for option in context.eligible)


def _item(context: Context, matter: Matter) -> Line:
    """An open verdict or an unknown score, and whether it can also change who is first."""
    option = context.name(matter.option)
    if matter.gate is not None:
        item = context.say("decided.item-verdict", option=option, gate=context.gate(matter.gate))
    else:
        item = context.say("decided.item-score", option=option, criterion=context.criterion(matter.criterion or ""))
    return spaced(item, context.say("decided.item-first") if matter.leader else "")
