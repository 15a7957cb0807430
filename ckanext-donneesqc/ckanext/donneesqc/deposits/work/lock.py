"""Let one worker at a time work on a dataset: PostgreSQL holds the lock and drops a dead worker's."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from ckan import model
from sqlalchemy import text

PAUSE = 0.2  # seconds
SPACE = 0x_D0_9C  # ours among the database's advisory locks


@contextmanager
def dataset_lock(package_id: str, patience: float = 0) -> Iterator[bool]:
    """Hold the lock of a dataset; give whether it was free, or became so within `patience` seconds."""
    asked = {"space": SPACE, "name": package_id}
    with model.meta.engine.connect() as connection:
        statement = "SELECT pg_try_advisory_lock(:space, hashtext(:name))"
        end = time.monotonic() + patience
        while not (taken := bool(connection.execute(text(statement), asked).scalar())):
            if time.monotonic() >= end:
                break
            time.sleep(PAUSE)
        try:
            yield taken
        finally:
            if taken:
                statement = "SELECT pg_advisory_unlock(:space, hashtext(:name))"
                connection.execute(text(statement), asked)
