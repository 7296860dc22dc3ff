"""Follows: the stage before an appraisal, as the record of that stage tells it."""

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


def before(folder: Workspace, part: ParsedFile, registry: Registry) -> Follows | None:
    """What the stage before came to. Its record becomes one of the folder's files.

    What is wrong with the record is a problem at the key that names it.
    """
    named = folder.named(part, "follows")
    if named is None:
        return None
    file = Path(os.path.normpath(named))
    try:
        source = read(file, RECORD_LIMIT, folder.store, folder.base)
        folder.parts[file] = ParsedFile(source, Map(0, 0))
        # Worked out anew, the fingerprint of an older version might differ.
        return _told(sound_run(source, registry), fingerprint=stated(source.text)[1])
    except AppraisalError as error:
        for problem in error.problems:
            what = f'"{part.root["follows"]}" cannot be followed: {problem.what}'
            fix = _MENDS.get(problem.code, _FIX)
            folder.problems.append(part.problem(("follows",), "follows", what, _WHY, fix))
    return None


def _told(run: Run, fingerprint: str) -> Follows:
    """A run in short, as the next stage keeps it."""
    names = run.inputs.options
    return Follows(
        title=run.inputs.title,
        status=run.inputs.status,
        fingerprint=fingerprint,
        gateway=run.inputs.gateway,
        date=run.inputs.date,
        options={
            option: Before(names[option].name, found.outcome, found.rank, found.total)
            for option, found in run.options.items()
        },
    )
