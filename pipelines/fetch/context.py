"""What a run needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from pipelines.fetch.addresses import Addresses
from pipelines.store import Store


@dataclass(frozen=True)
class Context:
    """Hold where to keep, how to ask, which addresses take a detour and what time it is."""

    store: Store
    client: httpx.Client
    addresses: Addresses
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def moment(self) -> str:
        """Return the time in UTC, ISO 8601 to the second."""
        return self.now().isoformat(timespec="seconds")
