"""Context of every table and sentence about a run: the language, the order of options, totals and ranks as shown.

Totals, ranks and outcomes are the record's. Points are worked out from its shares and values, so that a reader can
redo them.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from appraise.appraisal import Appraisal, Measure
from appraise.field_types import UNKNOWN, Unknown
from appraise.numbers import rounded
from appraise.publish.document import Column, Line, Span
from appraise.publish.language import MOST_PLACES, Language, Value, id_as_text, number, places
from appraise.publish.money import Money
from appraise.run import Result, Run, ScoredCell, Standing, low_high

Ends = tuple[Decimal, Decimal]


class Room(NamedTuple):
    """How many options, and how many rows of criteria, tables have room for."""

    options: int
    rows: int


APPENDIX, ANNEX = Room(options=12, rows=24), Room(options=60, rows=60)
"""What the tables of the appendix, and those of the annex, have room for."""


class Context(NamedTuple):
    """A run, made ready to be written about in the words of a language.

    order:  options by outcome and rank, the excluded last. shown: those that tables have room for.
    room:   what tables have room for; None for everything.
    eligible: those of them that fail no gate. level: those on each rank.
    points: what each criterion adds to each option's total: lowest and highest, the same but for unknown scores.
    totals: lowest and highest, the same but for unknown scores.
    money:  of criteria that are measured in pounds, how their amounts are printed.
    sources: the numbers by which documents are cited; empty where they are cited by their ids.
    """

    run: Run
    language: Language
    order: tuple[str, ...]
    shown: tuple[str, ...]
    room: Room | None
    eligible: tuple[str, ...]
    level: Mapping[int | None, tuple[str, ...]]
    points: Mapping[str, Mapping[str, Ends]]
    totals: Mapping[str, Ends]
    total_places: int
    point_places: int
    money: Mapping[str, Money]
    sources: Mapping[str, int]

    @classmethod
    def of(cls, run: Run, language: Language, room: Room | None = None, by_number: bool = False) -> "Context":
        """A run, made ready to be written about.

        room:      what tables have room for; None for everything. by_number: documents are cited by their places in
                   the file.
        """
        points = {
            option: {name: _points(run.shares[name], cell) for name, cell in result.cells.items()}
            for option, result in run.options.items()
        }
        totals = {option: low_high(result) for option, result in run.options.items()}
        order = _order(run)
        level: dict[int | None, list[str]] = {}
        for option in order:
            level.setdefault(run.options[option].rank, []).append(option)
        return cls(
            run=run,
            language=language,
            order=order,
            shown=order[: room and room.options],
            room=room,
            eligible=tuple(option for option in order if run.options[option].outcome != "excluded"),
            level={rank: tuple(options) for rank, options in level.items()},
            points=points,
            totals=totals,
            total_places=places((end for ends in totals.values() for end in ends), distinct=True),
            point_places=places(
                rounded(end, 3) for cells in points.values() for ends in cells.values() for end in ends
            ),
            money=_money(run, language),
            sources={name: at for at, name in enumerate(run.inputs.documents, 1)} if by_number else {},
        )

    def say(self, key: str, n: int | None = None, /, **values: Value) -> Line:
        """A sentence of the language, as `Language.say`."""
        return self.language.say(key, n, **values)

    def text(self, key: str, n: int | None = None, /, **values: Value) -> str:
        """The same as plain text."""
        return self.language.text(key, n, **values)

    def columns(self, *keys: str, numeric: Container[int] = (), figures: Iterable[str] = ()) -> tuple[Column, ...]:
        """Columns of a table, as `Language.columns`."""
        return self.language.columns(*keys, numeric=numeric, figures=figures)

    @property
    def inputs(self) -> Appraisal:
        """What people wrote."""
        return self.run.inputs

    @property
    def alone(self) -> bool:
        """Whether a criteria set ran on its own, without an appraisal around it."""
        return self.inputs.question is None

    def name(self, option: str) -> str:
        """An option's name, as recorded."""
        return self.inputs.options[option].name

    def head(self, option: str) -> str:
        """What heads an option's column: its short name, or else its name."""
        return self.inputs.options[option].short_name or self.name(option)

    def names(self, options: Iterable[str]) -> list[str]:
        """The names of options, as recorded."""
        return [self.name(option) for option in options]

    def one_of(self, options: Iterable[str]) -> Line:
        """ "A, B or C": options by name."""
        return self.language.listed(self.names(options), "or")

    def criterion(self, criterion: str) -> str:
        """A criterion's name."""
        return self.inputs.criteria[criterion].name

    def gate(self, gate: str) -> str:
        """A gate's name in quotes."""
        return self.language.quoted(self.inputs.gates[gate].name)

    def amount(self, criterion: str, score: Decimal, with_unit: bool = True) -> str:
        """A score on a criterion as recorded, with its unit; amounts of money in the unit that all of them share."""
        if criterion in self.money:
            return self.money[criterion].shown(score)
        unit = self.inputs.criteria[criterion].unit
        return number(score) + (f" {unit}" if unit and with_unit else "")

    def score(self, option: str, criterion: str, with_unit: bool = True) -> str:
        """The score of an option with its unit: as typed, or combined and rounded; "?" where it is not known."""
        return self.counts(criterion, self.scored(option, criterion), with_unit)

    def scored(self, option: str, criterion: str) -> Decimal | Unknown:
        """The score of an option as it is shown: one that was combined from several is rounded."""
        return _as_shown(self.inputs.criteria[criterion], self.run.options[option].cells[criterion])

    def combined(self, criterion: str, score: Decimal | Unknown) -> Decimal | Unknown:
        """A score that was combined from several, as it is shown: it may be a third, recorded to 6 places."""
        return _combined(self.inputs.criteria[criterion], score)

    def counts(self, criterion: str, score: Decimal | Unknown, with_unit: bool = True) -> str:
        """A score on a criterion, or "?" for one that is not known."""
        return "?" if score == UNKNOWN else self.amount(criterion, score, with_unit)

    def range(self, option: str, criterion: str) -> str:
        """The range recorded with a score, in brackets; nothing where there is none, or where its ends are one."""
        return self.brackets(criterion, self.run.options[option].cells[criterion].range)

    def brackets(self, criterion: str, ends: Ends | None) -> str:
        """ "(3-5)": from one score on a criterion to another; nothing where both are one."""
        if ends is None or ends[0] == ends[1]:
            return ""
        in_money = criterion in self.money
        low, high = (self.amount(criterion, end) if in_money else number(end) for end in ends)
        return f"({low}\N{EN DASH}{high})"

    def span(self, criterion: str, ends: Ends) -> str:
        """ "2 to 4": from one score on a criterion to another; money with its unit."""
        if criterion not in self.money:
            return self.language.span(*ends)
        low, high = (self.amount(criterion, end) for end in ends)
        return self.text("span", low=low, high=high)

    def cited(self, for_: Iterable[str], against: Iterable[str] = ()) -> Line:
        """Citations in brackets: those for what is said, then those against it."""
        sides = tuple(for_), tuple(against)
        speaks_for, speaks_against = ([self.citation(each) for each in side] for side in sides)
        if speaks_against:
            speaks_for.append(self.text("cited-against", documents="; ".join(speaks_against)))
        documents = tuple(dict.fromkeys(each.partition(" ")[0] for side in sides for each in side))
        return (Span(f"[{'; '.join(speaks_for)}]", cites=documents),) if speaks_for else ()

    def citation(self, citation: str) -> str:
        """ "1 at 5.7": a document by its number, and the place in it; by its id where documents have no numbers."""
        document, _, place = citation.partition(" ")
        if document not in self.sources:
            return citation
        cited = str(self.sources[document])
        return self.text("cited-at", document=cited, place=place) if place else cited

    def share(self, node: str) -> str:
        """The share of the whole weight that a criterion or a group has, in per cent."""
        return self.language.percent(self.run.shares[node])

    def marked(self, option: str) -> str:
        """An option's name, the comparator's with the word."""
        name = self.name(option)
        return self.text("comparator", name=name) if self.inputs.options[option].comparator else name

    def model(self, model: str) -> str:
        """The name of a delivery model where an option of that id has one; else its id as words."""
        return self.name(model) if model in self.inputs.options else id_as_text(model)

    def caption(self, key: str, n: int | None = None, /, **values: Value) -> str:
        """A caption of what holds weights, scores, verdicts or totals: it carries the status wherever it is copied."""
        caption, status = self.text(key, n, **values), self.inputs.status
        return caption if status == "agreed" else self.text(f"caption.{status}", caption=caption)

    def total(self, option: str) -> str:
        """A total as shown: one number, or from the lowest to the highest while scores are unknown."""
        return self.language.span(*self.totals[option], self.total_places)

    def added(self, low: Decimal, high: Decimal) -> str:
        """Points as shown."""
        return self.language.span(low, high, self.point_places)

    def rank(self, option: str) -> str:
        """A rank as shown: "2", "2 =" for a tie, "2 or 3" while it is open."""
        return rank_text(self.language, self.run.options[option], len(self.tied(option)) > 1)

    def tied(self, option: str) -> tuple[str, ...]:
        """The options on the same rank, this one included."""
        rank = self.run.options[option].rank
        return () if rank is None else self.level[rank]

    def lead(self, points: Decimal, at_least: bool = False) -> str:
        """A distance between totals, in points: as many places as totals have, one if it is not whole, more where it
        would look like none. `at_least`: rounded down, so that it holds."""
        decimals = max(self.total_places, int(points != points.to_integral_value()))
        while not (shown := _shown(points, decimals, at_least)) and points and decimals < MOST_PLACES:
            decimals += 1
        return self.language.points(number(shown, decimals)) if shown else self.text("points-least")


def _shown(points: Decimal, decimals: int, down: bool) -> Decimal:
    """Points with so many places: rounded down, or to the nearest."""
    return points.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_FLOOR) if down else rounded(points, decimals)


def _order(run: Run) -> tuple[str, ...]:
    """Shortlisted, undetermined, not shortlisted by rank, then the excluded by the rank they would have had."""
    first = run.shortlist.options + run.shortlist.undetermined
    last = len(run.options) + 1

    def place(option: str) -> tuple[int, int]:
        result = run.options[option]
        if result.rank is not None:
            return result.rank, result.rank
        return result.best_worst or (last, result.would_rank or last)

    named = set(first)
    return first + tuple(sorted((option for option in run.options if option not in named), key=place))


def score_places(criterion: Measure) -> int:
    """How many places tell scores of a criterion apart: two, more where its scale is finer."""
    ends = [end for end, _ in criterion.points]
    return max(2, 2 - (max(ends) - min(ends)).adjusted())


def added_up(points: Iterable[Ends]) -> Ends:
    """The sums of lowest and of highest points. Shares are recorded to 6 places, so sums hold to 3."""
    low, high = (rounded(sum(ends, Decimal(0)), 3) for ends in zip(*points, strict=True))
    return low, high


def _points(share: Decimal, cell: ScoredCell) -> Ends:
    """What a criterion adds to a total, at the least and at the most."""
    low, high = (cell.value, cell.value) if cell.value is not None else cell.value_range or (Decimal(0), Decimal(100))
    return share * low, share * high


def _money(run: Run, language: Language) -> dict[str, Money]:
    """How the amounts of each criterion that is measured in pounds are printed."""
    found = {}
    for name, criterion in run.inputs.criteria.items():
        cells = [result.cells[name] for result in run.options.values()]
        scores = [end for cell in cells for end in (_as_shown(criterion, cell), *(cell.range or ())) if end != UNKNOWN]
        money = Money.of(criterion.unit, scores, _other_amounts(run.inputs, name), language)
        if money is not None:
            found[name] = money
    return found


def _as_shown(criterion: Measure, cell: ScoredCell) -> Decimal | Unknown:
    """A score as it is shown."""
    return _combined(criterion, cell.score) if cell.from_ == "panel" else cell.score


def _combined(criterion: Measure, score: Decimal | Unknown) -> Decimal | Unknown:
    return score if score == UNKNOWN else rounded(score, score_places(criterion))


def _other_amounts(inputs: Appraisal, criterion: str) -> list[Decimal]:
    """Amounts told beside the scores on a criterion: its anchors, and what gates, members of the panel, dissent and
    points of view name."""
    amounts = [end for end, _ in inputs.criteria[criterion].points]
    asked = (gate.requires for gate in inputs.gates.values())
    amounts += [each.operand for each in asked if each.criterion == criterion and isinstance(each.operand, Decimal)]
    dissenting = (each.score for each in inputs.dissent if each.about.criterion == criterion)
    amounts += [score for score in dissenting if score is not None and score != UNKNOWN]
    stated = [sheet.scores for sheet in inputs.panel.sheets.values()] if inputs.panel else []
    stated += [perspective.scores for perspective in inputs.perspectives.values()]
    for scores in stated:
        for score in scores.get(criterion, {}).values():
            amounts += [end for end in (score.score, *(score.range or ())) if end != UNKNOWN]
    return amounts


def shared_ranks(standings: Mapping[str, Result | Standing]) -> set[int | None]:
    """The ranks that several options have."""
    return {rank for rank, many in Counter(standing.rank for standing in standings.values()).items() if many > 1}


def rank_text(language: Language, standing: Result | Standing, tied: bool) -> str:
    """A rank as shown: "2", "2 =" for a tie, "2 or 3" while it is open; a dash for an excluded option."""
    if standing.rank is None:
        return language.ranks(*standing.best_worst) if standing.best_worst else "\N{EN DASH}"
    return str(standing.rank) + (" =" if tied else "")
