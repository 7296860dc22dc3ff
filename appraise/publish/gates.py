"""The gates: what each asks, every verdict, and who or what gave it."""

from collections.abc import Callable
from decimal import Decimal

from appraise.appraisal import UNKNOWN, Criterion, Gate, Level, Requirement
from appraise.publish.decided import what_gates_decided
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    bold,
    line,
)
from appraise.publish.options import recorded
from appraise.publish.view import View, range_text, score_text
from appraise.publish.words import number, sentence, spaced, start
from appraise.run import Judged

_NOT_GIVEN = Judged("unknown", "rule", None)
"""The verdict at a gate by judgement that nobody gave."""


def gates(view: View) -> Section:
    """The section on the gates; empty where there are none."""
    heading, many = view.text("gates.heading"), len(view.inputs.gates)
    if not many:
        return Section("gates", heading, ())
    opening = view.say("gates.opening", many, gates=view.words.counted(many, "gate"))
    blocks: list[Block] = [Paragraph(opening), requirements(view), verdicts(view)]
    blocks += [table for table in (not_passed(view), _passed(view)) if table.rows]
    if any(gate.requires.characteristic for gate in view.inputs.gates.values()) and recorded(view).blocks:
        where = Span(view.words.quoted(view.text("recorded.heading")), link="recorded")
        blocks.append(Paragraph(view.say("gates.by-rule-see", section=where)))
    blocks += what_gates_decided(view)
    return Section("gates", heading, tuple(blocks))


def requirements(view: View) -> Table:
    """What each gate asks, its reason and its source."""
    rows = tuple(Row((Cell(line(gate.name)), Cell(_stated(view, gate)))) for gate in view.inputs.gates.values())
    columns = Column(view.text("gates.column")), Column(view.text("gates.column-asked"))
    return Table(view.text("gates.caption-asked"), columns, rows)


def verdicts(view: View) -> Table:
    """Options by gates: every verdict in a word."""
    columns = (Column(view.text("column.option")), *(Column(gate.name) for gate in view.inputs.gates.values()))
    rows = []
    for option in view.order:
        judged = view.run.options[option].verdicts
        cells = (_verdict(view, judged[gate]) for gate in view.inputs.gates)
        rows.append(Row((Cell(line(view.marked(option))), *cells)))
    return Table(view.caption("gates.caption-verdicts"), columns, tuple(rows), matrix=True)


def in_short(view: View) -> Bullets:
    """What each gate asks, in a sentence each."""
    gates = view.inputs.gates.values()
    return Bullets(tuple(spaced(bold(sentence(gate.name)), asked_for(view, gate.requires)) for gate in gates))


def asked_for(view: View, requires: Requirement) -> str:
    """The same as `asks`, said so that nobody takes it for what is so."""
    said = asks(view, requires)
    return said if requires.operator is None else view.text("gates.asked-for", requirement=said)


def not_passed(view: View) -> Table:
    """Every verdict that is not a pass, with its reason and who or what gave it."""
    return _reasons(view, "gates.caption-not-passed", lambda judged: judged.verdict != "pass")


def _passed(view: View) -> Table:
    return _reasons(view, "gates.caption-passed", lambda judged: judged.verdict == "pass")


def _verdict(view: View, judged: Judged) -> Cell:
    return Cell(view.say(f"verdict.{judged.verdict}"), tag="" if judged.verdict == "pass" else judged.verdict)


def _reasons(view: View, caption: str, wanted: Callable[[Judged], bool]) -> Table:
    results = view.run.options.values()
    given = {gate: any(found.verdicts[gate] != _NOT_GIVEN for found in results) for gate in view.inputs.gates}
    rows = []
    for gate in (gate for gate in view.inputs.gates if not given[gate] and wanted(_NOT_GIVEN)):
        verdict = bold(sentence(f"{view.text('verdict.unknown')}, {view.inputs.gates[gate].name}"))
        said = spaced(verdict, view.say("gates.not-given"))
        rows.append(Row((Cell(view.say("gates.every-option")), Cell(said))))
    for option in view.order:
        for gate, words in view.inputs.gates.items():
            judged = view.run.options[option].verdicts[gate]
            if given[gate] and wanted(judged):
                verdict = bold(sentence(f"{view.text(f'verdict.{judged.verdict}')}, {words.name}"))
                rows.append(Row((Cell(line(view.marked(option))), Cell(spaced(verdict, why(view, option, gate))))))
    columns = Column(view.text("column.option")), Column(view.text("gates.column-reason"))
    return Table(view.caption(caption), columns, tuple(rows))


def why(view: View, option: str, gate: str, place: str = "") -> Line:
    """What a rule read, or who decided; the condition and the reason; and the rule's verdict where that differs.

    place: where it was read or decided, in brackets and after a blank; nothing where that is not asked for.
    """
    judged = view.run.options[option].verdicts[gate]
    if judged.from_ == "rule" and judged.rule is None:
        return view.say("gates.not-given")
    by_rule = judged.from_ == "rule"
    when = f", {view.words.date(judged.date)}" if judged.date else ""
    decided = view.say("gates.decided-by" if judged.by else "gates.decided", by=(judged.by or "") + when, place=place)
    differs = judged.rule is not None and judged.rule != judged.verdict
    read = _read(view, option, gate, place) if by_rule else ()
    return spaced(
        view.words.labelled("condition", judged.condition),
        read,
        sentence(judged.reason) or ("" if read else view.text("no-reason")),
        view.words.cited(judged.evidence.for_, judged.evidence.against),
        view.say("by-rule") if by_rule else decided,
        view.text("gates.rule-gives", verdict=view.text(f"verdict.{judged.rule}").lower()) if differs else "",
    )


def _read(view: View, option: str, gate: str, place: str) -> Line:
    """What the rule of a gate read of an option: the level of a characteristic, or a score."""
    requires = view.inputs.gates[gate].requires
    if requires.characteristic is not None:
        return read_level(view, option, requires.characteristic, place)
    cell = view.run.options[option].cells.get(requires.criterion or "")
    if cell is None:
        return view.say("gates.read-uncounted")
    if cell.score == UNKNOWN:
        return view.say("gates.read-unknown-score", place=place)
    score = score_text(view.inputs.criteria[requires.criterion or ""], cell)
    read = view.say("gates.read-score", score=score, place=place)
    return spaced(read, view.say("gates.not-range", range=range_text(cell)) if cell.range else "")


def read_level(view: View, option: str, characteristic: str, place: str) -> Line:
    """The level of a characteristic that a rule read, or why there is none."""
    level = view.inputs.options[option].characteristics.get(characteristic)
    name = view.inputs.characteristics[characteristic].name
    if level is None:
        return view.say("gates.nothing-recorded", characteristic=name)
    if level == Level(UNKNOWN) and len(view.inputs.options[option].models) > 1:
        return view.say("gates.read-differing-models", characteristic=name)
    key = "gates.read-unknown-level" if level.level == UNKNOWN else "gates.read-level"
    return view.say(key, characteristic=name, level=view.words.quoted(level.level), place=place)


def _stated(view: View, gate: Gate) -> Line:
    deadline = view.text("gates.deadline", date=view.words.date(gate.deadline)) if gate.deadline else ""
    reason = sentence(gate.reason) or view.text("no-reason")
    return spaced(bold(asks(view, gate.requires)), deadline, reason, view.words.labelled("source", gate.source))


def asks(view: View, requires: Requirement) -> str:
    """What a gate asks, in a sentence, and what the levels it names mean."""
    levels = view.inputs.characteristics[requires.characteristic].levels if requires.characteristic else {}
    named = [each for each in _operands(requires) if isinstance(each, str) and each in levels]
    return " ".join((rule(view, requires), *(f"{start(each)}: {sentence(levels[each])}" for each in named)))


def rule(view: View, requires: Requirement) -> str:
    """What a gate asks, in a sentence. An operator without words of its own reads as it is spelled, after "is"."""
    if requires.operator is None or requires.operand is None:
        return view.text("gates.judgement")
    unit = ""
    if requires.criterion is not None:
        criterion = view.inputs.criteria.get(requires.criterion) or view.inputs.uncounted[requires.criterion]
        subject = view.text("gates.score-for", criterion=criterion.name)
        unit = f" {criterion.unit}" if isinstance(criterion, Criterion) and criterion.unit else ""
    else:
        subject = view.inputs.characteristics[requires.characteristic or ""].name
    read = [
        number(each) + unit if not isinstance(each, str) else view.words.quoted(each) for each in _operands(requires)
    ]
    key = f"operator.{requires.operator}"
    return view.text(
        key if key in view.words.texts else "operator.spelled",
        subject=subject,
        operator=requires.operator.removeprefix("is-").replace("-", " "),
        operand=view.words.listed(read, "or"),
    )


def _operands(requires: Requirement) -> tuple[str | Decimal, ...]:
    operand = requires.operand
    return () if operand is None else operand if isinstance(operand, tuple) else (operand,)
