"""Read the history of a table on a portal; bring a version back or take one away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from pipelines.messages import Refusal
from pipelines.publish.deposits import Deposit, asked, read_deposit
from pipelines.publish.portal import Portal

LIST = "donneesqc_version_list"
NO_DATASET = "portal-no-dataset"


@dataclass(frozen=True)
class VersionFile:
    """Name a file of a version: `form` is csv, xlsx, parquet or datapackage."""

    form: str
    address: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class RawFile:
    """Name a file of a version as it was deposited, by publication."""

    sha256: str
    publication: str = ""
    file_name: str = ""
    size: int = 0
    address: str = ""


@dataclass(frozen=True)
class Tombstone:
    """Say when, why and by whose decision a version was withdrawn."""

    at: str
    reason: str
    decided_by: str = ""


@dataclass(frozen=True)
class Version:
    """Hold what a table was from one publishing to the next; `number` starts at 1.

    `fields`: its columns; `primary_key`: those that tell its rows apart; `table_schema`: the Table
    Schema that its files must keep, if any.
    """

    number: int
    created: str = ""
    kind: str = ""
    publication: str = ""
    restored_from: int | None = None
    rows: int | None = None
    added: int | None = None
    changed: int | None = None
    removed: int | None = None
    live: bool = False
    schema: str = ""
    fields: tuple[dict, ...] = ()
    primary_key: tuple[str, ...] = ()
    table_schema: dict | None = None
    files: tuple[VersionFile, ...] = ()
    raw: tuple[RawFile, ...] = ()
    note: str = ""
    breaking: tuple[str, ...] = ()
    withdrawn: Tombstone | None = None

    def shares(self, other: "Version") -> bool:
        """Tell whether both hold the same deposited bytes."""
        return bool({file.sha256 for file in self.raw} & {file.sha256 for file in other.raw})


@dataclass(frozen=True)
class Change:
    """Hold one row that differs: `kind` is added, changed or removed."""

    kind: str
    key: dict
    old: dict | None = None
    new: dict | None = None


@dataclass(frozen=True)
class Comparison:
    """Count what differs between two versions and list the first rows of it."""

    old: int
    new: int
    added: int
    changed: int
    removed: int
    key: tuple[str, ...] = ()
    columns: dict = field(default_factory=dict)
    results: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Withdrawal:
    """Say what a withdrawal erased: `also` are the other versions that held the same bytes.

    `live` is the version that readers see afterwards; `deposit` the one that brings back what they
    had before, "" when there is nothing to bring back; `still_in` names the other datasets where
    the same bytes are.
    """

    number: int
    also: tuple[int, ...] = ()
    live: int | None = None
    deposit: str = ""
    still_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Name a table: a dataset and, where it has several, a resource by id or title."""

    dataset: str
    resource: str = ""

    @property
    def said(self) -> dict[str, str]:
        """Return the table as actions want it."""
        return {"dataset": self.dataset, **({"resource": self.resource} if self.resource else {})}


@dataclass(frozen=True)
class Window:
    """Choose which differing rows to list; `kind` "" is all."""

    kind: str = ""
    limit: int = 100
    offset: int = 0


def list_versions(portal: Portal, table: Table) -> tuple[Version, ...]:
    """Return the versions of a table, newest first; raises Refusal."""
    try:
        found = asked(portal, LIST, table.said, _no_dataset(table))
    except Refusal as refusal:
        if refusal.code == NO_DATASET and table.resource and _is_there(portal, table):
            raise Refusal("portal-no-table", name=table.dataset, resource=table.resource) from None
        raise
    return tuple(map(_version, found["results"]))


def _no_dataset(table: Table) -> Refusal:
    return Refusal("portal-no-dataset", name=table.dataset)


def _is_there(portal: Portal, table: Table) -> bool:
    """Tell whether the portal has the dataset, whatever its tables."""
    try:
        asked(portal, LIST, {"dataset": table.dataset, "limit": 1}, _no_dataset(table))
    except Refusal as refusal:
        return refusal.code != NO_DATASET
    return True


def show_version(portal: Portal, table: Table, number: int) -> Version:
    """Return one version of a table; raises Refusal."""
    return _version(_of(portal, "donneesqc_version_show", table, (number,), {"number": number}))


def compare_versions(
    portal: Portal, table: Table, old: int, new: int, window: Window | None = None
) -> Comparison:
    """Return what differs from one version to another; raises Refusal."""
    window = window or Window()
    asks = {"old": old, "new": new, "limit": window.limit, "offset": window.offset}
    kind = {"kind": window.kind} if window.kind else {}
    said = _of(portal, "donneesqc_version_diff", table, (old, new), {**asks, **kind})
    told = _known(Comparison, said)
    results = tuple(Change(**_known(Change, item)) for item in said["results"])
    return Comparison(**{**told, "key": tuple(told.get("key", ())), "results": results})


def restore_version(portal: Portal, table: Table, number: int) -> Deposit:
    """Publish an older version again, as a deposit of its own; raises Refusal."""
    said = _of(portal, "donneesqc_version_restore", table, (number,), {"number": number})
    return read_deposit(said)


def withdraw_version(
    portal: Portal, table: Table, number: int, reason: str, decided_by: str = ""
) -> Withdrawal:
    """Erase a version for good; a tombstone with the reason stays in its place."""
    why = {"reason": reason, **({"decided_by": decided_by} if decided_by else {})}
    asks = {"number": number, **why}
    said = _of(portal, "donneesqc_version_withdraw", table, (number,), asks)
    return Withdrawal(
        number=said["number"],
        also=tuple(said["also"]),
        live=said["live"],
        deposit=said.get("deposit") or "",
        still_in=tuple(map(str, said.get("still_in", ()))),
    )


def _of(portal: Portal, action: str, table: Table, numbers: tuple[int, ...], asks: Mapping) -> dict:
    """Return what the portal answers of some versions; raises Refusal, which says which lacks."""
    absent = _absent(table, numbers)
    try:
        return asked(portal, action, {**table.said, **asks}, absent)
    except Refusal as refusal:
        if refusal is not absent:
            raise
    known = {version.number for version in list_versions(portal, table)}
    raise _absent(table, [number for number in numbers if number not in known] or numbers)


def _absent(table: Table, numbers: Iterable[int]) -> Refusal:
    said = ", ".join(map(str, dict.fromkeys(numbers)))
    return Refusal("portal-no-version", name=table.dataset, number=said)


def _version(said: Mapping) -> Version:
    told = _known(Version, said)
    withdrawn = told.get("withdrawn")
    files = tuple(VersionFile(**_known(VersionFile, item)) for item in told.get("files", ()))
    return Version(
        **{
            **told,
            "fields": tuple(told.get("fields", ())),
            "primary_key": tuple(told.get("primary_key", ())),
            "files": files,
            "raw": tuple(RawFile(**_known(RawFile, item)) for item in told.get("raw", ())),
            "breaking": tuple(told.get("breaking", ())),
            "withdrawn": Tombstone(**_known(Tombstone, withdrawn)) if withdrawn else None,
        }
    )


def _known(model: type, said: Mapping) -> dict:
    """Return what the model knows of an answer, less what is null."""
    names = {item.name for item in fields(model)}
    return {name: value for name, value in said.items() if name in names and value is not None}
