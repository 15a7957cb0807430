"""Keep a file, in a private folder under a random name, for as long as its check takes."""

import json
import re
import shutil
import time
import unicodedata
from pathlib import Path, PurePosixPath

from ckanext.donneesqc.validation import config
from ckanext.donneesqc.validation.engine import REQUEST, Asked
from werkzeug.datastructures import FileStorage

KEPT = 3600  # seconds
AT_ONCE = 1 << 20
SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
MOST_LETTERS = 120


class TooLarge(Exception):  # noqa: N818 - the reader's word for it
    """The file is larger than the portal takes."""


def shown_name(upload: FileStorage) -> str:
    """Return the file's name as a page or a header may show it: no folder, no control character."""
    name = PurePosixPath((upload.filename or "").replace("\\", "/")).name
    plain = "".join(letter for letter in name if not unicodedata.category(letter).startswith("C"))
    return plain[-MOST_LETTERS:]


def keep(token: str, upload: FileStorage, asked: Asked) -> None:
    """Write the file and what is asked of it into the token's own folder; raises TooLarge."""
    folder = folder_of(token)
    config.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    try:
        _write(upload, folder / asked.file)
        (folder / REQUEST).write_text(json.dumps(vars(asked)), encoding="utf-8")
    except BaseException:
        remove(token)
        raise


def stored_name(name: str) -> str:
    """Return the name under which a file is kept: nothing of the person's but its kind."""
    suffix = PurePosixPath(name).suffix.lower()
    return f"fichier{suffix if SUFFIX.fullmatch(suffix) else ''}"


def folder_of(token: str) -> Path:
    """Return the folder of a token of ours."""
    return config.folder() / token


def remove(token: str) -> None:
    """Delete the file of a token and all that its check wrote."""
    shutil.rmtree(folder_of(token), ignore_errors=True)


def sweep() -> None:
    """Delete what is older than an hour: a machine that stops deletes nothing."""
    oldest = time.time() - KEPT
    for folder in config.folder().glob("*"):
        if folder.lstat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _write(upload: FileStorage, path: Path) -> None:
    left = config.max_size()
    with path.open("xb") as file:
        while block := upload.stream.read(AT_ONCE):
            left -= len(block)
            if left < 0:
                raise TooLarge
            file.write(block)
