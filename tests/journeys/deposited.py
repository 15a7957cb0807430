"""A dataset whose table has versions, an update in quarantine and a change to come."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.journeys.datasets import create_dataset
from tests.journeys.stack import Portal

KEYED = {
    "fields": [
        {"name": "numero", "type": "string", "title": "Numéro"},
        {"name": "nom", "type": "string", "title": "Nom du projet"},
        {"name": "montant", "type": "number", "title": "Montant"},
    ],
    "primaryKey": ["numero"],
}
FIRST = "numero,nom,montant\nP-01,Réfection du pont,1200\nP-02,Aréna,800\n"
SECOND = "numero,nom,montant\nP-01,Réfection du pont,1500\nP-03,Bibliothèque,400\n"
WRONG = "numero,nom,montant\nP-01,Réfection du pont,beaucoup\n"
WITHDRAWN = FIRST + "P-09,Nom retiré,1\n"
FEWER = "numero,nom\nP-01,Réfection du pont\n"
REASON = "Le montant se trouve dans un autre jeu de données."
SETTLED = ("live", "quarantined", "announced", "cancelled")
LONGEST = 420  # seconds, on a machine that others use too


@dataclass(frozen=True)
class Deposited:
    """The dataset's name, its table's id, and each deposit's id by its state."""

    name: str
    table: str
    deposits: dict[str, str]

    @property
    def public(self) -> dict[str, str]:
        """Return the addresses that anybody may open, by page."""
        place = f"/dataset/{self.name}"
        return {
            "dataset": place,
            "versions": f"{place}/versions",
            "version": f"{place}/versions/3",
            "version-withdrawn": f"{place}/versions/2",
            "difference": f"{place}/versions/3/difference?avec=1",
            "difference-none": f"{place}/versions/3/difference?avec=2",
            "table": f"{place}/resource/{self.table}",
        }

    @property
    def for_editors(self) -> dict[str, str]:
        """Return the addresses of those who may change the dataset, by page."""
        place = f"/dataset/{self.name}"
        return {
            "deposits": f"{place}/depots",
            **{f"deposit-{state}": f"{place}/depots/{key}" for state, key in self.deposits.items()},
            "restore": f"{place}/versions/1/retablir",
            "withdraw": f"{place}/versions/1/retirer",
            "form-new": f"{place}/resource/new",
            "form-edit": f"{place}/resource/{self.table}/edit",
        }


def make_deposited(pipeline: Portal) -> Deposited:
    """Create the dataset, publish, refuse, announce and withdraw."""
    name = create_dataset(pipeline, "depots", "Projets d’essai")
    deposits = {}
    deposits["replaced"] = deposit(pipeline, name, FIRST, new_table="Projets")
    deposit(pipeline, name, WITHDRAWN)
    pipeline.call(
        "donneesqc_version_withdraw",
        {"dataset": name, "number": 2, "reason": "Nom d’une personne.", "decided_by": "Essai"},
    )
    wait_until(lambda: versions(pipeline, name)[0]["number"] == 3)
    deposits["live"] = deposit(pipeline, name, SECOND)
    deposits["quarantined"] = deposit(pipeline, name, WRONG)
    fewer = {"fields": KEYED["fields"][:2], "primaryKey": ["numero"]}
    told = {"table_schema": fewer, "breaking_reason": REASON}
    deposits["announced"] = deposit(pipeline, name, FEWER, **told)
    states = [state_of(pipeline, key) for key in deposits.values()]
    assert states == [*deposits], states
    table = versions(pipeline, name)[0]["resource"]
    return Deposited(name, table, deposits)


def deposit(pipeline: Portal, name: str, content: str, **told: Any) -> str:
    """Send a file, wait until the portal has done with it, return the deposit's id."""
    octets = content.encode()
    facts = {"size": len(octets), "sha256": hashlib.sha256(octets).hexdigest()}
    asked = {"dataset": name, "file_name": "projets.csv", "table_schema": KEYED, **facts, **told}
    made = pipeline.call("donneesqc_deposit_create", asked)
    part = pipeline.client.post(
        f"{pipeline.address}/api/3/action/donneesqc_deposit_part_add",
        data={"id": made["id"], "offset": "0"},
        files={"upload": ("part", octets)},
        headers={"Authorization": pipeline.token},
    )
    assert part.is_success, part.text
    pipeline.call("donneesqc_deposit_submit", {"id": made["id"]})
    wait_until(lambda: state_of(pipeline, made["id"]) in SETTLED)
    return made["id"]


def state_of(pipeline: Portal, deposit_id: str) -> str:
    """Return the state of a deposit."""
    return pipeline.call("donneesqc_deposit_show", {"id": deposit_id})["state"]


def versions(portal: Portal, name: str) -> list[dict]:
    """Return the versions of a dataset's table, newest first."""
    return portal.call("donneesqc_version_list", {"dataset": name})["results"]


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until something is true; a few minutes at most."""
    end = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)
