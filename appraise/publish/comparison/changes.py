"""Changes: what people wrote otherwise, a change a line: the names people know, what was there and what is now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from appraise.field_models import FieldModel
from appraise.field_types import UNKNOWN
from appraise.publish.comparison.amounts import amounts, same_in_pounds
from appraise.publish.comparison.pair import DOTS, Pair, cut
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Subheading, bold, line
from appraise.publish.language import MOST_LISTED, id_as_text, number
from appraise.publish.render.escape import cleaned
from appraise.publish.sections.gates import rule
from appraise.review_results import Change, Keys

_LONG = 60
"""The most characters that are shown of a text."""


def changes(pair: Pair) -> Iterable[Block]:
    """What people wrote otherwise, by group."""
    groups: dict[str, list[Change]] = {}
    for cause in pair.difference.causes:
        groups.setdefault(cause.group, []).append(cause)
    if groups:
        yield Subheading(pair.text("diff.what"))
    for group, causes in groups.items():
        yield Paragraph(line(bold(pair.text(f"diff.group.{group}"))))
        yield pair.bullets((change(pair, cause) for cause in causes), len(causes))
        if group == "weights" and _others_follow(pair, causes):
            yield Paragraph(pair.say("diff.others-follow"))


def _others_follow(pair: Pair, causes: list[Change]) -> bool:
    """Whether weights that nobody changed are now another part of the whole, in the same tree of criteria."""
    if any(cause.at[-1] != "weight" for cause in causes):
        return False
    if any(cause.group == "criteria" for cause in pair.difference.causes):
        return False
    was, now, changed = pair.old.run.shares, pair.new.run.shares, {cause.at[1] for cause in causes}
    return any(was[node] != now.get(node) for node in was if node not in changed)


def change(pair: Pair, cause: Change, newer_currency: bool = False) -> Line:
    """ "Pace: weight 25, now 20".

    newer_currency: whether an amount of both sides is in that of the newer one.
    """
    thing, what = label(pair, cause.at)
    gone = cause.was is None, cause.now is None
    if any(gone) and _whole(cause.at):
        about = _about(pair.new if gone[0] else pair.old, cause.at)
        with_it = pair.text("diff.thing-with", thing=thing, about=about) if about else thing
        scores = list(_scores(pair, cause.at)) if gone[0] else []
        if scores:
            key = "diff.came-costed" if cause.at[0] == "costs" else "diff.came-scored"
            return pair.say(key, thing=with_it, scores=scores)
        return pair.say("diff.came" if gone[0] else "diff.went", thing=with_it)
    match cause.at:
        case ("gates", gate, "requires") if not any(gone):
            was, now = (rule(side, side.inputs.gates[gate].requires) for side in (pair.old, pair.new))
            return pair.say("diff.rule", thing=thing, was=was, now=now)
        case ("criteria", criterion, "values") if any(gone):
            points = (pair.new if gone[0] else pair.old).inputs.criteria[criterion].points
            worth = [pair.text("diff.worth", score=number(score), value=number(value)) for score, value in points]
            return pair.say("diff.values-came" if gone[0] else "diff.values-went", thing=thing, points=worth)
        case ("costs", "currency") if same_in_pounds(pair):
            return pair.say("diff.currency", thing=thing, was=cause.was, now=cause.now)
    was, now = _values(pair, cause, newer_currency)
    of = {"thing": thing, "what": f"{what} " if what else ""}
    if gone[0]:
        return pair.say("diff.change-came", value=now, **of)
    if gone[1]:
        return pair.say("diff.change-went", value=was, **of)
    return pair.say("diff.change" if was != now else "diff.change-unseen", was=was, now=now, **of)


def _about(side: Context, at: Keys) -> str:
    """What decides the result of a criterion, a group or a gate that came or went: its weight, or what it asks for."""
    match at:
        case ("criteria" | "groups" as kind, node):
            weight, share = getattr(side.inputs, kind)[node].weight, side.share(node)
            return share if weight is None else side.text("diff.weighs", weight=number(weight), share=share)
        case ("gates", gate):
            return rule(side, side.inputs.gates[gate].requires).removesuffix(".")
    return ""


def _scores(pair: Pair, at: Keys) -> Iterator[str]:
    """The scores of an option or on a criterion that is new, each after the name of the other."""
    results = pair.new.run.options
    match at:
        case ("options", option):
            cells = [(pair.criterion(name), name, cell) for name, cell in results[option].cells.items()]
        case ("criteria", criterion) if criterion in pair.new.inputs.criteria:
            there = {name: result for name, result in results.items() if name in pair.old.run.options}
            cells = [(pair.option(name), criterion, result.cells[criterion]) for name, result in there.items()]
        case ("costs", _, line):
            yield from _costed(pair, line)
            return
        case _:
            cells = []
    for name, criterion, cell in cells[:MOST_LISTED]:
        unit = _unit_of(pair, ("scores", criterion, ""))
        score, range_ = (_value_text(pair, value, unit) for value in (cell.score, cell.range))
        yield pair.text("diff.scored-within" if range_ else "diff.scored", name=name, score=score, range=range_)
    if len(cells) > MOST_LISTED:
        yield pair.text("diff.others", len(cells) - MOST_LISTED)


def _costed(pair: Pair, line: str) -> Iterator[str]:
    """What each option pays under a line that is new, after its name."""
    options, costs = pair.new.inputs.options, pair.new.inputs.costs
    if costs is None:
        return
    for option in [*options][:MOST_LISTED]:
        at = ("costs", "lines", line, "options", option, "amount")
        stated = costs.lines[line].of(option).amount
        yield pair.text(
            "diff.scored", name=pair.option(option), score=amounts(pair, Change("costs", at, None, stated))[1]
        )
    if len(options) > MOST_LISTED:
        yield pair.text("diff.others", len(options) - MOST_LISTED)


def _whole(at: Keys) -> bool:
    """Whether keys are of a thing as a whole that people know by its name."""
    if at[0] == "costs":
        return len(at) == 1 or (at[1] == "lines" and len(at) == 3)
    member = len(at) == 3 and at[1] == "sheets"
    return member or (len(at) == 2 and at[0] in _WHOLE) or (len(at) == 4 and at[2] == "precedents")


def label(pair: Pair, at: Keys) -> tuple[str, str]:
    """What a change is of, by the names people know, and what of it: the keys below, as they are written in files."""
    things: list[str] = []
    fields: list[str] = []
    rest: Sequence[str] = at
    while rest:
        named, after = _things(pair, at, rest)
        if named:
            things += named
            fields += _SHORT.get(rest[0], [])
        else:
            field, after = _field(pair, rest, bool(things))
            fields += field
        rest = after
    if not things:
        things, fields = [id_as_text(fields[0])], [field for field in fields[1:] if field != "options"]
    return ", ".join(things), " ".join(field.replace("-", " ") for field in fields)


def _things(pair: Pair, at: Keys, rest: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """The names of what the first of the keys left stand for, and the keys after them; no names for a field."""
    match rest:
        case ("perspectives", view, "scores", criterion, option, *after):
            return [pair.name("perspectives", view), pair.criterion(criterion), pair.option(option)], after
        case ("panel", "sheets", member, "scores", criterion, option, *after):
            return [pair.member(member), pair.criterion(criterion), pair.option(option)], after
        case ("panel", "sheets", member, *after):
            return [pair.member(member)], after
        case ("weighting", "sheets", member, *after):
            return [pair.text("diff.part.weights-by", name=pair.member(member))], after
        case ("dissent" as head, criterion, option, by, *after) if pair.has_option(option):
            return [id_as_text(head), pair.criterion(criterion), pair.option(option), cut(by)], after
        case ("dissent" as head, criterion, by, *after):
            return [id_as_text(head), pair.criterion(criterion), cut(by)], after
        case ("costs", "lines", line, "options", option, *after):
            return [pair.line(line), pair.option(option)], after
        case ("costs", "lines", line, *after):
            return [pair.line(line)], after
        case ("costs" as head, *after):
            return [id_as_text(head)], after
        case ("amount", year):
            return [year], ()
        case ("follows", *after):
            return [pair.text("diff.part.follows")], after
        case ("precedents", precedent, *after):
            return [pair.text("diff.part.precedents", name=_precedent(pair, at[1], precedent))], after
        case ("evolves-to", model, *after):
            return [pair.text("diff.part.evolves-to", name=pair.new.model(model))], after
        case (head, id_, *after) if head in _KINDS:
            return [pair.name(*_KINDS[head], id_)], after
        case (head, id_, *after) if head in _BY_ID:
            return [id_as_text(head), cut(id_)], after
    return [], rest


def _field(pair: Pair, rest: Sequence[str], of_a_thing: bool) -> tuple[list[str], Sequence[str]]:
    """The field that the first of the keys left stand for, if it is one to name, and the keys after them."""
    match rest:
        case ("rate-from", _, *_, level):
            return [pair.text("diff.part.scores", name=pair.language.quoted(level))], ()
        case ("rate-from", *_):
            return [pair.text("diff.part.rate-from")], ()
        case ("dimensions", name, *after):
            return [cut(name)], after
        case ("discount-rate" as head, year):
            return [pair.text(f"diff.part.{head}", name=year)], ()
        case ("range-percent" as head,):
            return [pair.text(f"diff.part.{head}")], ()
        case ("levels" as head, level, *after):
            return [pair.text(f"diff.part.{head}", name=cut(pair.language.quoted(level)))], after
        case ("scale" | "values" | "members" as head, point, *after):
            return [pair.text(f"diff.part.{head}", name=cut(point))], after
    unsaid = rest[0] in _FIGURES and len(rest) == 1 and of_a_thing
    return [] if unsaid else [cut(rest[0])], rest[1:]


_KINDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("criteria", "groups", "uncounted", "weights", "swings", "scores"), ("criteria", "groups", "uncounted")
    ),
    **{kind: (kind,) for kind in ("options", "gates", "perspectives", "characteristics")},
    "verdicts": ("gates",),
}
"""What the key after another one is the id of."""
_BY_ID = {"documents", "claims", "unknowns", "background", "accepted"}
"""Where people know a thing by its id."""
_WHOLE = {*_KINDS, *_BY_ID}
_NAMED = ("options", "gates", "criteria", "groups", "uncounted", "characteristics")
_IDS = {
    "recommendation",
    "decision",
    "options",
    "affects",
    "lift-gates",
    "group",
    "characteristic",
    "rate-from",
    "order",
}
"""Where ids are written that people know by a name."""
_SHORT = {"weights": ["weight"], "swings": ["swing"]}
"""What stands for the name of a field whose things are named."""
_FIGURES = {"score", "verdict", "level", "amount"}
"""Fields that go unnamed where a cell holds nothing else."""


_YEARS = {"from", "prices", "discount-rate"}
"""Fields of costs whose values are years, or rates by year."""


def _precedent(pair: Pair, option: str, precedent: str) -> str:
    """A precedent's name in quotes."""
    for side in (pair.new, pair.old):
        entry = side.inputs.options.get(option)
        if entry is not None and precedent in entry.precedents:
            return pair.language.quoted(cut(entry.precedents[precedent].name))
    return pair.language.quoted(cut(precedent))


def _values(pair: Pair, cause: Change, newer_currency: bool = False) -> tuple[str, str]:
    """What was written and what is now: of long texts what differs; "" for nothing."""
    if cause.at[0] == "costs" and {"amount", "range"} & {*cause.at[3:]}:
        return amounts(pair, cause, newer_currency)
    unit, field = _unit_of(pair, cause.at), cause.at[-1]
    values = [_with_names(pair, value, field) for value in (cause.was, cause.now)]
    was, now = (cleaned(_value_text(pair, value, unit)).strip(" ") for value in values)
    if field == "verdict":
        was, now = (text and pair.text(f"verdict.{text}").lower() for text in (was, now))
    elif field in ("date", "deadline"):
        was, now = pair.language.date(was), pair.language.date(now)
    elif cause.at[0] == "costs" and field in _YEARS:
        pass
    elif field == "weight" and cause.at[0] != "perspectives":
        was, now = (_with_share(pair, side, cause.at[1], text) for side, text in ((pair.old, was), (pair.new, now)))
    else:
        was, now = (
            pair.language.quoted(text) if isinstance(value, str) and value != UNKNOWN else text
            for value, text in zip(values, _differing(was, now), strict=True)
        )
    return was, now


def _with_share(pair: Pair, side: Context, node: str, weight: str) -> str:
    """A weight as typed and which part of the whole it is."""
    share = side.run.shares.get(node)
    if share is None or not weight:
        return weight
    return pair.text("diff.weight", weight=weight, share=pair.language.percent(share))


def _with_names(pair: Pair, value: Any, field: str) -> Any:
    """Ids as the names of what they stand for."""
    if isinstance(value, tuple):
        return tuple(_with_names(pair, each, field) for each in value)
    if isinstance(value, str) and field == "models":
        return pair.new.model(value)
    return pair.name(*_NAMED, value) if isinstance(value, str) and field in _IDS else value


def _value_text(pair: Pair, value: Any, unit: str) -> str:
    """A value as people wrote it, in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return pair.text("perspectives.yes" if value else "perspectives.no")
    if isinstance(value, Decimal | int):
        return number(Decimal(value)) + unit
    if isinstance(value, str):
        return pair.text("unknown") if value == UNKNOWN else value
    if isinstance(value, FieldModel):
        value = value.stated()
    if isinstance(value, Mapping) and all(isinstance(each, Decimal) for each in value):
        rates = [
            pair.text("diff.from-number", rate=number(rate) + unit, n=number(year)) for year, rate in value.items()
        ]
        return ", ".join(rates)
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_value_text(pair, each, unit)}" for name, each in value.items())
    if len(value) == 2 and all(isinstance(each, Decimal) for each in value):
        return pair.language.span(*value) + unit
    # In an order of criteria those that are level stand together.
    levels = (" = ".join(each) if isinstance(each, tuple) else _value_text(pair, each, unit) for each in value)
    return ", ".join(levels)


def _unit_of(pair: Pair, at: Keys) -> str:
    """The unit of the criterion whose scale a change is on; of costs that of what is in per cent."""
    if at[0] == "costs":
        per_cent = {"discount-rate", "optimism-bias", "range-percent"} & {*at}
        return "%" if per_cent else ""
    if "scores" not in at[:-1] and at[-1] not in ("worst", "best"):
        return ""
    for side in (pair.new, pair.old):
        for name in at:
            criterion = side.inputs.criteria.get(name)
            if criterion is not None and criterion.unit:
                return f" {criterion.unit}"
    return ""


def _differing(was: str, now: str) -> tuple[str, str]:
    """Two texts cut to where they begin to differ, if one of them is long."""
    if len(was) <= _LONG and len(now) <= _LONG:
        return was, now
    least = min(len(was), len(now))
    same = next((at for at in range(least) if was[at] != now[at]), least)
    before = max(same - _LONG // 3, 0)
    begin = was.rfind(" ", max(before - _LONG // 3, 0), before) + 1 or before
    first, second = (
        (DOTS if begin else "") + text[begin : begin + _LONG].rstrip() + (DOTS if len(text) > begin + _LONG else "")
        for text in (was, now)
    )
    return first, second
