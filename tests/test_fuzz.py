"""Anything in a file, a record or a file of words: read or refused, soon and in little memory, and never a traceback.

Good files of this repository are changed at random. Each case has a number, which makes it again:

    python -m tests.test_fuzz words 17

`pytest tests/test_fuzz.py --fuzz 300` tries new ones for 300 seconds each.
"""

import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from appraise import AppraisalError, Run, evaluate, load, read_run
from appraise.cli import app
from appraise.cli.console import print_problems
from appraise.files.library.languages import read_language
from appraise.files.library.library import template
from appraise.files.text.source import Source
from appraise.files.text.yaml_reader import read_yaml
from appraise.publish.documents.appendix import appendix
from appraise.publish.documents.summary import summary
from appraise.publish.language import Language
from appraise.publish.render.template import render
from appraise.run import fingerprint
from tests.conftest import ROOT, SMALLEST

resource = pytest.importorskip("resource", reason="needs the accounts of Unix")

CASES = {"files": 150, "records": 60, "words": 60}
"""How many cases of each are tried every time."""
SECONDS = 4
"""What a refusal may take, of the processor; what is taken is shown in all forms, and takes more by its size."""
MEGABYTES = 700
"""All that the process may address, which is more than it uses."""

ODD = [
    *["", "~", "null", "true", "yes", "?", "*a", "&a b", "!t c", "unknown", "judgement", "other", "'", '"', "[]", "{}"],
    *[
        "0",
        "-0",
        "-1",
        "1e9",
        "0x1f",
        "1.5",
        "999999999999999",
        "9" * 40,
        "0." + "1" * 30,
        "1_000",
        ".5",
        "1:30",
        "5-7",
    ],
    *["[a, b]", "{a: b}", "[[1]]", "{a: {b: c}}", "[", "{", "]", "|", ">-", "a: b", "a #b", "# c", "- d", "---", "..."],
    *[
        "2016-02-30",
        "07/09/2016",
        "../x.yaml",
        "/x.yaml",
        "x.yaml",
        "criteria.yaml",
        ".",
        "..",
        "a\\b",
        "\xe9",
        "\u0661",
    ],
    *[
        "\u200b",
        "\xa0",
        "\t",
        "\x00",
        "\u202e",
        "\ufeff",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
    *["{", "}", "{n}", "{N}", "{name}", "{ }", "{}", "**", "***", "**a", "{n", "\\", '"\\ud800"', "%", "{{ 1 }}"],
]
ANY: list[Any] = [
    None,
    True,
    0,
    -1,
    0.5,
    10**30,
    "",
    "x",
    "unknown",
    [],
    {},
    [1],
    {"a": 1},
    [[]],
    ["x"] * 2,
    "x" * 200_000,
]


def mutated(chance: random.Random, text: str, other: str) -> str:
    """A text with some of its lines changed, one way or another."""
    lines = text.splitlines(keepends=True) or ["\n"]
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        at, more = chance.randrange(len(lines)), chance.choice([1, 1, 2, 5, 20])
        line = lines[at].rstrip("\n")
        indent = line[: len(line) - len(line.lstrip())]
        name, colon, value = line.partition(":")
        odd = chance.choice(ODD)
        match chance.randrange(14):
            case 0:
                del lines[at : at + more]
            case 1:
                lines[at:at] = lines[at : at + more]
            case 2:
                moved = lines[at : at + more]
                del lines[at : at + more]
                to = chance.randrange(len(lines) + 1)
                lines[to:to] = moved
            case 3:
                lines[at] = f"{name}{colon} {odd}\n"
            case 4:
                lines[at] = f"{indent}{odd}:{value}\n"
            case 5:
                lines[at : at + more] = ["  " + each for each in lines[at : at + more]]
            case 6:
                lines[at : at + more] = [each[1:] for each in lines[at : at + more]]
            case 7:
                into = other.splitlines(keepends=True)
                start = chance.randrange(len(into) + 1)
                lines[at : at + chance.choice([0, more])] = into[start : start + more]
            case 8:
                lines[at : at + more] = lines[at : at + more] * chance.choice([50, 500, 2000])
            case 9:
                lines[at] = f"{name}{colon} {odd * chance.choice([50, 5000, 50000])}\n"
            case 10:
                opened = chance.choice(["[", "{a: ", "- ", "? ", "[a, "]) * chance.choice([20, 40, 20000])
                lines[at] = f"{name}{colon} {opened}\n"
            case 11:
                lines[at : at + 1] = [f"{indent}k{number}:{value}\n" for number in range(chance.choice([50, 2000]))]
            case 12:
                lines[at] = f"{name}{colon}{value} {odd}\n"
            case _:
                where = chance.randrange(len(line) + 1)
                lines[at] = f"{line[:where]}{odd}{line[where + chance.choice([0, 1, 5]) :]}\n"
        lines = lines or ["\n"]
        while sum(map(len, lines)) > 10_000_000:  # larger ones have tests of their own
            del lines[len(lines) // 2 :]
            lines = lines or ["\n"]
    return "".join(lines)


def sets() -> list[dict[str, str]]:
    """Files that make an appraisal together, and criteria sets, which run alone."""
    model = (ROOT / "models" / "charity.yaml").read_text("utf-8")
    characteristics = (ROOT / "models" / "characteristics.yaml").read_text("utf-8")
    found = [SMALLEST | {"models/left": model, "models/characteristics": characteristics}]
    found += [
        {
            file.relative_to(appraisal.parent).with_suffix("").as_posix(): file.read_text("utf-8")
            for file in sorted(appraisal.parent.rglob("*.yaml"))
        }
        for appraisal in sorted((ROOT / "examples").glob("*/appraisal.yaml"))
    ]
    found += [{"appraisal": file.read_text("utf-8")} for file in sorted((ROOT / "criteria").glob("*.yaml"))]
    found[0]["appraisal"] = found[0]["appraisal"].replace("    models: []\n", "", 1)
    return found


SETS = sets()
EVERY = [text for each in SETS for text in each.values()]


def files(chance: random.Random, folder: Path) -> None:
    """An appraisal, one of whose files is changed."""
    texts = dict(chance.choice(SETS))
    for name in chance.sample(sorted(texts), chance.choice([1, 1, min(2, len(texts))])):
        texts[name] = mutated(chance, texts[name], chance.choice(EVERY))
    for name, text in texts.items():
        file = folder / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    evaluate(load(folder), brief=True)


WHOLE = ("examples/birmingham-2016", "criteria/childrens-trust.yaml", "examples/school-meals")


@cache
def whole(number: int) -> str:
    """A good record."""
    return evaluate(load(ROOT / WHOLE[number])).to_json()


def records(chance: random.Random, folder: Path) -> None:
    """A record that is changed, mostly with a fingerprint that fits, and is then shown and verified."""
    text = whole(chance.randrange(len(WHOLE)))
    if chance.random() < 0.2:
        text = mutated(chance, text, whole(0))
    else:
        data = json.loads(text)
        for _ in range(chance.choice([1, 1, 2, 5])):
            edit(chance, data)
        data.pop("fingerprint", None)
        body = json.dumps(data, indent=2, ensure_ascii=False).removesuffix("\n}") + ",\n"
        text = f'{body}  "fingerprint": "{fingerprint(body)}"\n}}\n'
    file = folder / "run.json"
    file.write_text(text, "utf-8", newline="\n")
    done = CliRunner().invoke(app, ["verify", str(file)])
    if done.exit_code not in (0, 1, 2):
        raise done.exception or AssertionError(done.output)
    shown(read_run(file), EN)


def edit(chance: random.Random, data: Any) -> None:
    """Change one thing anywhere in plain data: take it out, put another in its place, or many, or name it otherwise."""
    places = list(parents(data))
    if not places:
        return
    parent, step = chance.choice(places)
    other, there = chance.choice(places)
    change = chance.randrange(6)
    if change == 0:
        del parent[step]
    elif change == 1:
        parent[step] = json.loads(json.dumps(other[there]))
    elif change == 2 and isinstance(parent, dict):
        parent[chance.choice([*ODD, str(there)])] = parent.pop(step)
    elif change == 3:
        count = chance.choice([3, 300]) if len(str(parent)) < 100_000 else 2
        if isinstance(parent, dict):
            parent.update({f"k{number}": deepcopy(parent[step]) for number in range(count)})
        else:
            parent[:] = [deepcopy(each) for each in parent * count]
    elif change == 4:
        parent[step] = chance.choice(ODD)
    else:
        parent[step] = deepcopy(chance.choice(ANY))


def parents(data: Any) -> Any:
    for step, each in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, step
        if isinstance(each, dict | list):
            yield from parents(each)


ENGLISH = (ROOT / "templates" / "words" / "en.yaml").read_text("utf-8")
EN = Language(*read_language("en"))


@cache
def run() -> Run:
    """What is said in changed words."""
    return evaluate(load(ROOT / "examples" / "birmingham-2016"))


def words(chance: random.Random, folder: Path) -> None:
    """A file of words that is changed, and an appendix in it."""
    if chance.random() < 0.3:
        text = mutated(chance, ENGLISH, ENGLISH)
    else:
        said = read_yaml(Source(Path("en.yaml"), ENGLISH), "words")
        for _ in range(chance.choice([1, 1, 3])):
            reword(chance, said)
        text = "\n".join(laid_out(said)) + "\n"
    file = folder / "cy.yaml"
    file.write_text(text, "utf-8", newline="\n")
    shown(run(), Language(*read_language(str(file))))


def reword(chance: random.Random, said: Any) -> None:
    """Change one sentence, one of its forms, or what is above it."""
    step = chance.choice(list(said))
    found = said[step]
    if isinstance(found, dict) and found and chance.random() < 0.9:
        reword(chance, found)
        return
    change = chance.randrange(7)
    if change == 0:
        del said[step]
    elif change == 1:
        said[step] = chance.choice(ODD)
    elif change == 2:
        said[step] = f"{found}{chance.choice(ODD)}" * chance.choice([1, 1, 3000])
    elif change == 3:
        said[chance.choice([Decimal(7), "other", *ODD])] = said.pop(step)
    elif change == 4:
        said[step] = {"other": f"{found}"} | {Decimal(each): f"{found}" for each in chance.sample(range(99), 3)}
    elif change == 5:
        said[step] = {Decimal(1): f"{found}"}
    else:
        values = re.findall(r"\{[^}]*\}", str(found))
        said[step] = "".join(chance.sample(values, len(values))).title() or "x"


def laid_out(said: Mapping[Any, Any], indent: str = "") -> Any:
    for step, each in said.items():
        name = json.dumps(step, ensure_ascii=False) if isinstance(step, str) else f"{step:f}"
        if isinstance(each, dict) and each:
            yield f"{indent}{name}:"
            yield from laid_out(each, indent + "  ")
        else:
            yield f"{indent}{name}: {each if isinstance(each, Decimal) else json.dumps(each or '', ensure_ascii=False)}"


def shown(found: Run, said: Language) -> None:
    """A run in all its forms."""
    summary(found, said)
    for form in ("md", "html"):
        render(appendix(found, said), template("appendix", form)[0], form)


KINDS: Mapping[str, Callable[[random.Random, Path], None]] = {"files": files, "records": records, "words": words}


def case(kind: str, number: int) -> tuple[str, float]:
    """What comes of a case, "taken" or the code of the first problem; and the megabytes of its files."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            KINDS[kind](random.Random(f"{kind} {number}"), Path(folder))
        except AppraisalError as error:
            out = io.StringIO()
            print_problems(error.problems, "", out)
            assert len(out.getvalue()) < 200_000
            return error.problems[0].code, 0
        return "taken", sum(file.stat().st_size for file in Path(folder).rglob("*.*")) / 1e6


def main(kind: str, first: int, last: int, seconds: float = float("inf")) -> None:
    """Try the cases of a kind until one fails or the time is over; say what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)
    run(), [*map(whole, range(len(WHOLE)))]
    came: dict[str, int] = {}
    began = time.monotonic()
    for number in range(first, last):
        if time.monotonic() - began > seconds:
            break
        sys.stdout.write(f"{kind} {number}: ")
        sys.stdout.flush()
        start = time.process_time()
        code, size = case(kind, number)
        took = time.process_time() - start
        assert took < SECONDS * (1 + 4 * size), f"{kind} {number} takes {took:.1f} s"
        came[code] = came.get(code, 0) + 1
        sys.stdout.write(f"{code}\n")
    sys.stdout.write(f"{sum(came.values())} cases: {json.dumps(came, sort_keys=True)}\n")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_anything_is_read_or_refused(kind: str, pytestconfig: pytest.Config) -> None:
    seconds = pytestconfig.getoption("--fuzz")
    first = random.SystemRandom().randrange(10**6, 10**9) if seconds else 0
    last = first + (10**9 if seconds else CASES[kind])
    arguments = [sys.executable, "-m", "tests.test_fuzz", kind, str(first), str(last), str(seconds or "inf")]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=(seconds or 60) + 120)
    assert done.returncode == 0, f"{done.stdout[-300:]}\n{done.stderr[-5000:]}"
    sys.stdout.write(done.stdout.splitlines()[-1] + "\n")
    assert "taken" in done.stdout.splitlines()[-1]


if __name__ == "__main__":
    kind_, first_, *more = sys.argv[1:]
    main(kind_, int(first_), int(more[0]) if more else int(first_) + 1, float(more[1]) if more[1:] else float("inf"))
