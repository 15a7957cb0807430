"""What is sure of the captured files."""

import csv
from pathlib import Path

import polars as pl
import pytest

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.personal import watch_personal


def found_in(path: Path, delimiter: str) -> set[tuple[str, str]]:
    """Return the kinds and columns found in a file that Python's own reader can read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=delimiter)
    cells = {
        f"column_{i}": [row[i] if i < len(row) else None for row in rows]
        for i in range(len(header))
    }
    numbers = pl.Series(ROW, range(2, len(rows) + 2), dtype=pl.UInt32)
    watching = watch_personal(header)
    watching.see(Batch(pl.DataFrame({ROW: numbers, **cells})))
    return {(found.kind, found.label) for found in watching.found()}


def test_addresses_of_the_greenhouse_gas_register_are_found(real_files: Path) -> None:
    assert found_in(real_files / "depots" / "registre_ges.csv", ",") == {("adresse", "Adresse")}


def test_an_email_lost_in_a_column_of_names_is_found(real_files: Path) -> None:
    found = found_in(real_files / "depots" / "Demarches_Libres.csv", ";")
    assert found == {("courriel", "elu_referent")}


@pytest.mark.parametrize(
    ("folder", "delimiter"),
    [("comptes_publics", ";"), ("projets_infrastructures", ","), ("listes", ",")],
)
def test_amounts_projects_and_territories_have_none(
    folder: str, delimiter: str, real_files: Path
) -> None:
    for path in sorted((real_files / folder).glob("*.csv")):
        assert found_in(path, delimiter) == set(), path.name
