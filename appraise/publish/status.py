"""The status of everything in a document, said at its head."""

from appraise.publish.document import Line
from appraise.publish.view import View


def status(view: View) -> Line:
    """What draft, agreed or illustrative means for what follows."""
    inputs = view.inputs
    panel = inputs.panel
    if inputs.status == "draft":
        return view.say("status.draft-panel" if panel else "status.draft")
    if inputs.status == "agreed":
        if panel is None:
            return view.say("status.agreed-nobody")
        when = f", {view.words.date(panel.date)}" if panel.date else ""
        return view.say("status.agreed", by=panel.by + when)
    if view.alone:
        return view.say("status.alone")
    made_up = view.text("status.made-up-verdicts" if inputs.gates else "status.made-up")
    key = "status.illustrative-authority" if inputs.authority else "status.illustrative"
    return view.say(key, made_up=made_up, authority=inputs.authority or "")
