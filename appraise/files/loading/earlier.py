"""Earlier: an appraisal as it was, in the commits that changed it or else in the record beside it."""

from collections.abc import Iterator
from pathlib import Path

from appraise.appraisal import Appraisal
from appraise.files.formats.registry import Registry
from appraise.files.git.versions import versions
from appraise.files.library.library import own_files
from appraise.files.loading.load import load
from appraise.files.record.read import read_run
from appraise.files.text.source import DISK
from appraise.problem import AppraisalError


def earlier_versions(file: Path, now: Appraisal, registry: Registry) -> Iterator[tuple[Appraisal, str | None]]:
    """An appraisal as it was, the newest version first, each with the day of its commit. What only illustrated, or
    cannot be read by the rules of today, is passed over. Where no commit holds it, the record beside it, which has no
    day.

    file: the appraisal on the disk. now: what it says there.
    """
    committed = False
    beside = [each.path for each in own_files(now.files) if each.path != file.name]
    for path, commit, day in versions(file, beside):
        try:
            appraisal = load(path, registry, commit).appraisal
        except AppraisalError:
            continue
        committed = True
        if appraisal.status != "illustrative":
            yield appraisal, day
    record = file.with_name("run.json")
    if not committed and DISK.what_is(record) == "a file":
        try:
            appraisal = read_run(record, registry).inputs
        except AppraisalError:
            return
        if appraisal.status != "illustrative":
            yield appraisal, None
