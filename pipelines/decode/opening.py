"""Open a file as a table, whatever kind of file it is."""

import dataclasses
import stat
from pathlib import Path

from pipelines.decode.archive import extract_table
from pipelines.decode.batches import FileTable
from pipelines.decode.container import extension_notices, find_container
from pipelines.decode.textfile import open_text
from pipelines.messages import Refusal
from pipelines.sources import Decoding

LARGEST = 16 << 30


def open_table(path: Path, scratch: Path, options: Decoding | None = None) -> FileTable:
    """Return the table in a file: CSV in any encoding, XLSX, XLS, ODS, or a zip with one of them.

    `scratch` is a folder of the caller, who deletes it once the batches are read. Raises Refusal
    for what is no table, which reading the batches does too, and OSError when the file can't be
    read: absent, a folder, locked.
    """
    options = options or Decoding()
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise Refusal("decode-not-a-file")
    size = found.st_size
    if size > LARGEST:
        raise Refusal("decode-too-large", megabytes=size >> 20)
    container = find_container(path)
    if container != "zip":
        return _opened(path, path.name, container, scratch, options)
    name, inside = extract_table(path, scratch)
    container = find_container(inside)
    if container == "zip":
        raise Refusal("decode-zip-none", files=name)
    table = _opened(inside, name, container, scratch, options)
    return dataclasses.replace(table, form=dataclasses.replace(table.form, archive=name))


def _opened(path: Path, name: str, container: str, scratch: Path, options: Decoding) -> FileTable:
    if container == "csv":
        table = open_text(path, scratch, options)
    else:
        # a sixth of a second to import for what most files don't need
        from pipelines.decode.workbook import open_workbook  # noqa: PLC0415

        table = open_workbook(path, container, options.sheet)
    notices = (*extension_notices(name, container), *table.notices)
    return dataclasses.replace(table, notices=notices)
