"""Languages: the sentences of a language, read from a file of `templates/words/` or of somebody's own, and checked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from appraise.field_types import kind_of
from appraise.files.formats.parsed_file import ParsedFile
from appraise.files.library.library import shipped_folder
from appraise.files.text.file_names import ill_named
from appraise.files.text.source import read
from appraise.files.text.yaml_reader import read_yaml
from appraise.files.text.yaml_tree import KeyPath, Map
from appraise.problem import AppraisalError, Problem, Problems

_VALUE = re.compile(r"\{[A-Za-z_]+\}")
_LOOSE = re.compile(r"\{[^}]*\}?|\}")
_HEAD = ("kind", "version", "language")
_FIRST = "en"
"""The language that has every sentence: what is said in another is held against it."""

Texts = dict[str, str | dict[str, str]]


def read_language(language: str) -> tuple[str, Texts]:
    """The code of a language and its sentences by key, such as "result.heading"; by count where they turn on one.

    language: the name of a file in `templates/words/`, or the path of one, which ends in .yaml.
    Raises:   AppraisalError[file-name, no-language, missing-text, unknown-text, unknown-value, not-a-text] and all of
              reading.
    """
    shipped = sorted(file.stem for file in (shipped_folder("templates") / "words").glob("*.yaml"))
    if (wrong := ill_named(Path(language))) is not None:
        raise AppraisalError([wrong])
    if not language.endswith(".yaml") and language not in shipped:
        what = f'there are no words for the language "{language}"'
        fix = f"use {', '.join(shipped)}, or name a file such as cy.yaml"
        raise AppraisalError([Problem("no-language", what, "nothing could be said in it", fix)])
    own = language.endswith(".yaml")
    parsed = _parsed(Path(language) if own else shipped_folder("templates") / "words" / f"{language}.yaml")
    if own or language != _FIRST:
        first = _texts(_parsed(shipped_folder("templates") / "words" / f"{_FIRST}.yaml").root)
        problems = Problems()
        problems += _check_head(parsed)
        problems += _check_sentences(parsed, first) if not problems else ()
        if problems:
            raise AppraisalError(problems)
    return str(parsed.root["language"]), _texts(parsed.root)


def _parsed(file: Path) -> ParsedFile:
    source = read(file, within=file.parent)
    return ParsedFile(source, read_yaml(source, "words"))


def _texts(root: Map) -> Texts:
    """Every sentence by its key."""
    return {
        ".".join(path): {str(count): str(form) for count, form in text.items()} if isinstance(text, dict) else str(text)
        for path, text in _leaves(root)
    }


def _leaves(texts: Mapping[Any, Any], above: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    for key, value in texts.items():
        path = (*above, str(key))
        # The forms of one sentence stand under numbers and "other".
        if isinstance(value, dict) and any(isinstance(each, str) and each != "other" for each in value):
            yield from _leaves(value, path)
        elif above or key not in _HEAD:
            yield path, value


def _check_head(parsed: ParsedFile) -> Iterator[Problem]:
    """What is wrong with what a file of words says of itself."""
    if (kind := parsed.root.get("kind")) != "words":
        what = f'a file of the kind "words" is wanted, not {kind_of(kind)}' if kind else '"kind" is missing'
        fix = "write kind: words, or name another file"
        yield parsed.problem(("kind",), "wrong-kind", what, "every file says what it is", fix)
        return
    if parsed.root.get("version") != 1:
        why = "a file of another version may mean other things"
        yield parsed.problem(("version",), "version", "the version of a file of words is 1", why, "write version: 1")
    if not isinstance(parsed.root.get("language"), str):
        why, fix = "web pages say which language they are in", "add: language: cy, or another code"
        yield parsed.problem(("language",), "missing-text", '"language" is missing, or no text', why, fix)


def _check_sentences(parsed: ParsedFile, first: Texts) -> Iterator[Problem]:
    """Where the sentences of a language are not those of the first."""
    sentences = dict(_leaves(parsed.root))
    named = {".".join(path): path for path in sentences if not any("." in step for step in path)}
    for key in (key for key in first if key not in named):
        why, fix = "a page would be in two languages", f"copy it from templates/words/{_FIRST}.yaml and translate it"
        yield parsed.problem((), "missing-text", f'"{key}" is missing', why, fix)
    for path, sentence in sentences.items():
        key = ".".join(path)
        if key in first and named.get(key) == path:
            yield from _check_sentence(parsed, path, sentence, first[key])
        else:
            what, why = f'"{key}" is not a sentence that is known here', "nothing would say it"
            fix = f"take it out, or spell it as in templates/words/{_FIRST}.yaml"
            yield parsed.problem(path, "unknown-text", what, why, fix, key=True)


def _check_sentence(
    parsed: ParsedFile, path: KeyPath, text: object, first: str | Mapping[str, str]
) -> Iterator[Problem]:
    """Where a sentence does not get its values, or not for every count."""
    forms = {(*path, count): form for count, form in text.items()} if isinstance(text, dict) else {path: text}
    counts = ["other"] if isinstance(first, str) or "other" in first else list(first)
    for count in counts:
        if isinstance(text, dict) and count not in map(str, text):
            why, fix = "there are more counts than have a form of their own", f"add: {count}: ..."
            what = f'"{".".join(path)}" has no form for {"other counts" if count == "other" else count}'
            yield parsed.problem(path, "missing-text", what, why, fix, key=True)
    known = _values([first] if isinstance(first, str) else first.values())
    wrong = False
    for where, form in forms.items():
        if not isinstance(form, str) or not form.strip():
            wrong = True
            what = f"a text is wanted here, not {kind_of(form)}"
            yield parsed.problem(where, "not-a-text", what, "a sentence is wanted", "write text, in quotes if need be")
        elif strange := sorted(_values([form]) - known) or _LOOSE.findall(_VALUE.sub("", form)):
            wrong = True
            fix = f"use {', '.join(sorted(known))}" if known else "take it out"
            what = f"{strange[0]} is not a value that this sentence gets"
            yield parsed.problem(where, "unknown-value", what, "nothing could be put there", fix)
    lost = sorted(known - {"{n}"} - _values(forms.values()))
    if lost and not wrong:
        what, fix = f"the sentence does not say {lost[0]}", f"put {lost[0]} where the value belongs"
        yield parsed.problem(path, "unknown-value", what, "a figure or a name would be lost", fix)


def _values(forms: Iterable[object]) -> set[str]:
    """The values in the forms of a sentence, as they are written."""
    return {value.lower() for form in forms for value in _VALUE.findall(str(form))}
