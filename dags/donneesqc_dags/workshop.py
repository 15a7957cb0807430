"""Open, inside a task, what the pipeline needs from outside: the store, the network, the time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.fetch import Context
    from pipelines.store import Store

STORE = "DONNEESQC_STORE"


def store() -> "Store":
    """Return the store that DONNEESQC_STORE names."""
    from pipelines.store import Store

    return Store(Path(os.environ[STORE]))


@contextmanager
def workshop() -> Iterator["Context"]:
    """Open the store and a client that asks the sources' addresses."""
    from pipelines.fetch import Context, load_addresses, open_client

    addresses = load_addresses()
    with open_client(addresses.hosts()) as client:
        yield Context(store(), client, addresses)
