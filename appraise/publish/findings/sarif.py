"""SARIF: findings and problems as code scanning services read them.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Mapping
from typing import Any

from appraise.publish.findings.diagnostic import Diagnostic
from appraise.run import json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(told: list[Diagnostic], meanings: Mapping[str, tuple[str, str]], appraise: str) -> str:
    """A log of one run.

    meanings: what each code means and what to do, of all codes that could be told.
    appraise: the version that looked.
    """
    codes = sorted({*meanings, *(each.code for each in told)})
    driver = {
        "name": "appraise",
        "version": appraise,
        "rules": tuple(_rule(code, *meanings.get(code, ("", ""))) for code in codes),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": tuple(_result(each, codes.index(each.code)) for each in told),
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": (run,)})


def _rule(code: str, means: str, fix: str) -> dict[str, Any]:
    told = {"shortDescription": {"text": means}, "help": {"text": fix}} if means else {}
    return {"id": code, **told}


def _result(told: Diagnostic, rule: int) -> dict[str, Any]:
    text = " ".join(_sentence(each) for each in (told.what, told.why, told.fix, told.source) if each)
    text = text.replace("](", "] (")  # a link in these messages is [text](address), and nobody's title is one
    result = {"ruleId": told.code, "ruleIndex": rule, "level": told.severity, "message": {"text": text}}
    if told.place:
        region = {"startLine": told.place.line, "startColumn": told.place.column}
        file = {"uri": _uri(told.place.file)}
        result["locations"] = ({"physicalLocation": {"artifactLocation": file, "region": region}},)
    if told.accepted:
        reason, by = told.accepted
        why = f"{reason} ({by})" if by else reason
        result["suppressions"] = ({"kind": "inSource", "status": "accepted", "justification": why},)
    return result


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _uri(file: str) -> str:
    """A path as a relative reference: all that is not plain is written as its UTF-8 bytes."""
    from urllib.parse import quote

    return quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"))
