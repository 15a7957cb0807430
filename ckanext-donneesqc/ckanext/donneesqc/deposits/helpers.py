"""Template helpers of the room `deposits`; every name of ours starts with `dq_`."""

from dataclasses import dataclass
from datetime import datetime

from ckan import model
from ckanext.donneesqc.deposits import records, tables
from ckanext.donneesqc.deposits.errors import spoken
from ckanext.donneesqc.deposits.model import Deposit, Version
from ckanext.donneesqc.deposits.states import UNDER_WAY, State
from ckanext.donneesqc.deposits.tabular import TABLES

from pipelines.messages import message
from pipelines.sources import UnknownSource, load_source
from schemas import list_schemas, load_schema

__all__ = [
    "dq_deposit_schemas",
    "dq_has_publications",
    "dq_kept_file",
    "dq_present_schema",
    "dq_published_tables",
    "dq_table_suffixes",
    "dq_waits_for",
]


@dataclass(frozen=True)
class Change:
    """A breaking change told ahead: from which day on, what, and why."""

    day: str
    sentences: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Published:
    """What a dataset's page says of a table: its live version and what readers should know.

    `refused`: when a later update was sent, that was not published.
    """

    table: str
    title: str
    count: int
    withdrawn: int
    number: int | None
    created: datetime | None
    refused: datetime | None
    announced: tuple[Change, ...]


@dataclass(frozen=True)
class Offered:
    """One of our schemas, as a form offers it."""

    name: str
    title: str


@dataclass(frozen=True)
class Present:
    """The schema that a table keeps when none is chosen; `name`: when it is one of ours."""

    name: str
    kept: bool


@dataclass(frozen=True)
class Kept:
    """A file that waits for the rest of its form."""

    file_name: str
    size: int


def dq_published_tables(package: dict) -> list[Published]:
    """List the tables of a dataset that have versions, or a change that was announced."""
    versions = model.Session.query(Version).filter(Version.package_id == package["id"])
    newest: dict[str, list[Version]] = {}
    for version in versions.order_by(Version.number.desc()):
        newest.setdefault(version.resource_id, []).append(version)
    if not newest:
        return []
    titles = tables.tables_of(package)
    order = [table for table in titles if table in newest]
    return [_published(table, titles[table], newest[table]) for table in order]


def dq_waits_for(resource: dict) -> str:
    """Say what a table without a version waits for: "work", "correction"; "" of any other file."""
    if resource.get("url"):
        return ""
    query = model.Session.query(Deposit.state).filter(Deposit.resource_id == resource["id"])
    states = {state for (state,) in query.distinct()}
    if states & {*UNDER_WAY}:
        return "work"
    return "correction" if State.QUARANTINED in states else ""


def dq_deposit_schemas() -> list[Offered]:
    """List our schemas, each once, by title."""
    newest = {}
    for full_name in sorted(list_schemas(), key=_version):
        name = full_name.split("/")[0]
        newest[name] = Offered(name, load_schema(full_name).title)
    return sorted(newest.values(), key=lambda schema: schema.title)


def dq_present_schema(table: str) -> Present:
    """Say under which schema the table that readers see was deposited."""
    part = records.last_part(table) if table else None
    if part is None:
        return Present("", kept=False)
    facts = part.facts or {}
    return Present(
        (part.schema or str(facts.get("schema") or "")).split("/")[0],
        kept=bool(part.schema or part.source or part.descriptor),
    )


def dq_table_suffixes() -> str:
    """Return the endings of the names of tables' files."""
    return " ".join(sorted(TABLES))


def dq_has_publications(dataset: str) -> bool:
    """Say whether a dataset's table has the rows of several publications, one a file."""
    try:
        return bool(load_source(dataset).partition)
    except UnknownSource:
        return False


def dq_kept_file(deposit_id: str) -> Kept | None:
    """Return the file that waits for a form, if it does."""
    deposit = records.get(deposit_id)
    if deposit is None or deposit.state != State.RECEIVING:
        return None
    return Kept(deposit.file_name, deposit.size)


def _version(full_name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in full_name.rpartition("/")[2].split("."))


def _published(table: str, title: str, versions: list[Version]) -> Published:
    last = versions[0]
    live = last if last.withdrawn is None else None
    return Published(
        table,
        title,
        len(versions),
        sum(version.withdrawn is not None for version in versions),
        live.number if live else None,
        live.created if live else None,
        _refused(table, live),
        _announced(table),
    )


def _refused(table: str, live: Version | None) -> datetime | None:
    """Return when the last update in quarantine was sent, if it came after what is shown."""
    shown = records.known(live.deposit_id) if live else None
    if shown is None or shown.rank is None:
        return None
    query = model.Session.query(Deposit.submitted).filter(
        Deposit.resource_id == table,
        Deposit.state == State.QUARANTINED,
        Deposit.rank > shown.rank,
    )
    last = query.order_by(Deposit.rank.desc()).first()
    return last[0] if last else None


def _announced(table: str) -> tuple[Change, ...]:
    query = model.Session.query(Deposit).filter(
        Deposit.resource_id == table, Deposit.state == State.ANNOUNCED
    )
    return tuple(
        Change(
            deposit.effective_date.isoformat() if deposit.effective_date else "",
            tuple(message(item["code"], spoken(), **item["values"]) for item in deposit.breaking),
            deposit.breaking_reason,
        )
        for deposit in query.order_by(Deposit.effective_date)
    )
