"""The engine: an Appraisal becomes a Run. Pure and exact: no files, no clock, no rounding before the way out.

Shares (`weighting`), the value of every cell (`values`), verdicts (`gates`), totals and ranks (`totals`), who goes
forward and why (`shortlist`, `because`), the same from each perspective (`perspectives`), and how firm the result
is (`analysis`). Both read what is `given`.
"""

from collections.abc import Mapping

from appraise.appraisal import UNKNOWN, Appraisal
from appraise.engine.analysis import Tell, analyse
from appraise.engine.evaluation import Evaluation, given
from appraise.engine.gates import judge
from appraise.engine.outcome_reasons import because, unknown_cells
from appraise.engine.perspectives import from_view, own_shares, viewed
from appraise.engine.shortlist import one_rank, settle
from appraise.engine.totals import ranks
from appraise.engine.values import valued
from appraise.engine.weighting import group_shares, shares
from appraise.numbers import rounded
from appraise.problem import AppraisalError, Problem
from appraise.run import Judged, Result, Run, Shortlist

OPEN = ("conditional", UNKNOWN)
"""Verdicts that count as eligible and leave the option subject to the gate."""

_MOST_REASONS = 1_000_000


def evaluate(appraisal: Appraisal, version: str, brief: bool, tell: Tell) -> Run:
    """Score every option, gate them, shortlist, and say how firm that is.

    version: the version of appraise that the record names.
    brief:   without the comparison of perspectives and robustness, which take longest.
    tell:    is told how many sets of weights have been drawn, and of how many.
    Raises:  AppraisalError where `arithmetic` finds problems; AppraisalError[too-many-unknowns].
    """
    agreed = exactly(appraisal)
    share, table, summed, settled = agreed.shares, agreed.table, agreed.totals, agreed.settled
    ungated = ranks({option: total[:2] for option, total in summed.items()}, appraisal.options)
    unknowns = unknown_cells(table, share)
    _few_enough(sum(map(len, unknowns.values())), len(settled.listed("undetermined")))
    options = {
        option: Result(
            verdicts=agreed.verdicts[option],
            cells={name: found.cell for name, found in table[option].items()},
            **settled.standings[option]._asdict(),
            would_rank=one_rank(ungated[option]),
            because=because(appraisal.shortlist_rule, option, agreed.failed[option], settled, summed, unknowns),
        )
        for option in appraisal.options
    }
    views = {name: from_view(agreed, name) for name, words in appraisal.perspectives.items() if words.calculated}
    return Run(
        appraise=version,
        inputs=appraisal,
        shares={node: rounded(part) for node, part in {**share, **group_shares(share, appraisal)}.items()},
        options=options,
        shortlist=_shortlist(agreed),
        viewed={name: viewed(view) for name, view in views.items()},
        analyses=analyse(agreed, views, brief, tell),
    )


def exactly(appraisal: Appraisal) -> Evaluation:
    """What everyone comes to with the agreed weights and scores, before anything is rounded."""
    table = valued(appraisal, {})
    verdicts = {
        option: judge(appraisal, option, {name: found.cell for name, found in row.items()})
        for option, row in table.items()
    }
    return given(appraisal, shares(appraisal), verdicts, table, ())


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


def _shortlist(agreed: Evaluation) -> Shortlist:
    settled, verdicts = agreed.settled, agreed.verdicts
    forward, undetermined = settled.listed("shortlisted"), settled.listed("undetermined")
    open_gates = {option: _with_verdict(verdicts[option], OPEN) for option in (*forward, *undetermined)}
    subject_to = {option: gates for option, gates in open_gates.items() if gates}
    if not subject_to:
        return Shortlist(forward, undetermined, subject_to, None)
    left = [option for option in settled.lines if not _with_verdict(verdicts[option], OPEN)]
    then = settle(agreed.appraisal.shortlist_rule, agreed.totals, left)
    return Shortlist(forward, undetermined, subject_to, then.listed("shortlisted"), then.listed("undetermined"))


def _with_verdict(verdicts: Mapping[str, Judged], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(gate for gate, judged in verdicts.items() if judged.verdict in wanted)
