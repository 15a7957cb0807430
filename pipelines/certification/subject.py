"""What is known of a reference dataset when it is tested: gathered by others, judged here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from pipelines.certification.availability import Uptime
from pipelines.sources import Promises, Reference

FILES, API = "files", "api"


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came from its public address just now.

    `promised`: the SHA-256 that the portal says, "" when it says none; `sha256`: that of what came;
    `status`: HTTP status, 0 without an answer; `kind`: what its first octets show (csv, json, xlsx,
    zip, html…), "" when nothing came; `encoding`: of a text; `label`: its name for people;
    `holds_table`: whether it has the identifiers of the entities.
    """

    label: str
    address: str
    format: str
    promised: str = ""
    sha256: str = ""
    status: int = 0
    kind: str = ""
    size: int = 0
    encoding: str = ""
    holds_table: bool = False


@dataclass(frozen=True)
class Answered:
    """What the portal's API answers of the table beside its file: rows, and a hash of their values.

    `rows`, `file_rows`: of all vintages; `digest`, `file_digest`: "" without an answer.
    """

    status: int = 0
    rows: int = 0
    file_rows: int = 0
    digest: str = ""
    file_digest: str = ""


@dataclass(frozen=True)
class EarlierVersion:
    """A version of the table: when it went live, what its note says, what it holds.

    `content`: a hash of its rows, whatever their order, "" when they can't be had; `identities`:
    identifier and name of each entity, as columns `identifier` and `name`.
    """

    number: int
    live_since: date
    note: str
    content: str
    identities: pl.DataFrame


@dataclass(frozen=True)
class Geometry:
    """What a geographic file of the dataset says: its reference system and where it lies.

    `system`: « EPSG:4326 », "" when it says none; `outside`: entities outside Québec;
    `identifiers`: those its entities bear.
    """

    label: str
    system: str
    features: int
    outside: int
    identifiers: frozenset[str]


@dataclass(frozen=True)
class Attestation:
    """What a person in a role declared, on a day, with a document."""

    subject: str
    role: str
    day: date
    document: str


@dataclass(frozen=True)
class Subject:
    """Hold a reference dataset as its users find it on a day.

    `package`: what the portal says of the dataset; `descriptor`: the table's schema, {} without
    one; `table`: the rows in force, as text, "" for missing; `invalid`: rows of it that break the
    schema; `references`: the sets that it refers to, by name, `uncertified`: those of them that no
    certificate covers; `succeeded`: identifiers that are gone and have a declared succession;
    `former`: other names that entities have or had, by identifier; `versions`: the newest first,
    the one in force too; `catalogues`: the addresses of its DCAT and JSON-LD.
    """

    name: str
    today: date
    reference: Reference
    package: Mapping[str, Any]
    descriptor: Mapping[str, Any]
    table: pl.DataFrame
    invalid: int = 0
    references: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    uncertified: frozenset[str] = frozenset()
    succeeded: frozenset[str] = frozenset()
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)
    versions: tuple[EarlierVersion, ...] = ()
    files: tuple[ReceivedFile, ...] = ()
    answered: Answered = field(default_factory=Answered)
    uptimes: Mapping[str, Uptime] = field(default_factory=dict)
    geometries: tuple[Geometry, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    dcat: str = ""
    json_ld: str = ""
    catalogues: tuple[str, ...] = ()

    @property
    def identifiers(self) -> pl.Series:
        """Return the identifiers as they are written, "" for those that are missing."""
        return self.table[self.reference.shape.identifier]

    @property
    def addresses(self) -> Iterator[str]:
        """Yield the address of each file."""
        return (file.address for file in self.files)

    @property
    def names(self) -> pl.Series:
        """Return the names of the entities."""
        return self.table[self.reference.shape.name]

    @property
    def fields(self) -> list[dict[str, Any]]:
        """Return the columns that the schema describes."""
        return list(self.descriptor.get("fields", ()))

    @property
    def promises(self) -> Promises:
        """Return the shares of time that are promised."""
        return self.reference.promises
