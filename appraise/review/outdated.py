"""Outdated: what people gave and may have to give again, since something that it rests on is another now.

A score, a verdict, a level or an amount is given with a reason, and for a criterion, a gate, a characteristic or a line
of costs. Where it changed
and its reason did not, nobody has said why; where what it was given for changed and it did not, it may fit no longer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from unicodedata import normalize

from appraise.appraisal import Appraisal, CostLine, Criterion, Currency, OptionAmount, Requirement, Score
from appraise.field_types import UNKNOWN
from appraise.numbers import number_text
from appraise.review.changes import sorted_requirement
from appraise.review.members import member_scores
from appraise.review.pounds import in_currency
from appraise.review_results import Keys, Redefined, Unexplained

_SAYING = re.compile(r"[^\W_]|[+<>=%\xa3$\u20ac\xb1\xd7\xf7\u2264\u2265\u2260]|(?<![^\s(])-(?=[0-9.\xa3$\u20ac])")
"""A letter, a digit or a sign; of hyphens, that of a negative number."""
_OF_ALL_COSTS = ("prices", "period")
"""What is defined for all lines of costs at once."""


class _Given(NamedTuple):
    """What people gave: its fields, why they gave it, and the keys of what they gave it for."""

    fields: tuple[tuple[str, Any], ...]
    reason: str | None
    given_for: Keys


def outdated(
    now: Appraisal, earlier: Iterable[tuple[Appraisal, str | None]]
) -> tuple[tuple[Redefined, ...], tuple[Unexplained, ...]]:
    """What was given for something that is defined otherwise by now, and what changed while its reason did not.

    Each thing is held against the oldest of the versions since which its reason has been the same, as that is what the
    reason was written for. A changed reason settles it, and so does going back to what it was.

    earlier: the newest first, each with the day that is told with it; those that are not needed are not asked for.
    """
    currency = now.costs.currency if now.costs else None
    given = _given(now, currency)
    same_reason, unchanged = given, given
    was: dict[Keys, tuple[_Given, str | None]] = {}
    defined: dict[Keys, tuple[Mapping[str, Any], str | None]] = {}
    for appraisal, day in earlier:
        then, definitions = _given(appraisal, currency), _definitions(appraisal)
        same_reason = {
            at: each for at, each in same_reason.items() if at in then and is_same_reason(then[at].reason, each.reason)
        }
        unchanged = {at: each for at, each in unchanged.items() if at in same_reason and then[at].fields == each.fields}
        was |= {at: (then[at], day) for at in same_reason}
        for at, each in unchanged.items():
            if each.given_for in definitions:
                defined[at] = definitions[each.given_for], day
        if not same_reason:
            break
    return tuple(_redefined(now, given, defined)), tuple(_unexplained(given, was))


def _unexplained(given: Mapping[Keys, _Given], was: Mapping[Keys, tuple[_Given, str | None]]) -> Iterator[Unexplained]:
    """What is another than when its reason was written, each by the first field that differs."""
    for at, (then, day) in was.items():
        pairs = zip(then.fields, given[at].fields, strict=True)
        differing = next(((name, before, after) for (name, before), (_, after) in pairs if before != after), None)
        if differing:
            name, before, after = differing
            yield Unexplained((*at, name), before, after, given[at].reason, day)


def _redefined(
    now: Appraisal, given: Mapping[Keys, _Given], defined: Mapping[Keys, tuple[Mapping[str, Any], str | None]]
) -> Iterator[Redefined]:
    """What is defined otherwise than when things were given for it that stand as they were."""
    definitions = _definitions(now)
    standing: dict[Keys, dict[Keys, None]] = {}
    changed: dict[Keys, dict[str, None]] = {}
    days: dict[Keys, list[str]] = {}
    for at, (then, day) in defined.items():
        about = given[at].given_for
        today = definitions.get(about, then)
        differing = [name for name, each in then.items() if each != today[name]]
        for name in (each for each in differing if not _open(given[at], each)):
            where = ("costs",) if name in _OF_ALL_COSTS else about
            standing.setdefault(where, {})[at] = None
            changed.setdefault(where, {})[name] = None
            days.setdefault(where, []).extend([day] if day else [])
    for about, places in standing.items():
        yield Redefined(about, tuple(changed[about]), tuple(places), max(days[about], default=None))


def _open(thing: _Given, field: str) -> bool:
    """Whether nothing was given yet that could fit or not: what is unknown is so on any scale, and 0 is in any
    prices."""
    fits_any = (UNKNOWN, None, Decimal(0)) if field == "prices" else (UNKNOWN, None)
    return all(each in fits_any for _, each in thing.fields)


def _given(appraisal: Appraisal, currency: Currency | None) -> dict[Keys, _Given]:
    """All that people gave with a reason, by its keys. currency: what amounts are given in."""
    return {**dict(_each_given(appraisal)), **dict(_each_amount(appraisal, currency))}


def _each_amount(appraisal: Appraisal, currency: Currency | None) -> Iterator[tuple[Keys, _Given]]:
    costs = appraisal.costs
    if costs is None or currency is None:
        return

    def as_given(stated: OptionAmount | CostLine, line: str) -> _Given:
        amount, ends = (in_currency(each, costs.currency, currency) for each in (stated.amount, stated.range))
        fields = (("amount", amount), ("range", ends), ("range-percent", stated.range_percent))
        return _Given(fields, stated.reason, ("costs", "lines", line))

    for name, line in costs.lines.items():
        if line.amount is not None:
            yield ("costs", "lines", name), as_given(line, name)
        for option, stated in line.options.items():
            yield ("costs", "lines", name, "options", option), as_given(stated, name)


def _each_given(appraisal: Appraisal) -> Iterator[tuple[Keys, _Given]]:
    for option, stated in appraisal.options.items():
        for criterion, score in stated.scores.items():
            agreed = _scored(criterion, score)
            given = (("given", _by_members(appraisal, criterion, option)),)
            yield ("options", option, "scores", criterion), agreed._replace(fields=agreed.fields + given)
        for gate, verdict in stated.verdicts.items():
            judged = _Given((("verdict", verdict.verdict),), verdict.reason, ("gates", gate))
            yield ("options", option, "verdicts", gate), judged
        for name, level in stated.characteristics.items():
            met = _Given((("level", level.level),), level.reason, ("characteristics", name))
            yield ("options", option, "characteristics", name), met
    for member, criterion, option, score in member_scores(appraisal):
        yield ("panel", "sheets", member, "scores", criterion, option), _scored(criterion, score)
    for view, each in appraisal.perspectives.items():
        for criterion, row in each.scores.items():
            for option, score in row.items():
                yield ("perspectives", view, "scores", criterion, option), _scored(criterion, score)
    for gate, asked in appraisal.gates.items():
        requires = sorted_requirement(asked.requires)
        if requires.operator is not None:
            yield ("gates", gate), _Given((("requires", requires),), asked.reason, _asked_for(appraisal, requires))


def _asked_for(appraisal: Appraisal, requires: Requirement) -> Keys:
    """The keys of what a gate asks for: a characteristic, a criterion, a line of costs or all costs."""
    if requires.cost is not None:
        lines = appraisal.costs.lines if appraisal.costs else {}
        return ("costs", "lines", requires.cost) if requires.cost in lines else ("costs",)
    return (
        ("characteristics", requires.characteristic)
        if requires.characteristic
        else ("criteria", requires.criterion or "")
    )


def _by_members(appraisal: Appraisal, criterion: str, option: str) -> str | None:
    """What members of the panel gave for a cell that it moderated: what the reason of the agreed score is about."""
    scores = appraisal.given(criterion, option).items()
    said = (
        f"{appraisal.member_name(member)} {UNKNOWN if score.score == UNKNOWN else number_text(score.score)}"
        for member, score in scores
    )
    return "; ".join(said) or None


def _scored(criterion: str, score: Score) -> _Given:
    return _Given((("score", score.score), ("range", score.range)), score.reason, ("criteria", criterion))


def _definitions(appraisal: Appraisal) -> dict[Keys, Mapping[str, Any]]:
    """What things are given for, by its keys: what of it has to stay as it is for them to fit."""
    definitions: dict[Keys, Mapping[str, Any]] = {}
    for name, criterion in appraisal.criteria.items():
        definitions["criteria", name] = {
            "question": _said(criterion.question or criterion.name),
            "scale": criterion.scale and {point: _said(text) for point, text in criterion.scale.items()},
            "unit": _said(criterion.unit),
            "anchors": None if _runs_straight(criterion) else criterion.points,
        }
    for name, gate in appraisal.gates.items():
        definitions["gates", name] = {"name": _said(gate.name), "requires": sorted_requirement(gate.requires)}
    if costs := appraisal.costs:
        prices, period = costs.prices, (costs.period.from_, costs.period.years)
        definitions["costs",] = {"prices": prices, "period": period}
        for name, line in costs.lines.items():
            definitions["costs", "lines", name] = {"name": _said(line.name), "when": line.when, "prices": prices}
    for name, each in appraisal.characteristics.items():
        levels = [(level, _said(text)) for level, text in each.levels.items()]
        definitions["characteristics", name] = {"question": _said(each.question), "levels": levels}
    return definitions


def _runs_straight(criterion: Criterion) -> bool:
    """Whether values run straight from one end of a scale to the other, as they do where nothing is said of them."""
    scale = criterion.scale
    return scale is not None and criterion.points == [(min(scale), Decimal(0)), (max(scale), Decimal(100))]


def is_same_reason(then: str | None, now: str | None) -> bool:
    """Whether nobody says anything else in the reason by now, or anything at all. What differs in case, blanks or
    punctuation alone says the same."""
    return not now or then == now or _said(then) == _said(now)


def _said(text: str | None) -> str:
    """The letters and digits of a text, and the signs that say something: of money, of arithmetic, of marks."""
    return "".join(_SAYING.findall(normalize("NFKC", text or "").replace("\N{MINUS SIGN}", "-").casefold()))
