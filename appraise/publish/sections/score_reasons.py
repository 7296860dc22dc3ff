"""Score reasons: a table a criterion, so that a 4 and a 5 stand side by side."""

from appraise.publish.context import Context
from appraise.publish.criteria_tree import first_criteria
from appraise.publish.document import Block, Line, Paragraph, Section, Table, line, row
from appraise.publish.language import sentence, spaced
from appraise.publish.sections.panel.members import (
    came_to,
    in_order,
    left_by_all,
    moderated,
    one_after_another,
    own_reasons,
    scorers,
)
from appraise.run import ScoredCell


def score_reasons(context: Context) -> Section:
    """The section, which opens with how many scores stand without evidence or without a reason."""
    tables = (_table(context, criterion) for criterion in first_criteria(context))
    return Section("reasons", context.text("reasons.heading"), (Paragraph(_opening(context)), *tables))


def _table(context: Context, name: str) -> Block:
    """Every option's score on one criterion, with its reason: options with the same, together."""
    alike: dict[tuple[Line, ...], list[str]] = {}
    by_members = any(context.inputs.given(name, option) for option in context.shown)
    for option in context.shown:
        score = spaced(context.score(option, name), context.range(option, name))
        if moderated(context, name, option):
            score = context.say("reasons.moderated", score=score)
        own = [line(_given(context, name, option))] if by_members else []
        why = _by_level(context, option, name) or why_so_scored(context, option, name)
        alike.setdefault((score, *own, why), []).append(context.marked(option))
    rows = tuple(row(context.language.listed(options), *said) for said, options in alike.items())
    caption = context.caption("reasons.caption", criterion=context.criterion(name), weight=context.share(name))
    keys = ("column.option", "column.score", *(["panel.column-given"] if by_members else []), "column.reason")
    return Table(caption, context.columns(*keys, numeric=[1]), rows)


def _given(context: Context, name: str, option: str) -> str:
    """What each member of the panel gave; of a moderated score what that came to."""
    figures, combined = in_order(context, name, option), came_to(context, name, option)
    return context.text("panel.given-and-combined", given=figures, combined=combined) if combined else figures


def _by_level(context: Context, option: str, name: str) -> Line:
    """The level that gave a score, whose reason stands with it; nothing where people scored or no level is stated."""
    rule = context.inputs.criteria[name].rate_from
    level = context.inputs.options[option].characteristics.get(rule.characteristic) if rule else None
    if rule is None or level is None or context.run.options[option].cells[name].from_ != "rule":
        return ()
    characteristic = context.inputs.characteristics[rule.characteristic].name
    return context.say("reasons.by-level", characteristic=characteristic, level=context.language.quoted(level.level))


def why_so_scored(context: Context, option: str, criterion: str) -> Line:
    """The reason of a score with its evidence, then those of members of the panel; theirs alone where theirs counts."""
    cell, own = context.run.options[option].cells[criterion], own_reasons(context, criterion, option)
    if cell.from_ == "panel":
        nobody = "panel.nobody-scored" if left_by_all(context, criterion, option) else "no-reason"
        return own or context.say(nobody)
    return spaced(reason_for_score(context, cell), own)


def reason_for_score(context: Context, cell: ScoredCell) -> Line:
    """The reason of a score with its evidence, and whether a rule gave it."""
    return spaced(
        sentence(cell.reason) or context.text("no-reason"),
        context.cited(cell.evidence.for_, cell.evidence.against),
        context.text("by-rule") if cell.from_ == "rule" else "",
    )


def _opening(context: Context) -> Line:
    every = [(name, option, cell) for option, each in context.run.options.items() for name, cell in each.cells.items()]
    cells = [(name, option, cell) for name, option, cell in every if cell.from_ != "rule"]
    among, by_rule = len(cells), len(every) - len(cells)
    bare = sum(not cell.evidence.citations for _, _, cell in cells)
    no_reason = sum(not _has_reason(context, name, option, cell) for name, option, cell in cells)
    members = one_after_another(context) if len(scorers(context)) > 1 else ()
    return spaced(
        context.say("reasons.illustrative") if context.inputs.status == "illustrative" else "",
        context.say("reasons.by-rule", by_rule, count=context.language.counted(by_rule, "score")) if by_rule else "",
        _without(context, "evidence", bare, among) or (context.say(_all_cite(context)) if cells else ""),
        context.say("reasons.sources", among) if bare < among else "",
        _without(context, "reason", no_reason, among),
        context.say("reasons.members", members=members) if members else "",
    )


def _has_reason(context: Context, name: str, option: str, cell: ScoredCell) -> bool:
    """Whether a score has a reason; a panel's, whether a member gave one."""
    scores = context.inputs.given(name, option).values() if cell.from_ == "panel" else ()
    return bool(cell.reason) or any(score.reason for score in scores)


def _without(context: Context, lacking: str, some: int, among: int) -> Line:
    """ "Three of the 49 scores cite no evidence." """
    if not some:
        return ()
    key = f"reasons.no-{lacking}" if some == among else f"reasons.some-without-{lacking}"
    return context.say(key, some, among=str(among))


def _all_cite(context: Context) -> str:
    return "reasons.all-cite-illustrative" if context.inputs.status == "illustrative" else "reasons.all-cite"
