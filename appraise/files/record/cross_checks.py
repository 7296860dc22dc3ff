"""Cross checks: whether the parts of a record fit each other, once each has the right shape.

A record that passes can be shown and evaluated again. The rules are those of `checks`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from posixpath import normpath
from typing import Any

from appraise.analyses import (
    AlternativeResult,
    CostAnalysis,
    GateAnalysis,
    PanelAnalysis,
    PerspectiveAnalysis,
    Robustness,
    Sensitivity,
)
from appraise.appraisal import Appraisal, Costs, Criterion, Group, Score
from appraise.field_types import MOST_YEARS, SETTINGS, UNKNOWN, YEAR
from appraise.files.checks.anchors import Scale, check_anchors, check_rating, check_score, scale_of
from appraise.files.checks.costs import check_cost_gate, check_line, check_rates
from appraise.files.checks.references import Checked, check_levels
from appraise.files.checks.requirements import check_requirement
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.formats.registry import Registry
from appraise.files.formats.score_sheet import range_problems
from appraise.files.text.yaml_tree import KeyPath
from appraise.numbers import rounded
from appraise.problem import Problem
from appraise.run import Judged, Run, ScoredCell, requirement

Named = tuple[Iterable[str | None], Collection[str]]
"""Names that one part of a record takes from another, None for no name, and those that are there."""
NamedAt = tuple[KeyPath, Iterable[str | None], Collection[str]]
"""The same with the path of that part."""

_MOST_FILES = 5_000


def cross_check(parsed: ParsedFile, run: Run, registry: Registry) -> Checked:
    """Every name that is not defined in the record; where there is none, everything that could not be worked out."""
    for view, seen in run.viewed.items():
        if None in seen:
            yield _misfit(parsed, ("perspectives", view), "this perspective is worked out in part only")
            return
    yield from _check_repeats(parsed, run)
    defined = True
    for path, names, known in _names(run):
        for name in (name for name in names if name is not None and name not in known):
            defined = False
            yield _misfit(parsed, path, f'"{name}" is named here, but the record holds none')
    if defined:
        yield from _check_settings(parsed, run, registry)
        yield from _check_rules(parsed, run.inputs, registry)
        yield from _check_robustness(parsed, run)
        yield from _check_costs(parsed, run)
        yield from _check_scores(parsed, run)
        yield from _check_panel(parsed, run)
        yield from _check_verdicts(parsed, run)
        yield from (_misfit(parsed, ("weighting",), each.what) for each in registry.arithmetic(run.inputs))


def _check_repeats(parsed: ParsedFile, run: Run) -> Checked:
    """Whether a list of options names one twice."""
    shortlist, analyses = run.shortlist, run.analyses
    lists: dict[KeyPath, tuple[tuple[str, ...] | None, ...]] = {
        ("shortlist",): (shortlist.options, shortlist.undetermined, shortlist.if_they_fail),
        ("analyses",): (analyses.among, analyses.undecided),
    }
    lists |= {("perspectives", view): (seen.shortlist, seen.undetermined) for view, seen in run.viewed.items()}
    for path, several in lists.items():
        if any(len({*names}) < len(names) for names in several if names):
            yield _misfit(parsed, path, "an option is named here twice")


def _check_settings(parsed: ParsedFile, run: Run, registry: Registry) -> Checked:
    """Whether files, weighting, shortlist rule and robustness are such as an appraisal can have."""
    inputs = run.inputs
    paths = [file.path for file in inputs.files]
    if len(paths) > _MOST_FILES:
        yield _misfit(parsed, ("files",), "more files are named here than any appraisal is made of")
    if len({normpath(path) for path in paths}) < len(paths):
        yield _misfit(parsed, ("files",), "a file is named here twice")
    if inputs.weighting.method not in registry.methods:
        yield _misfit(parsed, ("weighting", "method"), "this way of weighting is not known here")
    elif not _has_judgements(inputs, registry.methods[inputs.weighting.method]):
        yield _misfit(parsed, ("weighting",), "the weights here are not what this way of weighting takes")
    if sum(value is not None for _, value in inputs.shortlist_rule) != 1 or inputs.shortlist_rule.top == 0:
        yield _misfit(parsed, ("shortlist-rule",), "the shortlist wants exactly one rule")


def _has_judgements(inputs: Appraisal, operand: str) -> bool:
    """Whether there is what a method takes, once of each criterion, agreed or from every member."""
    weighting = inputs.weighting
    judgements = [*weighting.sheets.values(), *([] if weighting.by_members else [weighting])]
    if operand not in ("swings", "order"):
        return not weighting.sheets
    if operand == "swings":
        return all(each.swings for each in judgements)
    placed = [tuple(chain(*each.order)) for each in judgements]
    return all(names and len({*names}) == len(names) for names in placed)


def _check_rules(parsed: ParsedFile, inputs: Appraisal, registry: Registry) -> Checked:
    """Whether criteria, gates and what options state are such as files could have said."""
    known = inputs.characteristics
    for name, criterion in inputs.criteria.items():
        path = ("criteria", name)
        yield from list(check_anchors(parsed, path, criterion)) or check_rating(parsed, path, criterion, known)
    leaves = {**inputs.criteria, **{name: Criterion(name=node.name) for name, node in inputs.uncounted.items()}}
    for gate, rule in inputs.gates.items():
        typed = requirement(rule.requires)
        if isinstance(rule.requires.operand, tuple):
            typed[rule.requires.operator] = list(rule.requires.operand)
        if rule.requires.year is not None and rule.requires.year.isdecimal():
            typed["year"] = Decimal(rule.requires.year)  # which YAML takes for a number
        yield from check_requirement(parsed, ("gates", gate), typed, registry.operators, leaves, known)
    for option, stated in inputs.options.items():
        yield from check_levels(parsed, ("options", option, "characteristics"), stated.characteristics, known)


def _check_robustness(parsed: ParsedFile, run: Run) -> Checked:
    """Whether the ranks are complete, and the settings of the draws in bounds."""
    robust = run.analyses.robustness
    if robust is not None and any(len(row) != len(robust.ranks) for row in robust.ranks.values()):
        yield _misfit(parsed, ("analyses",), "the ranks here are not as many as the options")
    for field, bounds in SETTINGS.items():
        # A program may ask for fewer draws than files may.
        if not min(1, bounds.least) <= getattr(run.inputs.robustness, field) <= bounds.most:
            yield _misfit(parsed, ("robustness", field), "nothing can be worked out with this number")


def _check_costs(parsed: ParsedFile, run: Run) -> Checked:
    """Whether costs are such as a file could have said, of every option, and results are there where they are."""
    costs = run.inputs.costs
    if any((result.cost is None) != (costs is None) for result in run.options.values()):
        yield _misfit(parsed, ("costs",), "costs and what options cost do not go together here")
    if costs is None:  # a set that runs alone has none, whatever its gates ask for
        return
    if not _has_years(costs, [gate.requires.year for gate in run.inputs.gates.values()]):
        yield _misfit(parsed, ("costs",), "the years here are none, or the rates no rates")
        return
    for gate, rule in run.inputs.gates.items():
        yield from check_cost_gate(parsed, ("gates", gate, "requires"), rule.requires, costs, "")
    yield from check_rates(parsed, ("costs",), costs)
    for name, line in costs.lines.items():
        path = ("costs", "lines", name)
        if line.amount is None and line.options.keys() != run.inputs.options.keys():
            yield _misfit(parsed, path, "an option has no amount here")
        yield from check_line(parsed, path, costs, line)


def _has_years(costs: Costs, asked: Iterable[str | None]) -> bool:
    """Whether the years, rates and bias of costs, and the years that gates ask for, are such as something can be worked
    out with."""
    lines = costs.lines.values()
    amounts = [amount for line in lines for amount in (line.amount, *(each.amount for each in line.options.values()))]
    named = [costs.period.from_, costs.prices, *asked, *(line.from_ for line in lines)]
    named += [year for amount in amounts if isinstance(amount, Mapping) for year in amount]
    rates = costs.discount_rate.values() if isinstance(costs.discount_rate, Mapping) else [costs.discount_rate]
    per_cent = [each for each in (*rates, *(line.optimism_bias for line in lines)) if each is not None]
    return (
        all(YEAR.fullmatch(year) for year in named if year is not None)
        and all(amount for amount in amounts if isinstance(amount, Mapping))
        and 1 <= costs.period.years <= MOST_YEARS
        and all(each >= 0 for each in per_cent)
    )


def _check_scores(parsed: ParsedFile, run: Run) -> Checked:
    """Whether the scores of cells and of perspectives lie on the scales of their criteria."""
    inputs = run.inputs
    rows = [result.cells for result in run.options.values()]
    for name, criterion in inputs.criteria.items():
        scale = scale_of(criterion)
        # Cells that recur are one value; on one criterion each is looked at once.
        for cell in {id(cell): cell for cell in map(itemgetter(name), rows)}.values():
            exact = _as_combined(cell, scale)
            if next(_check_cell(parsed, (), exact, scale), None):
                option = next(option for option, result in run.options.items() if result.cells[name] is cell)
                yield from _check_cell(parsed, ("options", option, "scores", name), exact, scale)
    for view, perspective in inputs.perspectives.items():
        for name, row in perspective.scores.items():
            scale = scale_of(inputs.criteria[name])
            for option, score in row.items():
                yield from _check_cell(parsed, ("perspectives", view, "scores", name, option), score, scale)
    for member, sheet in inputs.panel.sheets.items() if inputs.panel else ():
        for name, row in sheet.scores.items():
            for option, score in row.items():
                path = ("panel", "sheets", member, "scores", name, option)
                yield from _check_cell(parsed, path, score, scale_of(inputs.criteria[name]))


def _check_cell(parsed: ParsedFile, path: KeyPath, score: Score | ScoredCell, scale: Scale) -> Checked:
    """Whether a score and its range lie on the scale, and the range is one that holds the score."""
    yield from check_score(parsed, path, score, scale)
    yield from range_problems(parsed, path, score)


def _as_combined(cell: ScoredCell, scale: Scale) -> ScoredCell:
    """The cell; where its score was combined, and rounded out of what it was combined from, with the nearest score in
    that."""
    if cell.from_ != "panel" or not isinstance(cell.score, Decimal):
        return cell
    low, high = cell.range or (scale.low, scale.high)
    nearest = min(max(cell.score, low), high)
    return cell._replace(score=nearest) if rounded(nearest) == cell.score else cell


def _check_panel(parsed: ParsedFile, run: Run) -> Checked:
    """Whether cells come from where the panel's sheets say, and the analysis of the panel is of its members."""
    inputs, analysis = run.inputs, run.analyses.panel
    sheets = inputs.panel.sheets if inputs.panel else {}
    if inputs.panel and sheets and inputs.panel.combine is None:
        yield _misfit(parsed, ("panel",), "members gave scores here, and nothing says how they are combined")
    if not sheets:
        cells = [*chain(*(result.cells.values() for result in run.options.values()))]
        distinct = dict(zip(map(id, cells), cells, strict=True)).values()
        if any(cell.from_ == "panel" or cell.combined is not None for cell in distinct):
            yield _misfit(parsed, ("options",), "scores are from a panel here, but the record holds none")
    for name, criterion in inputs.criteria.items() if sheets else ():
        left = "rule" if criterion.rate_from else "panel"
        given = {option for sheet in sheets.values() for option in sheet.scores.get(name, ())}
        for option, result in run.options.items():
            cell = result.cells[name]
            fitting = {("panel", False), ("sheet", True)} if option in given else {(left, False), ("sheet", False)}
            if (cell.from_, cell.combined is not None) not in fitting:
                yield _misfit(parsed, ("options", option, "scores", name), "this does not fit what members gave")
    members = {*sheets, *inputs.weighting.sheets}
    if (analysis is None) == bool(members) or (analysis and not _is_of(analysis, members)):
        yield _misfit(parsed, ("analyses", "panel"), "this is not the analysis of this panel")


def _is_of(analysis: PanelAnalysis, members: Collection[str]) -> bool:
    """Whether an analysis has what there is of each member, and no more."""
    moderated = analysis.before_moderation is not None
    return (
        analysis.own.keys() == (set() if analysis.why_not else members)
        and analysis.without.keys() == (members if len(members) > 1 and not analysis.why_not else set())
        and all((absence.before_moderation is not None) == moderated for absence in analysis.without.values())
        and all(len(cell.camps) in (0, 2) for cell in analysis.cells)
    )


def _check_verdicts(parsed: ParsedFile, run: Run) -> Checked:
    """Whether what verdicts say of the scores and the costs behind them fits the verdicts and the scores."""
    for option, result in run.options.items():
        for gate, judged in result.verdicts.items():
            if judged.margin is None and not judged.over_range:
                continue
            requires = run.inputs.gates[gate].requires
            if requires.cost is None and not _fits_score(judged, result.cells.get(requires.criterion or "")):
                yield _misfit(parsed, ("options", option, "verdicts", gate), "this verdict does not fit its score")
            if requires.cost is not None and not _fits_cost(judged):
                yield _misfit(parsed, ("options", option, "verdicts", gate), "this verdict does not fit a cost")


def _fits_cost(judged: Judged) -> bool:
    """Whether a verdict that says how far its cost is from the limit, or what the ranges give, can come of a cost."""
    known = judged.verdict in (judged.over_range or ("pass", "fail"))
    return judged.from_ == "rule" and (judged.margin is None if judged.verdict == UNKNOWN else known)


def _fits_score(judged: Judged, cell: ScoredCell | None) -> bool:
    """Whether a verdict that says how far its score is from the limit, or what the range gives, can come of a score."""
    if cell is None or judged.from_ != "rule" or (judged.over_range and cell.range is None):
        return False
    if cell.score == UNKNOWN:
        return judged.verdict == UNKNOWN and judged.margin is None
    return judged.margin is not None and judged.verdict in (judged.over_range or ("pass", "fail"))


def _misfit(parsed: ParsedFile, path: KeyPath, what: str) -> Problem:
    return parsed.problem(path, "not-a-record", what, "", "")


def _names(run: Run) -> Iterator[NamedAt]:
    """Every name that a part of a record takes from another part: where it stands, and what it has to be among."""
    inputs = run.inputs
    yield from _in_tree(inputs)
    yield from _in_results(run)
    yield from _in_perspectives(run)
    for chosen in (inputs.recommendation, inputs.decision):
        yield ("recommendation",), chosen.options if chosen else (), inputs.options
    for dissent in inputs.dissent:
        yield ("dissent",), [dissent.about.criterion], inputs.criteria
        yield ("dissent",), [dissent.about.option], inputs.options
    yield from _in_sheets(inputs)
    yield from _in_costs(inputs)
    yield from ((("analyses",), names, known) for names, known in _in_analyses(run))


def _in_tree(inputs: Appraisal) -> Iterator[NamedAt]:
    """The groups that nodes lie in, each of which stands before them, and what gates ask for."""
    nodes: dict[str, Group | Criterion] = {**inputs.groups, **inputs.criteria, **inputs.uncounted}
    before: set[str] = set()
    for name, node in nodes.items():
        yield ("groups", name), [node.group], before
        before |= {name} if name in inputs.groups else set()
    for gate, stated in inputs.gates.items():
        yield ("gates", gate), [stated.requires.characteristic], inputs.characteristics
        yield ("gates", gate), [stated.requires.criterion], nodes


def _in_results(run: Run) -> Iterator[NamedAt]:
    """What the results of options and the shortlist name."""
    inputs, shortlist = run.inputs, run.shortlist
    for option, result in run.options.items():
        path = ("options", option)
        same = (*_same(inputs.gates, result.verdicts), *_same(inputs.criteria, result.cells))
        yield from ((path, names, known) for names, known in same)
        yield path, result.because.gate, inputs.gates
        for criterion, other in result.because.undetermined_by:
            yield path, [criterion], inputs.criteria
            yield path, [other], inputs.options
        for cost in filter(None, result.cost or ()):
            yield path, cost.not_known, inputs.costs.lines if inputs.costs else ()
    names = chain(shortlist.options, shortlist.undetermined, shortlist.subject_to, shortlist.if_they_fail or ())
    yield ("shortlist",), names, inputs.options
    yield ("shortlist",), chain(*shortlist.subject_to.values()), inputs.gates


def _in_sheets(inputs: Appraisal) -> Iterator[NamedAt]:
    """What the sheets of the panel's members name, and what weights are of: every criterion, once."""
    options, criteria = inputs.options, inputs.criteria
    for sheet in inputs.panel.sheets.values() if inputs.panel else ():
        yield ("panel",), sheet.scores, criteria
        yield ("panel",), chain(*sheet.scores.values()), options
    leaves = {**criteria, **inputs.uncounted}
    for judgement in (inputs.weighting, *inputs.weighting.sheets.values()):
        for names in filter(None, (judgement.swings, dict.fromkeys(chain(*judgement.order)))):
            yield from ((("weighting",), *same) for same in _same(names, leaves))


def _in_costs(inputs: Appraisal) -> Iterator[NamedAt]:
    """The options that lines of costs name."""
    for line in inputs.costs.lines.values() if inputs.costs else ():
        yield ("costs",), line.options, inputs.options


def _in_perspectives(run: Run) -> Iterator[NamedAt]:
    """What perspectives and their results name."""
    inputs = run.inputs
    options, criteria = inputs.options, inputs.criteria
    for view, perspective in inputs.perspectives.items():
        path = ("perspectives", view)
        yield path, perspective.weights, {**inputs.groups, **criteria, **inputs.uncounted}
        yield path, perspective.lift_gates, inputs.gates
        for criterion, row in perspective.scores.items():
            yield path, [criterion], criteria
            yield path, row, options
    for view, seen in run.viewed.items():
        path = ("perspectives", view)
        yield path, options, seen.options
        yield path, chain(seen.options, seen.shortlist, seen.undetermined), options
        yield path, criteria, seen.shares


def _in_analyses(run: Run) -> Iterator[Named]:
    analyses = run.analyses
    yield chain(analyses.among, analyses.undecided, *analyses.ranges), run.inputs.options
    yield from _in_gate_analysis(run, analyses.gates)
    if analyses.sensitivity is not None:
        yield from _in_sensitivity(run, analyses.sensitivity)
    if analyses.perspectives is not None:
        yield from _in_perspective_analysis(run, analyses.perspectives)
    if analyses.robustness is not None:
        yield from _in_robustness(run, analyses.robustness)
    if analyses.panel is not None:
        yield from _in_panel_analysis(run, analyses.panel)
    if analyses.costs is not None:
        yield from _in_cost_analysis(run, analyses.costs)


def _in_cost_analysis(run: Run, analysis: CostAnalysis) -> Iterator[Named]:
    costs, others = run.inputs.costs, chain(*analysis.beaten.values())
    steps = ((step.option, extra.over) for step in analysis.steps for extra in step[1:] if extra is not None)
    level = (each.over for each in analysis.level.values())
    named = chain(analysis.options, analysis.beaten, others, *steps, analysis.per_point, analysis.level, level)
    yield named, run.inputs.options
    yield chain(*(each.lines for each in analysis.level.values())), costs.lines if costs else ()


def _in_panel_analysis(run: Run, analysis: PanelAnalysis) -> Iterator[Named]:
    inputs, before = run.inputs, analysis.before_moderation
    members = {*inputs.weighting.sheets, *(inputs.panel.sheets if inputs.panel else ())}
    yield (
        chain(analysis.without, analysis.own, *(chain(each.abstained, *each.camps) for each in analysis.cells)),
        members,
    )
    results = [each for absence in analysis.without.values() for each in (absence.result, absence.before_moderation)]
    results += [before, *(own.result for own in analysis.own.values())]
    yield _options_in(result for result in results if result is not None), inputs.options
    yield (each.option for each in analysis.cells), inputs.options
    yield (each.criterion for each in analysis.cells), inputs.criteria
    for own in analysis.own.values():
        yield from _same(own.totals, inputs.options)
        yield from _same(own.shares, {**inputs.criteria, **inputs.uncounted}) if own.shares else ()


def _in_gate_analysis(run: Run, analysis: GateAnalysis) -> Iterator[Named]:
    options, gates = run.inputs.options, run.inputs.gates
    excluded = {name: result for name, result in run.options.items() if result.outcome == "excluded"}
    yield from _same(analysis.excluded, excluded)
    yield from _same(analysis.without, gates)
    failed = (each.failed for each in analysis.excluded.values())
    yield chain(*analysis.decisive, *analysis.decisive_for_shortlist, *failed, analysis.redundant), gates
    mattering = (each.option for each in analysis.matters)
    yield chain(analysis.possible, mattering, _options_in(analysis.without.values()), [analysis.certain]), options
    for each in analysis.matters:
        yield [each.gate or each.criterion or ""], gates if each.gate is not None else run.inputs.criteria


def _in_sensitivity(run: Run, analysis: Sensitivity) -> Iterator[Named]:
    options, criteria = run.inputs.options, run.inputs.criteria
    nodes = {**run.inputs.groups, **criteria}
    led = nodes if analysis.leader is not None else {}
    yield chain(analysis.level_with, analysis.overturn, [analysis.leader]), options
    yield _options_in([analysis.equal, *(each for each in analysis.without.values() if each is not None)]), options
    yield from _same(analysis.stability, led)
    yield from _same(analysis.shortlist_stability, nodes)
    yield from _same(analysis.switching, led if analysis.overturn else {})
    yield from _same(analysis.scores, analysis.overturn)
    yield from _same(analysis.without, criteria)
    for inner in analysis.switching.values():
        yield from _same(inner, analysis.overturn)
    for each in analysis.scores.values():
        yield from _same(each, criteria)
    yield chain(*(weights for shift in analysis.overturn.values() if shift for weights in shift[1:])), criteria


def _in_perspective_analysis(run: Run, analysis: PerspectiveAnalysis) -> Iterator[Named]:
    reconciled = (each.option for each in analysis.reconcile)
    yield chain(analysis.regret, *analysis.unanimous, reconciled), run.inputs.options
    for each in analysis.reconcile:
        yield [each.view], run.viewed
        yield [each.other or ""], {"", *run.viewed} - {each.view or ""}
        yield chain(*(each.shift[1:] if each.shift else ())), run.inputs.criteria


def _in_robustness(run: Run, analysis: Robustness) -> Iterator[Named]:
    pairs = (*analysis.identical, *((each.ahead, each.behind) for each in analysis.necessary))
    yield chain(analysis.pairwise, analysis.ranks, *pairs), run.inputs.options
    yield chain(analysis.first, analysis.central, analysis.potential, analysis.confidence), analysis.ranks
    for option, row in analysis.pairwise.items():
        yield from _same(row, dict.fromkeys(name for name in analysis.pairwise if name != option))
    at = [*(each.at for each in analysis.potential.values()), *(each.at for each in analysis.necessary)]
    yield chain(*analysis.central.values(), *at), run.inputs.criteria


def _options_in(results: Iterable[AlternativeResult]) -> list[str]:
    """The options that results name."""
    return [name for each in results for names in each for name in names]


def _same(names: Mapping[str, Any], others: Mapping[str, Any]) -> Iterator[Named]:
    """That two mappings have the same names as keys."""
    if names.keys() != others.keys():
        yield names, others
        yield others, names
