"""Open a sheet of a workbook (XLSX, XLS, ODS) as a table."""

from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pipelines.decode.archive import opened
from pipelines.decode.batches import FileTable, Form, Notice
from pipelines.decode.extents import Errors, measure_sheet
from pipelines.decode.ods import measure_tables
from pipelines.decode.parts import sheet_parts
from pipelines.decode.sheet import Sheet, read_batches
from pipelines.decode.sheets import choose
from pipelines.messages import Refusal, shortened

MOST_SHEETS = 500
LARGEST = 512 << 20
SHOWN = 20
SECTOR = 512  # an XLS is made of whole ones


def open_workbook(path: Path, container: str, asked: str = "") -> FileTable:
    """Return the table of the sheet asked for, or of the one that looks like the table.

    Raises Refusal for a workbook that is damaged, protected, empty or beyond bounds.
    """
    if path.stat().st_size > LARGEST:
        raise Refusal("decode-too-large", megabytes=path.stat().st_size >> 20)
    errors = _measured(path, container)
    try:
        # given the path, it would believe the extension
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            return _table(workbook, errors, container, asked)
    except PasswordError as reason:
        raise Refusal("decode-password") from reason
    except CalamineError as reason:
        raise Refusal("decode-workbook") from reason
    except BaseException as reason:
        if type(reason).__name__ != "PanicException":  # a fault of the reader, met in bad files
            raise
        raise Refusal("decode-workbook") from reason


def _table(
    workbook: CalamineWorkbook, errors: dict[str, Errors], container: str, asked: str
) -> FileTable:
    names = workbook.sheet_names
    if len(names) > MOST_SHEETS:
        raise Refusal("decode-sheets-many", count=len(names), most=MOST_SHEETS)
    wanted = [_named(names, asked)] if asked else names
    visible = {
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
    }
    sheets = (
        (name in visible, Sheet(workbook.get_sheet_by_name(name), errors.get(name, {})))
        for name in wanted
    )
    sheet = choose(sheets)
    header = sheet.header
    name = sheet.cells.name
    return FileTable(
        labels=header.labels[sheet.left :],
        header_row=header.index + 1,
        form=Form(
            container=container,
            delimiter="",
            encoding="",
            sheet=name,
            sheets=tuple(names),
            preamble=header.preamble,
        ),
        notices=_notices(header.preamble, header.index + 1, name, [] if asked else names),
        batches=lambda: read_batches(sheet),
    )


def _measured(path: Path, container: str) -> dict[str, Errors]:
    """Return each sheet's cells in error; raises Refusal for a sheet beyond bounds."""
    if container == "xls":  # 65 536 rows of 256 columns at most
        if path.stat().st_size % SECTOR:  # cut short: the reader would say so itself, in English
            raise Refusal("decode-workbook")
        return {}
    with opened(path) as archive:
        if container == "ods":
            return measure_tables(archive)
        return {name: measure_sheet(archive, part) for name, part in sheet_parts(archive).items()}


def _named(names: Sequence[str], asked: str) -> str:
    """Return the sheet of this name, capitals and outer spaces apart; raises Refusal."""
    for name in names:
        if name.strip().casefold() == asked.strip().casefold():
            return name
    raise Refusal("decode-sheet-unknown", sheet=asked, known=_listed(names))


def _notices(preamble: int, row: int, name: str, names: Sequence[str]) -> tuple[Notice, ...]:
    notices = []
    if len(names) > 1:
        others = _listed([other for other in names if other != name])
        notices.append(Notice("decode-sheet", {"sheet": name, "others": others}))
    if preamble:
        notices.append(Notice("decode-preamble", {"rows": preamble, "row": row}))
    return tuple(notices)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(shortened(name) for name in names[:SHOWN])
    return shown + ("…" if len(names) > SHOWN else "")
