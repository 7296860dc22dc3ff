"""Every sentence of the answer is worked out again, over random appraisals with gates, ranges and unknown scores.

What is said is read from the sentences themselves. Who makes the shortlist is counted here from what was typed, with
none of the engine's code: with every known score at either end of its range, every unknown one at either end of its
scale or range, and every share at all places where two totals meet and between them.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

import pytest

from appraise import evaluate
from appraise.appraisal import Appraisal, Gate, Perspective, Requirement, Score, ShortlistRule
from appraise.field_models import replaced
from appraise.publish.context import Context
from appraise.publish.document import plain
from appraise.publish.sections.answer import facts, lead
from appraise.publish.sections.result import outcome
from appraise.run import Run
from tests.conftest import appraisal
from tests.publish.conftest import EN
from tests.publish.reading import answered, grade

Totals = dict[str, Fraction]
World = Mapping[tuple[str, str], Fraction]
"""A score for each option and criterion."""

HALF_A_STEP = Fraction(1, 2000)
"""Half of the last place that a weight is shown with."""


def drawn(seed: int) -> Appraisal:
    """A random appraisal: few round figures, so that totals often meet."""
    chance = random.Random(seed)
    width, many = chance.randint(1, 4), chance.choice([1, 2, 2, 3, 3, 3, 4, 4, 5])
    step = chance.choice([5, 10, 25])
    weights: dict[str, object] = {f"c{at}": chance.choice([0, 1, 2, 3, 4, 5, 7, 10]) for at in range(width)}
    weights["c0"] = chance.randint(1, 6)
    options: dict[str, tuple[object, ...]] = {}
    often = chance.choice([0.1, 0.3, 0.3, 0.8])
    for at in range(many):
        row: list[object] = [chance.randint(2, 100 // step - 2) * step for _ in weights]
        if chance.random() < often:
            row[chance.randrange(width)] = uncertain(chance, step)
        options[f"o{at}"] = tuple(row)
    if many > 1 and chance.random() < 0.2:
        options["o1"] = options["o0"]
    rules = [ShortlistRule(top=chance.randint(1, 3)), ShortlistRule(at_least=Decimal(chance.randint(35, 65)))]
    rules += [rules[0], ShortlistRule(within=Decimal(chance.randint(0, 25)))]
    words = ["pass", "pass", "pass", "pass", "fail", "unknown", "conditional"]
    verdicts = {
        gate: {option: chance.choice(words) for option in options} for gate in ("g", "h")[: chance.choice([0, 0, 1, 2])]
    }
    views = {}
    if width > 1 and sum(int(str(weight)) for weight in weights.values()) > int(str(weights["c0"])):
        for name in "vw"[: chance.randint(0, 2)]:
            own = {"c0": Decimal(chance.randint(0, 100))} if chance.random() < 0.6 else {}
            lifted = tuple(gate for gate in verdicts if chance.random() < 0.5)
            if own or lifted:
                views[name] = Perspective(name=name.upper(), weights=own, lift_gates=lifted)
    case = appraisal(weights, options, chance.choice(rules), verdicts, views)
    named = {
        option: replaced(
            given,
            verdicts={
                gate: replaced(each, condition=chance.choice(["all hold", f"{option} holds", None]))
                for gate, each in given.verdicts.items()
            },
        )
        for option, given in case.options.items()
    }
    gates = dict(case.gates)
    if chance.random() < 0.3:
        asked = Decimal(chance.randint(3, 8) * 10)
        gates["r"] = Gate(name="r", requires=Requirement(None, "c0", "at-least", asked))
    return replaced(case, options=named, gates=gates)


def uncertain(chance: random.Random, step: int) -> object:
    low = chance.randint(0, 100 // step - 1) * step
    high = min(100, low + chance.choice([1, 1, 2, 4]) * step)
    return chance.choice([None, (None, low, high), *[(chance.choice([low, high]), low, high)] * 6])


class Case(NamedTuple):
    """A run and what was typed for it, in exact figures."""

    run: Run
    weights: dict[str, Fraction]
    rule: ShortlistRule
    eligible: tuple[str, ...]

    @property
    def inputs(self) -> Appraisal:
        return self.run.inputs

    def score(self, option: str, name: str) -> Score:
        return self.inputs.options[option].scores[name]

    def scores_of(self, option: str, name: str, ranges: bool) -> tuple[Fraction, Fraction]:
        """From where to where a score can turn out."""
        given = self.score(option, name)
        if given.score == "unknown":
            low, high = given.range or (Decimal(0), Decimal(100))
        elif given.range and ranges:
            low, high = given.range
        else:
            low = high = given.score
        return Fraction(low), Fraction(high)

    def worlds(self, ranges: bool, around: tuple[Fraction, ...] = ()) -> Iterator[World]:
        """Every way in which what is not known, and with `ranges` each known score, can turn out: at both ends, and
        at these scores inside."""
        choices: dict[tuple[str, str], list[Fraction]] = {}
        for option in self.inputs.options:
            for name in self.weights:
                low, high = self.scores_of(option, name, ranges)
                inside = [each for each in around if low < each < high]
                choices[option, name] = list(dict.fromkeys([low, high, *inside]))
        for values in product(*choices.values()):
            yield dict(zip(choices, values, strict=True))

    def totals(self, world: World, weights: Mapping[str, Fraction] | None = None) -> Totals:
        weights = weights or self.weights
        return {o: sum((weights[c] * world[o, c] for c in weights), Fraction(0)) for o in self.inputs.options}

    def ends(self, ranges: bool = False, weights: Mapping[str, Fraction] | None = None) -> list[Totals]:
        """Totals of the eligible: of each option the least against the greatest of the others, and the other way, in
        all combinations of these ends. An outcome is monotone in each total, so that these tell all that can be."""
        spans = {o: dict.fromkeys(both) for o, both in self.spans(ranges, weights).items()}
        return [dict(zip(spans, values, strict=True)) for values in product(*spans.values())]

    def spans(
        self, ranges: bool = False, weights: Mapping[str, Fraction] | None = None
    ) -> dict[str, tuple[Fraction, Fraction]]:
        """The least and the greatest total of each option."""
        weights = weights or self.weights
        found = {}
        for option in self.inputs.options:
            least = most = Fraction(0)
            for name, weight in weights.items():
                low, high = self.scores_of(option, name, ranges)
                least, most = least + weight * low, most + weight * high
            found[option] = (least, most)
        return found

    def among(self, totals: Totals, eligible: Iterable[str]) -> frozenset[str]:
        """Who makes the shortlist where everything is known."""
        kept = {option: totals[option] for option in eligible}
        if self.rule.top is not None:
            return frozenset(o for o in kept if sum(t > kept[o] for t in kept.values()) < self.rule.top)
        if self.rule.at_least is not None:
            return frozenset(o for o in kept if kept[o] >= self.rule.at_least)
        return frozenset(o for o in kept if kept[o] >= max(kept.values()) - Fraction(self.rule.within or 0))

    def shortlists(self, ends: Iterable[Totals], eligible: Iterable[str] | None = None) -> set[frozenset[str]]:
        left = self.eligible if eligible is None else tuple(eligible)
        return {self.among(each, left) for each in ends}

    @property
    def agreed(self) -> frozenset[str]:
        return frozenset(self.run.shortlist.options)

    def moved(self, name: str, share: Fraction) -> dict[str, Fraction]:
        """One share at so much, the others in proportion."""
        rest = 1 - self.weights[name]
        return {c: share if c == name else w * (1 - share) / rest for c, w in self.weights.items()}

    def where_it_turns(self, name: str, low: Fraction, high: Fraction) -> list[Fraction]:
        """These two shares, all between at which totals meet each other or the line, and one in each gap."""
        if self.weights[name] == 1 or low == high:
            return [self.weights[name]]
        at_0, at_1 = (self.spans(weights=self.moved(name, Fraction(end))) for end in (0, 1))
        found = {low, high}
        lines = [Fraction(self.rule.at_least or 0)]
        bars = {Fraction(0), Fraction(self.rule.within or 0), -Fraction(self.rule.within or 0)}
        spans = {o: list(zip(at_0[o], at_1[o], strict=True)) for o in self.inputs.options}
        straight = [(z - each, u - each) for both in spans.values() for z, u in both for each in lines]
        for one, other in combinations(spans.values(), 2):
            straight += [(z - y - b, u - v - b) for (z, u), (y, v), b in product(one, other, bars)]
        found |= {z / (z - u) for z, u in straight if z != u and low < z / (z - u) < high}
        points = sorted(found)
        return [*points, *((one + two) / 2 for one, two in pairwise(points))]

    def same_over(self, name: str, low: Fraction, high: Fraction) -> bool:
        """Whether the shortlist is today's for all shares from low to high, whatever the unknown scores."""
        return all(
            self.shortlists(self.ends(weights=self.moved(name, share))) == {self.agreed}
            for share in self.where_it_turns(name, low, high)
            if self.weights[name] < 1
        )

    def doubled(self, name: str) -> tuple[Fraction, Fraction]:
        return self.weights[name] / 2, min(Fraction(1), self.weights[name] * 2)

    @property
    def same_if_doubled(self) -> bool:
        return all(self.same_over(name, *self.doubled(name)) for name in self.weights if self.weights[name] < 1)

    def first(self, totals: Totals) -> frozenset[str]:
        most = max(totals[option] for option in self.eligible)
        return frozenset(option for option in self.eligible if totals[option] == most)

    def left_at_gates(self, world: World, skip: Iterable[str] = ()) -> tuple[str, ...]:
        """Who fails no gate, where a gate that reads a score reads that of this world."""
        left = []
        for option in self.inputs.options:
            fails = [gate for gate in self.inputs.gates if gate not in skip and self.fails(option, gate, world)]
            left += [] if fails else [option]
        return tuple(left)

    def fails(self, option: str, gate: str, world: World) -> bool:
        asked = self.inputs.gates[gate].requires
        if asked.criterion is None or gate in self.inputs.options[option].verdicts:
            return self.run.options[option].verdicts[gate].verdict == "fail"
        return world[option, asked.criterion] < Fraction(Decimal(str(asked.operand)))

    def open_at(self, option: str) -> list[str]:
        verdicts = self.run.options[option].verdicts
        return [gate for gate in self.inputs.gates if verdicts[gate].verdict in ("conditional", "unknown")]


@cache
def case(seed: int) -> Case:
    inputs = drawn(seed)
    run = evaluate(inputs, brief=True)
    whole = sum((criterion.weight or Decimal(0) for criterion in inputs.criteria.values()), Decimal(0))
    weights = {name: Fraction(criterion.weight or 0) / Fraction(whole) for name, criterion in inputs.criteria.items()}
    eligible = tuple(o for o in inputs.options if all(v.verdict != "fail" for v in run.options[o].verdicts.values()))
    return Case(run, weights, inputs.shortlist_rule, eligible)


def told(case: Case) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts(Context.of(case.run, EN)):
        found.setdefault(fact.kind, []).append(plain(fact.line))
    return found


def listed(text: str) -> list[str]:
    """Names in a list; none where it is a count."""
    return re.findall(r"\b[oO]\d\b", text)


def per_cent(text: str) -> Fraction:
    return Fraction(text.rstrip("%")) / 100


def what_could_change(case: Case, text: str) -> None:
    """Kind "shortlist"."""
    if "decides the shortlist" in text:
        assert all(case.among(each, case.eligible) == frozenset(case.eligible) for each in case.ends(ranges=True))
        assert "decides the shortlist. The rule takes" in text or len(case.eligible) == 1
        assert ("or score" in text) == all(gate.requires.criterion is None for gate in case.inputs.gates.values())
        assert ("Gates alone" in text) == bool(case.inputs.gates)
        return
    if "Changing one weight" in text or "Weights or ranges" in text:
        assert not case.same_if_doubled
        how_far_it_holds(case, text)
    if "would not" in text and "Halving" in text:
        assert case.same_if_doubled
    if "ranges would not" in text or "range would not" in text:
        assert ranges_hold(case)
    if "Recorded ranges" in text or "Weights or ranges" in text:
        over_ranges(case, text)


def how_far_it_holds(case: Case, text: str) -> None:
    if match := re.search(r"It holds while (c\d) weighs (up to|at least) ([\d.]+%) \(([\d.]+%) now\)", text):
        now, limit = case.weights[match[1]], per_cent(match[3])
        assert abs(per_cent(match[4]) - now) <= HALF_A_STEP
        assert (now < limit) == (match[2] == "up to")
        assert match[3] != match[4]
        assert case.same_over(match[1], min(now, limit), max(now, limit))
    elif match := re.search(r"It holds while (c\d) weighs ([\d.]+%) to ([\d.]+%) \(([\d.]+%) now\)", text):
        now, low, high = case.weights[match[1]], per_cent(match[2]), per_cent(match[3])
        assert low <= now + HALF_A_STEP
        assert now - HALF_A_STEP <= high
        assert case.same_over(match[1], min(low, now), max(high, now))
    elif match := re.search(r"Moving (c\d) by under 0.2% of all weight could", text):
        now, far = case.weights[match[1]], Fraction(2, 1000)
        assert not case.same_over(match[1], max(Fraction(0), now - far), min(Fraction(1), now + far))
    else:
        assert "It holds while every weight is above 0% and below 100%." in text
        least = Fraction(1, 10**9)
        assert all(case.same_over(name, least, 1 - least) for name, now in case.weights.items() if 0 < now < 1)


def over_ranges(case: Case, text: str) -> None:
    """Some end of the ranges does what is said."""
    worlds = case.ends(ranges=True)
    seen = case.shortlists(worlds)
    assert any(each != case.agreed for each in seen) or case.run.shortlist.undetermined
    if match := re.search(r"(o\d) could take the place of (o\d)", text):
        assert any(match[1] in each and match[2] not in each for each in seen)
        assert match[1] not in case.agreed
        assert match[2] in case.agreed
        alone = {frozenset({*case.agreed} - {match[2]} | {match[1]})}
        assert all(each in alone for each in seen if match[2] not in each)
    elif "any eligible option could come first or last" in text:
        for option in case.eligible:
            ranks = {sum(each[other] > each[option] for other in case.eligible) for each in worlds}
            assert {0, len(case.eligible) - 1} <= ranks
    else:
        joins = re.search(r"differ, (.*?) could join it", text)
        leaves = re.search(r"(?:and|differ,) ((?:(?! could ).)*) could leave", text)
        assert joins or leaves
        could = {o for each in seen for o in each if case.run.options[o].outcome == "not-shortlisted"}
        gone = {o for each in seen for o in case.agreed - each}
        for found, could_be in ((joins, could), (leaves, gone)):
            names = listed(found[0]) if found else []
            assert could_be if found else not could_be
            assert {*names} == could_be or (found and "options" in found[0])


def ranges_hold(case: Case) -> bool:
    """Whether recorded ranges change nothing, at the gates too."""
    asked = [
        Fraction(Decimal(str(gate.requires.operand))) for gate in case.inputs.gates.values() if gate.requires.criterion
    ]
    just = Fraction(1, 1000)
    around = (*asked, *(each - just for each in asked))
    return all(
        case.among(case.totals(world), case.left_at_gates({**world, **passing(case)})) == case.agreed
        for world in case.worlds(ranges=True, around=around)
    )


def passing(case: Case) -> dict[tuple[str, str], Fraction]:
    """Scores that pass any gate, for those not known: a verdict that is not known excludes nobody."""
    cells = product(case.inputs.options, case.weights)
    return {(o, c): Fraction(1000) for o, c in cells if case.score(o, c).score == "unknown"}


def what_stays(case: Case, text: str) -> None:
    """Kind "stays"."""
    if "Halving or doubling any one criterion" in text:
        assert case.same_if_doubled
        assert len([weight for weight in case.weights.values() if weight]) > 1
    if "recorded range" in text.lower():
        assert ranges_hold(case)
    if "unknown score" in text.lower():
        for world in case.worlds(ranges=False):
            assert case.among(case.totals(world), case.left_at_gates(world)) == case.agreed


def what_gates_do(case: Case, text: str) -> None:
    """Kinds "gate" and "gates-same"."""
    today = case.shortlists(case.ends())
    as_it_is = {**next(case.worlds(ranges=False)), **passing(case)}

    def without(gates: Iterable[str]) -> set[frozenset[str]]:
        return case.shortlists(case.ends(), case.left_at_gates(as_it_is, tuple(gates)))

    every = [each for size in range(1, 1 + len(case.inputs.gates)) for each in combinations(case.inputs.gates, size)]
    if "no difference" in text or "no excluded option" in text:
        assert all(without(gates) == today for gates in every)
        excluded = {option for option in case.inputs.options if option not in case.eligible}
        assert not listed(text) or {*listed(text)} == excluded
    if "no difference" in text:
        pairs = [(option, gate) for option in case.eligible for gate in case.open_at(option)]
        for failing in product((False, True), repeat=min(len(pairs), 6)):
            gone = {option for (option, _), fails in zip(pairs, failing, strict=False) if fails}
            assert case.shortlists(case.ends(), [o for o in case.eligible if o not in gone]) == today
    if "Gates decide" in text or "decides the shortlist" in text or "together" in text:
        assert any(without(gates) != today for gates in every)
    if "One gate decides" in text:
        assert [gates[0] for gates in every if len(gates) == 1 and without(gates) != today] == re.findall("“(.)”", text)
    for match in re.finditer(r"Without ((?:“.”|, | and )+), (.*?)\.(?= |$)", text):
        then = without(re.findall("“(.)”", match[1]))
        names = listed(match[2])
        if "take the place of" in match[2]:
            comes, goes = (listed(part) for part in match[2].split("take the place of"))
            assert len(comes) == len(goes)
            assert all({*comes} <= each and not {*goes} & each for each in then)
            assert not {*comes} & case.agreed
            assert {*goes} <= case.agreed
        elif re.fullmatch(r".* would make the shortlist", match[2]) and "open whether" not in match[2]:
            assert all({*names} <= each for each in then)
            assert not {*names} & case.agreed
        elif match[2].endswith(" would make the shortlist") or "would be open" in match[2]:
            assert len(then) > 1


def what_views_give(case: Case, text: str) -> None:
    """Kinds "view" and "views-same"."""
    as_it_is = {**next(case.worlds(ranges=False)), **passing(case)}
    given = {}
    for view in case.inputs.perspectives.values():
        own = {c: Fraction(weight) / 100 for c, weight in view.weights.items()}
        weights = case.moved("c0", own["c0"]) if own else case.weights
        left = case.left_at_gates(as_it_is, view.lift_gates)
        if own or {*left} != {*case.eligible}:
            given[view.name] = case.shortlists(case.ends(weights=weights), left)
    other = {name: found for name, found in given.items() if found != {case.agreed}}
    sure = {
        name for name, found in other.items() if core(found) - case.agreed or case.agreed - frozenset().union(*found)
    }
    if "same shortlist" in text:
        assert given
        assert not other
        return
    differing = sure or {*other}
    assert differing
    assert ("could give" in text) == (not sure)
    many = {"Another": (1, 1), "Both": (2, 2), "One": (1, 2)}[text.split()[0]]
    assert (len(differing), len(given)) == many
    assert {*re.findall("“([VW])”", text)} <= differing
    for match in re.finditer(r"“([VW])”[^.]*?, (o\d) takes the place of (o\d)", text):
        assert all(match[2] in each and match[3] not in each for each in given[match[1]])
        assert match[2] not in case.agreed
        assert match[3] in case.agreed
    for match in re.finditer(r"“([VW])”[^.]*?, (o\d[^.]*?) (?:makes|make) the shortlist too", text):
        assert all({*listed(match[2])} <= each for each in given[match[1]])
    for match in re.finditer(r"“([VW])”[^.]*?, (o\d[^.]*?) (?:does|do) not make the shortlist", text):
        assert all(not {*listed(match[2])} & each for each in given[match[1]])
    for match in re.finditer(r"“([VW])”[^.]*?, (o\d[^.]*?) makes? the shortlist, and (o\d[^.]*?) not", text):
        assert all({*listed(match[2])} <= each and not {*listed(match[3])} & each for each in given[match[1]])


def core(shortlists: set[frozenset[str]]) -> frozenset[str]:
    return frozenset.intersection(*shortlists)


def what_could_be_first(case: Case, text: str) -> None:
    """Kind "order"."""
    today = case.ends()
    if "not settled" in text:
        could = frozenset[str]().union(*(case.first(each) for each in today))
        assert len({case.first(each) for each in today}) > 1
        assert {*listed(text)} == could or len(could) > 3
        return
    (leader,) = set(frozenset.intersection(*(case.first(each) for each in today)))
    shares = [
        (name, share)
        for name in case.weights
        if case.weights[name] < 1
        for share in case.where_it_turns(name, *case.doubled(name))
    ]
    others = [each for name, share in shares for each in case.ends(weights=case.moved(name, share))]
    others += case.ends(ranges=True)
    if match := re.search(
        r"Moving (about )?([\d.]+|under 0\.1)% of all weight from (c\d) to (c\d) brings (o\d) level", text
    ):
        moved = Fraction(match[2]) / 100 if match[2][0].isdigit() else Fraction(1, 2000)
        assert moved <= Fraction(1, 10) + HALF_A_STEP
        weights = {**case.weights, match[3]: case.weights[match[3]] - moved}
        weights[match[4]] += moved
        slack = Fraction(0) if match[2][0].isdigit() and not match[1] else 200 * HALF_A_STEP
        assert all(abs(each[leader] - each[match[5]]) <= slack for each in case.ends(weights=weights))
        if "order of the" in text:
            assert match[5] in case.agreed or any(order(case, each) != order(case, today[0]) for each in others)
    elif "order of the" in text:
        assert any(order(case, each) != order(case, today[0]) for each in others)
    else:
        assert any(case.first(each) != {leader} for each in others)
    found = re.search(r"If uncertain scores differ, .* could be first", text)
    for name in listed(found[0]) if found else []:
        assert any(name in case.first(each) for each in case.ends(ranges=True))
    by_how_much(case, text, leader)


def order(case: Case, totals: Totals) -> list[int]:
    kept = sorted(case.agreed)
    return [(totals[a] > totals[b]) - (totals[a] < totals[b]) for a, b in combinations(kept, 2)]


def by_how_much(case: Case, text: str, leader: str) -> None:
    leads = [min(each[leader] - each[other] for other in case.eligible if other != leader) for each in case.ends()]
    if match := re.search(r"leads by (at least )?([\d.]+) points?", text):
        assert abs(min(leads) - Fraction(match[2])) <= Fraction(1, 10)
        if match[1]:
            assert min(leads) >= Fraction(match[2])
        else:
            assert len({*leads}) == 1
    else:
        assert re.search(f"No other option is ahead of (it|{leader})[.]", text)
        assert min(leads) >= 0


def who_stays_first(case: Case, text: str) -> None:
    """Kind "first"."""
    match = re.search(r"keeps (o\d) first", text)
    assert match
    leader = match[1]
    for name in case.weights:
        if case.weights[name] < 1:
            for share in case.where_it_turns(name, *case.doubled(name)):
                assert all(leader in case.first(each) for each in case.ends(weights=case.moved(name, share)))
    by_how_much(case, text, leader)
    found = re.search(r"while (c\d) carries (.*) of the weight", text)
    if found:
        figures = [per_cent(each) for each in re.findall(r"[\d.]+%", found[2])]
        least = Fraction(1, 10**9)
        low = figures[0] if "between" in found[2] or "at least" in found[2] else least
        high = figures[-1] if "between" in found[2] or "up to" in found[2] else 1 - least
        assert low <= case.weights[found[1]] + HALF_A_STEP
        assert case.weights[found[1]] <= high + HALF_A_STEP
        for share in case.where_it_turns(found[1], low, high):
            assert all(case.first(each) == {leader} for each in case.ends(weights=case.moved(found[1], share)))


def what_it_is_subject_to(case: Case, text: str) -> None:
    """Kind "subject-to"."""
    ends = case.ends()
    listed_now = (*case.run.shortlist.options, *case.run.shortlist.undetermined)
    hangs = {option: case.open_at(option) for option in listed_now if case.open_at(option)}
    assert hangs
    if "If all open verdicts" in text:
        then = case.shortlists(ends, [option for option in case.eligible if not case.open_at(option)])
        if "not settled" in text.rsplit("If all", 1)[1]:
            assert len(then) > 1
        elif "is empty" in text:
            assert then == {frozenset()}
        else:
            (left,) = then
            names = listed(text.rsplit("If all", 1)[1])
            assert {*names} == left or len(left) > 3
        return
    conditions = {}
    for option in hangs:
        for gate in hangs[option]:
            judged = case.run.options[option].verdicts[gate]
            conditions[gate, judged.verdict, judged.condition or option] = judged
    ((gate, verdict, condition),) = conditions
    failing = {
        option
        for option in hangs
        if (judged := case.run.options[option].verdicts[gate]).verdict == verdict
        and (judged.condition == condition or option == condition)
    }
    failing |= {
        o
        for o in case.eligible
        if verdict == "conditional"
        and case.run.options[o].verdicts[gate].condition == condition
        and case.run.options[o].verdicts[gate].verdict == verdict
    }
    (left_over,) = case.shortlists(ends, [option for option in case.eligible if option not in failing])
    told_of = text.rsplit("If it fails, ", 1)[1]
    comes, goes = left_over - case.agreed, case.agreed - left_over
    assert goes == failing & case.agreed
    assert {*listed(told_of)} == comes
    if "place" in told_of and comes:
        assert len(comes) == len(goes)
    assert ("is empty" in told_of) == (not left_over)
    assert ("nothing takes" in told_of) == (bool(left_over) and not comes)


def what_it_turns_on(case: Case, text: str) -> None:
    """Kind "unsettled"."""
    assert len(case.shortlists(case.ends())) > 1
    if match := re.search(r"score of (o\d) for (c\d)\. At ([\d.]+) or more, (o\d) takes the place of (o\d)", text):
        option, name, other = match[1], match[2], match[5]
        assert match[4] == option
        top = case.score(option, name).range or (Decimal(0), Decimal(100))
        for score in (Fraction(match[3]), Fraction(top[1])):
            for world in case.worlds(ranges=False):
                then = case.among(case.totals({**world, (option, name): score}), case.eligible)
                assert option in then
                assert other not in then
        worse = {
            case.among(case.totals({**world, (option, name): Fraction(top[0])}), case.eligible)
            for world in case.worlds(ranges=False)
        }
        assert all(other in each for each in worse)


def what_is_harmless(case: Case, text: str) -> None:
    """Kind "unknown"."""
    assert case.shortlists(case.ends()) == {case.agreed}
    if match := re.search(r"(o\d) has no score for (c\d)\.(?: Its total is between ([\d.]+) and ([\d.]+)\.)?", text):
        assert case.score(match[1], match[2]).score == "unknown"
        assert ("off the shortlist" in text) <= (match[1] in case.agreed)
        assert ("onto the shortlist" in text) <= (match[1] not in case.agreed)


def which_turn(case: Case, text: str) -> None:
    """Kind "turns"."""
    asked = case.inputs.gates["r"].requires
    limit = Fraction(Decimal(str(asked.operand)))
    for match in re.finditer(r"(o\d[^.]*?) could (fail|pass) “r”", text):
        for option in listed(match[1]):
            given = case.score(option, str(asked.criterion))
            assert given.range is not None
            low, high = map(Fraction, given.range)
            assert low < limit if match[2] == "fail" else high >= limit


def who_ties(case: Case, text: str) -> None:
    """Kind "tie"."""
    names = listed(text.split(" have the same")[0]) if "have the same" in text else []
    for each in case.ends():
        assert len({each[name] for name in names}) <= 1
    assert {*names} <= case.agreed


CHECKS = {
    "shortlist": what_could_change,
    "stays": what_stays,
    "gate": what_gates_do,
    "gates-same": what_gates_do,
    "view": what_views_give,
    "views-same": what_views_give,
    "order": what_could_be_first,
    "first": who_stays_first,
    "subject-to": what_it_is_subject_to,
    "unsettled": what_it_turns_on,
    "unknown": what_is_harmless,
    "turns": which_turn,
    "tie": who_ties,
}


def what_is_left_unsaid(case: Case, said: Mapping[str, list[str]]) -> None:
    """What could change a settled shortlist is always said."""
    shortlist = " ".join(said.get("shortlist", []))
    if not case.eligible or case.run.shortlist.undetermined or "decides the shortlist" in shortlist:
        return
    alike = len({tuple(case.scores_of(o, c, False) for c in case.weights) for o in case.eligible}) == 1
    if (not alike or case.rule.at_least is not None) and len(case.inputs.options) > 1:
        assert case.same_if_doubled != ("Changing one weight" in shortlist or "Weights or ranges" in shortlist)
    same = case.shortlists(case.ends(ranges=True)) == {case.agreed}
    assert len(case.inputs.options) == 1 or same != ("Recorded ranges" in shortlist or "Weights or ranges" in shortlist)


def what_the_table_says(case: Case) -> None:
    """The lead names who makes the shortlist; distances in the table hold in every case."""
    context, ends = Context.of(case.run, EN), case.ends()
    opening = plain(lead(context))
    assert frozenset(listed(opening)) == case.agreed
    for option in context.order:
        cell = plain(outcome(context, option))
        assert len(cell.split()) <= 10
        match = re.search(r"(At least )?([\d.]+) points? (ahead of the next|above the line|below the line)", cell)
        if match:
            far = [_distance(case, context, option, match[3], each) for each in ends]
            assert abs(min(far) - Fraction(match[2])) <= Fraction(1, 10)
            assert min(far) >= Fraction(match[2]) if match[1] else len({*far}) == 1
        if "On the line" in cell:
            assert {each[option] for each in ends} == {Fraction(case.rule.at_least or 0)}


def _distance(case: Case, context: Context, option: str, what: str, totals: Totals) -> Fraction:
    if what == "ahead of the next":
        after = context.eligible[context.eligible.index(option) + 1 :]
        return totals[option] - max(totals[each] for each in after)
    if case.rule.top is not None:
        return min(totals[each] for each in case.among(totals, case.eligible)) - totals[option]
    if case.rule.within is not None:
        return max(totals[each] for each in case.eligible) - Fraction(case.rule.within) - totals[option]
    return abs(totals[option] - Fraction(case.rule.at_least or 0))


def holds(seed: int) -> None:
    this = case(seed)
    said = told(this)
    assert this.rule.top is not None or "place of" not in str(said)
    for kind, texts in said.items():
        for text in texts:
            if kind in CHECKS:
                CHECKS[kind](this, text)
    what_is_left_unsaid(this, said)
    what_the_table_says(this)


def test_what_is_said_is_so() -> None:
    for seed in range(100):
        holds(seed)


@pytest.mark.slow
def test_what_is_said_is_so_over_thousands() -> None:
    """Among them each kind of fact many times."""
    kinds = dict.fromkeys(CHECKS, 0)
    for seed in range(100, 1200):
        holds(seed)
        for kind in told(case(seed)).keys() & CHECKS:
            kinds[kind] += 1
    assert min(kinds.values()) > 15, kinds


@pytest.mark.parametrize("seed", range(0, 1200, 6))
def test_the_answer_is_short_and_easy_to_read(seed: int) -> None:
    """A grade of at most 6 and facts of at most 30 words, with names masked and recorded conditions left out."""
    opening, *said = answered(case(seed).run)
    assert grade(" ".join((opening, *said))) <= 6
    assert len(said) <= 4
    assert all(len(fact.split()) <= 30 for fact in said), said
