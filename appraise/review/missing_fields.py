"""Sheets: what scores of a sheet lack, criterion by criterion."""

from collections.abc import Callable, Iterator

from appraise.review.exact import named
from appraise.review_results import Found
from appraise.run import Run, ScoredCell


def lacking(
    run: Run, asked: Callable[[ScoredCell], bool], lacks: Callable[[ScoredCell], bool], what: str
) -> Iterator[Found]:
    """Each criterion with scores that lack something, and whose they are; once for all where every score does.

    asked: the cells that should have it. what: "reason" or "evidence".
    """
    options, short, whole = run.inputs.options, list[Found](), True
    for name, criterion in run.inputs.criteria.items():
        cells = {option: result.cells[name] for option, result in run.options.items()}
        # Equal cells of a run are mostly one, and a large appraisal has few.
        each = {id(cell): (asked(cell), lacks(cell)) for cell in {id(cell): cell for cell in cells.values()}.values()}
        those = [option for option, cell in cells.items() if each[id(cell)][0]]
        bare = [option for option in those if each[id(cells[option])][1]]
        whole &= len(bare) == len(those)
        if bare:
            whose = named([options[option].name for option in bare], f"of {len(those)} options")
            so = f'The score of {whose} on "{criterion.name}" has no {what}.'
            if len(bare) == len(those) > 1:
                so = f'No score on "{criterion.name}" has {"a " * (what == "reason")}{what}.'
            short.append(Found(so, ("options", bare[0], "scores", name), (name,)))
    if whole and len(short) > 1:
        yield Found(f"No score has {'a ' * (what == 'reason')}{what}.", short[0].at)
    else:
        yield from short
