"""Make deposits on a portal and follow them until readers see them.

A deposit is one file sent for one table of one dataset; the portal publishes it by itself.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pipelines.messages import Refusal
from pipelines.publish.patience import patiently
from pipelines.publish.portal import NOT_FOUND, Portal, PortalRefusal

UNCHANGED, RECEIVING, LIVE, ANNOUNCED = "unchanged", "receiving", "live", "announced"
QUARANTINED = "quarantined"
SETTLED = (LIVE, ANNOUNCED, QUARANTINED, "replaced", "cancelled", "withdrawn")
FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 0.5, 10.0, 1.5  # seconds between two looks
PATIENCE = 1800.0  # seconds without anything new after which nobody waits


@dataclass(frozen=True)
class Sending:
    """Say what to deposit and where.

    `resource`: id or title of the table, where the dataset has several; `schema`: the name of one
    of ours; `table_schema`: a Table Schema; `effective_date` (AAAA-MM-JJ): when a breaking change
    may take effect; `source`: the YAML of the dataset's source.
    """

    path: Path
    dataset: str
    file_name: str
    size: int
    sha256: str
    resource: str = ""
    publication: str = ""
    schema: str = ""
    table_schema: dict | None = None
    origin: dict | None = None
    breaking_reason: str = ""
    effective_date: str = ""
    source: str = ""


@dataclass(frozen=True)
class Step:
    """Tell one state that a deposit went through: `at` is ISO 8601, `sentence` may be ""."""

    state: str
    at: str = ""
    user: str = ""
    code: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Deposit:
    """Hold what the portal says of a deposit; what it doesn't say yet is "" or None.

    `problem`: why something outside keeps it waiting; `breaking`: what changes in the table's
    columns; `received` and `part_size` are bytes.
    """

    id: str
    state: str
    dataset: str = ""
    dataset_title: str = ""
    resource: str = ""
    publication: str = ""
    file_name: str = ""
    size: int = 0
    received: int = 0
    part_size: int = 0
    created: str = ""
    user: str = ""
    version: int | None = None
    rows: int | None = None
    rows_rejected: int | None = None
    added: int | None = None
    changed: int | None = None
    removed: int | None = None
    steps: tuple[Step, ...] = ()
    problem: str = ""
    effective_date: str = ""
    breaking: tuple[str, ...] = ()
    address: str = ""
    dataset_address: str = ""
    report_address: str = ""
    report: dict | None = None

    @property
    def settled(self) -> bool:
        """Return whether the portal has nothing more to do now."""
        return self.state in SETTLED


def create_deposit(portal: Portal, sending: Sending) -> Deposit:
    """Begin a deposit, or find the one of the same bytes; its state says what is left to do.

    The state is « unchanged » when the same bytes are live already: nothing was written. Raises
    Refusal.
    """
    sent = {
        item.name: getattr(sending, item.name) for item in fields(sending) if item.name != "path"
    }
    said = {name: value for name, value in sent.items() if value not in ("", None)}
    absent = Refusal("portal-no-dataset", name=sending.dataset)
    return read_deposit(asked(portal, "donneesqc_deposit_create", said, absent))


def submit_deposit(portal: Portal, deposit: str) -> Deposit:
    """Say that all parts are sent; from then on the portal works by itself."""
    return read_deposit(
        patiently(lambda: _about(portal, "donneesqc_deposit_submit", {"id": deposit}))
    )


def show_deposit(portal: Portal, deposit: str, report: bool = False) -> Deposit:
    """Return a deposit and its steps, with its Frictionless report when asked."""
    return read_deposit(
        _about(portal, "donneesqc_deposit_show", {"id": deposit, "include_report": report})
    )


def list_deposits(portal: Portal, dataset: str = "", limit: int = 10) -> tuple[Deposit, ...]:
    """Return the newest deposits, of one dataset or of all those that the account may see."""
    data = {"limit": limit, **({"dataset": dataset} if dataset else {})}
    absent = Refusal("portal-no-dataset", name=dataset)
    found = asked(portal, "donneesqc_deposit_list", data, absent)
    return tuple(read_deposit(item) for item in found["results"])


def cancel_deposit(portal: Portal, deposit: str) -> None:
    """Give a deposit up: the portal erases its bytes."""
    _about(portal, "donneesqc_deposit_cancel", {"id": deposit})


def follow_deposit(
    portal: Portal, deposit: str, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Deposit]:
    """Yield the deposit each time that its state or its problem changes, until it is settled.

    Ends as well after half an hour without anything new: the portal goes on alone.
    """
    seen, pause, waited = ("", ""), FIRST_PAUSE, 0.0
    while waited < PATIENCE:
        found = patiently(lambda: show_deposit(portal, deposit), sleep)
        if seen != (found.state, found.problem):
            seen, pause, waited = (found.state, found.problem), FIRST_PAUSE, 0.0
            yield found
        if found.settled:
            return
        sleep(pause)
        waited += pause
        pause = min(pause * GROWTH, LONGEST_PAUSE)


def read_deposit(said: Mapping) -> Deposit:
    """Return a deposit as an action tells it; what is null there is left out."""
    known = {item.name for item in fields(Deposit)}
    told = {name: value for name, value in said.items() if name in known and value is not None}
    problem = told.get("problem") or {}
    return Deposit(
        **{
            **{"id": ""},
            **told,
            "problem": problem.get("sentence") or problem.get("code", ""),
            "breaking": tuple(told.get("breaking", ())),
            "steps": tuple(map(_step, told.get("steps", ()))),
        }
    )


def asked(portal: Portal, action: str, data: dict, absent: Refusal) -> dict:
    """Return the result of an action; raises `absent` when the portal has no such thing."""
    try:
        found = portal.call(action, data)
    except PortalRefusal as refusal:
        if refusal.status == NOT_FOUND and refusal.error:
            raise absent from refusal
        raise
    if not isinstance(found, dict):
        raise Refusal("portal-not-ckan", portal=portal.address)
    return found


def _about(portal: Portal, action: str, data: dict) -> dict:
    return asked(portal, action, data, Refusal("portal-no-deposit", name=data["id"]))


def _step(said: Mapping) -> Step:
    return Step(**{item.name: said.get(item.name) or "" for item in fields(Step)})
