"""What .github/SECURITY.md says of limits is so."""

from appraise.cli import app
from appraise.files.git import log, repository
from appraise.files.text import source, yaml_errors
from appraise.problem import PROBLEM_LIMIT
from tests.conftest import ROOT

TEXT = " ".join((ROOT / ".github" / "SECURITY.md").read_text("utf-8").split())


def test_the_limits_are_those_of_the_code() -> None:
    yaml, record = source.YAML_LIMIT // 1_000_000, source.RECORD_LIMIT // 1_000_000
    sizes = f"{yaml} MB and be {yaml_errors.DEPTH_LIMIT} levels deep, a record {record} MB"
    assert f"A YAML file may have {sizes}, a text in them " in TEXT
    assert f"a text in them {yaml_errors.TEXT_LIMIT:,} characters." in TEXT
    assert f"up to {PROBLEM_LIMIT:,} problems" in TEXT
    assert f"scores {log.BYTES_LIMIT // 1_000_000} MB are read" in TEXT
    assert f"and has {repository.TIMEOUT} seconds for an answer" in TEXT
    workflow = (ROOT / "templates" / "ci" / "appraise.yaml").read_text("utf-8")
    assert "timeout-minutes: 20" in workflow
    assert "the workflow ends after 20 minutes" in TEXT


def test_the_commands_for_a_strangers_branch_are_there() -> None:
    named = TEXT.split("these may be run on it: ")[1].split(" with a template")[0].replace("and ", "").split(", ")
    known = {str(command.callback.__name__) for command in app.registered_commands if command.callback}
    assert {f"`{name}`" for name in known - {"init", "schema", "seal"}} == set(named)
