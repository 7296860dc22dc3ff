"""Layout: where each criterion and option stands in the sheets, and what the weights come to."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from appraise.publish.context import Context
from appraise.publish.criteria_tree import Node, tree
from appraise.publish.workbook.cost_places import CostPlaces
from appraise.publish.workbook.sheet import CellPlace
from appraise.publish.workbook.weights import Weight, weights_of

SHEETS = "about", "result", "scores", "panel", "costs", "gates", "working", "scales", "reasons", "sources"
"""What each sheet holds, in their order."""
PLACES = 10
"""To how many places totals are rounded before they are compared: a spreadsheet reckons with some 15 digits."""
TOP = 4
"""The first row below the title, the notes and the heads of the columns."""


class Block(NamedTuple):
    """Criteria and groups, or gates, by options. top: the row of its heading. first: the column of its first option."""

    sheet: str
    top: int
    first: int
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    def at(self, node: str, option: str) -> CellPlace:
        """The cell of an option in the row of a criterion, a group or a gate."""
        return CellPlace(self.sheet, self.row(node), self.first + self.columns[option])

    def beside(self, node: str, column: int) -> CellPlace:
        """A cell of that row before the options."""
        return CellPlace(self.sheet, self.row(node), column)

    @property
    def last(self) -> int:
        """The column of the last option."""
        return self.first + len(self.columns) - 1

    @property
    def bottom(self) -> int:
        """Its last row."""
        return self.top + 1 + max(self.rows.values(), default=0)

    def row(self, node: str) -> int:
        """The row of a criterion, a group or a gate."""
        return self.top + 1 + self.rows[node]


class Layout(NamedTuple):
    """Where everything stands.

    names:    of the sheets, by what they hold.
    nodes:    criteria and groups in their order; criteria that are not counted at the end.
    children: what lies in each group, and at the top of the tree.
    given:    the weights of nodes that have one of their own.
    weights:  of each node, its own or as what is in it adds up to.
    whole:    each node's part of the whole set. shares: its part of what counts; neither is rounded.
    blocks:   of cells by options, by name.
    costs:    where costs stand; None where there are none.
    """

    names: Mapping[str, str]
    nodes: tuple[Node, ...]
    children: Mapping[str | None, tuple[str, ...]]
    given: Mapping[str, Weight]
    weights: Mapping[str, Fraction]
    whole: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    blocks: Mapping[str, Block]
    costs: CostPlaces | None

    @classmethod
    def of(cls, context: Context) -> "Layout":
        """The layout for a run."""
        nodes = (*tree(context), *_uncounted(context))
        parents = {node.id: node.around[-1] if node.around else None for node in nodes}
        children = {
            parent: tuple(id_ for id_, around in parents.items() if around == parent)
            for parent in (None, *(node.id for node in nodes if node.group))
        }
        given, weights = weights_of(context), dict[str, Fraction]()
        for node in sorted(nodes, key=lambda node: -len(node.around)):
            inside = sum((weights[child] for child in children.get(node.id, ())), Fraction(0))
            weights[node.id] = given[node.id].figure if node.id in given else inside
        whole: dict[str, Fraction] = {}
        for node in sorted(nodes, key=lambda node: len(node.around)):
            parent = parents[node.id]
            among = sum(weights[child] for child in children[parent])
            whole[node.id] = (whole[parent] if parent else Fraction(1)) * (weights[node.id] / among if among else 0)
        counted = sum(whole[criterion] for criterion in context.inputs.criteria)
        shares = {node.id: sum((whole[leaf] for leaf in node.leaves), Fraction(0)) / counted for node in nodes}
        names = {sheet: context.text(f"workbook.sheet.{sheet}") for sheet in SHEETS}
        blocks, costs = _blocks(context, names, nodes), CostPlaces.of(context, names["costs"], TOP)
        return cls(names, nodes, children, given, weights, whole, shares, blocks, costs)

    def values_and_points(self) -> list[str]:
        """The names of the blocks of workings above the outcomes, in their order."""
        return [
            name for name, block in self.blocks.items() if block.sheet == self.names["working"] and name != "outcome"
        ]

    def total_row(self, name: str) -> int:
        """The row of the totals under a block of points."""
        return self.blocks[name].top + 1 + len(self.nodes)

    def total(self, name: str, option: str) -> CellPlace:
        """The cell of an option's total under a block of points."""
        block = self.blocks[name]
        return CellPlace(block.sheet, self.total_row(name), block.first + block.columns[option])

    def rule(self) -> CellPlace:
        """The cell of the figure in the shortlist rule."""
        return CellPlace(self.names["result"], TOP - 1, 1)


def _uncounted(context: Context) -> list[Node]:
    """The criteria of a set that runs alone which have no rule to score by, and the groups that hold none but these."""
    inputs, nodes, opened = context.inputs, [], {node.id for node in tree(context)}
    for criterion in inputs.uncounted:
        path = inputs.around(criterion)
        for depth, group in enumerate(path):
            if group not in opened:
                opened.add(group)
                nodes.append(Node(group, path[:depth], (), True))
        nodes.append(Node(criterion, path, (), False))
    return nodes


def _blocks(context: Context, names: Mapping[str, str], nodes: tuple[Node, ...]) -> dict[str, Block]:
    """Scores, and the ends of their ranges where there are some; then what is worked out from them; and the gates."""
    cells = (cell for result in context.run.options.values() for cell in result.cells.values())
    ranged = any(cell.range for cell in cells)
    of_scores = ("score", "lowest", "highest") if ranged else ("score",)
    of_working = ("value", "value-most", "points", "points-most", *(("least", "most") if ranged else ()))
    rows = {node.id: at for at, node in enumerate(nodes)}
    counted = {id_: at for id_, at in rows.items() if id_ not in context.inputs.uncounted}
    columns = {option: at for at, option in enumerate(context.order)}
    before = 6 if context.inputs.uncounted else 5
    blocks = {
        name: Block(names["scores"], TOP + at * (len(rows) + 2), before, rows, columns)
        for at, name in enumerate(of_scores)
    }
    blocks |= {
        name: Block(names["working"], TOP + at * (len(rows) + 3), 2, counted, columns)
        for at, name in enumerate(of_working)
    }
    gates = {gate: at for at, gate in enumerate(context.inputs.gates)}
    blocks["gates"] = Block(names["gates"], TOP - 1, 2, gates, columns)
    end = TOP + len(of_working) * (len(rows) + 3)
    outcome = ("eligible", "best", "worst", "outcome", *(("total-least", "total-most") if ranged else ()))
    blocks["outcome"] = Block(names["working"], end, 2, {name: at for at, name in enumerate(outcome)}, columns)
    return blocks
