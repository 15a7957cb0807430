"""Checked files, as the checker would hand them to a report."""

from datetime import date

from frictionless import errors

from pipelines.report import CheckedFile

LABELS = ["Nom", "Date", "Montant"]


def cell_error(row: int, column: str, text: str, kind: type = errors.TypeError) -> dict:
    """Return the error of one cell whose sentence is « Ligne N, colonne « X » : text »."""
    number = LABELS.index(column) + 1
    message = f"Ligne {row}, colonne «\u00a0{column}\u00a0»\u00a0: {text}"
    place = {"row_number": row, "field_name": column, "field_number": number}
    found = kind(note="n", cells=["a", "b", "c"], cell="b", **place).to_descriptor()
    return {**found, "message": message}


def missing_cells(row: int, count: int) -> list[dict]:
    """Return one error per cell that a row lacks."""
    text = f"Ligne {row}\u00a0: il manque une cellule à la fin."
    kind = errors.MissingCellError
    return [{**cell_error(row, "Montant", "", kind), "message": text} for _ in range(count)]


def checked_file(*found: dict, total: int | None = None, **changes: object) -> CheckedFile:
    """Return a file with these errors, `total` of them when the list is cut short."""
    count = len(found) if total is None else total
    stats = {"errors": count, "warnings": 0, "seconds": 0.0}
    task = {
        "name": "table", "type": "table", "valid": not found, "place": "table", "labels": LABELS,
        "stats": {**stats, "rows": 964, "fields": 3}, "warnings": [], "errors": list(found),
    }  # fmt: skip
    report = {
        "valid": not found, "stats": {**stats, "tasks": 1}, "warnings": [], "errors": [],
        "tasks": [task],
    }  # fmt: skip
    known = {
        "name": "dépenses.csv", "sha256": "ab" * 32, "checked": date(2026, 4, 1), "rows": 964,
        "valid": not found, "report": report,
    }  # fmt: skip
    return CheckedFile(**{**known, **changes})  # type: ignore[arg-type]
