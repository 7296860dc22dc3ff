"""An options appraisal, going in: what people wrote, read, joined and resolved.

Frozen values that know no files and no results. A key of a file is one field, here or in `files.formats.file_models`:
its name (files spell it with hyphens), its type, and what an editor says of it where the name does not. Fields with a
default may be left out. What there are hundreds of thousands of is a named tuple; all else is a pydantic model.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, SkipValidation, Tag

from appraise.field_models import (
    Also,
    ByCitation,
    ByFinding,
    ById,
    ByNumber,
    ByYear,
    FieldModel,
    Filled,
    FromKeys,
    Ids,
    Many,
    ReadAs,
    ReadByHand,
    joined,
)
from appraise.field_types import (
    Address,
    Bias,
    Citation,
    Count,
    Date,
    Draws,
    Id,
    KnownAmount,
    Method,
    Name,
    Number,
    OneAmount,
    Placing,
    Points,
    Rate,
    Rated,
    Schema,
    Seed,
    ShortName,
    Swing,
    Text,
    Total,
    Value,
    Within,
    Year,
    Years,
    Yes,
    as_evidence,
    is_nothing,
    key,
    wrong,
)

Status = Literal["draft", "agreed", "illustrative"]


class File(NamedTuple):
    """A file the appraisal came from: its path from the appraisal's folder (shipped ones begin with
    `library:`) and the sha256 of its text with LF line ends and no byte order mark."""

    path: str
    sha256: str


class Evidence(NamedTuple):
    """Citations for and against the statement made: the score or the verdict, not the option.

    A citation is a document's id and, where there is one, a space and a place in it.
    """

    for_: Many[Citation] = ()
    against: Many[Citation] = ()

    @property
    def citations(self) -> tuple[str, ...]:
        """All of them, those for it first."""
        return *self.for_, *self.against


def _or_a_list(mapping: Schema) -> Schema:
    """A plain list of citations speaks for."""
    return mapping | {"type": ["array", *mapping["type"]], "items": mapping["properties"]["for"]["items"]}


BothSides = Annotated[Evidence, FromKeys(), BeforeValidator(as_evidence), Also(lambda evidence: evidence, _or_a_list)]


class Scope(FieldModel):
    """Which services the question covers, which it does not, and which are undecided."""

    in_: Many[Text] = ()
    out: Many[Text] = ()
    undecided: Many[Text] = ()


class Choice(FieldModel):
    """Options recommended or decided on, by whom, when and why."""

    options: Annotated[Ids, Filled]
    reason: Text | None = None
    by: Name | None = None
    date: Date | None = None


class Gap(FieldModel):
    """Something not known: what it affects (criteria, groups, gates or options) and who settles it by when."""

    text: Text
    affects: Ids = ()
    by: Name | None = None


class Note(FieldModel):
    """A passage printed as written: background, consultation, equality."""

    title: Name | None = None
    text: Text | None = None
    items: Many[Text] = ()
    evidence: Many[Citation] = ()


class CriteriaSet(FieldModel):
    """Where the criteria come from."""

    title: Name
    source: Text | None = None


class Judgement(FieldModel):
    """What people said of weights, as the method takes it: swings or an order of all criteria."""

    swings: Annotated[ById[Swing], Filled] = Field(
        default={},
        description="What it is worth to go from the worst to the best on each criterion: 100 for what is worth most.",
    )
    order: Annotated[Many[Placing], Filled] = Field(
        default=(), description="The criteria by the worth of their swings, most first; level ones in a list."
    )


class WeightSheet(Judgement):
    """What one member of a panel said of weights."""

    FIRST = "by", "date", "reason"

    by: Name = Field(description="Whose weights these are, and in what capacity.")
    date: Date | None = None
    reason: Text | None = None


class Agreement(Judgement):
    """By which method the weights were found, by whom, when and why."""

    FIRST = "method", "by", "date", "reason"

    method: Method = "direct"
    by: Name | None = None
    date: Date | None = None
    reason: Text | None = None


class Weighting(Agreement):
    """How the weights were found.

    sheets: what each member said, by the member's id. Swings or an order beside them are what was agreed instead.
    """

    sheets: ById[WeightSheet] = Field(default_factory=dict)

    @property
    def by_members(self) -> bool:
        """Whether the weights are the mean of what members said; else they were agreed."""
        return bool(self.sheets) and not (self.swings or self.order)


class Seal(FieldModel):
    """Fingerprints of what was agreed before anyone was scored, and when: see `appraise.seal`."""

    date: Date = Field(description="When it was sealed.")
    weights: Text = Field(description="Of the method, of all weights, and of what each member said.")
    criteria: Text = Field(description="Of what is judged, in which groups and on which scales.")
    gates: Text = Field(description="Of what each gate requires.")
    shortlist: Text = Field(description="Of the rule.")


class RateFrom(FieldModel):
    """A score for each level of a characteristic, used where no sheet scores the cell."""

    characteristic: Id
    scores: ById[Number]


class Weighed(FieldModel):
    """What groups and criteria have in common. weight: as typed; None where people gave none."""

    name: Name
    question: Text | None = None
    weight: Points | None = Field(
        default=None, description="What it counts for; 0 is allowed. A group without one weighs what is in it."
    )


class Placed(FieldModel):
    """Where a node of the criteria tree lies. group: the group around it, None at the top."""

    group: Id | None = None


class Group(Placed, Weighed):
    """An inner node of the criteria tree; also a criterion that is left uncounted when a set runs alone."""

    FIRST = "name", "group"


class Measure(FieldModel):
    """How a criterion is scored.

    Its anchors are fixed before anyone is scored: the ends of `scale`, or `worst` and `best` of a measure
    in `unit`, or the points of `values` (score to value, 0 and 100 both reached).
    """

    scale: ByNumber[Text] | None = Field(
        default=None, description="What each point means: what would be seen if it were true."
    )
    unit: Name | None = Field(
        default=None, description="What is measured, in place of a scale: give worst and best, or values."
    )
    worst: Number | None = Field(default=None, description="The figure that is worth 0.")
    best: Number | None = Field(default=None, description="The figure that is worth 100.")
    values: ByNumber[Value] | None = Field(
        default=None,
        description="From scores to values of 0 to 100, both reached; between these points the value runs straight.",
    )
    rate_from: RateFrom | None = None
    source: Text | None = None

    @property
    def points(self) -> list[tuple[Decimal, Decimal]]:
        """The anchors, lowest score first: scores and their values, between which the value runs straight."""
        if self.values is not None:
            return sorted(self.values.items())
        if self.scale is not None:
            return [(min(self.scale), Decimal(0)), (max(self.scale), Decimal(100))]
        return sorted([(self.worst or Decimal(0), Decimal(0)), (self.best or Decimal(0), Decimal(100))])


class Criterion(Placed, Measure, Weighed):
    """A leaf of the criteria tree."""

    FIRST = "name", "group"


class Requirement(NamedTuple):
    """What a gate asks: a characteristic, a criterion or a cost, an operator and its operand.

    A requirement that names none of them is a judgement: people give each verdict.
    operand: a level, a number, or several levels, as the operator takes.
    cost:    `net-present`, `cash` or the id of a line, whose cash is asked for.
    year:    of cash in one year; else over the whole period.
    unit:    the currency that the operand is in, whatever that of the costs is.
    """

    characteristic: str | None = None
    criterion: str | None = None
    operator: str | None = None
    operand: str | Decimal | tuple[str, ...] | None = None
    cost: str | None = None
    year: str | None = None
    unit: "Currency | None" = None


class Gate(FieldModel):
    """A pass or fail requirement that no strength elsewhere can make up for."""

    FIRST = "name", "requires", "reason", "source"

    name: Name
    requires: SkipValidation[Requirement]
    deadline: Date | None = Field(default=None, description="When it has to be met.")
    reason: Text | None = None
    source: Text | None = None


class ShortlistRule(FieldModel):
    """Exactly one of: the first `top` options; a total of `at_least`; `within` so many points of the best."""

    model_config = ConfigDict(json_schema_extra={"type": "object", "minProperties": 1, "maxProperties": 1})

    top: Count | None = None
    at_least: Total | None = None
    within: Total | None = None


class Characteristic(FieldModel):
    """A checkable fact about options: its question and its levels, least first."""

    name: Name
    question: Text
    levels: Annotated[ById[Text], Filled] = Field(
        description="Least first; more is not always better. unknown is always possible."
    )


class Level(FieldModel):
    """The level of one characteristic that one option has; `unknown` is always possible."""

    level: Text
    reason: Text | None = None
    source: Text | None = None
    evidence: BothSides = Evidence()


class Evolution(FieldModel):
    """How an option can become another model later."""

    how: Text
    source: Text | None = None


class Precedent(FieldModel):
    """Where a model was used, since when and with what outcome."""

    name: Name
    year: Date | None = None
    outcome: Text | None = None
    source: Text | None = None


class Verdict(FieldModel):
    """What people decided at a gate, in place of its rule."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"verdict": {"const": "conditional"}}},
            "then": {"required": ["condition"]},
            "else": {"properties": {"condition": False}},
        }
    )

    verdict: Literal["pass", "fail", "conditional", "unknown"]
    condition: Text | None = None
    reason: Text | None = None
    evidence: BothSides = Evidence()
    by: Name | None = None
    date: Date | None = None


class Score(NamedTuple):
    """What was recorded for one option on one criterion, on the criterion's own scale.

    range: the lowest and highest score thought possible.
    """

    score: Annotated[Rated, Field(description="A number on the criterion's own scale, or unknown.")]
    range: (
        Annotated[
            tuple[Decimal, Decimal],
            ReadAs(Many[Number]),
            Field(description="The lowest and the highest score thought possible."),
        ]
        | None
    ) = None
    reason: Text | None = None
    evidence: BothSides = Evidence()


ScoreWithReason = Annotated[Score, FromKeys()]
Row = ById[Annotated[Score, ReadByHand(Rated | ScoreWithReason)]]
"""The scores of each option on one criterion. They are many: `files.formats.score_sheet` checks them by hand."""


class ModelTraits(FieldModel):
    """What a delivery model and an option can both state."""

    summary: Text | None = None
    dimensions: ById[Text] = Field(default_factory=dict, description="Who owns it, its legal form, the route to it.")
    characteristics: ById[Level] = Field(default_factory=dict)
    evolves_to: ById[Evolution] = Field(default_factory=dict)
    precedents: ById[Precedent] = Field(default_factory=dict)
    advantages: Many[Text] = ()
    risks: Many[Text] = ()


class ModelName(FieldModel):
    """What a delivery model is called, and where the rest comes from."""

    name: Name
    also_known_as: Many[Name] = ()
    source: Text | None = Field(default=None, description="Where the summary and the dimensions come from.")


class Model(ModelTraits, ModelName):
    """A delivery model: an entry of the library. `source` is where its summary and dimensions come from."""


class OptionName(FieldModel):
    """What an option is called, the models behind it, and why it is considered."""

    name: Name | None = None
    short_name: ShortName | None = Field(
        default=None, description="What heads its column in tables, where the name is long; sentences keep the name."
    )
    models: Ids | None = Field(
        default=None,
        description="The delivery models behind it; [] if there is none. Left out, its id names its one model.",
    )
    reason: Text | None = None


class Option(ModelTraits, OptionName):
    """A delivery model as considered in this appraisal, with everything stated or taken from its model.

    verdicts: what people decided, by gate. scores: what the sheet says, by criterion.
    """

    FIRST = "name", "short_name", "models", "reason", "comparator"

    name: Name
    models: Ids = ()
    comparator: bool = False
    verdicts: ById[Verdict] = Field(default_factory=dict)
    scores: SkipValidation[Mapping[str, Score]] = Field(default_factory=dict)


class Scorer(FieldModel):
    """Who gave the scores of a sheet."""

    by: Name = Field(description="Who gave these scores.")


class Sitting(FieldModel):
    """Who sat on a panel, in what capacity, and when its scores were given."""

    members: ById[Name] = Field(default={}, description="Who sat on the panel, and in what capacity.")
    date: Date | None = None


class ScoreSheet(Scorer):
    """The scores that one member of a panel gave. A cell left out is an abstention."""

    date: Date | None = None
    scores: ById[Row] = Field(default_factory=dict)


Combine = Literal["median", "mean"]


class Meeting(FieldModel):
    """A panel whose members each gave scores, and how it met.

    combine: what of the members' scores counts: their median, of an even number the mean of the middle two; or their
             mean.
    """

    chair: Name | None = Field(default=None, description="Who led the panel, and in what capacity.")
    facilitator: Name | None = Field(default=None, description="Who helped the panel to score, and scored nothing.")
    met: Many[Text] = Field(default=(), description="When and where.")
    absent: Many[Text] = Field(default=(), description="Who was asked and did not come, or was not asked.")
    combine: Combine | None = None


class Panel(Meeting, Sitting):
    """Who scored, in what capacity, and when.

    by, members, date: of the agreed sheet; there need not be one where members scored.
    sheets: the scores of each member, by the member's id. A member has the same id in `Weighting.sheets`.
    """

    FIRST = ("by",)

    by: Name | None = None
    sheets: ById[ScoreSheet] = Field(default_factory=dict)

    def given(self, criterion: str, option: str) -> dict[str, Score]:
        """What each member gave for one cell; who abstained is not there."""
        rows = ((member, sheet.scores.get(criterion, {})) for member, sheet in self.sheets.items())
        return {member: row[option] for member, row in rows if option in row}

    @property
    def settled(self) -> str | None:
        """When the scores were settled, as far as it is recorded."""
        return max(self.dates, default=None)

    @property
    def dates(self) -> tuple[str, ...]:
        """When scores were given, as far as it is recorded, the earliest first."""
        every = (self.date, *(sheet.date for sheet in self.sheets.values()))
        return tuple(sorted(date for date in every if date is not None))


class About(FieldModel):
    """The cell that someone dissents from; without an option, the weight of the criterion."""

    criterion: Id
    option: Id | None = None


class Dissent(FieldModel):
    """A score, or a weight in points of 100, that someone would have given instead of the agreed one."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"about": {"required": ["option"]}}},
            "then": {"required": ["score"], "properties": {"weight": False}},
            "else": {"required": ["weight"], "properties": {"score": False}},
        }
    )

    by: Name
    about: About
    score: Rated | None = Field(default=None, description="In place of the agreed score; where an option is named.")
    weight: Value | None = Field(
        default=None, description="In place of the agreed weight, as points of 100; where no option is named."
    )
    reason: Text | None = None


Currency = Literal["GBP", "GBP k", "GBP m"]


def _figure_or_by_key(value: object) -> str:
    return "[by-key]" if isinstance(value, Mapping) and not is_nothing(value) else "[figure]"


def _from_year_0(rates: Schema) -> Schema:
    return rates | {"propertyNames": {"pattern": "^(0|[1-9][0-9]*)$"}, "required": ["0"]}


Amount = Annotated[
    Annotated[OneAmount, Tag("[figure]")] | Annotated[ByYear[KnownAmount], Filled, Tag("[by-key]")],
    Discriminator(_figure_or_by_key),
]
"""What is paid in a year: a number, `unknown`, or numbers by year."""
Rates = Annotated[
    Annotated[Rate, Tag("[figure]")]
    | Annotated[ByNumber[Rate], Filled, Also(lambda rates: rates, _from_year_0), Tag("[by-key]")],
    Discriminator(_figure_or_by_key),
]
"""A discount rate, or several by the number of the year from which on each applies; the first year is year 0."""
Ends = Annotated[
    tuple[Decimal, Decimal],
    ReadAs(Many[Number]),
    Also(lambda ends: ends, lambda inner: inner | {"minItems": 2, "maxItems": 2}),
]


def _as_cost(value: object) -> object:
    """A bare amount, or amounts by year, that have nothing beside them."""
    if not isinstance(value, Mapping) or is_nothing(value):
        return value if isinstance(value, OptionAmount) else {"amount": value}
    years = [name for name in value if re.search("[0-9]", f"{name}")] if "amount" not in value else []
    beside = next((name for name in value if name in _BESIDE), None)
    if years and beside is not None:
        what, why = f'years and "{beside}" stand side by side here', "a year and what is said of it would be mixed up"
        raise wrong(
            "wrong-form", what, why, f"write the years under amount: {{{years[0]}: ...}}, and {beside} beside it"
        )
    return {"amount": value} if years else value


def _or_an_amount(mapping: Schema) -> Schema:
    years = mapping["properties"]["amount"]["oneOf"]
    return {"anyOf": [*years, mapping]}


class Estimate(FieldModel):
    """What is known of an amount.

    range:         the lowest and the highest amount thought possible, of one that is the same every year, or unknown.
    range_percent: the same as per cent less and more of each amount.
    """

    range: Ends | None = Field(default=None, description="The lowest and the highest amount thought possible.")
    range_percent: Ends | None = Field(
        default=None, description="The lowest and the highest thought possible, in per cent of the amount: [-10, 30]."
    )
    reason: Text | None = None
    evidence: Many[Citation] = ()


class OptionAmount(Estimate):
    """What an option pays, or saves if it is below 0, under one line."""

    FIRST = ("amount",)

    amount: Amount = Field(
        description="A number, unknown, or numbers by year: in that year of a line once, from that year on of a yearly "
        "one."
    )


_BESIDE = {key(name) for name in OptionAmount.model_fields}
OptionCost = Annotated[OptionAmount, BeforeValidator(_as_cost), Also(lambda cost: cost, _or_an_amount)]


class CostLine(Estimate):
    """One kind of money, such as set-up, with what each option pays.

    when:          once, in the first year unless an amount names its year; or yearly, from `from_` on.
    optimism_bias: per cent that is added to the net present cost for amounts being too low.
    transfer:      money that only moves between people or organisations, such as tax: in cash, not in net present cost.
    amount:        of every option that has none of its own.
    """

    FIRST = "name", "when", "from_", "optimism_bias", "transfer", "amount"

    name: Name
    when: Literal["once", "yearly"] = Field(description="Once: in the first year, unless an amount names its year.")
    from_: Year | None = Field(default=None, description="The year in which a yearly line begins; else the first.")
    optimism_bias: Bias | None = Field(
        default=None, description="Per cent added in the net present cost, as amounts tend to be too low; 0 is allowed."
    )
    transfer: Yes = Field(
        default=False,
        description="Whether it only moves money between people or organisations: in cash, not in net present cost.",
    )
    amount: Amount | None = Field(default=None, description="Of every option that has none of its own.")
    options: ById[OptionCost] = Field(default={}, description="What each option pays; below 0, what it saves.")

    def of(self, option: str) -> "OptionAmount | CostLine":
        """What is said of the amount of one option, be it by the line itself."""
        return self.options.get(option, self)


class Period(FieldModel):
    """The years that costs are counted over. The first is year 0, which is not discounted."""

    from_: Year
    years: Years


class Costs(FieldModel):
    """What the options cost: money beside points, never inside them.

    currency:      what every amount is in.
    prices:        the year whose prices these are.
    discount_rate: per cent a year; without one there is no net present cost, and cash is compared.
    """

    by: Name = Field(description="Whose figures these are.")
    date: Date
    currency: Currency = Field(description="What every amount is in: pounds, thousands or millions of pounds.")
    prices: Year | None = Field(default=None, description="The year whose prices these are: 2026-27.")
    period: Period = Field(description="The first year, which is not discounted, and how many years there are.")
    discount_rate: Rates | None = Field(
        default=None, description="Per cent a year, or {0: 3.5, 31: 3.0}: from that year on. Left out, cash alone."
    )
    lines: Annotated[ById[CostLine], Filled] = Field(description="What is paid for, by id.")


class Document(FieldModel):
    """A publication that citations refer to."""

    title: Name
    publisher: Name | None = None
    date: Date | None = None
    address: Address | None = Field(default=None, description="Where it can be read on the web.")


class Claim(FieldModel):
    """A statement with what speaks for and against it: a note for each citation."""

    text: Text
    for_: ByCitation[Text] = Field(default_factory=dict)
    against: ByCitation[Text] = Field(default_factory=dict)


class Publications(FieldModel):
    """What people rely on."""

    documents: ById[Document] = Field(default={}, description="Publications that citations refer to, by id.")
    claims: ById[Claim] = Field(default={}, description="Statements with what speaks for and against them.")


class Perspective(FieldModel):
    """A party's or a view's own weights or scores, or gates it would lift; with none of these, a stated position."""

    name: Name
    view: Text | None = None
    evidence: Many[Citation] = ()
    weights: ById[Points] = Field(
        default={},
        description="Weights of all criteria or groups, shared out in proportion; or points of 100 for some of them, "
        "and the rest keep their agreed proportions.",
    )
    scores: ById[Row] = Field(
        default={}, description="Scores that replace those of the sheet: by criterion, then by option."
    )
    lift_gates: Ids = Field(default=(), description="Gates that this party would lift, for every option.")

    @property
    def calculated(self) -> bool:
        """False for a stated position, which is printed and not calculated."""
        return bool(self.weights or self.scores or self.lift_gates)


class RobustnessSettings(FieldModel):
    """What the analyses of robustness go by: weights within so many points of the agreed ones, each; how many sets of
    weights and scores are drawn, and from which seed."""

    within: Within = Field(
        default=Decimal(5), description="Points that each weight may lie from the agreed one; 5 if left out."
    )
    draws: Draws = Field(
        default=100_000,
        description="How many sets of weights and scores are drawn, 1,000 to 1 million; 100,000 if left out.",
    )
    seed: Seed = Field(
        default=1, description="What the draws begin from; 1 if left out. The same seed gives the same figures."
    )


class Accepted(FieldModel):
    """A finding of `appraise check` that people live with, why, and on whose word.

    where: the ids it is about, as the finding names them; without it, every finding of that name.
    """

    FIRST = ("reason",)

    where: Text | None = Field(
        default=None,
        description="What it is about, as the finding says after accept. Without it, the appraisal as a whole.",
    )
    reason: Text = Field(description="Why this finding is lived with.")
    by: Name | None = None


class Before(NamedTuple):
    """What an option came to at the stage before; total and rank are None where they were left open."""

    name: str
    outcome: Literal["shortlisted", "not-shortlisted", "excluded", "undetermined"]
    rank: int | None
    total: Decimal | None


class Follows(NamedTuple):
    """The stage before, as its record tells it."""

    title: str
    status: Status
    fingerprint: str
    options: Mapping[str, Before]
    gateway: str | None = None
    date: str | None = None


class Heading(FieldModel):
    """What an appraisal is about. A criteria set that runs alone has a title and no more."""

    title: Name
    authority: Name | None = None
    question: Text | None = None
    gateway: Name | None = Field(default=None, description="The meeting that will use the answer.")
    date: Date | None = None
    status: Status = "illustrative"


class Statement(FieldModel):
    """What an appraisal says beside its options and scores, as it was written."""

    perspectives: ById[Perspective] = Field(
        default={}, description="Named parties with weights or scores of their own, or gates they would lift."
    )
    recommendation: Choice | None = None
    decision: Choice | None = None
    unknowns: ById[Gap] = Field(
        default={}, description="What is not known, what it affects, and who settles it by when."
    )
    background: ById[Note] = Field(
        default={},
        description="Passages printed in this order: root causes, principles, money, timeline, precedents.",
    )
    consultation: Note | None = None
    equality: Note | None = None
    accepted: ByFinding[Many[Accepted]] = Field(
        default={}, description="Findings of appraise check that are lived with, by the name of the finding."
    )
    robustness: RobustnessSettings = Field(
        default=joined(RobustnessSettings),
        description="What the analyses of all weights go by. Without a setting, its usual value is taken.",
    )


class Appraisal(Statement, Publications, Heading):
    """One options appraisal, whole. Groups hold criteria; criteria are the leaves, in file order.

    uncounted: criteria without a rule to score them when a criteria set runs alone.
    """

    FIRST = (
        *("files", *Heading.model_fields, "follows", "scope", "recommendation", "decision", "unknowns", "background"),
        *("consultation", "equality", "left_out", "accepted", "robustness", "criteria_set", "weighting", "groups"),
        *(
            "seal",
            "uncounted",
            "criteria",
            "gates",
            "shortlist_rule",
            "options",
            "panel",
            "dissent",
            "costs",
            "documents",
        ),
        "claims",
        *("characteristics", "perspectives"),
    )

    files: Many[SkipValidation[File]]
    follows: SkipValidation[Follows] | None = None
    scope: Scope = joined(Scope)
    left_out: ById[Text] = Field(default_factory=dict)
    criteria_set: CriteriaSet
    weighting: Weighting = joined(Weighting)
    seal: Seal | None = None
    groups: ById[Group] = Field(default_factory=dict)
    uncounted: ById[Group] = Field(default_factory=dict)
    criteria: ById[Criterion]
    gates: ById[Gate] = Field(default_factory=dict)
    shortlist_rule: ShortlistRule
    options: ById[Option]
    panel: Panel | None = None
    dissent: Many[Dissent] = ()
    costs: Costs | None = None
    characteristics: ById[Characteristic] = Field(default_factory=dict)

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody on the panel who gave scores or weights, by id, those who scored first."""
        return tuple(dict.fromkeys([*(self.panel.sheets if self.panel else ()), *self.weighting.sheets]))

    def member_name(self, member: str) -> str:
        """Who a member is, as the member's own sheet of scores or of weights says."""
        scored = self.panel.sheets.get(member) if self.panel else None
        return (scored or self.weighting.sheets[member]).by

    def given(self, criterion: str, option: str) -> dict[str, Score]:
        """What each member of the panel gave for one cell, by id; empty without a panel."""
        return self.panel.given(criterion, option) if self.panel else {}

    def around(self, node: str) -> tuple[str, ...]:
        """The groups that a criterion or a group lies in, the outermost first."""
        above = (self.criteria.get(node) or self.groups.get(node) or self.uncounted[node]).group
        return () if above is None else (*self.around(above), above)
