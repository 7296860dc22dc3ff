"""Missing fields: the scores that people gave without a reason or without evidence, criterion by criterion."""

from collections.abc import Callable, Iterator

from appraise.appraisal import Score
from appraise.review.exact import named
from appraise.review.members import behind
from appraise.review_results import Occurrence
from appraise.run import Run, ScoredCell


def missing_fields(
    run: Run, required: Callable[[ScoredCell], bool], missing: Callable[[ScoredCell | Score], bool], field: str
) -> Iterator[Occurrence]:
    """Each criterion on which scores lack a field; one occurrence for all where every score does. What members of a
    panel scored has the field if one of them gave it.

    required: whether a cell should have the field. missing: whether it, or what a member gave, lacks it.
    field:    "reason" or "evidence".
    """
    options, by_criterion, every = run.inputs.options, list[Occurrence](), True
    by_members = bool(run.inputs.panel and run.inputs.panel.sheets)
    for name, criterion in run.inputs.criteria.items():
        cells = {option: result.cells[name] for option, result in run.options.items()}
        # Equal cells of a run are mostly one object: each is looked at once.
        distinct = {id(cell): cell for cell in cells.values()}
        lacks = {key: missing(cell) for key, cell in distinct.items() if required(cell)}
        scored = [option for option, cell in cells.items() if id(cell) in lacks]
        bare = [option for option in scored if lacks[id(cells[option])]]
        if by_members:
            bare = [option for option in bare if all(map(missing, behind(run, name, option)))]
        every &= len(bare) == len(scored)
        if bare:
            whose = named([options[option].name for option in bare], f"of {len(scored)} options")
            what = f'The score of {whose} on "{criterion.name}" has no {field}.'
            if len(bare) == len(scored) > 1:
                what = f'No score on "{criterion.name}" has {"a " * (field == "reason")}{field}.'
            by_criterion.append(Occurrence(what, ("options", bare[0], "scores", name), (name,)))
    if every and len(by_criterion) > 1:
        yield Occurrence(f"No score has {'a ' * (field == 'reason')}{field}.", by_criterion[0].at)
    else:
        yield from by_criterion
