"""Gates: the sheet of every option's verdict at every gate; those that follow from a score or a cost are worked out."""

from decimal import Decimal

from appraise.appraisal import Requirement
from appraise.numbers import number_text
from appraise.publish.context import Context
from appraise.publish.sections.gates import asked_for
from appraise.publish.workbook.cost_gates import cost_verdict
from appraise.publish.workbook.layout import TOP, Layout
from appraise.publish.workbook.sheet import Sheet, literal, span

_COMPARED = {"at-least": ">=", "at-most": "<="}
"""How formulas write the operators that a score can be compared by."""


def gates(sheet: Sheet, context: Context, layout: Layout) -> None:
    """A row a gate: what it asks, and the verdicts."""
    block, told = layout.blocks["gates"], context.text("workbook.verdict")
    words = [context.text(f"verdict.{word}") for word in ("pass", "fail", "conditional", "unknown")]
    sheet.widths(26, 44, *(13 for _ in context.order), 10)
    heads = context.text("gates.column"), context.text("column.asks"), *map(context.head, context.order)
    sheet.head(TOP - 1, (*heads, context.text("workbook.check")))
    sheet.freeze(TOP, 1)
    for name, gate in context.inputs.gates.items():
        sheet.put(block.row(name), 0, gate.name, "group")
        sheet.put(block.row(name), 1, asked_for(context, gate.requires))
        for option in context.order:
            at, judged = block.at(name, option), context.run.options[option].verdicts[name]
            verdict = context.text(f"verdict.{judged.verdict}")
            formula = _formula(context, layout, name, option)
            if formula:
                sheet.work_out(at.row, at.column, formula, verdict, "text")
            else:
                sheet.put(at.row, at.column, verdict, "input-text")
                sheet.allow(at.row, at.column, at.column, {"validate": "list", "source": words}, told)
        given = span(block.sheet, *(block.at(name, end) for end in (context.order[0], context.order[-1])))
        known = "".join(f"-COUNTIF({given},{literal(word)})" for word in words)
        sheet.work_out(block.row(name), block.last + 1, f"{len(context.order)}{known}", 0)


def passes_gates(context: Context, option: str) -> str:
    """Whether an option passes the gates, in a word: yes, no, or open while a verdict is conditional or unknown."""
    result = context.run.options[option]
    if result.outcome == "excluded":
        return context.text("workbook.no")
    passes = all(judged.verdict == "pass" for judged in result.verdicts.values())
    return context.text("workbook.yes" if passes else "workbook.open")


def _formula(context: Context, layout: Layout, gate: str, option: str) -> str:
    """The verdict that follows from a score that counts or a cost; nothing where it was decided or is of a level."""
    requires, judged = context.inputs.gates[gate].requires, context.run.options[option].verdicts[gate]
    sign = _COMPARED.get(requires.operator or "")
    if judged.from_ == "decision" or sign is None:
        return ""
    if requires.cost is not None:
        return cost_verdict(context, layout, requires, option, sign)
    return _by_score(context, layout, requires, option, sign)


def _by_score(context: Context, layout: Layout, requires: Requirement, option: str, sign: str) -> str:
    criterion = requires.criterion or ""
    if criterion not in context.inputs.criteria:
        return ""
    score = layout.blocks["score"].at(criterion, option).from_(layout.names["gates"])
    passed, failed, unknown = (literal(context.text(f"verdict.{word}")) for word in ("pass", "fail", "unknown"))
    asked = number_text(Decimal(str(requires.operand)))
    return f"IF(ISNUMBER({score}),IF({score}{sign}{asked},{passed},{failed}),{unknown})"
