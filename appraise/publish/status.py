"""The status of everything in a document, said at its head."""

from appraise.publish.document import Line, bold, line
from appraise.publish.view import View
from appraise.publish.words import date


def status(view: View) -> Line:
    """What draft, agreed or illustrative means for what follows."""
    inputs = view.inputs
    panel = inputs.panel
    if inputs.status == "draft":
        return line(bold("Draft."), f" Not agreed{' by the panel' if panel else ''}; figures may change.")
    if inputs.status == "agreed":
        if panel is None:
            return line(bold("Agreed."), " The record does not name who agreed it.")
        return line(bold("Agreed"), f" by {panel.by}{f', {date(panel.date)}' if panel.date else ''}.")
    if view.alone:
        return line(
            bold("Illustrative."),
            " A first sift of a criteria set: every score follows by rule from what is recorded about each model.",
            " No panel has judged these options.",
        )
    verdicts = "scores, weights and some verdicts" if inputs.gates else "scores and weights"
    whose = f" They are not those of {inputs.authority}." if inputs.authority else ""
    return line(bold("Illustrative."), f" The {verdicts} below were made up to show the method.{whose}")
