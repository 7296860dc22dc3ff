"""Records read back: as they were written, or a problem; never a traceback, whatever was done to the file."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from appraise import AppraisalError, Run, evaluate, load, read_run
from appraise.publish.document import Document
from appraise.publish.documents.appendix import appendix
from appraise.publish.documents.summary import summary
from appraise.run import Viewed, fingerprint
from tests.conftest import ROOT, SMALLEST
from tests.publish.conftest import EN

Folder = Callable[..., Path]
Keys = tuple[str | int, ...]

GATED = SMALLEST["criteria"] + "gates:\n  quick:\n    name: Quick\n    requires: {criterion: pace, at-least: 2}\n"


@pytest.fixture
def record(folder: Folder) -> Path:
    where = folder(criteria=GATED)
    (where / "run.json").write_text(evaluate(load(where)).to_json(), "utf-8", newline="\n")
    return where / "run.json"


def signed(data: dict[str, Any]) -> str:
    """Changed data as a record whose fingerprint fits."""
    data = {key: value for key, value in data.items() if key != "fingerprint"}
    body = json.dumps(data, indent=2, ensure_ascii=False).removesuffix("\n}") + ",\n"
    return f'{body}  "fingerprint": "{fingerprint(body)}"\n}}\n'


def codes(record: Path, text: str) -> list[str]:
    record.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(AppraisalError) as caught:
        read_run(record)
    return [problem.code for problem in caught.value.problems]


def test_a_record_is_read_as_it_was_written(record: Path) -> None:
    run = read_run(record)
    assert run.to_json() == record.read_text("utf-8")
    assert evaluate(run.appraisal()) == run
    record.write_bytes(b"\xef\xbb\xbf" + record.read_bytes().replace(b"\n", b"\r\n"))
    assert read_run(record) == run


def test_a_byte_that_was_changed(record: Path) -> None:
    raw = record.read_bytes()
    for at in random.Random(1).sample(range(len(raw) - 1), 400):
        changed = bytearray(raw)
        changed[at] ^= 1 + at % 6
        record.write_bytes(changed)
        with pytest.raises(AppraisalError):
            read_run(record)
    record.write_bytes(raw)
    assert read_run(record)


def test_what_is_no_record(record: Path) -> None:
    text = record.read_text("utf-8")
    assert codes(record, "") == ["not-json"]
    assert codes(record, "[]") == ["not-a-record"]
    assert codes(record, "{}") == ["not-a-record"]
    assert codes(record, '{"kind": "run", "version": 1}') == ["fingerprint"]
    assert codes(record, text.replace('"version": 1', '"version": 2')) == ["not-a-record"]
    assert codes(record, text.replace('"title": "Smallest"', '"title": "smallest"')) == ["fingerprint"]
    assert codes(record, text.replace('"kind": "run",', '"kind": "run",\n  "kind": "run",')) == ["not-json"]
    assert codes(record, text.replace("Smallest", "\\ud800")) == ["not-json"]
    assert codes(record, text.replace('"version": 1', '"version": NaN')) == ["not-json"]
    assert codes(record, text.replace('"version": 1', '"version": 1e999999999')) == ["not-json"]
    assert codes(record, text.replace('"version": 1', f'"version": {"1" * 5000}')) == ["not-json"]
    assert codes(record, "[" * 200_000) == ["not-json"]
    assert codes(record, SMALLEST["appraisal"]) == ["not-json"]
    assert codes(record, text.replace("Smallest", "Small\u2028est")) == ["hidden-character"]


MISFITS: list[tuple[Keys, Any]] = [
    (("options", "left", "scores", "pace", "score"), 6),
    (("options", "left", "scores", "pace", "score"), "high"),
    (("options", "left", "scores", "pace", "range"), [4, 2]),
    (("options", "left", "scores", "pace", "range"), [1, 6]),
    (("options", "left", "scores"), {}),
    (("options", "left", "verdicts"), {}),
    (("options", "left", "verdicts", "quick", "verdict"), "unknown"),
    (("options", "left", "verdicts", "quick", "from"), "decision"),
    (("options", "left", "verdicts", "quick", "over-range"), ["pass"]),
    (("options", "left", "outcome"), "lost"),
    (("options", "left", "characteristics"), {"size": {"level": "large"}}),
    (("criteria", "pace", "scale"), {"0": "No"}),
    (("criteria", "pace", "scale"), {"zero": "No", "five": "Yes"}),
    (("criteria", "pace", "group"), "speed"),
    (("criteria", "pace", "rate-from"), {"characteristic": "size", "scores": {}}),
    (("criteria", "pace", "share"), None),
    (("gates", "quick", "requires"), {"criterion": "pace", "above": 2}),
    (("gates", "quick", "requires"), {"criterion": "speed", "at-least": 2}),
    (("gates", "quick", "requires"), {"criterion": "pace", "at-least": 7}),
    (("gates", "quick", "requires"), {"criterion": ["pace"], "at-least": 2}),
    (("gates", "quick", "requires"), {"characteristic": "size", "at-least": "large"}),
    (("weighting", "method"), "swing"),
    (("weighting", "sheets"), {"ann": {"by": "Ann", "swings": {"cost": 100, "pace": 50}}}),
    (("shortlist-rule",), {}),
    (("shortlist-rule",), {"top": 1, "within": 5}),
    (("shortlist", "options"), ["nobody"]),
    (("shortlist", "options"), ["left", "left"]),
    (("analyses", "among"), ["left", "right", "left"]),
    (("perspectives",), {"view": {"name": "View", "scores": {"pace": {"left": {"score": 9}}}}}),
    (("panel",), {"by": ["Panel"]}),
    (("files",), [{"path": "x"}]),
    (("draws",), 100),
]


@pytest.mark.parametrize(("path", "value"), MISFITS, ids=[".".join(map(str, path)) for path, _ in MISFITS])
def test_a_record_that_says_what_no_file_could(path: Keys, value: Any, record: Path) -> None:
    """The fingerprint fits, so that only what it says can give it away."""
    data = json.loads(record.read_text("utf-8"))
    record.write_text(signed(data), "utf-8", newline="\n")
    assert read_run(record)
    inside(data, path[:-1])[path[-1]] = value
    assert codes(record, signed(data)) == ["not-a-record"]


@pytest.mark.parametrize(
    ("verdict", "over_range", "is_read"),
    [
        ("pass", ["pass", "fail"], True),
        ("pass", ["pass"], True),
        ("pass", ["fail"], False),
        ("fail", ["pass"], False),
        ("unknown", ["pass"], False),
    ],
)
def test_a_verdict_is_one_of_those_over_the_range_of_its_score(
    verdict: str, over_range: list[str], is_read: bool, record: Path
) -> None:
    """A score lies in its range, so that its own verdict is among those that the range gives."""
    data = json.loads(record.read_text("utf-8"))
    data["options"]["left"]["scores"]["pace"]["range"] = [1, 5]
    data["options"]["left"]["verdicts"]["quick"] |= {"verdict": verdict, "over-range": over_range}
    if is_read:
        record.write_text(signed(data), "utf-8", newline="\n")
        assert shown(read_run(record))
    else:
        assert codes(record, signed(data)) == ["not-a-record"]


@pytest.mark.parametrize("part", Viewed._fields)
def test_a_perspective_is_worked_out_as_a_whole_or_not_at_all(part: str, record: Path) -> None:
    data = json.loads((ROOT / "examples" / "birmingham-2016" / "run.json").read_text("utf-8"))
    seen = next(each for each in data["perspectives"].values() if each["options"])
    seen[part] = None
    assert codes(record, signed(data)) == ["not-a-record"]


def test_the_place_is_the_part_at_fault(record: Path) -> None:
    data = json.loads(record.read_text("utf-8"))
    data["options"]["right"]["scores"]["pace"]["score"] = 9
    record.write_text(signed(data), "utf-8", newline="\n")
    with pytest.raises(AppraisalError) as caught:
        read_run(record)
    (place,) = [problem.place for problem in caught.value.problems]
    assert place
    assert place.text.strip() == '"score": 9,'
    above = record.read_text("utf-8").splitlines()[: place.line]
    assert [line for line in above if line.startswith('    "')][-1] == '    "right": {'


ODD: list[Any] = [
    None,
    True,
    0,
    1,
    -1,
    0.5,
    101,
    10**23,
    "",
    "x",
    "unknown",
    "judgement",
    "fail",
    "rule",
    "sheet",
    "\0",
]
ODD += [[], {}, [1], ["x"], {"a": 1}, {"0": 0, "5": 100}, {"0": "a", "5": "b"}, [1, 0], [["a", "b"]], "shortlisted"]


def paths(value: Any, path: Keys = ()) -> Iterator[Keys]:
    if path:
        yield path
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(each, (*path, key))


def inside(value: Any, path: Keys) -> Any:
    for step in path:
        value = value[step]
    return value


def shown(run: Run) -> tuple[Document, Document, int]:
    return summary(run, EN), appendix(run, EN), len(run.to_json().encode())


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("examples/birmingham-2016", marks=pytest.mark.slow),
        pytest.param("criteria/childrens-trust.yaml", marks=pytest.mark.slow),
        "smallest",
    ],
)
def test_anything_in_a_record_whose_fingerprint_fits(name: str, record: Path) -> None:
    """It is refused, or it can be shown, and evaluated or refused with a problem."""
    run = evaluate(load(ROOT / name)) if name != "smallest" else read_run(record)
    whole = json.loads(run.to_json())
    everywhere = list(paths(whole))
    chance = random.Random(1)
    taken = 0
    for _ in range(200):
        data = copy.deepcopy(whole)
        path, other = chance.choices(everywhere, k=2)
        parent, last = inside(data, path[:-1]), path[-1]
        change = chance.randrange(4)
        if change == 0:
            del parent[last]
        elif change == 1:
            parent[last] = copy.deepcopy(inside(whole, other))
        elif change == 2 and isinstance(parent, dict):
            parent[chance.choice(["x", "a b", "1", str(other[-1])])] = parent.pop(last)
        else:
            parent[last] = chance.choice(ODD)
        record.write_text(signed(data), "utf-8", newline="\n")
        try:
            found = read_run(record)
            assert shown(found)
            taken += 1
            assert shown(evaluate(found.appraisal()))
        except AppraisalError:
            continue
    assert taken
