"""Tell which files sent with CKAN's own form are tables, to go the way of deposits."""

import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from werkzeug.datastructures import FileStorage

TABLES = frozenset({".csv", ".ods", ".tsv", ".xls", ".xlsx"})
ARCHIVE = ".zip"
OTHER_ROLES = ("original", "compagnon")
DATA = ("", "donnees", "file", "file.upload")


def is_of_a_table(resource: Mapping) -> bool:
    """Say whether a resource may be a table: not a guide, a service, or a file kept as it came."""
    kind = resource.get("resource_type") or ""
    return kind in DATA and resource.get("role") not in OTHER_ROLES


def is_table(upload: object) -> bool:
    """Say whether a file is a table by its name, or a zip of one table alone."""
    if not isinstance(upload, FileStorage) or not upload.filename:
        return False
    suffix = _suffix(upload.filename)
    return suffix in TABLES or (suffix == ARCHIVE and _holds_one_table(upload))


def _holds_one_table(upload: FileStorage) -> bool:
    try:
        with zipfile.ZipFile(upload.stream) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
    except zipfile.BadZipFile:
        return False
    finally:
        upload.stream.seek(0)
    return len(names) == 1 and _suffix(names[0]) in TABLES


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
