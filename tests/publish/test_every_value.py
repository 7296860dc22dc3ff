"""Nothing recorded is lost: whatever value of a record is changed, the appendix or the annex says something else."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

import pytest

from appraise.appraisal import Option
from appraise.field_models import FieldModel, replaced
from appraise.publish.context import ANNEX, APPENDIX, Context, Room
from appraise.publish.documents.appendix import ANNEX_SECTIONS, SECTIONS, annex, appendix
from appraise.run import Run
from tests.publish import texts
from tests.publish.conftest import EN
from tests.publish.everything import EVERYTHING, EXAMPLES, example
from tests.publish.panels import MUCH

Path = tuple[str, ...]

WORDS: dict[str, tuple[str, ...]] = {
    "status": ("draft", "agreed", "illustrative"),
    "outcome": ("shortlisted", "not-shortlisted", "undetermined", "excluded"),
    "outcome_without": ("shortlisted", "not-shortlisted", "undetermined"),
    "verdict": ("pass", "fail", "conditional", "unknown"),
    "rule": ("pass", "fail", "unknown"),
    "over_range": ("pass", "fail"),
    "from_": ("rule", "decision", "sheet", "panel"),
    "method": ("direct", "equal", "swing", "rank-order", "rank-sum"),
    "combine": ("median", "mean"),
    "operator": ("at-least", "at-most", "is"),
    "over": ("all-weights", "agreed-order", "within-points"),
    "currency": ("GBP", "GBP k", "GBP m"),
    "unit": ("GBP", "GBP k", "GBP m"),
    "when": ("once", "yearly"),
    "cost": ("net-present", "cash"),
    "compared": ("net-present", "cash"),
    "beaten": ("surely", "as-given", "possibly"),
}
"""Values that are one of a few words, by the name of their field."""

UNTOLD = {
    "inputs.robustness.draws": "told as the draws that were made, in analyses.robustness.sampled",
    "inputs.robustness.seed": "likewise",
    "inputs.options.*.models.*": "told where an option has several, or one of another name than its own",
    "inputs.options.in-house.characteristics.control.evidence.*": "told with the verdict that follows from the level",
    "inputs.follows.options.*.total": "totals of two stages are never compared, so those of then are not printed",
    "options.*.would_rank": "told of the excluded alone: no other option is set aside by a gate",
    "options.*.verdicts.afford.evidence.*": "told with the score that the gate reads",
    "options.*.verdicts.*.rule": "told where a decision differs from it; else it is the verdict",
    "options.*.because.rank*": "the rank, which is told",
    "options.*.because.line": "the line of the shortlist rule, which is told",
    "viewed.*.options.*.total_range.*": "ranges are told with the agreed weights and scores",
    "viewed.*.options.*.rank_range.*": "likewise",
    "analyses.among.*": "told where not every option is compared",
    "analyses.left_out": "likewise",
    "analyses.gates.excluded.*.margin": "the difference of two totals that are told",
    "analyses.gates.excluded.*.ahead_of_leader": "likewise",
    "analyses.gates.excluded.*.draws_level": "likewise",
    "analyses.gates.without.*": "told where it is another result than with the gate",
    "analyses.gates.redundant.*": "told of a gate that excludes somebody",
    "analyses.sensitivity.leader_firm": "follows from the limits of each weight, which are told",
    "analyses.sensitivity.overturn.*.to.*": "the whole shift where it is to one criterion",
    "analyses.perspectives.same_shortlist": "told view by view",
    "analyses.perspectives.reconcile.*.shift.*": "the whole shift where it is from one criterion to one",
    "analyses.robustness.central.*": "of each set of weights the three greatest are told",
    "analyses.robustness.potential.*": "told of options that are never first alone",
}
"""What may go untold, as paths with * for names, and why."""


NO_TEXT = ("method", "currency", "when", "period")
"""Fields that hold words of a list, or years that others are reckoned from."""


def variants(value: Any, ids: frozenset[str], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """A value with one thing in it changed, but for texts: a number, a word of a list, an entry that is gone."""
    if isinstance(value, FieldModel):
        held = isinstance(value, Option) and ("scores", "verdicts")  # a record holds these with what an option came to
        fields = ((name, getattr(value, name)) for name in type(value).model_fields if name not in (held or ()))
        yield from _inside(fields, ids, path, lambda name, new: replaced(value, **{name: new}))
    elif hasattr(value, "_fields"):
        yield from _inside(
            zip(value._fields, value, strict=True), ids, path, lambda name, new: value._replace(**{name: new})
        )
    elif isinstance(value, Mapping):
        yield from _inside(value.items(), ids, path, lambda name, new: {**value, name: new})
        for name in (name for name, each in value.items() if each is not None):
            yield (*path, f"-{name}"), {key: each for key, each in value.items() if key != name}
    elif isinstance(value, tuple):
        items = list(value)
        entries = ((str(at), each) for at, each in enumerate(items))
        yield from _inside(entries, ids, path, lambda at, new: (*items[: int(at)], new, *items[int(at) + 1 :]))
        if not all(isinstance(each, Decimal) for each in items):
            for at in range(len(items)):
                yield (*path, f"-{at}"), (*items[:at], *items[at + 1 :])
    elif value is not None:
        for new in _others(value, ids, path):
            yield path, new


def _inside(
    entries: Any, ids: frozenset[str], path: Path, put: Callable[[Any, Any], Any]
) -> Iterator[tuple[Path, Any]]:
    for name, each in entries:
        for inner, new in variants(each, ids, (*path, str(name))):
            yield inner, put(name, new)


def _others(value: Any, ids: frozenset[str], path: Path) -> Iterator[Any]:
    """What could stand in place of a plain value."""
    words = next((WORDS[name] for name in reversed(path[-3:]) if name in WORDS), None)
    if words and value in words:
        yield from (word for word in words if word != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield value + 1_000
    elif isinstance(value, Decimal):
        yield from (value * Decimal("1.25"), value * Decimal("0.75"), value + Decimal("0.11"))
        yield from (value - 7, value + 7)
    elif value == "unknown":
        yield Decimal(1)


def ids_of(run: Run) -> frozenset[str]:
    """The ids of what has a name: nobody reads them."""
    inputs = run.inputs
    named = ("options", "criteria", "groups", "uncounted", "gates", "characteristics", "documents", "perspectives")
    members = (*(inputs.panel.sheets if inputs.panel else ()), *inputs.weighting.sheets)
    lines = inputs.costs.lines if inputs.costs else ()
    return frozenset((*members, *lines, *(name for kind in (*named, "left_out") for name in getattr(inputs, kind))))


def everywhere(value: Any, others: Mapping[str, str]) -> Any:
    """A value in which texts are others wherever they stand: what people wrote is repeated where it is used. The
    method of weighting is no text, though a level may be called "direct" too; nor are the currency and years of costs.
    """
    if isinstance(value, FieldModel):
        fields = [name for name in type(value).model_fields if name not in NO_TEXT]
        return replaced(value, **{name: everywhere(getattr(value, name), others) for name in fields})
    if isinstance(value, Mapping):
        return {name: everywhere(each, others) for name, each in value.items()}
    if isinstance(value, tuple):
        inside = [everywhere(each, others) for each in value]
        return type(value)(*inside) if hasattr(value, "_fields") else tuple(inside)
    return others.get(value, value) if isinstance(value, str) else value


TELLERS = (*SECTIONS, *ANNEX_SECTIONS, appendix, annex)
"""All that may tell, the sections one by one first: one is made sooner than a document."""


class Telling:
    """What is told of a run, or that it cannot be told."""

    def __init__(self, run: Run) -> None:
        self.run, self.contexts = run, dict[Room, Context]()

    def by(self, teller: Any) -> str:
        try:
            if teller in (appendix, annex):
                return texts.text(teller(self.run, EN))
            found = teller(self.context(APPENDIX if teller in SECTIONS else ANNEX))
            return "\n".join((found.heading, *texts.in_lines(found.blocks)))
        except (ArithmeticError, LookupError, StopIteration, TypeError, ValueError) as error:
            return repr(error)

    def context(self, room: Room) -> Context:
        if room not in self.contexts:
            self.contexts[room] = Context.of(self.run, EN, room, by_number=True)
        return self.contexts[room]


def written(value: Any, ids: frozenset[str], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The texts in a value: what is neither an id nor a word of a list."""
    if isinstance(value, str):
        listed = any(value in words for name, words in WORDS.items() if name in path[-3:])
        if not listed and value not in ids and value != "unknown":
            yield path, value
        return
    if isinstance(value, FieldModel):
        entries: Any = [(name, getattr(value, name)) for name in type(value).model_fields if name != "period"]
    elif isinstance(value, Mapping):
        entries = value.items()
    else:
        entries = zip(value._fields, value, strict=True) if hasattr(value, "_fields") else enumerate(value)
    for name, each in entries:
        if isinstance(each, str | tuple | Mapping | FieldModel):
            yield from written(each, ids, (*path, str(name)))


def changes(run: Run, part: str) -> Iterator[tuple[Path, Run]]:
    """A run with one thing changed in a part of it, or with one of its texts changed wherever it stands."""
    names = ids_of(run)
    if part != "texts":
        yield from ((path, run._replace(**{part: new})) for path, new in variants(getattr(run, part), names, (part,)))
    else:
        for text, path in {text: path for path, text in written(run, names)}.items():
            yield path, everywhere(run, {text: f"{text} otherwise"})


def untold(run: Run, part: str, within: str | None = None) -> list[str]:
    """The paths to all that can be changed without a word: in a part of a run, or in a field of it alone."""
    told = Telling(run)
    before = {teller: told.by(teller) for teller in TELLERS}
    names, found, told_by, excepted = ids_of(run), dict[str, bool](), dict[str, Any](), dict[str, str]()
    for path, changed in changes(run, part):
        if within is not None and path[1] != within:
            continue
        place, kind = ".".join(path), ".".join(name for name in path if name not in names)
        pattern = next((pattern for pattern in UNTOLD if fnmatchcase(place, pattern)), place)
        if found.get(place) or excepted.get(pattern, place) != place:
            continue
        now, likely = Telling(changed), (told_by[kind],) if kind in told_by else ()
        teller = next((each for each in (*likely, *TELLERS) if now.by(each) != before[each]), None)
        found[place] = teller is not None
        if teller:
            told_by[kind] = teller
        elif pattern != place:
            excepted.setdefault(pattern, place)  # what is not told of one is not looked for with the others
    return [place for place, is_told in found.items() if not is_told]


@pytest.fixture
def _without_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record itself, and the fingerprint over it, change with everything, which tells nobody what."""
    monkeypatch.setattr(Run, "to_json", lambda _: "")
    monkeypatch.setattr(Run, "fingerprint", lambda _: "")


@pytest.mark.slow
@pytest.mark.usefixtures("_without_the_record")
@pytest.mark.parametrize("part", ["texts", "inputs", "shares", "options", "shortlist", "viewed", "analyses"])
def test_whatever_is_changed_is_told(part: str) -> None:
    left = untold(EVERYTHING, part)
    assert [place for place in left if not any(fnmatchcase(place, pattern) for pattern in UNTOLD)] == []
    needed = {pattern for pattern in UNTOLD if any(fnmatchcase(place, pattern) for place in left)}
    assert needed == {pattern for pattern in UNTOLD if pattern.startswith(f"{part}.")}


@pytest.mark.slow
@pytest.mark.usefixtures("_without_the_record")
@pytest.mark.parametrize("part", ["inputs.panel", "inputs.weighting", "analyses.panel"])
def test_whatever_is_changed_of_a_panel_is_told(part: str) -> None:
    """Who leads by a member's own sheets is told where others are level, and else follows from the totals."""
    left = untold(MUCH, *part.split("."))
    assert [place for place in left if not fnmatchcase(place, "analyses.panel.own.*.result.leaders.*")] == []


@pytest.mark.slow
@pytest.mark.usefixtures("_without_the_record")
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_text_of_a_record_is_told_whole(name: str) -> None:
    """Each is marked at its end, all at once: a text that is cut, or told nowhere, lacks its mark."""
    run = example(name)
    paths = {text: ".".join(path) for path, text in written(run, ids_of(run))}
    marks = {text: f"{text.rstrip('.')} no{number}no" for number, text in enumerate(paths)}
    marked = everywhere(run, marks)
    told = re.sub(r"\s+", " ", "\n".join(texts.text(make(marked, EN)) for make in (appendix, annex)))
    missing = [path for text, path in paths.items() if marks[text].rpartition(" ")[2] not in told]
    assert [path for path in missing if not path.endswith(".where")] == []  # ids, which are told as names


@pytest.mark.slow
@pytest.mark.usefixtures("_without_the_record")
@pytest.mark.parametrize("part", ["inputs.costs", "options", "analyses.costs"])
def test_whatever_is_changed_of_costs_is_told(part: str) -> None:
    """What options are compared by follows from the rate, and the sums of the known part from its lines."""
    left = untold(example("community-centres"), *part.split("."))
    follows = ("analyses.costs.compared", "options.joint-venture.cost.*")
    assert [place for place in left if ".cost" in place and not any(fnmatchcase(place, each) for each in follows)] == []
