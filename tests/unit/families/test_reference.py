"""The rules of the reference family hold on our sets and find each way of breaking them."""

import polars as pl
import pytest

from pipelines.decode import ROW
from pipelines.families import reference
from pipelines.territory import load_set
from pipelines.validate import typed_frame
from schemas import load_schema

SETS = (
    "portefeuilles-budgetaires",
    "programmes-budgetaires",
    "supercategories-de-depenses",
    "fonds-speciaux",
    "ministeres-et-organismes",
)


def typed(name: str) -> pl.DataFrame:
    """Return a reference dataset as validation hands it to the rules."""
    numbered = load_set(name).with_row_index(ROW, offset=2)
    return typed_frame(numbered, load_schema(f"{name}/1.0.0"))


def found(frame: pl.DataFrame) -> list[tuple[str, int, str]]:
    """Return what the rules find, flattened."""
    return [(item.code, item.row, item.column) for item in reference.findings(frame)]


def with_cells(frame: pl.DataFrame, code: str, **cells: object) -> tuple[pl.DataFrame, int]:
    """Return the table with cells of one row changed, and that row."""
    here = pl.col("code") == code
    changed = frame.with_columns(
        pl.when(here).then(pl.lit(value)).otherwise(pl.col(name)).alias(name)
        for name, value in cells.items()
    )
    return changed, frame.filter(here)[ROW].item()


@pytest.mark.parametrize("name", SETS)
def test_the_sets_we_ship_break_no_rule(name: str) -> None:
    assert found(typed(name)) == []


@pytest.mark.parametrize(
    ("name", "code", "cells", "rule"),
    [
        (SETS[1], "P03-06", {"numero": "07"}, "reference-code code"),
        (SETS[3], "FS01", {"portefeuilles": 2}, "reference-portfolio code_portefeuille"),
        (SETS[3], "FS07", {"portefeuilles": 1}, "reference-portfolio code_portefeuille"),
        (SETS[3], "FS01", {"nom_portefeuille": None}, "reference-alone nom_portefeuille"),
        (SETS[2], "5", {"repartition": None}, "reference-alone repartition"),
        (SETS[4], "MO002", {"statut_sigle": None}, "reference-alone statut_sigle"),
        (SETS[4], "MO003", {"statut_nom": "sourcé"}, "reference-unsourced source"),
    ],
)
def test_a_broken_rule_is_found(name: str, code: str, cells: dict, rule: str) -> None:
    frame, row = with_cells(typed(name), code, **cells)
    expected, column = rule.split()
    assert found(frame) == [(expected, row, column)]
