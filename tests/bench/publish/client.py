"""Deposit files as `donneesqc publier` does, asking nothing, and look at what readers get."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.publish import Portal as Link
from pipelines.publish.deposits import (
    LIVE,
    SETTLED,
    Deposit,
    Sending,
    create_deposit,
    show_deposit,
    submit_deposit,
)
from pipelines.publish.parts import send_parts
from tests.bench.portal import Portal
from tests.bench.publish.inputs import DESCRIPTOR, SEARCHED, Table

PAUSE = 0.1  # seconds between two looks, at either side
PATIENCE = 5400
ORGANIZATION = "banc"


def make_organization(portal: Portal) -> None:
    """Create the organisation to which the bench's datasets belong."""
    portal.call("organization_create", {"name": ORGANIZATION, "title": "Banc d’essai"})


def make_dataset(portal: Portal, name: str) -> None:
    """Create a dataset without a table."""
    core = {"name": name, "title": name, "notes": "Un essai.", "owner_org": ORGANIZATION}
    more = {} if portal.vanilla else {
        "author": "Banc", "author_email": "banc@exemple.quebec", "license_id": "cc-by",
        "update_frequency": "annual", "language": "FR", "ext_spatial": "province-quebec",
        "extras_organisation_principale": "gouvernement-du-quebec",
        "groups": [{"name": "transport"}], "tags": [{"name": "essai"}],
    }  # fmt: skip
    portal.call("package_create", {**core, **more})


def sending(path: Path, dataset: str, schema: dict | None = None) -> Sending:
    """Say what to deposit, by the bench's schema or another; its hash is that of the whole file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Sending(
        path=path,
        dataset=dataset,
        file_name=path.name,
        size=path.stat().st_size,
        sha256=digest,
        table_schema=schema or DESCRIPTOR,
    )


def deposit(link: Link, wanted: Sending) -> Deposit:
    """Send a file in parts and submit it."""
    begun = create_deposit(link, wanted)
    if begun.state != "receiving":
        raise AssertionError(f"expected: {wanted.dataset} takes {wanted.file_name}, not {begun}")
    send_parts(link, Deposit(**{**vars(begun), "size": wanted.size}), wanted.path)
    return submit_deposit(link, begun.id)


def publish(link: Link, wanted: Sending) -> Deposit:
    """Send a file and wait until readers see it."""
    sent = deposit(link, wanted)
    wait_until(lambda: show_deposit(link, sent.id).state in SETTLED)
    found = show_deposit(link, sent.id)
    if found.state != LIVE:
        raise AssertionError(f"expected: {wanted.file_name} is live, not {found}")
    return found


def wait_until(ready: Callable[[], bool], pause: float = PAUSE) -> None:
    """Look again and again."""
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise AssertionError("expected: an end to it")
        time.sleep(pause)


def check_readers(portal: Portal, resource: str, table: Table, types: dict[str, str]) -> None:
    """Make sure that readers get every row, in these types, and find them by their words."""
    asked = {"resource_id": resource, "limit": 1}
    found = portal.call("datastore_search", asked)
    seen = {card["id"]: card["type"] for card in found["fields"] if card["id"] in types}
    if (found["total"], seen) != (table.rows, types):
        raise AssertionError(f"expected: {table.rows} rows of {types}, not {found}")
    words = portal.call("datastore_search", {**asked, "q": SEARCHED})
    if words["total"] != table.found:
        raise AssertionError(f"expected: {table.found} rows found, not {words['total']}")
