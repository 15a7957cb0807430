"""Read the official lists and write our tables: UTF-8, comma, LF, codes as text."""

import csv
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def read_list(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a CSV list, every cell as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write_table(path: Path, kind: "type[DataclassInstance]", rows: Sequence) -> None:
    """Write rows of one dataclass, whose fields are the columns; no row still makes a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [field.name for field in fields(kind)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
