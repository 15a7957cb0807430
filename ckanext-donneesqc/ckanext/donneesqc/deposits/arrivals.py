"""Take in the bytes of a deposit, part by part, in their order."""

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.model import Deposit

AT_ONCE = 1 << 20


class OtherOffset(Exception):  # noqa: N818 - what is wrong
    """The part doesn't begin where the portal's bytes end; the argument says where that is."""


class TooMuch(Exception):  # noqa: N818
    """More bytes come than were announced."""


def received(deposit: Deposit) -> int:
    """Return how many octets of a deposit have arrived."""
    path = store.arrival(deposit.package_id, deposit.id)
    return path.stat().st_size if path.exists() else 0


def add_part(deposit: Deposit, offset: int, part: BinaryIO) -> int:
    """Add a part at its place and return how many octets there are; a part cut short adds nothing.

    Raises OtherOffset, TooMuch.
    """
    path = store.arrival(deposit.package_id, deposit.id)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = os.fstat(file.fileno()).st_size
        if size != offset:
            raise OtherOffset(size)
        try:
            while block := part.read(AT_ONCE):
                size += len(block)
                if size > deposit.size:
                    raise TooMuch
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(offset)
            raise
    return size


def whole(deposit: Deposit) -> Path | None:
    """Return the file once all of it is there, with the content announced, in its lasting place."""
    path = store.arrival(deposit.package_id, deposit.id)
    kept = store.raw(deposit.package_id, deposit.id)
    if kept.exists():
        return kept
    if store.sha256_of(path) != deposit.sha256:
        return None
    path.chmod(store.READ_ONLY)
    path.replace(kept)
    return kept
