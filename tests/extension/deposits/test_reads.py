"""Readers see one version, whole, whatever is published meanwhile."""

from collections import Counter
from threading import Event, Thread

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import CKANTestApp

from tests.extension.deposits.world import World

READS, VERSIONS = 1000, 4
ROWS = 40


def version(number: int) -> str:
    """Return a table in which every cell and the number of rows say which version it is."""
    lines = (f"{rank},version {number},{number}" for rank in range(ROWS + number))
    return "\n".join(["id,nom,montant", *lines]) + "\n"


def test_a_thousand_reads_while_versions_follow_each_other_are_each_of_one_version(
    world: World, app: CKANTestApp
) -> None:
    world.publish(version(1))
    resource = world.resource()["id"]
    seen: Counter[tuple] = Counter()
    ended, failures = Event(), []

    def read() -> None:
        with app.flask_app.test_request_context():
            try:
                while not ended.is_set():
                    seen[_read(resource)] += 1
            except Exception as reason:  # noqa: BLE001 - shown by the test
                failures.append(repr(reason))
                ended.set()
            finally:
                model.Session.remove()

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    number = 1
    while not ended.is_set() and (number < VERSIONS or sum(seen.values()) < READS):
        number += 1
        world.publish(version(number))
    ended.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert sum(seen.values()) >= READS
    assert len(seen) > 2, "no reload happened meanwhile"
    for total, cells, amounts in seen:
        (amount,) = amounts
        assert cells == {f"version {amount}"}
        assert total == ROWS + amount


def _read(resource: str) -> tuple:
    found = tk.get_action("datastore_search")({}, {"resource_id": resource, "limit": 1000})
    rows = found["records"]
    assert len(rows) == found["total"]
    return (
        found["total"],
        frozenset(row["nom"] for row in rows),
        frozenset(int(row["montant"]) for row in rows),
    )
