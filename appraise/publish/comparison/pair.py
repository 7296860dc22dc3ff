"""What is told of where two runs are compared: both of them, what is between them, and what things are called."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from appraise.publish.context import Context
from appraise.publish.document import Bullets, Line
from appraise.publish.language import Language
from appraise.publish.render.escape import clean
from appraise.review_results import Difference
from appraise.run import Run

FEW = 6
"""Options and gates that are named in a sentence; of more, only the count is given there."""
_NAME = 120
"""Characters of a name that are shown of it."""
DOTS = "\N{HORIZONTAL ELLIPSIS}"


class Pair(NamedTuple):
    """What is told of: both runs, made ready to be written about, and what is between them.

    alike: kind and id of what has its name in common with another of its kind, such as an option whose id was changed.
    """

    found: Difference
    old: Context
    new: Context
    most: int
    alike: frozenset[tuple[str, str]]

    @property
    def language(self) -> Language:
        """The words of a language."""
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
                words = getattr(side.inputs, kind).get(thing)
                if words is not None:
                    name = cut(words.name)
                    return self.text("diff.with-id", name=name, id=thing) if (kind, thing) in self.alike else name
        return cut(thing)

    def option(self, option: str) -> str:
        """An option's name."""
        return self.name("options", option)

    def criterion(self, criterion: str) -> str:
        """The name of a criterion or a group."""
        return self.name("criteria", "groups", "uncounted", criterion)

    def gate(self, gate: str) -> str:
        """A gate's name in quotes."""
        return self.language.quoted(self.name("gates", gate))

    def named(self, names: Sequence[str], word: str = "and") -> str:
        """Names in a sentence, of many only the first and how many more."""
        if len(names) > FEW:
            more = self.text("diff.others", len(names) - FEW + 1)
            return self.language.names([*names[: FEW - 1], more], word)
        return self.language.names(names, word)

    def order(self) -> list[str]:
        """Every option: those of the newer side as its matrices show them, then those that are gone."""
        return list(dict.fromkeys(self.new.order + self.old.order))


def made_ready(found: Difference, old: Run, new: Run, language: Language, most: int) -> Pair:
    """Both runs and what is between them, ready to be written about."""
    return Pair(found, Context.of(old, language), Context.of(new, language), most, frozenset(_alike(old, new)))


def _alike(old: Run, new: Run) -> Iterable[tuple[str, str]]:
    for kind in ("options", "gates", "criteria", "groups", "uncounted", "perspectives", "characteristics"):
        words = {**getattr(old.inputs, kind), **getattr(new.inputs, kind)}
        many = Counter(each.name for each in words.values())
        yield from ((kind, thing) for thing, each in words.items() if many[each.name] > 1)


def bullets(pair: Pair, items: list[Any], say: Callable[[Any], Line] = lambda item: item) -> Bullets:
    """A list, cut with the count of what is left out."""
    count = len(items) - pair.most
    more = [pair.say("diff.more", count)] if count > 0 else []
    return Bullets((*map(say, items[: pair.most]), *more))


def not_shown(pair: Pair, count: int) -> str:
    """How many more there are; nothing where there are none."""
    return pair.text("diff.not-shown", count) if count > 0 else ""


def cut(name: str) -> str:
    """A name as far as a line can hold it."""
    name = clean(name)
    return name if len(name) <= _NAME else name[:_NAME].rstrip() + DOTS
