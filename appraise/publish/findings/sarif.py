"""SARIF: findings and problems as code scanning services read them.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Mapping
from typing import Any

from appraise.publish.findings.diagnostic import Diagnostic
from appraise.run import json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(diagnostics: list[Diagnostic], meanings: Mapping[str, tuple[str, str]], appraise: str) -> str:
    """A log of one run.

    meanings: what each code means and what to do, of all codes that there are.
    appraise: the version that made them.
    """
    codes = sorted({*meanings, *(diagnostic.code for diagnostic in diagnostics)})
    driver = {
        "name": "appraise",
        "version": appraise,
        "rules": tuple(_rule(code, *meanings.get(code, ("", ""))) for code in codes),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": tuple(_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in diagnostics),
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": (run,)})


def _rule(code: str, means: str, fix: str) -> dict[str, Any]:
    texts = {"shortDescription": {"text": means}, "help": {"text": fix}} if means else {}
    return {"id": code, **texts}


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    parts = (diagnostic.what, diagnostic.why, diagnostic.fix, diagnostic.source)
    text = " ".join(_sentence(part) for part in parts if part)
    text = text.replace("](", "] (")  # a link in these messages is [text](address), and nobody's title is one
    result: dict[str, Any] = {"ruleId": diagnostic.code, "ruleIndex": rule, "level": diagnostic.severity}
    result["message"] = {"text": text}
    if diagnostic.place:
        region = {"startLine": diagnostic.place.line, "startColumn": diagnostic.place.column}
        file = {"uri": _uri(diagnostic.place.file)}
        result["locations"] = ({"physicalLocation": {"artifactLocation": file, "region": region}},)
    if diagnostic.accepted:
        reason, by = diagnostic.accepted
        why = f"{reason} ({by})" if by else reason
        result["suppressions"] = ({"kind": "inSource", "status": "accepted", "justification": why},)
    return result


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _uri(file: str) -> str:
    """A path as a relative reference: all that is not plain is written as its UTF-8 bytes."""
    from urllib.parse import quote

    return quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"))
