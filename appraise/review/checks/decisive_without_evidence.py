"""Decisive without evidence: an option is kept from going forward by a fail for which nothing is cited."""

from collections.abc import Iterator

from appraise.review.exact import named
from appraise.review.members import cited
from appraise.review.money import cited_for, place
from appraise.review_results import CheckInput, Keys, Occurrence, Severity
from appraise.run import Run

SEVERITY: Severity = "warning"
MEANS = "An option that could lead or go forward but for the gates it fails does so on a verdict without evidence."
WHY = "This verdict decides the result, no strength elsewhere can make up for it, and a reader cannot check it."
FIX = "Cite what shows that the option fails, beside the verdict, or beside the fact or amount that the rule reads."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each fail without evidence, or a source of the characteristic, of an excluded option that would or could be
    ahead or go forward if the gates it fails were set aside for everybody."""
    inputs = checked.run.inputs
    eligible = any(result.outcome != "excluded" for result in checked.run.options.values())
    for option, aside in checked.run.analyses.gates.excluded.items():
        if aside.outcome_without == "not-shortlisted" and not aside.ahead_of_leader:
            continue
        name, barred = inputs.options[option].name, [inputs.gates[gate].name for gate in aside.failed]
        would = "could" if aside.outcome_without == "undetermined" else "would"
        leads = "be ahead of every eligible option" if eligible else "be eligible, where no option is,"
        then = "go forward" if aside.outcome_without != "not-shortlisted" else leads
        for gate in aside.failed:
            if not _shown(checked.run, gate, option):
                fail = f'its fail at "{inputs.gates[gate].name}"' if len(barred) > 1 else "its fail there"
                what = f'"{name}" {would} {then} but for {named(barred, "gates")}, and nothing is cited for {fail}.'
                yield Occurrence(what, _at(checked.run, gate, option), (gate, option))


def _shown(run: Run, gate: str, option: str) -> bool:
    """Whether anything is cited for the verdict, or for the fact, the score or the amounts that the gate is about."""
    requires, result = run.inputs.gates[gate].requires, run.options[option]
    costs = run.inputs.costs
    scored = cited(run, requires.criterion, option) if requires.criterion else []
    scored += cited_for(costs, requires.cost, option) if requires.cost and costs else []
    level = run.inputs.options[option].characteristics.get(_characteristic(run, gate, option) or "")
    stated = [each.evidence.citations for each in (result.verdicts[gate], level) if each]
    return bool(scored or any(stated) or (level and level.source))


def _characteristic(run: Run, gate: str, option: str) -> str | None:
    """The fact that the gate's rule reads, by itself or through a score that comes of it."""
    requires = run.inputs.gates[gate].requires
    if requires.criterion and run.options[option].cells[requires.criterion].from_ == "rule":
        rule = run.inputs.criteria[requires.criterion].rate_from
        return rule.characteristic if rule else None
    return requires.characteristic


def _at(run: Run, gate: str, option: str) -> Keys:
    """Where the verdict comes from: people's decision, or what the rule reads."""
    if run.options[option].verdicts[gate].from_ == "decision":
        return "options", option, "verdicts", gate
    requires, costs = run.inputs.gates[gate].requires, run.inputs.costs
    if requires.cost and costs:
        return place(costs, requires.cost, option)
    characteristic = _characteristic(run, gate, option)
    if characteristic:
        return "options", option, "characteristics", characteristic
    return "options", option, "scores", requires.criterion or ""
