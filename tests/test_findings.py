"""Every check of good practice: a file in `findings/` with what makes its finding, what it says, and a near miss.

`findings/base/` is a well-made appraisal in which no check finds anything. A file is named by the code:

    fails:                 edits to the base that make the finding
      - file: criteria.yaml
        was: "..."         a text that stands in the file once
        now: "..."
    finds: |               what `appraise check` prints for it
      ...
    passes:                edits that come near and do not make it
      - file: ...

An edit with `text` in place of `was` and `now` is a file of its own, and one with `copy` a file of this repository.
With `of: panel` both begin from the base with the edits in `findings/panel/edits.yaml`, in which a panel scored and
gave weights; with `of: costs` from the base with costs. No check finds anything in these either.
`weights-after-scores: 2026-05-01` beside `finds` is what git would tell of the appraisal that fails;
`base-committed: 2026-05-01` says that the base was committed before the edits.
"""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml

from appraise import REGISTRY, evaluate
from appraise.cli.check import diagnostics_of
from appraise.cli.console import print_findings
from appraise.files.loading.load import load
from appraise.review.checks import CHECKS, findings
from appraise.review.outdated import outdated
from appraise.review_results import CheckInput, History
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "findings"
CASES: dict[str, dict[str, Any]] = {
    file.stem: yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in sorted(FOLDER.glob("*.yaml"))
}
BASES: dict[str, list[dict[str, str]]] = {
    "base": [],
    **{of: yaml.load((FOLDER / of / "edits.yaml").read_text("utf-8"), yaml.BaseLoader) for of in ("panel", "costs")},
}


Edits = Sequence[dict[str, str]]


def edited(folder: Path, edits: Edits) -> Path:
    """The base with edits, as files."""
    copytree(FOLDER / "base", folder)
    for edit in edits:
        file = folder / edit["file"]
        if "text" in edit:
            file.parent.mkdir(parents=True, exist_ok=True)
            text = edit["text"]
        elif "copy" in edit:
            text = (ROOT / edit["copy"]).read_text("utf-8")
        else:
            before = file.read_text("utf-8")
            assert before.count(edit["was"]) == 1, f"not once in {edit['file']}: {edit['was']}"
            text = before.replace(edit["was"], edit["now"])
        file.write_text(text, "utf-8", newline="\n")
    return folder


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What is printed of the findings in the base with edits, or of those of one code."""

    def folder(edits: Edits) -> Path:
        return edited(tmp_path / f"{len(list(tmp_path.iterdir()))}", edits)

    def printed(
        edits: Edits, code: str | None = None, late: str | None = None, committed: str | None = None, of: str = "base"
    ) -> str:
        earlier = [(load(folder(BASES[of]), REGISTRY).appraisal, committed)] if committed else []
        monkeypatch.chdir(folder([*BASES[of], *edits]))
        loaded = load(Path(), REGISTRY)
        history = History(late, *outdated(loaded.appraisal, earlier))
        seen = CheckInput(evaluate(loaded.appraisal, brief=True), history)
        found = diagnostics_of(findings(seen), loaded.locate, [file.path for file in loaded.appraisal.files])
        said = io.StringIO()
        print_findings([each for each in found if code in (None, each.code)], said)
        return said.getvalue()

    return printed


@pytest.mark.parametrize("of", BASES)
def test_the_base_is_well_made(of: str, printed: Callable[..., str]) -> None:
    assert printed([], of=of) == ""


def test_every_check_has_a_file_and_every_file_a_check() -> None:
    assert list(CASES) == list(CHECKS) == sorted(CHECKS)


@pytest.mark.parametrize("code", CASES)
def test_what_fails_is_found_and_a_near_miss_is_not(code: str, printed: Callable[..., str]) -> None:
    case = CASES[code]
    assert set(case) <= {"fails", "finds", "passes", "weights-after-scores", "base-committed", "of"}
    committed, of = case.get("base-committed"), case.get("of", "base")
    assert printed(case.get("fails", []), code, case.get("weights-after-scores"), committed, of) == case["finds"]
    assert printed(case["passes"], code, None, committed, of) == ""


@pytest.mark.parametrize("code", CHECKS)
def test_what_a_check_says_of_itself(code: str) -> None:
    """Sentences for MEANS, WHY and FIX; a file is named by its code; a source is a publication, not an address."""
    check = CHECKS[code]
    assert getattr(check, "__name__", "").rpartition(".")[2] == code.replace("-", "_")
    for text in (check.MEANS, check.WHY, check.FIX):
        assert text.endswith(".")
        assert "\n" not in text
    assert check.SOURCE
    assert not check.SOURCE.endswith(".")
    assert check.SEVERITY in ("error", "warning", "note")
