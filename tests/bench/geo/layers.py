"""Deposit geographic files as resources, and wait for the job that makes their maps."""

import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.bench.portal import Portal

DATASET = "couches"
PATIENCE, PAUSE = 3600.0, 1.0  # seconds


def deposit(portal: Portal, path: Path, dataset: str = DATASET) -> str:
    """Upload a file as a new resource; return its id."""
    data = {"package_id": dataset, "name": path.stem, "description": "Un essai."}
    data |= {"format": path.suffix[1:].upper()}
    if not portal.vanilla:
        data |= {"resource_type": "donnees", "relidi_condon_valinc": "oui"}
    with path.open("rb") as file:
        answer = httpx.post(
            f"{portal.address}/api/3/action/resource_create",
            data=data,
            files={"upload": (path.name, file, "application/octet-stream")},
            headers={"Authorization": portal.token},
            timeout=600,
        )
    answer.raise_for_status()
    return answer.json()["result"]["id"]


def wait_for_maps(portal: Portal, resources: Sequence[str]) -> list[dict]:
    """Wait until the worker has made the maps of resources; return their only layers."""
    end = time.monotonic() + PATIENCE
    return [_made(portal, resource, end) for resource in resources]


def _made(portal: Portal, resource: str, end: float) -> dict:
    while True:
        known = portal.call("donneesqc_map_show", {"resource": resource})
        if known["state"] != "waiting":
            break
        if time.monotonic() > end:
            raise AssertionError(f"expected: an end to the map of {resource}")
        time.sleep(PAUSE)
    if known["state"] != "ready" or len(known["layers"]) != 1:
        raise AssertionError(f"expected: a map of one layer, not {known}")
    return known["layers"][0]
