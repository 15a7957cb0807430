"""Let one process at a time work on a thing: PostgreSQL drops the lock of a dead one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from ckan import model
from sqlalchemy import text
from sqlalchemy.engine import Engine

PAUSE = 0.2  # seconds


@contextmanager
def advisory_lock(space: int, name: str, patience: float = 0) -> Iterator[bool]:
    """Hold the lock of a name; give whether it was free, or was within `patience` seconds.

    `space`: a room's own number among the database's advisory locks.
    """
    asked = {"space": space, "name": name}
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
