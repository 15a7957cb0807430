"""Let one worker at a time work on a dataset: PostgreSQL drops the lock of a dead one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from ckan import model
from sqlalchemy import text
from sqlalchemy.engine import Engine

PAUSE = 0.2  # seconds
SPACE = 0x_D0_9C  # ours among the database's advisory locks


@contextmanager
def dataset_lock(package_id: str, patience: float = 0) -> Iterator[bool]:
    """Hold the lock of a dataset; give whether it was free, or was within `patience` seconds."""
    asked = {"space": SPACE, "name": package_id}
    engine = model.Session.get_bind()
    with cast(Engine, engine).connect() as connection:
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
