"""Method: who gave weights and scores and when, the criteria with their weights and the ends of their scales."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from appraise.appraisal import Criterion, Group, Panel, Seal
from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node, nodes, not_shown, row_of
from appraise.publish.document import Block, Cell, Line, Paragraph, Row, Section, Table
from appraise.publish.language import number, sentence, spaced
from appraise.publish.sections.panel.who import agreed_sheet, dates, meeting, moderation, scored
from appraise.seal import as_sealed


def method(context: Context) -> Section:
    """The section on how the options were judged."""
    paragraphs = (spaced(*_who(context)), meeting(context), rule(context))
    blocks: list[Block] = [*map(Paragraph, filter(None, paragraphs)), criteria(context)]
    return Section("method", context.text("method.heading"), tuple(blocks))


def _who(context: Context) -> list[Line]:
    """Where the criteria come from, then weights and scores in the order of their dates, and when they were sealed."""
    origin, panel, seal = context.inputs.criteria_set, context.inputs.panel, context.inputs.seal
    weighed, scored = _dates(context)
    dated: list[tuple[str, Line]] = [(min(filter(None, weighed), default=""), weights(context))]
    if panel:
        dated.append((min(filter(None, scored), default=""), _panel(context, panel)))
    if all(day for day, _ in dated):
        dated.sort(key=lambda pair: pair[0])
    criteria = context.say("method.criteria-from", set=context.language.quoted(origin.title))
    changed = [part for part, fits in as_sealed(context.inputs).items() if not fits]
    order = _weights_first(weighed, scored, context, since="weights" in changed)
    sealed = [_sealed(context, seal, changed)] if seal else []
    return [criteria, *(sentences for _, sentences in dated), *order, *sealed]


def _sealed(context: Context, seal: Seal, changed: Sequence[str]) -> Line:
    """When what was agreed was sealed, whether some scores are older, and which parts no longer fit."""
    panel = context.inputs.panel
    early = any(_order(day, seal.date) == "before" for day in (panel.dates if panel else ()))
    parts = [context.text(f"method.sealed.{part}") for part in changed]
    return context.say(
        "method.sealed.on",
        date=context.language.date(seal.date),
        early=context.text("method.sealed.early") if early else "",
        since=context.text("method.sealed.since", parts=parts) if parts else "",
    )


def _dates(context: Context) -> tuple[list[str | None], list[str | None]]:
    """When the weights that count and when scores were given, by anybody: None where it is not recorded."""
    weighting, panel = context.inputs.weighting, context.inputs.panel
    weighed = [sheet.date for sheet in weighting.sheets.values()] if weighting.by_members else []
    scored = [sheet.date for sheet in panel.sheets.values()] if panel else []
    agreed = panel.date if panel else None
    return (
        [*weighed, *([weighting.date] if weighting.date or not weighed else [])],
        [*scored, *([agreed] if agreed or not scored else [])],
    )


def _weights_first(
    weighed: Sequence[str | None], scored: Sequence[str | None], context: Context, since: bool
) -> list[Line]:
    """Whether the weights were given before the scores, as far as the dates tell; nothing where they leave it open.
    since: whether the weights changed after they were sealed, so that an early date proves nothing."""
    pairs = [(weights, scores) for weights in weighed for scores in scored]
    orders = {_order(weights, scores) for weights, scores in pairs if weights and scores}
    if len(orders) == 1 and all(weights and scores for weights, scores in pairs) and None not in orders:
        if orders == {"after"}:
            return [context.say("method.scores-first")]
        return [] if since else [context.say("method.weights-first")]
    return [context.say("method.some-scores-first")] if "after" in orders else []


def _order(weights: str, scores: str) -> Literal["before", "after"] | None:
    """Whether one date is before another or after it; None where they leave it open."""
    known = min(len(weights), len(scores))
    if weights[:known] == scores[:known]:
        return None
    return "before" if weights < scores else "after"


def weights(context: Context) -> Line:
    """How the weights were given, by whom, when and why."""
    weighting = context.inputs.weighting
    known, many = f"weighting.{weighting.method}" in context.language.texts, len(weighting.sheets)
    spelled = context.language.quoted(weighting.method)
    return spaced(
        context.say("method.weights"),
        context.text(f"weighting.{weighting.method}" if known else "weighting.spelled", method=spelled),
        context.text(f"weighting.{'mean' if weighting.by_members else 'instead'}", many) if many else "",
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
    """Who gave the scores, and when: of a panel how many members did, what was combined and what was moderated."""
    if not panel.sheets:
        return spaced(context.say("method.scores"), _by(context, panel.by, panel.date))
    given = dates(context, (sheet.date for sheet in panel.sheets.values()))
    agreed = ", ".join(filter(None, (panel.by, panel.date and context.language.date(panel.date))))
    return spaced(
        context.say("method.scores"),
        scored(context),
        context.text("method.on", text=sentence(given)) if given else "",
        moderation(context),
        agreed_sheet(context, panel, sentence(agreed)),
    )


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
