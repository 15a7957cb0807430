"""Which deposits' rows make up the version that a deposit brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.model import Deposit, Version

from pipelines.deposit import ROWS
from pipelines.deposit.align import align


@dataclass(frozen=True)
class Composition:
    """What a version is made of: `parts`, publication → deposit, in order; its schema."""

    parts: Mapping[str, Deposit]
    descriptor: Mapping
    schema: str

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return sum(part.facts["rows"] for part in self.parts.values())


def compose(deposit: Deposit) -> Composition:
    """Return what the version of a deposit is to be made of.

    A file takes the place of its publication's in the version that readers see; a restored version
    is made of what it was made of.
    """
    if deposit.kind == "file":
        live = records.live_version(deposit.resource_id)
        parts = records.parts_of(live) if live and deposit.publication else {}
        parts = {**parts, deposit.publication: deposit}
        descriptor, schema = deposit.facts["descriptor"], deposit.facts["schema"]
    else:
        keys = deposit.facts["parts"]
        parts = {name: records.known(key) for name, key in keys.items()}
        descriptor, schema = deposit.facts["descriptor"], deposit.facts["schema"]
    return Composition(dict(sorted(parts.items())), descriptor, schema)


def rows_of(deposit: Deposit) -> Path:
    """Return the file of a deposit's rows in normal form."""
    return store.prepared(deposit.package_id, deposit.id) / ROWS


def paths_of(composition: Composition) -> dict[str, Path]:
    """Return the parts' rows, by publication."""
    return {name: rows_of(part) for name, part in composition.parts.items()}


def paths_of_version(version: Version | None) -> dict[str, Path]:
    """Return a version's rows, by publication; none for no version."""
    if version is None:
        return {}
    return {name: rows_of(part) for name, part in records.parts_of(version).items()}


def aligned(composition: Composition, scratch: Path) -> list[Path]:
    """Return the parts' rows, each in the columns of the composition's schema."""
    names = [card["name"] for card in composition.descriptor["fields"]]
    return align_parts(list(paths_of(composition).values()), names, scratch)


def align_parts(paths: Sequence[Path], names: Sequence[str], scratch: Path) -> list[Path]:
    """Return files of rows in normal form, each in these columns."""
    return [align(path, names, scratch) for path in paths]
