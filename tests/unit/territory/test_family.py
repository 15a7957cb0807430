"""The rules of the territory family hold on our sets and find each way of breaking them."""

import polars as pl
import pytest

from pipelines.decode import ROW
from pipelines.families import territory
from pipelines.territory import load_set
from pipelines.validate import typed_frame
from schemas import load_schema


def typed(name: str) -> pl.DataFrame:
    """Return a reference dataset as validation hands it to the rules."""
    numbered = load_set(name).with_row_index(ROW, offset=2)
    return typed_frame(numbered, load_schema(f"{name}/1.0.0"))


def found(frame: pl.DataFrame) -> list[tuple[str, int, str]]:
    """Return what the rules find, flattened."""
    return [(item.code, item.row, item.column) for item in territory.findings(frame)]


def with_cell(frame: pl.DataFrame, code: str, **cells: str | None) -> tuple[pl.DataFrame, int]:
    """Return the table with cells of one territory changed, and that territory's row."""
    here = pl.col("code") == code
    changed = frame.with_columns(
        pl.when(here).then(pl.lit(value)).otherwise(pl.col(name)).alias(name)
        for name, value in cells.items()
    )
    return changed, frame.filter(here)[ROW].item()


@pytest.mark.parametrize("name", ["regions-administratives", "mrc", "municipalites"])
def test_the_sets_we_ship_break_no_rule(name: str) -> None:
    assert found(typed(name)) == []


def test_a_three_digit_code_that_is_not_its_mrc_s_is_found() -> None:
    frame, row = with_cell(typed("mrc"), "85", code_mamh="085")
    assert found(frame) == [("territory-code", row, "code_mamh")]


def test_a_municipality_outside_its_mrc_s_region_is_found() -> None:
    frame, row = with_cell(typed("municipalites"), "46005", code_region="16")
    assert found(frame) == [("territory-region", row, "code_region")]


def test_a_municipality_outside_its_mrc_s_division_is_found() -> None:
    frame, row = with_cell(typed("municipalites"), "46005", code_mrc="47")
    assert found(frame) == [("territory-division", row, "code_mrc")]


@pytest.mark.parametrize("cells", [{"code_mrc": None}, {"rattachement": None}])
def test_an_mrc_and_what_it_is_known_from_go_together(cells: dict[str, None]) -> None:
    frame, row = with_cell(typed("municipalites"), "66023", **cells)
    assert found(frame) == [("territory-unexplained", row, "code_mrc")]


def test_a_territory_that_nothing_places_is_allowed() -> None:
    frame, _ = with_cell(typed("municipalites"), "99908", code_mrc=None, rattachement=None)
    assert found(frame) == []
