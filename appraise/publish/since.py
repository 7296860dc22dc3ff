"""Since: what changed after the stage before. Totals of two stages are never held against each other."""

from collections.abc import Iterator

from appraise.appraisal import Before, Follows
from appraise.publish.document import Block, Cell, Column, Line, Paragraph, Row, Section, Table, bold, line
from appraise.publish.result import outcome
from appraise.publish.view import View
from appraise.publish.words import sentence, spaced
from appraise.run import Outcome


def since(view: View) -> Section:
    """The section: what came in and what was dropped, then every option of either stage in a row."""
    before = view.inputs.follows
    if before is None:
        return Section("since", "", ())
    stage = _stage(view, before)
    written = view.say("since.record", title=before.title, fingerprint=bold(before.fingerprint))
    blocks: list[Block] = [Paragraph(_changed(view, before)), _table(view, before), Paragraph(written)]
    return Section("since", view.text("since.heading", stage=stage), tuple(blocks))


def fact(view: View) -> Iterator[Line]:
    """The same for the answer: who was shortlisted then, what came in and what was dropped."""
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
    """Who was shortlisted then; what came in that was not; and what was, and is no longer an option."""
    options = view.inputs.options
    shortlisted = [option for option, each in before.options.items() if each.outcome == "shortlisted"]
    names = [view.name(option) if option in options else before.options[option].name for option in shortlisted]
    among = view.words.counted(len(before.options), "option")
    none = view.say("since.nobody", among=among)
    said = [view.say("since.shortlisted", len(names), options=names, among=among) if names else none]
    came = [view.name(option) for option in view.order if _came_in(view, before, option)]
    left = [before.options[option].name for option in shortlisted if option not in options]
    if came:
        said.append(view.say("since.came", len(came), options=came))
    if left:
        said.append(view.say("since.left", len(left), options=left))
    return spaced(*said, "" if came or left else view.text("since.same"))


def _came_in(view: View, before: Follows, option: str) -> bool:
    """Whether an option is considered that the stage before did not shortlist. The comparator is always kept."""
    found = before.options.get(option)
    return not view.inputs.options[option].comparator and (found is None or found.outcome != "shortlisted")


def _table(view: View, before: Follows) -> Table:
    """Options as in every matrix, then those that were options then alone."""
    rows = []
    for option in view.order:
        found = view.run.options[option]
        now = _stood(view, found.outcome, view.rank(option))
        reason = view.inputs.options[option].reason if _came_in(view, before, option) else None
        why = line(sentence(reason)) or outcome(view, option)
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


def _why_gone(view: View, each: Before) -> str:
    return view.text("no-reason" if each.outcome == "shortlisted" else "since.went-no-further")


def _then(view: View, before: Follows, option: str) -> Line:
    found = before.options.get(option)
    if found is None:
        return view.say("since.new")
    return _stood(view, found.outcome, None if found.rank is None else str(found.rank))


def _stood(view: View, outcome: Outcome, rank: str | None) -> Line:
    """What an option came to, in a word, and its rank where it has one."""
    stood = view.say(f"since.outcome.{outcome}")
    return stood if rank is None or outcome == "excluded" else view.say("since.ranked", outcome=stood, rank=rank)
