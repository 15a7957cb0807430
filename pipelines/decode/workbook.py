"""Open a sheet of a workbook (XLSX, XLS, ODS) as a table."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.decode.batches import FileTable, Form, Notice
from pipelines.decode.book import Book, open_book
from pipelines.decode.sheet import Sheet, read_batches
from pipelines.decode.sheets import BESIDE, choose
from pipelines.messages import Refusal, shortened

MOST_SHEETS = 500
LARGEST = 512 << 20
SHOWN = 20


def open_workbook(path: Path, container: str, asked: str = "") -> FileTable:
    """Return the table of the sheet asked for, or of the one that looks like the table.

    Raises Refusal for a workbook that is damaged, protected, empty or beyond bounds.
    """
    if path.stat().st_size > LARGEST:
        raise Refusal("decode-too-large", megabytes=path.stat().st_size >> 20)
    with open_book(path, container) as book:
        return _table(book, container, asked)


def _table(book: Book, container: str, asked: str) -> FileTable:
    names = book.names
    if len(names) > MOST_SHEETS:
        raise Refusal("decode-sheets-many", count=len(names), most=MOST_SHEETS)
    wanted = [_named(names, asked)] if asked else names
    sheet = choose((name in book.visible, Sheet(book.grid(name))) for name in wanted)
    header = sheet.header
    name = sheet.grid.name
    return FileTable(
        labels=sheet.labels,
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
        written=header.written[sheet.left :],
    )


def _named(names: Sequence[str], asked: str) -> str:
    """Return the sheet of this name, capitals and outer spaces apart; raises Refusal."""
    for name in names:
        if name.strip().casefold() == asked.strip().casefold():
            return name
    raise Refusal("decode-sheet-unknown", sheet=asked, known=_listed(names))


def _notices(preamble: int, row: int, name: str, names: Sequence[str]) -> tuple[Notice, ...]:
    notices = []
    others = [other for other in names if other != name]
    if any(not BESIDE.search(other) for other in others):
        notices.append(Notice("decode-sheet", {"sheet": name, "others": _listed(others)}))
    if preamble:
        notices.append(Notice("decode-preamble", {"rows": preamble, "row": row}))
    return tuple(notices)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(shortened(name) for name in names[:SHOWN])
    return shown + ("…" if len(names) > SHOWN else "")
