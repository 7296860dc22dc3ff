"""Everything that a record says could be so, or always is, worked out again from the record alone.

Nothing of the engine is used: totals are sums of recorded shares and values, and who goes forward is counted. Recorded
figures have 6 places, those that went through floating point 4, so they are held to a little less.
"""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any

import pytest
from scipy.optimize import linprog

from appraise import evaluate, load
from appraise.appraisal import Appraisal, Perspective, RobustnessSettings, ShortlistRule
from appraise.field_models import replaced
from tests.conftest import ROOT, X_SCORES, X_WEIGHTS, appraisal

Record = dict[str, Any]
NEAR = 2e-3
LEVEL = 5e-4
"""Totals this close are level: what the rounding of shares adds up to at most."""

RULES = [
    ShortlistRule(top=1),
    ShortlistRule(top=2),
    ShortlistRule(at_least=Decimal(55)),
    ShortlistRule(within=Decimal(9)),
]


def drawn(seed: int) -> Appraisal:
    """A random appraisal with gates, unknown and ranged scores, and points of view."""
    chance = random.Random(seed)
    criteria = {f"c{index}": chance.randint(0, 5) for index in range(chance.randint(1, 5))}
    criteria["c0"] += 1
    options = {}
    for index in range(chance.randint(1, 6)):
        row: list[object] = [chance.randint(0, 10) * 10 for _ in criteria]
        if chance.random() < 0.2:
            row[chance.randrange(len(row))] = chance.choice([None, (50, 40, 70), (None, 20, 30)])
        options[f"o{index}"] = tuple(row)
    verdicts = {
        gate: {option: chance.choice(["pass", "pass", "pass", "fail", "unknown", "conditional"]) for option in options}
        for gate in ("g", "h")[: chance.randint(0, 2)]
    }
    views = {}
    if len(criteria) > 1 and sum(criteria.values()) > criteria["c0"]:
        views["v"] = Perspective(name="V", weights={"c0": Decimal(chance.randint(0, 100))})
        views["w"] = Perspective(
            name="W", scores={}, weights={"c0": Decimal(chance.randint(0, 100))}, lift_gates=tuple(verdicts)
        )
    case = appraisal(criteria, options, chance.choice(RULES), verdicts, views)
    return replaced(case, robustness=RobustnessSettings(within=Decimal(chance.randint(1, 20)), draws=2000, seed=seed))


CASES = {"x": appraisal(X_WEIGHTS, X_SCORES), **{f"drawn {seed}": drawn(seed) for seed in range(120)}}
CASES |= {name: load(ROOT / "examples" / name) for name in ("birmingham-2016", "leisure")}


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {name: json.loads(evaluate(case).to_json()) for name, case in CASES.items()}


def values(record: Record, option: str) -> dict[str, tuple[float, float]]:
    """The lowest and the highest value on each criterion."""
    found = {}
    for name, cell in record["options"][option]["scores"].items():
        low, high = (cell["value"],) * 2 if cell["value"] is not None else cell["value-range"]
        found[name] = (float(low), float(high))
    return found


def total(record: Record, option: str, weights: dict[str, float], end: int = 0) -> float:
    return sum(weights.get(name, 0) * both[end] for name, both in values(record, option).items())


def shares(record: Record) -> dict[str, float]:
    return {name: float(words["share"]) for name, words in record["criteria"].items()}


def eligible(record: Record) -> list[str]:
    return [option for option, words in record["options"].items() if words["outcome"] != "excluded"]


def known(record: Record, option: str) -> bool:
    return all(low == high for low, high in values(record, option).values())


def moved(weights: dict[str, float], shift: Record) -> dict[str, float]:
    """The weights after a shift, which takes from nobody more than there is and gives what it takes."""
    after = dict(weights)
    for name, part in shift["from"].items():
        after[name] -= part
    for name, part in shift["to"].items():
        after[name] += part
    assert all(weight > -1e-5 for weight in after.values())
    assert abs(sum(after.values()) - 1) < 1e-5
    assert abs(sum(shift["from"].values()) - shift["moved"]) < 1e-5
    return after


def leaves(record: Record, node: str) -> list[str]:
    """The criteria in a node."""

    def around(name: str | None) -> Iterator[str]:
        while name is not None:
            yield name
            name = (record["criteria"].get(name) or record["groups"][name]).get("group")

    return [name for name in record["criteria"] if node in around(name)]


def at_share(record: Record, node: str, share: float) -> dict[str, float]:
    """The weights with one node's share moved and all others in proportion; as they are where there is none to keep."""
    weights, inside = shares(record), leaves(record, node)
    others, own = [name for name in weights if name not in inside], sum(weights[name] for name in inside)
    rest = sum(weights[name] for name in others)
    if not rest or (not own and len(inside) != 1):
        return weights
    return {name: share * (weights[name] / own if own else 1) for name in inside} | {
        name: (1 - share) * weights[name] / rest for name in others
    }


def forward(record: Record, weights: dict[str, float], among: list[str], slack: float = 0.0) -> list[str]:
    """Who can go forward under the rule with these weights and every total at one of its ends, in words that do not
    turn on ties: each option with what the rule makes of it, held against the line by so much."""
    rule, found = record["shortlist-rule"], []
    for option in among:
        low, high = (total(record, option, weights, end) for end in (0, 1))
        others = [other for other in among if other != option]
        lows = [total(record, other, weights, 0) for other in others]
        highs = [total(record, other, weights, 1) for other in others]
        if "top" in rule:
            goes_in = sum(each > low + slack for each in highs) < rule["top"]
            stays_out = sum(each > high + slack for each in lows) >= rule["top"]
        elif "at-least" in rule:
            goes_in, stays_out = low + slack >= rule["at-least"], high + slack < rule["at-least"]
        else:
            goes_in = low + slack >= max(highs, default=0) - rule["within"]
            stays_out = high + slack < max(lows, default=0) - rule["within"]
        found.append(f"{option} {'in' if goes_in else 'out' if stays_out else 'open'}")
    return found


def result(record: Record, weights: dict[str, float], among: list[str]) -> Record:
    """Who leads, who goes forward and who may with these weights; those level at the line go in together."""
    ends = {option: [total(record, option, weights, end) for end in (0, 1)] for option in among}
    return {
        "leaders": {
            option
            for option in among
            if all(ends[option][0] > ends[other][1] - LEVEL for other in among if other != option)
        },
        "shortlist": {each[:-3] for each in forward(record, weights, among, LEVEL) if each.endswith(" in")},
        "undetermined": {each[:-5] for each in forward(record, weights, among, LEVEL) if each.endswith(" open")},
    }


def in_no_order(instead: Record) -> Record:
    """A recorded result."""
    assert list(instead) == ["leaders", "shortlist", "undetermined"]
    assert all(len(set(options)) == len(options) for options in instead.values())
    return {key: set(options) for key, options in instead.items()}


@pytest.mark.parametrize("name", CASES)
def test_outcomes_and_who_is_undecided_are_counted_again(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    again = result(record, shares(record), eligible(record))
    assert again["shortlist"] == set(record["shortlist"]["options"])
    assert again["undetermined"] == set(record["shortlist"]["undetermined"])
    found = record["analyses"]
    assert found["undecided"] == [option for option in found["among"] if not known(record, option)]
    leader, level = found["sensitivity"]["leader"], found["sensitivity"]["level-with"]
    assert again["leaders"].issuperset([leader, *level] if leader else [])
    assert bool(leader) == bool(again["leaders"])


@pytest.mark.parametrize("name", CASES)
def test_results_with_other_weights_are_counted_again(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found, among = record["analyses"]["sensitivity"], eligible(record)
    for criterion, instead in found["without"].items():
        if instead is None:
            assert shares(record)[criterion] == 1
        else:
            assert in_no_order(instead) == result(record, at_share(record, criterion, 0), among)
    assert list(found["without"]) == list(shares(record))
    even = dict.fromkeys(shares(record), 1 / len(shares(record)))
    assert in_no_order(found["equal"]) == result(record, even, among)


def least_moved(weights: dict[str, float], leads: list[dict[str, float]]) -> float | None:
    """The least weight to move until no lead is below 0, by an outside solver; None if no weights do it."""
    names = list(weights)
    best = linprog(
        [1.0] * len(names) + [0.0] * len(names),
        A_ub=[[lead[each] for each in names] + [-lead[each] for each in names] for lead in leads],
        b_ub=[sum(weights[each] * lead[each] for each in names) for lead in leads],
        A_eq=[[1.0] * len(names) + [-1.0] * len(names)],
        b_eq=[0.0],
        bounds=[(0, weights[each]) for each in names] + [(0, None)] * len(names),
    )
    assert best.status in (0, 2)
    return float(best.fun) if best.status == 0 else None


def by_criterion(record: Record, option: str, other: str) -> dict[str, float]:
    """How far an option is ahead of another on each criterion."""
    return {each: total(record, option, {each: 1}) - total(record, other, {each: 1}) for each in shares(record)}


def holds_shift(weights: dict[str, float], shift: Record | None, leads: list[dict[str, float]]) -> None:
    """A shift makes every lead 0 or more, and no smaller one does; without one nothing does."""
    least = least_moved(weights, leads)
    if shift is None:
        assert least is None
        return
    assert least is not None
    assert abs(shift["moved"] - least) < 1e-4
    after = moved(weights, shift)
    assert min(sum(after[each] * lead[each] for each in lead) for lead in leads) > -NEAR


@pytest.mark.parametrize("name", CASES)
def test_the_smallest_shifts_of_weight_bring_others_level(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found = record["analyses"]["sensitivity"]
    for rival, shift in found["overturn"].items():
        holds_shift(shares(record), shift, [by_criterion(record, rival, found["leader"])])
    rivals = [option for option in eligible(record) if known(record, option) and option != found["leader"]]
    assert list(found["overturn"]) == (rivals if found["leader"] and known(record, found["leader"]) else [])


@pytest.mark.parametrize("name", CASES)
def test_the_smallest_shifts_between_points_of_view(name: str, records: dict[str, Record]) -> None:
    """No point of view here has scores of its own."""
    record = records[name]
    reconcile = record["analyses"]["perspectives"]["reconcile"]
    views: dict[str | None, Record] = {None: record}
    views |= {view: words for view, words in (record["perspectives"] or {}).items() if words["shares"] is not None}
    weights = {
        view: {k: float(v) for k, v in words["shares"].items()} if view else shares(record)
        for view, words in views.items()
    }
    there = {
        view: [option for option, standing in words["options"].items() if standing["outcome"] != "excluded"]
        for view, words in views.items()
    }
    first = {view: leaders(views[view]["options"]) for view in views}
    expected = [
        (view, other)
        for view, other in [(None, each) for each in views if each] + [(each, None) for each in views if each]
        if first[view]
        and known(record, first[view][0])
        and not set(first[view]) & set(first[other])
        and any(option in there[view] and known(record, option) for option in first[other])
    ]
    assert [(each["view"], each["other"]) for each in reconcile] == expected
    assert all(each["option"] in first[each["other"]] for each in reconcile)
    for each in reconcile:
        rivals = [option for option in there[each["view"]] if known(record, option) and option != each["option"]]
        leads = [by_criterion(record, each["option"], rival) for rival in rivals]
        holds_shift(weights[each["view"]], each["shift"], leads)


def leaders(standings: Record) -> list[str]:
    """The options whose rank is 1, or 1 at worst."""
    worst = {o: each["rank"] or (each["best-worst"] or (0, 0))[1] for o, each in standings.items()}
    return [option for option, rank in worst.items() if rank == 1]


@pytest.mark.parametrize("name", CASES)
def test_limits_are_where_the_leader_is_level_and_the_shortlist_changes(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found, among = record["analyses"]["sensitivity"], eligible(record)
    today = forward(record, shares(record), among, LEVEL)
    for node, (low, high) in found["shortlist-stability"].items():
        now = sum(shares(record)[each] for each in leaves(record, node))
        assert low - 1e-6 <= now <= high + 1e-6
        inside = [low + (high - low) * part for part in (0.1, 0.3, 0.5, 0.7, 0.9)] if high - low > NEAR else []
        for share in inside:
            assert forward(record, at_share(record, node, share), among, LEVEL) == today
        for end in (each for each in (low, high) if 0 < each < 1):
            # There two are level, or level but for the bar: held against the line by a little more or less it differs
            # from what it is halfway inside or a little to some side.
            near = [(low + high) / 2, end - NEAR, end + NEAR]
            assert any(
                forward(record, at_share(record, node, end), among, slack)
                != forward(record, at_share(record, node, share), among, slack)
                for slack in (LEVEL, -LEVEL)
                for share in near
            )
    assert found["shortlist-firm"] == firm(record, among, ["shortlist", "undetermined"], found["shortlist-stability"])
    if found["leader"] is None:
        assert (found["leader-firm"], found["stability"]) == (False, {})
        return
    assert found["leader-firm"] == firm(record, among, ["leaders"], found["stability"])
    for node, (low, high) in found["stability"].items():
        for share, end in ((low, low > 0), (high, high < 1), ((low + high) / 2, False)):
            weights = at_share(record, node, share)
            leads = [total(record, found["leader"], weights) - total(record, o, weights, 1) for o in among]
            leads = [lead for lead, option in zip(leads, among, strict=True) if option != found["leader"]]
            assert min(leads, default=0) > -NEAR
            assert not end or min(leads) < NEAR
        for rival, share in found["switching"].get(node, {}).items():
            if share is not None:
                weights = at_share(record, node, share)
                assert abs(total(record, found["leader"], weights) - total(record, rival, weights)) < NEAR


def firm(record: Record, among: list[str], keys: list[str], limits: Record) -> bool:
    """Whether a part of the result is as today at half and at double of every share, and no limit lies between."""

    def told(weights: dict[str, float]) -> list[Any]:
        again = result(record, weights, among)
        return [again[key] for key in keys]

    return all(
        limits[criterion][0] < share / 2 + 2e-6
        and limits[criterion][1] > min(2 * share, 1) - 2e-6
        and all(told(at_share(record, criterion, to)) == told(shares(record)) for to in (share / 2, min(2 * share, 1)))
        for criterion, share in shares(record).items()
    )


@pytest.mark.parametrize("name", CASES)
def test_level_scores_bring_others_level(name: str, records: dict[str, Record]) -> None:
    """Only where a score is its own value, or a fifth of it: those of the random cases and of Birmingham."""
    record = records[name]
    found = record["analyses"]["sensitivity"]
    for rival, scores in found["scores"].items():
        lead = total(record, found["leader"], shares(record)) - total(record, rival, shares(record))
        for criterion, score in scores.items():
            words, share = record["criteria"][criterion], shares(record)[criterion]
            if words.get("scale") is None or "values" in words:
                continue
            mine = values(record, found["leader"])[criterion][0]
            if score is not None:
                change = score * 100 / max(map(float, words["scale"])) - mine
                assert abs(lead + share * change) < NEAR
            elif share:
                assert mine - lead / share < NEAR
            else:
                assert lead > 0


@pytest.mark.parametrize("name", CASES)
def test_what_could_be_first_is_and_what_always_holds_does(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found = record["analyses"]["robustness"]
    rivals = [option for option in eligible(record) if known(record, option)]

    def lead(option: str, weights: dict[str, float]) -> float:
        return total(record, option, weights) - max(
            total(record, other, weights) for other in rivals if other != option
        )

    draw = random.Random(1)
    tried = [{criterion: draw.expovariate(1) ** 2 for criterion in shares(record)} for _ in range(20)]
    tried = [{criterion: weight / sum(each.values()) for criterion, weight in each.items()} for each in tried]
    tried += [shares(record), *({criterion: 1.0} for criterion in shares(record))]
    for option, contender in found["potential"].items():
        assert abs(sum(contender["at"].values()) - 1) < 1e-5
        assert abs(lead(option, contender["at"]) - contender["lead"]) < NEAR
        assert max(lead(option, weights) for weights in tried) < contender["lead"] + NEAR
    assert [*found["potential"]] == (rivals if len(rivals) > 1 else [])
    alike = {option for pair in found["identical"] for option in pair}
    if found["exact"]:
        assert {option for option, share in found["first"].items() if share} - alike <= set(found["central"])
    assert abs(sum(found["first"].values()) - bool(rivals)) < 1e-3
    for option, weights in found["central"].items():
        assert abs(sum(weights.values()) - 1) < 1e-3
        if found["exact"] and len(rivals) > 1:
            assert lead(option, weights) > -0.05
    everywhere = {
        (ahead, behind)
        for ahead, behind in permutations([o for o in record["analyses"]["among"] if known(record, o)], 2)
        if min(leads := by_criterion(record, ahead, behind).values()) >= 0 < max(leads)
    }
    assert everywhere == {
        (each["ahead"], each["behind"]) for each in found["necessary"] if each["over"] == "all-weights"
    }
    for each in found["necessary"]:
        ahead, behind = each["ahead"], each["behind"]

        def by(weights: dict[str, float], ahead: str = ahead, behind: str = behind) -> float:
            return total(record, ahead, weights) - total(record, behind, weights)

        assert abs(by(each["at"]) - each["lead"]) < NEAR
        assert each["lead"] >= 0
        for _ in range(20):
            weights = {criterion: draw.expovariate(1) for criterion in shares(record)}
            whole = sum(weights.values())
            weights = {criterion: weight / whole for criterion, weight in weights.items()}
            if each["over"] == "agreed-order":
                order = sorted(weights, key=lambda criterion: -shares(record)[criterion])
                weights = dict(zip(order, sorted(weights.values(), reverse=True), strict=True))
            if each["over"] == "within-points":
                nearest = record.get("robustness", {}).get("within", 5) / 100
                step = min(
                    [1.0]
                    + [
                        nearest / abs(weights[c] - shares(record)[c])
                        for c in weights
                        if weights[c] != shares(record)[c]
                    ]
                )
                weights = {c: shares(record)[c] + step * (weights[c] - shares(record)[c]) for c in weights}
            assert by(weights) > each["lead"] - NEAR


@pytest.mark.parametrize("name", CASES)
def test_results_without_gates_are_counted_again(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found, weights = record["analyses"]["gates"], shares(record)

    def there(aside: tuple[str, ...]) -> list[str]:
        return [
            option
            for option, words in record["options"].items()
            if not any(judged["verdict"] == "fail" and gate not in aside for gate, judged in words["verdicts"].items())
        ]

    assert there(()) == eligible(record)
    assert list(found["without"]) == list(record["gates"])
    for gate, instead in found["without"].items():
        assert in_no_order(instead) == result(record, weights, there((gate,)))
    best = max((total(record, option, weights, 1) for option in eligible(record)), default=-1)
    higher = [
        set(aside)
        for count in range(1, len(record["gates"]) + 1)
        for aside in combinations(record["gates"], count)
        if any(total(record, o, weights) > best + LEVEL for o in there(aside) if o not in eligible(record))
    ]
    assert [set(gates) for gates in found["decisive"]] == [
        aside for aside in higher if not any(other < aside for other in higher)
    ]
    for each in found["matters"]:
        words = record["options"][each["option"]]
        if each["gate"] is not None:
            assert words["verdicts"][each["gate"]]["verdict"] in ("conditional", "unknown")
            assert each["criterion"] is None
        else:
            assert words["scores"][each["criterion"]]["score"] == "unknown"
    assert [each["leader"] for each in found["matters"]] == sorted(
        (e["leader"] for e in found["matters"]), reverse=True
    )


@pytest.mark.parametrize("name", CASES)
def test_what_ranges_could_change_is_read_off_ranges_of_ranks_and_totals(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found, rule = record["analyses"]["ranges"], record["shortlist-rule"]
    lead, join, leave = [], [], []
    for option in eligible(record):
        words = record["options"][option]
        best = (words["best-worst"] or [words["rank"]])[0]
        best_then, worst_then = words["rank-range"] or [words["rank"]] * 2
        low, high = words["total-range"] or [words["total"]] * 2
        if "top" in rule:
            can_be_in, can_be_out = best_then <= rule["top"], worst_then > rule["top"]
        elif "at-least" in rule:
            can_be_in, can_be_out = high >= rule["at-least"], low < rule["at-least"]
        else:
            can_be_in, can_be_out = option in found["could-join"], option in found["could-leave"]
        lead += [option] if best > 1 and best_then == 1 else []
        join += [option] if words["outcome"] == "not-shortlisted" and can_be_in else []
        leave += [option] if words["outcome"] == "shortlisted" and can_be_out else []
    assert found == {"could-lead": lead, "could-join": join, "could-leave": leave}
