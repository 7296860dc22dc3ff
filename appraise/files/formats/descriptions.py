"""Hover: what an editor says of the keys whose meaning is not plain from their names.

What a whole mapping means is said by the value it becomes, in the first lines of its own description.
"""

from collections.abc import Mapping
from typing import Any

from appraise import appraisal as words
from appraise.files.formats import models as shapes

SAID: Mapping[Any, Mapping[str, str]] = {
    shapes.AppraisalFile: {
        "question": "What the appraisal answers.",
        "gateway": "The meeting that will use the answer.",
        "date": "2016, 2016-09 or 2016-09-07.",
        "status": "Covers every score, weight and verdict; stands on every page of every output.",
        "follows": "The path of the record of the stage before. An option not shortlisted then needs a reason.",
        "criteria": "The path of a criteria file, or the id of a criteria set in the library.",
        "scores": "The path of the score sheet.",
        "evidence": "The path of the evidence file.",
        "comparator": "The option kept beside the others whatever its verdicts, such as business as usual.",
        "options": "Delivery models as considered in this appraisal, by id.",
        "left_out": "Obvious or earlier options that are not considered, and why.",
        "verdicts": "What people decided at a gate, in place of its rule: by gate, then by option.",
        "perspectives": "Named parties with weights or scores of their own, or gates they would lift.",
        "unknowns": "What is not known, what it affects, and who settles it by when.",
        "accepted": "Findings of appraise check that are lived with, by the name of the finding.",
        "robustness": "What the analyses of all weights go by. Without a setting, its usual value is taken.",
        "background": "Passages printed in this order: root causes, principles, money, timeline, precedents.",
    },
    shapes.OptionFile: {
        "models": "The delivery models behind it; [] if there is none. Left out, its id names its one model.",
        "characteristics": "Facts that differ here from those of its model; what is stated here wins.",
    },
    shapes.CriteriaFile: {
        "scale": "What each point means, for every criterion without a scale or unit of its own.",
        "gates": "Requirements that no strength elsewhere can make up for.",
        "shortlist": "One of: the first `top` options; a total of `at-least`; `within` so many points of the best.",
    },
    shapes.Node: {
        "weight": "What it counts for; 0 is allowed. A group without one weighs what is in it.",
        "criteria": "What is in this group. A group is not scored itself.",
        "scale": "What each point means: what would be seen if it were true.",
        "unit": "What is measured, in place of a scale: give worst and best, or values.",
        "worst": "The figure that is worth 0.",
        "best": "The figure that is worth 100.",
        "values": "From scores to values of 0 to 100, both reached; between these points the value runs straight.",
    },
    shapes.GateFile: {
        "requires": "The word judgement, if people give each verdict; or a characteristic or a criterion and what "
        "is asked of it.",
        "deadline": "When it has to be met.",
    },
    shapes.SheetFile: {
        "by": "Who gave these scores.",
        "members": "Who sat on the panel, and in what capacity.",
        "scores": "By criterion, then by option: a number, unknown, or a score with its reason.",
    },
    words.Score: {
        "score": "A number on the criterion's own scale, or unknown.",
        "range": "The lowest and the highest score thought possible.",
    },
    words.Perspective: {
        "weights": "Points of 100 for criteria or groups; the rest keep their agreed proportions.",
        "scores": "Scores that replace those of the sheet: by criterion, then by option.",
        "lift_gates": "Gates that this party would lift, for every option.",
    },
    words.Accepted: {
        "where": "What it is about, as the finding says after accept. Without it, the appraisal as a whole.",
        "reason": "Why this finding is lived with.",
    },
    words.RobustnessSettings: {
        "within": "Points that each weight may lie from the agreed one; 5 if left out.",
        "draws": "How many sets of weights and scores are drawn, 1,000 to 1 million; 100,000 if left out.",
        "seed": "What the draws begin from; 1 if left out. The same seed gives the same figures.",
    },
    shapes.EvidenceFile: {
        "documents": "Publications that citations refer to, by id.",
        "claims": "Statements with what speaks for and against them.",
    },
    words.Characteristic: {"levels": "Least first; more is not always better. unknown is always possible."},
    words.Model: {
        "source": "Where the summary and the dimensions come from.",
        "dimensions": "Who owns it, its legal form, the route to it.",
    },
}
