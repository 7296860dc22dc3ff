"""One voice decides: without one member of the panel another shortlist, or another leader, would come out."""

from collections.abc import Iterator, Sequence

from appraise.analyses import AlternativeResult
from appraise.appraisal import Appraisal
from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "warning"
MEANS = "Without the scores and weights of one member of the panel, the shortlist or the leader would be another."
WHY = "The result then rests on one person, and a reader asks what this person has at stake."
FIX = (
    "Look at this member's scores and weights together, and moderate where the panel agrees; else say in the report "
    "that the result turns on them, and accept this."
)
SOURCE = "Scottish Government Health Directorates, Option Appraisal Guide, appendix 3"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each member whose absence would change who goes forward or who leads, with what it would have changed before
    anything was moderated, where that is something else."""
    run, panel = checked.run, checked.run.analyses.panel
    inputs, scorers = run.inputs, run.inputs.panel.sheets if run.inputs.panel else {}
    today = AlternativeResult((), run.shortlist.options, run.shortlist.undetermined)
    for member, absence in panel.without.items() if panel else ():
        if not (absence.shortlist or absence.leaders):
            continue
        now = _changes(inputs, today, absence.result, absence.leaders)
        what = f'Without "{inputs.member_name(member)}", {now}.'
        was, then = panel and panel.before_moderation, absence.before_moderation
        if was and then:
            before = _changes(inputs, was, then, {*was.leaders} != {*then.leaders}) or "nothing changes"
            what += f" Before moderation: {before}." if before != now else ""
        yield Occurrence(what, ("panel" if member in scorers else "weighting", "sheets", member), (member,))


def _changes(inputs: Appraisal, was: AlternativeResult, then: AlternativeResult, leaders: bool) -> str:
    """What is different between two results; nothing where nothing is.

    leaders: whether others lead.
    """

    def names(options: Sequence[str], last: str = "and") -> str:
        return named([inputs.options[option].name for option in options], "options", last)

    def those(options: Sequence[str], one: str, several: str, last: str = "and") -> str:
        return f"{names(options, last)} {one if len(options) == 1 or last == 'or' else several}"

    before, after = ({option: _place(result, option) for option in inputs.options} for result in (was, then))
    moved = [option for option in inputs.options if before[option] != after[option]]
    came, went, open_ = ([option for option in moved if after[option] == place] for place in ("in", "out", "open"))
    clauses = []
    if came and went and all(before[option] == "out" for option in came) and {before[each] for each in went} == {"in"}:
        clauses.append(f"{those(came, 'takes', 'take')} the place of {names(went)} on the shortlist")
    else:
        clauses += [f"{those(came, 'goes', 'go')} forward"] if came else []
        clauses += [f"{those(went, 'does', 'do')} not go forward"] if went else []
    clauses += [f"it is open whether {those(open_, 'goes', 'go', 'or')} forward"] if open_ else []
    first = [option for option in inputs.options if option in then.leaders]
    if leaders and not (came and [*then.shortlist] == first and len(first) == 1):
        level = f"{names(first)} are level in first place"
        clauses.append(level if len(first) > 1 else f"{names(first)} leads" if first else "it is open who leads")
    return "; ".join(clauses)


def _place(result: AlternativeResult, option: str) -> str:
    """Whether an option goes forward, does not, or may or may not."""
    return "in" if option in result.shortlist else "open" if option in result.undetermined else "out"
