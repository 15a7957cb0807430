"""Read the sheets of a workbook: plain ones of an XLSX fast, all others with calamine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pipelines.decode.archive import opened
from pipelines.decode.extents import measure_sheet
from pipelines.decode.grid import Grid
from pipelines.decode.ods import measure_tables
from pipelines.decode.ranges import RangeGrid
from pipelines.decode.xls import measure_workbook
from pipelines.decode.xlsx.cells import CellReader
from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.grid import read_grid
from pipelines.decode.xlsx.parts import Parts, workbook_parts
from pipelines.decode.xlsx.strings import read_strings
from pipelines.decode.xlsx.styles import read_styles
from pipelines.messages import Refusal

SECTOR = 512  # an XLS is made of whole ones


@dataclass(frozen=True)
class Book:
    """Hold the names of a workbook's sheets and read one when it is asked for."""

    names: Sequence[str]
    visible: frozenset[str]
    grid: Callable[[str], Grid]


@contextmanager
def open_book(path: Path, container: str) -> Iterator[Book]:
    """Open a workbook: sheets are read before it closes, each whole.

    Raises Refusal for one that is damaged, protected or beyond bounds.
    """
    # given the path, calamine would believe the extension
    with path.open("rb") as file, _refusing():
        yield _xlsx(path, file) if container == "xlsx" else _other(path, file, container)


class _XlsxSheets:
    """Read the sheets of an XLSX, and what they share once."""

    def __init__(self, path: Path, file: BinaryIO, parts: Parts) -> None:
        self.path = path
        self.file = file
        self.parts = parts

    def grid(self, name: str) -> Grid:
        with opened(self.path) as archive:
            part = self.parts.sheets[name]
            try:
                if self.cells:
                    return read_grid(archive, part, name, self.cells)
            except NotPlainError:
                pass
            errors = measure_sheet(archive, part)
        return RangeGrid(self.calamine.get_sheet_by_name(name), errors)

    @cached_property
    def cells(self) -> CellReader | None:
        """Read what the sheets share, None if it can't be done the plain way."""
        if self.parts.since_1904:
            return None
        with opened(self.path) as archive:
            try:
                return CellReader(read_strings(archive), read_styles(archive))
            except NotPlainError:
                return None

    @cached_property
    def calamine(self) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(self.file)


def _xlsx(path: Path, file: BinaryIO) -> Book:
    with opened(path) as archive:
        parts = workbook_parts(archive)
    return Book(list(parts.sheets), parts.visible, _XlsxSheets(path, file, parts).grid)


def _other(path: Path, file: BinaryIO, container: str) -> Book:
    errors = {}
    if container == "ods":
        with opened(path) as archive:
            errors = measure_tables(archive)
    else:
        if path.stat().st_size % SECTOR:  # cut short: the reader would say so itself, in English
            raise Refusal("decode-workbook")
        measure_workbook(path)
    workbook = CalamineWorkbook.from_filelike(file)
    shown = (
        sheet for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible
    )
    return Book(
        workbook.sheet_names,
        frozenset(sheet.name for sheet in shown),
        lambda name: RangeGrid(workbook.get_sheet_by_name(name), errors.get(name, {})),
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what calamine raises at a bad file into a Refusal."""
    try:
        yield
    except PasswordError as reason:
        raise Refusal("decode-password") from reason
    except CalamineError as reason:
        raise Refusal("decode-workbook") from reason
    except BaseException as reason:
        if type(reason).__name__ != "PanicException":  # a fault of the reader, met in bad files
            raise
        raise Refusal("decode-workbook") from reason
