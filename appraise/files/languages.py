"""Languages: the words that appraise says, from a file of `templates/words/`, or of somebody's own."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from appraise.files.library import folder
from appraise.files.part import Part
from appraise.files.part import Path as Keys
from appraise.files.scalars import kind_of
from appraise.files.source import read
from appraise.files.tree import Map, tree
from appraise.problem import AppraisalError, Problem

_PLACE = re.compile(r"\{[A-Za-z_]+\}")
_HEAD = ("kind", "version", "language")
_FIRST = "en"
"""The language that has every sentence: what is said in another is held against it."""

Texts = dict[str, str | dict[str, str]]


def words_of(language: str) -> tuple[str, Texts]:
    """The code of a language and its sentences by key, such as "result.heading"; by count where they turn on one.

    language: the name of a file in `templates/words/`, or the path of one, which ends in .yaml.
    Raises:   AppraisalError[no-language, missing-text, unknown-text, unknown-value, not-a-text] and all of reading.
    """
    shipped = sorted(file.stem for file in (folder("templates") / "words").glob("*.yaml"))
    if not language.endswith(".yaml") and language not in shipped:
        what = f'there are no words for the language "{language}"'
        fix = f"use {', '.join(shipped)}, or name a file such as cy.yaml"
        raise AppraisalError([Problem("no-language", what, "nothing could be said in it", fix)])
    own = language.endswith(".yaml")
    part = _part(Path(language) if own else folder("templates") / "words" / f"{language}.yaml")
    if own or language != _FIRST:
        first = _texts(_part(folder("templates") / "words" / f"{_FIRST}.yaml").root)
        problems = sorted(_misfits(part, first), key=lambda problem: problem.place or ())
        if problems:
            raise AppraisalError(problems)
    return str(part.root["language"]), _texts(part.root)


def _part(file: Path) -> Part:
    source = read(file)
    return Part(source, tree(source, "words"))


def _forms(found: object) -> bool:
    """Whether a mapping holds the forms of one sentence, and not sentences of their own."""
    return isinstance(found, dict) and all(key == "other" or not isinstance(key, str) for key in found)


def _texts(root: Map) -> Texts:
    """Every sentence by its key."""
    texts: Texts = {}
    for path, found in _leaves(root):
        if isinstance(found, dict):
            texts[".".join(path)] = {str(count): str(form) for count, form in found.items()}
        else:
            texts[".".join(path)] = str(found)
    return texts


def _leaves(found: Map, above: Keys = ()) -> Iterator[tuple[Keys, object]]:
    for key, value in found.items():
        path = (*above, str(key))
        if not above and key in _HEAD:
            continue
        if isinstance(value, dict) and not _forms(value):
            yield from _leaves(Map(0, 0) if not isinstance(value, Map) else value, path)
        else:
            yield path, value


def _misfits(part: Part, first: Mapping[str, str | Mapping[str, str]]) -> Iterator[Problem]:
    """Where the sentences of a language are not those of the first."""
    if (kind := part.root.get("kind")) != "words":
        why, fix = "every file says what it is", "write kind: words, or name another file"
        yield part.problem(
            ("kind",), "wrong-kind", f'a file of the kind "words" is wanted, not {kind_of(kind)}', why, fix
        )
        return
    if not isinstance(part.root.get("language"), str):
        why, fix = "web pages say which language they are in", "add: language: cy, or another code"
        yield part.problem(("language",), "missing-text", '"language" is missing, or no text', why, fix)
    found = dict(_leaves(part.root))
    named = {".".join(path): path for path in found}
    for key in (key for key in first if key not in named):
        why, fix = (
            "a page would be half in one language",
            f"copy it from templates/words/{_FIRST}.yaml and translate it",
        )
        yield part.problem((), "missing-text", f'"{key}" is missing', why, fix)
    for key, path in named.items():
        if key not in first:
            why, fix = "nothing would say it", f"take it out, or spell it as in templates/words/{_FIRST}.yaml"
            yield part.problem(
                path, "unknown-text", f'"{key}" is not a sentence that is known here', why, fix, key=True
            )
            continue
        said = found[path]
        forms = {(*path, count): form for count, form in said.items()} if isinstance(said, dict) else {path: said}
        if isinstance(said, dict) and "other" not in said:
            why, fix = "there are more counts than have a form of their own", "add: other: ..."
            yield part.problem(path, "missing-text", f'"{key}" has no form for other counts', why, fix, key=True)
        known = _places(first[key])
        for where, form in forms.items():
            if not isinstance(form, str):
                why, fix = "a sentence is wanted", "write text, in quotes if need be"
                yield part.problem(where, "not-a-text", f"a text is wanted here, not {kind_of(form)}", why, fix)
            elif strange := sorted(_places(form) - known):
                fix = f"use {', '.join(sorted(known))}" if known else "take it out"
                what = f"{strange[0]} is not a value that this sentence gets"
                yield part.problem(where, "unknown-value", what, "nothing could be put there", fix)


def _places(said: str | Mapping[str, str]) -> set[str]:
    """The values in a sentence, as they are written."""
    forms = [said] if isinstance(said, str) else said.values()
    return {place.lower() for form in forms for place in _PLACE.findall(form)}
