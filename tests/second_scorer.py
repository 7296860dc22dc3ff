"""A second scorer: works a record out again from its JSON alone, with none of the engine's code.

Written another way on purpose. Shares run down the tree of criteria, not up; a value is found by walking along the
anchors; ranks are counted one by one. Everything is exact; a recorded figure agrees if it is the exact one rounded
to 6 places.
"""

import json
import statistics
from collections.abc import Callable
from fractions import Fraction
from typing import Any

Record = dict[str, Any]
Figure = Fraction
Spread = tuple[Figure, Figure]
"""The least and the greatest that something can be."""

HALF_OF_LAST_PLACE = Fraction(1, 2_000_000)
OPEN = ("conditional", "unknown")


def read(text: str) -> Record:
    """A record, every number exact."""
    found: Record = json.loads(text, parse_float=Fraction, parse_int=Fraction)
    return found


def differences(text: str) -> list[str]:
    """Every figure, rank and outcome in which a record is not what this scorer comes to."""
    record = read(text)
    agreed = weights(record)
    found = [
        f"share of {name}"
        for kind in ("criteria", "uncounted", "groups")
        for name, node in (record.get(kind) or {}).items()
        if not near(node["share"], agreed[name])
    ]
    spreads = {option: row(record, option, {}) for option in record["options"]}
    for option, cells in record["options"].items():
        found += [
            f"{option}, {c}: value" for c, cell in cells["scores"].items() if not value_is(cell, spreads[option][c])
        ]
        found += [
            f"{option}, {gate}: verdict" for gate in record["gates"] or {} if not verdict_is(record, option, gate)
        ]
    found += standings(record, "", record["options"], agreed, {}, ())
    ungated = ranks({each: total(agreed, spreads[each], 0) for each in spreads})
    found += [f"{each}: would-rank" for each in spreads if record["options"][each]["would-rank"] != one(ungated[each])]
    found += conditions(record, agreed, spreads)
    found += money(record, agreed, spreads)
    for view, words in (record["perspectives"] or {}).items():
        if words["options"] is not None:
            own = from_view(record, words.get("weights") or {}, agreed)
            found += [f"{view}: share of {c}" for c, share in words["shares"].items() if not near(share, own[c])]
            instead, lifted = words.get("scores") or {}, tuple(words.get("lift-gates") or ())
            found += standings(record, f"{view}: ", words["options"], own, instead, lifted, words)
    return found


def near(recorded: Figure | None, exact: Figure) -> bool:
    return recorded is not None and abs(recorded - exact) <= HALF_OF_LAST_PLACE


def spread_is(recorded: list[Figure] | None, exact: Spread) -> bool:
    """Whether a recorded span is the exact one; none where its ends meet."""
    if recorded is None:
        return exact[0] == exact[1]
    return exact[0] < exact[1] and all(map(near, recorded, exact))


def one(both: tuple[int, int]) -> int | None:
    return both[0] if both[0] == both[1] else None


# Shares


def weights(record: Record) -> dict[str, Figure]:
    """The share of every criterion and group: the whole handed down the tree, in proportion to what was typed."""
    counted, uncounted = record["criteria"], record.get("uncounted") or {}
    groups, leaves = record.get("groups") or {}, {**counted, **uncounted}
    method = record["weighting"]["method"]
    if method == "equal":
        parts = {name: Fraction(1, len(leaves)) for name in leaves}
    elif method in JUDGED:
        parts = by_people(record["weighting"])
    else:
        parts = handed_down({**groups, **leaves}, groups, None, Fraction(1))
    among = sum(parts[name] for name in counted)
    found = {name: part / among if name in counted else part for name, part in parts.items() if name in leaves}
    return found | {group: sum((found[name] for name in inside(record, group)), Fraction(0)) for group in groups}


def by_people(weighting: Record) -> dict[str, Figure]:
    """What people said of weights: as agreed, or of each member alike."""
    operand, points = JUDGED[weighting["method"]]
    people = [each[operand] for each in ([weighting] if operand in weighting else weighting["sheets"].values())]
    each_whole = [(found := points(said), sum(found.values())) for said in people]
    return {name: statistics.mean(found[name] / whole for found, whole in each_whole) for name in each_whole[0][0]}


def centroid(order: list[list[str]]) -> dict[str, Figure]:
    """The centre of all weights in an order: the mean of its corners, which share all weight evenly among the first
    one, two, three ... places. Level ones share alike."""
    count = sum(map(len, order))
    corners = [[Fraction(place < among, among) for place in range(count)] for among in range(1, count + 1)]
    return alike(order, [statistics.mean(each) for each in zip(*corners, strict=True)])


def rank_sum(order: list[list[str]]) -> dict[str, Figure]:
    """2 (n + 1 - r) / (n (n + 1)) for the place r of n. Level ones share alike."""
    n = sum(map(len, order))
    return alike(order, [Fraction(2 * (n + 1 - r), n * (n + 1)) for r in range(1, n + 1)])


def alike(order: list[list[str]], places: list[Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    first = 0
    for level in order:
        found |= dict.fromkeys(level, statistics.mean(places[first : first + len(level)]))
        first += len(level)
    return found


JUDGED: dict[str, tuple[str, Callable[[Any], dict[str, Figure]]]] = {
    "swing": ("swings", dict),
    "rank-order": ("order", centroid),
    "rank-sum": ("order", rank_sum),
}
"""What a method takes, and the points it makes of that."""


def handed_down(nodes: Record, groups: Record, parent: str | None, part: Figure) -> dict[str, Figure]:
    children = {name: typed(nodes, name) for name, node in nodes.items() if node.get("group") == parent}
    whole = sum(children.values())
    found: dict[str, Figure] = {}
    for name, points in children.items():
        own = part * points / whole if whole else Fraction(0)
        found |= handed_down(nodes, groups, name, own) if name in groups else {name: own}
    return found


def typed(nodes: Record, name: str) -> Figure:
    """What a node weighs among its siblings: as typed, or what its children weigh."""
    children = [each for each, node in nodes.items() if node.get("group") == name]
    weight = nodes[name].get("weight")
    return Fraction(weight) if weight is not None else sum((typed(nodes, each) for each in children), Fraction(0))


def inside(record: Record, node: str) -> list[str]:
    """The counted criteria in a node, itself if it is one."""
    if node in record["criteria"]:
        return [node]
    below = [name for name, group in (record.get("groups") or {}).items() if group.get("group") == node]
    direct = [name for name, criterion in record["criteria"].items() if criterion.get("group") == node]
    return direct + [name for group in below for name in inside(record, group)]


def from_view(record: Record, named: dict[str, Figure], agreed: dict[str, Figure]) -> dict[str, Figure]:
    """Shares with some criteria or groups at exactly so many points of 100, all else in its old proportions; at these
    points of their sum where nothing else has a share."""
    if not named:
        return {name: agreed[name] for name in record["criteria"]}
    found: dict[str, Figure] = {}
    left = set(record["criteria"]).difference(*(inside(record, node) for node in named))
    unnamed = sum((agreed[name] for name in left), Fraction(0))
    out_of = Fraction(100) if unnamed or len(named) == 1 else sum(named.values(), Fraction(0))
    for node, points in named.items():
        within = inside(record, node)
        whole = sum((agreed[name] for name in within), Fraction(0))
        found |= {
            n: points / out_of * (Fraction(1) if [n] == within else agreed[n] / whole if whole else 0) for n in within
        }
    rest = 1 - sum(named.values(), Fraction(0)) / out_of
    return found | {name: rest * agreed[name] / unnamed if unnamed else Fraction(0) for name in left}


# Values


def line(criterion: Record) -> list[tuple[Figure, Figure]]:
    """The anchors, lowest score first."""
    if "values" in criterion:
        points = [(Fraction(score), Fraction(value)) for score, value in criterion["values"].items()]
    elif "scale" in criterion:
        steps = [Fraction(score) for score in criterion["scale"]]
        points = [(min(steps), Fraction(0)), (max(steps), Fraction(100))]
    else:
        points = [(Fraction(criterion["worst"]), Fraction(0)), (Fraction(criterion["best"]), Fraction(100))]
    return sorted(points)


def worth(points: list[tuple[Figure, Figure]], score: Figure) -> Figure:
    here, height = points[0]
    for there, next_height in points[1:]:
        if score <= there:
            return height + (score - here) / (there - here) * (next_height - height)
        here, height = there, next_height
    raise AssertionError("a score above its scale")


def over(points: list[tuple[Figure, Figure]], low: Figure, high: Figure) -> Spread:
    met = [worth(points, score) for score in {low, high, *(x for x, _ in points if low <= x <= high)}]
    return min(met), max(met)


def scored(record: Record, option: str, criterion: str, instead: Record) -> Record:
    """What was recorded for a cell: from a point of view, from the sheet, or from the level of a characteristic."""
    if option in (instead.get(criterion) or {}):
        own: Record = instead[criterion][option]
        return own
    cell: Record = record["options"][option]["scores"][criterion]
    rule = record["criteria"][criterion].get("rate-from")
    given = given_by_members(record, option, criterion)
    together = combined(given, record["panel"]["combine"]) if given else {}
    if cell["from"] == "sheet":
        assert ("combined" in cell) == bool(given)
        assert not given or same(cell["combined"], together["score"])
        return cell
    if given:
        assert cell["from"] == "panel"
        assert same(cell["score"], together["score"])
        assert cell.get("range") == together.get("range")
        return together
    assert cell["from"] == ("panel" if (record.get("panel") or {}).get("sheets") and not rule else "rule")
    level = (record["options"][option].get("characteristics") or {}).get((rule or {}).get("characteristic"), {})
    known = (rule or {}).get("scores", {}).get(level.get("level"), "unknown")
    assert cell["score"] == known
    return {"score": known}


def given_by_members(record: Record, option: str, criterion: str) -> list[Record]:
    sheets = (record.get("panel") or {}).get("sheets", {}).values()
    rows = (sheet.get("scores", {}).get(criterion, {}) for sheet in sheets)
    return [row[option] for row in rows if option in row]


def combined(given: list[Record], how: str) -> Record:
    """The scores of a cell as one: exact, with the lowest and the highest of all that was given."""
    numbers = [each["score"] for each in given if each["score"] != "unknown"]
    ends = [end for each in given for end in each.get("range", [])] + numbers
    spread = [min(ends), max(ends)] if ends else []
    if not numbers:
        all_ranged = all("range" in each for each in given)
        return {"score": "unknown"} | ({"range": spread} if all_ranged else {})
    one = statistics.mean(numbers) if how == "mean" else statistics.median(numbers)
    alone = len(given) == 1 and "range" in given[0]
    return {"score": Fraction(one)} | ({"range": spread} if spread[0] < spread[1] or alone else {})


def same(recorded: Figure | str, exact: Figure | str) -> bool:
    """Whether a recorded score is the exact one, or both are unknown."""
    return recorded == exact if isinstance(recorded, str) or isinstance(exact, str) else near(recorded, exact)


def row(record: Record, option: str, instead: Record) -> dict[str, tuple[Spread, Spread]]:
    """Each cell's values: those that decide, and those over its recorded range."""
    found = {}
    for name, criterion in record["criteria"].items():
        points, cell = line(criterion), scored(record, option, name, instead)
        low, high = cell.get("range") or (points[0][0], points[-1][0])
        if cell["score"] == "unknown":
            found[name] = (over(points, low, high),) * 2
        else:
            sure = worth(points, cell["score"])
            found[name] = (sure, sure), over(points, low, high) if "range" in cell else (sure, sure)
    return found


def value_is(cell: Record, spreads: tuple[Spread, Spread]) -> bool:
    low, high = spreads[0]
    recorded = cell.get("value-range")
    return near(cell["value"], low) and recorded is None if low == high else spread_is(recorded, (low, high))


# Totals, ranks, outcomes


def total(shares: dict[str, Figure], cells: dict[str, tuple[Spread, Spread]], which: int) -> Spread:
    low, high = (sum((shares[name] * both[which][end] for name, both in cells.items()), Fraction(0)) for end in (0, 1))
    return low, high


def ranks(totals: dict[str, Spread]) -> dict[str, tuple[int, int]]:
    return {
        me: (
            1 + sum(low > mine[1] for low, _ in totals.values()),
            1 + sum(high > mine[0] for other, (_, high) in totals.items() if other != me),
        )
        for me, mine in totals.items()
    }


def held(rule: Record, totals: dict[str, Spread], option: str) -> str:
    """What the shortlist rule makes of an eligible option."""
    (low, high), (best, worst) = totals[option], ranks(totals)[option]
    rivals = [both for other, both in totals.items() if other != option]
    if "top" in rule:
        sure, never = worst <= rule["top"], best > rule["top"]
    elif "at-least" in rule:
        sure, never = low >= rule["at-least"], high < rule["at-least"]
    else:
        sure = all(low >= theirs[1] - rule["within"] for theirs in rivals)
        never = any(high < theirs[0] - rule["within"] for theirs in rivals)
    return "shortlisted" if sure else "not-shortlisted" if never else "undetermined"


def forward(rule: Record, totals: dict[str, Spread], wanted: str) -> list[str]:
    """The eligible options with an outcome: best rank first, then worst, then as in the file."""
    order = ranks(totals)
    return sorted((each for each in totals if held(rule, totals, each) == wanted), key=order.__getitem__)


def verdict_is(record: Record, option: str, gate: str) -> bool:
    """Whether a verdict, and what the rule gives beside it, is what the gate asks and the record knows."""
    stated, asked = record["options"][option]["verdicts"][gate], record["gates"][gate]["requires"]
    by_rule = None if asked == "judgement" else ruled(record, option, asked)
    if stated["rule"] != by_rule:
        return False
    if by_rule is not None and "cost" in asked and stated["from"] == "rule":
        return stated["verdict"] == by_rule and cost_is_read(record, option, stated, asked)
    known = "criterion" in asked and asked["criterion"] in record["criteria"]
    cell = scored(record, option, asked["criterion"], {}) if known else None
    if cell is not None and stated["from"] == "rule" and "margin" in stated:
        (operand,) = (value for name, value in asked.items() if name != "criterion")
        if not near(stated["margin"], abs(cell["score"] - operand)):
            return False
    return bool(stated["from"] == "decision" or stated["verdict"] == (by_rule or "unknown"))


def ruled(record: Record, option: str, asked: Record) -> str:
    if "cost" in asked:
        given = answers(asked, read_cost(record, option, asked)[:2])
        return given.pop() if len(given) == 1 else "unknown"
    (operator, operand), *_ = [item for item in asked.items() if item[0] not in ("characteristic", "criterion")]
    if "characteristic" in asked:
        levels = list(record["characteristics"][asked["characteristic"]]["levels"])
        found = (record["options"][option].get("characteristics") or {}).get(asked["characteristic"], {}).get("level")
        if found not in levels:
            return "unknown"
        at, wanted = (
            levels.index(found),
            [levels.index(e) for e in (operand if isinstance(operand, list) else [operand])],
        )
    else:
        cell = scored(record, option, asked["criterion"], {}) if asked["criterion"] in record["criteria"] else {}
        if cell.get("score", "unknown") == "unknown":
            return "unknown"
        at, wanted = cell["score"], [operand]
    met = {"at-least": at >= wanted[0], "at-most": at <= wanted[0], "is": at in wanted}[operator]
    return "pass" if met else "fail"


def standings(
    record: Record,
    view: str,
    stated: Record,
    shares: dict[str, Figure],
    instead: Record,
    lifted: tuple[str, ...],
    lists: Record | None = None,
) -> list[str]:
    """Where totals, ranks, outcomes and the shortlist differ from what is stated; from a point of view or agreed."""
    cells = {option: row(record, option, instead) for option in record["options"]}
    failing = {
        option: [gate for gate, given in words["verdicts"].items() if given["verdict"] == "fail" and gate not in lifted]
        for option, words in record["options"].items()
    }
    sure, wide = ({option: total(shares, cells[option], which) for option in cells} for which in (0, 1))
    eligible = {option: both for option, both in sure.items() if not failing[option]}
    order, spread = ranks(eligible), ranks({option: wide[option] for option in eligible})
    found, rule, lists = [], record["shortlist-rule"], lists or record["shortlist"]
    for option, words in stated.items():
        nowhere = option not in eligible
        both, over_ranges = (None, None) if nowhere else (order[option], spread[option])
        low, high = sure[option]
        agrees = {
            "total": near(words["total"], low) if low == high else words["total"] is None,
            "low-high": spread_is(words["low-high"], (low, high)),
            "total-range": spread_is(words["total-range"], wide[option]),
            "outcome": words["outcome"] == ("excluded" if nowhere else held(rule, eligible, option)),
            "rank": words["rank"] == (both and one(both)),
            "best-worst": words["best-worst"] == (list(both) if both and one(both) is None else None),
            "rank-range": words["rank-range"]
            == (list(over_ranges) if over_ranges and one(over_ranges) is None else None),
            "because": "because" not in words or words["because"].get("gate", []) == failing[option],
        }
        found += [f"{view}{option}: {what}" for what, so in agrees.items() if not so]
    for wanted, recorded in (("shortlisted", lists.get("options")), ("undetermined", lists["undetermined"])):
        recorded = lists["shortlist"] if wanted == "shortlisted" and "shortlist" in lists else recorded
        found += [f"{view}{wanted}"] if recorded != forward(rule, eligible, wanted) else []
    return found


def conditions(record: Record, agreed: dict[str, Figure], spreads: dict[str, Any]) -> list[str]:
    """The gates that the shortlist is subject to, and what is left of it if they turn out failed."""
    rule, stated, options = record["shortlist-rule"], record["shortlist"], record["options"]
    may_pass = {
        o: [g for g, given in words["verdicts"].items() if given["verdict"] in OPEN] for o, words in options.items()
    }
    subject = {o: may_pass[o] for o in (*stated["options"], *stated["undetermined"]) if may_pass[o]}
    left = {o: total(agreed, spreads[o], 0) for o, words in options.items() if words["outcome"] != "excluded"}
    left = {o: both for o, both in left.items() if not may_pass[o]}
    then = forward(rule, left, "shortlisted") if subject else None
    then_open = forward(rule, left, "undetermined") if subject else []
    return [
        what
        for what, so in {
            "subject-to": stated["subject-to"] == subject,
            "if-they-fail": stated["if-they-fail"] == then,
            "if-they-fail-undetermined": stated.get("if-they-fail-undetermined", []) == then_open,
        }.items()
        if not so
    ]


# Costs

Four = tuple[Figure, Figure, Figure, Figure]
"""The lowest and the highest over unknown amounts, the least and the most over recorded ranges too."""

POUNDS = {"GBP": 1, "GBP k": 1_000, "GBP m": 1_000_000}
NOTHING: Four = (Fraction(0),) * 4


def added(one: Four, other: Four) -> Four:
    low, high, least, most = (mine + its for mine, its in zip(one, other, strict=True))
    return low, high, least, most


def times(four: Four, by: Figure) -> Four:
    low, high, least, most = (each * by for each in four)
    return low, high, least, most


def paid(costs: Record, line: Record, option: str) -> list[Four] | None:
    """What an option pays under a line in each year; None where nothing bounds it."""
    stated = (line.get("options") or {}).get(option, line)
    start, count = int(costs["period"]["from"][:4]), int(costs["period"]["years"])
    amount, found = stated["amount"], [NOTHING] * count
    if amount == "unknown" and "range" not in stated:
        return None
    begins = int(line["from"][:4]) - start if "from" in line else 0
    typed = amount if isinstance(amount, dict) else {str(start + begins): amount}
    for year, each in sorted(typed.items()):
        at = int(year[:4]) - start
        several = range(at, count) if line["when"] == "yearly" else [at]
        for number in several:
            found[number] = four(each, stated)
    return found


def four(amount: Figure | str, stated: Record) -> Four:
    if isinstance(amount, str):
        low, high = stated["range"]
        return low, high, low, high
    least, most = stated.get("range") or [
        amount * (1 + each / 100) for each in stated.get("range-percent") or [Fraction(0)] * 2
    ]
    return amount, amount, min(least, most), max(least, most)


def present(costs: Record, by_year: list[Four]) -> Four:
    """What amounts are worth in the first year: from the last year back, each sum discounted by one year."""
    rate, worth_then = costs["discount-rate"], NOTHING
    for number in range(len(by_year) - 1, -1, -1):
        worth_then = added(by_year[number], worth_then)
        if number:
            starts = [int(start) for start in rate if int(start) <= number] if isinstance(rate, dict) else []
            per_cent = rate[str(max(starts))] if starts else rate
            worth_then = times(worth_then, 1 / (1 + per_cent / 100))
    return worth_then


def part(costs: Record, name: str, option: str, what: str, year: str | None = None) -> Four | None:
    """What one line adds to a cost; None where nothing bounds it."""
    line = costs["lines"][name]
    by_year = paid(costs, line, option)
    if what == "net-present":
        if line.get("transfer"):
            return NOTHING
        return (
            None
            if by_year is None
            else times(present(costs, by_year), 1 + Fraction(line.get("optimism-bias", 0)) / 100)
        )
    if what not in ("cash", name):
        return NOTHING
    if by_year is None:
        first, at = int(line.get("from", costs["period"]["from"])[:4]), int((year or "0")[:4])
        return NOTHING if year and (at < first or (line["when"] == "once" and at > first)) else None
    return sum_of(by_year) if year is None else by_year[int(year[:4]) - int(costs["period"]["from"][:4])]


def sum_of(several: list[Four]) -> Four:
    whole = NOTHING
    for each in several:
        whole = added(whole, each)
    return whole


def cost_of(costs: Record, option: str, what: str, year: str | None = None) -> tuple[Four, list[str]]:
    """A cost, and the lines that nothing bounds: it is then of the others."""
    parts = {name: part(costs, name, option, what, year) for name in costs["lines"]}
    return sum_of([each for each in parts.values() if each]), [name for name, each in parts.items() if each is None]


def read_cost(record: Record, option: str, asked: Record) -> tuple[Figure, ...]:
    """What a gate reads of an option, in the gate's own unit; nothing where a line of it is not bounded."""
    costs = record.get("costs")
    if costs is None:
        return ()
    cost, not_known = cost_of(costs, option, asked["cost"], asked.get("year"))
    return () if not_known else times(cost, Fraction(POUNDS[costs["currency"]], POUNDS[asked["unit"]]))


def answers(asked: Record, read: tuple[Figure, ...]) -> set[str]:
    if "at-most" in asked:
        return {"pass" if each <= asked["at-most"] else "fail" for each in read}
    return {"pass" if each >= asked["at-least"] else "fail" for each in read}


def cost_is_read(record: Record, option: str, stated: Record, asked: Record) -> bool:
    """Whether a verdict's margin, and what the ranges give, are those of the cost that its gate reads."""
    read = read_cost(record, option, asked)
    over = answers(asked, read[2:]) if len({*read[2:]}) == 2 else set()
    limit = asked["at-most"] if "at-most" in asked else asked["at-least"]
    known = len({*read[:2]}) == 1
    margin = near(stated.get("margin"), abs(read[0] - limit)) if known else "margin" not in stated
    return margin and {*stated.get("over-range", ())} == over


def cost_sum_is(recorded: Record | None, cost: Four, not_known: list[str]) -> bool:
    if recorded is None:
        return False
    low, high, least, most = cost
    one = near(recorded["total"], low) if low == high else recorded["total"] is None
    same = (least, most) == (low, high)
    wide = recorded["range"] is None if same else both_near(recorded["range"], (least, most))
    return one and spread_is(recorded["low-high"], (low, high)) and wide and recorded.get("not-known", []) == not_known


def money(record: Record, agreed: dict[str, Figure], spreads: dict[str, Any]) -> list[str]:
    """Every cost in which a record is not what this scorer comes to."""
    costs, options = record.get("costs"), record["options"]
    analysis = record["analyses"].get("costs")
    if costs is None:
        strange = [option for option, words in options.items() if words.get("cost") is not None]
        return [f"{option}: a cost" for option in strange] + ["costs: an analysis"] * (analysis is not None)
    what = "net-present" if costs.get("discount-rate") is not None else "cash"
    beside = next((option for option, words in options.items() if words.get("comparator")), None)
    found, compared = [], {option: cost_of(costs, option, what) for option in options}
    for option, words in options.items():
        cost = words["cost"]
        found += [] if cost_sum_is(cost["cash"], *cost_of(costs, option, "cash")) else [f"{option}: cash"]
        discounted = (
            cost["net-present"] is None if what == "cash" else cost_sum_is(cost["net-present"], *compared[option])
        )
        found += [] if discounted else [f"{option}: net present cost"]
        if beside in (None, option) or compared[option][1] or compared[str(beside)][1]:
            found += [f"{option}: difference"] if cost.get("difference") is not None else []
        else:
            low, high, least, most = compared[str(beside)][0]
            more = added(compared[option][0], times((high, low, most, least), Fraction(-1)))
            found += [] if cost_sum_is(cost.get("difference"), more, []) else [f"{option}: difference"]
    if analysis is not None:
        among = [option for option in record["analyses"]["among"] if options[option]["outcome"] != "excluded"]
        bounded = {option: compared[option][0] for option in among if not compared[option][1]}
        points = {
            option: tuple(total(agreed, spreads[option], 0) + total(agreed, spreads[option], 1)) for option in bounded
        }
        parts = {
            option: {name: part(costs, name, option, what) or NOTHING for name in costs["lines"]} for option in bounded
        }
        found += compared_is(analysis, what, bounded, points, parts)
    return found


def compared_is(
    stated: Record, what: str, cost: dict[str, Four], points: dict[str, Any], parts: dict[str, dict[str, Four]]
) -> list[str]:
    """Where money beside points differs from what is stated."""

    def above(other: str, this: str, at: int) -> bool:
        """Whether one has no lower a total and costs no more: at its worst, and the other at its best."""
        dearer, fewer = cost[this][at] - cost[other][at + 1], points[other][at] - points[this][at + 1]
        return dearer >= 0 and fewer >= 0 and dearer + fewer > 0

    def may_be(other: str, this: str) -> bool:
        dearer, fewer = cost[this][3] - cost[other][2], points[other][3] - points[this][2]
        return dearer >= 0 and fewer >= 0 and dearer + fewer > 0

    def how(other: str, this: str) -> str | None:
        kinds = {"surely": above(other, this, 2), "as-given": above(other, this, 0), "possibly": may_be(other, this)}
        return next((kind for kind, so in kinds.items() if so), None)

    order = stated["options"]
    found = [] if stated["compared"] == what and {*order} == {*cost} else ["costs: what is compared"]
    found += [] if [cost[each][0] for each in order] == sorted(each[0] for each in cost.values()) else ["costs: order"]
    beaten = {this: {other: kind for other in cost if other != this and (kind := how(other, this))} for this in cost}
    found += (
        [] if stated["beaten"] == {this: others for this, others in beaten.items() if others} else ["costs: beaten"]
    )
    left = [each for each in order if not {"surely", "as-given"} & {*beaten[each].values()}]
    first = left[0] if left and all(cost[left[0]][1] <= cost[each][0] for each in left[1:]) else None
    steps = left[1:] if first else []
    found += [] if [step["option"] for step in stated["steps"]] == steps else ["costs: steps"]
    for at, step in enumerate(stated["steps"], 1):
        this, below = step["option"], left[at - 1]
        found += [] if extra_is(step["cheapest"], this, str(first), cost, points) else [f"{this}: over the cheapest"]
        right = step.get("next") is None if at == 1 else extra_is(step["next"], this, below, cost, points)
        found += [] if right else [f"{this}: over the next"]
    for option in cost:
        low, high = points[option][:2]
        each = corners(cost[option][:2], (low, high)) if low > 0 else None
        recorded = stated["per-point"].get(option)
        found += [] if (recorded is None if each is None else both_near(recorded, each)) else [f"{option}: per point"]
        found += [] if level_is(stated["level"].get(option), option, cost, parts) else [f"{option}: level"]
    return found


def corners(cost: Spread, points: Spread) -> Spread:
    each = [one / other for one in cost for other in points]
    return min(each), max(each)


def both_near(recorded: list[Figure] | None, exact: Spread) -> bool:
    return recorded is not None and all(map(near, recorded, exact))


def extra_is(stated: Record, this: str, over: str, cost: dict[str, Four], points: dict[str, Any]) -> bool:
    def less(figures: dict[str, Any], at: int) -> Spread:
        return figures[this][at] - figures[over][at + 1], figures[this][at + 1] - figures[over][at]

    def per_point(at: int) -> Spread | None:
        more, many = less(cost, at), less(points, at)
        return corners(more, many) if more[0] >= 0 and many[0] > 0 else None

    as_given, wide = per_point(0), per_point(2)
    if (less(cost, 0), less(points, 0)) == (less(cost, 2), less(points, 2)):
        wide = None
    said = [(stated.get("per-point"), as_given), (stated.get("per-point-range"), wide)]
    return (
        stated["over"] == over
        and both_near(stated["cost"], less(cost, 0))
        and both_near(stated["points"], less(points, 0))
        and all(both_near(mine, its) if its else mine is None for mine, its in said)
    )


def level_is(stated: Record | None, option: str, cost: dict[str, Four], parts: dict[str, dict[str, Four]]) -> bool:
    mine, dearer = cost[option][1], [four[0] for four in cost.values() if four[0] > cost[option][1]]
    if mine <= 0 or not dearer:
        return stated is None
    if stated is None or cost[stated["over"]][0] != min(dearer) or not near(stated["factor"], min(dearer) / mine):
        return False
    lines = {name: 1 + (min(dearer) - mine) / four[1] for name, four in parts[option].items() if four[1] > 0}
    return stated["lines"].keys() == lines.keys() and all(near(stated["lines"][name], lines[name]) for name in lines)
