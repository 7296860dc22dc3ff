"""Method: who gave weights and scores and when, the criteria with their weights and the ends of their scales."""

from collections import defaultdict
from decimal import Decimal

from appraise.appraisal import Criterion, Group, Panel
from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node, nodes, not_shown, row_of
from appraise.publish.document import Block, Cell, Line, Paragraph, Row, Section, Table
from appraise.publish.language import number, sentence, spaced


def method(context: Context) -> Section:
    """The section on how the options were judged."""
    blocks: list[Block] = [Paragraph(spaced(*_who(context))), Paragraph(rule(context)), criteria(context)]
    return Section("method", context.text("method.heading"), tuple(blocks))


def _who(context: Context) -> list[Line]:
    """Where the criteria come from, then weights and scores in the order of their dates."""
    origin, weighting, panel = context.inputs.criteria_set, context.inputs.weighting, context.inputs.panel
    dated: list[tuple[str, Line]] = [(weighting.date or "", weights(context))]
    if panel:
        dated.append((panel.date or "", _panel(context, panel)))
    if all(day for day, _ in dated):
        dated.sort(key=lambda pair: pair[0])
    criteria = context.say("method.criteria-from", set=context.language.quoted(origin.title))
    return [criteria, *(sentences for _, sentences in dated), *_weights_first(context)]


def _weights_first(context: Context) -> list[Line]:
    """Whether the weights were given before the scores, as far as the dates tell; nothing where they leave it open."""
    panel, weights = context.inputs.panel, context.inputs.weighting.date
    if not panel or not panel.date or not weights:
        return []
    known = min(len(weights), len(panel.date))
    if weights[:known] == panel.date[:known]:
        return []
    return [context.say("method.weights-first" if weights < panel.date else "method.scores-first")]


def weights(context: Context) -> Line:
    """How the weights were given, by whom, when and why."""
    weighting = context.inputs.weighting
    known = f"weighting.{weighting.method}" in context.language.texts
    spelled = context.language.quoted(weighting.method)
    return spaced(
        context.say("method.weights"),
        context.text(f"weighting.{weighting.method}" if known else "weighting.spelled", method=spelled),
        _by(context, weighting.by, weighting.date),
        sentence(weighting.reason),
        adds_up(context),
        context.text("method.among-counted") if context.inputs.uncounted else "",
    )


def adds_up(context: Context) -> Line:
    """That the points given do not add up to 100, where they do not."""
    given = _given(context)
    direct = context.inputs.weighting.method == "direct"
    return context.say("method.not-100", given=number(given)) if direct and given != 100 else ()


def _given(context: Context) -> Decimal:
    """What the weights typed add up to: a group's own where it has one, else what is in it."""
    nodes: dict[str, Criterion | Group] = {**context.inputs.criteria, **context.inputs.uncounted}
    nodes |= dict(reversed(list(context.inputs.groups.items())))  # a group stands before the groups in it
    inside: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for name, node in nodes.items():
        inside[node.group] += inside[name] if node.weight is None else node.weight
    return inside[None]


def _panel(context: Context, panel: Panel) -> Line:
    return spaced(context.say("method.scores"), _by(context, panel.by, panel.date))


def _by(context: Context, who: str | None, when: str | None) -> str:
    parts = [part for part in (who, when and context.language.date(when)) if part]
    return context.text("method.by" if who else "method.on", text=sentence(", ".join(parts))) if parts else ""


def rule(context: Context) -> Line:
    """The shortlist rule in a sentence."""
    rule = context.inputs.shortlist_rule
    if rule.top is not None:
        return context.say("method.rule.top", rule.top)
    if rule.at_least is not None:
        return context.say("method.rule.at-least", total=number(rule.at_least))
    if rule.within:
        return context.say("method.rule.within", points=context.language.points(number(rule.within)))
    return context.say("method.rule.first")


def criteria(context: Context) -> Table:
    """The criteria with their weights, what each asks and what the ends of its scale mean, in groups."""
    rows = [_row(context, node) for node in nodes(context)]
    columns = context.columns("method.column-criterion", "method.column-asks")
    return Table(context.caption("method.caption-criteria"), columns, tuple(rows), note=not_shown(context))


def _row(context: Context, node: Node) -> Row:
    """The row of a node: its name with its weight, and what it asks."""
    words = row_of(context, node, _asks(context, node))
    name = context.say("method.weighs", name=words.cells[0].line, weight=context.share(node.id))
    return words._replace(cells=(Cell(name), *words.cells[1:]))


def _asks(context: Context, node: Node) -> Line:
    """What a criterion asks and which scores are worth 0 and 100; what a group asks."""
    if node.group:
        return spaced(sentence(context.inputs.groups[node.id].question))
    criterion = context.inputs.criteria[node.id]
    return spaced(sentence(criterion.question) or context.text("none-recorded"), *_ends(context, node.id, criterion))


def _ends(context: Context, name: str, criterion: Criterion) -> list[Line]:
    """What the lowest and the highest score mean; of a measure, the figures that are worth 0 and 100."""
    if criterion.scale is not None:
        ends = (min(criterion.scale), max(criterion.scale))
        return [context.say("method.end", score=number(end), meaning=sentence(criterion.scale[end])) for end in ends]
    return [context.say("method.worth", anchors=anchored(context, name))]


def anchored(context: Context, name: str) -> list[str]:
    """ "0 at 12 months": what scores on a criterion are worth, at each point through which its value runs."""
    points = context.inputs.criteria[name].points
    return [
        context.text("method.anchor", value=number(value), score=context.amount(name, score)) for score, value in points
    ]
