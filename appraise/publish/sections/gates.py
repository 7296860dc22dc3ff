"""Gates: what each asks, every verdict, and who or what gave it."""

from collections.abc import Callable
from decimal import Decimal

from appraise.appraisal import Criterion, Gate, Level, Requirement
from appraise.field_types import UNKNOWN
from appraise.publish.context import Context, range_text, score_text
from appraise.publish.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
    bold,
    line,
    row,
)
from appraise.publish.language import number, sentence, spaced, start
from appraise.publish.sections.gate_effects import what_gates_decided
from appraise.publish.sections.option_records import option_records
from appraise.run import Judged

_NOT_GIVEN = Judged("unknown", "rule", None)
"""What a record holds for a gate by judgement at which nobody decided."""


def gates(context: Context) -> Section:
    """The section on the gates; empty where there are none."""
    heading, many = context.text("gates.heading"), len(context.inputs.gates)
    if not many:
        return Section("gates", heading, ())
    opening = context.say("gates.opening", many, gates=context.language.counted(many, "gate"))
    blocks: list[Block] = [Paragraph(opening), requirements(context), verdicts(context)]
    passed = _reasons(context, "gates.caption-passed", lambda judged: judged.verdict == "pass")
    blocks += [table for table in (not_passed(context), passed) if table.rows]
    if any(gate.requires.characteristic for gate in context.inputs.gates.values()) and option_records(context).blocks:
        where = Span(context.language.quoted(context.text("recorded.heading")), link="recorded")
        blocks.append(Paragraph(context.say("gates.by-rule-see", section=where)))
    blocks += what_gates_decided(context)
    return Section("gates", heading, tuple(blocks))


def requirements(context: Context) -> Table:
    """What each gate asks, its reason and its source."""
    rows = tuple(row(gate.name, _stated(context, gate)) for gate in context.inputs.gates.values())
    return Table(context.text("gates.caption-asked"), context.columns("gates.column", "gates.column-asked"), rows)


def verdicts(context: Context) -> Table:
    """Options by gates: every verdict in a word, by how much a score makes it, and whether its range could turn it."""
    columns = (*context.columns("column.option"), *(Column(gate.name) for gate in context.inputs.gates.values()))
    rows = []
    for option in context.order:
        verdicts = context.run.options[option].verdicts
        cells = (_verdict(context, verdicts[gate]) for gate in context.inputs.gates)
        rows.append(row(context.marked(option), *cells))
    return Table(context.caption("gates.caption-verdicts"), columns, tuple(rows), matrix=True)


def in_short(context: Context) -> Bullets:
    """What each gate asks, in a sentence each."""
    gates = context.inputs.gates.values()
    return Bullets(tuple(spaced(bold(sentence(gate.name)), asked_for(context, gate.requires)) for gate in gates))


def asked_for(context: Context, requires: Requirement) -> str:
    """What a gate asks, marked as a requirement: read alone, it could pass for a fact about the option."""
    asked = asks(context, requires)
    return asked if requires.operator is None else context.text("gates.asked-for", requirement=asked)


def not_passed(context: Context) -> Table:
    """Every verdict that is not a pass, with its reason and who or what gave it."""
    return _reasons(context, "gates.caption-not-passed", lambda judged: judged.verdict != "pass")


def _verdict(context: Context, judged: Judged) -> Cell:
    word = context.text(f"verdict.{judged.verdict}")
    if judged.margin is not None:
        key = "verdict.by" if judged.margin else "verdict.exactly"
        word = context.text(key, verdict=word, margin=number(judged.margin))
    if judged.could_turn:
        word = context.text(f"verdict.could.{judged.verdict}", verdict=word)
    return Cell(line(word), tag="" if judged.verdict == "pass" else judged.verdict)


def _reasons(context: Context, caption: str, wanted: Callable[[Judged], bool]) -> Table:
    results = context.run.options.values()
    given = {gate: any(result.verdicts[gate] != _NOT_GIVEN for result in results) for gate in context.inputs.gates}
    rows = []
    for gate in (gate for gate in context.inputs.gates if not given[gate] and wanted(_NOT_GIVEN)):
        verdict = _verdict_at(context, _NOT_GIVEN, gate)
        rows.append(row(context.say("gates.every-option"), spaced(verdict, context.say("gates.not-given"))))
    for option in context.order:
        for gate in context.inputs.gates:
            judged = context.run.options[option].verdicts[gate]
            if given[gate] and wanted(judged):
                reason = reason_for_verdict(context, option, gate)
                rows.append(row(context.marked(option), spaced(_verdict_at(context, judged, gate), reason)))
    return Table(context.caption(caption), context.columns("column.option", "gates.column-reason"), tuple(rows))


def _verdict_at(context: Context, judged: Judged, gate: str) -> Span:
    return bold(sentence(f"{context.text(f'verdict.{judged.verdict}')}, {context.inputs.gates[gate].name}"))


def reason_for_verdict(context: Context, option: str, gate: str, place: str = "") -> Line:
    """What a rule read, or who decided; the condition and the reason; and the rule's verdict where that differs.

    place: where it was read or decided, in brackets and after a blank; nothing where that is not asked for.
    """
    judged = context.run.options[option].verdicts[gate]
    if judged.from_ == "rule" and judged.rule is None:
        return context.say("gates.not-given")
    by_rule = judged.from_ == "rule"
    who = (judged.by or "") + (f", {context.language.date(judged.date)}" if judged.date else "")
    decided = context.say("gates.decided-by" if judged.by else "gates.decided", by=who, place=place)
    differs = judged.rule is not None and judged.rule != judged.verdict
    read = _read(context, option, gate, place) if by_rule else ()
    return spaced(
        context.language.labelled("condition", judged.condition),
        read,
        sentence(judged.reason) or ("" if read else context.text("no-reason")),
        context.language.cited(judged.evidence.for_, judged.evidence.against),
        context.say("by-rule") if by_rule else decided,
        context.text("gates.rule-gives", verdict=context.text(f"verdict.{judged.rule}").lower()) if differs else "",
    )


def _read(context: Context, option: str, gate: str, place: str) -> Line:
    """What the rule of a gate read of an option: the level of a characteristic, or a score."""
    requires = context.inputs.gates[gate].requires
    if requires.characteristic is not None:
        return read_level(context, option, requires.characteristic, place)
    cell = context.run.options[option].cells.get(requires.criterion or "")
    if cell is None:
        return context.say("gates.read-uncounted")
    judged = context.run.options[option].verdicts[gate]
    over = judged.over_range[0] if len(judged.over_range) == 1 else "either"
    if cell.score == UNKNOWN:
        read, key = context.say("gates.read-unknown-score", place=place), f"gates.unknown-range.{over}"
    else:
        score = score_text(context.inputs.criteria[requires.criterion or ""], cell)
        read = spaced(context.say("gates.read-score", score=score, place=place), _by(context, judged))
        key = f"gates.over-range.{judged.verdict}.{over}"
    return spaced(read, context.say(key, range=range_text(cell)) if judged.over_range else "")


def _by(context: Context, judged: Judged) -> Line:
    """By how much a score passes or fails."""
    if judged.margin is None:
        return ()
    key = judged.verdict if judged.margin else "exactly"
    return context.say(f"gates.margin.{key}", margin=number(judged.margin))


def read_level(context: Context, option: str, characteristic: str, place: str) -> Line:
    """The level of a characteristic that a rule read, or why there is none."""
    level = context.inputs.options[option].characteristics.get(characteristic)
    name = context.inputs.characteristics[characteristic].name
    if level is None:
        return context.say("gates.nothing-recorded", characteristic=name)
    if level == Level(level=UNKNOWN) and len(context.inputs.options[option].models) > 1:
        return context.say("gates.read-differing-models", characteristic=name)
    key = "gates.read-unknown-level" if level.level == UNKNOWN else "gates.read-level"
    return context.say(key, characteristic=name, level=context.language.quoted(level.level), place=place)


def _stated(context: Context, gate: Gate) -> Line:
    deadline = context.text("gates.deadline", date=context.language.date(gate.deadline)) if gate.deadline else ""
    reason = sentence(gate.reason) or context.text("no-reason")
    source = context.language.labelled("source", gate.source)
    return spaced(bold(asks(context, gate.requires)), deadline, reason, source)


def asks(context: Context, requires: Requirement) -> str:
    """What a gate asks, in a sentence, and what the levels it names mean."""
    levels = context.inputs.characteristics[requires.characteristic].levels if requires.characteristic else {}
    named = [operand for operand in _operands(requires) if isinstance(operand, str) and operand in levels]
    meanings = (f"{start(level)}: {sentence(levels[level])}" for level in named)
    return " ".join((rule(context, requires), *meanings))


def rule(context: Context, requires: Requirement) -> str:
    """What a gate asks, in a sentence. An operator without a sentence of its own is spelled out after "is"."""
    if requires.operator is None or requires.operand is None:
        return context.text("gates.judgement")
    unit = ""
    if requires.criterion is not None:
        criterion = context.inputs.criteria.get(requires.criterion) or context.inputs.uncounted[requires.criterion]
        subject = context.text("gates.score-for", criterion=criterion.name)
        unit = f" {criterion.unit}" if isinstance(criterion, Criterion) and criterion.unit else ""
    else:
        subject = context.inputs.characteristics[requires.characteristic or ""].name
    operands = [
        context.language.quoted(operand) if isinstance(operand, str) else number(operand) + unit
        for operand in _operands(requires)
    ]
    key = f"operator.{requires.operator}"
    return context.text(
        key if key in context.language.texts else "operator.spelled",
        subject=subject,
        operator=requires.operator.removeprefix("is-").replace("-", " "),
        operand=context.language.listed(operands, "or"),
    )


def _operands(requires: Requirement) -> tuple[str | Decimal, ...]:
    operand = requires.operand
    return () if operand is None else operand if isinstance(operand, tuple) else (operand,)
