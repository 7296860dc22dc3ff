"""The engine: evaluates an Appraisal into a Run. Pure and exact: no files, no clock; figures are rounded as a Run's
fields are made of them.

Shares (`weighting`), cell values (`values`), verdicts (`gates`), totals and ranks (`totals`) and outcomes (`shortlist`)
make an `Evaluation`, agreed or from a perspective (`perspectives`). The reasons of outcomes (`outcome_reasons`) and how
firm the result is (`analysis`) are made of that.
"""

from appraise.appraisal import Appraisal
from appraise.engine.analysis import Progress, analyse
from appraise.engine.costs import costs
from appraise.engine.evaluation import Evaluation, agreed_evaluation
from appraise.engine.outcome_reasons import outcome_reasons, unknown_cells
from appraise.engine.perspectives import perspective_evaluation, perspective_result, perspective_shares
from appraise.engine.shortlist import apply_rule, one_rank
from appraise.engine.totals import ranks
from appraise.numbers import rounded
from appraise.problem import AppraisalError, Problem
from appraise.run import Result, Run, Shortlist
from appraise.weighting import group_shares, shares, shares_of

_MOST_REASONS = 1_000_000


def evaluate(appraisal: Appraisal, version: str, brief: bool, tell: Progress) -> Run:
    """The run of an appraisal: scores, verdicts, shortlist and analyses.

    version: the version of appraise that the record names.
    brief:   without the comparison of perspectives and robustness, which take longest.
    tell:    is called with how many sets of weights have been drawn, and of how many.
    Raises:  AppraisalError where `arithmetic` finds problems; AppraisalError[too-many-unknowns].
    """
    agreed = agreed_evaluation(appraisal)
    share = agreed.shares
    ungated = ranks({option: total[:2] for option, total in agreed.totals.items()})
    unknowns = unknown_cells(agreed.table, share)
    cost = costs(appraisal)
    _few_enough(sum(map(len, unknowns.values())), len(agreed.shortlisting.listed("undetermined")))
    options = {
        option: Result(
            verdicts=agreed.verdicts[option],
            cells={name: valued.cell for name, valued in agreed.table[option].items()},
            **agreed.shortlisting.standings[option]._asdict(),
            would_rank=one_rank(ungated[option]),
            because=outcome_reasons(agreed, option, unknowns),
            cost=cost.get(option),
        )
        for option in appraisal.options
    }
    calculated = [name for name, perspective in appraisal.perspectives.items() if perspective.calculated]
    views = {name: perspective_evaluation(agreed, name) for name in calculated}
    return Run(
        appraise=version,
        inputs=appraisal,
        shares={node: rounded(part) for node, part in {**share, **group_shares(share, appraisal)}.items()},
        options=options,
        shortlist=_shortlist(agreed),
        viewed={name: perspective_result(view) for name, view in views.items()},
        analyses=analyse(agreed, views, brief, tell),
    )


def arithmetic(appraisal: Appraisal) -> list[Problem]:
    """The problems of weights: of the criteria tree, of what each member of a panel said, and of each perspective's
    own."""
    try:
        agreed = shares(appraisal)
    except AppraisalError as error:
        return list(error.problems)
    problems: list[Problem] = []
    for member in appraisal.weighting.sheets:
        try:
            shares_of(appraisal, member)
        except AppraisalError as error:
            problems += (each._replace(about=("member-weights", member)) for each in error.problems)
    for name in appraisal.perspectives:
        try:
            perspective_shares(appraisal, name, agreed)
        except AppraisalError as error:
            problems += error.problems
    return problems


def _few_enough(unknown: int, undetermined: int) -> None:
    """Refuse more reasons than a record can hold: each undetermined option names the unknown scores it turns on.

    Raises: AppraisalError[too-many-unknowns].
    """
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
    forward, undetermined = agreed.shortlisting.listed("shortlisted"), agreed.shortlisting.listed("undetermined")
    subject_to = {option: gates for option in (*forward, *undetermined) if (gates := agreed.open_gates(option))}
    if not subject_to:
        return Shortlist(forward, undetermined, subject_to, None)
    left = [option for option in agreed.eligible if not agreed.open_gates(option)]
    then = apply_rule(agreed.appraisal.shortlist_rule, agreed.totals, left)
    return Shortlist(forward, undetermined, subject_to, then.listed("shortlisted"), then.listed("undetermined"))
