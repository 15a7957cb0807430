"""One way of writing a JSON value, so that a signature or a hash of it can be checked anywhere."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Return the octets of a JSON value: sorted keys, no spaces, UTF-8.

    Those of RFC 8785 for what we write: texts, whole numbers, booleans, null, lists and objects
    with ASCII keys. Raises TypeError for another number, which may be written in several ways.
    """
    _refuse_floats(value)
    said = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return said.encode("utf-8")


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value}: write it as text")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise TypeError(f"key {key!r}")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
