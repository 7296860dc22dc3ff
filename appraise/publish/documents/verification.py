"""Verification: whether a record holds, what was changed in it, and what became of its files."""

from typing import Any

from appraise.appraisal import Appraisal
from appraise.publish.document import Bullets, Document, Line, Section, Table, row
from appraise.publish.language import Language, start
from appraise.review_results import Discrepancy, Keys, PageComparison, Verification
from appraise.run import Run

_KINDS = ("options", "criteria", "groups", "uncounted", "gates", "perspectives")
_HOLD_IDS = (*_KINDS, "scores", "verdicts", "shares", "characteristics")
_LONGEST = 160


def verification(verified: Verification, page: PageComparison | None, run: Run, language: Language) -> Document:
    """What a verification found, in a few lines; then every file.

    page: what became of the page that carries the record; None for a record alone.
    """
    inputs = run.inputs
    when = language.date(inputs.date) if inputs.date else ""
    key = "verify.of" if when else "verify.of-undated"
    says = language.say(key, title=inputs.title, date=when, version=verified.appraise)
    fits = "verify.fits" if verified.fits else "verify.fits-not"
    items = [language.say(fits, fingerprint=run.fingerprint()), _again(verified, language)]
    if verified.fact is not None:
        place = _place(inputs, verified.fact, language)
        values = {"says": _value(verified.fact.says, language), "ought": _value(verified.fact.ought, language)}
        items.append(language.say(f"verify.fact.{verified.held_against}", place=start(place), **values))
    elif not verified.fits and verified.same and verified.odd_line is None:
        items.append(language.say("verify.text-changed"))
    if verified.odd_line is not None:
        items.append(language.say("verify.odd-line", line=str(verified.odd_line)))
    if verified.line_ends or (page is not None and page.line_ends):
        items.append(language.say("verify.line-ends"))
    items += _page(page, language) if page is not None else []
    if not verified.holds:
        items.append(language.say("verify.mend"))
    elif not verified.current:
        items.append(language.say("verify.renew"))
    rows = tuple(row(file, language.say(f"verify.{state}")) for file, state in verified.files.items())
    columns = language.columns("check.column-file", "verify.column-state")
    blocks = (Bullets(tuple(items)), *((Table("", columns, rows),) if rows else ()))
    title = language.text(f"verify.title.{_title(verified, page)}")
    return Document(title, "", says, (Section("verify", title, blocks),))


def _title(verified: Verification, page: PageComparison | None) -> str:
    """The answer in one line."""
    if page is None:
        return "fails" if not verified.holds else "holds" if verified.current else "out-of-date"
    if not verified.holds:
        return "page-record-fails"
    if page.line is not None:
        return "page-fails" if page.by is None else "page-not-compared"
    return "page-holds" if verified.current else "page-out-of-date"


def _again(verified: Verification, language: Language) -> Line:
    """What came of working it out again."""
    own = verified.by == verified.appraise
    if not verified.same:
        return language.say("verify.other" if own else "verify.other-version", version=verified.by)
    if not verified.fits or verified.odd_line is not None:
        return language.say("verify.results-same")
    return language.say("verify.same" if own else "verify.same-but-version", version=verified.by)


def _page(page: PageComparison, language: Language) -> list[Line]:
    """What came of making the page again."""
    if page.line is None:
        return [language.say("verify.page-same")]
    values = {"line": str(page.line), "section": page.section, "says": page.says, "ought": page.ought}
    why = language.say("verify.page-version", version=page.by) if page.by else language.say("verify.page-hint")
    if page.says == page.ought:
        return [language.say("verify.page-line-end", **values), *([why] if page.by else [])]
    return [language.say("verify.page-other" if page.section else "verify.page-other-above", **values), why]


def _place(inputs: Appraisal, fact: Discrepancy, language: Language) -> str:
    """Where a fact stands, by the names of what it lies in: "Line 61, Left, Cost, score"."""
    place = ", ".join(_named(inputs, fact.at))
    return language.text("verify.at-line", line=str(fact.line), place=place) if fact.line is not None else place


def _named(inputs: Appraisal, at: Keys) -> list[str]:
    """Keys as people read them: names in place of ids, and no word for the kind where a name follows."""
    names = {id_: entry.name for kind in _KINDS for id_, entry in getattr(inputs, kind).items()}
    place = []
    for position, key in enumerate(at):
        inside = position and (at[position - 1] in _HOLD_IDS or at[0] == "analyses")
        followed = key in _HOLD_IDS and position + 1 < len(at) and at[position + 1] in names
        if inside and key in names:
            place.append(names[key])
        elif not followed:
            place.append(key.replace("-", " "))
    return place


def _value(value: Any, language: Language) -> str:
    """A value of a record as people read it."""
    text = ", ".join(language.quoted(text) if " " in text else text for text in _texts(value))
    if len(text) > _LONGEST:
        return f"{text[:_LONGEST]}\N{HORIZONTAL ELLIPSIS}"
    return text or language.text("verify.nothing")


def _texts(value: Any) -> list[str]:
    """Every text and figure in a value, in order."""
    if isinstance(value, dict | list):
        return [text for each in (value.values() if isinstance(value, dict) else value) for text in _texts(each)]
    return [] if value is None else [str(value).lower() if isinstance(value, bool) else str(value)]
