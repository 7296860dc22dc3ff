"""What the gates decided: who would have gone forward without them, and what open verdicts and scores still decide."""

from collections.abc import Iterator, Sequence

from appraise.analyses import Instead, Matter
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Subheading, bold, line
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import at_gates, open_gates


def deciding(context: Context) -> Iterator[Line]:
    """Which gates decide the shortlist, in a fact; nothing where nobody is excluded."""
    found = context.run.analyses.gates
    sets = found.decisive_for_shortlist
    if sets:
        one = len(sets) == 1 and len(sets[0]) == 1
        said = (_without_set(context, gates) for gates in sets)
        yield spaced(context.say("decided.one" if one else "decided.several"), *said, _open_too(context))
    elif found.excluded:
        yield spaced(context.say("decided.none", len(found.excluded)), _open_too(context))


def _open_too(context: Context) -> Line:
    """That a verdict which is not settled can still change the shortlist, where one can."""
    many = len([each for each in context.run.analyses.gates.matters if each.gate is not None])
    return context.say("decided.open-too", many) if many else ()


def _without_set(context: Context, gates: tuple[str, ...]) -> Line:
    """Who would go forward without a set of gates, and whether as the first."""
    found = context.run.analyses.gates
    names = context.language.listed([context.gate(gate) for gate in gates])
    if len(gates) == 1:
        said = _changes(context, found.without[gates[0]])
        return context.say("decided.without", 1, gates=names, changes=said) if said else ()
    enter = [
        option
        for option, each in found.excluded.items()
        if each.failed == gates and each.outcome_without != "not-shortlisted"
    ]
    surely = all(found.excluded[option].outcome_without == "shortlisted" for option in enter)
    said = context.say("decided.comes" if surely else "decided.may-come", options=_with_totals(context, enter))
    return context.say("decided.without", len(gates), gates=names, changes=said)


def _changes(context: Context, then: Instead) -> Line:
    """How a shortlist differs from that of the appraisal; nothing where it is the same."""
    now = context.run.shortlist
    comes = [option for option in then.shortlist if option not in now.options]
    goes = [option for option in now.options if option not in then.shortlist + then.undetermined]
    opens = [option for option in then.undetermined if option not in now.undetermined]
    settles = [option for option in now.undetermined if option not in then.shortlist + then.undetermined]
    parts = []
    first = [option for option in then.leaders if option in comes]
    if comes:
        names = context.names(goes)
        if names:
            key = "decided.instead-first" if first == comes else "decided.instead"
            parts.append(context.say(key, options=_with_totals(context, comes), goes=names))
        else:
            parts.append(
                context.say(
                    "decided.comes-first" if first == comes else "decided.comes", options=_with_totals(context, comes)
                )
            )
    elif goes:
        parts.append(context.say("decided.goes", options=context.names(goes)))
    if first and first != comes:
        options = context.names(first)
        parts[0] = context.say("decided.with-first", changes=parts[0], options=options)
    if opens:
        parts.append(context.say("decided.opens", options=context.one_of(opens)))
    if settles:
        parts.append(context.say("decided.settles", options=context.one_of(settles)))
    return context.language.listed(parts)


def _with_totals(context: Context, options: Sequence[str]) -> Line:
    said = (context.say("decided.with-total", option=context.name(each), total=context.total(each)) for each in options)
    return context.language.listed(list(said))


def what_gates_decided(context: Context) -> list[Block]:
    """What each gate did, and each excluded option without the gates it fails."""
    if not context.inputs.gates:
        return []
    blocks: list[Block] = [Subheading(context.text("decided.heading"))]
    blocks += [Paragraph(said) for said in deciding(context)]
    gates = (
        spaced(bold(sentence(words.name)), each_gate(context, gate)) for gate, words in context.inputs.gates.items()
    )
    blocks.append(Bullets(tuple(gates)))
    excluded = [
        without_gates(context, option) for option in context.order if option in context.run.analyses.gates.excluded
    ]
    return [*blocks, Bullets(tuple(excluded))] if excluded else blocks


def each_gate(context: Context, gate: str) -> Line:
    """Whom a gate excludes, the shortlist without it, and for whom it is open."""
    found = context.run.analyses.gates
    excludes = [
        option for option in context.order if option in found.excluded and gate in found.excluded[option].failed
    ]
    open_ = [option for option in context.eligible if gate in open_gates(context, option)]
    said: list[Line] = []
    if not excludes:
        said.append(context.say("decided.excludes-nobody"))
    else:
        said.append(context.say("decided.excludes", options=context.names(excludes)))
        changes = _changes(context, found.without[gate])
        if gate in found.redundant:
            said.append(context.say("decided.redundant", len(excludes)))
        elif changes:
            said.append(context.say("decided.changes-without", changes=changes))
        else:
            said.append(context.say("decided.same-without"))
    if open_:
        said.append(_open_at(context, gate, open_))
    return spaced(*said)


def _open_at(context: Context, gate: str, options: Sequence[str]) -> Line:
    """For whom the verdict at a gate is open, and whether that can change the shortlist."""
    matters = [option for option in options if can_change(context, option, gate)]
    said = context.say("decided.open-at", options=context.names(options))
    if not matters:
        return spaced(said, context.say("decided.open-harmless", len(options)))
    if len(matters) == len(options):
        return spaced(said, context.say("decided.open-matters", len(options)))
    return spaced(
        said,
        context.say("decided.open-some", options=context.one_of(matters)),
    )


def can_change(context: Context, option: str, gate: str) -> bool:
    """Whether an open verdict can still change the shortlist."""
    return any(each.option == option and each.gate == gate for each in context.run.analyses.gates.matters)


def without_gates(context: Context, option: str) -> Line:
    """An excluded option if the gates it fails were set aside, for everybody."""
    found = context.run.analyses.gates.excluded[option]
    said: list[Line | str] = [line(bold(sentence(context.marked(option))))]
    gates = {"gates": at_gates(context, found.failed)}
    if found.rank_without is None:
        said.append(context.say(f"decided.rank-open.{found.outcome_without}", **gates))
    else:
        said.append(context.say(f"decided.rank.{found.outcome_without}", rank=str(found.rank_without), **gates))
    if not context.eligible:
        return spaced(*said)
    if found.draws_level:
        said.append(context.say("decided.draws-level"))
    elif found.margin is not None:
        key = "decided.ahead" if found.margin > 0 else "decided.behind"
        said.append(context.say(key, points=context.lead(abs(found.margin))))
    elif found.ahead_of_leader is not None:
        said.append(context.say("decided.surely-ahead" if found.ahead_of_leader else "decided.surely-behind"))
    else:
        said.append(context.say("decided.ahead-open"))
    return spaced(*said)


def still_open(context: Context) -> list[Block]:
    """Who can lead however what is open turns out, and which of it can change the shortlist."""
    found = context.run.analyses.gates
    many = _open_items(context)
    if not many:
        return []
    said = []
    if found.certain is not None:
        said.append(context.say("decided.certain", option=context.name(found.certain)))
    elif found.possible:
        names = context.names(found.possible)
        said.append(context.say("decided.possible", options=context.language.listed(names, "or")))
    if not found.matters:
        return [Paragraph(spaced(*said, context.say("decided.nothing-matters", many)))]
    if len(found.matters) == many:
        matter = context.say("decided.all-matter", many)
    else:
        matter = context.say("decided.some-matter", many, matter=context.language.few(len(found.matters)))
    return [Paragraph(spaced(*said, matter)), Bullets(tuple(_item(context, each) for each in found.matters))]


def _open_items(context: Context) -> int:
    """How many verdicts and scores of eligible options are open."""
    cells = (cells.items() for cells in (context.run.options[option].cells for option in context.eligible))
    scores = sum(cell.value is None and bool(context.run.shares[name]) for each in cells for name, cell in each)
    return scores + sum(len(open_gates(context, option)) for option in context.eligible)


def _item(context: Context, matter: Matter) -> Line:
    """An open verdict or an unknown score, and whether it can also change who is first."""
    option = context.name(matter.option)
    if matter.gate is not None:
        gate = context.gate(matter.gate)
        said = context.say("decided.item-verdict", option=option, gate=gate)
    else:
        said = context.say("decided.item-score", option=option, criterion=context.criterion(matter.criterion or ""))
    return spaced(said, context.say("decided.item-first") if matter.leader else "")
