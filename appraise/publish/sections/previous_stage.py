"""Previous stage: what changed since. Totals of two stages are never compared with each other."""

from collections.abc import Collection, Mapping

from appraise.appraisal import Before, Follows
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Paragraph, Section, Table, line, row
from appraise.publish.language import sentence, spaced
from appraise.publish.phrases import at_gates, below, open_scores
from appraise.run import Outcome

_FATES = {"shortlisted": "forward", "undetermined": "open"}
"""What became of an option by its outcome now, where it is not simply out."""


def previous_stage(context: Context) -> Section:
    """The section; empty where no stage came before. What became of its shortlist, then a row an option of either."""
    before = context.inputs.follows
    if before is None:
        return Section("since", "", ())
    blocks: tuple[Block, ...] = Paragraph(_changed(context, before)), _table(context, before)
    return Section("since", context.text("since.heading", stage=_stage(context, before)), blocks)


def since_previous_stage(context: Context) -> Line:
    """How many of the shortlist of the previous stage make the shortlist now, in a sentence for the answer."""
    before = context.inputs.follows
    then = _that_were(before, "shortlisted") if before else []
    if before is None or not then:
        return ()
    now = sum(option in context.run.shortlist.options for option in then)
    still_open = sum(option in context.run.shortlist.undetermined for option in then)
    said = context.say("answer.since.now", now, stage=_stage(context, before), then=len(then))
    return spaced(said, context.say("answer.since.open", still_open) if still_open else "")


def previous_outcome(context: Context, option: str) -> Line:
    """What an option came to at the previous stage; nothing where there is none."""
    before = context.inputs.follows
    if before is None:
        return ()
    return context.say("since.then", stage=_stage(context, before), stood=_then(context, before, option))


def _stage(context: Context, before: Follows) -> str:
    """The previous stage by its meeting, or else by its title and date."""
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
        result = context.run.options.get(option)
        fates["gone" if result is None else _FATES.get(result.outcome, "out")].append(option)
    for fate, options in fates.items():
        if shortlisted and len(options) == len(shortlisted):
            return context.say(f"since.all.{fate}", len(options))
    undetermined = {"open": fates.pop("open")}
    return spaced(_clauses(context, before, fates), _clauses(context, before, undetermined))


def _clauses(context: Context, before: Follows, fates: Mapping[str, Collection[str]]) -> Line:
    """A sentence that names the options of each fate; nothing where there are none."""
    named = {fate: [_name(context, before, option) for option in options] for fate, options in fates.items()}
    clauses = [context.say(f"since.some.{fate}", len(names), options=names) for fate, names in named.items() if names]
    return context.say("since.clauses", clauses=clauses) if clauses else ()


def _came_in(context: Context, before: Follows, option: str) -> bool:
    """Whether an option is considered that the previous stage did not shortlist. The comparator is always kept."""
    then = before.options.get(option)
    return not context.inputs.options[option].comparator and (then is None or then.outcome != "shortlisted")


def _table(context: Context, before: Follows) -> Table:
    """Options as in every matrix, then those that were options then alone."""
    rows = []
    for option in context.shown:
        now = _stood(context, context.run.options[option].outcome, context.rank(option))
        reason = context.inputs.options[option].reason if _came_in(context, before, option) else None
        why: str | Line = sentence(reason) or _why(context, option)
        rows.append(row(context.marked(option), _then(context, before, option), now, why))
    for option, each in before.options.items():
        if option not in context.inputs.options:
            why = sentence(context.inputs.left_out.get(option)) or _why_gone(context, each)
            rows.append(row(each.name, _then(context, before, option), context.say("since.gone"), why))
    columns = context.columns("column.option", "since.column-then", "since.column-now", "since.column-why")
    if before.status != "agreed":
        then = columns[1]._replace(small=context.text(f"status.word.{before.status}").lower())
        columns = (columns[0], then, *columns[2:])
    return Table(context.caption("since.caption"), columns, tuple(rows), note=context.text("since.note"))


def _why(context: Context, option: str) -> Line:
    """Why an option came to its outcome of now, without saying that again."""
    result, gates = context.run.options[option], context.run.shortlist.subject_to.get(option, ())
    if result.outcome == "excluded":
        return context.say("since.why.excluded", gates=at_gates(context, result.because.gate))
    if result.outcome == "undetermined":
        return context.say("since.why.turns-on", scores=open_scores(context, result.because.undetermined_by))
    if result.outcome == "not-shortlisted":
        return line(below(context, option)) or context.say("since.why.below-anyway")
    if gates:
        return context.say("since.why.subject-to", gates=at_gates(context, gates))
    return context.say("since.why.points", points=context.language.points(context.total(option)))


def _why_gone(context: Context, each: Before) -> str:
    """Why an option that nobody gave a reason for is one no more."""
    ended = each.outcome in ("not-shortlisted", "excluded")
    return context.text("since.why.went-no-further" if ended else "no-reason")


def _then(context: Context, before: Follows, option: str) -> Line:
    then = before.options.get(option)
    if then is None:
        return context.say("since.new")
    stood = _stood(context, then.outcome, None if then.rank is None else str(then.rank))
    renamed = then.name != _name(context, before, option)
    return context.say("since.as", stood=stood, name=context.language.quoted(then.name)) if renamed else stood


def _stood(context: Context, outcome: Outcome, rank: str | None) -> Line:
    """What an option came to, in a word, and its rank where it has one."""
    stood = context.say(f"since.outcome.{outcome}")
    return stood if rank is None or outcome == "excluded" else context.say("since.ranked", outcome=stood, rank=rank)
