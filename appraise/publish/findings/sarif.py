"""SARIF: findings and problems as code scanning services read them.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Mapping
from typing import Any

from appraise.problem import Place
from appraise.publish.findings.diagnostic import Diagnostic
from appraise.run import json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(diagnostics: list[Diagnostic], meanings: Mapping[str, tuple[str, str]], appraise: str) -> str:
    """A log of one run. Findings that people accepted are left out: a service would show them as open. What has no
    place in a file, such as a file that is not there, is told of the run, as a result needs one.

    meanings: what each code means and what to do, of all codes that there are.
    appraise: the version that made them.
    """
    results = [each for each in diagnostics if each.place and not each.accepted]
    notices = [each for each in diagnostics if not each.place and not each.accepted]
    codes = sorted({*meanings, *(diagnostic.code for diagnostic in results)})
    driver = {
        "name": "appraise",
        "version": appraise,
        "rules": tuple(_rule(code, *meanings.get(code, ("", ""))) for code in codes),
    }
    told = {"executionSuccessful": not notices, "toolExecutionNotifications": tuple(map(_notice, notices))}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": tuple(_result(each, each.place, codes.index(each.code)) for each in results if each.place),
        **({"invocations": (told,)} if notices else {}),
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": (run,)})


def _rule(code: str, means: str, fix: str) -> dict[str, Any]:
    texts = {"shortDescription": {"text": means}, "help": {"text": fix}} if means else {}
    return {"id": code, **texts}


def _result(diagnostic: Diagnostic, place: Place, rule: int) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}
    told = {"ruleId": diagnostic.code, "ruleIndex": rule, "level": diagnostic.severity}
    return {**told, "message": {"text": _message(diagnostic)}, "locations": (location,)}


def _notice(diagnostic: Diagnostic) -> dict[str, Any]:
    told = {"level": diagnostic.severity, "message": {"text": _message(diagnostic)}}
    return {"descriptor": {"id": diagnostic.code}, **told}


def _message(diagnostic: Diagnostic) -> str:
    parts = (diagnostic.what, diagnostic.why, diagnostic.fix, diagnostic.source)
    text = " ".join(_sentence(part) for part in parts if part)
    return text.replace("](", "] (")  # a link in these messages is [text](address), and nobody's title is one


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _uri(file: str) -> str:
    """A path as a relative reference: all that is not plain is written as its UTF-8 bytes."""
    from urllib.parse import quote

    return quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"))
