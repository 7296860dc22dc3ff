"""The status of everything in a document, said at its head."""

from appraise.publish.context import Context
from appraise.publish.document import Line


def status(context: Context) -> Line:
    """What draft, agreed or illustrative means for what follows."""
    inputs = context.inputs
    panel = inputs.panel
    if inputs.status == "draft":
        return context.say("status.draft-panel" if panel else "status.draft")
    if inputs.status == "agreed":
        if panel is None:
            return context.say("status.agreed-nobody")
        when = f", {context.language.date(panel.date)}" if panel.date else ""
        return context.say("status.agreed", by=panel.by + when)
    if context.alone:
        return context.say("status.alone")
    made_up = context.text("status.made-up-verdicts" if inputs.gates else "status.made-up")
    key = "status.illustrative-authority" if inputs.authority else "status.illustrative"
    return context.say(key, made_up=made_up, authority=inputs.authority or "")
