"""Since: what changed after the stage before. Totals of two stages are never held against each other."""

from collections.abc import Collection, Iterator, Mapping

from appraise.appraisal import Before, Follows
from appraise.publish.context import Context
from appraise.publish.document import Block, Column, Line, Paragraph, Section, Table, line, row
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import at_gates, below, open_scores
from appraise.run import Outcome

_FATES = {"shortlisted": "forward", "undetermined": "open"}
"""What became of an option by its outcome now, where it is not simply out."""


def since(context: Context) -> Section:
    """What became of the shortlist of then and what came in; then every option of either stage in a row."""
    before = context.inputs.follows
    if before is None:
        return Section("since", "", ())
    blocks: tuple[Block, ...] = Paragraph(_changed(context, before)), _table(context, before)
    return Section("since", context.text("since.heading", stage=_stage(context, before)), blocks)


def fact(context: Context) -> Iterator[Line]:
    """The same for the answer: who was shortlisted then, what became of them, and what came in."""
    before = context.inputs.follows
    if before is not None:
        yield spaced(context.say("answer.since", stage=_stage(context, before)), _changed(context, before))


def then(context: Context, option: str) -> Line:
    """What an option came to at the stage before; nothing where there is none."""
    before = context.inputs.follows
    if before is None:
        return ()
    return context.say("since.then", stage=_stage(context, before), stood=_then(context, before, option))


def _stage(context: Context, before: Follows) -> str:
    """The stage before by its meeting, or else by its title and date."""
    if before.gateway or not before.date:
        return before.gateway or before.title
    return context.text("since.stage", title=before.title, date=context.language.date(before.date))


def _changed(context: Context, before: Follows) -> Line:
    """Who was shortlisted then and what became of them, how many others went, and what came in."""
    options = context.inputs.options
    shortlisted = _that_were(before, "shortlisted")
    unsettled = [_name(context, before, option) for option in _that_were(before, "undetermined")]
    others = sum(option not in options and option not in shortlisted for option in before.options)
    among = context.language.counted(len(before.options), "option")
    names = [_name(context, before, option) for option in shortlisted]
    none = context.say("since.nobody", among=among)
    came = {
        "came": [option for option in context.order if option not in before.options],
        "again": [option for option in context.order if option in before.options and _came_in(context, before, option)],
    }
    return spaced(
        context.say("since.shortlisted", len(names), options=names, among=among) if names else none,
        context.say("since.unsettled", options=unsettled) if unsettled else "",
        _became(context, before, shortlisted),
        context.say("since.others" if names else "since.of-them", others) if others else "",
        context.say("since.same") if {*options} == {*before.options} else _clauses(context, before, came),
    )


def _that_were(before: Follows, outcome: Outcome) -> list[str]:
    return [option for option, each in before.options.items() if each.outcome == outcome]


def _name(context: Context, before: Follows, option: str) -> str:
    """An option's name of now, or else of then."""
    return context.name(option) if option in context.inputs.options else before.options[option].name


def _became(context: Context, before: Follows, shortlisted: Collection[str]) -> Line:
    """Who of the shortlist of then still goes forward, who does not, who is open and who is an option no more."""
    fates: dict[str, list[str]] = {"forward": [], "out": [], "open": [], "gone": []}
    for option in shortlisted:
        found = context.run.options.get(option)
        fates["gone" if found is None else _FATES.get(found.outcome, "out")].append(option)
    for fate, those in fates.items():
        if shortlisted and len(those) == len(shortlisted):
            return context.say(f"since.all.{fate}", len(those))
    still_open = {"open": fates.pop("open")}
    return spaced(_clauses(context, before, fates), _clauses(context, before, still_open))


def _clauses(context: Context, before: Follows, told: Mapping[str, Collection[str]]) -> Line:
    """A sentence of what is told of options, kind by kind; nothing where there are none."""
    clauses = [
        context.say(f"since.some.{kind}", len(those), options=[_name(context, before, option) for option in those])
        for kind, those in told.items()
        if those
    ]
    return context.say("since.clauses", clauses=clauses) if clauses else ()


def _came_in(context: Context, before: Follows, option: str) -> bool:
    """Whether an option is considered that the stage before did not shortlist. The comparator is always kept."""
    found = before.options.get(option)
    return not context.inputs.options[option].comparator and (found is None or found.outcome != "shortlisted")


def _table(context: Context, before: Follows) -> Table:
    """Options as in every matrix, then those that were options then alone."""
    rows = []
    for option in context.order:
        now = _stood(context, context.run.options[option].outcome, context.rank(option))
        reason = context.inputs.options[option].reason if _came_in(context, before, option) else None
        why = line(sentence(reason)) or _why(context, option)
        cells = (line(context.marked(option)), _then(context, before, option), now, why)
        rows.append(row(*cells))
    for option, each in before.options.items():
        if option not in context.inputs.options:
            why = line(sentence(context.inputs.left_out.get(option)) or _why_gone(context, each))
            cells = (line(each.name), _then(context, before, option), context.say("since.gone"), why)
            rows.append(row(*cells))
    keys = ("column.option", "since.column-then", "since.column-now", "since.column-why")
    agreed = before.status == "agreed"
    small = ("", "" if agreed else context.text(f"status.word.{before.status}").lower(), "", "")
    columns = tuple(Column(context.text(key), small=status) for key, status in zip(keys, small, strict=True))
    return Table(context.caption("since.caption"), columns, tuple(rows), note=context.text("since.note"))


def _why(context: Context, option: str) -> Line:
    """Why an option came to its outcome of now, without saying that again."""
    found, gates = context.run.options[option], context.run.shortlist.subject_to.get(option, ())
    if found.outcome == "excluded":
        return context.say("since.why.excluded", gates=at_gates(context, found.because.gate))
    if found.outcome == "undetermined":
        return context.say("since.why.turns-on", scores=open_scores(context, found.because.undetermined_by))
    if found.outcome == "not-shortlisted":
        return line(below(context, option)) or context.say("since.why.below-anyway")
    if gates:
        return context.say("since.why.subject-to", gates=at_gates(context, gates))
    return context.say("since.why.points", points=context.language.points(context.total(option)))


def _why_gone(context: Context, each: Before) -> str:
    """Why an option that nobody gave a reason for is one no more."""
    ended = each.outcome in ("not-shortlisted", "excluded")
    return context.text("since.why.went-no-further" if ended else "no-reason")


def _then(context: Context, before: Follows, option: str) -> Line:
    found = before.options.get(option)
    if found is None:
        return context.say("since.new")
    return _stood(context, found.outcome, None if found.rank is None else str(found.rank))


def _stood(context: Context, outcome: Outcome, rank: str | None) -> Line:
    """What an option came to, in a word, and its rank where it has one."""
    stood = context.say(f"since.outcome.{outcome}")
    return stood if rank is None or outcome == "excluded" else context.say("since.ranked", outcome=stood, rank=rank)
