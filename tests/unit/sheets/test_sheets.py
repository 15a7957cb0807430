"""Workbooks are the same bytes each time, and a cell holds what Excel can hold."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.sheets import (
    CHARACTERS,
    FORMULA_START,
    NO_FORMULA,
    fitting,
    height,
    is_like_a_formula,
    new_workbook,
)

DAY = date(2026, 4, 1)


def test_the_same_cells_give_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in paths:
        with new_workbook(path, DAY) as workbook:
            workbook.add_worksheet("Données").write_string(0, 0, "https://x")
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_workbook_that_can_t_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent"), new_workbook(tmp_path / "absent" / "a.xlsx", DAY):
        pass


def test_a_long_text_is_cut_where_excel_would_refuse_it() -> None:
    assert fitting("x" * CHARACTERS) == "x" * CHARACTERS
    assert fitting("x" * 40_000) == "x" * (CHARACTERS - 1) + "…"
    assert fitting("😀" * 20_000) == "😀" * ((CHARACTERS - 1) // 2) + "…"


@pytest.mark.parametrize(
    ("texts", "points"),
    [([], 15), (["a"], 15), (["a" * 25], 45), (["a\nb"], 30), (["", "a" * 9], 15)],
)
def test_a_row_is_as_high_as_its_longest_text(texts: list[str], points: int) -> None:
    assert height(texts, (10, 10)) == points


FORMULAS = {
    "=1+1": True, "+cmd|x": True, "@SUM(A1)": True, "- item": True, "\tx": True, "-x": True,
    "-5": False, "+3.2": False, "-1 234,50 $": False, "-": False, "--": False, "a=1": False,
    "": False,
}  # fmt: skip


@pytest.mark.parametrize(("cell", "runs"), FORMULAS.items())
def test_what_excel_may_run_is_one_rule_for_cells_and_columns(cell: str, runs: bool) -> None:
    column = pl.Series([cell]).str
    assert is_like_a_formula(cell) is runs
    assert (column.contains(FORMULA_START) & ~column.contains(NO_FORMULA)).to_list() == [runs]
