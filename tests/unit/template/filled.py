"""Fill templates as a person would, then save them with LibreOffice."""

import csv
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from pipelines.template import write_template
from schemas import TableSchema

EXAMPLES = Path(__file__).resolve().parents[3] / "schemas"
OFFICE = shutil.which("soffice")
Row = Mapping[str, str]


def good_rows(schema: TableSchema) -> list[Row]:
    """Return the rows of the schema's good example."""
    path = EXAMPLES / schema.name / schema.version / "examples" / "valide.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(schema: TableSchema, rows: Sequence[Row], path: Path) -> Path:
    """Write the schema's template at `path` and type the rows in it."""
    write_template(schema, path)
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, start=2):
        for position, field in enumerate(schema.fields, start=1):
            book["Données"].cell(number, position).value = typed(row[field.name], field.type)
    book.save(path)
    return path


def typed(cell: str, kind: str) -> str | float | date | None:
    """Return what Excel makes of what a person types in a cell of this type."""
    makers: Mapping = {"integer": int, "number": float, "date": date.fromisoformat}
    try:
        return makers.get(kind, str)(cell) if cell else None
    except ValueError:
        return cell


def save_with_libreoffice(paths: Sequence[Path], folder: Path) -> None:
    """Open the workbooks in LibreOffice and save each again, under its name, in `folder`."""
    profile = f"-env:UserInstallation=file://{folder.parent / 'profil'}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
