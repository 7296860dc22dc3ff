"""Repeats a gate: a criterion gives points for what a gate has settled."""

from collections.abc import Iterator

from appraise.appraisal import Criterion, Gate
from appraise.review.exact import column, figure, percent
from appraise.review_results import Found, Seen, Severity

SEVERITY: Severity = "note"
MEANS = "A criterion asks for what a gate asks for, and all the options that pass the gate have the same value on it."
WHY = (
    "The gate has decided already. A score beside it is of use only where it matters by how much an option is "
    "better than the gate asks."
)
FIX = "Leave the criterion out, or describe its scale by what goes beyond the gate."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4 and 5.4.4.5"


def find(seen: Seen) -> Iterator[Found]:
    """Each criterion with a share and gate that read the same score or characteristic, if several options pass and
    their values, all known, are one."""
    run = seen.run
    words = run.inputs
    for gate, asked in words.gates.items():
        passing = [option for option, result in run.options.items() if result.verdicts[gate].verdict == "pass"]
        for name, criterion in words.criteria.items():
            if len(passing) > 1 and run.shares[name] and _same(asked, name, criterion):
                values = column(run, name)
                found = {value for option in passing for value in values[option]}
                if len(found) == 1:
                    what = (
                        f'"{criterion.name}", which weighs {percent(run.shares[name])}, asks for what the gate '
                        f'"{asked.name}" asks for: all {len(passing)} options that pass it have the value '
                        f"{figure(found.pop())} of 100."
                    )
                    yield Found(what, ("criteria", name), (name, gate))


def _same(gate: Gate, name: str, criterion: Criterion) -> bool:
    rule = criterion.rate_from
    asked = gate.requires.characteristic
    return gate.requires.criterion == name or (rule is not None and rule.characteristic == asked)
