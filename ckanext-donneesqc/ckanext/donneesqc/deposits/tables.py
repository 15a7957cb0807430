"""Find which table of a dataset is meant."""

from collections.abc import Iterable
from uuid import uuid4

from ckan import model
from ckanext.donneesqc.deposits.model import Deposit, Version

from pipelines.publish.fields import NORMALIZED


class Several(Exception):  # noqa: N818 - what there is
    """The dataset has several tables and none was named; the argument lists their titles."""


class Unknown(Exception):  # noqa: N818
    """The dataset has no table of that name; the argument lists those it has."""


def tables_of(package: dict) -> dict[str, str]:
    """Return the tables of a dataset, id to title: published by deposits, or in normal form."""
    rows = model.Session.query(Version.resource_id).filter(Version.package_id == package["id"])
    published = {row[0] for row in rows.distinct()}
    found = {
        item["id"]: item.get("name") or item["id"]
        for item in package["resources"]
        if item["id"] in published
        or item.get("role") == NORMALIZED
        or item.get("datastore_active") is True
    }
    gone = {identifier: identifier for identifier in published - set(found)}
    others = taken(package["id"], found)
    return {key: title for key, title in {**found, **gone}.items() if key not in others}


def taken(package_id: str, resource_ids: Iterable[str]) -> set[str]:
    """Return which of these ids are those of another dataset's tables: never this one's again."""
    query = model.Session.query(Deposit.resource_id).filter(
        Deposit.resource_id.in_(list(resource_ids)), Deposit.package_id != package_id
    )
    return {row[0] for row in query.distinct()}


def find_table(package: dict, named: str) -> str | None:
    """Return the id of the table meant, nothing when the dataset has none yet.

    Raises Several, Unknown.
    """
    tables = tables_of(package)
    if named:
        chosen = [key for key, title in tables.items() if named in (key, title)]
        chosen = chosen or _awaited(package, named)
        if not chosen:
            raise Unknown(list(tables.values()))
        return chosen[0]
    if len(tables) > 1:
        raise Several(list(tables.values()))
    return next(iter(tables), None)


def new_table(package_id: str, title: str = "") -> str:
    """Return the id of a dataset's table to be: the same for the same title, whoever asks first.

    Nobody can guess it, and so take it. The caller lets nobody else ask meanwhile.
    """
    query = model.Session.query(Deposit.resource_id).filter(
        Deposit.package_id == package_id, Deposit.origin["table_title"].astext == title
    )
    known = query.order_by(Deposit.created).first()
    return known[0] if known else str(uuid4())


def _awaited(package: dict, named: str) -> list[str]:
    """Return the resource meant among those whose table isn't published yet."""
    found = [item["id"] for item in package["resources"] if named in (item["id"], item.get("name"))]
    others = taken(package["id"], found)
    asked = model.Session.query(Deposit.resource_id).filter(Deposit.package_id == package["id"])
    awaited = {row[0] for row in asked.distinct()}
    mine = [key for key in found if key not in others]
    return [key for key in mine if key in awaited or key == named]
