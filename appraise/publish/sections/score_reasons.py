"""Score reasons: a table a criterion, so that a 4 and a 5 stand side by side."""

from appraise.publish.context import Context
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Line, Paragraph, Section, Table, row
from appraise.publish.language import sentence, spaced
from appraise.run import ScoredCell


def score_reasons(context: Context) -> Section:
    """The section, which opens with how many scores stand without evidence or without a reason."""
    tables = (_table(context, criterion) for criterion in first_criteria(context))
    return Section("reasons", context.text("reasons.heading"), (Paragraph(_opening(context)), *tables))


def _table(context: Context, name: str) -> Block:
    """Every option's score on one criterion, with its reason: options with the same, together."""
    alike: dict[tuple[Line, Line], list[str]] = {}
    for option in context.shown:
        cell = context.run.options[option].cells[name]
        score = spaced(context.score(option, name), context.range(option, name))
        why = _by_level(context, option, name) or reason_for_score(context, cell)
        alike.setdefault((score, why), []).append(context.marked(option))
    rows = tuple(row(context.language.listed(options), *said) for said, options in alike.items())
    caption = context.caption("reasons.caption", criterion=context.criterion(name), weight=context.share(name))
    return Table(caption, context.columns("column.option", "column.score", "column.reason", numeric=[1]), rows)


def _by_level(context: Context, option: str, name: str) -> Line:
    """The level that gave a score, whose reason stands with it; nothing where people scored or no level is stated."""
    rule = context.inputs.criteria[name].rate_from
    level = context.inputs.options[option].characteristics.get(rule.characteristic) if rule else None
    if rule is None or level is None or context.run.options[option].cells[name].from_ != "rule":
        return ()
    characteristic = context.inputs.characteristics[rule.characteristic].name
    return context.say("reasons.by-level", characteristic=characteristic, level=context.language.quoted(level.level))


def reason_for_score(context: Context, cell: ScoredCell) -> Line:
    """The reason of a score with its evidence, and whether a rule gave it."""
    return spaced(
        sentence(cell.reason) or context.text("no-reason"),
        context.cited(cell.evidence.for_, cell.evidence.against),
        context.text("by-rule") if cell.from_ == "rule" else "",
    )


def _opening(context: Context) -> Line:
    every = [cell for result in context.run.options.values() for cell in result.cells.values()]
    cells = [cell for cell in every if cell.from_ == "sheet"]
    among, by_rule = len(cells), len(every) - len(cells)
    bare = sum(not (cell.evidence.for_ or cell.evidence.against) for cell in cells)
    return spaced(
        context.say("reasons.illustrative") if context.inputs.status == "illustrative" else "",
        context.say("reasons.by-rule", by_rule, count=context.language.counted(by_rule, "score")) if by_rule else "",
        _without(context, "evidence", bare, among) or (context.say(_all_cite(context)) if cells else ""),
        context.say("reasons.sources", among) if bare < among else "",
        _without(context, "reason", sum(not cell.reason for cell in cells), among),
    )


def _without(context: Context, lacking: str, some: int, among: int) -> Line:
    """ "Three of the 49 scores cite no evidence." """
    if not some:
        return ()
    key = f"reasons.no-{lacking}" if some == among else f"reasons.some-without-{lacking}"
    return context.say(key, some, among=str(among))


def _all_cite(context: Context) -> str:
    return "reasons.all-cite-illustrative" if context.inputs.status == "illustrative" else "reasons.all-cite"
