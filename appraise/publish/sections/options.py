"""Options: a line each, what came in since the stage before, what was left out, and what the question covers."""

from collections import Counter

from appraise.appraisal import Option
from appraise.publish.context import Context
from appraise.publish.document import Block, Bullets, Line, Paragraph, Section, bold, headed_list
from appraise.publish.language import id_as_text, sentence, spaced
from appraise.publish.phrases import gates_by_name, long
from appraise.publish.sections.answer import unsaid

_FEW = 4
"""Sets of gates at which options that are not shown are excluded, if they are told."""


def options(context: Context) -> Section:
    """The section."""
    inputs = context.inputs
    blocks: list[Block] = [Bullets(tuple(option_in_a_line(context, option) for option in context.shown))]
    kept = [context.name(option) for option in context.shown if context.inputs.options[option].comparator]
    blocks += [Paragraph(context.say("options.comparator", option=name)) for name in kept]
    blocks += [Paragraph(sentences) for sentences in (*unsaid(context, "since"), *_not_shown(context))]
    out = left_out(context)
    if long(out):
        blocks.append(Paragraph(context.say("options.left-out-many", len(out))))
    else:
        blocks += headed_list(context.text("options.left-out"), out)
    scope = (("in", inputs.scope.in_), ("out", inputs.scope.out), ("undecided", inputs.scope.undecided))
    covers = (context.say(f"options.scope.{key}", items=spaced(*map(sentence, items))) for key, items in scope if items)
    blocks += headed_list(context.text("options.scope.heading"), covers)
    return Section("options", context.text("options.heading"), tuple(blocks))


def left_out(context: Context) -> list[Line]:
    """What was not made an option, and why, as written."""
    return [spaced(bold(f"{id_as_text(name)}."), sentence(why)) for name, why in context.inputs.left_out.items()]


def _not_shown(context: Context) -> list[Line]:
    """How many options the tables have no room for, and where they stand."""
    more = context.order[len(context.shown) :]
    if not more:
        return []
    at = Counter(gates for option in more if (gates := context.run.options[option].because.gate))
    which = [context.text("options.excluded-at", n=n, gates=gates_by_name(context, at_)) for at_, n in at.items()]
    excluded = context.say("options.excluded-too", which=which) if 0 < len(at) <= _FEW else ()
    return [spaced(context.say("options.not-shown", len(more), shown=str(len(context.shown))), excluded)]


def option_in_a_line(context: Context, option: str) -> Line:
    """An option in a line: its name, and the short one that heads its columns; what it is, and why it is here."""
    inputs, head = context.inputs.options[option], context.head(option)
    name = context.marked(option)
    named = context.text("options.short", name=name, short=head) if head != inputs.name else name
    described = spaced(sentence(inputs.summary), context.language.labelled("reason", inputs.reason))
    return spaced(bold(sentence(named)), described or context.say("none-recorded"))


def described(context: Context, option: Option) -> Line:
    """What an option is: its summary, dimensions and models, and what it can become."""
    becomes = [context.model(model) for model in option.evolves_to]
    description = spaced(
        sentence(option.summary),
        *structure(context, option),
        context.text("options.can-become", models=context.language.listed(becomes, "or")) if becomes else "",
        context.language.labelled("reason", option.reason),
    )
    return description or context.say("none-recorded")


def structure(context: Context, option: Option) -> list[str]:
    """The dimensions of an option, and the models that it combines, or the one that it is of by another name."""
    models = [context.model(model) for model in option.models]
    stated = [sentence(f"{id_as_text(name)}: {text}") for name, text in option.dimensions.items()]
    if models in ([], [option.name]):
        return stated
    return [*stated, context.text("options.combines" if len(models) > 1 else "options.of-model", models=models)]
