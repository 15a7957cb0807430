"""Check an uploaded file in the background."""

import errno
import json
from pathlib import Path

from ckanext.donneesqc.apart import Stopped, TooLong, run_module
from ckanext.donneesqc.validation import engine, records, uploads

LONGEST = 300  # seconds
LARGEST = 20 << 20  # octets of an answer; one of 500 errors has a hundred times less


def check(token: str) -> None:
    """Check the file of a token and keep its report; the file goes, whatever happens."""
    try:
        if records.start(token):
            records.finish(token, _answer(uploads.folder_of(token)))
    finally:
        uploads.remove(token)
        uploads.sweep()


def _answer(folder: Path) -> dict:
    try:
        run_module(engine.__name__, str(folder), longest=LONGEST, scratch=folder)
    except TooLong:
        return {"code": "too-long"}
    except Stopped:
        return {"code": "stopped"}
    except OSError as reason:
        if reason.errno != errno.ENOSPC:
            raise
        return {"code": "stopped"}
    path = folder / engine.ANSWER
    if path.stat().st_size > LARGEST:
        return {"code": "too-much"}
    return json.loads(path.read_text(encoding="utf-8"))
