"""Options: what an appraisal states about each, joined with what its delivery model in the library says."""

from collections.abc import Mapping
from typing import Any

from appraise.appraisal import Level, Model, Option
from appraise.field_models import joined
from appraise.field_types import UNKNOWN
from appraise.files.formats.file_models import OptionFile


def models_of(option: str, stated: Any) -> list[str]:
    """The models behind an option: those it names, or the one of the same id. For text as read, checked or not."""
    named = stated.get("models") if isinstance(stated, dict) else None
    if isinstance(named, list):
        return [model for model in named if isinstance(model, str)]
    return [option]


def join(stated: OptionFile, models: Mapping[str, Model], comparator: bool) -> Option:
    """An option as considered. What it states wins; one model gives it the rest; of several it takes the dimensions
    and characteristics that they agree on, and where they differ a characteristic is unknown. An `evolves-to` or
    `dimensions` that it states with nothing in it says that there are none.

    Precedents, advantages and risks are those the option states: a library knows the years after.
    """
    own: dict[str, Any] = dict(stated) | {"models": tuple(models), "comparator": comparator}
    if len(models) == 1:
        (model,) = models.values()
        own["name"] = stated.name or model.name
        own["summary"] = stated.summary or model.summary
        own["evolves_to"] = _over(model.evolves_to, stated, "evolves_to")
    dimensions = _agreed([model.dimensions for model in models.values()])
    own["dimensions"] = _over({name: text for name, text in dimensions.items() if text}, stated, "dimensions")
    levels: dict[str, Any] = _agreed([model.characteristics for model in models.values()])
    unstated = {name: level or Level(level=UNKNOWN) for name, level in levels.items()}
    own["characteristics"] = unstated | dict(stated.characteristics)
    return joined(Option, **own)


def _over(models: Mapping[str, Any], stated: OptionFile, field: str) -> Mapping[str, Any]:
    """What an option states over what its model says. Left out and left empty are not the same."""
    own = getattr(stated, field)
    return {**models, **own} if own or field not in stated.model_fields_set else {}


def _agreed(stated: list[Mapping[str, Any]]) -> dict[str, Any]:
    """What all say alike, by name; None where they differ or one says nothing. Levels agree by their level."""
    agreed: dict[str, Any] = {}
    for name in dict.fromkeys(name for each in stated for name in each):
        values = [each.get(name) for each in stated]
        alike = len({getattr(each, "level", each) for each in values}) == 1
        if alike and len(values) > 1 and isinstance(values[0], Level):
            agreed[name] = values[0] if len(set(values)) == 1 else Level(level=values[0].level)
        else:
            agreed[name] = values[0] if alike else None
    return agreed
