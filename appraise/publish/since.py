"""Since: what changed after the stage before. Totals of two stages are never held against each other."""

from collections.abc import Collection, Iterator, Mapping

from appraise.appraisal import Before, Follows
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Section, Table, line
from appraise.publish.result import at_gates, below, open_scores
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced
from appraise.run import Outcome

_FATES = {"shortlisted": "forward", "undetermined": "open"}
"""What became of an option by its outcome now, where it is not simply out."""


def since(view: View) -> Section:
    """What became of the shortlist of then and what came in; then every option of either stage in a row."""
    before = view.inputs.follows
    if before is None:
        return Section("since", "", ())
    blocks: tuple[Block, ...] = Paragraph(_changed(view, before)), _table(view, before)
    return Section("since", view.text("since.heading", stage=_stage(view, before)), blocks)


def fact(view: View) -> Iterator[Line]:
    """The same for the answer: who was shortlisted then, what became of them, and what came in."""
    before = view.inputs.follows
    if before is not None:
        yield spaced(view.say("answer.since", stage=_stage(view, before)), _changed(view, before))


def then(view: View, option: str) -> Line:
    """What an option came to at the stage before; nothing where there is none."""
    before = view.inputs.follows
    if before is None:
        return ()
    return view.say("since.then", stage=_stage(view, before), stood=_then(view, before, option))


def _stage(view: View, before: Follows) -> str:
    """The stage before by its meeting, or else by its title and date."""
    if before.gateway or not before.date:
        return before.gateway or before.title
    return view.text("since.stage", title=before.title, date=view.words.date(before.date))


def _changed(view: View, before: Follows) -> Line:
    """Who was shortlisted then and what became of them, how many others went, and what came in."""
    options = view.inputs.options
    shortlisted = _that_were(before, "shortlisted")
    unsettled = [_name(view, before, option) for option in _that_were(before, "undetermined")]
    others = sum(option not in options and option not in shortlisted for option in before.options)
    among = view.words.counted(len(before.options), "option")
    names = [_name(view, before, option) for option in shortlisted]
    none = view.say("since.nobody", among=among)
    came = {
        "came": [option for option in view.order if option not in before.options],
        "again": [option for option in view.order if option in before.options and _came_in(view, before, option)],
    }
    return spaced(
        view.say("since.shortlisted", len(names), options=names, among=among) if names else none,
        view.say("since.unsettled", options=unsettled) if unsettled else "",
        _became(view, before, shortlisted),
        view.say("since.others" if names else "since.of-them", others) if others else "",
        view.say("since.same") if {*options} == {*before.options} else _clauses(view, before, came),
    )


def _that_were(before: Follows, outcome: Outcome) -> list[str]:
    return [option for option, each in before.options.items() if each.outcome == outcome]


def _name(view: View, before: Follows, option: str) -> str:
    """An option's name of now, or else of then."""
    return view.name(option) if option in view.inputs.options else before.options[option].name


def _became(view: View, before: Follows, shortlisted: Collection[str]) -> Line:
    """Who of the shortlist of then still goes forward, who does not, who is open and who is an option no more."""
    fates: dict[str, list[str]] = {"forward": [], "out": [], "open": [], "gone": []}
    for option in shortlisted:
        found = view.run.options.get(option)
        fates["gone" if found is None else _FATES.get(found.outcome, "out")].append(option)
    for fate, those in fates.items():
        if shortlisted and len(those) == len(shortlisted):
            return view.say(f"since.all.{fate}", len(those))
    still_open = {"open": fates.pop("open")}
    return spaced(_clauses(view, before, fates), _clauses(view, before, still_open))


def _clauses(view: View, before: Follows, told: Mapping[str, Collection[str]]) -> Line:
    """A sentence of what is told of options, kind by kind; nothing where there are none."""
    clauses = [
        view.say(f"since.some.{kind}", len(those), options=[_name(view, before, option) for option in those])
        for kind, those in told.items()
        if those
    ]
    return view.say("since.clauses", clauses=clauses) if clauses else ()


def _came_in(view: View, before: Follows, option: str) -> bool:
    """Whether an option is considered that the stage before did not shortlist. The comparator is always kept."""
    found = before.options.get(option)
    return not view.inputs.options[option].comparator and (found is None or found.outcome != "shortlisted")


def _table(view: View, before: Follows) -> Table:
    """Options as in every matrix, then those that were options then alone."""
    rows = []
    for option in view.order:
        now = _stood(view, view.run.options[option].outcome, view.rank(option))
        reason = view.inputs.options[option].reason if _came_in(view, before, option) else None
        why = line(sentence(reason)) or _why(view, option)
        cells = (line(view.marked(option)), _then(view, before, option), now, why)
        rows.append(Row(tuple(map(Cell, cells))))
    for option, each in before.options.items():
        if option not in view.inputs.options:
            why = line(sentence(view.inputs.left_out.get(option)) or _why_gone(view, each))
            cells = (line(each.name), _then(view, before, option), view.say("since.gone"), why)
            rows.append(Row(tuple(map(Cell, cells))))
    keys = ("column.option", "since.column-then", "since.column-now", "since.column-why")
    agreed = before.status == "agreed"
    small = ("", "" if agreed else view.text(f"status.word.{before.status}").lower(), "", "")
    columns = tuple(Column(view.text(key), small=status) for key, status in zip(keys, small, strict=True))
    return Table(view.caption("since.caption"), columns, tuple(rows), note=view.text("since.note"))


def _why(view: View, option: str) -> Line:
    """Why an option came to its outcome of now, without saying that again."""
    found, gates = view.run.options[option], view.run.shortlist.subject_to.get(option, ())
    if found.outcome == "excluded":
        return view.say("since.why.excluded", gates=at_gates(view, found.because.gate))
    if found.outcome == "undetermined":
        return view.say("since.why.turns-on", scores=open_scores(view, found.because.undetermined_by))
    if found.outcome == "not-shortlisted":
        return line(below(view, option)) or view.say("since.why.below-anyway")
    if gates:
        return view.say("since.why.subject-to", gates=at_gates(view, gates))
    return view.say("since.why.points", points=view.words.points(view.total(option)))


def _why_gone(view: View, each: Before) -> str:
    """Why an option that nobody gave a reason for is one no more."""
    ended = each.outcome in ("not-shortlisted", "excluded")
    return view.text("since.why.went-no-further" if ended else "no-reason")


def _then(view: View, before: Follows, option: str) -> Line:
    found = before.options.get(option)
    if found is None:
        return view.say("since.new")
    return _stood(view, found.outcome, None if found.rank is None else str(found.rank))


def _stood(view: View, outcome: Outcome, rank: str | None) -> Line:
    """What an option came to, in a word, and its rank where it has one."""
    stood = view.say(f"since.outcome.{outcome}")
    return stood if rank is None or outcome == "excluded" else view.say("since.ranked", outcome=stood, rank=rank)
