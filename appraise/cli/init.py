"""appraise init: a new appraisal to fill in, which already scores."""

from pathlib import Path
from typing import Annotated

import typer

from appraise import REGISTRY
from appraise.cli.common import Quiet, note, reporting
from appraise.files.text.shell import shell_word
from appraise.files.text.write import write_new


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to put it in.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="ID", help="A criteria set of the library, or the file of one.")
    ] = None,
    options: Annotated[
        str | None,
        typer.Option(
            metavar="ID,ID,...",
            help="The models to take for options. in-house, if it is one of them, is the comparator.",
        ),
    ] = None,
    ci: Annotated[
        bool,
        typer.Option(
            "--ci",
            help="Also write what checks each change on GitHub and says what it does; this alone where there is an "
            "appraisal already.",
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write a new appraisal to fill in. It already scores; replace what says "Replace".

    With --from, every score and judgement is unknown until you give it, but for
    those that follow from recorded facts of a model. The weights of a set that
    comes with appraise are a starting point: put your panel's in their place
    before anyone is scored. A criteria file of your own is taken as it is.

    \b
    appraise init museums --from desirability-viability-feasibility
    appraise init museums --from leisure-review --options in-house,charity
    """
    from appraise.files.loading import scaffold

    if options is not None and not options.strip(" ,"):
        raise typer.BadParameter("name at least one", param_hint="--options")
    with reporting("nothing was written"):
        chosen = [each.strip() for each in options.split(",") if each.strip()] if options else None
        files = scaffold.new_appraisal_files(from_, REGISTRY, chosen, directory)
        if ci and (directory / "appraisal.yaml").exists():
            files = scaffold.still_missing(directory, files, REGISTRY)
        files = (scaffold.workflow(directory) if ci else {}) | files
        new = write_new(directory, files)
        if not quiet:
            note(f"wrote {', '.join(new)} in {directory}" if new else "nothing was written: all is there already")
            if ci and not scaffold.marks_records(directory):
                note(f"see that .gitattributes has a line: {scaffold.MARKED}")
            for name in (name for name in new if name.endswith("workflows/appraise.yaml")):
                file = (directory / name).resolve()
                note(f"next: say under APPRAISE in {file} where pip finds appraise")
                if not (file.parents[2] / ".git").exists():
                    note(f"GitHub runs it once {file.parents[2]} is the top of a repository")
            note(f"next: appraise score {shell_word(directory)}")
