"""Criteria tree: criteria and groups as rows of a table, and the options as its columns."""

from collections.abc import Iterator
from typing import NamedTuple

from appraise.publish.context import Context
from appraise.publish.document import Cell, Column, Part, Row, row


class Node(NamedTuple):
    """A criterion or a group in its place in the tree: the groups around it, and the criteria in it."""

    id: str
    around: tuple[str, ...]
    leaves: tuple[str, ...]
    group: bool


def tree(context: Context) -> Iterator[Node]:
    """Groups and criteria in file order, each group before what it holds."""
    paths = {criterion: context.inputs.around(criterion) for criterion in context.inputs.criteria}
    opened = set()
    for criterion, path in paths.items():
        for depth, group in enumerate(path):
            if group not in opened:
                opened.add(group)
                yield Node(group, path[:depth], tuple(leaf for leaf, around in paths.items() if group in around), True)
        yield Node(criterion, path, (criterion,), False)


def nodes(context: Context) -> tuple[Node, ...]:
    """The nodes that tables have room for: all of them, or else the first at the top of the tree."""
    every = tuple(tree(context))
    if context.room is None or len(context.inputs.criteria) <= context.room.rows:
        return every
    return tuple(node for node in every if not node.around)[: context.room.rows]


def first_criteria(context: Context) -> tuple[str, ...]:
    """The criteria that have a row or a table where groups have none: as many as there is room for."""
    return tuple(context.inputs.criteria)[: context.room and context.room.rows]


def not_shown(context: Context) -> str:
    """What a table of criteria has no room for; nothing where it shows all."""
    shown = {leaf for node in nodes(context) for leaf in node.leaves}
    more = len(context.inputs.criteria) - len(shown)
    if more:
        return context.text("criteria.not-shown", more)
    grouped = len(nodes(context)) < len(tuple(tree(context)))
    return context.text("criteria.grouped", count=str(len(shown))) if grouped else ""


def node_name(context: Context, node: Node) -> str:
    """The name of a criterion or a group."""
    return context.inputs.groups[node.id].name if node.group else context.criterion(node.id)


def row_of(context: Context, node: Node, *cells: Part | Cell) -> Row:
    """A row of the tree: the name of the criterion or group, then these cells."""
    return row(node_name(context, node), *cells, role="group" if node.group else "plain", depth=len(node.around))


def options_across(context: Context) -> tuple[Column, ...]:
    """A column for each option, the excluded ones set off and marked."""
    columns: list[Column] = []
    for option in context.shown:
        column = option_column(context, option)
        columns.append(column._replace(rule=bool(columns and column.small and not columns[-1].small)))
    return tuple(columns)


def option_column(context: Context, option: str) -> Column:
    """The column of an option, marked where it is excluded."""
    excluded = context.run.options[option].outcome == "excluded"
    return Column(context.head(option), numeric=True, small=context.text("excluded") if excluded else "")
