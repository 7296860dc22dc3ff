"""Workbooks read, changed and worked out again: by openpyxl, which works nothing out, and by LibreOffice Calc."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from appraise.field_types import UNKNOWN
from appraise.numbers import rounded
from appraise.publish.language import DASH
from appraise.publish.workbook import workbook
from appraise.run import Result, Run
from tests.pages import EN
from tests.programs import missing, program

Cells = Mapping[str, Mapping[str, Any]]
"""What stands in cells, by sheet and by cell, such as "B5"."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>{mode}</value></prop></item></oor:items>
"""
ALWAYS, NEVER = 0, 1
"""When LibreOffice works out anew what a workbook from elsewhere holds."""


def read(content: bytes, formulas: bool = False) -> Cells:
    """What is stored in a workbook, or its formulas."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book
    }


def formulas(content: bytes) -> set[tuple[str, str]]:
    """The cells that hold formulas, by sheet and name."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def with_wrong_figures(content: bytes) -> bytes:
    """The same workbook, with a wrong figure stored for every formula."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.startswith("xl/worksheets/"):
                held = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>999</v>", held)
                held = re.sub(rb' t="str"><f', b"><f", held)
            new.writestr(name, held)
    return made.getvalue()


def changed(content: bytes, changes: Cells) -> bytes:
    """A workbook with other things typed into some cells. Nothing is stored for its formulas any more."""
    book, made = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    for sheet, cells in changes.items():
        for cell, value in cells.items():
            book[sheet][cell] = float(value) if isinstance(value, Decimal) else value
    book.save(made)
    return made.getvalue()


def recalculated(contents: Mapping[str, bytes], folder: Path, mode: int = ALWAYS) -> dict[str, Cells]:
    """What LibreOffice Calc comes to in each of some workbooks."""
    office = program("soffice", "libreoffice")
    if not (Path(shutil.which(office) or office).resolve().parent / "libscfiltlo.so").exists():
        missing("needs LibreOffice Calc")
    profile, given, made = (folder / name for name in ("profile", "given", "made"))
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(mode=mode), "utf-8")
    given.mkdir()
    for name, content in contents.items():
        (given / f"{name}.xlsx").write_bytes(content)
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", made, *sorted(given.iterdir())], capture_output=True, check=True)
    return {name: read((made / f"{name}.xlsx").read_bytes()) for name in contents}


class Table(NamedTuple):
    """The sheet "Result", read by the heads of its columns."""

    rows: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, cells: Cells) -> "Table":
        """Rows by option as it is named there."""
        sheet = cells["Result"]
        head = next(int(cell[1:]) for cell, value in sheet.items() if value == "Option")
        heads = {cell[0]: value for cell, value in sheet.items() if re.fullmatch(rf"[A-Z]{head}", cell)}
        found: dict[int, dict[str, Any]] = {}
        for cell, value in sheet.items():
            letter, row = cell[0], int(cell[1:])
            if row > head:
                found.setdefault(row, {})[heads[letter]] = value
        return cls({row.pop("Option"): row for row in found.values()})


OUTCOMES = {
    "shortlisted": "Shortlisted",
    "not-shortlisted": "Not shortlisted",
    "undetermined": "Not settled",
    "excluded": "Excluded",
}


def told(run: Run, ranged: bool) -> dict[str, dict[str, Any]]:
    """What a run says of each option, as the sheet "Result" has it. ranged: whether it tells of ranges."""
    found = {}
    for option, result in run.options.items():
        name = run.inputs.options[option].name + (" (comparator)" if run.inputs.options[option].comparator else "")
        low, high = (result.total, result.total) if result.total is not None else result.low_high or (None, None)
        best, worst = result.best_worst or (result.rank, result.rank)
        found[name] = {
            "Outcome": OUTCOMES[result.outcome],
            **({"Passes the gates": _passes(result)} if run.inputs.gates else {}),
            "Best rank, scores as given": DASH if best is None else best,
            "Worst rank, scores as given": DASH if worst is None else worst,
            "Lowest total, scores as given": low,
            "Highest total, scores as given": high,
        }
        if ranged:
            least, most = result.total_range or (low, high)
            found[name] |= {"Lowest total within ranges": least, "Highest total within ranges": most}
        found[name] |= _cost(run, result)
    return found


def _cost(run: Run, result: Result) -> dict[str, Any]:
    """What a run says of the cost that options are compared by: net present cost, or cash without a discount rate."""
    costs = run.inputs.costs
    if costs is None or result.cost is None:
        return {}
    cost, what = result.cost.net_present, "net present cost"
    if cost is None:
        cost, what = result.cost.cash, "cash"
    stated = [line.of(option) for line in costs.lines.values() for option in run.options]
    ranged = [each for each in stated if each.range or each.range_percent]
    low, high = cost.low_high or (cost.total, cost.total)
    least, most = cost.range or (low, high)
    given = {f"Lowest {what}, amounts as given": low, f"Highest {what}, amounts as given": high}
    if all(each.amount != UNKNOWN for each in ranged):
        given = {"Net present cost" if result.cost.net_present else "Cash over the period": low}
    if ranged:
        given |= {f"Lowest {what} within ranges": least, f"Highest {what} within ranges": most}
    unit = {"GBP": "£", "GBP k": "£k", "GBP m": "£m"}[costs.currency]
    return {f"{head}, {unit}": "Not known" if cost.not_known else each for head, each in given.items()}


def _passes(result: Result) -> str:
    verdicts = {judged.verdict for judged in result.verdicts.values()}
    return "No" if result.outcome == "excluded" else "Yes" if verdicts == {"pass"} else "Open"


def now(cells: Cells) -> dict[str, dict[str, Any]]:
    """The same as a workbook has it, figures to 9 places."""
    rows = Table.of(cells).rows
    return {
        option: {head: _figure(value) for head, value in row.items() if not head.endswith("in the record")}
        for option, row in rows.items()
    }


def _figure(value: Any) -> Any:
    return rounded(Decimal(repr(value)), 9) if isinstance(value, float) else value


def made(run: Run) -> bytes:
    """The workbook of a run."""
    return workbook(run, EN)
