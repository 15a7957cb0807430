"""By which rules a file is read, and whether readers have already what it brings."""

import hashlib
import json

from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit, Version
from ckanext.donneesqc.deposits.table import swap

from pipelines.sources import Source
from schemas import load_schema


def recipe_of(source: Source | None, schema: str, descriptor: dict | None) -> str:
    """Return a hash of all that the rows depend on besides the file: its source, its schema."""
    if source:
        text = source.text + load_schema(source.schema).text
    elif schema:
        text = load_schema(schema).text
    else:
        text = json.dumps(descriptor, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def asked_schema(deposit: Deposit) -> dict | None:
    """Return the Table Schema that a deposit must keep, when it has no source to say so."""
    if deposit.source:
        return None
    if deposit.schema:
        return load_schema(deposit.schema).descriptor
    return deposit.descriptor


def find_unchanged(deposit: Deposit) -> Version | None:
    """Return the live version when these bytes, read in this way, are a part of it.

    Until the check says of which publication a file is, one of another name may be of another.
    """
    version = records.live_version(deposit.resource_id)
    if version is None or swap.live_mark(deposit.resource_id) != version.deposit_id:
        return None  # nothing is shown, or not what we put there
    wanted = (deposit.sha256, deposit.recipe)
    for publication, part in records.parts_of(version).items():
        asked = deposit.publication or (publication if _is_named(deposit, part) else None)
        if (part.sha256, part.recipe) == wanted and asked == publication:
            return version
    return None


def _is_named(deposit: Deposit, part: Deposit) -> bool:
    return not part.publication or deposit.file_name == part.file_name
