"""What the gates decided: who would have gone forward without them, and what open verdicts and scores still decide."""

from collections.abc import Iterator, Sequence

from appraise.publish.document import Block, Bullets, Line, Paragraph, Subheading, bold, line
from appraise.publish.result import at_gates, open_gates
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced


def deciding(view: View) -> Iterator[Line]:
    """Which gates decide the shortlist, in a fact; nothing where nobody is excluded."""
    found = view.run.analyses.gates
    if not found.excluded or view.run.shortlist.undetermined:
        return
    sets = found.decisive_for_shortlist
    if not sets:
        if all(each.outcome_without == "not-shortlisted" for each in found.excluded.values()):
            yield view.say("decided.none", len(found.excluded))
        return
    said = [_without_set(view, gates) for gates in sets]
    one = len(sets) == 1 and len(sets[0]) == 1
    yield spaced(view.say("decided.one" if one else "decided.several"), *said)


def _without_set(view: View, gates: tuple[str, ...]) -> Line:
    """Who would have gone forward without a set of gates."""
    enter = [
        option
        for option, each in view.run.analyses.gates.excluded.items()
        if each.failed == gates and each.outcome_without == "shortlisted"
    ]
    said = [view.say("decided.with-total", option=view.name(o), total=view.total(o)) for o in enter]
    names = view.words.listed(said)
    without = view.words.listed([view.words.quoted(view.inputs.gates[gate].name) for gate in gates])
    if len(gates) > 1:
        return view.say("decided.without-several", gates=without, options=names)
    after = view.run.analyses.gates.shortlist_without[gates[0]]
    goes = [view.name(option) for option in view.run.shortlist.options if option not in after]
    if goes:
        return view.say("decided.instead", gates=without, options=names, goes=goes)
    return view.say("decided.too", gates=without, options=names)


def what_gates_decided(view: View) -> list[Block]:
    """What each gate did, each excluded option without the gates it fails, and what is still open."""
    if not view.inputs.gates:
        return []
    blocks: list[Block] = [Subheading(view.text("decided.heading"))]
    blocks += [Paragraph(said) for said in deciding(view)]
    blocks.append(Bullets(tuple(each_gate(view, gate) for gate in view.inputs.gates)))
    excluded = [without_gates(view, option) for option in view.order if option in view.run.analyses.gates.excluded]
    if excluded:
        blocks.append(Bullets(tuple(excluded)))
    still = still_open(view)
    return [*blocks, *still]


def each_gate(view: View, gate: str) -> Line:
    """Whom a gate excludes, and the shortlist without it."""
    found = view.run.analyses.gates
    named = bold(sentence(view.inputs.gates[gate].name))
    excludes = [option for option in view.order if option in found.excluded and gate in found.excluded[option].failed]
    open_ = [option for option in view.eligible if gate in open_gates(view, option)]
    said = []
    if not excludes:
        said.append(view.say("decided.excludes-nobody"))
    else:
        said.append(view.say("decided.excludes", options=[view.name(option) for option in excludes]))
        if gate in found.redundant:
            said.append(view.say("decided.redundant", len(excludes)))
        elif {*found.shortlist_without[gate]} == {*view.run.shortlist.options}:
            said.append(view.say("decided.same-without"))
        else:
            said.append(view.say("decided.shortlist-without", options=_named(view, found.shortlist_without[gate])))
    if open_:
        said.append(_open_at(view, gate, open_))
    return spaced(named, *said)


def _open_at(view: View, gate: str, options: Sequence[str]) -> Line:
    """For whom the verdict at a gate is open, and whether that can change the shortlist."""
    matters = [option for option in options if (gate, option) in view.run.analyses.gates.matters]
    said = view.say("decided.open-at", options=_named(view, options))
    if not matters:
        return spaced(said, view.say("decided.open-harmless", len(options)))
    if len(matters) == len(options):
        return spaced(said, view.say("decided.open-matters", len(options)))
    return spaced(said, view.say("decided.open-some", options=view.words.listed([view.name(o) for o in matters], "or")))


def _named(view: View, options: Sequence[str]) -> Line:
    return view.words.listed([view.name(option) for option in options]) or view.say("weights.nobody")


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
    every = open_items(view)
    if not every:
        return []
    said = []
    if found.certain is not None:
        said.append(view.say("decided.certain", option=view.name(found.certain)))
    elif found.possible:
        said.append(
            view.say("decided.possible", options=view.words.listed([view.name(o) for o in found.possible], "or"))
        )
    if not found.matters:
        said.append(view.say("decided.nothing-matters", len(every)))
        return [Paragraph(spaced(*said))]
    said.append(view.say("decided.some-matter", len(found.matters), among=view.words.counted(len(every), "unknown")))
    return [Paragraph(spaced(*said)), Bullets(tuple(_item(view, *each) for each in found.matters), numbered=True)]


def open_items(view: View) -> list[tuple[str, str]]:
    """Open verdicts (gate, option) and unknown scores (criterion, option) of the eligible."""
    items = []
    for option in view.eligible:
        cells = view.run.options[option].cells
        items += [(gate, option) for gate in open_gates(view, option)]
        items += [(name, option) for name, cell in cells.items() if cell.value is None and view.run.shares[name]]
    return items


def _item(view: View, what: str, option: str) -> Line:
    """An open verdict or an unknown score. A gate may have the id of a criterion: an open verdict goes before."""
    if what in view.inputs.gates and what in open_gates(view, option):
        gate = view.words.quoted(view.inputs.gates[what].name)
        return view.say("decided.item-verdict", option=view.name(option), gate=gate)
    return view.say("decided.item-score", option=view.name(option), criterion=view.inputs.criteria[what].name)
