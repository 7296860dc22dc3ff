"""Gate decided for some: at one gate a rule holds for some options and people's decision for others."""

from collections.abc import Iterator

from appraise.field_types import UNKNOWN
from appraise.review.exact import named
from appraise.review_results import CheckInput, Occurrence, Severity

SEVERITY: Severity = "note"
MEANS = "At a gate with a rule, people decided otherwise for some options and left others to the rule."
WHY = (
    "A gate asks the same of every option; where people step in for some only, the others were not asked the same way."
)
FIX = "Decide for every option that the rule treats alike, or say in the reason why these options differ from the rest."
SOURCE = "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, 5.4.4.4"


def find(checked: CheckInput) -> Iterator[Occurrence]:
    """Each gate by rule where people decided otherwise than the rule for some options and nothing for others.

    To confirm the rule is not to step in. Where people only filled in what the rule left unknown, the others are those
    that it still leaves unknown.
    """
    inputs = checked.run.inputs
    for name, gate in inputs.gates.items():
        if gate.requires.operator is None:
            continue
        verdicts = {option: result.verdicts[name] for option, result in checked.run.options.items()}
        decided = [
            option for option, each in verdicts.items() if each.from_ == "decision" and each.verdict != each.rule
        ]
        filled_in = all(verdicts[option].rule == UNKNOWN for option in decided)
        left = [each for each in verdicts.values() if each.from_ == "rule" and (not filled_in or each.rule == UNKNOWN)]
        if decided and left:
            names = named([inputs.options[option].name for option in decided], "options")
            others = f"{len(left)} other" + ("s" if len(left) > 1 else "")
            what = (
                f'At the gate "{gate.name}" people decided in place of the rule for {names}, and left {others} to it.'
            )
            yield Occurrence(what, ("options", decided[0], "verdicts", name), (name,))
