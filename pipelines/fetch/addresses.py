"""Send chosen addresses elsewhere: a sample's server in place of a ministry's."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "DONNEESQC_ADDRESSES"
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Detour:
    """Serve addresses that begin with `prefix` from `target`; `fictional` marks invented data."""

    prefix: str
    target: str
    fictional: bool = False


@dataclass(frozen=True)
class Addresses:
    """Know where an address is really served; production has no detour."""

    detours: tuple[Detour, ...] = ()

    def real(self, address: str) -> str:
        """Return the address to ask, after the longest detour that fits."""
        detour = self._detour(address)
        return detour.target + address[len(detour.prefix) :] if detour else address

    def fictional(self, address: str) -> bool:
        """Tell whether what this address serves here is invented."""
        detour = self._detour(address)
        return bool(detour and detour.fictional)

    def takes_detour(self, address: str) -> bool:
        """Tell whether a copy is served here in place of this address."""
        return self._detour(address) is not None

    def hosts(self) -> frozenset[tuple[str, int]]:
        """Return the (host, port) pairs of the detours: the only private ones that may be asked."""
        return frozenset(host_and_port(detour.target) for detour in self.detours)

    def _detour(self, address: str) -> Detour | None:
        fitting = [detour for detour in self.detours if address.startswith(detour.prefix)]
        return max(fitting, key=lambda detour: len(detour.prefix), default=None)


def load_addresses() -> Addresses:
    """Read the detours from the JSON file that DONNEESQC_ADDRESSES names, if it names one."""
    path = os.environ.get(VARIABLE)
    if not path:
        return Addresses()
    items = json.loads(Path(path).read_text(encoding="utf-8"))
    return Addresses(
        tuple(Detour(item["from"], item["to"], item.get("fictional", False)) for item in items)
    )


def host_and_port(address: str) -> tuple[str, int]:
    """Return the host and port of an address, the scheme's own port by default."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
