"""Seal: fingerprints of what is agreed before anyone is scored, by which later changes of it show.

A fingerprint is the first 12 digits of the SHA-256 of canonical JSON of what was read: sorted keys, no blanks between
them, numbers without trailing zeros, texts with single blanks, nothing for what people left out. Comments, sources, the
order of criteria and people, names of members, and the reasons and dates of weights and gates are not in it.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from appraise.appraisal import Appraisal, Criterion, Gate, Group, Judgement
from appraise.numbers import number_text
from appraise.run import requirement

_DIGITS = 12
_OF_A_GROUP = ("name", "question", "group")
_OF_A_CRITERION = (*_OF_A_GROUP, "scale", "unit", "worst", "best", "values")


def fingerprints(appraisal: Appraisal) -> dict[str, str]:
    """The fingerprints of weights, criteria, gates and the rule of the shortlist, by the fields of a `Seal`."""
    rule = appraisal.shortlist_rule
    return {
        "weights": _fingerprint(_weights(appraisal)),
        "criteria": _fingerprint(_criteria(appraisal)),
        "gates": _fingerprint({name: _gate(appraisal, gate) for name, gate in appraisal.gates.items()}),
        "shortlist": _fingerprint({"top": rule.top, "at-least": rule.at_least, "within": rule.within}),
    }


def as_sealed(appraisal: Appraisal) -> dict[str, bool]:
    """Whether each part is what was sealed; nothing where there is no seal. Where a set that runs alone leaves criteria
    uncounted, and so without their scales, nothing is said of the criteria."""
    seal = appraisal.seal
    if seal is None:
        return {}
    found = fingerprints(appraisal)
    return {
        part: digits == getattr(seal, part)
        for part, digits in found.items()
        if not (part == "criteria" and appraisal.uncounted)
    }


def _weights(appraisal: Appraisal) -> Any:
    """The method and what it goes by: the weights as typed, what was agreed, and what each member said."""
    weighting = appraisal.weighting
    nodes = (appraisal.groups, appraisal.criteria, appraisal.uncounted)
    return {
        "method": weighting.method,
        "weights": {name: node.weight for each in nodes for name, node in each.items()},
        "sheets": {name: _judgement(sheet) for name, sheet in weighting.sheets.items()},
        **_judgement(weighting),
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {"swings": judgement.swings, "order": tuple(tuple(sorted(level)) for level in judgement.order)}


def _criteria(appraisal: Appraisal) -> Any:
    return {
        "groups": {name: _fields(group, _OF_A_GROUP) for name, group in appraisal.groups.items()},
        "criteria": {name: _criterion(each) for name, each in appraisal.criteria.items()},
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    rule = criterion.rate_from
    rate_from = {"characteristic": rule.characteristic, "scores": rule.scores} if rule else None
    return {**_fields(criterion, _OF_A_CRITERION), "rate-from": rate_from}


def _gate(appraisal: Appraisal, gate: Gate) -> dict[str, Any]:
    """What a gate asks, and by when. Which levels a least or a greatest one lets pass turns on the order of all; a list
    names them."""
    requires, name = requirement(gate.requires), gate.requires.characteristic
    several = isinstance(gate.requires.operand, tuple)
    if isinstance(requires, dict):
        requires = {key: tuple(sorted(each)) if isinstance(each, tuple) else each for key, each in requires.items()}
    levels = tuple(appraisal.characteristics[name].levels) if name and not several else ()
    return {"name": gate.name, "requires": requires, "levels": levels, "deadline": gate.deadline}


def _fields(node: Group | Criterion, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: getattr(node, field) for field in fields}


def _fingerprint(stated: Any) -> str:
    text = json.dumps(_plain(stated), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def _plain(value: Any) -> Any:
    """A value as JSON has it, without what is empty."""
    if isinstance(value, Mapping):
        plain = ((_plain(key), _plain(each)) for key, each in value.items())
        return {key: each for key, each in plain if each not in (None, {}, [])}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return " ".join(value.split())
    return number_text(value) if isinstance(value, Decimal) else value
