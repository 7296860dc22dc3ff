"""File models: what each kind of file may hold, as far as it differs from what comes of it."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from appraise.appraisal import (
    Agreement,
    Characteristic,
    Combine,
    Costs,
    CriteriaSet,
    Dissent,
    Gate,
    Heading,
    Measure,
    Meeting,
    Model,
    ModelTraits,
    OptionName,
    Publications,
    Row,
    Scope,
    Scorer,
    Seal,
    ShortlistRule,
    Sitting,
    Statement,
    Status,
    Verdict,
    Weighed,
    WeightSheet,
)
from appraise.field_models import ById, ByNumber, FieldModel, Filled, Many, ReadByHand, joined
from appraise.field_types import Date, Id, Requires, Text, Version, key


class Head(FieldModel):
    """What every file says of itself."""

    kind: str = Field(description="What this file holds.")
    version: Version


class OptionFile(ModelTraits, OptionName):
    """An option with what it states itself. Without `models`, its id names its model.

    Dimensions and ways to evolve that it states with nothing in them are none; left out, they are its model's.
    """


class PanelFile(Meeting):
    """A panel: who was there, and the sheet of each member."""

    FIRST = "chair", "facilitator", "met", "absent"

    combine: Combine = Field(description="What of the members' scores counts: their median, or their mean.")
    sheets: Annotated[ById[Text], Filled] = Field(
        description="By the id of each member, the path of the member's score sheet, with this member's scores alone."
    )


class Materials(FieldModel):
    """What an appraisal is made of: the files it refers to, and its options."""

    follows: Text | None = Field(
        default=None,
        description="The path of the record of the stage before. An option not shortlisted then needs a reason.",
    )
    scope: Scope = joined(Scope)
    criteria: Text = Field(description="The path of a criteria file, or the id of a criteria set in the library.")
    panel: PanelFile | None = None
    scores: Text | None = Field(
        default=None,
        description="The path of the score sheet; beside a panel, of what nobody on it scored and what it moderated.",
    )
    evidence: Text | None = Field(default=None, description="The path of the evidence file.")
    costs: Text | None = Field(
        default=None, description="The path of the cost file: what each option costs, beside its points."
    )
    comparator: Id | None = Field(
        default=None, description="The option kept beside the others whatever its verdicts, such as business as usual."
    )
    options: Annotated[ById[OptionFile], Filled] = Field(
        description="Delivery models as considered in this appraisal, by id."
    )
    left_out: ById[Text] = Field(default={}, description="Obvious or earlier options that are not considered, and why.")
    verdicts: ById[ById[Verdict]] = Field(
        default={},
        description="What people decided at a gate, in place of its rule: by gate, then by option.",
    )


class AppraisalFile(Statement, Materials, Heading, Head):
    """`kind: appraisal`."""

    kind: Literal["appraisal"]
    question: Text = Field(description="What the appraisal answers.")
    date: Date = Field(description="Of the meeting that uses it, or of the report to it: 2016, 2016-09 or 2016-09-07.")
    status: Status = Field(description="Covers every score, weight and verdict; stands on every page of every output.")


class Parts(FieldModel):
    """What makes a criterion a group."""

    criteria: Annotated[ById["Node"], Filled] | None = Field(
        default=None, description="What is in this group. A group is not scored itself."
    )


class Node(Measure, Parts, Weighed):
    """A criterion; with `criteria` of its own, a group."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["criteria"]},
            "then": {"propertyNames": {"enum": [*map(key, Weighed.model_fields), "criteria"]}},
            "dependencies": {"unit": {"properties": {"scale": False}}},
        }
    )


class GateFile(Gate):
    """A pass or fail requirement that no strength elsewhere can make up for.

    `requires` is checked against the operators there are.
    """

    requires: Requires = Field(
        description="The word judgement, if people give each verdict; or a characteristic, a criterion or a cost and "
        "what is asked of it."
    )


class WeightingFile(Agreement):
    """How the weights were found, by whom, when and why."""

    sheets: Annotated[ById[Text], Filled] = Field(
        default={}, description="By the id of each member, the path of the sheet with this member's weights."
    )


class CriteriaFile(CriteriaSet, Head):
    """`kind: criteria`."""

    kind: Literal["criteria"]
    scale: ByNumber[Text] | None = Field(
        default=None, description="What each point means, for every criterion without a scale or unit of its own."
    )
    weighting: WeightingFile = joined(WeightingFile)
    seal: Seal | None = None
    criteria: Annotated[ById[Node], Filled]
    gates: ById[GateFile] = Field(default={}, description="Requirements that no strength elsewhere can make up for.")
    shortlist: ShortlistRule = Field(
        description="One of: the first `top` options; a total of `at-least`; `within` so many points of the best."
    )


class SheetFile(Sitting, Scorer, Head):
    """`kind: scores`. Its scores are many and mostly bare numbers: `score_sheet` checks them."""

    kind: Literal["scores"]
    date: Date
    scores: Annotated[Any, ReadByHand(ById[Row])] = Field(
        description="By criterion, then by option: a number, unknown, or a score with its reason."
    )
    dissent: Many[Dissent] = ()


class WeightsFile(WeightSheet, Head):
    """`kind: weights`. What one member said of weights."""

    kind: Literal["weights"]
    date: Date


class CostsFile(Costs, Head):
    """`kind: costs`. What each option costs."""

    kind: Literal["costs"]


class EvidenceFile(Publications, Head):
    """`kind: evidence`."""

    kind: Literal["evidence"]


class CharacteristicsFile(Head):
    """`kind: characteristics`."""

    kind: Literal["characteristics"]
    characteristics: ById[Characteristic]


class ModelFile(Model, Head):
    """`kind: model`."""

    kind: Literal["model"]


FILES: dict[str, type[Head]] = {
    "appraisal": AppraisalFile,
    "criteria": CriteriaFile,
    "scores": SheetFile,
    "weights": WeightsFile,
    "costs": CostsFile,
    "evidence": EvidenceFile,
    "characteristics": CharacteristicsFile,
    "model": ModelFile,
}
KINDS = tuple(FILES)
