"""The engine: an Appraisal becomes a Run. Pure and exact: no files, no clock, no rounding before the way out.

Shares (`weighting`), the value of every cell (`values`), verdicts (`gates`), totals and ranks (`totals`), who goes
forward and why (`shortlist`, `because`), and the same from each perspective (`perspectives`).
"""

from collections.abc import Mapping

from appraise.appraisal import UNKNOWN, Appraisal
from appraise.engine.because import because, unknown_cells
from appraise.engine.gates import judge
from appraise.engine.perspectives import own_shares, view
from appraise.engine.shortlist import Settled, one_rank, settle
from appraise.engine.totals import Total, ranks, totals
from appraise.engine.values import valued
from appraise.engine.weighting import group_shares, shares
from appraise.problem import AppraisalError, Problem
from appraise.run import Judged, Result, Run, Shortlist, rounded

OPEN = ("conditional", UNKNOWN)
"""Verdicts that count as eligible and leave the option subject to the gate."""

_MOST_REASONS = 1_000_000


def evaluate(appraisal: Appraisal, version: str) -> Run:
    """Score every option, gate them, shortlist.

    version: the version of appraise that the record names.
    Raises:  AppraisalError where `arithmetic` finds problems; AppraisalError[too-many-unknowns].
    """
    share = shares(appraisal)
    table = valued(appraisal, {})
    summed = totals(table, share)
    cells = {option: {name: found.cell for name, found in row.items()} for option, row in table.items()}
    verdicts = {option: judge(appraisal, option, cells[option]) for option in appraisal.options}
    failed = {option: _with_verdict(verdicts[option], ("fail",)) for option in appraisal.options}
    eligible = [option for option in appraisal.options if not failed[option]]
    settled = settle(appraisal.shortlist_rule, summed, eligible)
    ungated = ranks({option: total[:2] for option, total in summed.items()}, appraisal.options)
    unknowns = unknown_cells(table, share)
    _few_enough(sum(map(len, unknowns.values())), len(settled.listed("undetermined")))
    options = {
        option: Result(
            verdicts=verdicts[option],
            cells=cells[option],
            **settled.standings[option]._asdict(),
            would_rank=one_rank(ungated[option]),
            because=because(appraisal.shortlist_rule, option, failed[option], settled, summed, unknowns),
        )
        for option in appraisal.options
    }
    return Run(
        appraise=version,
        inputs=appraisal,
        shares={node: rounded(part) for node, part in (share | group_shares(share, appraisal)).items()},
        options=options,
        shortlist=_shortlist(appraisal, settled, summed, verdicts),
        viewed={
            name: view(appraisal, name, share, verdicts)
            for name, words in appraisal.perspectives.items()
            if words.calculated
        },
    )


def arithmetic(appraisal: Appraisal) -> list[Problem]:
    """What cannot be worked out: weights that fit no tree, or that leave a share with nobody to take it."""
    try:
        agreed = shares(appraisal)
    except AppraisalError as error:
        return list(error.problems)
    problems: list[Problem] = []
    for name in appraisal.perspectives:
        try:
            own_shares(appraisal, name, agreed)
        except AppraisalError as error:
            problems += error.problems
    return problems


def _few_enough(unknown: int, undetermined: int) -> None:
    """Each undetermined option names the unknown scores it turns on; keep that from outgrowing any record."""
    if unknown * undetermined > _MOST_REASONS:
        raise AppraisalError(
            [
                Problem(
                    code="too-many-unknowns",
                    what=f"{unknown} unknown scores leave it open whether {undetermined} options go forward",
                    why="the reasons would fill more than a record can hold, and the result would say nothing",
                    fix="find more of the scores, or give unknown ones a range",
                )
            ]
        )


def _shortlist(
    appraisal: Appraisal, settled: Settled, summed: Mapping[str, Total], verdicts: Mapping[str, Mapping[str, Judged]]
) -> Shortlist:
    forward, undetermined = settled.listed("shortlisted"), settled.listed("undetermined")
    open_gates = {option: _with_verdict(verdicts[option], OPEN) for option in (*forward, *undetermined)}
    subject_to = {option: gates for option, gates in open_gates.items() if gates}
    if not subject_to:
        return Shortlist(forward, undetermined, subject_to, None)
    left = [option for option in settled.lines if not _with_verdict(verdicts[option], OPEN)]
    then = settle(appraisal.shortlist_rule, summed, left)
    return Shortlist(forward, undetermined, subject_to, then.listed("shortlisted"), then.listed("undetermined"))


def _with_verdict(verdicts: Mapping[str, Judged], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(gate for gate, judged in verdicts.items() if judged.verdict in wanted)
