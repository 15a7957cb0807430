"""Show where a dataset's files came from, and what was repaired on the way."""

from dataclasses import dataclass

from pipelines.messages import FILE_REPAIRS, catalogue


@dataclass(frozen=True)
class Repair:
    """A kind of repair made in one column, how many times, and the first of them."""

    code: str
    what: str
    column: str
    count: int
    before: str
    after: str


@dataclass(frozen=True)
class Origin:
    """Where one publication came from: its raw file, when it was read, what became of its rows.

    `retrieved` is an ISO 8601 time; the row counts are those of the raw file; a `local_copy` was
    served in place of the address.
    """

    publication: str
    resource_id: str
    address: str
    retrieved: str
    sha256: str
    schema: str
    rows_read: int
    rows_published: int
    rows_rejected: int
    local_copy: bool
    repairs: tuple[Repair, ...]

    @property
    def of_file(self) -> tuple[Repair, ...]:
        """The repairs of the whole file: its encoding, its separator."""
        return tuple(
            repair for repair in self.repairs if repair.code in FILE_REPAIRS and not repair.column
        )

    @property
    def of_headings(self) -> tuple[Repair, ...]:
        """The columns renamed."""
        return tuple(
            repair for repair in self.repairs if repair.code in FILE_REPAIRS and repair.column
        )

    @property
    def of_values(self) -> tuple[Repair, ...]:
        """The repairs of rows and values, the only ones that are counted."""
        return tuple(repair for repair in self.repairs if repair.code not in FILE_REPAIRS)

    @property
    def repaired(self) -> int:
        """Count the values repaired."""
        return sum(repair.count for repair in self.of_values)


def list_origins(package: dict, language: str) -> list[Origin]:
    """List the origins of a dataset's publications, newest first, in words of `language`."""
    found = [
        _origin(resource, language)
        for resource in package["resources"]
        if isinstance(resource.get("provenance"), dict)
    ]
    return sorted(found, key=lambda origin: origin.publication, reverse=True)


def _origin(resource: dict, language: str) -> Origin:
    facts = resource["provenance"]
    return Origin(
        publication=facts.get("publication", ""),
        resource_id=resource["id"],
        address=facts.get("address", ""),
        retrieved=facts.get("retrieved", ""),
        sha256=facts.get("sha256", ""),
        schema=facts.get("schema", ""),
        rows_read=facts.get("rows_read", 0),
        rows_published=facts.get("rows_published", 0),
        rows_rejected=facts.get("rows_rejected", 0),
        local_copy=bool(facts.get("local_copy")),
        repairs=tuple(_repair(repair, language) for repair in facts.get("repairs", [])),
    )


def _repair(facts: dict, language: str) -> Repair:
    code = str(facts.get("code", ""))
    example = facts.get("example") or {}
    return Repair(
        code=code,
        # A file published by an older version may hold a code that has since been renamed.
        what=catalogue().get(code, {}).get(language) or code,
        column=facts.get("column", ""),
        count=facts.get("count", 0),
        before=example.get("before", ""),
        after=example.get("after", ""),
    )
