"""Options: what each is, what was left out and what the question covers."""

from appraise.appraisal import Option
from appraise.publish.context import Context
from appraise.publish.document import Block, Line, Section, Table, bold, headed_list, line, row
from appraise.publish.language import id_as_text, sentence, spaced


def options(context: Context) -> Section:
    """The options in a line each, then what is left out and the scope."""
    inputs = context.inputs
    rows = tuple(row(context.marked(option), described(context, inputs.options[option])) for option in context.order)
    columns = context.columns("column.option", "options.column")
    blocks: list[Block] = [Table(context.text("options.caption"), columns, rows)]
    left_out = (spaced(bold(f"{id_as_text(name)}."), sentence(reason)) for name, reason in inputs.left_out.items())
    blocks += headed_list(context.text("options.left-out"), left_out)
    for key, items in (("in", inputs.scope.in_), ("out", inputs.scope.out), ("undecided", inputs.scope.undecided)):
        blocks += headed_list(context.text(f"options.scope.{key}"), (line(sentence(item)) for item in items))
    return Section("options", context.text("options.heading"), tuple(blocks))


def described(context: Context, option: Option) -> Line:
    """What an option is: its summary, dimensions and models, and what it can become."""
    models = [context.model(model) for model in option.models]
    becomes = [context.model(model) for model in option.evolves_to]
    description = spaced(
        sentence(option.summary),
        *(sentence(f"{id_as_text(name)}: {text}") for name, text in option.dimensions.items()),
        context.text("options.combines", models=models) if len(models) > 1 else "",
        context.text("options.can-become", models=context.language.listed(becomes, "or")) if becomes else "",
        context.language.labelled("reason", option.reason),
    )
    return description or context.say("none-recorded")
