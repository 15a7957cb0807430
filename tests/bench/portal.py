"""A portal that a bench speaks to, as its administrator."""

import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from embedded import process
from embedded.settings import Settings


@dataclass(frozen=True)
class Portal:
    """A CKAN that answers at `address`, with the token of its administrator."""

    address: str
    token: str
    vanilla: bool

    def call(self, action: str, data: dict) -> dict:
        """Return the result of an action; raises RuntimeError with what the portal answered."""
        headers = {"Authorization": self.token}
        url = f"{self.address}/api/3/action/{action}"
        answer = httpx.post(url, json=data, headers=headers, timeout=60)
        if answer.is_error:
            raise RuntimeError(f"{action}: {answer.text[:500]}")
        return answer.json()["result"]


def make_token(settings: Settings, programs: Path, config: Path) -> str:
    """Return a new token of the account `admin`."""
    line = [programs / "ckan", "--config", config, "user", "token", "add", "admin", "bench"]
    return process.run_as_owner(settings, line, advice="").split()[-1]


def wait_for(address: str) -> None:
    """Wait a minute for a CKAN to answer."""
    for _ in range(120):
        try:
            httpx.get(f"{address}/api/3/action/status_show", timeout=5).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"{address} doesn't answer")
