"""The explanations of a criterion, of one that does not count, and of a group of criteria."""

from appraise.field_models import replaced
from appraise.publish.context import Context, added_up
from appraise.publish.document import Document, Table, headed_list, row
from appraise.publish.documents.explain.page import At, by_members, page, placed
from appraise.publish.language import sentence, spaced
from appraise.publish.sections.panel.own import weights_of_members
from appraise.publish.sections.scales import how_scored
from appraise.publish.sections.score_reasons import why_so_scored
from appraise.publish.sections.views import dissent


def criterion(context: Context, name: str, at: At) -> Document:
    """A criterion: what it asks and counts for, how scores become values, and every option's score."""
    criterion = context.inputs.criteria[name]
    within = ""
    if criterion.group is not None:
        group, share = context.inputs.groups[criterion.group].name, context.share(criterion.group)
        within = context.text("explain.in-group", group=group, share=share)
    says = spaced(
        sentence(criterion.question),
        context.language.labelled("source", criterion.source),
        placed(context, at("criteria", name)),
        context.say("explain.share", share=context.share(name)),
        placed(context, at("criteria", name, "weight")),
        within,
        weights_of_members(context, name),
    )
    rows, reasons = [], []
    for option in context.order:
        cell, points = context.run.options[option].cells[name], context.added(*context.points[option][name])
        rule = criterion.rate_from if cell.from_ == "rule" else None
        where = ("characteristics", rule.characteristic) if rule else ("scores", name)
        place = "" if cell.from_ == "panel" else placed(context, at("options", option, *where))
        reason = spaced(by_members(context, name, option, at), why_so_scored(context, option, name), place)
        score = spaced(context.score(option, name), context.range(option, name))
        rows.append(row(context.marked(option), score, points))
        reasons.append(spaced(context.say("explain.scored", option=context.marked(option), score=score), reason))
    columns = context.columns("column.option", "column.score", "column.points", numeric=[1, 2])
    alone = context._replace(run=context.run._replace(inputs=replaced(context.inputs, criteria={name: criterion})))
    table = Table(context.caption("explain.caption-scores"), columns, tuple(rows))
    title = context.text("explain.title.criterion", name=criterion.name)
    every = headed_list(context.text("explain.reasons"), reasons)
    about_it = dissent(context, lambda each: each.about.criterion == name)
    other = headed_list(context.text("views.dissent"), about_it)
    return page(context, title, says, [table, *how_scored(alone), *every, *other])


def uncounted(context: Context, name: str, at: At) -> Document:
    """A criterion that does not count, as a set that runs alone has no rule to score by."""
    criterion = context.inputs.uncounted[name]
    says = spaced(
        sentence(criterion.question),
        placed(context, at("uncounted", name)),
        context.say("explain.uncounted", share=context.share(name)),
    )
    return page(context, context.text("explain.title.criterion", name=criterion.name), says, ())


def group(context: Context, name: str, at: At) -> Document:
    """A group: its weight, what is in it, and the points it gives each option."""
    inputs = context.inputs
    group = inputs.groups[name]
    counted = [criterion for criterion in inputs.criteria if name in inputs.around(criterion)]
    names = [context.criterion(criterion) for criterion in counted]
    uncounted = [each.name for criterion, each in inputs.uncounted.items() if name in inputs.around(criterion)]
    says = spaced(
        sentence(group.question),
        placed(context, at("groups", name)),
        context.say("explain.share", share=context.share(name)),
        context.say("explain.holds", criteria=names) if counted else "",
        context.say("explain.holds-uncounted", criteria=uncounted) if uncounted else "",
    )
    rows = []
    for option in context.order if counted else ():
        points = added_up(context.points[option][criterion] for criterion in counted)
        rows.append(row(context.marked(option), context.added(*points)))
    columns = context.columns("column.option", "column.points", numeric=[1])
    tables = [Table(context.caption("scores.caption-points"), columns, tuple(rows))] if rows else []
    return page(context, context.text("explain.title.group", name=group.name), says, tables)
