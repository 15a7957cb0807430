"""Infrastructure projects: ten real publications, one row per project and date, nothing lost."""

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.unit.families.through import Through, through

NAME = "projets-infrastructures"
PUBLICATIONS = (
    "2020-06-04", "2020-12-03", "2021-06-23", "2021-12-06", "2022-06-02",
    "2023-05-24", "2023-12-08", "2024-07-08", "2025-06-10", "2026-03-18",
)  # fmt: skip
NUMBER = ("No_projet", "no_projet", "#_de_projet", "No_de_projet")


def source_rows(folder: Path, publication: str) -> list[dict[str, str]]:
    """Read a publication by Python alone."""
    path = folder / NAME.replace("-", "_") / f"tableau_de_bord_{publication}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def checked(folder: Path, publication: str) -> Through:
    """Check a real publication."""
    path = folder / NAME.replace("-", "_") / f"tableau_de_bord_{publication}.csv"
    return through(NAME, publication, path)


def cell_of(row: dict[str, str], *starts: str) -> str:
    """Return the cell of the column whose label begins so."""
    return next(cell for label, cell in row.items() if label.lower().startswith(starts))


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_a_publication_is_valid_with_one_row_per_project(
    publication: str, real_files: Path
) -> None:
    found = checked(real_files, publication).validation
    assert found.valid
    numbers = [cell_of(row, "no_", "#") for row in source_rows(real_files, publication)]
    assert found.frame["no_projet"].cast(pl.String).to_list() == numbers
    assert found.frame["no_projet"].n_unique() == len(numbers)
    assert set(found.frame["date_publication"].cast(pl.String)) == {publication}


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_costs_are_the_file_s_in_dollars(publication: str, real_files: Path) -> None:
    cells = [
        cell_of(row, "coût_total", "cout_total") for row in source_rows(real_files, publication)
    ]
    written = [Decimal(cell) if cell else None for cell in cells]
    scale = 1_000_000 if all(cost is None or cost < 1_000_000 for cost in written) else 1
    expected = [None if cost is None else cost * scale for cost in written]
    frame = checked(real_files, publication).validation.frame
    assert [None if c is None else Decimal(c) for c in frame["cout_total"]] == expected
    assert all(not cost or cost >= 20_000_000 for cost in expected)  # one is 0 in the file


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_the_commentary_is_kept_whole(publication: str, real_files: Path) -> None:
    rows = source_rows(real_files, publication)
    expected = [
        lines(cell_of(row, "suivi_des_modifications", "suivi_modifications")) for row in rows
    ]
    frame = checked(real_files, publication).validation.frame
    assert [lines(cell or "") for cell in frame["suivi_modifications"]] == expected


def lines(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them, without the returns of Excel."""
    whole = text.replace("_x000D_\n", "\n").replace("_x000D_", "\n").strip()
    return [line.rstrip() for line in whole.split("\n")]


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_dates_are_dates_with_their_precision(publication: str, real_files: Path) -> None:
    frame = checked(real_files, publication).validation.frame
    column = "date_fin_mise_en_service"
    assert frame.schema[column] == pl.Date
    months = frame.filter(pl.col(f"{column}_precision") == "mois")[column]
    assert (months.dt.month_end() == months).all()
    assert frame.filter(pl.col(column).is_null())[f"{column}_precision"].is_null().all()


def test_a_project_can_be_followed_from_one_publication_to_the_next(real_files: Path) -> None:
    frames = [checked(real_files, name).validation.frame for name in PUBLICATIONS]
    seen = [set(frame["no_projet"].cast(pl.String)) for frame in frames]
    assert {"5", "10", "18"} <= set.union(*seen)
    assert sum("10" in numbers for numbers in seen) >= 3
