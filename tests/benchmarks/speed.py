"""How long people wait, as ratios of whole processes taken in turn. Prints figures and asserts nothing.

    python tests/benchmarks/speed.py

Run it with the interpreter that appraise is installed in (not editable: an install compiles its modules once).
The bounds are those the project set itself.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from appraise.field_models import replaced

ROOT = Path(__file__).parents[2]
START = "import typer, yaml, rich.console; from pydantic import BaseModel"
SHEET = "import yaml; yaml.load(open('scores.yaml'), Loader=yaml.CSafeLoader)"
OPTIONS, CRITERIA = 2000, 200
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What people do not set, and so no measurement does."""


def seconds(command: list[str], folder: Path) -> float:
    """The wall time of one process."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def compare(name: str, ours: list[str], theirs: list[str], folder: Path, runs: int, bound: float) -> None:
    """Print the median ratio of pairs, after a warm-up of each."""
    seconds(ours, folder), seconds(theirs, folder)
    pairs = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(runs)]
    ratios = sorted(mine / other for mine, other in pairs)
    median = [statistics.median(column) for column in zip(*pairs, strict=True)]
    print(
        f"{name}: {statistics.median(ratios):.2f} (bound {bound}; pairs {ratios[0]:.2f} to {ratios[-1]:.2f}; "
        f"medians {median[0]:.3f} s and {median[1]:.3f} s)"
    )


def write_large(folder: Path, many: int = OPTIONS, wide: int = CRITERIA, reasons: bool = False) -> None:
    """So many options by so many criteria: bare numbers, or each with a reason of its own."""
    draw = random.Random(1)
    options = "".join(f"  o{index}:\n    name: Option {index}\n    models: []\n" for index in range(many))
    criteria = "".join(f"  c{i}:\n    name: Criterion {i}\n    weight: {draw.randint(1, 9)}\n" for i in range(wide))

    def cell(i: int, j: int) -> str:
        score = draw.randint(0, 5)
        return f'{{score: {score}, reason: "Seen {j} times in place {i}"}}' if reasons else str(score)

    rows = "".join(f"  c{i}:\n" + "".join(f"    o{j}: {cell(i, j)}\n" for j in range(many)) for i in range(wide))
    head = "version: 1\ntitle: Large\n"
    (folder / "appraisal.yaml").write_text(
        f"kind: appraisal\n{head}question: Which?\ndate: 2026-01-01\nstatus: draft\n"
        f"criteria: criteria.yaml\nscores: scores.yaml\noptions:\n{options}"
    )
    (folder / "criteria.yaml").write_text(
        f"kind: criteria\n{head}scale:\n  0: No\n  5: Yes\ncriteria:\n{criteria}shortlist: {{top: 3}}\n"
    )
    (folder / "scores.yaml").write_text(f"kind: scores\nversion: 1\nby: Panel\ndate: 2026-01-01\nscores:\n{rows}")


def write_costs(folder: Path, many: int, lines: int = 60, years: int = 31) -> None:
    """Costs of so many options, an amount of its own in every year of every line, beside an appraisal without."""
    draw = random.Random(3)
    named = [f"{year}-{(year + 1) % 100:02}" for year in range(2026, 2026 + years)]

    def amounts() -> str:
        return ", ".join(f"{year}: {draw.randint(1, 999)}" for year in named)

    each = "".join(
        f"  l{i}:\n    name: Line {i}\n    when: once\n    options:\n"
        + "".join(f"      o{j}: {{{amounts()}}}\n" for j in range(many))
        for i in range(lines)
    )
    (folder / "costs.yaml").write_text(
        "kind: costs\nversion: 1\nby: Finance\ndate: 2026-01-01\ncurrency: GBP k\nprices: 2026-27\n"
        f"period: {{from: 2026-27, years: {years}}}\ndiscount-rate: 3.5\nlines:\n{each}"
    )
    appraisal = (folder / "appraisal.yaml").read_text()
    (folder / "with-costs.yaml").write_text(appraisal.replace("scores.yaml\n", "scores.yaml\ncosts: costs.yaml\n"))


def main() -> None:
    """Print every ratio."""
    python, appraise = sys.executable, str(Path(sys.executable).with_name("appraise"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    score = [appraise, "score", "examples/birmingham-2016"]
    compare("score of the Birmingham case, beside bare imports", score, [python, "-c", START], ROOT, 15, 2.4)
    for name in THREADS:
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as name:
        write_large(Path(name), 12, 20, reasons=True)
        for case, folder in (
            ("Birmingham", ROOT / "examples" / "birmingham-2016"),
            ("12 by 20 with reasons", Path(name)),
        ):
            write = [appraise, "score", str(folder), "--force", "-o", f"{name}/run.json"]
            compare(
                f"score -o of {case}, beside itself with one thread",
                write,
                ["env", *(f"{name}=1" for name in THREADS), *write],
                ROOT,
                15,
                1.0,
            )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_large(folder, 7, 20, reasons=True)
        write_costs(folder, 7)
        write = [appraise, "score", "--force", "-o", "run.json"]
        compare(
            "score -o of 7 by 20 with 60 lines by 31 years of costs, beside the same without",
            [*write, "with-costs.yaml"],
            [*write, "appraisal.yaml"],
            folder,
            5,
            1.5,
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_large(folder)
        sheet = [python, "-c", SHEET]
        compare(f"check of {OPTIONS} by {CRITERIA}", [appraise, "check"], sheet, folder, 3, 0.6)
        write = [appraise, "score", "-o", "run.json"]
        peak = _peak(write, folder)
        compare(f"score -o of {OPTIONS} by {CRITERIA}", write, sheet, folder, 3, 1.0)
        print(f"score -o of {OPTIONS} by {CRITERIA}: peak {peak:.0f} MB (bound 1000)")
        compare_records(folder)
        write_large(folder, 200, 100, reasons=True)
        compare("score -o of 200 by 100 with reasons", [*write, "--force"], sheet, folder, 5, 1.5)


def compare_records(folder: Path) -> None:
    """Print what reading and comparing two records takes beside `json.loads` of both, in one process and by turns:
    the same record twice, one with another weight, and one with a thousand other scores as well."""
    import appraise
    from appraise.review.difference import compare as difference

    old = folder / "run.json"
    draw, inputs = random.Random(2), appraise.read_run(old).inputs
    criteria = {**inputs.criteria, "c5": replaced(inputs.criteria["c5"], weight=Decimal(20))}
    options = dict(inputs.options)
    for option in list(options)[:50]:
        scores = dict(options[option].scores)
        for criterion in draw.sample(list(scores), 20):
            scores[criterion] = scores[criterion]._replace(score=Decimal(draw.randint(0, 5)))
        options[option] = replaced(options[option], scores=scores)
    reweighted = replaced(inputs, criteria=criteria)
    others = {"the same": inputs, "a weight": reweighted, "a thousand scores": replaced(reweighted, options=options)}
    for name, other in others.items():
        new = folder / "new.json"
        new.write_text(appraise.evaluate(other).to_json(), "utf-8", newline="\n")
        texts, pairs = [old.read_text("utf-8"), new.read_text("utf-8")], []
        for _ in range(5):
            began = time.perf_counter()
            difference(appraise.read_run(old), appraise.read_run(new))
            compared = time.perf_counter()
            for text in texts:
                json.loads(text)
            pairs.append((compared - began, time.perf_counter() - compared))
        ratios = sorted(ours / loads for ours, loads in pairs)
        ours, loads = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"comparing two records of {OPTIONS} by {CRITERIA}, {name}: {statistics.median(ratios):.2f} "
            f"(bound 4; pairs {ratios[0]:.2f} to {ratios[-1]:.2f}; medians {ours:.2f} s and {loads:.2f} s)"
        )


def _peak(command: list[str], folder: Path) -> float:
    """The memory of one process at its largest, in MB."""
    child = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(child.pid, 0)
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
