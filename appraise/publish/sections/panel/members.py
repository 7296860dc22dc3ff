"""Members of the panel by name, and what each of them gave for a score."""

from collections import Counter
from collections.abc import Callable, Iterable

from appraise.appraisal import Score
from appraise.publish.context import Context
from appraise.publish.document import Line, line
from appraise.publish.language import DASH, sentence, spaced


def scorers(context: Context) -> tuple[str, ...]:
    """The members who gave scores, by their ids."""
    panel = context.inputs.panel
    return tuple(panel.sheets) if panel else ()


def by_name(context: Context, some: Iterable[str]) -> list[str]:
    """Members by what stands before the comma in "A Shah, Finance"; "A Shah (Finance)" where two would be the same."""
    parts = {member: context.inputs.member_name(member).partition(", ") for member in context.inputs.members}
    every = Counter(short for short, _, _ in parts.values())
    named = {
        member: f"{short} ({office})" if every[short] > 1 and office else short
        for member, (short, _, office) in parts.items()
    }
    return [named[member] for member in some]


def name(context: Context, member: str) -> str:
    """One member by name."""
    return by_name(context, [member])[0]


def left_by_all(context: Context, criterion: str, option: str) -> bool:
    """Whether every member left a score to others, and neither a rule nor the agreed sheet gave it."""
    cell = context.run.options[option].cells[criterion]
    return cell.from_ == "panel" and not context.inputs.given(criterion, option)


def moderated(context: Context, criterion: str, option: str) -> bool:
    """Whether the panel agreed on another score, or on the same one, in place of what its members' scores came to."""
    return context.run.options[option].cells[criterion].combined is not None


def figure(context: Context, criterion: str, score: Score) -> str:
    """What one member gave: "3", or "3 (2-4)" with a range."""
    shown = context.counts(criterion, score.score, with_unit=False)
    return " ".join(filter(None, (shown, context.brackets(criterion, score.range))))


def in_order(context: Context, criterion: str, option: str) -> str:
    """ "3, 4, -": what every member gave, in the order of the panel, with a dash for who left it to others; nothing
    where nobody gave anything."""
    scores = context.inputs.given(criterion, option)
    figures = (figure(context, criterion, scores[each]) if each in scores else DASH for each in scorers(context))
    return ", ".join(figures) if scores else ""


def came_to(context: Context, criterion: str, option: str) -> str:
    """ "median 3": what the members' scores for a moderated cell came to; nothing where one member alone scored."""
    panel, combined = context.inputs.panel, context.run.options[option].cells[criterion].combined
    if combined is None or panel is None or panel.combine is None or len(panel.sheets) == 1:
        return ""
    score = context.counts(criterion, context.combined(criterion, combined), with_unit=False)
    return context.text(f"panel.came-to.{panel.combine}", score=score)


def with_names(context: Context, criterion: str, option: str, place: Callable[[str], str] = lambda _: "") -> Line:
    """What members gave, each score with who gave it; of a moderated cell what they came to. place: from a member to
    what stands after the name."""
    by_figure: dict[str, list[str]] = {}
    for member, score in context.inputs.given(criterion, option).items():
        named = f"{name(context, member)}{place(member)}"
        by_figure.setdefault(figure(context, criterion, score), []).append(named)
    each = [context.text("panel.given-by", score=score, members=who) for score, who in by_figure.items()]
    if not each:
        return ()
    if moderated(context, criterion, option):
        combined = came_to(context, criterion, option)
        figures = context.text("panel.given-and-combined", given="; ".join(each), combined=combined) if combined else ""
        return context.say("panel.given-moderated", scores=figures or "; ".join(each))
    return context.say("panel.given", scores="; ".join(each))


def own_reasons(context: Context, criterion: str, option: str) -> Line:
    """The reason and the evidence of each member who gave any, after the member's name and score."""
    reasons = []
    for member, score in context.inputs.given(criterion, option).items():
        why = spaced(sentence(score.reason), context.cited(score.evidence.for_, score.evidence.against))
        if why:
            named = {"member": name(context, member), "score": figure(context, criterion, score)}
            reasons.append(context.say("panel.reason", reason=why, **named))
    return spaced(*reasons)


def one_after_another(context: Context) -> Line:
    """Every member who scored, in the order of the panel."""
    return line(context.language.listed(by_name(context, scorers(context))))
