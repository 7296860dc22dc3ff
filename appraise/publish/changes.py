"""What people wrote otherwise, a change a line: the names people know, what was there and what is now."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from appraise.appraisal import UNKNOWN
from appraise.publish.document import Line
from appraise.publish.escape import clean
from appraise.publish.view import View
from appraise.publish.words import Words, number, words_of
from appraise.reviewed import Change, Difference, Keys
from appraise.run import key

FEW = 6
"""Options and gates that are named in a sentence; of more, only the count is given there."""
_LONG = 60
"""Characters of a text that are shown of it."""
_NAME = 120
"""Characters of a name that are shown of it."""
_DOTS = "\N{HORIZONTAL ELLIPSIS}"


class Both(NamedTuple):
    """What is told of: both runs, made ready to be written about, and what is between them."""

    found: Difference
    old: View
    new: View
    most: int

    @property
    def words(self) -> Words:
        """The words of a language."""
        return self.new.words

    def say(self, key: str, n: int | None = None, /, **values: Any) -> Line:
        """A sentence of the language, as `Words.say`."""
        return self.words.say(key, n, **values)

    def text(self, key: str, n: int | None = None, /, **values: Any) -> str:
        """The same as plain text."""
        return self.words.text(key, n, **values)

    def name(self, *kinds_and_id: str) -> str:
        """The name of a thing of one of these kinds, from the newer side if it is there; its id where it has none."""
        *kinds, thing = kinds_and_id
        for side in (self.new, self.old):
            for kind in kinds:
                words = getattr(side.inputs, kind).get(thing)
                if words is not None:
                    return cut(words.name)
        return cut(thing)

    def option(self, option: str) -> str:
        """An option's name."""
        return self.name("options", option)

    def criterion(self, criterion: str) -> str:
        """The name of a criterion or a group."""
        return self.name("criteria", "groups", "uncounted", criterion)

    def gate(self, gate: str) -> str:
        """A gate's name in quotes."""
        return self.words.quoted(self.name("gates", gate))

    def named(self, names: Sequence[str], word: str = "and") -> str:
        """Names in a sentence, of many only the first and how many more."""
        if len(names) > FEW:
            more = self.text("diff.others", len(names) - FEW + 1)
            return self.words.names([*names[: FEW - 1], more], word)
        return self.words.names(names, word)

    def order(self) -> list[str]:
        """Every option: those of the newer side as its matrices show them, then those that are gone."""
        return list(dict.fromkeys(self.new.order + self.old.order))


def change(both: Both, cause: Change) -> Line:
    """ "Pace: weight 25, now 20"."""
    thing, what = label(both, cause.at)
    if len(cause.at) == 2 and cause.at[0] in _WHOLE and None in (cause.was, cause.now):
        return both.say("diff.came" if cause.was is None else "diff.went", thing=thing)
    was, now = _values(both, cause)
    about = {"thing": thing, "what": f"{what} " if what else ""}
    if cause.was is None:
        return both.say("diff.change-came", value=now, **about)
    if cause.now is None:
        return both.say("diff.change-went", value=was, **about)
    return both.say("diff.change" if was != now else "diff.change-unseen", was=was, now=now, **about)


def label(both: Both, at: Keys) -> tuple[str, str]:
    """What a change is of, by the names people know, and the keys below it as they are written in files."""
    things: list[str] = []
    fields: list[str] = []
    rest = list(at)
    while rest:
        head = rest.pop(0)
        if head in _KINDS and rest:
            things.append(both.name(*_KINDS[head], rest.pop(0)))
            fields += [head] if head == "weights" else []
        elif head == "dissent" and len(rest) > 2:
            criterion, option, by, *rest = rest
            things += [words_of(head), both.criterion(criterion), both.option(option), cut(by)]
        elif head in _BY_ID and rest:
            things += [words_of(head), cut(rest.pop(0))]
        elif len(things) == 2 and at[0] == "perspectives" and at[2] == "scores":
            things.append(both.option(head))
        elif head not in _FIGURES or rest or not things:
            fields.append(cut(head))
    if not things:
        things, fields = [words_of(fields[0])], fields[1:]
    return ", ".join(things), " ".join(field.replace("-", " ") for field in fields)


_KINDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("criteria", "groups", "uncounted", "weights", "scores"), ("criteria", "groups", "uncounted")),
    **{kind: (kind,) for kind in ("options", "gates", "perspectives", "characteristics")},
    "verdicts": ("gates",),
}
"""What the key after another one is the id of."""
_BY_ID = {"documents", "claims", "unknowns", "background", "accepted"}
"""Where people know a thing by its id."""
_WHOLE = {*_KINDS, *_BY_ID}
_IDS = {"recommendation", "decision", "options", "affects", "lift-gates"}
"""Where ids are written that people know by a name."""
_FIGURES = {"score", "verdict", "level"}
"""What a reader expects of a cell without being told."""


def _values(both: Both, cause: Change) -> tuple[str, str]:
    """What was written and what is now: of long texts what differs; "" for nothing."""
    unit = _unit_of(both, cause.at)
    given = [_with_names(both, value) if cause.at[-1] in _IDS else value for value in (cause.was, cause.now)]
    was, now = (clean(_said(both, value, unit)) for value in given)
    if cause.at[-1] == "verdict":
        was, now = (text and both.text(f"verdict.{text}").lower() for text in (was, now))
    elif cause.at[-1] in ("date", "deadline"):
        was, now = both.words.date(was), both.words.date(now)
    else:
        was, now = (
            both.words.quoted(text) if isinstance(value, str) and value != UNKNOWN else text
            for value, text in zip(given, _differing(was, now), strict=True)
        )
    return was, now


def _with_names(both: Both, value: Any) -> Any:
    """Ids as the names of what they stand for."""
    if isinstance(value, str):
        return both.name("options", "gates", "criteria", "groups", "uncounted", value)
    return tuple(_with_names(both, each) for each in value) if isinstance(value, tuple) else value


def _said(both: Both, value: Any, unit: str) -> str:
    """A value as people wrote it, in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return both.text("perspectives.yes" if value else "perspectives.no")
    if isinstance(value, Decimal | int):
        return number(Decimal(value)) + unit
    if isinstance(value, str):
        return both.text("unknown") if value == UNKNOWN else value
    if hasattr(value, "_asdict"):
        value = {
            key(field): each for field, each in value._asdict().items() if each != value._field_defaults.get(field)
        }
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_said(both, each, unit)}" for name, each in value.items())
    if len(value) == 2 and all(isinstance(each, Decimal) for each in value):
        return both.words.span(*value) + unit
    return ", ".join(_said(both, each, unit) for each in value)


def _unit_of(both: Both, at: Keys) -> str:
    """The unit of the criterion whose scale a change is on."""
    if "scores" not in at[:-1] and at[-1] not in ("worst", "best"):
        return ""
    for side in (both.new, both.old):
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
        (_DOTS if begin else "") + text[begin : begin + _LONG].rstrip() + (_DOTS if len(text) > begin + _LONG else "")
        for text in (was, now)
    )
    return first, second


def cut(name: str) -> str:
    """A name as far as a line can hold it."""
    name = clean(name)
    return name if len(name) <= _NAME else name[:_NAME].rstrip() + _DOTS
