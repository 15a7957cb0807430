"""Hold a check's report in Redis for one hour, under a token that nobody can guess."""

import json
import re
import time
import zlib

from ckan.lib.redis import connect_to_redis
from ckanext.donneesqc.validation import config

KEPT = 3600  # seconds
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
LOST = 420  # seconds after which a check that runs no longer does: its worker was stopped
TOKEN = re.compile(r"[\w-]{43}")


def open_record(token: str, name: str, language: str) -> None:
    """Note that a file waits to be checked."""
    _write(token, {"status": WAITING, "name": name, "language": language})


def start(token: str) -> bool:
    """Note that a check starts; say whether its record is still there."""
    record = read(token)
    if record is None:
        return False
    _write(token, {**record, "status": RUNNING, "since": time.time()})
    return True


def finish(token: str, answer: dict) -> None:
    """Keep what a check answered: a report, or the code of why there is none."""
    record = read(token) or {}
    status = DONE if "report" in answer else FAILED
    _write(token, {**record, **answer, "status": status})


def forget(token: str) -> None:
    """Delete a record."""
    connect_to_redis().delete(_key(token))


def read(token: str) -> dict | None:
    """Return a record, or nothing when there never was one or its hour is over."""
    if not TOKEN.fullmatch(token):
        return None
    kept = connect_to_redis().get(_key(token))
    if not isinstance(kept, bytes):
        return None
    record = json.loads(zlib.decompress(kept))
    if record["status"] == RUNNING and time.time() - record["since"] > LOST:
        return {**record, "status": FAILED, "code": "stopped"}
    return record


def _write(token: str, record: dict) -> None:
    text = json.dumps(record).encode()
    connect_to_redis().setex(_key(token), KEPT, zlib.compress(text))


def _key(token: str) -> str:
    return f"{config.site()}:donneesqc_validation:{token}"
