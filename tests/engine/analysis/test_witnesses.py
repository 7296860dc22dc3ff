"""Everything that a record says could be so, or always is, worked out again from the record alone.

Nothing of the engine is used: totals are sums of recorded shares and values, and who goes forward is counted. Recorded
figures have 6 places, those that went through floating point 4, so they are held to a little less.
"""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from appraise import evaluate, load
from appraise.appraisal import Appraisal, Perspective, RobustnessSettings, ShortlistRule
from tests.conftest import ROOT, X_SCORES, X_WEIGHTS, appraisal

Record = dict[str, Any]
NEAR = 2e-3

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
        views["v"] = Perspective("V", weights={"c0": Decimal(chance.randint(0, 100))})
        views["w"] = Perspective(
            "W", scores={}, weights={"c0": Decimal(chance.randint(0, 100))}, lift_gates=tuple(verdicts)
        )
    case = appraisal(criteria, options, chance.choice(RULES), verdicts, views)
    return case._replace(robustness=RobustnessSettings(Decimal(chance.randint(1, 20)), 2000, seed))


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
    """The weights with one node's share moved and all others in proportion."""
    weights, inside = shares(record), leaves(record, node)
    found: dict[str, float] = {}
    for part, names in ((share, inside), (1 - share, [name for name in weights if name not in inside])):
        whole = sum(weights[name] for name in names)
        found |= {name: part * (weights[name] / whole if whole else 1 / len(names)) for name in names}
    return found if len(inside) < len(weights) else weights


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


@pytest.mark.parametrize("name", CASES)
def test_shifts_of_weight_bring_others_level(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found = record["analyses"]["sensitivity"]
    for rival, shift in found["overturn"].items():
        lead = {
            each: total(record, found["leader"], {each: 1}) - total(record, rival, {each: 1}) for each in shares(record)
        }
        if shift is None:
            assert min(lead.values()) > 0
        else:
            after = moved(shares(record), shift)
            assert abs(sum(after[each] * lead[each] for each in lead)) < NEAR
            most, least = sorted(shift["from"], key=lambda each: lead[each]), min(lead.values())
            assert all(lead[each] <= least + 1e-9 for each in shift["to"])
            untouched = [
                each
                for each in lead
                if shares(record)[each] > shift["from"].get(each, 0) + 1e-6 and each not in shift["to"]
            ]
            assert not most or all(lead[each] <= lead[most[0]] + 1e-9 for each in untouched)
    for each in record["analyses"]["perspectives"]["reconcile"]:
        if each["shift"] is not None:
            view = record["perspectives"].get(each["view"], record)
            weights = {k: float(v) for k, v in view["shares"].items()} if each["view"] else shares(record)
            after = moved(weights, each["shift"])
            there = [o for o in view["options"] if view["options"][o]["outcome"] != "excluded" and known(record, o)]
            best = max(total(record, option, after) for option in there)
            assert total(record, each["option"], after) > best - NEAR


@pytest.mark.parametrize("name", CASES)
def test_limits_are_where_the_leader_is_level_and_the_shortlist_changes(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found, among = record["analyses"]["sensitivity"], eligible(record)
    today = forward(record, shares(record), among)
    for node, (low, high) in found["shortlist-stability"].items():
        now = sum(shares(record)[each] for each in leaves(record, node))
        assert low - 1e-6 <= now <= high + 1e-6
        inside = [low + (high - low) * part for part in (0.1, 0.3, 0.5, 0.7, 0.9)] if high - low > NEAR else []
        for share in inside:
            assert any(
                forward(record, at_share(record, node, share), among, slack) == today for slack in (0, 1e-7, -1e-7)
            )
        for end in (each for each in (low, high) if 0 < each < 1):
            # There two are level, or level but for the bar: held against the line by a little more or less it differs.
            at_end = at_share(record, node, end)
            assert any(forward(record, at_end, among, slack) != today for slack in (NEAR / 10, -NEAR / 10))
    if found["leader"] is None:
        return
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


@pytest.mark.parametrize("name", CASES)
def test_level_scores_bring_others_level(name: str, records: dict[str, Record]) -> None:
    """Only where a score is its own value, or a fifth of it: those of the random cases and of Birmingham."""
    record = records[name]
    found = record["analyses"]["sensitivity"]
    for rival, by_criterion in found["scores"].items():
        for criterion, score in by_criterion.items():
            scale = record["criteria"][criterion].get("scale")
            if score is None or scale is None or "values" in record["criteria"][criterion]:
                continue
            change = score * 100 / max(map(float, scale)) - values(record, found["leader"])[criterion][0]
            leads = total(record, found["leader"], shares(record)) - total(record, rival, shares(record))
            assert abs(leads + shares(record)[criterion] * change) < NEAR


@pytest.mark.parametrize("name", CASES)
def test_what_could_be_first_is_and_what_always_holds_does(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found = record["analyses"]["robustness"]
    rivals = [option for option in eligible(record) if known(record, option)]

    def lead(option: str, weights: dict[str, float]) -> float:
        return total(record, option, weights) - max(
            total(record, other, weights) for other in rivals if other != option
        )

    for option, contender in found["potential"].items():
        assert abs(sum(contender["at"].values()) - 1) < 1e-5
        assert abs(lead(option, contender["at"]) - contender["lead"]) < NEAR
    alike = {option for pair in found["identical"] for option in pair}
    assert (
        {option for option, share in found["first"].items() if share} - alike <= set(found["central"])
        if found["exact"]
        else True
    )
    for option, weights in found["central"].items():
        assert abs(sum(weights.values()) - 1) < 1e-3
        if found["exact"] and len(rivals) > 1:
            assert lead(option, weights) > -0.05
    draw = random.Random(1)
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
def test_the_shortlist_without_a_gate_is_counted_again(name: str, records: dict[str, Record]) -> None:
    record = records[name]
    found = record["analyses"]["gates"]
    for gate, shortlist in found["shortlist-without"].items():
        there = [
            option
            for option, words in record["options"].items()
            if not any(judged["verdict"] == "fail" and other != gate for other, judged in words["verdicts"].items())
        ]
        ways = [forward(record, shares(record), there, slack) for slack in (0, 1e-4, -1e-4)]
        assert any(
            {f"{option} in" for option in shortlist} == {each for each in way if each.endswith(" in")} for way in ways
        )
    for gates in found["decisive"]:
        best = max((total(record, option, shares(record), 1) for option in eligible(record)), default=-1)
        admitted = [o for o, each in found["excluded"].items() if set(each["failed"]) <= set(gates)]
        assert max(total(record, option, shares(record), 0) for option in admitted) > best
