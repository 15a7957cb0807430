"""Open small files and say in short what was found."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipelines.decode import FileTable, open_table
from pipelines.messages import LANGUAGES, message
from pipelines.sources import Decoding


def opened(
    content: bytes | str, folder: Path, options: Decoding | None = None, name: str = "f.csv"
) -> FileTable:
    """Open content as a file of this name."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path, folder, options)


def rows(table: FileTable) -> list[tuple]:
    """Return the rows, each with its number first."""
    return [row for batch in table.batches() for row in batch.frame.rows()]


def extra(table: FileTable) -> list[tuple]:
    """Return the cells beyond the labels."""
    return [cell for batch in table.batches() for cell in batch.extra.rows()]


def notices(table: FileTable) -> list[str]:
    """Return the codes of the notices, each of which has its sentence in both languages."""
    said = [message(n.code, language, **n.values) for n in table.notices for language in LANGUAGES]
    assert all(said)
    return [notice.code for notice in table.notices]


def facts(
    content: bytes | str, folder: Path, options: Decoding | None = None
) -> tuple[list[str], list[tuple]]:
    """Return the labels and the rows of a file of this content."""
    table = opened(content, folder, options)
    return list(table.labels), rows(table)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return a zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
