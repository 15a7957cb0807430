"""A file read in blocks has the rows that Python's own reader finds, wherever the blocks end."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.derive.blocks import frames
from tests.unit.normalised import BOM, TEXTS, normalised


@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1)
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 40),
)
def test_rows_are_the_same_for_any_size_of_block(
    rows: list[list[str]], end: str, size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = [f'n "{place}"\n,' for place in range(len(rows[0]))]
        part = normalised(Path(folder, "a.csv"), names, rows, end)
        found = list(frames(part, size))
        assert all(frame.columns == names for frame in found)
        assert [list(row) for frame in found for row in frame.iter_rows()] == rows


@pytest.mark.parametrize("text", [b"", BOM, b"a,b", b"a,b\r\n"])
def test_a_table_without_rows_has_no_block(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(text)
    assert list(frames(tmp_path / "a.csv")) == []


def test_a_last_row_without_an_end_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n3,4")
    assert [row for frame in frames(tmp_path / "a.csv") for row in frame.iter_rows()] == [
        ("1", "2"),
        ("3", "4"),
    ]
