"""Gates: what each asks, every verdict, and who or what gave it."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from appraise.appraisal import Gate, Level, Requirement
from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.publish.context import APPENDIX, Context, score_places
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
from appraise.publish.sections import cost_gates
from appraise.publish.sections.answer import unsaid
from appraise.publish.sections.gate_effects import each_gate
from appraise.run import Judged


def gates(context: Context) -> Section:
    """The section on the gates; empty where there are none."""
    heading = context.text("gates.heading")
    if not context.inputs.gates:
        return Section("gates", heading, ())
    blocks: list[Block] = [Bullets(tuple(_stated(context, gate) for gate in context.inputs.gates.values()))]
    blocks += [Paragraph(fact) for fact in unsaid(context, "subject-to", "turns", "gate", "gates-same")]
    blocks += [table for table in (verdicts(context), not_passed(context)) if table.rows]
    return Section("gates", heading, tuple(blocks))


def every_verdict(context: Context) -> Section:
    """The section of the annex: what each gate does, and every verdict that the appendix has not, with its reason."""
    blocks, further = each_gate(context), context.shown[APPENDIX.options :]

    def wanted(option: str, judged: Judged) -> bool:
        return _passed_by_itself(judged) or (option in further and judged.verdict != "pass")

    told = _reasons(context, wanted, "gates.caption-others" if further else "gates.caption-passed", in_short=True)
    blocks += [told] if told.rows else []
    if any(gate.requires.characteristic for gate in context.inputs.gates.values()):
        blocks.append(Paragraph(context.say("gates.by-level")))
    return Section("verdicts", context.text("gates.heading-annex"), tuple(blocks))


def _passed_by_itself(judged: Judged) -> bool:
    """Whether a pass was decided, or read off a score or a cost: not off a level, which has its reason among the
    levels."""
    read = judged.margin is not None or bool(judged.over_range)
    return judged.verdict == "pass" and (judged.from_ == "decision" or read)


def requirements(context: Context) -> Table:
    """What each gate asks, its reason and its source."""
    rows = tuple(row(gate.name, _asked_and_why(context, gate)) for gate in context.inputs.gates.values())
    return Table(context.text("gates.caption-asked"), context.columns("gates.column", "gates.column-asked"), rows)


def verdicts(context: Context) -> Table:
    """Options by gates: every verdict in a word, by how much a score or a cost makes it, and whether ranges could turn
    it."""
    columns = (*context.columns("column.option"), *(Column(gate.name) for gate in context.inputs.gates.values()))
    rows = []
    for option in context.shown:
        verdicts = context.run.options[option].verdicts
        cells = (_verdict(context, gate, verdicts[gate]) for gate in context.inputs.gates)
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
    return _reasons(context, lambda _, judged: judged.verdict != "pass", "gates.caption-not-passed")


def _verdict(context: Context, gate: str, judged: Judged) -> Cell:
    word = context.text(f"verdict.{judged.verdict}")
    if judged.margin is not None:
        key = "verdict.by" if judged.margin else "verdict.exactly"
        word = context.text(key, verdict=word, margin=_margin(context, gate, judged.margin))
    if judged.could_turn:
        word = context.text(f"verdict.could.{judged.verdict}", verdict=word)
    return Cell(line(word), tag="" if judged.verdict == "pass" else judged.verdict)


def _reasons(context: Context, wanted: Callable[[str, Judged], bool], caption: str, in_short: bool = False) -> Table:
    """A row for each verdict at a gate with what it rests on: the options that have the same, together."""
    among: dict[tuple[str, Line], list[str]] = {}
    for gate in context.inputs.gates:
        for option in context.shown:
            judged = context.run.options[option].verdicts[gate]
            if wanted(option, judged):
                why = reason_for_verdict(context, option, gate, in_short=in_short)
                said = spaced(_verdict_at(context, judged, gate), why)
                among.setdefault((gate, said), []).append(option)
    rows = tuple(row(_options(context, options), said) for (_, said), options in among.items())
    by_rule = any(
        wanted(option, judged) and judged.from_ == "rule" and judged.rule is not None
        for option in context.shown
        for judged in context.run.options[option].verdicts.values()
    )
    money = any(gate.requires.cost for gate in context.inputs.gates.values())
    note = context.text("gates.note-by-rule-or-cost" if money else "gates.note-by-rule") if by_rule else ""
    return Table(context.caption(caption), context.columns("column.option", "gates.column-reason"), rows, note=note)


def _options(context: Context, options: Sequence[str]) -> Line:
    """Options by name; of all that there are, that it is every one."""
    if len(options) > 1 and len(options) == len(context.order):
        return context.say("gates.every-option")
    return context.language.listed(context.names(options))


def _verdict_at(context: Context, judged: Judged, gate: str) -> Span:
    return bold(sentence(f"{context.text(f'verdict.{judged.verdict}')}, {context.inputs.gates[gate].name}"))


def reason_for_verdict(context: Context, option: str, gate: str, place: str = "", in_short: bool = False) -> Line:
    """What a rule read, or who decided; the condition and the reason; and the rule's verdict where that differs.

    place:    where it was read or decided, in brackets and after a blank; nothing where that is not asked for.
    in_short: without the reason for the level, score or cost that a rule read, which stands with that.
    """
    judged = context.run.options[option].verdicts[gate]
    if judged.from_ == "rule" and judged.rule is None:
        return context.say("gates.not-given")
    by_rule = judged.from_ == "rule"
    who = (judged.by or "") + (f", {context.language.date(judged.date)}" if judged.date else "")
    decided = context.say("gates.decided-by" if judged.by else "gates.decided", by=who, place=place)
    differs = judged.rule is not None and judged.rule != judged.verdict
    read = _read(context, option, gate, place) if by_rule else ()
    if read and in_short:
        return read
    return spaced(
        context.language.labelled("condition", judged.condition),
        read,
        sentence(judged.reason) or ("" if read else context.text("no-reason")),
        context.cited(judged.evidence.for_, judged.evidence.against),
        "" if by_rule else decided,
        context.text("gates.rule-gives", verdict=context.text(f"verdict.{judged.rule}").lower()) if differs else "",
    )


def _read(context: Context, option: str, gate: str, place: str) -> Line:
    """What the rule of a gate read of an option: the level of a characteristic, a score, or a cost."""
    requires = context.inputs.gates[gate].requires
    if requires.cost is not None:
        return cost_gates.read(context, option, gate, place)
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
        score = context.score(option, requires.criterion or "")
        read = spaced(context.say("gates.read-score", score=score, place=place), _by(context, gate, judged))
        key = f"gates.over-range.{judged.verdict}.{over}"
    ranged = context.range(option, requires.criterion or "")
    return spaced(read, context.say(key, range=ranged) if judged.over_range else "")


def _by(context: Context, gate: str, judged: Judged) -> Line:
    """By how much a score passes or fails."""
    if judged.margin is None:
        return ()
    key = judged.verdict if judged.margin else "exactly"
    return context.say(f"gates.margin.{key}", margin=_margin(context, gate, judged.margin))


def _margin(context: Context, gate: str, margin: Decimal) -> str:
    """How far a score lies from what a gate asks for, in the unit of the criterion; a cost, in that of the gate. That
    of a score which was combined from several is rounded, unless it would look like none."""
    requires = context.inputs.gates[gate].requires
    if requires.cost is not None:
        return cost_gates.margin(context, requires, margin)
    criterion = requires.criterion or ""
    combined = any(result.cells[criterion].from_ == "panel" for result in context.run.options.values())
    shown = rounded(margin, score_places(context.inputs.criteria[criterion])) if combined else margin
    return context.amount(criterion, shown or margin)


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
    """A gate in a list: its name, what it asks, its reason and source."""
    return spaced(bold(sentence(gate.name)), line(*_asked_and_why(context, gate)))


def _asked_and_why(context: Context, gate: Gate) -> Line:
    deadline = context.text("gates.deadline", date=context.language.date(gate.deadline)) if gate.deadline else ""
    reason = sentence(gate.reason) or context.text("no-reason")
    source = context.language.labelled("source", gate.source)
    return spaced(asks(context, gate.requires), deadline, reason, source)


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
    if requires.criterion is not None:
        criterion = context.inputs.criteria.get(requires.criterion) or context.inputs.uncounted[requires.criterion]
        subject = context.text("gates.score-for", criterion=criterion.name)
    elif requires.cost is not None:
        subject = cost_gates.subject(context, requires)
    else:
        subject = context.inputs.characteristics[requires.characteristic or ""].name
    operands = [
        context.language.quoted(operand) if isinstance(operand, str) else _figure(context, requires, operand)
        for operand in _operands(requires)
    ]
    key = f"operator.{requires.operator}"
    return context.text(
        key if key in context.language.texts else "operator.spelled",
        subject=subject,
        operator=requires.operator.removeprefix("is-").replace("-", " "),
        operand=context.language.listed(operands, "or"),
    )


def _figure(context: Context, requires: Requirement, figure: Decimal) -> str:
    """A figure that a gate asks for, in the unit of its criterion, if that counts here; of a cost in the gate's own."""
    if requires.cost is not None:
        return cost_gates.asked_amount(context, requires)
    counted = requires.criterion in context.inputs.criteria
    return context.amount(requires.criterion or "", figure) if counted else number(figure)


def _operands(requires: Requirement) -> tuple[str | Decimal, ...]:
    operand = requires.operand
    return () if operand is None else operand if isinstance(operand, tuple) else (operand,)
