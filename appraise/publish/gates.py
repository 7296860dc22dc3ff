"""The gates: what each asks, every verdict, and who or what gave it."""

from collections.abc import Callable

from appraise.appraisal import Gate, Requirement
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Section, Span, Table, bold, line, plain
from appraise.publish.options import RECORDED, recorded
from appraise.publish.view import View
from appraise.publish.words import cited, count, date, listed, number, quoted, sentence, spaced, start
from appraise.run import Judged

_WORDS = {"pass": "Pass", "fail": "Fail", "conditional": "Conditional", "unknown": "Unknown"}


def gates(view: View) -> Section:
    """The section on the gates; empty where there are none."""
    if not view.inputs.gates:
        return Section("gates", "The gates", ())
    many = len(view.inputs.gates)
    opening = (
        f"There {'is' if many == 1 else 'are'} {count(many, 'gate')}. No score can make up for a gate that is failed."
    )
    blocks: list[Block] = [Paragraph(line(opening)), _asked(view), verdicts(view)]
    blocks += [table for table in (not_passed(view), _passed(view)) if table.rows]
    if any(gate.requires.characteristic for gate in view.inputs.gates.values()) and recorded(view).blocks:
        by_rule = "A verdict by rule follows from the level recorded for a characteristic, or from a score: see "
        blocks.append(Paragraph(line(by_rule, Span(quoted(RECORDED), link="recorded"), ".")))
    return Section("gates", "The gates", tuple(blocks))


def verdicts(view: View) -> Table:
    """Options by gates: every verdict in a word."""
    columns = (Column("Option"), *(Column(gate.name) for gate in view.inputs.gates.values()))
    rows = []
    for option in view.order:
        judged = view.run.options[option].verdicts
        rows.append(Row((Cell(line(view.marked(option))), *(_verdict(judged[gate]) for gate in view.inputs.gates))))
    return Table(view.caption("Verdict for each option at each gate"), columns, tuple(rows), matrix=True)


def not_passed(view: View) -> Table:
    """Every verdict that is not a pass, with its reason and who or what gave it."""
    return _reasons(view, "Every verdict that is not a pass", lambda judged: judged.verdict != "pass")


def _passed(view: View) -> Table:
    decided = "Every pass that was decided"
    return _reasons(view, decided, lambda judged: judged.verdict == "pass" and judged.from_ == "decision")


def _verdict(judged: Judged) -> Cell:
    word = _WORDS[judged.verdict]
    return Cell(line(word), tag="" if judged.verdict == "pass" else judged.verdict)


def _reasons(view: View, caption: str, wanted: Callable[[Judged], bool]) -> Table:
    rows = []
    for option in view.order:
        for gate, words in view.inputs.gates.items():
            judged = view.run.options[option].verdicts[gate]
            if wanted(judged):
                why = _why(judged, _unrecorded(view, option, gate))
                said = line(bold(f"{_WORDS[judged.verdict]}, {words.name}."), f" {why}")
                rows.append(Row((Cell(line(view.marked(option))), Cell(said))))
    return Table(view.caption(caption), (Column("Option"), Column("Verdict and reason")), tuple(rows))


def _unrecorded(view: View, option: str, gate: str) -> str:
    """What stands where there is no reason: a rule may have had nothing to read."""
    characteristic = view.inputs.gates[gate].requires.characteristic
    decided = view.run.options[option].verdicts[gate].from_ == "decision"
    if decided or characteristic is None or characteristic in view.inputs.options[option].characteristics:
        return "No reason is recorded."
    return f"Nothing is recorded about its {view.inputs.characteristics[characteristic].name}."


def _why(judged: Judged, unrecorded: str) -> str:
    """The condition and the reason of a verdict, who or what gave it, and the rule's verdict where that differs.

    unrecorded: what is said where there is no reason.
    """
    condition = f"Condition: {sentence(judged.condition)}" if judged.condition else ""
    reason = sentence(judged.reason) or unrecorded
    if judged.from_ == "rule" and judged.rule is None:
        return "The judgement has not been given."
    if judged.from_ == "rule":
        by = "By rule."
    else:
        who = f" by {judged.by}" if judged.by else ""
        when = f", {date(judged.date)}" if judged.date else ""
        by = f"Decided{who}{when}." if who else f"Decided{when}; nobody is named."
    differs = judged.rule is not None and judged.rule != judged.verdict
    rule = f"The rule gives {_WORDS[judged.rule].lower()}." if differs and judged.rule else ""
    evidence = cited(judged.evidence.for_, judged.evidence.against)
    return spaced(condition, reason, evidence, by, rule)


def _asked(view: View) -> Table:
    rows = [Row((Cell(line(gate.name)), Cell(_asks(view, gate)))) for gate in view.inputs.gates.values()]
    return Table("What each gate asks", (Column("Gate"), Column("Requirement, reason and source")), tuple(rows))


def _asks(view: View, gate: Gate) -> Line:
    deadline = f"Deadline: {date(gate.deadline)}." if gate.deadline else ""
    source = f"Source: {sentence(gate.source)}" if gate.source else ""
    rest = spaced(deadline, sentence(gate.reason), source)
    return line(bold(requirement(view, gate.requires)), f" {rest}" if rest else "")


def requirement(view: View, requires: Requirement) -> str:
    """What a gate asks, in a sentence. An operator reads as it is spelled, after "is": "is at least"."""
    if requires.operator is None or requires.operand is None:
        return "A judgement: people give each verdict."
    operator = f"is {requires.operator.replace('-', ' ').removeprefix('is').strip()}".strip()
    levels: dict[str, str] = {}
    if requires.criterion is not None:
        criterion = view.inputs.criteria.get(requires.criterion) or view.inputs.uncounted[requires.criterion]
        subject = f"The score for {criterion.name}"
    else:
        characteristic = view.inputs.characteristics[requires.characteristic or ""]
        subject, levels = characteristic.name, dict(characteristic.levels)
    operands = requires.operand if isinstance(requires.operand, tuple) else (requires.operand,)
    read = [number(each) if not isinstance(each, str) else quoted(each) for each in operands]
    meanings = [
        f"{start(each)}: {sentence(levels[each])}" for each in operands if isinstance(each, str) and each in levels
    ]
    return spaced(f"{subject} {operator} {plain(listed(read, 'or'))}.", *meanings)
