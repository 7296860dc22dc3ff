"""Previous stage: the stage before an appraisal, as the record of that stage tells it."""

import os
from pathlib import Path

from appraise.appraisal import Before, Follows
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.loading.workspace import Workspace
from appraise.files.record.read import sound_run
from appraise.files.text.source import RECORD_LIMIT, read
from appraise.files.text.yaml_tree import Map
from appraise.problem import AppraisalError
from appraise.run import Run, stated

_WHY = "what the stage before came to is read from its record alone"
_FIX = "name the record of that stage, a run.json that appraise wrote"
_MENDS = {"fingerprint": "take that record back from git, or score that stage again"}
"""What to do where the right file is named, by what is wrong with it."""


def load_previous_stage(workspace: Workspace, parsed: ParsedFile, registry: Registry) -> Follows | None:
    """What the stage before came to. Its record becomes one of the workspace's files.

    What is wrong with the record is a problem at the key that names it.
    """
    named = workspace.named_file(parsed, ("follows",))
    if named is None:
        return None
    file = Path(os.path.normpath(named))
    try:
        source = read(file, RECORD_LIMIT, workspace.store, workspace.base)
        workspace.files[file] = ParsedFile(source, Map(0, 0))
        # Worked out anew, the fingerprint of an older version might differ.
        return _in_short(sound_run(source, registry), fingerprint=stated(source.text)[1])
    except AppraisalError as error:
        for problem in error.problems:
            what = f'"{parsed.root["follows"]}" cannot be followed: {problem.what}'
            fix = _MENDS.get(problem.code, _FIX)
            workspace.problems.append(parsed.problem(("follows",), "follows", what, _WHY, fix))
    return None


def _in_short(run: Run, fingerprint: str) -> Follows:
    """A run in short, as the next stage keeps it."""
    names = run.inputs.options
    return Follows(
        title=run.inputs.title,
        status=run.inputs.status,
        fingerprint=fingerprint,
        gateway=run.inputs.gateway,
        date=run.inputs.date,
        options={
            option: Before(names[option].name, result.outcome, result.rank, result.total)
            for option, result in run.options.items()
        },
    )
