"""Open zip files within bounds: what they hold, how large it becomes, never where it says."""

import errno
import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipelines.decode.text import scratch_file
from pipelines.messages import Refusal, shortened

MAX_ENTRIES = 10_000
MAX_INFLATED = 2 << 30
MAX_RATIO = 200  # zeros alone compress a thousand times; below SMALL it doesn't matter
SMALL = 64 << 20
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
SHOWN = 5
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
DAMAGES = (
    zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OverflowError, struct.error,
    zlib.error, lzma.LZMAError,
)  # fmt: skip


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose files, inflated, stay within bounds; raises Refusal for a bomb or damage."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_bounds(archive.infolist(), path.stat().st_size)
            yield archive
    except DAMAGES as reason:
        raise Refusal("decode-workbook") from reason
    except OSError as reason:
        if reason.errno != errno.EINVAL:
            raise
        raise Refusal("decode-workbook") from reason  # sent to look before the file's beginning
    except RuntimeError as reason:  # how zipfile says that a password is wanted
        raise Refusal("decode-password") from reason


def kind_of_zip(path: Path) -> str:
    """Return xlsx, ods or, for any other, zip."""
    with opened(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "xl/workbook.bin" in names:
            raise Refusal("decode-workbook")
        if "content.xml" in names and _begins(archive, "mimetype", ODS):
            return "ods"
        return "zip"


def extract_table(path: Path, scratch: Path) -> tuple[str, Path]:
    """Return the name of the one table in a zip and its copy in `scratch`.

    Raises Refusal when there is none, or more than one.
    """
    with opened(path) as archive:
        tables = [entry for entry in archive.infolist() if _is_table(entry)]
        if len(tables) != 1:
            raise _not_one([entry.filename for entry in tables], archive.namelist())
        copy = scratch_file(scratch)
        with archive.open(tables[0]) as inside, copy.open("wb") as out:
            shutil.copyfileobj(inside, out, 1 << 20)
        return PurePosixPath(tables[0].filename).name, copy


def _check_bounds(entries: list[zipfile.ZipInfo], whole: int) -> None:
    """Refuse a zip bomb by the sizes that it declares: reading stops where they do.

    `whole`: octets of the zip; it holds no more than that, whatever it declares.
    """
    size = sum(entry.file_size for entry in entries)
    packed = min(sum(entry.compress_size for entry in entries), whole)
    bomb = size > SMALL and size > MAX_RATIO * packed
    if bomb or size > MAX_INFLATED or len(entries) > MAX_ENTRIES:
        raise Refusal("decode-zip-bomb", megabytes=size >> 20, files=len(entries))


def _begins(archive: zipfile.ZipFile, name: str, start: bytes) -> bool:
    if name not in archive.namelist():
        return True
    with archive.open(name) as file:
        return file.read(len(start)) == start


def _is_table(entry: zipfile.ZipInfo) -> bool:
    """Tell tables from folders and from what macOS leaves in an archive."""
    path = PurePosixPath(entry.filename)
    hidden = "__MACOSX" in path.parts or path.name.startswith(".")
    return path.suffix.lower() in TABLES and not entry.is_dir() and not hidden


def _not_one(tables: list[str], names: list[str]) -> Refusal:
    found = tables or names
    listed = ", ".join(shortened(name) for name in found[:SHOWN]) + ("…" if found[SHOWN:] else "")
    if tables:
        return Refusal("decode-zip-many", count=len(tables), files=listed)
    return Refusal("decode-zip-none", files=listed or "–")
