"""Repeats a gate: a criterion gives points for what a gate has settled."""

from collections.abc import Iterator

from appraise.appraisal import Criterion, Gate
from appraise.review.exact import column, figure, percent
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "A criterion asks for what a gate asks for, and all the options that pass the gate have the same value on it."
WHY = (
    "The gate has decided already. A score beside it is of use only where it matters by how much an option is "
    "better than the gate asks."
)
FIX = "Leave the criterion out, or describe its scale by what goes beyond the gate."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4 and 5.4.4.5"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each criterion with a share and gate that read the same score or characteristic, if several options pass and
    their values, all known, are one."""
    run = checked.run
    inputs = run.inputs
    for gate_id, gate in inputs.gates.items():
        passing = [option for option, result in run.options.items() if result.verdicts[gate_id].verdict == "pass"]
        for name, criterion in inputs.criteria.items():
            if len(passing) > 1 and run.shares[name] and _same(gate, name, criterion):
                by_option = column(run, name)
                values = {value for option in passing for value in by_option[option]}
                if len(values) == 1:
                    what = (
                        f'"{criterion.name}", which weighs {percent(run.shares[name])}, asks for what the gate '
                        f'"{gate.name}" asks for: all {len(passing)} options that pass it have the value '
                        f"{figure(values.pop())} of 100."
                    )
                    yield Occurrence(what, ("criteria", name), (name, gate_id))


def _same(gate: Gate, name: str, criterion: Criterion) -> bool:
    """Whether a gate and a criterion read the same score or the same characteristic."""
    rule, requires = criterion.rate_from, gate.requires
    return requires.criterion == name or (rule is not None and rule.characteristic == requires.characteristic)
