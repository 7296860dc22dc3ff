"""The words of an options appraisal, going in: what people wrote, read, joined and resolved.

Plain immutable values that know no files and no results. They are named tuples: these start several times
faster than dataclasses and stay small when an appraisal holds hundreds of thousands of scores.
A field reads in files and records with hyphens for underscores (`lift_gates` is `lift-gates`).
Fields with a default may be left out by people.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Unknown = Literal["unknown"]
UNKNOWN: Unknown = "unknown"

NOTHING: Mapping[Any, Any] = MappingProxyType({})
"""A mapping that people left out."""


class File(NamedTuple):
    """A file the appraisal came from: its path from the appraisal's folder (shipped ones begin with
    `library:`) and the sha256 of its text with LF line ends and no byte order mark."""

    path: str
    sha256: str


class Evidence(NamedTuple):
    """Citations for and against the statement made: the score or the verdict, not the option.

    A citation is a document's id and, where there is one, a space and a place in it.
    """

    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Scope(NamedTuple):
    """Which services the question covers, which it does not, and which are undecided."""

    in_: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


class Choice(NamedTuple):
    """Options recommended or decided on, by whom, when and why."""

    options: tuple[str, ...]
    reason: str | None = None
    by: str | None = None
    date: str | None = None


class Gap(NamedTuple):
    """Something not known: what it affects (criteria, groups, gates or options) and who settles it by when."""

    text: str
    affects: tuple[str, ...] = ()
    by: str | None = None


class Note(NamedTuple):
    """A passage printed as written: background, consultation, equality."""

    title: str | None = None
    text: str | None = None
    items: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class CriteriaSet(NamedTuple):
    """Where the criteria come from."""

    title: str
    source: str | None = None


class Weighting(NamedTuple):
    """How the weights were found, by whom, when and why."""

    method: str = "direct"
    by: str | None = None
    date: str | None = None
    reason: str | None = None


class Group(NamedTuple):
    """An inner node of the criteria tree; also a criterion that is left uncounted when a set runs alone.

    group:  the group it lies in, None at the top.
    weight: as typed; None where people gave none.
    """

    name: str
    group: str | None = None
    question: str | None = None
    weight: Decimal | None = None


class RateFrom(NamedTuple):
    """A score for each level of a characteristic, used where no sheet scores the cell."""

    characteristic: str
    scores: Mapping[str, Decimal]


class Criterion(NamedTuple):
    """A leaf of the criteria tree.

    Its anchors are fixed before anyone is scored: the ends of `scale`, or `worst` and `best` of a measure
    in `unit`, or the points of `values` (score to value, 0 and 100 both reached).
    """

    name: str
    group: str | None = None
    question: str | None = None
    weight: Decimal | None = None
    scale: Mapping[Decimal, str] | None = None
    unit: str | None = None
    worst: Decimal | None = None
    best: Decimal | None = None
    values: Mapping[Decimal, Decimal] | None = None
    rate_from: RateFrom | None = None
    source: str | None = None

    @property
    def points(self) -> list[tuple[Decimal, Decimal]]:
        """The anchors, lowest score first: scores and their values, between which the value runs straight."""
        if self.values is not None:
            return sorted(self.values.items())
        if self.scale is not None:
            return [(min(self.scale), Decimal(0)), (max(self.scale), Decimal(100))]
        return sorted([(self.worst or Decimal(0), Decimal(0)), (self.best or Decimal(0), Decimal(100))])


class Requirement(NamedTuple):
    """What a gate asks: a characteristic or a criterion, an operator and its operand.

    A requirement that names neither is a judgement: people give each verdict.
    operand: a level, a number, or several levels, as the operator takes.
    """

    characteristic: str | None = None
    criterion: str | None = None
    operator: str | None = None
    operand: str | Decimal | tuple[str, ...] | None = None


class Gate(NamedTuple):
    """A pass or fail requirement that no strength elsewhere can make up for."""

    name: str
    requires: Requirement
    reason: str | None = None
    source: str | None = None
    deadline: str | None = None


class ShortlistRule(NamedTuple):
    """Exactly one of: the first `top` options; a total of `at_least`; `within` so many points of the best."""

    top: int | None = None
    at_least: Decimal | None = None
    within: Decimal | None = None


class Characteristic(NamedTuple):
    """A checkable fact about options: its question and its levels, least first."""

    name: str
    question: str
    levels: Mapping[str, str]


class Level(NamedTuple):
    """The level of one characteristic that one option has; `unknown` is always possible."""

    level: str
    reason: str | None = None
    source: str | None = None
    evidence: Evidence = Evidence()


class Evolution(NamedTuple):
    """How an option can become another model later."""

    how: str
    source: str | None = None


class Precedent(NamedTuple):
    """Where a model was used, since when and with what outcome."""

    name: str
    year: str | None = None
    outcome: str | None = None
    source: str | None = None


class Verdict(NamedTuple):
    """What people decided at a gate, in place of its rule."""

    verdict: Literal["pass", "fail", "conditional", "unknown"]
    reason: str | None = None
    condition: str | None = None
    evidence: Evidence = Evidence()
    by: str | None = None
    date: str | None = None


class Score(NamedTuple):
    """What was recorded for one option on one criterion, on the criterion's own scale.

    range: the lowest and highest score thought possible.
    """

    score: Decimal | Unknown
    range: tuple[Decimal, Decimal] | None = None
    reason: str | None = None
    evidence: Evidence = Evidence()


class Model(NamedTuple):
    """A delivery model: an entry of the library. `source` is where its summary and dimensions come from."""

    name: str
    also_known_as: tuple[str, ...] = ()
    summary: str | None = None
    source: str | None = None
    dimensions: Mapping[str, str] = NOTHING
    characteristics: Mapping[str, Level] = NOTHING
    evolves_to: Mapping[str, Evolution] = NOTHING
    precedents: Mapping[str, Precedent] = NOTHING
    advantages: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()


class Option(NamedTuple):
    """A delivery model as considered in this appraisal, with everything stated or taken from its model.

    verdicts: what people decided, by gate. scores: what the sheet says, by criterion.
    """

    name: str
    models: tuple[str, ...] = ()
    reason: str | None = None
    comparator: bool = False
    summary: str | None = None
    dimensions: Mapping[str, str] = NOTHING
    characteristics: Mapping[str, Level] = NOTHING
    evolves_to: Mapping[str, Evolution] = NOTHING
    precedents: Mapping[str, Precedent] = NOTHING
    advantages: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = NOTHING
    scores: Mapping[str, Score] = NOTHING


class Panel(NamedTuple):
    """Who scored, in what capacity, and when."""

    by: str
    members: Mapping[str, str] = NOTHING
    date: str | None = None


class About(NamedTuple):
    """The cell that someone dissents from."""

    criterion: str
    option: str


class Dissent(NamedTuple):
    """A score that someone would have given instead of the agreed one."""

    by: str
    about: About
    score: Decimal | Unknown
    reason: str | None = None


class Document(NamedTuple):
    """A publication that citations refer to."""

    title: str
    publisher: str | None = None
    date: str | None = None


class Claim(NamedTuple):
    """A statement with what speaks for and against it: a note for each citation."""

    text: str
    for_: Mapping[str, str] = NOTHING
    against: Mapping[str, str] = NOTHING


class Perspective(NamedTuple):
    """A party's or a view's own weights or scores, or gates it would lift; with none of these, a stated position.

    weights: points of 100 for criteria or groups. scores: by criterion, then option.
    """

    name: str
    view: str | None = None
    evidence: tuple[str, ...] = ()
    weights: Mapping[str, Decimal] = NOTHING
    scores: Mapping[str, Mapping[str, Score]] = NOTHING
    lift_gates: tuple[str, ...] = ()

    @property
    def calculated(self) -> bool:
        """False for a stated position, which is printed and not calculated."""
        return bool(self.weights or self.scores or self.lift_gates)


class RobustnessSettings(NamedTuple):
    """What the analyses of robustness go by: weights within so many points of the agreed ones, each; how many sets of
    weights and scores are drawn, and from which seed."""

    within: Decimal = Decimal(5)
    draws: int = 100_000
    seed: int = 1


class Accepted(NamedTuple):
    """A finding of `appraise check` that people live with, why, and on whose word.

    where: the ids it is about, as the finding names them; without it, every finding of that name.
    """

    reason: str
    where: str | None = None
    by: str | None = None


class Before(NamedTuple):
    """What an option came to at the stage before; total and rank are None where they were left open."""

    name: str
    outcome: Literal["shortlisted", "not-shortlisted", "excluded", "undetermined"]
    rank: int | None
    total: Decimal | None


class Follows(NamedTuple):
    """The stage before, as its record tells it."""

    title: str
    status: Literal["draft", "agreed", "illustrative"]
    fingerprint: str
    options: Mapping[str, Before]
    gateway: str | None = None
    date: str | None = None


class Appraisal(NamedTuple):
    """One options appraisal, whole. Groups hold criteria; criteria are the leaves, in file order.

    uncounted: criteria without a rule to score them when a criteria set runs alone.
    """

    files: tuple[File, ...]
    title: str
    criteria: Mapping[str, Criterion]
    options: Mapping[str, Option]
    shortlist_rule: ShortlistRule
    criteria_set: CriteriaSet
    authority: str | None = None
    question: str | None = None
    gateway: str | None = None
    date: str | None = None
    status: Literal["draft", "agreed", "illustrative"] = "illustrative"
    follows: Follows | None = None
    scope: Scope = Scope()
    recommendation: Choice | None = None
    decision: Choice | None = None
    unknowns: Mapping[str, Gap] = NOTHING
    background: Mapping[str, Note] = NOTHING
    consultation: Note | None = None
    equality: Note | None = None
    left_out: Mapping[str, str] = NOTHING
    accepted: Mapping[str, tuple[Accepted, ...]] = NOTHING
    robustness: RobustnessSettings = RobustnessSettings()
    weighting: Weighting = Weighting()
    groups: Mapping[str, Group] = NOTHING
    uncounted: Mapping[str, Group] = NOTHING
    gates: Mapping[str, Gate] = NOTHING
    panel: Panel | None = None
    dissent: tuple[Dissent, ...] = ()
    documents: Mapping[str, Document] = NOTHING
    claims: Mapping[str, Claim] = NOTHING
    characteristics: Mapping[str, Characteristic] = NOTHING
    perspectives: Mapping[str, Perspective] = NOTHING

    def around(self, node: str) -> tuple[str, ...]:
        """The groups that a criterion or a group lies in, the outermost first."""
        around: list[str] = []
        above = (self.criteria.get(node) or self.groups.get(node) or self.uncounted[node]).group
        while above is not None:
            around.insert(0, above)
            above = self.groups[above].group
        return tuple(around)
