"""The fast reader and Python's own give the same rows, whatever the text and wherever it is cut."""

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.decode.batches import EXTRA, ROW, Batch
from pipelines.decode.records import Fault, read_records
from pipelines.decode.rows import Layout, read_batches
from pipelines.messages import Refusal
from tests.unit.tables import refusal_of, written

BLOCKS = st.integers(1, 64) | st.just(1 << 23)
SHAPES = st.tuples(st.integers(1, 3), st.integers(0, 2))  # labels, and cells beyond them at once
WILD = st.text(alphabet='a,"\n\ré \ufeff', max_size=40)
CELL = st.text(alphabet='aé 0,;"\n\r\t’', max_size=8)
Rows = list[tuple]


@st.composite
def well_formed(draw: st.DrawFn) -> str:
    """Draw a table as any tool may write it, blank lines and short or long rows included."""
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width) | st.just([]), max_size=12))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = written(rows, quoting=quoting, lineterminator=end)
    return text.removesuffix(end) if draw(st.booleans()) else text


def read(text: str, width: int, more: int, block: int) -> tuple[Rows, Rows]:
    """Return the rows and the cells beyond the labels, as the batches give them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        path.write_bytes(text.encode())
        layout = Layout(path, 0, 2, ",", width, width + more, block)
        batches = list(read_batches(layout))
    assert all(_has_its_shape(batch, width) for batch in batches)
    return (
        [row for batch in batches for row in batch.frame.rows()],
        [cell for batch in batches for cell in batch.extra.rows()],
    )


def _has_its_shape(batch: Batch, width: int) -> bool:
    columns = {ROW: pl.UInt32, **{f"column_{i}": pl.String for i in range(width)}}
    return batch.frame.schema == columns and batch.extra.schema == EXTRA


def expected(text: str, width: int) -> tuple[Rows, Rows]:
    """Return the same by Python's reader alone, on the whole text."""
    rows, extra = [], []
    for number, record in enumerate(read_records(text, ","), start=2):
        cells = record.cells[:width]
        rows.append((number, *cells, *[None] * (width - len(cells))))
        beyond = enumerate(record.cells[width:], start=width)
        extra.extend((number, place, cell) for place, cell in beyond if cell.strip())
    return rows, extra


def outcome(work: Callable[[], tuple[Rows, Rows]]) -> object:
    """Return the rows, or what is wrong with the text and on which of its lines."""
    try:
        return work()
    except Refusal as refusal:
        return refusal.code, refusal.values["line"]
    except Fault as fault:
        return fault.code, fault.line + 1


@given(well_formed(), SHAPES, BLOCKS)
@example('a,b,"x ""\n1,2,3"\n', (3, 0), 12)
@example('a\n\n""\nb\n', (1, 0), 64)
@example("a,b,\n1\n", (3, 0), 64)
@example("a,\r\n1\r\n", (2, 0), 64)
def test_both_readers_agree_on_what_is_well_formed(
    text: str, shape: tuple[int, int], block: int
) -> None:
    assert read(text, *shape, block) == expected(text, shape[0])


@given(WILD, SHAPES, BLOCKS)
@example('a,5"\nb,6"\n', (2, 0), 1 << 23)
@example("\ufeffa\n", (1, 0), 64)
@example("\n,,", (1, 1), 64)
def test_both_readers_agree_on_any_text_and_on_its_fault(
    text: str, shape: tuple[int, int], block: int
) -> None:
    assert outcome(lambda: read(text, *shape, block)) == outcome(lambda: expected(text, shape[0]))


def test_a_row_is_read_whole_however_many_lines_it_has() -> None:
    cell = "été\n" * 1_000_000
    rows, _ = read(written([["a", cell], ["b", "c"]]), 2, 0, 1 << 23)
    assert rows == [(2, "a", cell), (3, "b", "c")]


def test_a_short_row_far_in_the_file_is_seen_among_empty_cells() -> None:
    text = "".join(f"{i},x,\n" for i in range(20_000)) + "short,x\n" + "1,x,y\n" * 20_000
    rows, _ = read(text, 3, 0, 1 << 16)
    assert [row for row in rows if None in row] == [(20_002, "short", "x", None)]


def test_a_long_row_far_in_the_file_keeps_its_cells() -> None:
    text = "1,x\n" * 20_000 + "2,x,y,z\n" + "1,x\n" * 20_000
    rows, extra = read(text, 2, 0, 1 << 16)
    assert len(rows) == 40_001
    assert extra == [(20_002, 2, "y"), (20_002, 3, "z")]


def test_a_fault_far_in_the_file_is_said_with_its_text_line() -> None:
    text = '1,"x\ny"\n' * 1000 + '2,"x" y\n' + "1,x\n" * 10
    with pytest.raises(Refusal) as stop:
        read(text, 2, 0, 1 << 10)
    refusal_of("decode-quote-inside", stop.value, "ligne 2001", "Doublez")


def test_a_cell_of_more_than_sixteen_million_characters_is_refused() -> None:
    with pytest.raises(Refusal) as stop:
        read(f"1,2\n3,{'x' * (1 << 24)}x\n", 2, 0, 1 << 23)
    refusal_of("decode-cell-too-large", stop.value, "ligne 2")
