"""What the gates decided: who would have gone forward without them, and what open verdicts and scores still decide."""

from collections.abc import Iterator, Sequence

from appraise.analyses import Instead, Matter
from appraise.publish.document import Block, Bullets, Line, Paragraph, Subheading, bold, line
from appraise.publish.result import at_gates, open_gates
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced


def deciding(view: View) -> Iterator[Line]:
    """Which gates decide the shortlist, in a fact; nothing where nobody is excluded."""
    found = view.run.analyses.gates
    sets = found.decisive_for_shortlist
    if sets:
        one = len(sets) == 1 and len(sets[0]) == 1
        said = (_without_set(view, gates) for gates in sets)
        yield spaced(view.say("decided.one" if one else "decided.several"), *said, _open_too(view))
    elif found.excluded:
        yield spaced(view.say("decided.none", len(found.excluded)), _open_too(view))


def _open_too(view: View) -> Line:
    """That a verdict which is not settled can still change the shortlist, where one can."""
    many = len([each for each in view.run.analyses.gates.matters if each.gate is not None])
    return view.say("decided.open-too", many) if many else ()


def _without_set(view: View, gates: tuple[str, ...]) -> Line:
    """Who would go forward without a set of gates, and whether as the first."""
    found = view.run.analyses.gates
    names = view.words.listed([view.words.quoted(view.inputs.gates[gate].name) for gate in gates])
    if len(gates) == 1:
        said = _changes(view, found.without[gates[0]])
        return view.say("decided.without", 1, gates=names, changes=said) if said else ()
    enter = [
        option
        for option, each in found.excluded.items()
        if each.failed == gates and each.outcome_without != "not-shortlisted"
    ]
    surely = all(found.excluded[option].outcome_without == "shortlisted" for option in enter)
    said = view.say("decided.comes" if surely else "decided.may-come", options=_with_totals(view, enter))
    return view.say("decided.without", len(gates), gates=names, changes=said)


def _changes(view: View, then: Instead) -> Line:
    """How a shortlist differs from that of the appraisal; nothing where it is the same."""
    now = view.run.shortlist
    comes = [option for option in then.shortlist if option not in now.options]
    goes = [option for option in now.options if option not in then.shortlist + then.undetermined]
    opens = [option for option in then.undetermined if option not in now.undetermined]
    settles = [option for option in now.undetermined if option not in then.shortlist + then.undetermined]
    parts = []
    first = [option for option in then.leaders if option in comes]
    if comes:
        names = [view.name(option) for option in goes]
        if names:
            key = "decided.instead-first" if first == comes else "decided.instead"
            parts.append(view.say(key, options=_with_totals(view, comes), goes=names))
        else:
            parts.append(
                view.say(
                    "decided.comes-first" if first == comes else "decided.comes", options=_with_totals(view, comes)
                )
            )
    elif goes:
        parts.append(view.say("decided.goes", options=[view.name(option) for option in goes]))
    if first and first != comes:
        options = [view.name(option) for option in first]
        parts[0] = view.say("decided.with-first", changes=parts[0], options=options)
    if opens:
        parts.append(view.say("decided.opens", options=view.words.listed([view.name(o) for o in opens], "or")))
    if settles:
        parts.append(view.say("decided.settles", options=view.words.listed([view.name(o) for o in settles], "or")))
    return view.words.listed(parts)


def _with_totals(view: View, options: Sequence[str]) -> Line:
    said = (view.say("decided.with-total", option=view.name(each), total=view.total(each)) for each in options)
    return view.words.listed(list(said))


def what_gates_decided(view: View) -> list[Block]:
    """What each gate did, and each excluded option without the gates it fails."""
    if not view.inputs.gates:
        return []
    blocks: list[Block] = [Subheading(view.text("decided.heading"))]
    blocks += [Paragraph(said) for said in deciding(view)]
    gates = (spaced(bold(sentence(words.name)), each_gate(view, gate)) for gate, words in view.inputs.gates.items())
    blocks.append(Bullets(tuple(gates)))
    excluded = [without_gates(view, option) for option in view.order if option in view.run.analyses.gates.excluded]
    return [*blocks, Bullets(tuple(excluded))] if excluded else blocks


def each_gate(view: View, gate: str) -> Line:
    """Whom a gate excludes, the shortlist without it, and for whom it is open."""
    found = view.run.analyses.gates
    excludes = [option for option in view.order if option in found.excluded and gate in found.excluded[option].failed]
    open_ = [option for option in view.eligible if gate in open_gates(view, option)]
    said: list[Line] = []
    if not excludes:
        said.append(view.say("decided.excludes-nobody"))
    else:
        said.append(view.say("decided.excludes", options=[view.name(option) for option in excludes]))
        changes = _changes(view, found.without[gate])
        if gate in found.redundant:
            said.append(view.say("decided.redundant", len(excludes)))
        elif changes:
            said.append(view.say("decided.changes-without", changes=changes))
        else:
            said.append(view.say("decided.same-without"))
    if open_:
        said.append(_open_at(view, gate, open_))
    return spaced(*said)


def _open_at(view: View, gate: str, options: Sequence[str]) -> Line:
    """For whom the verdict at a gate is open, and whether that can change the shortlist."""
    matters = [option for option in options if can_change(view, option, gate)]
    said = view.say("decided.open-at", options=[view.name(option) for option in options])
    if not matters:
        return spaced(said, view.say("decided.open-harmless", len(options)))
    if len(matters) == len(options):
        return spaced(said, view.say("decided.open-matters", len(options)))
    return spaced(said, view.say("decided.open-some", options=view.words.listed([view.name(o) for o in matters], "or")))


def can_change(view: View, option: str, gate: str) -> bool:
    """Whether an open verdict can still change the shortlist."""
    return any(each.option == option and each.gate == gate for each in view.run.analyses.gates.matters)


def without_gates(view: View, option: str) -> Line:
    """An excluded option if the gates it fails were set aside, for everybody."""
    found = view.run.analyses.gates.excluded[option]
    said: list[Line | str] = [line(bold(sentence(view.marked(option))))]
    gates = {"gates": at_gates(view, found.failed)}
    if found.rank_without is None:
        said.append(view.say(f"decided.rank-open.{found.outcome_without}", **gates))
    else:
        said.append(view.say(f"decided.rank.{found.outcome_without}", rank=str(found.rank_without), **gates))
    if not view.eligible:
        return spaced(*said)
    if found.draws_level:
        said.append(view.say("decided.draws-level"))
    elif found.margin is not None:
        key = "decided.ahead" if found.margin > 0 else "decided.behind"
        said.append(view.say(key, points=view.lead(abs(found.margin))))
    elif found.ahead_of_leader is not None:
        said.append(view.say("decided.surely-ahead" if found.ahead_of_leader else "decided.surely-behind"))
    else:
        said.append(view.say("decided.ahead-open"))
    return spaced(*said)


def still_open(view: View) -> list[Block]:
    """Who can lead however what is open turns out, and which of it can change the shortlist."""
    found = view.run.analyses.gates
    many = _open_items(view)
    if not many:
        return []
    said = []
    if found.certain is not None:
        said.append(view.say("decided.certain", option=view.name(found.certain)))
    elif found.possible:
        names = [view.name(option) for option in found.possible]
        said.append(view.say("decided.possible", options=view.words.listed(names, "or")))
    if not found.matters:
        return [Paragraph(spaced(*said, view.say("decided.nothing-matters", many)))]
    if len(found.matters) == many:
        matter = view.say("decided.all-matter", many)
    else:
        matter = view.say("decided.some-matter", many, matter=view.words.few(len(found.matters)))
    return [Paragraph(spaced(*said, matter)), Bullets(tuple(_item(view, each) for each in found.matters))]


def _open_items(view: View) -> int:
    """How many verdicts and scores of eligible options are open."""
    cells = (cells.items() for cells in (view.run.options[option].cells for option in view.eligible))
    scores = sum(cell.value is None and bool(view.run.shares[name]) for each in cells for name, cell in each)
    return scores + sum(len(open_gates(view, option)) for option in view.eligible)


def _item(view: View, matter: Matter) -> Line:
    """An open verdict or an unknown score, and whether it can also change who is first."""
    option = view.name(matter.option)
    if matter.gate is not None:
        gate = view.words.quoted(view.inputs.gates[matter.gate].name)
        said = view.say("decided.item-verdict", option=option, gate=gate)
    else:
        said = view.say(
            "decided.item-score", option=option, criterion=view.inputs.criteria[matter.criterion or ""].name
        )
    return spaced(said, view.say("decided.item-first") if matter.leader else "")
