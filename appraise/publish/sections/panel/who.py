"""Who sat on the panel: how many scored and weighed, how that was combined, when the panel met and who was absent."""

from collections.abc import Iterable

from appraise.appraisal import Panel
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, bold, headed_list
from appraise.publish.language import sentence, spaced
from appraise.publish.sections.panel.members import moderated, scorers


def scored(context: Context) -> Line:
    """How many members scored, and what of their scores counts; where nobody did, how many gave weights. Who abstained
    from everything did not score."""
    panel = context.inputs.panel
    many = sum(any(sheet.scores.values()) for sheet in panel.sheets.values()) if panel else 0
    if panel is None or not many:
        return context.say("panel.weighed", len(context.inputs.weighting.sheets))
    among, decided = _scored_and_moderated(context)
    if many == 1 or panel.combine is None or decided == among > 0:
        return context.say("panel.scored.only", many)
    where = context.text("panel.scored.not-moderated") if decided else ""
    return context.say(f"panel.scored.{panel.combine}", many, where=where)


def moderation(context: Context) -> Line:
    """How many of the scores that members gave the panel moderated; nothing where it moderated none."""
    among, many = _scored_and_moderated(context)
    if not many:
        return ()
    if len(scorers(context)) == 1:
        return context.say("panel.moderated-one", many, among=str(among))
    return context.say("panel.moderated-all" if many == among else "panel.moderated", many, among=str(among))


def _scored_and_moderated(context: Context) -> tuple[int, int]:
    """How many scores come from what members gave or were moderated; and how many of these were moderated."""
    cells = [(name, option, cell) for option, each in context.run.options.items() for name, cell in each.cells.items()]
    decided = sum(moderated(context, name, option) for name, option, _ in cells)
    kept = sum(cell.from_ == "panel" and bool(context.inputs.given(name, option)) for name, option, cell in cells)
    return decided + kept, decided


def agreed_sheet(context: Context, panel: Panel, by: str) -> Line:
    """Who gave the scores of the sheet beside those of the members; nothing where there is none. by: who, and when."""
    cells = [cell for result in context.run.options.values() for cell in result.cells.values() if cell.from_ == "sheet"]
    if panel.by is None or not cells:
        return ()
    kinds = {"moderated" if cell.combined is not None else "others" for cell in cells}
    return context.say(f"panel.agreed.{kinds.pop() if len(kinds) == 1 else 'both'}", text=by)


def dates(context: Context, days: Iterable[str | None]) -> str:
    """ "1 May 2026", or "1 May 2026 to 3 May 2026": when something was done, as far as it is recorded."""
    known = sorted(day for day in days if day)
    shown = list(dict.fromkeys(context.language.date(day) for day in (*known[:1], *known[-1:])))
    return context.text("span", low=shown[0], high=shown[1]) if len(shown) > 1 else "".join(shown)


def meeting(context: Context) -> Line:
    """Who led the panel and helped it, when it met, and who was absent; nothing where none of it is recorded."""
    panel = context.inputs.panel
    if panel is None:
        return ()
    said = [("chair", panel.chair), ("facilitator", panel.facilitator)]
    said += [("met", each) for each in panel.met] + [("absent", each) for each in panel.absent]
    sentences = [context.say(f"panel.{key}", text=sentence(text)) for key, text in said if text]
    return spaced(context.say("panel.opening"), *sentences) if sentences else ()


def sheets(context: Context) -> list[Block]:
    """Every member with the dates of scores and weights, and the reason of the weights."""
    return [*headed_list(context.say("panel.members"), (_sheets(context, member) for member in context.inputs.members))]


def _sheets(context: Context, member: str) -> Line:
    panel = context.inputs.panel
    own = panel.sheets.get(member) if panel else None
    weights = context.inputs.weighting.sheets.get(member)
    said = [
        context.say(
            f"panel.sheet.{'dated' if sheet.date else 'undated'}.{kind}", date=context.language.date(sheet.date or "")
        )
        for kind, sheet in (("scores", own), ("weights", weights))
        if sheet
    ]
    return spaced(
        bold(sentence(context.inputs.member_name(member))), *said, sentence(weights.reason) if weights else ""
    )
