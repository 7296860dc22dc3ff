"""An options appraisal, coming out: a Run, and the record `run.json` that holds it whole.

A run keeps the appraisal it came from beside its results, so that everything people read can be made
from the record alone. Its numbers are as the record writes them: worked-out ones rounded to 6 places.
Reading a record back is for `files`, which checks what it reads.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from appraise.analyses import Analyses
from appraise.appraisal import Appraisal, Evidence, Requirement
from appraise.field_models import FieldModel
from appraise.field_types import Unknown, key
from appraise.numbers import number_text, rounded

if TYPE_CHECKING:
    import pandas

Outcome = Literal["shortlisted", "not-shortlisted", "excluded", "undetermined"]


class Judged(NamedTuple):
    """The verdict of one option at one gate, and where it comes from.

    rule:       the verdict the gate's rule gives, kept beside a decision; None at a gate by judgement.
    margin:     how far the score or the cost that a rule read lies from what it asks for, on the criterion's own scale
                or in the gate's own unit; None for any other verdict, and where it is not known.
    over_range: what the rule gives over the range recorded with that score, or over those of the cost: pass, fail, or
                both; empty without one.
    """

    verdict: Literal["pass", "fail", "conditional", "unknown"]
    from_: Literal["rule", "decision"]
    rule: Literal["pass", "fail", "unknown"] | None
    reason: str | None = None
    condition: str | None = None
    evidence: Evidence = Evidence()
    by: str | None = None
    date: str | None = None
    margin: Decimal | None = None
    over_range: tuple[Literal["pass", "fail"], ...] = ()

    @property
    def could_turn(self) -> bool:
        """Whether a verdict by a score or a cost is another one somewhere in what is recorded as its range."""
        return set(self.over_range) > {self.verdict}


class ScoredCell(NamedTuple):
    """The score of one option on one criterion and its value, 0 to 100; None where the score is unknown
    and its value open: `value_range` then says from where to where. `from_` is "rule" where the criterion's
    `rate-from` gave the score, "panel" where it was combined from the scores of the panel's members; `range` then runs
    from the lowest to the highest that they gave. `combined` is what their scores came to where the panel moderated
    them: the agreed sheet then gave the score."""

    score: Decimal | Unknown
    value: Decimal | None
    from_: Literal["sheet", "rule", "panel"]
    range: tuple[Decimal, Decimal] | None = None
    reason: str | None = None
    evidence: Evidence = Evidence()
    value_range: tuple[Decimal, Decimal] | None = None
    combined: Decimal | Unknown | None = None


class OutcomeReasons(NamedTuple):
    """Why an outcome is as it is: the gates failed, or the rank or total and the line it was compared with,
    or the unknown cells (criterion, option) that leave it open."""

    gate: tuple[str, ...] = ()
    rank: int | None = None
    rank_range: tuple[int, int] | None = None
    total: Decimal | None = None
    total_range: tuple[Decimal, Decimal] | None = None
    line: Decimal | None = None
    undetermined_by: tuple[tuple[str, str], ...] = ()


class CostSum(NamedTuple):
    """A cost over the period, in the currency of the costs: as Result has totals.

    total:     None where unknown amounts leave it open: it then runs from `low_high[0]` to `low_high[1]`.
    range:     from the least to the most over recorded ranges too, every line at the same end at once; None where these
               add nothing.
    not_known: the lines with an amount that is unknown and has no range: all else is then the known part alone.
    """

    total: Decimal | None
    low_high: tuple[Decimal, Decimal] | None
    range: tuple[Decimal, Decimal] | None
    not_known: tuple[str, ...] = ()


class Cost(NamedTuple):
    """What one option costs. Nothing in it moves a total, a rank or the shortlist but by a gate that asks for it.

    net_present: discounted, with optimism bias, without transfers; None where the costs have no discount rate.
    cash:        as typed, with transfers.
    difference:  from the comparator's net present cost, or cash without a rate, every amount of one independent of the
                 other's; None for the comparator itself, without one, and where either is not known.
    """

    net_present: CostSum | None
    cash: CostSum
    difference: CostSum | None = None


class Result(NamedTuple):
    """What one option came to. `total` and the ranks are None where unknown scores leave them open: the total then
    runs from `low_high[0]` to `low_high[1]` and the rank from the best to the worst of `best_worst`. `total_range`
    and `rank_range` spread ranged scores as well. `rank` is None for an excluded option, `would_rank` sets every
    gate aside."""

    verdicts: Mapping[str, Judged]
    cells: Mapping[str, ScoredCell]
    total: Decimal | None
    rank: int | None
    outcome: Outcome
    would_rank: int | None
    low_high: tuple[Decimal, Decimal] | None
    best_worst: tuple[int, int] | None
    total_range: tuple[Decimal, Decimal] | None
    rank_range: tuple[int, int] | None
    because: OutcomeReasons
    cost: Cost | None = None


class Standing(NamedTuple):
    """What one option comes to from one perspective, as in Result."""

    total: Decimal | None
    rank: int | None
    outcome: Outcome
    low_high: tuple[Decimal, Decimal] | None
    best_worst: tuple[int, int] | None
    total_range: tuple[Decimal, Decimal] | None
    rank_range: tuple[int, int] | None


class Viewed(NamedTuple):
    """The result from one perspective that has weights, scores or lifted gates of its own."""

    shares: Mapping[str, Decimal]
    options: Mapping[str, Standing]
    shortlist: tuple[str, ...]
    undetermined: tuple[str, ...]


class Shortlist(NamedTuple):
    """The options that go forward, by rank; those that unknown scores leave open; the gates either is subject to;
    and the shortlist if every conditional and unknown verdict turned out a fail (None if nothing is subject to one),
    with those that unknown scores would leave open then."""

    options: tuple[str, ...]
    undetermined: tuple[str, ...]
    subject_to: Mapping[str, tuple[str, ...]]
    if_they_fail: tuple[str, ...] | None
    if_they_fail_undetermined: tuple[str, ...] = ()


class Run(NamedTuple):
    """The result of one evaluation, with everything it came from.

    appraise: the version that evaluated.
    shares:   each criterion's part of the whole, all criteria together 1; a group's is that of its criteria;
              an uncounted criterion's is its part of the whole set.
    viewed:   results by perspective, for those that are calculated.
    analyses: how firm the result is.
    """

    appraise: str
    inputs: Appraisal
    shares: Mapping[str, Decimal]
    options: Mapping[str, Result]
    shortlist: Shortlist
    viewed: Mapping[str, Viewed]
    analyses: Analyses

    def appraisal(self) -> Appraisal:
        """The appraisal this run came from: evaluating it again gives this run."""
        return self.inputs

    def to_json(self) -> str:
        """The record: JSON in a fixed order, one value a line, closed by its own fingerprint."""
        body = _text(_record(self), "\n", {}).removesuffix("\n}") + ",\n"
        return sealed(body, fingerprint(body))

    def fingerprint(self) -> str:
        """The record's fingerprint: the sha256 of all its lines above the one that states it."""
        return stated(self.to_json())[1]

    def table(self) -> "pandas.DataFrame":
        """A row an option in file order, with the columns of `rows`. Numbers are floating-point, ranks whole; what is
        open is missing."""
        import pandas

        table = pandas.DataFrame(self.rows()).set_index("option")
        words = ("name", "outcome")
        kinds = {name: "Int64" if name == "rank" else "float64" for name in table.columns if name not in words}
        return table.astype(kinds)

    def rows(self) -> list[dict[str, Any]]:
        """A row an option in file order: option, name, outcome, rank and total; the lowest and the highest total over
        unknown scores and recorded ranges; where there are costs, net present cost, if there is a rate, and cash; then
        the points of each criterion, under its id. A criterion whose id is one of the words before has "(points)" after
        it, which no id can hold."""
        rows = []
        for option, result in self.options.items():
            low, high = result.total_range or result.low_high or (result.total, result.total)
            row: dict[str, Any] = {
                "option": option,
                "name": self.inputs.options[option].name,
                "outcome": result.outcome,
                **{"rank": result.rank, "total": result.total, "low": low, "high": high},
            }
            if result.cost is not None:
                row |= {"net-present": _known(result.cost.net_present)} if result.cost.net_present else {}
                row["cash"] = _known(result.cost.cash)
            points = {name: self.points(option, name) for name in self.inputs.criteria}
            rows.append(row | {f"{name} (points)" if name in row else name: each for name, each in points.items()})
        return rows

    def points(self, option: str, criterion: str) -> Decimal | None:
        """What a criterion adds to an option's total: share times value, to the 3 places that recorded shares
        support; None where the value is open."""
        value = self.options[option].cells[criterion].value
        return None if value is None else rounded(self.shares[criterion] * value, 3)


def _known(cost: CostSum) -> Decimal | None:
    """A cost, where all of it is known."""
    return None if cost.not_known else cost.total


def low_high(standing: Result | Standing) -> tuple[Decimal, Decimal]:
    """A total, or its lowest and highest while unknown scores leave it open."""
    if standing.total is not None:
        return standing.total, standing.total
    return standing.low_high or (Decimal(0), Decimal(100))


def json_text(value: Any) -> str:
    """Plain data, models and named tuples as JSON, laid out as a record is."""
    return _text(value, "\n", {}) + "\n"


def fingerprint(text: str) -> str:
    """The sha256 of all lines of a record above its fingerprint's."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(body: str, seal: str) -> str:
    """A record: its lines and the fingerprint that it states."""
    return f'{body}{_SEAL}{seal}"\n}}\n'


def stated(text: str) -> tuple[str, str]:
    """The lines of a record above its fingerprint, and the fingerprint it states; both empty where it states none."""
    body, _, rest = text.rpartition(_SEAL)
    return body, rest.partition('"')[0] if body else ""


def _record(run: Run) -> dict[str, Any]:
    """Everything above the fingerprint, in the record's order."""
    stated = run.inputs.stated()
    record: dict[str, Any] = {"kind": "run", "version": 1, "appraise": run.appraise}
    for name in map(key, run.inputs.recorded()):
        if name in _WORKED_OUT:
            record[name] = _WORKED_OUT[name](run)
        elif name in stated:
            record[name] = stated[name]
        if name == "options":
            record["shortlist"] = run.shortlist
    return record | {"analyses": run.analyses}


def _with_shares(run: Run, nodes: Mapping[str, FieldModel]) -> dict[str, Any]:
    return {name: node.stated() | {"share": run.shares[name]} for name, node in nodes.items()}


def _gates(run: Run) -> dict[str, Any]:
    return {name: gate.stated() | {"requires": requirement(gate.requires)} for name, gate in run.inputs.gates.items()}


def requirement(requires: Requirement) -> Any:
    """A requirement as people type it: "judgement", or what is asked for and the operator with its operand."""
    if requires.operator is None:
        return "judgement"
    subject = next(each for each in ("characteristic", "criterion", "cost") if getattr(requires, each) is not None)
    asked = {subject: getattr(requires, subject), "year": requires.year, requires.operator: requires.operand}
    return {name: each for name, each in (asked | {"unit": requires.unit}).items() if each is not None}


def _options(run: Run) -> dict[str, Any]:
    options = {}
    for name, result in run.options.items():
        option, worked_out = run.inputs.options[name], _fields(result)
        stated = {field: value for field, value in option.stated().items() if field not in ("verdicts", "scores")}
        last = {
            "comparator": option.comparator,
            "verdicts": worked_out.pop("verdicts"),
            "scores": worked_out.pop("cells"),
        }
        # What it came to stands right under the option's name, where a plain diff shows whose it is.
        options[name] = {"name": option.name} | worked_out | stated | last
    return options


def _perspectives(run: Run) -> dict[str, Any]:
    nothing = dict.fromkeys(Viewed._fields)
    return {
        name: given.stated() | (_fields(run.viewed[name]) if name in run.viewed else nothing)
        for name, given in run.inputs.perspectives.items()
    }


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a value by the names they have in a record, without those that people left out."""
    if isinstance(value, FieldModel):
        return value.stated()
    defaults = value._field_defaults
    return {
        key(field): item
        for field, item in zip(value._fields, value, strict=True)
        if field not in defaults or item != defaults[field]
    }


_WORKED_OUT: dict[str, Callable[[Run], Any]] = {
    "status": lambda run: run.inputs.status,
    "weighting": lambda run: {"method": run.inputs.weighting.method} | run.inputs.weighting.stated(),
    "groups": lambda run: _with_shares(run, run.inputs.groups),
    "uncounted": lambda run: _with_shares(run, run.inputs.uncounted),
    "criteria": lambda run: _with_shares(run, run.inputs.criteria),
    "gates": _gates,
    "options": _options,
    "perspectives": _perspectives,
}

_SEAL = '  "fingerprint": "'


def _text(value: Any, line: str, seen: dict[int, str]) -> str:
    """A value as JSON. `line` is a line end with its indent; `seen` keeps the text of cells, most of which recur, by
    their place in memory."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, ScoredCell):
        text = seen.get(id(value))
        if text is None:
            text = seen[id(value)] = _mapping_text(_fields(value), line, seen)
        return text
    if isinstance(value, Mapping):
        return _mapping_text(value, line, seen)
    if hasattr(value, "_fields") or isinstance(value, FieldModel):
        return _mapping_text(_fields(value), line, seen)
    if isinstance(value, tuple):
        deeper = line + "  "
        parts = [_text(item, deeper, seen) for item in value]
        return "[" + deeper + ("," + deeper).join(parts) + line + "]" if parts else "[]"
    return json.dumps(value)


def _mapping_text(value: Mapping[Any, Any], line: str, seen: dict[int, str]) -> str:
    deeper = line + "  "
    parts = [f"{_quoted(_name(name))}: {_text(item, deeper, seen)}" for name, item in value.items()]
    return "{" + deeper + ("," + deeper).join(parts) + line + "}" if parts else "{}"


def _name(name: str | Decimal) -> str:
    """A mapping's key: an id, or a point of a scale."""
    return name if isinstance(name, str) else number_text(name)
