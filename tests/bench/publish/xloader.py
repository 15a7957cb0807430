"""ckanext-xloader 2.6 on a stock CKAN: the same file, uploaded as a resource, then its job."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.ours import Ours
from tests.bench.peer import install
from tests.bench.portal import Portal
from tests.bench.publish.client import wait_until
from tests.bench.publish.inputs import TYPES
from tests.bench.vanilla import Vanilla, database, running

VERSION, PORT = "2.6.0", 9798
OVERRIDES = "urllib3>=2.8\n"
DONE = "complete"
TEXTS = dict.fromkeys(TYPES, "text")  # its COPY guesses no type; with guesses it is far slower


@contextmanager
def xloader(ours: Ours) -> Iterator[Portal]:
    """Give a stock CKAN with ckanext-xloader and its worker."""
    programs = install(ours.settings, "xloader", f"ckanext-xloader=={VERSION}", OVERRIDES)
    vanilla = Vanilla("xloader", PORT, programs)
    options = {
        "ckan.site_id": "xloader",  # a queue of its own
        "ckanext.xloader.jobs_db.uri": database(vanilla, ours),
    }
    complete = Vanilla(
        "xloader",
        PORT,
        programs,
        plugins=f"xloader {vanilla.plugins}",
        options=options,
        tokens=("ckanext.xloader.api_token",),
        workers=(("jobs", "worker", "--no-scheduler"),),
    )
    with running(complete, ours) as portal:
        yield portal


def publish(portal: Portal, path: Path, dataset: str) -> str:
    """Upload a file as a new resource and wait for the end of its job; return the resource."""
    with path.open("rb") as file:
        answer = httpx.post(
            f"{portal.address}/api/3/action/resource_create",
            data={"package_id": dataset, "name": path.stem, "format": "CSV"},
            files={"upload": (path.name, file, "text/csv")},
            headers={"Authorization": portal.token},
            timeout=600,
        )
    answer.raise_for_status()
    resource = answer.json()["result"]["id"]
    wait_until(lambda: _is_done(portal, resource))
    return resource


def _is_done(portal: Portal, resource: str) -> bool:
    asked = {"entity_id": resource, "task_type": "xloader", "key": "xloader"}
    task = portal.call("task_status_show", asked)
    if task["state"] == "error":
        raise AssertionError(f"expected: xloader loads the table, not {task}")
    return task["state"] == DONE
