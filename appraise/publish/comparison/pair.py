"""Pair: the two runs that a comparison is about, their difference, and the names of what is in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from appraise.publish.context import Context
from appraise.publish.document import Bullets, Line
from appraise.publish.language import Language
from appraise.publish.render.escape import clean
from appraise.review_results import Difference, Effect
from appraise.run import Run

FEW = 6
"""Options and gates that are named in a sentence; of more, only the count is given there."""
_NAME = 120
"""Characters of a name that are shown of it."""
DOTS = "\N{HORIZONTAL ELLIPSIS}"


class Pair(NamedTuple):
    """Two runs, made ready to be written about, and their difference.

    most:  rows of a table and items of a list that are shown.
    alike: kind and id of what has its name in common with another of its kind, such as an option whose id was changed.
    """

    difference: Difference
    old: Context
    new: Context
    most: int
    alike: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, difference: Difference, old: Run, new: Run, language: Language, most: int) -> "Pair":
        """Two runs and their difference, made ready to be written about."""
        return cls(difference, Context.of(old, language), Context.of(new, language), most, frozenset(_alike(old, new)))

    @property
    def language(self) -> Language:
        """The language that the comparison is written in."""
        return self.new.language

    def say(self, key: str, n: int | None = None, /, **values: Any) -> Line:
        """A sentence of the language, as `Language.say`."""
        return self.language.say(key, n, **values)

    def text(self, key: str, n: int | None = None, /, **values: Any) -> str:
        """The same as plain text."""
        return self.language.text(key, n, **values)

    def name(self, *kinds_and_id: str) -> str:
        """The name of a thing of one of these kinds, from the newer side if it is there, with its id where the name
        does not tell it apart; its id alone where it has none."""
        *kinds, thing = kinds_and_id
        for side in (self.new, self.old):
            for kind in kinds:
                entry = getattr(side.inputs, kind).get(thing)
                if entry is not None:
                    name = cut(entry.name)
                    return self.text("diff.with-id", name=name, id=thing) if (kind, thing) in self.alike else name
        return cut(thing)

    def has_option(self, option: str) -> bool:
        """Whether there is an option of an id on either side."""
        return option in self.new.inputs.options or option in self.old.inputs.options

    def option(self, option: str) -> str:
        """An option's name."""
        return self.name("options", option)

    def criterion(self, criterion: str) -> str:
        """The name of a criterion or a group."""
        return self.name("criteria", "groups", "uncounted", criterion)

    def member(self, member: str) -> str:
        """A member of the panel, by name and office, in quotes."""
        for inputs in (self.new.inputs, self.old.inputs):
            for sheets in (inputs.panel.sheets if inputs.panel else {}, inputs.weighting.sheets):
                if member in sheets:
                    return self.language.quoted(cut(sheets[member].by))
        return self.language.quoted(cut(member))

    def line(self, line: str) -> str:
        """The name of a line of costs, with its id where the name does not tell it apart."""
        for inputs in (self.new.inputs, self.old.inputs):
            if inputs.costs and line in inputs.costs.lines:
                name = cut(inputs.costs.lines[line].name)
                return self.text("diff.with-id", name=name, id=line) if ("lines", line) in self.alike else name
        return cut(line)

    def gate(self, gate: str) -> str:
        """A gate's name in quotes."""
        return self.language.quoted(self.name("gates", gate))

    def options(self, options: Iterable[str], word: str = "and") -> str:
        """Options by name in a sentence, as `named`."""
        return self.named([self.option(option) for option in options], word)

    def named(self, names: Sequence[str], word: str = "and") -> str:
        """Names in a sentence, of many only the first and how many more."""
        if len(names) > FEW:
            names = [*names[: FEW - 1], self.text("diff.others", len(names) - FEW + 1)]
        return self.language.names(names, word)

    def bullets(self, items: Iterable[Line], count: int) -> Bullets:
        """The first of so many items as a list, and how many more there are."""
        more = [self.say("diff.more", count - self.most)] if count > self.most else []
        return Bullets((*islice(items, self.most), *more))

    def not_shown(self, count: int) -> str:
        """How many more there are; nothing where there are none."""
        return self.text("diff.not-shown", count) if count > 0 else ""

    def order(self) -> list[str]:
        """Every option: those of the newer side as its matrices show them, then those that are gone."""
        return list(dict.fromkeys(self.new.order + self.old.order))

    def effects(self) -> list[tuple[str, Effect]]:
        """What the changes did to each option that they did something to, in this order."""
        effects = self.difference.effects
        return [(option, effects[option]) for option in self.order() if option in effects]


def _alike(old: Run, new: Run) -> Iterable[tuple[str, str]]:
    """Kind and id of everything whose name another of its kind has too."""
    for kind in ("options", "gates", "criteria", "groups", "uncounted", "perspectives", "characteristics"):
        yield from _of_one_name(kind, {**getattr(old.inputs, kind), **getattr(new.inputs, kind)})
    lines = [run.inputs.costs.lines for run in (old, new) if run.inputs.costs]
    yield from _of_one_name("lines", {name: line for each in lines for name, line in each.items()})


def _of_one_name(kind: str, entries: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    many = Counter(entry.name for entry in entries.values())
    return ((kind, id_) for id_, entry in entries.items() if many[entry.name] > 1)


def cut(name: str) -> str:
    """A name as far as a line can hold it."""
    name = clean(name)
    return name if len(name) <= _NAME else name[:_NAME].rstrip() + DOTS
